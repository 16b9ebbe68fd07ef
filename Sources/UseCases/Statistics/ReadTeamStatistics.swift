// A team's statistics over a period: how long people waited, what was missing, what came of it.
package import Domain
import Records

/// Reads the statistics of a protocol over a period.
///
/// Counted is everybody of whom the reader sees all of a workup of the protocol that was opened in the period: by the same
/// rule, and by row-level security, as when they look at one. So a neurologist of a centre counts the centre's own
/// patients and those that other hospitals referred to it or share with it, and a regional hospital counts its own and
/// those that it is shown in whole; a part that is shared, such as one step, does not count, nor does whom the reader sees
/// only by breaking the glass, which is for one patient's sake. Small numbers are withheld although the reader could open
/// each workup, since figures are printed and taken along (docs/decisions/0021).
package enum ReadTeamStatistics {
    /// So many months until today are counted where no first day is given.
    package static let monthsUsual = 24
    /// So many people are counted at once at most: whoever asks for more is told to take a shorter period, rather than that
    /// the service is busy when it is out of time.
    package static let peopleMax = 5_000

    /// What is asked.
    package struct Asked: Sendable, Hashable {
        package let protocolCode: String
        /// The first day of opening; nil is `monthsUsual` before the last.
        package let from: LocalDate?
        /// The last day of opening; nil is today.
        package let to: LocalDate?
        /// So many people at most.
        package var peopleMax = ReadTeamStatistics.peopleMax

        /// What is asked.
        package init(protocolCode: String = "mmn", from: LocalDate? = nil, to: LocalDate? = nil) {
            self.protocolCode = protocolCode
            self.from = from
            self.to = to
        }
    }

    /// The statistics; that they were asked for is in the log, and no patient is shown.
    ///
    /// - Parameters:
    ///   - asked: the protocol and the period.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the statistics.
    /// - Throws: `UseCaseError`; invalid input where the protocol is not known, the period ends before it begins, or it holds
    ///   more people than are counted at once.
    package static func run(
        _ asked: Asked,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> TeamStatistics {
        try await forPage(asked, call: call, in: environment).statistics
    }

    /// The statistics as they are shown.
    package struct Found: Sendable {
        package let statistics: TeamStatistics
        /// The names of the active protocols by their codes.
        package let protocols: [String: Localized]
        /// The moment of which they tell, where they were read a moment behind.
        package var knownAt: Instant?
    }

    /// The same, with the protocols of which there are statistics; from a replica where there is one.
    ///
    /// - Parameters:
    ///   - asked: the protocol and the period.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the statistics with what is shown beside them.
    /// - Throws: `UseCaseError`, as above.
    package static func forPage(
        _ asked: Asked,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Found {
        let today = environment.today
        let to = asked.to ?? today
        let from = asked.from ?? to.addingMonths(-monthsUsual)
        guard from <= to else {
            throw .invalid(
                "to",
                .outOfRange,
                en: "The period ends before it begins.",
                nl: "De periode eindigt voordat zij begint."
            )
        }
        var note = AuditNote(
            event: "ReadStatistics",
            action: .execute,
            objectType: "statistics",
            objectID: asked.protocolCode,
            categories: ["patientSummary", "prescription", "testResult"]
        )
        note.objectDetail = "from \(from), to \(to)"
        let report = try await call.reportFromReplica(.readWorkups, note, in: environment) { transaction in
            ReportRead(shown: try await count(asked, from: from, to: to, transaction, environment))
        }
        if let report {
            var found = report.shown
            found.knownAt = report.knownAt
            return found
        }
        return try await call.list(.readWorkups, note, in: environment) { transaction in
            (try await count(asked, from: from, to: to, transaction, environment), [])
        }
    }

    private static func count(
        _ asked: Asked,
        from: LocalDate,
        to: LocalDate,
        _ transaction: RecordTransaction,
        _ environment: Environment
    ) async throws -> Found {
        let careProtocol = try await activeProtocol(asked.protocolCode, transaction, environment)
        let rows = try await transaction.statistics(protocolCode: careProtocol.code, from: from, to: to)
        let people = rows.first { $0.measure == "people" && $0.organisation == nil }?.count ?? 0
        guard people <= asked.peopleMax else { throw tooMany(people, asked.peopleMax) }
        let responses = try await transaction.responses(protocolCode: careProtocol.code, from: from, to: to)
        var tally = ResponderTally()
        try await transaction.add(responses, to: &tally, environment)
        let figures = TeamFigures(
            rows: rows,
            careProtocol: careProtocol,
            organisations: try await organisations(transaction),
            tally: tally,
            today: environment.today
        )
        return Found(
            statistics: figures.statistics(from: from, to: to),
            protocols: try await transaction.protocolNames(environment)
        )
    }

    private static func tooMany(_ people: Int, _ most: Int) -> UseCaseError {
        .invalid(
            "from",
            .outOfRange,
            en: "The period holds \(people) people, and up to \(most) are counted at once. Take a shorter period.",
            nl:
                "De periode telt \(people) mensen, en er worden er hoogstens \(most) tegelijk geteld. Neem een kortere periode."
        )
    }

    private static func activeProtocol(
        _ code: String,
        _ transaction: RecordTransaction,
        _ environment: Environment
    ) async throws -> CareProtocol {
        guard let body = try await transaction.protocolBody(code: code, version: nil) else {
            throw UseCaseError.invalid(
                "protocol",
                .unknownCode,
                en: "There is no protocol with this code. The list of protocols shows those there are.",
                nl: "Er is geen protocol met deze code. De lijst van protocollen toont welke er zijn."
            )
        }
        return try CareProtocol.codec.decode(body)
    }

    /// Code and name of every organisation.
    private static func organisations(
        _ transaction: RecordTransaction
    ) async throws -> [ID<Organisation>: TeamFigures.Centre] {
        var found: [ID<Organisation>: TeamFigures.Centre] = [:]
        for body in try await transaction.organisations(limit: 10_000) {
            let row = try JSONReader.read(body, limits: .ownDocuments)
            guard let id = row["id"]?.string.flatMap({ ID<Organisation>($0) }), let code = row["code"]?.string else {
                throw UseCaseError.brokenDocument
            }
            found[id] = TeamFigures.Centre(code: code, name: row["name"]?.string ?? code)
        }
        return found
    }
}
