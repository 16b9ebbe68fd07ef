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
