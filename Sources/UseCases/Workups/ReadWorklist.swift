// The worklist as the page shows it: the lines with what is needed to name what stands in them, in one unit of work.
package import Domain
import Records

/// A page of the worklist with the names of what is in it.
package struct Worklist: Sendable {
    /// The lines.
    package let lines: [WorklistLine]
    /// The cursor of the next page; nil on the last.
    package let next: String?
    /// The protocols of the lines and those that new workups are opened on.
    package let protocols: [ProtocolVersion: CareProtocol]
    /// How many workups there are for each state of the next step; nil where that was not asked.
    package let counts: [WorklistCount]?
    /// What there is to choose from.
    package let choices: WorklistChoices
}

/// Reads the worklist for the page.
package enum ReadWorklist {
    /// A page of the worklist.
    ///
    /// - Parameters:
    ///   - filter: what to show.
    ///   - cursor: what an earlier page gave as `next`.
    ///   - isCounting: whether to count the workups in each state.
    ///   - call: who looks.
    ///   - environment: the outside.
    /// - Returns: the page.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ filter: WorklistFilter,
        cursor: String?,
        isCounting: Bool,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Worklist {
        let asked = try ListWorklist.place(cursor, in: filter)
        let today = environment.today
        return try await call.list(.readWorkups, ListWorklist.note, in: environment) { transaction in
            let page = try await transaction.worklist(asked, today: today)
            let lines = try page.items.map { try WorklistLine.codec.decode($0, limits: .ownDocuments) }
            let choices = try await transaction.worklistChoices(meeting: filter.meeting, call: call, in: environment)
            var protocols = choices.protocols
            let versions = lines.map { ProtocolVersion(code: $0.protocolCode, version: $0.protocolVersion) }
            for version in Set(versions).subtracting(protocols.keys) {
                protocols[version] = try await transaction.careProtocol(
                    code: version.code,
                    version: version.version,
                    environment
                )
            }
            let counts = isCounting ? try await transaction.worklistCounts(asked, today: today) : nil
            let list = Worklist(
                lines: lines,
                next: page.next.map(WorklistCursor.text),
                protocols: protocols,
                counts: counts,
                choices: choices
            )
            return (list, page.patients)
        }
    }
}
