// A made-up world of relations in the database: put there by a superuser, looked at as the service.
import Domain
import FoundationEssentials
import PostgreSQL
import Records
import TestSupport
import Testing

extension AccessWorld {
    /// Takes the place of all relations, objections and memberships there are, past the triggers that keep them.
    func install() async throws {
        var script = [
            "set session_replication_role = replica", "delete from access_relation", "delete from access_objection",
            "delete from team_member",
        ]
        script += relations.map { relation in
            """
            insert into access_relation (patient_id, id, grantee_kind, grantee_id, scope, workup_id, object_id, ground,
                reason, valid_from, valid_until, recorded_at)
            values ('\(relation.patient)', gen_random_uuid(), '\(relation.grantee.kind)', '\(relation.grantee.id)',
                '\(relation.scope.rawValue)', \(literal(relation.workup)), \(literal(relation.object)),
                '\(relation.ground.rawValue)', 'test', '\(relation.from)', \(literal(relation.until)), '\(relation.from)')
            """
        }
        script += objections.map { objection in
            let lifting = objection.isLifted ? "now(), 'test'" : "null, null"
            return """
                insert into access_objection (patient_id, id, origin_id, grantee_kind, grantee_id, recorded_at, lifted_at,
                    lift_reason)
                select '\(objection.patient)', o.id, o.id, '\(objection.grantee.kind)', '\(objection.grantee.id)', now(),
                    \(lifting)
                from gen_random_uuid() as o (id)
                """
        }
        script += memberships.map { membership in
            """
            insert into team_member (team_id, id, user_id, joined_at, left_at)
            values ('\(membership.team)', gen_random_uuid(), '\(membership.user)', '\(membership.joinedAt)',
                \(membership.isLeft ? "'\(membership.joinedAt)'" : "null"))
            """
        }
        // One script is one transaction.
        try await TestDatabase.current?.asOwner(script.joined(separator: ";\n"))
    }

    private func literal(_ value: (some CustomStringConvertible)?) -> String { value.map { "'\($0)'" } ?? "null" }
}

/// A table that row-level security guards, and for whom each of its rows is.
struct GuardedTable: Sendable, Hashable {
    /// What has to be seen of whom for a row to show.
    enum Shows: Sendable, Hashable {
        /// Who the patient is.
        case person
        /// Any part of the workup.
        case header
        /// The step or finding it belongs to.
        case object
        /// All of the workup.
        case content
    }

    let name: String
    let shows: Shows
    /// SQL for the workup and the object of a row `t`.
    var workup = "t.workup_id"
    var object = "null"

    static let all: [GuardedTable] =
        ["patient", "patient_version", "patient_identifier", "identifier_directory", "access_request"].map {
            GuardedTable(name: $0, shows: .person, workup: "null")
        }
        + [GuardedTable(name: "workup", shows: .header, workup: "t.id")]
        + [GuardedTable(name: "workup_directory", shows: .header)]
        + ["step", "finding"].flatMap { noun in
            [
                GuardedTable(name: noun, shows: .object, object: "t.id"),
                GuardedTable(name: "\(noun)_version", shows: .object, object: "t.\(noun)_id"),
            ]
        }
        + [
            "workup_version", "worklist_entry", "treatment_course", "treatment_course_version", "treatment_choice",
            "treatment_trial",
            "administration", "administration_version", "outcome_measurement", "outcome_measurement_version",
            "recorded_condition", "recorded_condition_version", "evaluation_result", "evaluation_criteria",
            "evaluation",
            "imported_case", "meeting_case",
        ].map { GuardedTable(name: $0, shows: .content) }
        + [
            ("administration_details", "administration", "administration_id"),
            ("meeting_case_version", "meeting_case", "meeting_case_id"),
            ("meeting_action", "meeting_case", "meeting_case_id"),
        ].map { name, parent, key in
            GuardedTable(
                name: name,
                shows: .content,
                workup: "(select p.workup_id from \(parent) p where p.patient_id = t.patient_id and p.id = t.\(key))"
            )
        }
        + [
            GuardedTable(
                name: "meeting_action_version",
                shows: .content,
                workup: """
                    (select c.workup_id from meeting_action a
                    join meeting_case c on c.patient_id = a.patient_id and c.id = a.meeting_case_id
                    where a.patient_id = t.patient_id and a.id = t.action_id)
                    """
            )
        ]

