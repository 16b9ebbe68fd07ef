// The provider's discovery document: read for the few things that are needed, and held against the configured issuer.
import Domain

/// Where the provider is asked what.
struct ProviderMetadata: Sendable, Hashable {
    /// How we show our secret when a code is exchanged.
    enum SecretPlace: Sendable, Hashable {
        /// In `Authorization`, as RFC 6749 wants it of every provider.
        case header
        /// In the form.
        case form
    }

    /// Where browsers are sent to sign in.
    let authorization: WebAddress
    /// Where a code is exchanged.
    let token: WebAddress
    /// Where the keys are.
    let keys: WebAddress
    /// Where browsers are sent to sign out; nil where the provider has no such place.
    let endSession: WebAddress?
    /// Whether its answers always name their issuer (RFC 9207).
    let namesIssuer: Bool
    let secretPlace: SecretPlace

    /// Where the document is (OpenID Connect Discovery, section 4).
    static func address(of issuer: WebAddress) -> WebAddress? {
        let base = issuer.text.hasSuffix("/") ? String(issuer.text.dropLast()) : issuer.text
        return WebAddress("\(base)/.well-known/openid-configuration")
    }

    /// Reads the document.
    ///
    /// What we ask ourselves has to be at the issuer's own origin, so that no document can make this service knock
    /// elsewhere; where browsers go has to be protected by TLS.
    ///
    /// - Throws: `ProviderTrouble`.
    init(_ document: JSONValue, issuer: WebAddress) throws(ProviderTrouble) {
        guard document["issuer"]?.string == issuer.text else { throw .badDocument }
        func address(_ name: String) throws(ProviderTrouble) -> WebAddress {
            guard let text = document[name]?.string, let address = WebAddress(text) else { throw .badDocument }
            guard address.isProtected else { throw .foreignAddress }
            return address
        }
        authorization = try address("authorization_endpoint")
        token = try address("token_endpoint")
        keys = try address("jwks_uri")
        guard token.origin == issuer.origin, keys.origin == issuer.origin else { throw .foreignAddress }
        // Nothing depends on it: a provider that names a doubtful one is treated as if it had none.
        endSession = document["end_session_endpoint"]?.string.flatMap(WebAddress.init).flatMap { place in
            place.isProtected ? place : nil
        }
        namesIssuer = document["authorization_response_iss_parameter_supported"] == .bool(true)
        if let methods = document["code_challenge_methods_supported"] {
            guard methods.array?.contains("S256") == true else { throw .badDocument }
        }
        let places = document["token_endpoint_auth_methods_supported"]?.array ?? ["client_secret_basic"]
        if places.contains("client_secret_basic") {
            secretPlace = .header
        } else if places.contains("client_secret_post") {
            secretPlace = .form
        } else {
            throw .badDocument
        }
    }
}

/// What is known of the provider at one time.
struct ProviderSnapshot: Sendable, Hashable {
    let metadata: ProviderMetadata
    let keys: ProviderKeySet
}
