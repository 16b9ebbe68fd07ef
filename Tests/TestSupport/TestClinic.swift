// A small clinic: two organisations, a user of each role, a clock that stands still and ids that count.
package import Domain
import Foundation
import PostgreSQL
package import Records
package import UseCases

/// Use cases on a test's own record, with time and ids the test decides.
package struct TestClinic: Sendable {
    package let record: Record
    package let clock: FixedClock
    package let environment: Environment

    /// 2026-03-02T09:00:00Z until a test moves it.
    package init(record: Record, logReader: Record? = nil, criteria: @escaping Evaluator = TestCriteria.bundled) {
        let clock = FixedClock()
        // Each clinic of a test run counts from a place of its own, so that two on one database do not collide.
        let ids = TestClinic.idRange.next()
        let counter = SequentialIDs()
        self.record = record
        self.clock = clock
        environment = Environment(
            record: record,
            logReader: logReader,
            criteria: criteria,
            criteriaSets: TestCriteria.sets,
            now: { Instant(microsecondsSince1970: clock.microsecondsSince1970) },
            day: { $0.utcDate },
            makeUUID: { TestClinic.id(ids, counter.next()) },
            makeSecret: { count in (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) } },
            passwords: HashingDesk(parameters: TestDoor.parameters)
        )
    }

    private static let idRange = SequentialIDs()

    private static func id(_ range: UUID, _ next: UUID) -> UUID {
        let (high, low) = (range.uuid, next.uuid)
        return UUID(
            uuid: (
                0, 0, 0, 0, high.14, high.15, 0x70, 0, 0x80, 0, low.10, low.11, low.12, low.13, low.14, low.15
            )
        )
    }

    /// Moves the clock on to a day after all that the example cases tell of: what has not happened yet is not imported.
    package func waitForExampleCases() { clock.advance(by: .seconds(90 * 86_400)) }

    /// The machine's own administrator.
    package static let machine = Call(
        actor: Actor(
            userID: nil,
            name: "machine",
            role: .administrator,
            organisationID: nil,
            organisationCode: nil
        ),
        origin: .commandLine
    )

    /// The id of the user with a role; the clinic has one of each, the neurologist's login is `neurologist`.
    package static func userID(_ role: Role) -> ID<User> {
        let index = Role.allCases.firstIndex(of: role) ?? 0
        return ID(SequentialIDs.id(UInt64(1_000 + index)))
    }

    /// The neuromuscular centre's id.
    package static let centreID = ID<Organisation>(SequentialIDs.id(900))
    /// The regional hospital's id.
    package static let hospitalID = ID<Organisation>(SequentialIDs.id(901))

    /// A call by a user of the centre.
    package func call(
        _ role: Role = .neurologist,
        key: String? = nil,
        hash: UInt8 = 1,
        isDryRun: Bool = false
    ) -> Call {
        Call(
            actor: Actor(
                userID: TestClinic.userID(role),
                name: role.label(.en),
                role: role,
                organisationID: TestClinic.centreID,
                organisationCode: "NMC"
            ),
            origin: .rest,
            networkAddress: "127.0.0.1",
            requestID: "test",
            idempotency: key.map {
                Call.Idempotency(key: $0, requestHash: [UInt8](repeating: hash, count: 32))
            },
            isDryRun: isDryRun
        )
    }

    /// Puts protocols, organisations and users into an empty record.
    package func furnish() async throws {
        try await InstallProtocols.run(call: TestClinic.machine, in: environment)
        try await record.write { transaction in
            let stamp = Stamp(at: environment.now(), by: nil, event: environment.makeUUID())
            transaction.insertOrganisation(
                Organisation(code: "NMC", name: "Neuromuscular Centre", kind: .neuromuscularCentre),
                id: TestClinic.centreID,
                stamp
            )
            transaction.insertOrganisation(
                Organisation(code: "REG", name: "Regional Hospital", kind: .regionalHospital),
                id: TestClinic.hospitalID,
                stamp
            )
            for role in Role.allCases {
                transaction.insertUser(
                    TestClinic.userID(role),
                    login: role.rawValue.lowercased(),
                    name: role.label(.en),
                    role: role,
                    organisation: TestClinic.centreID,
                    stamp
                )
            }
        }
    }

    /// A new patient.
    package func addPatient(_ familyName: String = "Test", mrn: String? = nil) async throws -> ID<Patient> {
        let identifiers = try mrn.map { [try PatientIdentifier(system: .hospital(organisation: "NMC"), value: $0)] }
        let answer = try await AddPatient.run(
            Patient(familyName: familyName, sex: .unknown, identifiers: identifiers ?? []),
            call: call(),
            in: environment
        )
        return ID(answer.id)
    }

    /// A new workup on protocol `mmn` for a new patient.
    package func openWorkup(
        _ familyName: String = "Test",
        openedOn: LocalDate? = nil,
        question: String = "MMN?"
    ) async throws -> ID<Workup> {
        let patient = try await addPatient(familyName)
        let answer = try await OpenWorkup.run(
            patient,
            OpenWorkup.Input(
                protocolCode: "mmn",
                openedOn: openedOn,
                question: question,
                referredBy: nil,
                organisation: nil,
                assigneeID: nil
            ),
            call: call(),
            in: environment
        )
        return ID(answer.id)
    }

    /// The workup as it is now, decoded.
    package func document(
        _ workup: ID<Workup>,
        asOf: Instant? = nil,
        by call: Call? = nil
    ) async throws -> WorkupDocument {
        let answer = try await ReadWorkup.run(workup, asOf: asOf, call: call ?? self.call(), in: environment)
        return try WorkupDocument.codec.decode(answer.body)
    }

    /// A step of a workup as it is now.
    package func step(_ code: String, of workup: ID<Workup>) async throws -> StepDocument {
        guard let step = try await document(workup).steps.first(where: { $0.code == code }) else {
            throw UseCaseError.notFound("step", "Deze stap")
        }
        return step
    }

    /// The rows of a query on the test's database as a superuser, as text, for what no use case shows.
    package func rows(_ sql: String) async throws -> [[String?]] {
        try await logRows(sql)
    }
}

