// Environments for tests: one whose database is away, and one on the test's own database.
import Domain
import FoundationEssentials
import PostgreSQL
import Records
import TestSupport
import UseCases

extension UseCases.Environment {
    /// Ids count up, the clock moves a millisecond with every look.
    static func test(_ database: Database) -> UseCases.Environment {
        let clock = FixedClock()
        let ids = SequentialIDs()
        return UseCases.Environment(
            record: Record(database: database),
            criteria: TestCriteria.evaluate,
            criteriaSets: TestCriteria.sets,
            now: {
                clock.advance(by: .milliseconds(1))
                return Instant(microsecondsSince1970: clock.microsecondsSince1970)
            },
            day: { $0.utcDate },
            makeUUID: { ids.next() },
            makeSecret: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
            passwords: HashingDesk(parameters: TestDoor.parameters)
        )
    }

    /// An environment whose database is nowhere.
    static var without: UseCases.Environment {
        get throws {
            let settings = try ConnectionSettings(url: "host=/nonexistent dbname=workup user=workup")
            var configuration = DatabaseConfiguration(connection: settings)
            configuration.waitMax = .seconds(1)
            return .test(Database(configuration))
        }
    }
}
