// The SQL of conditions that make a treatment riskier.
package import Domain
import PostgreSQL

enum ConditionStatements {
    static let insert = Statement<(ID<Patient>, ID<ConditionDocument>, ID<Workup>, RecordedCondition), Void>(
        "condition.insert",
        "insert into recorded_condition (patient_id, id, workup_id, condition) values ($1, $2, $3, $4)"
    )

    static let insertVersion = Statement<
        (
            ID<Patient>, ID<Workup>, ID<ConditionDocument>, Int32, String, Sign, PartialDate?, String?, String?,
            Instant, ID<User>?
        ), Void
    >(
        "condition.insert_version",
        """
        insert into recorded_condition_version
            (patient_id, workup_id, condition_id, version, status, answer, since, note, reason, recorded_at, recorded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    )

    /// Patient, newest version and status of a condition.
    static let latest = Statement<(ID<Workup>, ID<ConditionDocument>), ConditionRow>(
        "condition.latest",
        """
        select c.id, c.condition, v.version, v.status, u.organisation_id
        from workup_directory d
        join recorded_condition c on c.patient_id = d.patient_id and c.workup_id = d.workup_id and c.id = $2
        join recorded_condition_version v on v.patient_id = c.patient_id and v.condition_id = c.id
        left join app_user u on u.id = v.recorded_by
        where d.workup_id = $1 order by v.version desc limit 1
        """
    ) { ConditionRow(id: $0, condition: $1, version: $2, status: $3, recordedAt: $4) }

    /// The same by what it is: there is one of a kind.
    static let latestOfKind = Statement<(ID<Workup>, RecordedCondition), ConditionRow>(
        "condition.latest_of_kind",
        """
        select c.id, c.condition, v.version, v.status, u.organisation_id
        from workup_directory d
        join recorded_condition c on c.patient_id = d.patient_id and c.workup_id = d.workup_id and c.condition = $2
        join recorded_condition_version v on v.patient_id = c.patient_id and v.condition_id = c.id
        left join app_user u on u.id = v.recorded_by
        where d.workup_id = $1 order by v.version desc limit 1
        """
    ) { ConditionRow(id: $0, condition: $1, version: $2, status: $3, recordedAt: $4) }

    static let all: [any AnyStatement] = [insert, insertVersion, latest, latestOfKind]
}

/// A condition with its newest version.
package struct ConditionRow: Sendable, Hashable {
    /// Its id.
    package let id: ID<ConditionDocument>
    /// What it is.
    package let condition: RecordedCondition
    /// The number of its newest version.
    package let version: Int
    /// Whether that takes it back.
    package let isWithdrawn: Bool
    /// Where whoever recorded that version works; nil for what the machine's administrator recorded.
    package let recordedAt: ID<Organisation>?

    fileprivate init(
        id: ID<ConditionDocument>,
        condition: RecordedCondition,
        version: Int32,
        status: String,
        recordedAt: ID<Organisation>?
    ) {
        self.id = id
        self.condition = condition
        self.version = Int(version)
        isWithdrawn = status == "withdrawn"
        self.recordedAt = recordedAt
    }
}
