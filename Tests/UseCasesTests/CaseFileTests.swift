// Case files in and out: each whole or not at all, the same content coming out that went in.
import Domain
import Foundation
import TestSupport
import Testing
import UseCases

@Suite("Importing case files", .database(.clinic))
struct CaseFileTests {
    static let synthetic = [
        "synthetic-cidp.json", "synthetic-definite.json", "synthetic-motor-neuron-disease.json",
        "synthetic-no-block-responder.json", "synthetic-one-nerve.json", "synthetic-probable.json",
    ]

    @Test("and exporting them gives the same content", arguments: synthetic)
    func roundTrip(name: String) async throws {
        try await TestDatabase.withClinic { clinic in
            let bytes = try exampleCase(name)
            let workup = try #require(try await importOne(bytes, clinic))
            let answer = try await ExportCase.run(workup, asOf: nil, call: clinic.call(), in: clinic.environment)
            let (before, after) = (try CaseFile.read(bytes), try CaseFile.read(answer.body))
            #expect(after == before)
        }
    }

    @Test("gives a document that Domain reads and writes without loss", arguments: synthetic)
    func document(name: String) async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try #require(try await importOne(try exampleCase(name), clinic))
            let answer = try await ReadWorkup.run(workup, asOf: nil, call: clinic.call(), in: clinic.environment)
            let document = try WorkupDocument.codec.decode(answer.body)
            #expect(try WorkupDocument.codec.decode(WorkupDocument.codec.encode(document)) == document)
        }
    }

    @Test("a second time changes nothing")
    func again() async throws {
        try await TestDatabase.withClinic { clinic in
            let bytes = try exampleCase("synthetic-probable.json")
            _ = try await importOne(bytes, clinic)
            clinic.waitForExampleCases()
            let results = try await ImportCases.run(
                [bytes],
                organisation: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            guard case .known = results[0] else {
                Issue.record("expected to be known: \(results[0])")
                return
            }
            #expect(try await clinic.rows("select count(*) from workup") == [["1"]])
        }
    }

    @Test("without a patient refuses that case and says where, and keeps the others")
    func withoutPatient() async throws {
        try await TestDatabase.withClinic { clinic in
            clinic.waitForExampleCases()
            let results = try await ImportCases.run(
                [try exampleCase("published-lange-2006.json"), try exampleCase("synthetic-one-nerve.json")],
                organisation: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            guard case .refused(let faults) = results[0], case .imported = results[1] else {
                Issue.record("\(results)")
                return
            }
            #expect(faults.map(\.pointer) == ["/patient"])
            #expect(try await clinic.rows("select count(*) from patient") == [["1"]])
        }
    }

    @Test("refuses every day that has not come, each with its place, and takes today")
    func future() async throws {
        func text(_ days: [String]) -> String {
            """
            {"format":"workup-case/1","patient":{"familyName":"Test"},
             "workup":{"protocol":"mmn","openedOn":"\(days[0])"},
             "examinations":[{"performedOn":"\(days[1])","signs":{"cramps":"present"}}],
             "antibodies":[{"sampledOn":"\(days[2])","antigen":"GM1","isotype":"IgM","band":"negative"}],
             "laboratory":[{"performedOn":"\(days[3])","code":"ck","band":"high"}],
             "treatments":[{"option":"ivig","startedOn":"2031-01-01","administrations":[{"on":"\(days[4])","lot":"A"}]}],
             "outcomes":[{"on":"\(days[5])","measure":"incat","side":null,"value":3}]}
            """
        }
        try await TestDatabase.withClinic { clinic in
            func result(_ days: [String]) async throws -> ImportCases.Result {
                try await ImportCases.run(
                    [Array(text(days).utf8)],
                    organisation: nil,
                    call: clinic.call(),
                    in: clinic.environment
                )[0]
            }
            let days = ["2026-03-03", "2030-01-01", "2026-04", "2027", "2026-03-03", "2026-03-03"]
            guard case .refused(let faults) = try await result(days) else {
                Issue.record("a case of the future was imported")
                return
            }
            let places = [
                "/workup/openedOn", "/examinations/0/performedOn", "/antibodies/0/sampledOn",
                "/laboratory/0/performedOn", "/treatments/0/administrations/0/on", "/outcomes/0/on",
            ]
            #expect(faults.map(\.pointer) == places)
            #expect(try await clinic.rows("select count(*) from patient") == [["0"]])
            // Part of this month may have passed, and it is 2 March.
            let today = ["2026-03-02", "2026-03-02", "2026-03", "2026", "2026-03-02", "2026-03-02"]
            guard case .imported = try await result(today) else {
                Issue.record("a case of today was refused")
                return
            }
        }
    }

    @Test("of one patient twice keeps one patient with two workups")
    func samePatient() async throws {
        try await TestDatabase.withClinic { clinic in
            let bytes = try exampleCase("synthetic-definite.json")
            let text = String(decoding: bytes, as: UTF8.self)
                .replacingOccurrences(of: "\"2026-01-12\",\n  \"question\"", with: "\"2026-01-13\",\n  \"question\"")
            _ = try await importOne(bytes, clinic)
            _ = try await importOne(Array(text.utf8), clinic)
            #expect(try await clinic.rows("select count(*) from patient") == [["1"]])
            #expect(try await clinic.rows("select count(*) from workup") == [["2"]])
        }
    }

    @Test("reports the steps that have their result, and leaves the others planned")
    func steps() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try #require(try await importOne(try exampleCase("synthetic-one-nerve.json"), clinic))
            let states = Dictionary(
                uniqueKeysWithValues: try await clinic.document(workup).steps.map { ($0.code, $0.state) }
            )
            #expect(states["neurologicalExamination"] == .reported)
            #expect(states["nerveConductionStudy"] == .reported)
            #expect(states["lumbarPuncture"] == .planned)
        }
    }

    private func importOne(_ bytes: [UInt8], _ clinic: TestClinic) async throws -> ID<Workup>? {
        clinic.waitForExampleCases()
        let results = try await ImportCases.run(
            [bytes],
            organisation: nil,
            call: clinic.call(),
            in: clinic.environment
        )
        guard case .imported(let workup, _) = results[0] else { return nil }
        return workup
    }
}
