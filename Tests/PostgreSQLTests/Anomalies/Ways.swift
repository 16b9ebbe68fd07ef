// The ways by which rows get into the database, and the truth table that every one of them has to keep.
import PostgreSQL
import PostgreSQLTestKit
import Testing

extension Tag {
    /// Takes seconds, not milliseconds.
    @Tag static var slow: Self
}

/// One way of writing two rows, or none, in one transaction.
enum Way: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// BEGIN with an insert, a read, an insert, COMMIT: four round trips.
    case transaction
    /// All of it in one round trip, on a connection shared with others.
    case unit
    /// The same on a connection of one's own.
    case leasedUnit
    /// A script that is one implicit transaction.
    case implicitScript
    /// A script with its own BEGIN and COMMIT.
    case explicitScript
    /// A COPY that is a transaction of its own.
    case copy
    /// A COPY inside a transaction.
    case copyInTransaction

    var testDescription: String { rawValue }
    /// How many rows each writes.
    static let rowCount = 2
}

/// A table and the statements on it.
struct Ledger: Sendable {
    let table: String
    let insert: Statement<(Int32, Int32), Void>
    let count: Statement<Int32, Int>
    let all: Statement<Void, (Int32, Int)>
    let copyIn: CopyIn<(Int32, Int32)>

    init(_ base: String) {
        table = uniqueName(base)
        insert = Statement("i", "insert into \(table) values ($1, $2)")
        count = Statement("c", "select count(*) from \(table) where id = $1", nonNull: .all)
        copyIn = CopyIn("p", into: table, columns: ["id", "part"])
        all = Statement("a", "select id, count(*) from \(table) group by id order by id", nonNull: .all)
    }

    /// Without a key, so that a row written twice is seen.
    func create(on database: Database) async throws {
        try await script("create table \(table) (id integer, part integer)", on: database)
    }

    /// Writes the rows of one number.
    func write(_ id: Int32, _ way: Way, on database: Database) async throws {
        switch way {
        case .transaction:
            try await database.transaction { transaction in
                try await transaction.execute(insert(id, 1))
                let count = try await transaction.find(count(id))
                guard count == 1 else { throw WrongCount(count: count) }
                try await transaction.execute(insert(id, 2))
            }
        case .unit:
            let (_, counts, _) = try await database.run(insert(id, 1), count(id), insert(id, 2))
            guard counts == [1] else { throw WrongCount(count: counts.first ?? 0) }
        case .leasedUnit:
            try await database.withConnection(keeping: true) { connection in
                let (_, counts, _) = try await connection.run(insert(id, 1), count(id), insert(id, 2))
                guard counts == [1] else { throw WrongCount(count: counts.first ?? 0) }
            }
        case .implicitScript:
            try await database.withConnection(keeping: true) { try await $0.executeScript(text(id)) }
        case .explicitScript:
            try await database.withConnection(keeping: true) {
                try await $0.executeScript("begin; \(text(id)); commit")
            }
        case .copy:
            let count = try await database.copyIn(copyIn, rows: rows(id))
            guard count == Way.rowCount else { throw WrongCount(count: count) }
        case .copyInTransaction:
            try await database.transaction { transaction in
                let count = try await transaction.copyIn(copyIn, rows: rows(id))
                guard count == Way.rowCount else { throw WrongCount(count: count) }
            }
        }
    }

    private func rows(_ id: Int32) -> [(Int32, Int32)] { [(id, 1), (id, 2)] }

    private func text(_ id: Int32) -> String {
        "insert into \(table) values (\(id), 1); select count(*) from \(table); insert into \(table) values (\(id), 2)"
    }

    /// How many rows each number has.
    func counts(on database: Database) async throws -> [Int32: Int] {
        Dictionary(uniqueKeysWithValues: try await database.fetchAll(all()).map { ($0.0, $0.1) })
    }

    private struct WrongCount: Error {
        let count: Int
    }
}

/// What a caller was told.
enum Answer: Sendable, CustomStringConvertible {
    case done
    case failed(PostgreSQLError)
    case astray(any Error)

    var isDone: Bool { if case .done = self { true } else { false } }
    var isUnknown: Bool { if case .failed(let error) = self { error.isOutcomeUnknown } else { false } }
    var category: PostgreSQLError.Category? { if case .failed(let error) = self { error.category } else { nil } }

    var description: String {
        switch self {
        case .done: "done"
        case .failed(let error): error.debugDescription
        case .astray(let error): "an error of another kind: \(error)"
        }
    }

    /// Runs work and keeps what it came to.
    static func to(_ work: () async throws -> Void) async -> Answer {
        do {
            try await work()
            return .done
        } catch let error as PostgreSQLError {
            return .failed(error)
        } catch {
            return .astray(error)
        }
    }

    /// What is wrong about this answer, given how many of the rows are there; nil where it is true.
    func lie(given rowCount: Int, about deed: Deed = .writing) -> String? {
        switch deed {
        case .writing:
            guard rowCount == 0 || rowCount == Way.rowCount else { return "\(rowCount) rows are there, told: \(self)" }
            return lieAboutWriting(isThere: rowCount > 0)
        case .undoing:
            if rowCount > 0 { return "undone, and \(rowCount) rows are there, told: \(self)" }
            // Nothing is in doubt: it was never to be kept.
            return isUnknown ? "\(self)" : nil
        case .reading:
            return isDone ? nil : "a read can be made again: \(self)"
        }
    }

    private func lieAboutWriting(isThere: Bool) -> String? {
        switch self {
        case .done: return isThere ? nil : "told done, and nothing is there"
        case .failed(let error) where error.isOutcomeUnknown: return nil
        case .failed: return isThere ? "told not committed, and it is there: \(self)" : nil
        case .astray: return "\(self)"
        }
    }
}

/// What work is meant to do with the rows of its number.
enum Deed: Sendable {
    /// To write them.
    case writing
    /// To write them and take it all back.
    case undoing
    /// To look for them.
    case reading
}

/// What one caller did and was told.
struct Told: Sendable {
    let id: Int32
    let deed: Deed
    let answer: Answer
}
