// What changes in the worklist while somebody looks at it.
package import Domain
import Records

/// Tells which workups changed, and which of them somebody sees.
package enum WatchWorklist {
    /// What changed.
    package enum News: Sendable, Hashable {
        /// These workups changed, or came to the list.
        case changed([ID<Workup>])
        /// More than are told one by one.
        case many
    }

    /// Up to when changes are known.
    package struct Moment: Sendable, Hashable {
        fileprivate let ofRecord: RecordMoment
    }

    /// What changed since a moment, for nobody in particular: who may hear of which workup is asked with `visible`.
    ///
    /// - Parameters:
    ///   - moment: the moment up to which changes are known; nil asks for the present one alone.
    ///   - environment: the outside.
    /// - Returns: what changed, and the moment up to which changes are known now.
    /// - Throws: `UseCaseError`.
    package static func changes(
        since moment: Moment?,
        in environment: Environment
    ) async throws(UseCaseError) -> (news: News, moment: Moment) {
        do {
            let (news, now) = try await environment.record.worklistChanges(since: moment?.ofRecord)
            let told: News =
                switch news {
                case .changed(let workups): .changed(workups)
                case .many: .many
                }
            return (told, Moment(ofRecord: now))
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// Those of the given workups that the caller sees now. Only that they changed is told and nothing of a patient, so
    /// nothing of it is logged.
    ///
    /// - Parameters:
    ///   - workups: those that changed.
    ///   - call: who watches.
    ///   - environment: the outside.
    /// - Returns: their ids.
    /// - Throws: `UseCaseError`.
    package static func visible(
        among workups: [ID<Workup>],
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [ID<Workup>] {
        do {
            try call.require(.readWorkups)
            return try await environment.record.write(as: call.identity(at: environment.now())) { transaction in
                try await transaction.visibleWorkups(among: workups)
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
