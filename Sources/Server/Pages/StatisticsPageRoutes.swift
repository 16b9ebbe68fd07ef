// The page of a team's statistics.
import Domain
import Pages
import Reports
import UseCases

/// `/statistics`.
enum StatisticsPageRoutes {
    static let all = [show]

    private static let show = Route.page(
        "/statistics",
        "statisticsPage",
        "The statistics of the team over a period.",
        .readWorkups,
        in: .statistics,
        parameters: StatisticsRoutes.parameters
    ) { exchange in
        let found = try await ReadTeamStatistics.forPage(
            StatisticsRoutes.asked(of: exchange.open.arguments),
            call: exchange.call,
            in: exchange.environment
        )
        let printing = ReportPrinting(
            by: exchange.call.actor.name,
            at: exchange.environment.now(),
            knownAt: found.knownAt
        )
        let report = StatisticsReport(found.statistics, exchange.wording, printing: printing)
        let (code, from, to) = (found.statistics.protocolCode, found.statistics.from, found.statistics.to)
        return exchange.show(
            StatisticsPage(report, protocols: found.protocols, exchange.wording),
            at: exchange.open.hasQuery ? "/statistics?protocol=\(code)&from=\(from)&to=\(to)" : "/statistics"
        )
    }
}
