// Signing in with the hospital's own account: where the browser is sent, and what becomes of the answer it brings back.
import Domain
import FoundationEssentials
import Synchronization
import UseCases

/// What a browser brings back from the provider.
struct ProviderAnswer: Sendable, Hashable {
    var code: String?
    var state: String?
    /// The issuer that answers (RFC 9207).
    var issuer: String?
    /// What the provider says went wrong.
    var error: String?
}

/// The sign-in of the one provider that is configured.
final class HospitalSignIn: Sendable {
    let settings: ProviderSettings
    private let directory: ProviderDirectory
    private let fetch: ProviderFetch
    private let now: @Sendable () -> Instant
    private let exchanging = Mutex(0)

    /// At most so many codes are exchanged at the same time.
    static let exchangeCountMax = 16

    /// The sign-in with a clock, and with how the provider is asked.
    init(_ settings: ProviderSettings, now: @escaping @Sendable () -> Instant, fetch: @escaping ProviderFetch) {
        self.settings = settings
        self.fetch = fetch
        self.now = now
        directory = ProviderDirectory(issuer: settings.issuer, fetch: fetch)
    }

    /// Where a browser signs in.
    ///
    /// - Parameters:
    ///   - transaction: what the browser keeps of it.
    ///   - language: of whoever signs in.
    /// - Returns: the address.
    /// - Throws: `ProviderTrouble` where the provider cannot be asked where that is.
    func address(for transaction: SignInTransaction, _ language: Language) async throws(ProviderTrouble) -> String {
        guard let snapshot = try await directory.find(.addresses, now: now) else { throw .unreachable }
        var parameters: [(name: String, value: String)] = [
            ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", settings.redirectAddress),
            ("scope", settings.scopes.joined(separator: " ")), ("state", transaction.state),
            ("nonce", transaction.nonce), ("code_challenge", transaction.challenge),
            ("code_challenge_method", "S256"), ("ui_locales", language.rawValue),
        ]
        switch transaction.purpose {
        // Asked for in every case: then the token has to say when somebody showed who they are.
        case .signIn: parameters.append(("max_age", String(settings.ageSecondsMax)))
        // Not 0: there are providers that never find anybody young enough then, and ask for ever.
        case .stepUp: parameters += [("prompt", "login"), ("max_age", String(StepUpByProvider.ageSecondsMax))]
        }
        if !settings.acrValues.isEmpty {
            parameters.append(("acr_values", settings.acrValues.joined(separator: " ")))
        }
        return snapshot.metadata.authorization.adding(parameters)
    }

    /// Where a browser signs out at the provider, as far as that is known without asking; nil where there is no such place.
    func signOutAddress() async -> String? {
        await directory.known?.metadata.endSession?.adding([
            ("client_id", settings.clientID), ("post_logout_redirect_uri", settings.origin + "/sign-in"),
        ])
    }

    /// Passes where this browser asked for the answer. Nobody is asked for that: whoever makes browsers bring made-up answers
    /// costs the provider nothing, and those browsers nothing either.
    ///
    /// - Parameters:
    ///   - answer: what the browser brought.
    ///   - transaction: what the browser kept; nil where it kept nothing that counts.
    /// - Returns: what the browser kept.
    /// - Throws: `TokenFault`.
    func requireAsked(
        _ answer: ProviderAnswer,
        _ transaction: SignInTransaction?
    ) throws(TokenFault) -> SignInTransaction {
        guard let transaction else { throw .noTransaction }
        guard transaction.isAlive(at: now()) else { throw .transactionTooOld }
        guard let state = answer.state, ConstantTime.isSame(state, transaction.state) else { throw .wrongState }
        return transaction
    }

    /// Finds out who came back.
    ///
    /// - Parameters:
    ///   - answer: what the browser brought.
    ///   - transaction: what the browser kept, where it asked for this answer.
    /// - Returns: who was proven.
    /// - Throws: `TokenFault` where it is refused, `ProviderTrouble` where the provider could not be asked.
    func finish(_ answer: ProviderAnswer, _ transaction: SignInTransaction) async throws -> ProvenClaims {
        if let issuer = answer.issuer {
            guard issuer == settings.issuer.text else { throw TokenFault.wrongResponseIssuer }
        }
        guard answer.error == nil else { throw TokenFault.providerRefused }
        guard let code = answer.code, !code.isEmpty else { throw TokenFault.noCode }
        try enter()
        defer { exchanging.withLock { $0 -= 1 } }
        guard let snapshot = try await directory.find(.addresses, now: now) else { throw ProviderTrouble.unreachable }
        guard answer.issuer != nil || !snapshot.metadata.namesIssuer else { throw TokenFault.wrongResponseIssuer }
        let token = try await exchange(code, transaction, snapshot.metadata)
        return try await check(token, nonce: transaction.nonce)
    }

    /// Looks at a token: its form, its signature by a key of the provider, and everything it says.
    ///
    /// - Parameters:
    ///   - text: the token.
    ///   - nonce: what it has to name.
    /// - Returns: who was proven.
    /// - Throws: `TokenFault` where it is refused, `ProviderTrouble` where nothing is known of the provider's keys.
    func check(_ text: String, nonce: String) async throws -> ProvenClaims {
        let token = try SignedToken(text)
        let snapshot = try await directory.find(.key(token.keyID), now: now)
        guard let key = snapshot?.keys.keys[token.keyID] else { throw TokenFault.unknownKey }
        try await key.verify(token)
        let expectation = TokenExpectation(
            issuer: settings.issuer.text,
            clientID: settings.clientID,
            nonce: nonce,
            acrValues: settings.acrValues,
            amrValues: settings.amrValues,
            ageSecondsMax: settings.ageSecondsMax
        )
        return try IdentityClaims(token.unverifiedClaims).check(expectation, at: now())
    }

    private func enter() throws(ProviderTrouble) {
        let isFree = exchanging.withLock { count in
            guard count < HospitalSignIn.exchangeCountMax else { return false }
            count += 1
            return true
        }
        guard isFree else { throw .tooMany }
    }

    /// Exchanges a code for the token; whatever else the provider gives is left where it is.
    private func exchange(
        _ code: String,
        _ transaction: SignInTransaction,
        _ metadata: ProviderMetadata
    ) async throws -> String {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirectAddress),
            ("code_verifier", transaction.verifier),
        ]
        var authorization: String?
        switch metadata.secretPlace {
        case .header:
            // Both are written as in a form before they are joined (RFC 6749, section 2.3.1).
            let pair = "\(QueryText.encoded(settings.clientID)):\(QueryText.encoded(settings.secret.text))"
            authorization = "Basic \(Data(pair.utf8).base64EncodedString())"
        case .form: fields += [("client_id", settings.clientID), ("client_secret", settings.secret.text)]
        }
        let form = fields.map { "\($0.0)=\(QueryText.encoded($0.1))" }.joined(separator: "&")
        let request = ProviderRequest(address: metadata.token, form: form, authorization: authorization)
        let response = try await fetch(request)
        switch response.status {
        case 200: break
        case 400...403: throw TokenFault.codeRefused
        default: throw ProviderTrouble.unreachable
        }
        guard let document = try? response.json, document["token_type"]?.string?.lowercased() == "bearer",
            let token = document["id_token"]?.string
        else { throw TokenFault.badAnswer }
        return token
    }
}
