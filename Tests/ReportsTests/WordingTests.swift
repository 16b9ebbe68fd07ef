// The words, dates and numbers of the reports.
import Domain
import Foundation
import FoundationEssentials
import Reports
import Testing

@Suite("Wording")
struct WordingTests {
    /// Words that are the same in both languages, on purpose.
    private static let same: Set<String> = [
        "open", "Status", "%", "product", "Product", "Segment", "Isotype", "Reflex", "MRI", "Batch", "batch",
        "batches", "Agenda", "Protocol", "Amplitude", "Criteria", "Set", "MRC 5",
    ]

    @Test("every word of the reports exists in both languages")
    func words() {
        #expect(ReportWords.all.count > 200)
        for (code, text) in ReportWords.all {
            #expect(!text.en.isEmpty && !text.nl.isEmpty, "\(code)")
            #expect(text.en != text.nl || Self.same.contains(text.en), "\(code): \(text.en)")
        }
    }

    @Test(
        "dates are written as people of the language write them",
        arguments: [
            ("2026-11-21", "21 Nov 2026", "21 nov. 2026"), ("2026-03-02", "2 Mar 2026", "2 mrt. 2026"),
            ("2026-05-09", "9 May 2026", "9 mei 2026"), ("2025-03", "Mar 2025", "mrt. 2025"), ("2025", "2025", "2025"),
        ]
    )
    func dates(_ text: String, _ en: String, _ nl: String) throws {
        let date = try #require(PartialDate(text))
        #expect(Wording(.en).date(date) == en)
        #expect(Wording(.nl).date(date) == nl)
    }

    @Test(
        "days that belong together share what they have in common",
        arguments: [
            ("2026-02-16", "2026-02-16", "16 Feb 2026"), ("2026-02-16", "2026-02-19", "16–19 Feb 2026"),
            ("2026-02-27", "2026-03-02", "27 Feb – 2 Mar 2026"),
            ("2025-12-30", "2026-01-02", "30 Dec 2025 – 2 Jan 2026"),
        ]
    )
    func dayRanges(_ first: String, _ last: String, _ words: String) throws {
        #expect(Wording(.en).dates(try #require(LocalDate(first)), try #require(LocalDate(last))) == words)
    }

    @Test(
        "an instant is shown on the clock of the reader, with its offset",
        arguments: [
            (0, "21 Nov 2026 23:20 UTC"), (60, "22 Nov 2026 00:20 UTC+1"), (-210, "21 Nov 2026 19:50 UTC−3:30"),
        ]
    )
    func instants(_ offset: Int, _ words: String) throws {
        let wording = Wording(.en, clock: LocalClock { _ in offset })
        #expect(wording.instant(try #require(Instant("2026-11-21T23:20:45Z"))) == words)
    }

    @Test(
        "numbers keep every digit and round half away from zero only for showing",
        arguments: [
            ("0.1", 1, "0.1", "0,1"), ("2", 1, "2.0", "2,0"), ("58.33", 1, "58.3", "58,3"), ("0.25", 1, "0.3", "0,3"),
            ("-0.25", 1, "−0.3", "−0,3"), ("9.95", 1, "10.0", "10,0"), ("-0.04", 1, "0.0", "0,0"),
            ("1000", 0, "1000", "1000"),
        ]
    )
    func numbers(_ text: String, _ decimals: Int, _ en: String, _ nl: String) throws {
        let value = try JSONReader.read(Array(text.utf8))
        guard case .number(let number) = value else { return }
        #expect(Wording(.en).number(number.decimal, decimals: decimals) == en)
        #expect(Wording(.nl).number(number.decimal, decimals: decimals) == nl)
    }

    @Test(
        "a dose has no decimals that it does not need",
        arguments: [
            ("2", "2"), ("0.9333333333333333", "0.933"), ("1.0", "1"), ("0.4", "0.4"), ("1.9996", "2"),
        ]
    )
    func shortest(_ text: String, _ words: String) throws {
        guard case .number(let number) = try JSONReader.read(Array(text.utf8)) else { return }
        #expect(Wording(.en).number(number.decimal, decimalsMax: 3) == words)
    }
}
