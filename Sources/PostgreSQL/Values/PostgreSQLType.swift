// The PostgreSQL types that Swift values stand for: object ids, the array beside each, and what a column may be.

/// A PostgreSQL type by its object id.
///
/// The built-in types have fixed ids, so no catalogue look-up is needed when a statement is made.
package struct PostgreSQLType: Sendable, Hashable {
    /// The object id in `pg_type`.
    package let oid: UInt32
    /// The object id of the array over this type; 0 for an array itself.
    package let arrayOID: UInt32
    /// The name a person reads.
    package let name: String
    /// Other object ids a result column may have and still be read without loss.
    package let alsoReads: [UInt32]

    /// Describes a type.
    package init(oid: UInt32, arrayOID: UInt32, name: String, alsoReads: [UInt32] = []) {
        self.oid = oid
        self.arrayOID = arrayOID
        self.name = name
        self.alsoReads = alsoReads
    }

    /// The array over this type.
    package var array: PostgreSQLType {
        PostgreSQLType(
            oid: arrayOID,
            arrayOID: 0,
            name: name + "[]",
            alsoReads: alsoReads.compactMap(Self.arrayOID(of:))
        )
    }

    /// Whether a result column of this object id can be read as this type.
    package func reads(_ columnOID: UInt32) -> Bool {
        columnOID == oid || alsoReads.contains(columnOID)
    }

    private static func arrayOID(of oid: UInt32) -> UInt32? {
        switch oid {
        case 18: 1002
        case 19: 1003
        case 21: 1005
        case 23: 1007
        case 114: 199
        case 1042: 1014
        case 1043: 1015
        default: nil
        }
    }
}

extension PostgreSQLType {
    /// `boolean`
    package static let bool = PostgreSQLType(oid: 16, arrayOID: 1000, name: "boolean")
    /// `bytea`
    package static let bytea = PostgreSQLType(oid: 17, arrayOID: 1001, name: "bytea")
    /// `bigint`; reads the narrower integers too.
    package static let int8 = PostgreSQLType(oid: 20, arrayOID: 1016, name: "bigint", alsoReads: [21, 23])
    /// `integer`; reads `smallint` too.
    package static let int4 = PostgreSQLType(oid: 23, arrayOID: 1007, name: "integer", alsoReads: [21])
    /// `text`; reads `varchar`, `char(n)`, `name` and `"char"` too.
    package static let text = PostgreSQLType(oid: 25, arrayOID: 1009, name: "text", alsoReads: [18, 19, 1042, 1043])
    /// `date`
    package static let date = PostgreSQLType(oid: 1082, arrayOID: 1182, name: "date")
    /// `timestamp with time zone`
    package static let timestamptz = PostgreSQLType(oid: 1184, arrayOID: 1185, name: "timestamptz")
    /// `numeric`
    package static let numeric = PostgreSQLType(oid: 1700, arrayOID: 1231, name: "numeric")
    /// `uuid`
    package static let uuid = PostgreSQLType(oid: 2950, arrayOID: 2951, name: "uuid")
    /// `jsonb`; reads `json` too.
    package static let jsonb = PostgreSQLType(oid: 3802, arrayOID: 3807, name: "jsonb", alsoReads: [114])
}
