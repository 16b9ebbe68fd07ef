// The clash of a number becomes a request for access, decided on by whoever sees the patient.
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

@Suite("A request for access", .database(.clinic))
struct AccessRequestTests {
    private let number: PatientIdentifier

    init() throws {
        number = try PatientIdentifier(system: .hospital(organisation: "REG"), value: "77")
    }

    /// A patient of the centre with a number of the regional hospital, whom that hospital asks to see.
    private func asked(_ stage: AccessClinic) async throws -> ID<Patient> {
        let added = try await AddPatient.run(
            Patient(familyName: "Brouwer", sex: .unknown, identifiers: [number]),
            call: stage.clinic.call(),
            in: stage.environment
        )
        _ = try await ask(number, stage)
        return ID(added.id)
    }

    private func ask(_ number: PatientIdentifier, _ stage: AccessClinic) async throws -> Answer {
        try await RequestAccess.run(
            RequestAccess.Input(identifier: number, reason: "comes to our clinic"),
            call: try stage.regional(.nurse),
            in: stage.environment
        )
    }

    private func requests(_ call: Call, _ stage: AccessClinic) async throws -> [JSONValue] {
        let page = try await ListAccessRequests.run(call: call, in: stage.environment)
        return try JSONReader.read(page.body)["items"]?.array ?? []
    }

    private func decide(
        _ patient: ID<Patient>,
        _ request: String,
        _ scope: AccessScope?,
        by call: Call,
        _ stage: AccessClinic
    ) async throws -> Answer {
        try await DecideAccessRequest.run(
            patient,
            try #require(ID(request)),
            DecideAccessRequest.Input(scope: scope, reason: "one person"),
            call: call,
            in: stage.environment
        )
    }

    private func finds(_ call: Call, _ stage: AccessClinic) async throws -> Bool {
        let found = try await FindPatients.run(
            FindPatients.Input(identifier: number, familyName: nil, birthDate: nil),
            call: call,
            in: stage.environment
        )
        return try JSONReader.read(found.body)["items"]?.array?.isEmpty == false
    }

    @Test("is answered the same whether there is such a patient or not, and shows the patient to nobody by itself")
    func silent() async throws {
        try await AccessClinic.run { stage in
            _ = try await asked(stage)
            let other = try PatientIdentifier(system: .hospital(organisation: "REG"), value: "78")
            let bodies = [try await ask(number, stage).body, try await ask(other, stage).body]
            #expect(bodies[0] == bodies[1])
            #expect(try await stage.clinic.rows("select count(*)::text from access_request") == [["1"]])
            #expect(try await finds(try stage.regional(), stage) == false)
            #expect(try await requests(try stage.regional(), stage).isEmpty)
        }
    }

    @Test("is decided on by whoever sees the patient, once, and gives what was granted at once")
    func granted() async throws {
        try await AccessClinic.run { stage in
            let patient = try await asked(stage)
            let lines = try await requests(stage.clinic.call(), stage)
            #expect(lines.map { $0["organisation"]?.string } == ["REG"])
            let request = try #require(lines.first?["id"]?.string)
            _ = try await decide(patient, request, .person, by: stage.clinic.call(), stage)
            #expect(try await finds(try stage.regional(), stage))
            let again = await failure { try await decide(patient, request, nil, by: stage.clinic.call(), stage) }
            #expect(again?.code == "request-not-yours")
            #expect(try await requests(stage.clinic.call(), stage).isEmpty)
        }
    }

    @Test("and an objection tell why only to whoever sees some care of the patient, not to who knows the person")
    func reasons() async throws {
        try await AccessClinic.run { stage in
            let patient = try await asked(stage)
            let centre = stage.clinic.call(), administrator = stage.clinic.call(.administrator)
            let line = try await requests(centre, stage).first
            #expect(line?["reason"]?.string == "comes to our clinic")
            // Whoever may not decide on it is not told either.
            let lines = try await requests(administrator, stage)
            #expect(lines.count == 1 && lines[0]["reason"] == nil)
            let request = try #require(line?["id"]?.string)
            _ = try await decide(patient, request, nil, by: centre, stage)
            _ = try await RecordObjection.run(
                patient,
                RecordObjection.Input(
                    grantee: AccessGranteeInput.Members(organisation: nil, team: nil, user: "nurse"),
                    reason: "treated a neighbour"
                ),
                call: centre,
                in: stage.environment
            )
            func told(_ call: Call) async throws -> [String?] {
                let answer = try await ReadAccess.run(patient, call: call, in: stage.environment)
                let json = try JSONReader.read(answer.body)
                let (objection, request) = (json["objections"]?[0], json["requests"]?[0])
                #expect(objection?["grantee"] != nil && request?["organisation"]?.string == "REG")
                return [objection?["reason"], request?["reason"], request?["decisionReason"]].map { $0?.string }
            }
            let all = ["treated a neighbour", "comes to our clinic", "one person"]
            // Nobody at the centre has a workup of the patient yet: they know who it is.
            #expect(try await told(administrator) == [nil, nil, nil])
            #expect(try await told(centre) == [nil, nil, nil])
            #expect(try await told(TestClinic.machine) == all)
            _ = try await OpenWorkup.run(
                patient,
                try OpenWorkup.Input.codec.decode(Array(#"{"protocol":"mmn"}"#.utf8)),
                call: centre,
                in: stage.environment
            )
            #expect(try await told(centre) == all)
            #expect(try await told(administrator) == [nil, nil, nil])
        }
    }

    @Test("may be refused, and asked again")
    func refused() async throws {
        try await AccessClinic.run { stage in
            let patient = try await asked(stage)
            let request = try #require(try await requests(stage.clinic.call(), stage).first?["id"]?.string)
            _ = try await decide(patient, request, nil, by: stage.clinic.call(), stage)
            #expect(try await finds(try stage.regional(), stage) == false)
            _ = try await ask(number, stage)
            #expect(try await requests(stage.clinic.call(), stage).count == 1)
        }
    }

    @Test("gives nobody more than who decides sees, and nothing to whoever asks by deciding themselves")
    func bounds() async throws {
        try await AccessClinic.run { stage in
            let patient = try await asked(stage)
            let request = try #require(try await requests(stage.clinic.call(), stage).first?["id"]?.string)
            // The centre knows the person; nobody sees everything of them.
            let more = await failure { try await decide(patient, request, .record, by: stage.clinic.call(), stage) }
            #expect(more?.code == "request-not-yours")
            _ = try await OpenEmergencyAccess.run(
                OpenEmergencyAccess.Input(
                    patient: patient,
                    identifier: nil,
                    reason: "unconscious at the emergency department"
                ),
                call: try stage.regional(.nurse),
                in: stage.environment
            )
            let own = await failure {
                try await decide(patient, request, .person, by: try stage.regional(.nurse), stage)
            }
            #expect(own?.code == "emergency-may-not")
            let rows = try await stage.clinic.rows("select (decided_at is null)::text from access_request")
            #expect(rows == [["true"]])
        }
    }
}
