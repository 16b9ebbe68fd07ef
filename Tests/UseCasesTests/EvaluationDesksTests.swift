// Many cases at a time: the same answers as one at a time, in their order.
import Criteria
import Domain
import Records
import TestSupport
import Testing

@testable import UseCases

@Suite("Evaluating many cases at a time")
struct EvaluationDesksTests {
    private static func cases(_ files: some Sequence<CaseFile>) throws -> [CaseOnProtocol] {
        let mmn = try #require(try ProtocolLoader.bundled().first { $0.code == "mmn" })
        return files.map { ($0, mmn) }
    }

    private static let files: [CaseFile] = (1...28).compactMap { number in
        LocalDate(year: 2026, month: 1, day: number).map { (number, $0) }
    }.map { number, day in
        CaseFile(
            source: nil,
            patient: Patient(
                familyName: "Case \(number)",
                birthDate: number.isMultiple(of: 2) ? PartialDate(day) : nil,
                sex: .unknown
            ),
            workup: CaseWorkup(protocolCode: "mmn", openedOn: day),
            findings: [],
            treatments: [],
            outcomes: []
        )
    }

    @Test("gives each case its own answer, in the order of the cases")
    func order() async throws {
        let desks = EvaluationDesks {
            { file, _ in
                let evaluation = TestCriteria.evaluate(file)
                // Stands for a document that names its case.
                let name = file.patient?.familyName ?? ""
                return WrittenEvaluation(evaluation: evaluation, document: Array(name.utf8))
            }
        }
        let pieces = try [Self.files[..<15], Self.files[15..<16], Self.files[16...]].map(Self.cases)
        let answers = await withTaskGroup(of: (Int, [EvaluatedCase]).self) { group in
            for (index, piece) in pieces.enumerated() {
                group.addTask { (index, await desks.evaluate(piece)) }
            }
            var answers = [[EvaluatedCase]](repeating: [], count: pieces.count)
            for await (index, answer) in group { answers[index] = answer }
            return answers.flatMap { $0 }
        }
        let names = answers.map { String(decoding: $0.document, as: UTF8.self) }
        #expect(names == Self.files.map { $0.patient?.familyName ?? "" })
        #expect(await desks.evaluate([]).isEmpty)
    }

    @Test("recognises an answer by the same content as when the case comes alone")
    func content() async throws {
        let desks = EvaluationDesks { { file, _ in WrittenEvaluation(TestCriteria.evaluate(file)) } }
        let cases = try Self.cases(Self.files)
        let together = await desks.evaluate(cases)
        let alone = cases.map { EvaluatedCase($0.file, on: $0.careProtocol) { file, _ in TestCriteria.evaluate(file) } }
        #expect(together.map(\.contentHash) == alone.map(\.contentHash))
    }
}
