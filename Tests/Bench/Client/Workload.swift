// The workloads: what one call of a caller does. Their statements stand in `Tests/Bench/client.py` for pgbench too.
import PostgreSQL

/// What can be measured.
enum Workload: String, CaseIterable, Sendable {
    /// One row by its key.
    case oneRow = "one-row"
    /// Identity, two reads and a write as one transaction in one round trip.
    case transaction
    /// All rows, as they arrive.
    case rowsOut = "rows-out"
    /// Far more rows than any buffer holds, as they arrive.
    case longStream = "long-stream"
    /// Ten rows for each row of the table, copied in as Swift values.
    case copyIn = "copy-in"
    /// The same, copied in as bytes that have the form of the copy already.
    case copyInBytes = "copy-in-bytes"

    /// One call of it; the generator is the caller's own.
    func work(on database: Database, rows: Int) -> Measurement.Work {
        switch self {
        case .oneRow:
            return { numbers in
                let key = numbers.next(upTo: rows)
                let item = try await database.find(Statements.itemByID(key))
                guard item.0 == key else { throw BenchFault(reason: "row \(item.0) came for \(key)") }
            }
        case .transaction:
            return { numbers in
                let (first, second) = (numbers.next(upTo: rows), numbers.next(upTo: rows))
                let (_, one, two, _) = try await database.run(
                    Statements.setIdentity(String(first)),
                    Statements.itemByID(first),
                    Statements.itemByID(second),
                    Statements.insertEvent(first, "read \(second)")
                )
                guard one.first?.0 == first, two.first?.0 == second else {
                    throw BenchFault(reason: "the rows do not answer the questions")
                }
            }
        case .rowsOut:
            return { _ in try await stream(Statements.allItems(), from: database, expecting: rows) }
        case .longStream:
            let count = rows * 50
            return { _ in try await stream(Statements.manyItems(count), from: database, expecting: count) }
        case .copyIn:
            let count = rows * 10
            return { _ in
                try await database.execute(Statements.emptyLanding())
                let copied = try await database.copyIn(
                    Statements.copyItems,
                    rows: (1...count).lazy.map { ($0, "item number \($0)", Int32($0 % 1_000)) }
                )
                guard copied == count else { throw BenchFault(reason: "\(copied) of \(count) rows were copied") }
            }
        case .copyInBytes:
            let count = rows * 10
            let chunks = Chunks(count: count)
            return { _ in
                try await database.execute(Statements.emptyLanding())
                let copied = try await database.copyIn(Statements.copyItems, bytes: chunks)
                guard copied == count else { throw BenchFault(reason: "\(copied) of \(count) rows were copied") }
            }
        }
    }
}

/// Reads every row of a stream as its Swift values.
private func stream(
    _ statement: BoundStatement<(Int, String, Int32)>,
    from database: Database,
    expecting expected: Int
) async throws {
    let (count, sum) = try await database.stream(statement) { rows in
        var (count, sum) = (0, 0)
        for try await row in rows {
            count += 1
            sum += row.0
        }
        return (count, sum)
    }
    guard count == expected, sum == expected * (expected + 1) / 2 else {
        throw BenchFault(reason: "\(count) of \(expected) rows came")
    }
}

/// Rows in the form of a COPY, made before anything is measured: psql reads them from a file, which costs next to nothing.
private struct Chunks: AsyncSequence, AsyncIteratorProtocol, Sendable {
    private let chunks: [[UInt8]]
    private var index = 0

    init(count: Int) {
        var chunks: [[UInt8]] = []
        var chunk: [UInt8] = []
        for number in 1...count {
            chunk += "\(number)\titem number \(number)\t\(number % 1_000)\n".utf8
            if chunk.count >= 64 * 1_024 || number == count {
                chunks.append(chunk)
                chunk.removeAll()
            }
        }
        self.chunks = chunks
    }

    func makeAsyncIterator() -> Chunks { self }

    mutating func next() async -> [UInt8]? {
        guard index < chunks.count else { return nil }
        defer { index += 1 }
        return chunks[index]
    }
}

/// The statements.
enum Statements {
    static let itemByID = Statement<(Int), (Int, String, Int32)>(
        "item.by_id",
        "select id, label, amount from item where id = $1"
    )
    static let setIdentity = Statement<(String), String>(
        "identity.set",
        "select set_config('bench.identity', $1, true)"
    )
    static let allItems = Statement<Void, (Int, String, Int32)>(
        "item.all",
        "select id, label, amount from item order by id"
    )
    static let manyItems = Statement<(Int), (Int, String, Int32)>(
        "item.many",
        "select n, 'item number ' || n, (n % 1000)::integer from generate_series(1, $1::bigint) n"
    )
    static let emptyLanding = Statement<Void, Void>("landing.empty", "truncate landing")
    static let copyItems = CopyIn<(Int, String, Int32)>(
        "landing.copy",
        into: "landing",
        columns: ["id", "label", "amount"]
    )
    static let insertEvent = Statement<(Int, String), Void>(
        "event.insert",
        "insert into event (item_id, note) values ($1, $2)"
    )
}

/// The measurement went wrong.
struct BenchFault: Error, CustomStringConvertible {
    let reason: String
    var description: String { reason }
}
