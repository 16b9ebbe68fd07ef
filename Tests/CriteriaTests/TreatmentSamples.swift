// Courses and measurements for the tests on treatment, by days counted from one day.
import Criteria
import Domain
import Foundation
import Testing

enum TreatmentSamples {
    /// The day that offsets count from.
    static let start = LocalDate(year: 2025, month: 1, day: 6) ?? .min

    static func day(_ offset: Int) -> LocalDate { start.addingDays(offset) }

    /// A course with one administration on each of the days.
    static func course(
        _ option: TreatmentOption = .ivig,
        _ offsets: [Int] = [],
        product: String? = "Privigen",
        grams: Decimal? = 70,
        startedOn: String? = nil,
        endedOn: String? = nil,
        improvement: Sign? = nil,
        substance: String? = nil
    ) -> Treatment {
        Treatment(
            course: TreatmentCourse(
                option: option,
                substance: substance,
                startedOn: startedOn.flatMap { PartialDate($0) },
                endedOn: endedOn.flatMap { PartialDate($0) },
                objectiveImprovement: improvement
            ),
            administrations: offsets.map {
                Administration(on: day($0), product: product, lot: "L", grams: grams, bodyWeightKg: 70)
            }
        )
    }

    /// The grip of the right hand on a day.
    static func grip(_ offset: Int, _ value: Decimal, _ side: Side = .right) -> OutcomeMeasurement {
        OutcomeMeasurement(on: day(offset), measure: .gripVigorimeter, side: side, value: value)
    }

    static func outcome(
        _ measure: OutcomeMeasure,
        _ offset: Int,
        _ value: Decimal,
        _ side: Side? = nil
    ) -> OutcomeMeasurement {
        OutcomeMeasurement(on: day(offset), measure: measure, side: side, value: value)
    }

    /// An example case of the project.
    static func caseFile(_ name: String) throws -> CaseFile {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appending(path: "Fixtures/cases/\(name).json"))
        return try CaseFile.read([UInt8](data))
    }

    /// An exact decimal out of text, since a literal with a point passes through binary.
    static func number(_ text: String) throws -> Decimal {
        try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")))
    }

    static func mmn() throws -> CareProtocol { try BundledProtocolTests.load("mmn") }
}
