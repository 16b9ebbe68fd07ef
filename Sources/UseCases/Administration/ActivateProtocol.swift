// Which version of a protocol new workups are opened on: what differs, whom it touches, and making it the active one.
import Criteria
package import Domain
import Records

/// What there is to know before a version of a protocol is made the active one.
package struct ActivationPreview: Sendable {
    /// The open workups of one version in one state of their next step.
    package struct Group: Sendable, Hashable {
        package let version: Int
        /// The state of their next step; nil where none is left.
        package let state: StepState?
        package let count: Int
    }

    /// The version that is looked at.
    package let careProtocol: CareProtocol
    /// The active version; nil where none is, or where this is it.
    package let active: CareProtocol?
    /// Whether this is the active version.
    package let isActive: Bool
    /// The open workups of the protocol, which all stay on their version.
    package let openWorkups: [Group]

    /// What differs from the active version.
    package var differences: [ProtocolDifference] {
        active.map { ProtocolDifference.all(from: $0, to: careProtocol) } ?? []
    }
}

/// Looks at what making a version the active one would do.
package enum PreviewActivation {
    /// A version of a protocol beside the active one, and the open workups of both.
    package static func run(
        code: String,
        version: Int,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> ActivationPreview {
        var note = AuditNote(
            event: "ReadProtocol",
            action: .read,
            objectType: "protocol",
            objectID: code,
            categories: [],
            purpose: "PATADMIN"
        )
        note.objectDetail = "\(version)"
        let read = try await call.list(.manageProtocols, note, in: environment) { transaction in
            guard let body = try await transaction.protocolBody(code: code, version: version) else {
                throw UseCaseError.notFound("protocol", "Dit protocol")
            }
            let active = try await transaction.protocolBody(code: code, version: nil)
            let groups = try await transaction.openWorkups(on: code).map {
                ActivationPreview.Group(version: $0.version, state: $0.state, count: $0.count)
            }
            return (Read(body: body, active: active, groups: groups), [])
        }
        do {
            let careProtocol = try CareProtocol.codec.decode(read.body)
            let active = try read.active.map { try CareProtocol.codec.decode($0) }
            let isActive = active?.version == version
            return ActivationPreview(
                careProtocol: careProtocol,
                active: isActive ? nil : active,
                isActive: isActive,
                openWorkups: read.groups
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// What the record has.
    private struct Read: Sendable {
        let body: [UInt8]
        let active: [UInt8]?
        let groups: [ActivationPreview.Group]
    }
}

/// Makes a version of a protocol the one that new workups are opened on.
package enum ActivateProtocol {
    /// Which, and why.
    package struct Input: Sendable, Hashable {
        package let version: Int
        package let reason: String

        package init(version: Int, reason: String) {
            self.version = version
            self.reason = reason
        }

        /// The JSON of it.
        package static let codec: Codec<Input> = .object(
            "ProtocolActivation",
            Input.init(version:reason:),
            .required("version", \.version, .integer(1...1_000_000)),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// Makes the version active; open workups stay on theirs.
    package static func run(
        code: String,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageProtocols, in: environment) { transaction, _ in
            guard let body = try await transaction.protocolBody(code: code, version: input.version) else {
                throw UseCaseError.notFound("protocol", "Dit protocol")
            }
            transaction.activateProtocol(code: code, version: input.version)
            try await transaction.flush()
            var note = AuditNote(
                event: "ActivateProtocol",
                action: .update,
                objectType: "protocol",
                objectID: "\(code) \(input.version)",
                reason: input.reason,
                categories: [],
                purpose: "PATADMIN"
            )
            note.objectDetail = "\(input.version)"
            return Change(id: environment.makeUUID(), version: input.version, body: body, note: note)
        }
    }
}

/// Reads the text of a protocol file without keeping it.
package enum CheckProtocol {
    /// What is wrong with a file, by line; or the protocol that it holds.
    package enum Found: Sendable {
        case faults([(line: Int, column: Int, message: Localized)])
        case careProtocol(CareProtocol)
    }

    /// Reads the text.
    package static func run(yaml: String, call: Call, in environment: Environment) async throws(UseCaseError) -> Found {
        try await call.authorise(.manageProtocols, in: environment)
        do throws(RuleFileFaults) {
            return .careProtocol(try ProtocolLoader.load(yaml))
        } catch {
            return .faults(error.all.map { (line: $0.line, column: $0.column, message: $0.message) })
        }
    }
}
