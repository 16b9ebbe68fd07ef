// The clinic's response rate beside the published ones: counts only, and none that would point at people.
import Criteria
package import Domain
package import FoundationEssentials
import Records

/// How many patients responded to intravenous immunoglobulin.
package struct ResponseStatistics: Sendable, Hashable {
    /// A rate with both counts.
    package struct Rate: Sendable, Hashable {
        /// Patients with a response.
        package let present: Int?
        /// All patients that were judged.
        package let all: Int?
        /// Percent, rounded to one decimal for showing.
        package let percent: Decimal

        fileprivate static let codec: Codec<Rate> = .object(
            "ResponseRate",
            Rate.init(present:all:percent:),
            .optional("present", \.present, .integer(0...10_000_000)),
            .optional("all", \.all, .integer(0...10_000_000)),
            .required("percent", \.percent, .decimal(0...100))
        )
    }

    /// A rate from a publication.
    package struct Published: Sendable, Hashable {
        package let rate: Rate
        /// Whose rate it is.
        package let population: Localized
        package let source: String
        package let status: CheckStatus

        fileprivate static let codec: Codec<Published> = .object(
            "PublishedResponseRate",
            Published.init(rate:population:source:status:),
            .required("rate", \.rate, Rate.codec),
            .required("population", \.population, .inBothLanguages),
            .required("source", \.source, .text(max: 200)),
            .required("status", \.status, .code)
        )
    }

    package let protocolCode: String
    /// The day of the question.
    package let on: LocalDate
    /// The clinic's own; nil under the fewest patients of whom a rate is shown.
    package let clinic: Rate?
    /// That fewest number.
    package let patientsMin: Int
    /// The patients in whom no response was measured yet while one still may be; nil where the rate is hidden. That they are
    /// not in the rate is a choice of this project (House).
    package let notYetAssessable: Int?
    package let published: [Published]

    private init(
        protocolCode: String,
        on day: LocalDate,
        clinic: Rate?,
        patientsMin: Int,
        notYetAssessable: Int?,
        published: [Published]
    ) {
        self.protocolCode = protocolCode
        on = day
        self.clinic = clinic
        self.patientsMin = patientsMin
        self.notYetAssessable = notYetAssessable
        self.published = published
    }

    init(protocolCode: String, on day: LocalDate, tally: ResponderTally) {
        let rate = tally.rate(on: day)
        let published = protocolCode == "mmn" ? PublishedResponseRate.ivigInMmn : []
        self.init(
            protocolCode: protocolCode,
            on: day,
            clinic: rate.flatMap { rate in
                rate.percentForDisplay.map { Rate(present: rate.present, all: rate.all, percent: $0) }
            },
            patientsMin: ResponseRate.patientsMin,
            notYetAssessable: tally.notYetAssessable(on: day),
            published: published.map { found in
                Published(
                    rate: Rate(
                        present: found.counts?.present,
                        all: found.counts?.all,
                        percent: Decimal(found.percent)
                    ),
                    population: found.population,
                    source: found.source,
                    status: found.status
                )
            }
        )
    }

    /// The JSON of the rates.
    package static let codec: Codec<ResponseStatistics> = .object(
        "ResponseStatistics",
        ResponseStatistics.init(protocolCode:on:clinic:patientsMin:notYetAssessable:published:),
        .required("protocol", \.protocolCode, .openCode()),
        .required("on", \.on, .date),
        .optional("clinic", \.clinic, Rate.codec),
        .required("patientsMin", \.patientsMin, .integer(1...1_000)),
        .optional("notYetAssessable", \.notYetAssessable, .integer(0...10_000_000)),
        .list("published", \.published, Published.codec, max: 100)
    )
}

/// Counts the clinic's responders to intravenous immunoglobulin.
///
/// Source: clinical reference section 9c (House): present / (present + absent), by the proposals of the measurements. A patient
/// counts once, by the first course that could be judged (House, unchecked); a merged record counts as the one that leads. No
/// response, or no value, while the six months run is not final: such a patient is told apart from those who did not respond
/// (House, unchecked).
package enum ReadResponseStatistics {
    /// So many responses are read at a time.
    private static let pageSize = 5_000

    /// The rates as JSON; that they were asked for is in the log, and no patient is shown.
    package static func run(
        protocolCode: String,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let note = AuditNote(
            event: "ReadStatistics",
            action: .execute,
            objectType: "statistics",
            objectID: protocolCode,
            categories: ["prescription", "testResult"]
        )
        let today = environment.today
        return try await call.list(.readWorkups, note, in: environment) { transaction in
            guard try await transaction.protocolBody(code: protocolCode, version: nil) != nil else {
                throw UseCaseError.invalid(
                    "protocol",
                    .unknownCode,
                    en: "There is no protocol with this code. The list of protocols shows those there are.",
                    nl: "Er is geen protocol met deze code. De lijst van protocollen toont welke er zijn."
                )
            }
            var tally = ResponderTally()
            var after: ID<Workup>?
            while true {
                let page = try await transaction.responses(protocolCode: protocolCode, after: after, limit: pageSize)
                try await transaction.add(page, to: &tally, environment)
                guard page.count == pageSize else { break }
                after = page.last?.workup
            }
            let statistics = ResponseStatistics(protocolCode: protocolCode, on: today, tally: tally)
            return (Page(body: ResponseStatistics.codec.encode(statistics)), [])
        }
    }
}
