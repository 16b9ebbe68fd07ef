// The response rate of a clinic, beside the published ones.
package import Domain
package import FoundationEssentials

/// A response rate from a publication.
package struct PublishedResponseRate: Sendable, Hashable {
    /// Responders among patients.
    package struct Counts: Sendable, Hashable {
        /// Patients with a response.
        package let present: Int
        /// All patients.
        package let all: Int
    }

    /// The rate.
    package let percent: Int
    /// Responders and patients, where the publication tells them.
    package let counts: Counts?
    /// Whose rate it is.
    package let population: Localized
    /// Where it was read.
    package let source: String
    /// How far that was checked.
    package let status: CheckStatus

    /// The published response to IVIg in MMN (clinical reference section 8c and 3, checked).
    package static let ivigInMmn: [PublishedResponseRate] = [
        PublishedResponseRate(
            percent: 85,
            counts: nil,
            population: Localized(en: "patients with MMN", nl: "patiënten met MMN"),
            source: "spierziekten.nl",
            status: .checked
        ),
        PublishedResponseRate(
            percent: 81,
            counts: Counts(present: 17, all: 21),
            population: Localized(en: "definite MMN, Utrecht", nl: "zekere MMN, Utrecht"),
            source: "PMID 11117549",
            status: .checked
        ),
        PublishedResponseRate(
            percent: 70,
            counts: Counts(present: 14, all: 20),
            population: Localized(en: "with conduction block", nl: "met geleidingsblok"),
            source: "PMID 16924010",
            status: .checked
        ),
        PublishedResponseRate(
            percent: 62,
            counts: Counts(present: 8, all: 13),
            population: Localized(en: "without conduction block", nl: "zonder geleidingsblok"),
            source: "PMID 16924010",
            status: .checked
        ),
    ]
}

/// The response rate of a clinic: responders of all patients whose response was judged.
///
/// Source: clinical reference section 9c (House): present / (present + absent), printed beside the published rate with both
/// counts, and hidden under 5 patients, where a number would point at people.
package struct ResponseRate: Sendable, Hashable {
    /// The fewest patients of whom a rate is shown.
    package static let patientsMin = 5

    /// Patients with a response.
    package let present: Int
    /// Patients without.
    package let absent: Int

    /// The rate as an exact fraction.
    package let ratio: ExactRatio

    /// The rate; nil where there are too few patients to show it, or the counts are no counts.
    package init?(present: Int, absent: Int) {
        guard present >= 0, absent >= 0 else { return nil }
        let (all, overflow) = present.addingReportingOverflow(absent)
        guard !overflow, all >= Self.patientsMin, let ratio = ExactRatio(Decimal(present), over: Decimal(all)) else {
            return nil
        }
        self.present = present
        self.absent = absent
        self.ratio = ratio
    }

    /// The patients whose response was judged.
    package var all: Int { present + absent }

    /// The rate in percent with one decimal, for showing.
    package var percentForDisplay: Decimal? { ratio.percentForDisplay }
}
