// Puts rows that arrive one by one into results of many rows, so that they are handed over together.
import CLibPQ

/// Gathers the rows of one statement.
///
/// A result of one row takes kilobytes; the same rows in one result take little more than their bytes. The gathered
/// result is an ordinary one, so rows of a stream are read by the same code as all others.
final class RowGatherer {
    private var pointer: OpaquePointer?
    private(set) var rowCount = 0

    deinit { PQclear(pointer) }

    /// What the rows take in memory.
    var bytes: Int { pointer.map { PQresultMemorySize($0) } ?? 0 }

    /// Copies the rows of a result to the end.
    /// - Returns: false where there is no memory.
    func add(_ result: ResultHandle) -> Bool {
        result.withPointer { source in
            guard let target = pointer ?? PQcopyResult(source, PG_COPYRES_ATTRS) else { return false }
            pointer = target
            for row in 0..<PQntuples(source) {
                guard Self.copyRow(row, of: source, to: target, at: Int32(rowCount)) else { return false }
                rowCount += 1
            }
            return true
        }
    }

    private static func copyRow(
        _ row: Int32,
        of source: OpaquePointer,
        to target: OpaquePointer,
        at place: Int32
    ) -> Bool {
        for column in 0..<PQnfields(source) {
            if PQgetisnull(source, row, column) == 1 {
                // The first column makes the row, whose other columns are NULL then.
                guard column > 0 || PQsetvalue(target, place, column, nil, -1) == 1 else { return false }
                continue
            }
            let value = PQgetvalue(source, row, column)
            guard PQsetvalue(target, place, column, value, PQgetlength(source, row, column)) == 1 else { return false }
        }
        return true
    }

    /// Takes what was gathered; nil where there is nothing.
    func take() -> ResultHandle? {
        guard let gathered = pointer else { return nil }
        pointer = nil
        rowCount = 0
        return ResultHandle(gathered)
    }
}
