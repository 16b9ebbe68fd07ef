// The API on a real database: the way of one patient, versions, repeated requests, the past, the worklist.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The API on a record", .database(.clinic))
struct ClinicTests {
    private static let patient: JSONValue = .object(
        ("familyName", "Test-Jansen"),
        ("givenNames", .array(["Noor"])),
        ("birthDate", "1980-04-05"),
        ("sex", "female"),
        ("identifiers", .array([.object(("system", "mrn:NMC"), ("value", "4711"))]))
    )

    private static let examination: JSONValue = .object(
        ("kind", "neurologicalExamination"),
        (
            "body",
            .object(
                ("performedOn", "2026-02-20"),
                (
                    "strength",
                    .array([.object(("muscle", "fingerExtensors"), ("side", "right"), ("grade", .integer(3)))])
                ),
                ("signs", .object(("fasciculations", "present")))
            )
        )
    )

    /// A patient with an open workup.
    private static func openWorkup(_ clinic: ClinicClient) async throws -> String {
        let patient = try await clinic.send(.post, "/api/v1/patients", patient)
        #expect(patient.status == .created)
        let workup = try await clinic.send(
            .post,
            "/api/v1/patients/\(patient.locationID)/workups",
            .object(("protocol", "mmn"), ("question", "Could this be MMN?"))
        )
        #expect(workup.status == .created)
        return try #require(workup.headers[.location])
    }

    @Test("a workup goes from its opening to its report")
    func walk() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await Self.openWorkup(clinic)
            let list = try await clinic.send(.get, "/api/v1/workups?status=open&protocol=mmn&text=MMN")
            #expect(try list.json["items"]?.array?.count == 1)

            let read = try await clinic.send(.get, workup)
            #expect(read.status == .ok && read.version == 1)
            let steps = try #require(try read.json["steps"]?.array)
            let first = try #require(steps.first { $0["cannotStartYet"] == nil }?["code"]?.string)
            let moved = try await clinic.send(
                .patch,
                "\(workup)/steps/\(first)",
                .object(("state", "scheduled"), ("scheduledOn", "2026-03-09")),
                version: 1
            )
            #expect(moved.status == .ok && moved.version == 2)
            #expect(try moved.json["history"]?.array?.count == 2)

            let finding = try await clinic.send(.post, "\(workup)/findings", Self.examination)
            #expect(finding.status == .created)
            let location = try #require(finding.headers[.location])
            let again = try await clinic.send(.get, location)
            #expect(again.version == finding.version)
            #expect(try again.json == finding.json)

