// Every SQL statement Workup can send, in one list. A test prepares each on the real schema and compares types.
package import PostgreSQL

/// All registered statements.
package enum StatementRegistry {
    /// Each statement once, by aggregate.
    package static let all: [any AnyStatement] =
        PatientStatements.all + WorkupStatements.all + StepStatements.all + FindingStatements.all
        + TreatmentStatements.all + ConditionStatements.all + StatisticsStatements.all
        + MeetingStatements.all + AccountStatements.all + ManagementStatements.all + SignInStatements.all
        + SessionStatements.all
        + IdentityStatements.all
        + ProtocolStatements.all
        + WorklistStatements.all + WorklistViewStatements.all + DraftStatements.all + AuditStatements.all
        + IdempotencyStatements.all
        + MigrationStatements.all
        + HealthStatements.all + ReplicaStatements.all + LogStatements.all + LogReviewStatements.all
        + LockStatements.all + ImportStatements.all
        + ExportStatements.all
        + LogJudgementStatements.all + LogForgettingStatements.all
        + EvaluationStatements.all + AccessStatements.all + NoticeStatements.all + TeamStatements.all
        + WallStatements.all + MembershipStatements.all + ServerStatements.all
        + RetentionStatements.all
}
