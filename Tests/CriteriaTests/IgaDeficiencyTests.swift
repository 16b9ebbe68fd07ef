// The caution on IgA deficiency when immunoglobulin is chosen, from the latest results of IgA and antibodies against it.
import Criteria
import Domain
import Testing

@Suite("IgA deficiency")
struct IgaDeficiencyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let results: [(code: String, on: String?, band: LaboratoryBand?)]
        let isRaised: Bool
    }

    static let rows: [Row] = [
        Row(testDescription: "nothing recorded", results: [], isRaised: false),
        Row(testDescription: "anti-IgA abnormal", results: [("antiIga", "2026-01-05", .abnormal)], isRaised: true),
        Row(testDescription: "anti-IgA normal", results: [("antiIga", "2026-01-05", .normal)], isRaised: false),
        Row(testDescription: "IgA low, no anti-IgA", results: [("iga", "2026-01-05", .low)], isRaised: true),
        Row(testDescription: "IgA normal, no anti-IgA", results: [("iga", "2026-01-05", .normal)], isRaised: false),
        Row(
            testDescription: "IgA low, anti-IgA normal",
            results: [("iga", "2026-01-05", .low), ("antiIga", "2026-01-05", .normal)],
            isRaised: false
        ),
        Row(
            testDescription: "IgA normal, anti-IgA abnormal",
            results: [("iga", "2026-01-05", .normal), ("antiIga", "2026-01-05", .abnormal)],
            isRaised: true
        ),
        Row(
            testDescription: "IgA low, anti-IgA without a reading",
            results: [("iga", "2026-01-05", .low), ("antiIga", "2026-01-05", nil)],
            isRaised: true
        ),
        Row(testDescription: "anti-IgA high", results: [("antiIga", "2026-01-05", .high)], isRaised: true),
        Row(testDescription: "anti-IgA low", results: [("antiIga", "2026-01-05", .low)], isRaised: false),
        Row(
            testDescription: "IgA low, anti-IgA low",
            results: [("iga", "2026-01-05", .low), ("antiIga", "2026-01-05", .low)],
            isRaised: false
        ),
        Row(
            testDescription: "the latest IgA counts, in whatever order",
            results: [("iga", "2026-02", .normal), ("iga", "2026-01-05", .low)],
            isRaised: false
        ),
        Row(
            testDescription: "a dated result is later than an undated",
            results: [("antiIga", "2026-01-05", .abnormal), ("antiIga", nil, .normal)],
            isRaised: true
        ),
        Row(
            testDescription: "of one day the one recorded later counts",
            results: [("antiIga", "2026-01-05", .normal), ("antiIga", "2026-01-05", .abnormal)],
            isRaised: true
        ),
    ]

    @Test("choosing immunoglobulin with IgA deficiency needs a reason", arguments: rows, ["mmn", "cidp"])
    func choosing(_ row: Row, _ code: String) throws {
        let day = try #require(LocalDate("2026-03-10"))
        let guidance = TreatmentGuidance(
            try BundledProtocolTests.load(code),
            laboratory: row.results.map { result in
                LaboratoryResult(
                    origin: FindingOrigin(performedOn: result.on.flatMap { PartialDate($0) }),
                    code: result.code,
                    band: result.band
                )
            }
        )
        for option in [TreatmentOption.ivig, .scig] {
            let raised = guidance.cautions(choosing: option, on: day).first { $0.code == .igaDeficiency }
            #expect((raised != nil) == row.isRaised, "\(option.rawValue)")
            #expect(raised?.effect == (row.isRaised ? .needsReason : nil))
        }
        let other = guidance.cautions(choosing: .physiotherapy, on: day)
        #expect(!other.contains { $0.code == .igaDeficiency })
        #expect(guidance.needsReason(choosing: .ivig, on: day) == row.isRaised)
    }
}
