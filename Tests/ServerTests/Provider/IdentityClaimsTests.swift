// What an identity token has to say: a table of claims, each with what is wrong with it.
import Domain
import Testing

@testable import Server

@Suite("Claims of an identity token")
struct IdentityClaimsTests {
    static let now = TestService.instant
    static let seconds = now.microsecondsSince1970 / 1_000_000

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fault: TokenFault?
        let changes: [(String, String?)]
        var acrValues: [String] = []
        var amrValues: [String] = []

        init(
            _ description: String,
            _ fault: TokenFault?,
            _ changes: (String, String?)...,
            acr: [String] = [],
            amr: [String] = []
        ) {
            testDescription = description
            self.fault = fault
            self.changes = changes
            acrValues = acr
            amrValues = amr
        }
    }

    private static func at(_ offset: Int64) -> String { "\(seconds + offset)" }

    static let cases: [Case] =
        [
            Case("as it should be", nil),
            Case("another issuer", .wrongIssuer, ("iss", #""https://login.example.org/realms/other""#)),
            Case("the issuer with a slash", .wrongIssuer, ("iss", "\"\(TestProvider.issuer)/\"")),
            Case("the issuer in capitals", .wrongIssuer, ("iss", "\"\(TestProvider.issuer.uppercased())\"")),
            Case("no issuer", .wrongIssuer, ("iss", nil)),
            Case("an issuer that is no text", .wrongIssuer, ("iss", "1")),
            Case("another audience", .wrongAudience, ("aud", #""other""#)),
            Case("a longer audience", .wrongAudience, ("aud", #""workup2""#)),
            Case("no audience", .wrongAudience, ("aud", nil)),
            Case("an empty list of audiences", .wrongAudience, ("aud", "[]")),
            Case("an audience that is no text", .badClaims, ("aud", "[1]")),
            Case("a list of one audience", nil, ("aud", #"["workup"]"#)),
            Case("two audiences and nobody named", .wrongParty, ("aud", #"["workup","other"]"#)),
            Case("two audiences, made for us", nil, ("aud", #"["workup","other"]"#), ("azp", #""workup""#)),
            Case("made for another", .wrongParty, ("azp", #""other""#)),
            Case("ended within the leeway", nil, ("exp", at(-59))),
            Case("ended", .expired, ("exp", at(-60))),
            Case("no end", .expired, ("exp", nil)),
            Case("an end that is no number", .badClaims, ("exp", #""9999999999""#)),
            Case("an end beyond time", .badClaims, ("exp", "99999999999999")),
            Case("valid within the leeway", nil, ("nbf", at(60))),
            Case("not valid yet", .tooEarly, ("nbf", at(61))),
            Case("issued within the leeway", nil, ("iat", at(60))),
            Case("issued later", .badIssuedAt, ("iat", at(61))),
            Case("issued long ago", .badIssuedAt, ("iat", at(-661))),
            Case("not said when issued", .badIssuedAt, ("iat", nil)),
            Case("another nonce", .wrongNonce, ("nonce", #""other""#)),
            Case("no nonce", .wrongNonce, ("nonce", nil)),
            Case("an empty nonce", .wrongNonce, ("nonce", #""""#)),
            Case("no subject", .badSubject, ("sub", nil)),
            Case("an empty subject", .badSubject, ("sub", #""""#)),
            Case("a subject of 255 characters", nil, ("sub", "\"\(String(repeating: "x", count: 255))\"")),
            Case("a subject of 256 characters", .badSubject, ("sub", "\"\(String(repeating: "x", count: 256))\"")),
            Case("a subject with a line's end", .badSubject, ("sub", #""anna\nroot""#)),
            Case("a subject with a letter that looks like another", .badSubject, ("sub", #""аnna""#)),
            Case("authenticated with decimals of a second", nil, ("auth_time", "\(seconds - 5).75")),
            Case("not said when authenticated", .noAuthenticationTime, ("auth_time", nil)),
            Case("authenticated later", .noAuthenticationTime, ("auth_time", at(61))),
            Case("authenticated at the limit", nil, ("auth_time", at(-3_660))),
            Case("authenticated before the limit", .authenticationTooOld, ("auth_time", at(-3_661))),
        ] + strength

    static let strength = [
        Case("strong as asked for", nil, acr: ["weak", "urn:hospital:strong"]),
        Case("weaker than asked for", .weakAuthentication, ("acr", #""0""#), acr: ["urn:hospital:strong"]),
        Case("not said how strong", .weakAuthentication, ("acr", nil), acr: ["urn:hospital:strong"]),
        Case("by a means that was asked for", nil, amr: ["mfa"]),
        Case("by other means", .weakAuthentication, ("amr", #"["pwd"]"#), amr: ["mfa", "hwk"]),
        Case("not said by which means", .weakAuthentication, ("amr", nil), amr: ["mfa"]),
        Case("means as one text", .badClaims, ("amr", #""mfa""#), amr: ["mfa"]),
        Case("strong, but by other means", .weakAuthentication, acr: ["urn:hospital:strong"], amr: ["hwk"]),
    ]

    @Test("are taken, or refused for what is wrong", arguments: cases)
    func check(example: Case) throws {
        var token = TestToken(nonce: "nonce", at: IdentityClaimsTests.now)
        for (name, value) in example.changes { token = token.with(name, value) }
        let json = "{\(token.claims.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}"
        let value = try JSONReader.read(Array(json.utf8))
        let expectation = TokenExpectation(
            issuer: TestProvider.issuer,
            clientID: "workup",
            nonce: "nonce",
            acrValues: example.acrValues,
            amrValues: example.amrValues,
            ageSecondsMax: 3_600
        )
        var found: TokenFault?
        do throws(TokenFault) {
            let proven = try IdentityClaims(value).check(expectation, at: IdentityClaimsTests.now)
            #expect(proven.authenticatedAt <= IdentityClaimsTests.now)
        } catch {
            found = error
        }
        #expect(found == example.fault)
    }

    @Test("every fault has words of its own, without anything from outside")
    func words() {
        let words = TokenFault.allCases.map { "\($0.words)" }
        #expect(Set(words).count == words.count)
        #expect(words.allSatisfy { $0.hasPrefix("hospital account: ") })
    }
}
