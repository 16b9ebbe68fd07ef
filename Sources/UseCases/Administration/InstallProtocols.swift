// Putting the protocols that come with the program into the record, where they are not there yet.
import Criteria
import Domain
import Records

/// Installs the protocols the program carries.
package enum InstallProtocols {
    /// Loads each version that the record does not have. It becomes the active one where none is: a version that a
    /// hospital chose stays. Runs at every start of the service; a second run does nothing.
    ///
    /// - Returns: what was loaded, as `code version`.
    @discardableResult
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> [String] {
        do {
            return try await environment.record.write(isDryRun: call.isDryRun) { transaction in
                var installed: [String] = []
                let stamp = Stamp(at: environment.now(), by: call.actor.userID, event: environment.makeUUID())
                for name in ProtocolLoader.bundledNames {
                    guard let text = ProtocolLoader.bundledText(name) else { continue }
                    let careProtocol = try ProtocolLoader.load(text)
                    let (code, version) = (careProtocol.code, careProtocol.version)
                    guard try await transaction.protocolBody(code: code, version: version) == nil else { continue }
                    let hasActive = try await transaction.protocolBody(code: code, version: nil) != nil
                    transaction.insertProtocol(
                        code: code,
                        version: version,
                        body: CareProtocol.codec.encode(careProtocol),
                        source: text,
                        isActive: !hasActive,
                        stamp
                    )
                    let note = AuditNote(
                        event: "InstallProtocol",
                        action: .create,
                        objectType: "protocol",
                        objectID: "\(code) \(version)",
                        categories: [],
                        purpose: "PATADMIN"
                    )
                    transaction.audit(call.entry(note, in: environment))
                    installed.append("\(code) \(version)")
                }
                return installed
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
