// A libpq result: who frees it, and how its fields are read.
import CLibPQ

/// The reading side of a `PGresult`.
///
/// A result is never changed after libpq has handed it over, so it may be read on another thread than the one that
/// received it; that is how rows are decoded in the caller's task and not on the connection's thread.
final class ResultHandle: @unchecked Sendable {
    // @unchecked: the pointer is set once, the result behind it is read-only, and only `deinit` frees it.
    private let pointer: OpaquePointer

    /// Takes over a result.
    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    /// Lends the result for reading; the pointer must not outlive the call.
    func withPointer<Value>(_ body: (OpaquePointer) -> Value) -> Value { body(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }
    /// Whether the server is about to send data or waits for them.
    var announcesCopy: Bool { [PGRES_COPY_OUT, PGRES_COPY_IN, PGRES_COPY_BOTH].contains(status) }
    var rowCount: Int { Int(PQntuples(pointer)) }
    var columnCount: Int { Int(PQnfields(pointer)) }
    var memoryBytes: Int { PQresultMemorySize(pointer) }
    var fields: OpaqueResult { OpaqueResult(pointer) }

    func columnOID(_ column: Int) -> UInt32 { PQftype(pointer, Int32(column)) }
    func columnName(_ column: Int) -> String { PQfname(pointer, Int32(column)).map { String(cString: $0) } ?? "" }
    func tableOID(_ column: Int) -> UInt32 { PQftable(pointer, Int32(column)) }
    func tableColumn(_ column: Int) -> Int32 { PQftablecol(pointer, Int32(column)) }
    var parameterCount: Int { Int(PQnparams(pointer)) }
    func parameterOID(_ parameter: Int) -> UInt32 { PQparamtype(pointer, Int32(parameter)) }

    /// The command tag, such as `UPDATE 3`.
    var commandTag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    /// The rows that the command wrote, or returned for a `select`; 0 for commands without rows.
    var affectedRowCount: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// One field; it must not outlive this handle.
    func cell(row: Int, column: Int) -> Cell {
        Cell(text: text(row: row, column: column), owner: self)
    }

    /// One field as a string, for scripts; nil for NULL.
    func string(row: Int, column: Int) -> String? {
        text(row: row, column: column).map { String(decoding: $0, as: UTF8.self) }
    }

    private func text(row: Int, column: Int) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(pointer, Int32(row), Int32(column)) == 0,
            let start = PQgetvalue(pointer, Int32(row), Int32(column))
        else { return nil }
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(pointer, Int32(row), Int32(column))))
    }
}

/// A result that someone else owns, for the fields of an error or a notice.
struct OpaqueResult: ~Copyable {
    private let pointer: OpaquePointer?

    init(_ pointer: OpaquePointer?) { self.pointer = pointer }

    func field(_ code: Int32) -> String? {
        PQresultErrorField(pointer, code).map { String(cString: $0) }
    }
}