            let options = try await clinic.send(.get, "\(workup)/treatment-options")
            #expect(try (options.json["items"]?.array?.count ?? 0) > 5)
            let choice = try await clinic.send(
                .post,
                "\(workup)/choices",
                .object(
                    ("option", "ivig"),
                    ("chosenOn", "2026-03-02"),
                    ("participants", .array(["Dr. A", "the patient"])),
                    ("patientPreference", "At home if possible."),
                    ("reason", "Symptoms progress.")
                )
            )
            #expect(choice.status == .created, "\(choice.text)")
            let chosen = try await clinic.send(.get, try #require(choice.headers[.location]))
            #expect(try chosen.json["option"] == "ivig")

            for (format, type) in [("html", "text/html"), ("text", "text/plain"), ("json", "application/json")] {
                let report = try await clinic.send(.get, "\(workup)/report?format=\(format)&language=nl")
                #expect(report.status == .ok)
                #expect(report.headers[.contentType]?.hasPrefix(type) == true)
                #expect(report.headers[.contentLanguage] == "nl")
                #expect(report.text.contains("JANSEN"))
            }
            let html = try await clinic.send(.get, "\(workup)/report")
            #expect(!html.text.contains("style=\"") && !html.text.contains("<script"))
            #expect(html.text.contains(#"<link rel="stylesheet" href="/styles/report-en.css">"#))

            let file = try await clinic.send(.get, "\(workup)/case")
            #expect(try file.json["format"] == "workup-case/1")
        }
    }

    @Test("a change needs the version it was made against, and a stale one is told the newest")
    func versions() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await Self.openWorkup(clinic)
            let change: JSONValue = .object(("question", "CIDP instead?"))
            let without = try await clinic.send(.patch, workup, change)
            #expect(without.status == .preconditionRequired)
            let strange = try await clinic.client.execute(
                uri: workup,
                method: .patch,
                headers: [
                    .authorization: "Bearer \(clinic.tokens[.neurologist] ?? "")", .contentType: "application/json",
                    .ifMatch: "*",
                ],
                body: ByteBuffer(bytes: change.bytes)
            )
            #expect(strange.status == .badRequest)
            let first = try await clinic.send(.patch, workup, change, version: 1)
            #expect(first.status == .ok && first.version == 2)
            let stale = try await clinic.send(.patch, workup, change, version: 1)
            #expect(stale.status == .preconditionFailed)
            #expect(stale.version == 2)
            #expect(try stale.json["currentVersion"] == .integer(2))
        }
    }

    @Test("of twenty changes against one version one wins and the others are told")
    func race() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await Self.openWorkup(clinic)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await clinic.send(.patch, workup, .object(("question", .string("Q\(number)"))), version: 1)
                            .status.code
                    }
                }
                return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [200: 1, 412: 19])
        }
    }

    @Test("the same request with the same key is done once and answered alike; another request with the key is refused")
    func idempotency() async throws {
        try await ClinicClient.run { clinic in
            let first = try await clinic.send(.post, "/api/v1/patients", Self.patient, key: "k1")
            let second = try await clinic.send(.post, "/api/v1/patients", Self.patient, key: "k1")
            #expect(first.status == .created && second.status == .created)
            #expect(second.headers[.location] == first.headers[.location])
            #expect(second.headers[.eTag] == first.headers[.eTag])
            #expect(second.text == first.text)
            let other = try await clinic.send(
                .post,
                "/api/v1/patients",
                .object(("familyName", "Other"), ("sex", "male")),
                key: "k1"
            )
            #expect(other.status == .conflict)
            #expect(try other.problem == "idempotency-key-reused")
            let own = try await clinic.send(
                .post,
                "/api/v1/patients",
                .object(("familyName", "Other"), ("sex", "male")),
                as: .nurse,
                key: "k1"
            )
            #expect(own.status == .created)
        }
    }

    @Test("asOf shows what was known at that instant")
    func asOf() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await Self.openWorkup(clinic)
            clinic.clinic.clock.advance(by: .seconds(60))
            let before = clinic.clinic.environment.now()
            clinic.clinic.clock.advance(by: .seconds(60))
            _ = try await clinic.send(.patch, workup, .object(("question", "Later question")), version: 1)
            _ = try await clinic.send(.post, "\(workup)/findings", Self.examination)
            let then = try await clinic.send(.get, "\(workup)?asOf=\(before)")
            #expect(then.version == 1)
            #expect(try then.json["question"] == "Could this be MMN?")
            #expect(try then.json["findings"]?.array?.isEmpty == true)
            let now = try await clinic.send(.get, workup)
            #expect(try now.json["findings"]?.array?.count == 1)
            let early = try await clinic.send(.get, "\(workup)?asOf=2020-01-01T00:00:00Z")
            #expect(early.status == .notFound)
            let wrong = try await clinic.send(.get, "\(workup)?asOf=yesterday")
            #expect(wrong.status == .badRequest)
        }
    }

    @Test("an illegal move names the legal ones")
    func illegalMove() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await Self.openWorkup(clinic)
            let steps = try #require(try await clinic.send(.get, "\(workup)/steps").json["items"]?.array)
            let code = try #require(steps.first?["code"]?.string)
            let response = try await clinic.send(
                .patch,
                "\(workup)/steps/\(code)",
                .object(("state", "reviewed")),
                version: 1,
                language: .nl
            )
            #expect(response.status == .conflict)
            #expect(try response.problem == "illegal-transition")
            let legal = try #require(try response.json["legalStates"]?.array?.compactMap(\.string))
            #expect(legal == StepState.planned.legalNext.filter { $0 != .planned }.map(\.rawValue))
            #expect(try response.json["title"] == "Deze stap kan daar niet naartoe")
        }
    }

    @Test("the worklist comes in pages, overdue first, and every page leads to the next")
    func worklist() async throws {
        try await ClinicClient.run { clinic in
            for day in 1...7 {
                let opened = LocalDate(year: 2026, month: 1, day: day * 3)
                _ = try await clinic.clinic.openWorkup("Patient \(day)", openedOn: opened)
            }
            var path = "/api/v1/workups?limit=3&status=open"
            var due: [String] = []
            var pageCount = 0
            while pageCount < 10 {
                let page = try await clinic.send(.get, path)
                pageCount += 1
                due += try #require(try page.json["items"]?.array).map { $0["nextStep"]?["dueOn"]?.string ?? "9999" }
                guard let link = page.headers[.link] else {
                    #expect(try page.json["next"] == nil)
                    break
                }
                #expect(link.hasSuffix("; rel=\"next\""))
                path = String(link.dropFirst().prefix { $0 != ">" })
                #expect(path.contains("status=open") && path.contains("limit=3"))
            }
            #expect(pageCount == 3)
            #expect(due.count == 7 && due == due.sorted())
            let wrong = try await clinic.send(.get, "/api/v1/workups?cursor=nonsense")
            #expect(wrong.status == .badRequest)
            #expect(try wrong.json["faults"]?[0]?["parameter"] == "cursor")
            let overdue = try await clinic.send(.get, "/api/v1/workups?overdue=true")
            #expect(
                try overdue.json["items"]?.array?.allSatisfy { $0["nextStep"]?["isOverdue"] == .bool(true) } == true
            )
        }
    }

    @Test("a number in use is a conflict that does not say whose it is")
    func numberTaken() async throws {
        try await ClinicClient.run { clinic in
            _ = try await clinic.send(.post, "/api/v1/patients", Self.patient)
            let again = try await clinic.send(.post, "/api/v1/patients", Self.patient)
            #expect(again.status == .conflict)
            #expect(try again.problem == "identifier-taken")
            #expect(!again.text.contains("Jansen") && !again.text.contains("4711"))
        }
    }
}
