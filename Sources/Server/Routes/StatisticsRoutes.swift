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
        success: .json("The figures.", TeamStatistics.codec.schema()),
        handler: .signedIn { exchange in
            .json(TeamStatistics.codec.encode(try await read(exchange)))
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
        success: .paper("The report.", json: TeamStatistics.codec.schema(), "text/csv"),
        problems: ReportRoutes.paperProblems,
        handler: .signedIn { exchange in
            let statistics = try await read(exchange)
            let name = "statistics-\(statistics.protocolCode)-\(statistics.from)-\(statistics.to)"
            switch exchange[format] ?? .html {
            case .csv:
                var reply = Reply(
                    type: "text/csv; charset=utf-8; header=present",
                    body: ByteBuffer(bytes: StatisticsCSV.render(statistics))
                )
                reply.headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
                return reply
            case .json: return .json(TeamStatistics.codec.encode(statistics))
            case .html: return try await reply(statistics, .html, name, exchange)
            case .pdf: return try await reply(statistics, .pdf, name, exchange)
            case .text: return try await reply(statistics, .text, name, exchange)
            }
        }
    )

    private static func read(_ exchange: Exchange) async throws -> TeamStatistics {
        try await ReadTeamStatistics.run(asked(of: exchange.arguments), call: exchange.call, in: exchange.environment)
    }

    private static func reply(
        _ statistics: TeamStatistics,
        _ format: ReportFormat,
        _ name: String,
        _ exchange: Exchange
    ) async throws -> Reply {
        let request = ReportRoutes.request(exchange, format: format)
        let bytes = ReportRendering.statistics(statistics, request, digest: ReportRoutes.digest)
        return try await .report(bytes, request, name: name, on: exchange.service.paper)
    }
}
