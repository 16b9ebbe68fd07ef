// Who works on the log in the database, and the number by which the database knows a transaction.
package import Logging
package import PostgreSQL

/// A role of the database that may do one thing with the log. The service's own role may only add to it.
package enum LogRole: String, Sendable, Hashable, CaseIterable {
    /// Reads events; adds leaves, salts and checkpoints.
    case sealer = "workup_sealer"
    /// Reads everything of the log.
    case reader = "workup_audit_reader"
    /// Removes what the law wants forgotten.
    case retention = "workup_retention"
}

extension Record {
    /// Lends the record's log while `body` runs, to somebody who acts as a role of the log.
    ///
    /// - Parameters:
    ///   - connection: a login that is a member of the role.
    ///   - role: what the connections act as.
    ///   - pool: the bounds of its connections.
    ///   - logger: where the pool speaks.
    ///   - body: what is done with the log.
    /// - Returns: what `body` returns.
    /// - Throws: `RecordError.unusable` where the text is no connection, or what `body` throws.
    package static func withLog<R: Sendable>(
        _ connection: String,
        as role: LogRole,
        _ pool: RecordPool,
        logger: Logger,
        _ body: (Record) async throws -> R
    ) async throws -> R {
        var configuration = DatabaseConfiguration(connection: try settings(connection))
        configuration.sessionSettings["role"] = role.rawValue
        configuration.connectionsMax = pool.connectionsMax
        configuration.callTimeout = pool.callTimeout
        configuration.metricsPrefix = "workup_log_"
        configuration.fitConnecting(logger)
        return try await Database.withDatabase(configuration, logger: logger) { database in
            try await body(Record(database: database))
        }
    }
}

/// A transaction's number, which is never used again: `xid8`.
package struct TransactionNumber: Sendable, Hashable, PostgreSQLCodable {
    /// The number.
    package let value: UInt64

    /// Wraps a number.
    package init(_ value: UInt64) {
        self.value = value
    }

    /// `xid8`
    package static var postgreSQLType: PostgreSQLType { PostgreSQLType(oid: 5_069, arrayOID: 271, name: "xid8") }

    /// Sends decimal digits.
    package func encode(into writer: inout ParameterWriter) { writer.append(String(value)) }

    /// Reads decimal digits.
    package init(decoding cell: borrowing Cell) throws {
        guard let value = UInt64(try cell.string(expecting: "xid8")) else {
            throw CellFault(expected: "xid8", reason: "is not a whole number")
        }
        self.value = value
    }
}
