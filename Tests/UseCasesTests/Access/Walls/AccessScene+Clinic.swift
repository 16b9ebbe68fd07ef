// The clinic in which the two walls are compared: patients of whom everything is recorded, people of three organisations.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

extension AccessScene {
    /// Five workups of three patients, three of them full; everybody of two organisations and a few of a third.
    static func made(_ clinic: TestClinic) async throws -> AccessScene {
        clinic.waitForExampleCases()
        let meeting = try await FullRecord.planMeeting(clinic)
        var workups: [ID<Domain.Workup>] = []
        for number in 1...2 {
            let patient = try await clinic.addPatient("Patient", mrn: "\(number)")
            // Two workups of one patient: what is shared of one says nothing of the other.
            for _ in 0..<2 {
                let opened = try await OpenWorkup.run(
                    patient,
                    OpenWorkup.Input(
                        protocolCode: "mmn",
                        openedOn: nil,
                        question: "MMN?",
                        referredBy: nil,
                        organisation: nil,
                        assigneeID: nil
                    ),
                    call: clinic.call(),
                    in: clinic.environment
                )
                workups.append(ID(opened.id))
            }
        }
        for workup in workups.prefix(3) { try await FullRecord.fill(workup, meeting: meeting, clinic) }
        _ = try await ImportCases.run(
            [try exampleCase("synthetic-one-nerve.json")],
            organisation: "NMC",
            call: clinic.call(),
            in: clinic.environment
        )
        try await addPeople()
        return try await read(clinic)
    }

    /// A third organisation, four teams, people who are or will be disabled.
    private static func addPeople() async throws {
        let third = "'00000000-0000-7000-8000-0000000003ff'"
        try await TestDatabase.current?.asOwner(
            """
            insert into organisation (id, code, name, kind, version, created_at)
            select \(third), 'THD', 'Third Hospital', o.kind, 1, now() from organisation o where o.code = 'REG';
            insert into app_user (id, login, name, role, organisation_id, version, created_at)
            select gen_random_uuid(), 'reg.' || u.login, 'Regional', u.role, o.id, 1, now()
            from app_user u cross join organisation o where o.code = 'REG';
            insert into app_user (id, login, name, role, organisation_id, version, created_at, disabled_at, disabled_reason)
            select gen_random_uuid(), k.login, 'Third', 'nurse', \(third), 1, '2026-01-01', k.at::timestamptz,
                case when k.at is not null then 'left' end
            from (values ('thd.nurse', null), ('thd.left', '2026-02-01'), ('thd.leaving', '2126-01-01')) k (login, at);
            insert into team (id, organisation_id, code, name, version, created_at)
            select gen_random_uuid(), o.id, 'team' || n, 'Team', 1, now()
            from organisation o cross join generate_series(1, 2) n where o.code in ('NMC', 'REG');
            insert into access_request (patient_id, id, organisation_id, user_id, reason, requested_at)
            select p.patient_id, gen_random_uuid(), u.organisation_id, u.id, 'treated here too', now()
            from patient p cross join app_user u where u.login = 'thd.nurse';
            """
        )
    }

    private static func read(_ clinic: TestClinic) async throws -> AccessScene {
        func ids(_ sql: String) async throws -> [UUID] {
            try await clinic.rows(sql).map { try #require($0[0].flatMap { UUID(uuidString: $0) }) }
        }
        var workups: [Workup] = []
        let rows = try await clinic.rows(
            """
            select w.id, w.patient_id, string_agg(o.id::text, ' ' order by o.id)
            from workup w
            join (select workup_id, id from step union all select workup_id, id from finding) o on o.workup_id = w.id
            group by 1, 2 order by 1
            """
        )
        for row in rows {
            let found = row.compactMap(\.self).flatMap { $0.split(separator: " ") }
            let uuids = found.compactMap { UUID(uuidString: String($0)) }
            workups.append(Workup(id: uuids[0], patient: uuids[1], objects: Array(uuids.dropFirst(2))))
        }
        let people = try await clinic.rows(
            "select id, organisation_id, role, to_json(disabled_at at time zone 'UTC') #>> '{}' from app_user order by login"
        )
        return AccessScene(
            now: clinic.environment.now(),
            patients: try await ids("select patient_id from patient order by 1"),
            workups: workups,
            organisations: try await ids("select id from organisation order by code"),
            teams: try await ids("select id from team order by organisation_id, code"),
            callers: try people.map { row in
                Caller(
                    user: try #require(row[0].flatMap { UUID(uuidString: $0) }),
                    organisation: try #require(row[1].flatMap { UUID(uuidString: $0) }),
                    role: try #require(row[2].flatMap(Role.init(rawValue:))),
                    disabledAt: row[3].flatMap { Instant("\($0)Z") }
                )
            }
        )
    }
}
