// The database's own walls as rules that can be looked at: what stands against each, by name. Row-level security is only as
// good as the catalogue around it, and any migration can make a hole without a test of the record noticing.
import PostgreSQL

/// One rule of the database's walls.
package enum DatabaseWall: String, Sendable, Hashable, CaseIterable {
    /// Every table that speaks of patients has row-level security, enabled and forced, and policies.
    case tables
    /// No policy shows the service every row.
    case policies
    /// Every view that is granted runs with the rights of who reads it.
    case views
    /// Every function that runs with its owner's rights has a fixed search path.
    case searchPaths
    /// Every function that runs with its owner's rights is one of those that are known.
    case knownFunctions
    /// No function that runs with its owner's rights can be called by everybody.
    case callers
    /// Everything belongs to the login that migrates or to an owner that nobody logs in as.
    case owners
    /// No role of the program is above row-level security.
    case roles
    /// Nothing is granted to everybody.
    case everybody
    /// Nobody reaches a partition beside its whole.
    case partitions
    /// Every constraint, trigger and unique index that holds the log and access is there and at work.
    case guards
}

extension DatabaseWall {
    /// The owners that nobody logs in as.
    package static let nologinOwners = ["workup_audit_owner", "workup_derivation"]

    /// The roles of the program.
    package static let programRoles =
        nologinOwners + LogRole.allCases.map(\.rawValue) + RecordRole.allCases.map(\.rawValue) + ["workup"]

    /// The functions that run with their owner's rights, each with its owner: a closed list. Whoever adds one gives it to an
    /// owner that nobody logs in as, fixes its search path, and adds it here.
    package static let definerFunctions: [String] =
        [
            "access_after_finding_version", "access_after_identifier", "access_after_meeting_case",
            "access_after_meeting_case_version", "access_after_meeting_version", "access_after_merge",
            "access_after_objection", "access_after_patient", "access_after_relation", "access_after_unmerge",
            "access_after_step_version",
            "access_after_workup",
            "access_after_workup_version", "access_ask", "access_case_count", "access_count_lot", "access_decide",
            "access_end", "access_enter",
            "access_is_own_meeting", "access_is_taken", "access_lift", "access_may_write_action", "access_merged_with",
            "access_of_patient",
            "access_open_emergency", "access_reaches", "access_reasons", "access_see_all",
            "access_see_whole", "access_sees_case", "access_share", "access_workup_version",
            "evaluation_sees_what_is_recorded",
            "forget_answers", "forget_drafts", "meeting_case_keeps", "meeting_keeps", "protocol_open_workups",
            "refresh_worklist", "worklist_after_evaluation",
            "worklist_after_patient_change", "worklist_after_workup_change", "worklist_changes",
        ].map { "\($0) workup_derivation" }
        + ["audit_event_arrives workup_audit_owner", "audit_make_partitions workup_audit_owner"]

    /// Asks the database.
    fileprivate var question: BoundStatement<String> {
        switch self {
        case .tables: WallStatements.openTables()
        case .policies: WallStatements.blindPolicies()
        case .views: WallStatements.ownersViews()
        case .searchPaths: WallStatements.looseFunctions()
        case .knownFunctions: WallStatements.unknownFunctions(DatabaseWall.definerFunctions)
        case .callers: WallStatements.callableFunctions()
        case .owners: WallStatements.foreignOwners(DatabaseWall.nologinOwners)
        case .roles: WallStatements.almightyRoles(DatabaseWall.programRoles)
        case .everybody: WallStatements.publicTables()
        case .partitions: WallStatements.openPartitions()
        case .guards: WallStatements.missingGuards(DatabaseWall.namedGuards)
        }
    }
}

extension Record {
    /// What stands against a rule, by name; nothing where it holds.
    /// - Throws: `RecordError`.
    package func offences(against wall: DatabaseWall) async throws(RecordError) -> [String] {
        do {
            return try await database.fetchAll(wall.question)
        } catch {
            throw RecordError(error)
        }
    }
}
