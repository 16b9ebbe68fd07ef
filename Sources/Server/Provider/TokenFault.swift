// Everything for which a sign-in through the provider is refused. A person is told the same in every case.

/// Why a sign-in through the provider was refused, in fixed words for the log: nothing of a token ever stands in them.
enum TokenFault: Error, Sendable, Hashable, CaseIterable {
    // The answer that the browser brought.
    case noTransaction, transactionTooOld, wrongState, wrongResponseIssuer, providerRefused, noCode
    // What the provider answered to the code.
    case codeRefused, badAnswer
    // The form of the token.
    case tooLarge, notThreeParts, encrypted, badEncoding, badHeader, badAlgorithm, keyInHeader, unknownExtension
    case wrongType, noKeyID, unknownKey, badSignature
    // What it says.
    case badClaims, wrongIssuer, wrongAudience, wrongParty, expired, tooEarly, badIssuedAt, wrongNonce, badSubject
    case noAuthenticationTime, authenticationTooOld, weakAuthentication

    /// What the access log says.
    var words: StaticString {
        switch self {
        case .noTransaction: "hospital account: not begun in this browser"
        case .transactionTooOld: "hospital account: begun too long ago"
        case .wrongState: "hospital account: wrong state"
        case .wrongResponseIssuer: "hospital account: answer of another issuer"
        case .providerRefused: "hospital account: refused by the provider"
        case .noCode: "hospital account: no code"
        case .codeRefused: "hospital account: code refused"
        case .badAnswer: "hospital account: unreadable answer to the code"
        case .tooLarge: "hospital account: token too large"
        case .notThreeParts: "hospital account: token of another form"
        case .encrypted: "hospital account: encrypted token"
        case .badEncoding: "hospital account: token badly encoded"
        case .badHeader: "hospital account: unreadable token header"
        case .badAlgorithm: "hospital account: algorithm not allowed"
        case .keyInHeader: "hospital account: token names its own key"
        case .unknownExtension: "hospital account: unknown extension of the token"
        case .wrongType: "hospital account: token of another type"
        case .noKeyID: "hospital account: token names no key"
        case .unknownKey: "hospital account: unknown key"
        case .badSignature: "hospital account: wrong signature"
        case .badClaims: "hospital account: unreadable claims"
        case .wrongIssuer: "hospital account: wrong issuer"
        case .wrongAudience: "hospital account: wrong audience"
        case .wrongParty: "hospital account: wrong authorised party"
        case .expired: "hospital account: token has ended"
        case .tooEarly: "hospital account: token not valid yet"
        case .badIssuedAt: "hospital account: token not issued just now"
        case .wrongNonce: "hospital account: wrong nonce"
        case .badSubject: "hospital account: unusable subject"
        case .noAuthenticationTime: "hospital account: no time of authentication"
        case .authenticationTooOld: "hospital account: authenticated too long ago"
        case .weakAuthentication: "hospital account: authentication too weak"
        }
    }
}
