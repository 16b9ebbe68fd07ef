// Why the provider could not be asked: told to a person as *not now*, and to whoever runs the service as what it is.

/// Why the provider could not be asked.
enum ProviderTrouble: Error, Sendable, Hashable, CustomStringConvertible {
    /// It cannot be reached, takes too long, or answers with a fault of its own.
    case unreachable
    /// It answers with more than is ever read.
    case tooLarge
    /// Its documents cannot be read, or are those of another issuer.
    case badDocument
    /// It sends to addresses that are not its own.
    case foreignAddress
    /// Too many are signing in there at the same time.
    case tooMany

    /// For the service's own log; nothing that the provider said stands in it.
    var description: String {
        switch self {
        case .unreachable: "the sign-in provider cannot be reached or answers with a fault"
        case .tooLarge: "the sign-in provider answers with more than 64 KiB"
        case .badDocument: "the sign-in provider's documents cannot be used, or name another issuer than oidc.issuer"
        case .foreignAddress: "the sign-in provider names addresses that are not at its own origin, or without TLS"
        case .tooMany: "too many sign-ins by the provider at the same time"
        }
    }
}
