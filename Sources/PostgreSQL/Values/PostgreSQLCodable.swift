// The two protocols by which a Swift value goes to and comes from PostgreSQL, and the short ways to adopt them.

/// A Swift type that stands for one PostgreSQL type.
package protocol PostgreSQLValue: Sendable {
    /// The PostgreSQL type this stands for.
    static var postgreSQLType: PostgreSQLType { get }
    /// Whether NULL is a value of this type. Only `Optional` says yes.
    static var allowsNull: Bool { get }
}

extension PostgreSQLValue {
    /// NULL is not a value of most types.
    package static var allowsNull: Bool { false }
}

/// A value that can be a parameter of a statement.
package protocol PostgreSQLEncodable: PostgreSQLValue {
    /// Appends the text form of this value; `writer.refuse(_:)` where it has none.
    func encode(into writer: inout ParameterWriter)
}

/// A value that can be read from a result column.
package protocol PostgreSQLDecodable: PostgreSQLValue {
    /// Reads the text form.
    /// - Throws: `CellFault`, or an error of the adopting type; it reaches the caller as category `decoding`.
    init(decoding cell: borrowing Cell) throws
}

/// Both ways.
package typealias PostgreSQLCodable = PostgreSQLEncodable & PostgreSQLDecodable

/// A type of ours that travels as one of the base types: an `ID<Patient>` as `UUID`, a date of ours as `LocalDay`.
package protocol PostgreSQLMapped: PostgreSQLEncodable, PostgreSQLDecodable {
    /// The type it travels as.
    associatedtype PostgreSQLBase: PostgreSQLEncodable & PostgreSQLDecodable
    /// The value to send.
    var postgreSQLBase: PostgreSQLBase { get }
    /// Makes the value from what was read.
    /// - Throws: any error where the stored value is not one of this type.
    init(postgreSQLBase: PostgreSQLBase) throws
}

extension PostgreSQLMapped {
    /// The base's type.
    package static var postgreSQLType: PostgreSQLType { PostgreSQLBase.postgreSQLType }
    /// Sends the base.
    package func encode(into writer: inout ParameterWriter) { postgreSQLBase.encode(into: &writer) }
    /// Reads the base.
    package init(decoding cell: borrowing Cell) throws {
        try self.init(postgreSQLBase: PostgreSQLBase(decoding: cell))
    }
}

/// An enum or wrapper with a raw value adopts `PostgreSQLCodable` by an empty extension.
extension PostgreSQLValue where Self: RawRepresentable, RawValue: PostgreSQLValue {
    /// The raw value's type.
    package static var postgreSQLType: PostgreSQLType { RawValue.postgreSQLType }
}

extension PostgreSQLEncodable where Self: RawRepresentable, RawValue: PostgreSQLEncodable {
    /// Sends the raw value.
    package func encode(into writer: inout ParameterWriter) { rawValue.encode(into: &writer) }
}

extension PostgreSQLDecodable where Self: RawRepresentable, RawValue: PostgreSQLDecodable {
    /// Reads the raw value; a value outside the enum is a fault.
    package init(decoding cell: borrowing Cell) throws {
        guard let value = try Self(rawValue: RawValue(decoding: cell)) else {
            throw CellFault(expected: "\(Self.self)", reason: "not one of its values")
        }
        self = value
    }
}
