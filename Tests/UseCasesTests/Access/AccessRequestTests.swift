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

    /// Numbers that nobody has, or of patients who are there.
    private func ask(times count: Int, from first: Int, _ stage: AccessClinic) async throws {
        for number in first..<(first + count) {
            _ = try await ask(PatientIdentifier(system: .hospital(organisation: "REG"), value: "9\(number)"), stage)
        }
    }

    @Test("waits where the organisation has asked often, the same whether there are such patients or not")
    func bounds() async throws {
        try await AccessClinic.run { stage in
            // One more patient who is there changes nothing of where the bound is.
            let patient = try await asked(stage)
            try await ask(times: 49, from: 0, stage)
            for value in ["77", "9050"] {
                let refused = await failure {
                    try await ask(PatientIdentifier(system: .hospital(organisation: "REG"), value: value), stage)
                }
                #expect(refused?.code == "too-many-access-requests" && refused?.category == .tooMany)
            }
            let logged = try await stage.clinic.logRows(
                "select outcome, object_detail from audit_event where event_code = 'Refused'"
            )
            #expect(logged == [["8", "too-many-access-requests"], ["8", "too-many-access-requests"]])
            // What is refused tells the organisation nothing; what is granted it sees.
            let request = try #require(try await requests(stage.clinic.call(), stage).first?["id"]?.string)
            _ = try await decide(patient, request, .person, by: stage.clinic.call(), stage)
            try await ask(times: 1, from: 50, stage)
            let again = await failure { try await ask(times: 1, from: 51, stage) }
            #expect(again?.code == "too-many-access-requests")
            stage.clinic.clock.advance(by: .seconds(31 * 86_400))
            try await ask(times: 1, from: 51, stage)
            #expect(try await stage.clinic.rows("select count(*) from access_asking") == [["1"]])
        }
    }

    @Test("waits where the organisation has asked a hundred times within a day, and others ask on")
    func today() async throws {
        try await AccessClinic.run { stage in
            try await ask(times: 50, from: 0, stage)
            _ = try await stage.clinic.rows("update access_asking set granted_at = asked_at; select 1")
            try await ask(times: 50, from: 50, stage)
            _ = try await stage.clinic.rows("update access_asking set granted_at = asked_at; select 1")
            let refused = await failure { try await ask(times: 1, from: 100, stage) }
            #expect(refused?.code == "too-many-access-requests")
            let other = try PatientIdentifier(system: .hospital(organisation: "REG"), value: "78")
            _ = try await RequestAccess.run(
                RequestAccess.Input(identifier: other, reason: "comes to our clinic"),
                call: stage.clinic.call(.nurse),
                in: stage.environment
            )
            stage.clinic.clock.advance(by: .seconds(86_401))
            try await ask(times: 1, from: 100, stage)
        }
    }

    @Test("comes page by page, the newest first")
    func pages() async throws {
        try await AccessClinic.run { stage in
            for number in 0..<5 {
                let own = try PatientIdentifier(system: .hospital(organisation: "REG"), value: "9\(number)")
                _ = try await AddPatient.run(
                    Patient(familyName: "P\(number)", sex: .unknown, identifiers: [own]),
                    call: stage.clinic.call(),
                    in: stage.environment
                )
                try await ask(times: 1, from: number, stage)
                if number % 2 == 0 { stage.clinic.clock.advance(by: .seconds(1)) }
            }
            var (names, cursor): ([String], String?) = ([], nil)
            repeat {
                let page = try await ListAccessRequests.run(
                    cursor: cursor,
                    limit: 2,
                    call: stage.clinic.call(),
                    in: stage.environment
                )
                let items = try JSONReader.read(page.body)["items"]?.array ?? []
                #expect(items.count <= 2)
                names += items.compactMap { $0["patient"]?["familyName"]?.string }
                cursor = page.next
            } while cursor != nil
            #expect(names == ["P4", "P3", "P2", "P1", "P0"])
            let wrong = await failure {
                try await ListAccessRequests.run(cursor: "x", call: stage.clinic.call(), in: stage.environment)
            }
            #expect(wrong?.faults.first?.pointer == "cursor")
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
    func givesNoMore() async throws {
        try await AccessClinic.run { stage in
            let patient = try await asked(stage)
            let request = try #require(try await requests(stage.clinic.call(), stage).first?["id"]?.string)
            // The centre knows the person; nobody sees everything of them.
            let more = await failure { try await decide(patient, request, .record, by: stage.clinic.call(), stage) }
            #expect(more?.code == "request-not-yours")
            try await stage.breakGlass(for: patient, by: try stage.regional(.nurse))
            let own = await failure {
                try await decide(patient, request, .person, by: try stage.regional(.nurse), stage)
            }
            #expect(own?.code == "emergency-may-not")
            let rows = try await stage.clinic.rows("select (decided_at is null)::text from access_request")
            #expect(rows == [["true"]])
        }
    }
}
