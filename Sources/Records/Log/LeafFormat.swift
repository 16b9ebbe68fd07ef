// The canonical binary form of an event of the log: which fields, in which order, as which bytes.

/// Version 1 of the leaf's form.
///
/// A leaf is a version byte, then each clear field, then a commitment to what tells of the patient, then the
/// commitments to the patients a list showed. Each is a length of four bytes, most significant first, and so many
/// bytes; the length 0xFFFFFFFF says that there is nothing, which is not the same as nothing in it. What follows from
/// settings of a session, as the text of a timestamp does, has no part in it.
package enum LeafFormat {
    /// The first byte of every leaf and of every message that a commitment is made of.
    package static let version: UInt8 = 1

    /// How the value of a field becomes bytes.
    package enum Kind: Sendable, Hashable {
        /// UTF-8.
        case text
        /// The 16 bytes.
        case uuid
        /// Microseconds since 1970-01-01T00:00:00Z, as an integer.
        case instant
        /// Eight bytes of two's complement, most significant first.
        case integer
        /// One byte, 0 or 1.
        case flag
        /// Texts joined by U+001F, which the schema keeps out of each of them.
        case list
        /// The bytes as they are.
        case bytes
    }

    /// A column of the log's table and its place in the leaf.
    package struct Field: Sendable, Hashable {
        /// The column.
        package let column: String
        /// How its value becomes bytes.
        package let kind: Kind

        init(_ column: String, _ kind: Kind) {
            self.column = column
            self.kind = kind
        }
    }

    /// The fields that stand in the leaf as they are. Every other column is committed to.
    package static let clear: [Field] = [
        Field("id", .uuid), Field("recorded_at", .instant), Field("transaction_id", .integer),
        Field("event_code", .text), Field("event_type", .text), Field("action", .text), Field("outcome", .integer),
        Field("user_id", .uuid), Field("alternate_user_id", .text), Field("user_name", .text),
        Field("is_requestor", .flag), Field("role", .text), Field("purpose", .text),
        Field("responsible_user_id", .uuid), Field("responsible_role", .text), Field("organisation_id", .uuid),
        Field("network_type", .integer), Field("network_address", .text), Field("source", .text),
        Field("site", .text), Field("source_type", .integer), Field("patient_id_type", .integer),
        Field("object_type", .text), Field("object_type_code", .integer), Field("object_role", .integer),
        Field("object_life_cycle", .integer), Field("object_sensitivity", .text), Field("object_policy_set", .text),
        Field("authorisation_protocol", .text), Field("relation_protocol", .text), Field("consent_profile", .text),
        Field("checks", .text), Field("data_categories", .list), Field("origins", .list),
        Field("request_id", .text), Field("trace_parent", .text),
    ]

    /// The fields that may tell who the patient is: the leaf holds HMAC-SHA256 of them under the patient's salt.
    package static let identifying: [Field] = [
        Field("patient_id", .uuid), Field("workup_id", .uuid), Field("object_id", .text), Field("object_name", .text),
        Field("object_detail", .text), Field("query", .bytes), Field("reason", .text),
    ]

    /// All fields in the order in which they are read.
    package static let fields = clear + identifying

    /// Whose salt stands for events that are about no single patient.
    package static let nobody = "00000000-0000-0000-0000-000000000000"

    /// What a commitment is about, so that one kind is never taken for the other.
    enum Commitment: UInt8 {
        /// The identifying fields of an event.
        case event = 0x45
        /// A patient whom a list showed.
        case subject = 0x53
    }
}

/// Collects the bytes of fields, each with its length in front.
struct FieldWriter {
    private(set) var bytes: [UInt8]

    init(startingWith prefix: [UInt8]) {
        bytes = prefix
    }

    /// Begins anew and keeps the memory.
    mutating func reset(startingWith prefix: some Collection<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: prefix)
    }

    /// Fields that have their lengths in front already.
    mutating func append(raw fields: ArraySlice<UInt8>) {
        bytes.append(contentsOf: fields)
    }

    /// Puts an integer in the place of eight bytes.
    mutating func replace(at place: Int, by value: Int64) {
        let pattern = UInt64(bitPattern: value)
        for offset in 0..<8 { bytes[place + offset] = UInt8(truncatingIfNeeded: pattern >> (56 - 8 * offset)) }
    }

    /// A field that has no value.
    mutating func appendAbsent() {
        appendLength(UInt32.max)
    }

    /// A field with a value.
    mutating func append(_ value: some Collection<UInt8>) {
        appendLength(UInt32(value.count))
        bytes.append(contentsOf: value)
    }

    /// An integer in eight bytes.
    mutating func append(integer value: Int64) {
        appendLength(8)
        let pattern = UInt64(bitPattern: value)
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: pattern >> shift)) }
    }

    private mutating func appendLength(_ count: UInt32) {
        bytes.append(UInt8(truncatingIfNeeded: count >> 24))
        bytes.append(UInt8(truncatingIfNeeded: count >> 16))
        bytes.append(UInt8(truncatingIfNeeded: count >> 8))
        bytes.append(UInt8(truncatingIfNeeded: count))
    }
}
