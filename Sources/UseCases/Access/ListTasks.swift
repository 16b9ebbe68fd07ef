// The steps that others gave to the caller's organisation or to the caller: the worklist of whoever sees but a part.
import Domain
import Records

/// Lists one's own tasks.
package enum ListTasks {
    /// At most this many are shown.
    package static let countMax = 500

    /// Open steps of workups that others answer for, those that are due first; every patient shown is in the log.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> Page {
        let note = AuditNote(event: "ListTasks", action: .execute, objectType: "step")
        return try await call.list(.readWorkups, note, in: environment) { transaction in
            guard let user = call.actor.userID else { return (Page(items: [], next: nil), []) }
            let tasks = try await transaction.tasks(
                of: user,
                at: call.actor.organisationID,
                today: environment.today,
                now: environment.now(),
                limit: countMax
            )
            return (Page(items: tasks.map(\.body), next: nil), Array(Set(tasks.map(\.patient))))
        }
    }
}
