// NULL is `nil`, and nothing else is.

extension Optional: PostgreSQLValue where Wrapped: PostgreSQLValue {
    /// The type of the value where there is one.
    package static var postgreSQLType: PostgreSQLType { Wrapped.postgreSQLType }
    /// NULL is a value.
    package static var allowsNull: Bool { true }
}

extension Optional: PostgreSQLEncodable where Wrapped: PostgreSQLEncodable {
    /// Sends NULL for `nil`.
    package func encode(into writer: inout ParameterWriter) {
        guard let value = self else { return writer.appendNull() }
        value.encode(into: &writer)
    }
}

extension Optional: PostgreSQLDecodable where Wrapped: PostgreSQLDecodable {
    /// Reads NULL as `nil`.
    package init(decoding cell: borrowing Cell) throws {
        self = cell.isNull ? nil : try Wrapped(decoding: cell)
    }
}
