// The test clinic with people in its regional hospital, and short ways to what tests of access do.
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

/// A clinic of two organisations whose people see different patients.
struct AccessClinic: Sendable {
    let clinic: TestClinic
    /// People of the regional hospital, by role.
    private let regional: [Role: Call]

    /// Runs a test with people in both organisations.
    static func run(_ body: @Sendable (AccessClinic) async throws -> Void) async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            var regional: [Role: Call] = [:]
            for role in [Role.neurologist, .technician, .nurse, .coordinator, .administrator] {
                let login = "reg.\(role.rawValue.lowercased())"
                _ = try await AddUser.run(
                    AddUser.Input(login: login, name: "Regional \(role.rawValue)", role: role, organisation: "REG"),
                    call: TestClinic.machine,
                    in: clinic.environment
                )
                regional[role] = try await clinic.call(login: login)
            }
            try await body(AccessClinic(clinic: clinic, regional: regional))
        }
    }

    var environment: UseCases.Environment { clinic.environment }

    /// A call by somebody of the regional hospital.
    func regional(_ role: Role = .neurologist) throws -> Call { try #require(regional[role]) }

    /// The patient of a workup.
    func patient(of workup: ID<Workup>) async throws -> ID<Patient> {
        try await clinic.document(workup).patient.id
    }

    /// A step is given to an organisation, or taken back by giving it to another.
    func give(_ code: String, of workup: ID<Workup>, to organisation: String) async throws {
        let step = try await clinic.step(code, of: workup)
        _ = try await MoveStep.run(
            workup,
            code: code,
            expecting: step.version,
            StepMove(organisation: organisation),
            call: clinic.call(),
            in: environment
        )
    }

    /// A finding is recorded.
    @discardableResult
    func record(_ finding: Finding, _ workup: ID<Workup>, by call: Call? = nil) async throws -> ID<FindingRecord> {
        ID(
            try await RecordFinding.run(
                workup,
                RecordFinding.Input(finding: finding, origin: nil),
                call: call ?? clinic.call(),
                in: environment
            ).id
        )
    }

    /// The centre's neurologist shares a workup.
    @discardableResult
    func share(
        _ workup: ID<Workup>,
        organisation: String? = nil,
        team: String? = nil,
        user: String? = nil,
        until: Instant? = nil
    ) async throws -> ID<AccessRelation> {
        ID(
            try await ShareRecord.run(
                patient(of: workup),
                ShareRecord.Input(
                    grantee: AccessGranteeInput.Members(organisation: organisation, team: team, user: user),
                    workup: workup,
                    reason: "treated together",
                    until: until
                ),
                call: clinic.call(),
                in: environment
            ).id
        )
    }

    /// The patient objects; the machine's administrator writes it down.
    @discardableResult
    func object(_ patient: ID<Patient>, organisation: String? = nil, user: String? = nil) async throws
        -> ID<AccessObjection>
    {
        ID(
            try await RecordObjection.run(
                patient,
                RecordObjection.Input(
                    grantee: AccessGranteeInput.Members(organisation: organisation, team: nil, user: user),
                    reason: nil
                ),
                call: TestClinic.machine,
                in: environment
            ).id
        )
    }

    /// What somebody sees of a workup.
    func sight(_ workup: ID<Workup>, by call: Call) async -> Sight {
        do {
            let answer = try await ReadWorkup.run(workup, asOf: nil, call: call, in: environment)
            let document = try WorkupDocument.codec.decode(answer.body)
            return document.sharedInPart == true
                ? .part(document.steps.map(\.code), findingCount: document.findings.count) : .whole
        } catch let error as UseCaseError where error.category == .notFound {
            return .nothing
        } catch {
            return .failed(String(reflecting: error))
        }
    }

    /// The newest line of the log that a user wrote: event, outcome, checks, purpose.
    func lastLine(of call: Call) async throws -> [String?] {
        let user = try #require(call.actor.userID)
        return try await clinic.logRows(
            """
            select event_code, outcome::text, checks, purpose from audit_event
            where user_id = '\(user)' order by recorded_at desc, id desc limit 1
            """
        ).first ?? []
    }
}

/// What somebody sees of a workup.
enum Sight: Equatable {
    case nothing
    case part([String], findingCount: Int)
    case whole
    case failed(String)
}
