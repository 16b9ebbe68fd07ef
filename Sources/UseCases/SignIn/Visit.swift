// Somebody at the door, of whom nothing is proven yet: where they come from and what they carry.
import Domain
import Records

/// Who asks to be let in, as far as it is known.
package struct Visit: Sendable {
    /// The address they come from.
    package let networkAddress: String?
    /// The id of the request.
    package let requestID: String?
    /// The token of a device on which somebody signed in before, as it was shown.
    package let deviceToken: String?

    package init(networkAddress: String?, requestID: String?, deviceToken: String? = nil) {
        self.networkAddress = networkAddress
        self.requestID = requestID
        self.deviceToken = deviceToken
    }

    /// The address that failures are counted for. Who has none shares one.
    var countedAddress: String { networkAddress ?? "none" }

    /// SHA-256 of the device's token.
    var deviceHash: [UInt8]? {
        guard let deviceToken, deviceToken.utf8.count <= 200 else { return nil }
        return SecretToken.hash(deviceToken)
    }

    /// A call of the one who is known, or said to be known.
    func call(_ actor: Actor?) -> Call {
        Call(
            actor: actor ?? Visit.nobody,
            origin: .rest,
            networkAddress: networkAddress,
            requestID: requestID
        )
    }

    /// How the log names somebody whose login is not known. What was typed is not told: it may have been a password in
    /// the wrong place. They have the role that may do least, and in the log none.
    private static let nobody = Actor(
        userID: nil,
        name: "not signed in",
        role: .researcher,
        organisationID: nil,
        organisationCode: nil,
        isKnown: false
    )
}

extension AuditNote {
    /// A step of signing in, or of changing what one signs in with.
    static func signIn(_ event: String, _ login: String?, _ action: AuditAction = .execute, reason: String? = nil)
        -> AuditNote
    {
        .account(event, action, login, reason: reason)
    }
}
