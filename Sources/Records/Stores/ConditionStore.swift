// Conditions that make a treatment riskier, in a transaction.
package import Domain
import PostgreSQL

extension RecordTransaction {
    /// A version of a condition; the first one makes it.
    package func insertCondition(
        _ id: ID<ConditionDocument>,
        version: Int,
        isWithdrawn: Bool = false,
        _ statement: ConditionStatement,
        reason: String?,
        workup: ID<Workup>,
        patient: ID<Patient>,
        _ stamp: Stamp
    ) {
        if version == 1 { add(ConditionStatements.insert(patient, id, workup, statement.condition)) }
        add(
            ConditionStatements.insertVersion(
                patient,
                workup,
                id,
                Int32(version),
                isWithdrawn ? "withdrawn" : "recorded",
                statement.answer,
                statement.since,
                statement.note,
                reason,
                stamp.at,
                stamp.by
            )
        )
    }

    /// A condition with its newest version.
    package func condition(_ id: ID<ConditionDocument>, workup: ID<Workup>) async throws -> ConditionRow? {
        try await fetchFirst(ConditionStatements.latest(workup, id))
    }

    /// The condition of a kind with its newest version, a withdrawn one included.
    package func condition(_ condition: RecordedCondition, workup: ID<Workup>) async throws -> ConditionRow? {
        try await fetchFirst(ConditionStatements.latestOfKind(workup, condition))
    }
}
