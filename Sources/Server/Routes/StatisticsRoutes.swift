// Routes of a team's statistics: the figures as JSON, and their report to be printed or taken along.
import Domain
import HTTPTypes
import Hummingbird
import Reports
import UseCases

/// `/api/v1/statistics` and `/api/v1/statistics/report`.
enum StatisticsRoutes {
    static let all: [Route] = [figures, report]

    private static let protocolCode = Parameter<String>.query(
        "protocol",
        "The code of the protocol; `mmn` where left out.",
        .openCode()
    )
    private static let from = Parameter<LocalDate>.query(
        "from",
        "Counts workups opened on this day or later; 24 months before the last day where left out.",
        .date
    )
    private static let to = Parameter<LocalDate>.query(
        "to",
        "Counts workups opened on this day or earlier; today where left out.",
        .date
    )
    private static let format = Parameter<StatisticsFormat>.query(
        "format",
        "`html`, `pdf` (tagged, a file to be saved), `text`, `csv` (a file to be saved) or `json`; `html` where left out.",
        .word(StatisticsFormat.allCases)
    )

    /// What can be asked of statistics.
    static let parameters = [protocolCode.declaration, from.declaration, to.declaration]

    /// What was asked of statistics.
    static func asked(of arguments: Arguments) -> ReadTeamStatistics.Asked {
        ReadTeamStatistics.Asked(
            protocolCode: arguments.optional(protocolCode) ?? "mmn",
            from: arguments.optional(from),
            to: arguments.optional(to)
        )
    }

    private static let figures = Route(
        method: .get,
        path: "/api/v1/statistics",
        operationID: "readStatistics",
        summary: "Times, waiting, missing steps, categories and response over a period; small numbers are withheld.",
        tag: .reports,
        permission: .readWorkups,
        parameters: parameters,
        success: .json("The figures.", TeamStatistics.codec.schema()).maybeBehind,
        handler: .signedIn { exchange in
            let found = try await read(exchange)
            return .json(TeamStatistics.codec.encode(found.statistics)).known(at: found.knownAt)
        }
    )

    private static let report = Route(
        method: .get,
        path: "/api/v1/statistics/report",
        operationID: "statisticsReport",
        summary: "The same figures as a report with drawings, or as CSV.",
        tag: .reports,
        permission: .readWorkups,
        parameters: parameters + [format.declaration, Parameters.language.declaration],
        success: .paper("The report.", json: TeamStatistics.codec.schema(), "text/csv").maybeBehind,
        problems: ReportRoutes.paperProblems,
        handler: .signedIn { exchange in
            let found = try await read(exchange)
            let statistics = found.statistics
            let name = "statistics-\(statistics.protocolCode)-\(statistics.from)-\(statistics.to)"
            switch exchange[format] ?? .html {
            case .csv:
                var reply = Reply(
                    type: "text/csv; charset=utf-8; header=present",
                    body: ByteBuffer(bytes: StatisticsCSV.render(statistics))
                )
                reply.headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
                return reply.known(at: found.knownAt)
            case .json: return .json(TeamStatistics.codec.encode(statistics)).known(at: found.knownAt)
            case .html: return try await reply(found, .html, name, exchange)
            case .pdf: return try await reply(found, .pdf, name, exchange)
            case .text: return try await reply(found, .text, name, exchange)
            }
        }
    )

    private static func read(_ exchange: Exchange) async throws -> ReadTeamStatistics.Found {
        try await ReadTeamStatistics.forPage(
            asked(of: exchange.arguments),
            call: exchange.call,
            in: exchange.environment
        )
    }

    private static func reply(
        _ found: ReadTeamStatistics.Found,
        _ format: ReportFormat,
        _ name: String,
        _ exchange: Exchange
    ) async throws -> Reply {
        var request = ReportRoutes.request(exchange, format: format)
        request.knownAt = found.knownAt
        let bytes = ReportRendering.statistics(found.statistics, request, digest: ReportRoutes.digest)
        let reply = try await Reply.report(bytes, request, name: name, on: exchange.service.paper)
        return reply.known(at: found.knownAt)
    }
}