    /// Guarded by another rule than the relations of one patient: what the walls themselves rest on, meetings (their own
    /// organisation's), merges (of two patients), answers kept for whoever asked, drafts that are their author's.
    static let others: Set<String> = [
        "access_relation", "access_objection", "meeting", "meeting_version", "patient_merge", "idempotency_key",
        "form_draft",
    ]
}

/// A row, by its table and its place in it.
struct RowPlace: Sendable, Hashable, Comparable, CustomStringConvertible {
    let table: String
    let place: String

    var description: String { "\(table)\(place)" }

    static func < (left: RowPlace, right: RowPlace) -> Bool { left.description < right.description }
}

/// Whose a row is.
struct RowOwner: Sendable, Hashable {
    let shows: GuardedTable.Shows
    let patient: UUID
    let workup: UUID?
    let object: UUID?
}

/// Every row of a patient there is, and how it is looked for.
struct GuardedRows: Sendable {
    let owners: [RowPlace: RowOwner]

    /// Reads them as a superuser.
    static func read(_ clinic: TestClinic) async throws -> GuardedRows {
        let selects = GuardedTable.all.map { table in
            "select '\(table.name)', t.ctid::text, t.patient_id::text, (\(table.workup))::text, (\(table.object))::text"
                + " from \(table.name) t"
        }
        let shows = Dictionary(uniqueKeysWithValues: GuardedTable.all.map { ($0.name, $0.shows) })
        var owners: [RowPlace: RowOwner] = [:]
        for row in try await clinic.rows(selects.joined(separator: " union all ")) {
            let table = try #require(row[0])
            let place = RowPlace(table: table, place: try #require(row[1]))
            owners[place] = RowOwner(
                shows: try #require(shows[table]),
                patient: try #require(row[2].flatMap { UUID(uuidString: $0) }),
                workup: row[3].flatMap { UUID(uuidString: $0) },
                object: row[4].flatMap { UUID(uuidString: $0) }
            )
        }
        return GuardedRows(owners: owners)
    }

    /// Makes a session ready to look.
    static func prepare(_ connection: LeasedConnection) async throws {
        let selects = GuardedTable.all.map { "select '\($0.name)', t.ctid::text from \($0.name) t" }
        try await connection.executeScript("prepare look as \(selects.joined(separator: " union all "))")
    }

    /// What a caller sees, in a session that is ready.
    static func shown(
        to caller: AccessScene.Caller,
        at now: Instant,
        _ connection: LeasedConnection
    ) async throws -> Set<RowPlace> {
        let results = try await connection.executeScript(
            """
            begin;
            select set_config('role', 'workup_service', true), access_enter('\(caller.user)', '\(now)');
            execute look;
            rollback;
            """
        )
        return Set(
            try #require(results.dropFirst(2).first).rows.map { row in
                RowPlace(table: row[0] ?? "", place: row[1] ?? "")
            }
        )
    }

    /// What the rule of access lets a caller see.
    func allowed(_ world: AccessWorld, _ caller: AccessScene.Caller, _ scene: AccessScene) -> Set<RowPlace> {
        let persons = Set(
            scene.patients.filter { world.reach(of: nil, $0, by: caller, at: scene.now) != .nothing }
        )
        let reaches = Dictionary(
            uniqueKeysWithValues: scene.workups.map { workup in
                (workup.id, world.reach(of: workup, workup.patient, by: caller, at: scene.now))
            }
        )
        return Set(
            owners.filter { _, owner in
                let reach = owner.workup.flatMap { reaches[$0] } ?? .nothing
                switch (owner.shows, reach) {
                case (.person, _): return persons.contains(owner.patient)
                case (_, .nothing), (_, .person): return false
                case (_, .whole), (.header, .part): return true
                case (.object, .part(let objects)): return owner.object.map(objects.contains) ?? false
                case (.content, .part): return false
                }
            }.keys
        )
    }
}
