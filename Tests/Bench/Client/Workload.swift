// The workloads: what one call of a caller does. Their statements stand in `Tests/Bench/client.py` for pgbench too.
import PostgreSQL

/// What can be measured.
enum Workload: String, CaseIterable, Sendable {
    /// One row by its key.
    case oneRow = "one-row"
    /// Identity, two reads and a write as one transaction in one round trip.
    case transaction

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
        }
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
