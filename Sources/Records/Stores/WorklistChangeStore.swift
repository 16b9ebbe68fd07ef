// What changed in the worklist since a moment, read from the list itself.
package import Domain
import PostgreSQL

/// A moment of the record: which transactions could be seen at it.
package struct RecordMoment: Sendable, Hashable {
    /// As PostgreSQL writes a snapshot.
    let snapshot: String
}

/// What changed in the worklist.
package enum WorklistNews: Sendable, Hashable {
    /// These workups changed, or came to the list.
    case changed([ID<Workup>])
    /// More than are told one by one.
    case many
}

extension Record {
    /// The workups of the list that changed since a moment, whoever may see them: who may hear of which is decided where it
    /// is told. Every change that was committed between the two moments is there, however long its transaction took.
    ///
    /// - Parameter moment: the moment before; nil asks for the moment alone.
    /// - Returns: what changed, and the moment it was read at.
    /// - Throws: `RecordError`.
    package func worklistChanges(
        since moment: RecordMoment?
    ) async throws(RecordError) -> (news: WorklistNews, moment: RecordMoment) {
        do throws(PostgreSQLError) {
            guard let (now, workups) = try await database.fetchOne(WorklistStatements.changes(moment?.snapshot)) else {
                throw PostgreSQLError(.decoding, "one row is always there", statement: WorklistStatements.changes.name)
            }
            return (workups.count > 50 ? .many : .changed(workups), RecordMoment(snapshot: now))
        } catch {
            throw RecordError(error)
        }
    }
}
