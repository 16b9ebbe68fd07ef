// What an identity token says, and whether that is what was asked for: a pure function of claims, expectation and time.
import Domain
import FoundationEssentials

/// What a token has to say to be taken.
struct TokenExpectation: Sendable, Hashable {
    let issuer: String
    let clientID: String
    let nonce: String
    /// The values of `acr` one of which it has to name; none asks for nothing.
    var acrValues: [String] = []
    /// The values of `amr` one of which it has to name; none asks for nothing.
    var amrValues: [String] = []
    /// How long ago somebody may have shown who they are, in seconds.
    var ageSecondsMax: Int

    /// How far clocks may differ, in seconds.
    static let leewaySeconds: Int64 = 60
    /// A token is made for the code that was just shown; one older than this was kept somewhere.
    static let issuedSecondsMax: Int64 = 600
}

/// Who somebody is, as a token said that was taken.
struct ProvenClaims: Sendable, Hashable {
    let subject: String
    /// When they showed it at the provider.
    let authenticatedAt: Instant
}

/// The claims of an identity token that are looked at.
struct IdentityClaims: Sendable, Hashable {
    let issuer: String
    let subject: String
    let audiences: [String]
    let party: String?
    let expiresAt: Instant
    let issuedAt: Instant
    let notBefore: Instant?
    let authenticatedAt: Instant?
    let nonce: String?
    let acr: String?
    let amr: [String]

    /// Reads the claims.
    ///
    /// - Throws: `TokenFault` where one is missing that has to be there, or is of another type.
    init(_ claims: JSONValue) throws(TokenFault) {
        guard let issuer = claims["iss"]?.string else { throw .wrongIssuer }
        guard let subject = claims["sub"]?.string else { throw .badSubject }
        self.issuer = issuer
        self.subject = subject
        guard let audiences = try IdentityClaims.list(claims["aud"], orOne: true) else { throw .wrongAudience }
        self.audiences = audiences
        party = try IdentityClaims.text(claims["azp"])
        guard let expiresAt = try IdentityClaims.instant(claims["exp"]) else { throw .expired }
        guard let issuedAt = try IdentityClaims.instant(claims["iat"]) else { throw .badIssuedAt }
        self.expiresAt = expiresAt
        self.issuedAt = issuedAt
        notBefore = try IdentityClaims.instant(claims["nbf"])
        authenticatedAt = try IdentityClaims.instant(claims["auth_time"])
        nonce = try IdentityClaims.text(claims["nonce"])
        acr = try IdentityClaims.text(claims["acr"])
        amr = try IdentityClaims.list(claims["amr"], orOne: false) ?? []
    }

    private static func text(_ value: JSONValue?) throws(TokenFault) -> String? {
        guard let value else { return nil }
        guard let text = value.string else { throw .badClaims }
        return text
    }

    private static func list(_ value: JSONValue?, orOne: Bool) throws(TokenFault) -> [String]? {
        guard let value else { return nil }
        if orOne, let text = value.string { return [text] }
        guard let elements = value.array, elements.count <= 50 else { throw .badClaims }
        let texts = elements.compactMap(\.string)
        guard texts.count == elements.count else { throw .badClaims }
        return texts
    }

    /// Seconds since 1970; decimals are cut off.
    private static func instant(_ value: JSONValue?) throws(TokenFault) -> Instant? {
        guard let value else { return nil }
        guard case .number(let number) = value else { throw .badClaims }
        let decimal = number.decimal
        guard decimal >= 0, decimal <= 253_402_300_799 else { throw .badClaims }
        guard let seconds = Int64("\(decimal)".prefix { $0 != "." }) else { throw .badClaims }
        return Instant(microsecondsSince1970: seconds * 1_000_000)
    }

    /// Whether this is the sign-in that was asked for.
    ///
    /// - Parameters:
    ///   - expected: what was asked for.
    ///   - now: the instant it is.
    /// - Returns: who was proven.
    /// - Throws: `TokenFault`, the first thing that is not as it should be.
    func check(_ expected: TokenExpectation, at now: Instant) throws(TokenFault) -> ProvenClaims {
        let leeway = TokenExpectation.leewaySeconds
        guard issuer == expected.issuer else { throw .wrongIssuer }
        guard audiences.contains(expected.clientID) else { throw .wrongAudience }
        guard party == nil ? audiences.count == 1 : party == expected.clientID else { throw .wrongParty }
        guard now < expiresAt.addingSeconds(leeway) else { throw .expired }
        if let notBefore {
            guard notBefore <= now.addingSeconds(leeway) else { throw .tooEarly }
        }
        guard issuedAt <= now.addingSeconds(leeway),
            issuedAt >= now.addingSeconds(-TokenExpectation.issuedSecondsMax - leeway)
        else { throw .badIssuedAt }
        guard let nonce, ConstantTime.isSame(nonce, expected.nonce) else { throw .wrongNonce }
        // 255 is what the standard allows; what is kept and shown holds nothing that moves a cursor.
        guard (1...255).contains(subject.utf8.count), subject.unicodeScalars.allSatisfy(IdentityClaims.isPlain) else {
            throw .badSubject
        }
        guard let authenticatedAt, authenticatedAt <= now.addingSeconds(leeway) else { throw .noAuthenticationTime }
        guard authenticatedAt >= now.addingSeconds(-Int64(expected.ageSecondsMax) - leeway) else {
            throw .authenticationTooOld
        }
        if !expected.acrValues.isEmpty {
            guard let acr, expected.acrValues.contains(acr) else { throw .weakAuthentication }
        }
        if !expected.amrValues.isEmpty {
            guard amr.contains(where: expected.amrValues.contains) else { throw .weakAuthentication }
        }
        return ProvenClaims(subject: subject, authenticatedAt: min(authenticatedAt, now))
    }

    /// ASCII that can be seen: the standard allows nothing else in a subject.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x20 && scalar.value < 0x7F }
}

/// Comparing what somebody else must not be able to guess letter by letter.
enum ConstantTime {
    /// Whether two texts are the same, in a time that depends on their length alone.
    static func isSame(_ one: String, _ other: String) -> Bool {
        let (left, right) = (Array(one.utf8), Array(other.utf8))
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }
}
