// Protocols: which there are, one of them, a new version.
import Criteria
package import Domain
import Records

/// Lists the protocols.
package enum ListProtocols {
    /// Every version, which one is active, and how many open workups are on it.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> Page {
        let note = AuditNote(event: "ListProtocols", action: .read, objectType: "protocol", categories: [])
        return try await call.list(.readProtocols, note, in: environment) { transaction in
            (Page(items: try await transaction.protocols(limit: 1_000), next: nil), [])
        }
    }
}

/// The protocols that workups are opened on.
package enum ListProtocolNames {
    /// The names of the active versions, by code. No workup is counted for it.
    ///
    /// - Parameters:
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the names in both languages.
    /// - Throws: `UseCaseError`.
    package static func run(
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [String: Localized] {
        let note = AuditNote(event: "ListProtocols", action: .read, objectType: "protocol", categories: [])
        return try await call.list(.readProtocols, note, in: environment) { transaction in
            (try await transaction.protocolNames(environment), [])
        }
    }
}

/// Reads a protocol.
package enum ReadProtocol {
    /// A version of a protocol, or the active one.
    package static func run(
        code: String,
        version: Int?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        let note = AuditNote(
            event: "ReadProtocol",
            action: .read,
            objectType: "protocol",
            objectID: code,
            categories: []
        )
        let page = try await call.list(.readProtocols, note, in: environment) { transaction in
            guard let body = try await transaction.protocolBody(code: code, version: version) else {
                throw UseCaseError.notFound("protocol", "Dit protocol")
            }
            return (Page(body: body), [])
        }
        do {
            let careProtocol = try CareProtocol.codec.decode(page.body)
            return Answer(id: environment.makeUUID(), version: careProtocol.version, body: page.body)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Loads a version of a protocol from its YAML text.
package enum LoadProtocol {
    /// Checks the text and keeps it as a new version.
    ///
    /// - Parameters:
    ///   - yaml: the text of the protocol.
    ///   - isActive: whether new workups use it from now on; open ones stay on their version.
    ///   - call: who loads it.
    ///   - environment: the outside.
    /// - Returns: the protocol as JSON.
    /// - Throws: invalid input with every fault by line.
    package static func run(
        yaml: String,
        isActive: Bool,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.authorise(.manageProtocols, in: environment)
        let careProtocol: CareProtocol
        do throws(RuleFileFaults) {
            careProtocol = try ProtocolLoader.load(yaml)
        } catch {
            throw .invalid(
                Faults(
                    error.all.map { fault in
                        Fault(
                            fault.path,
                            fault.code,
                            en: "Line \(fault.line), column \(fault.column): \(fault.message.en)",
                            nl: "Regel \(fault.line), kolom \(fault.column): \(fault.message.nl)"
                        )
                    }
                )
            )
        }
        return try await call.change(.manageProtocols, in: environment) { transaction, stamp in
            let body = CareProtocol.codec.encode(careProtocol)
            transaction.insertProtocol(
                code: careProtocol.code,
                version: careProtocol.version,
                body: body,
                source: yaml,
                isActive: isActive,
                stamp
            )
            try await transaction.flush()
            return Change(
                id: environment.makeUUID(),
                version: careProtocol.version,
                body: body,
                note: AuditNote(
                    event: "LoadProtocol",
                    action: .create,
                    objectType: "protocol",
                    objectID: "\(careProtocol.code) \(careProtocol.version)",
                    categories: [],
                    purpose: "PATADMIN"
                )
            )
        }
    }
}