extension TestClinic {
    /// A call by a user who is in the record, by their login.
    package func call(login: String) async throws -> Call {
        let rows = try await rows(
            """
            select u.id, u.name, u.role, o.id, o.code
            from app_user u join organisation o on o.id = u.organisation_id where u.login = '\(login)'
            """
        )
        guard let row = rows.first, let user = row[0].flatMap({ ID<User>($0) }),
            let role = row[2].flatMap(Role.init(rawValue:))
        else { throw UseCaseError.notFound("user", "Deze gebruiker") }
        return Call(
            actor: Actor(
                userID: user,
                name: row[1] ?? "",
                role: role,
                organisationID: row[3].flatMap { ID<Organisation>($0) },
                organisationCode: row[4]
            ),
            origin: .rest,
            networkAddress: "127.0.0.1",
            requestID: "test"
        )
    }

    /// The rows of a query that the service itself may not ask, such as those about its log.
    package func logRows(_ sql: String) async throws -> [[String?]] {
        guard let current = TestDatabase.current else { return [] }
        return try await Database.withDatabase(try current.superuserSettings(), logger: .quiet) { database in
            try await database.withConnection { try await $0.executeScript(sql).last?.rows ?? [] }
        }
    }

    /// A hash of every table but those of the log, by the table's name.
    package func contents() async throws -> [[String?]] {
        try await logRows(
            """
            select c.relname, query_to_xml(format(
                'select md5(coalesce(string_agg(t::text, chr(10) order by t::text), '''')) from %I t', c.relname),
                false, true, '')::text
            from pg_class c
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'audit%'
            order by 1
            """
        )
    }
}

/// The text of an example case file of the project.
package func exampleCase(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: folder.appending(path: "Fixtures/cases/\(name)")))
}
