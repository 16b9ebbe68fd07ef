// `client-bench`: runs one workload on the PostgreSQL client for some seconds and prints what came of it as JSON.
import ArgumentParser
import PostgreSQL

/// The command.
@main
struct ClientBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client-bench",
        abstract: "Runs one workload of `make bench` on the PostgreSQL client and prints one line of JSON."
    )

    @Argument(help: "What to run.")
    var workload: Workload

    @Option(help: "Where the database is, as libpq reads it.")
    var database: String

    @Option(help: "How many tasks ask at once.")
    var callers = 8

    @Option(help: "Connections at most.")
    var connections = 8

    @Option(help: "How long to measure.")
    var seconds = 5

    @Option(help: "How many rows the table has.")
    var rows = 100_000

    func validate() throws {
        guard callers > 0, connections > 0, seconds > 0, rows > 0 else {
            throw ValidationError("numbers must be positive")
        }
    }

    func run() async throws {
        var configuration = DatabaseConfiguration(connection: try ConnectionSettings(url: database))
        configuration.connectionsMax = connections
        configuration.applicationName = "client-bench"
        let figures = try await Database.withDatabase(configuration) { database in
            try await Measurement(callers: callers, seconds: seconds).run(workload.work(on: database, rows: rows))
        }
        print(figures.json(workload: workload.rawValue))
    }
}

extension Workload: ExpressibleByArgument {}
