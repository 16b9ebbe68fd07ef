// The open actions of meetings that are the caller's own or of somebody of their organisation.
package import Domain
import Records

/// Lists the open actions of meetings.
package enum ListMeetingActions {
    /// At most this many are shown.
    package static let countMax = 500

    static let note = AuditNote(event: "ListTasks", action: .execute, objectType: "meetingAction")

    /// The caller's own and those of their organisation, those that are due first; every patient shown is in the log.
    ///
    /// - Parameters:
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the actions.
    /// - Throws: `UseCaseError`.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> Page {
        try await call.list(.readMeetings, note, in: environment) { transaction in
            let actions = try await transaction.openActions(
                of: call.actor.userID,
                at: call.actor.organisationID,
                today: environment.today,
                limit: countMax
            )
            return (Page(items: actions.map(\.body), next: nil), Array(Set(actions.map(\.patient))))
        }
    }
}

/// What somebody has to do.
package struct Tasks: Sendable {
    /// Open steps, those that are due first.
    package let steps: [TaskLine]
    /// Open actions of meetings, those that are due first.
    package let actions: [MeetingActionLine]
    /// The protocols of the steps, for their names.
    package let protocols: [ProtocolVersion: CareProtocol]
}

/// Reads what somebody has to do, for the page.
package enum ReadTasks {
    /// Steps that were given to the caller or their organisation, and actions of meetings; every patient shown is in the log.
    ///
    /// - Parameters:
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the tasks.
    /// - Throws: `UseCaseError`.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> Tasks {
        let steps = try await ListTasks.run(call: call, in: environment)
        let actions = try await ListMeetingActions.run(call: call, in: environment)
        do {
            let lines = try rows(of: steps).map { try TaskLine.codec.decode($0) }
            var protocols: [ProtocolVersion: CareProtocol] = [:]
            let versions = Set(lines.map { ProtocolVersion(code: $0.protocolCode, version: $0.protocolVersion) })
            for version in versions {
                protocols[version] = try await environment.record.write { transaction in
                    try await transaction.careProtocol(code: version.code, version: version.version, environment)
                }
            }
            return Tasks(
                steps: lines,
                actions: try rows(of: actions).map { try MeetingActionLine.codec.decode($0) },
                protocols: protocols
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }

    private static func rows(of page: Page) throws -> [JSONValue] {
        try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
    }
}
