// From a line of the log as PostgreSQL copies it out to the bytes and the hash of its leaf.
import Crypto
package import Domain
package import FoundationEssentials

/// Where an event stands in the order in which the log is sealed.
package struct LogKey: Sendable, Hashable, Comparable {
    /// The transaction that wrote it.
    package let transaction: UInt64
    /// When it happened, by the clock of the program.
    package let recordedAt: Instant
    /// The event.
    package let id: UUID

    /// A place.
    package init(transaction: UInt64, recordedAt: Instant, id: UUID) {
        self.transaction = transaction
        self.recordedAt = recordedAt
        self.id = id
    }

    /// By transaction, then by time, then by id.
    package static func < (left: Self, right: Self) -> Bool {
        if left.transaction != right.transaction { return left.transaction < right.transaction }
        if left.recordedAt != right.recordedAt { return left.recordedAt < right.recordedAt }
        return ID<Never>(left.id) < ID<Never>(right.id)
    }
}

/// An event's leaf.
package struct EventLeaf: Sendable, Hashable {
    /// Where the event stands.
    package let key: LogKey
    /// The hash of the leaf's bytes.
    package let hash: [UInt8]
    /// The patients whose salt is missing: they have to get one before the event can be sealed.
    package let unsalted: [ID<Patient>]
}

/// Why a line cannot be made a leaf. It holds no value.
package struct LeafFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The column, or what stands in for one.
    package let column: String
    /// For example `user_id cannot be read`.
    package var description: String { "\(column) cannot be read" }
}

/// Turns lines of a COPY in text form into leaves. It keeps its memory from one line to the next: many go by.
///
/// A line has the columns of ``LeafFormat/fields``, then the salt of its patient, then the patients whom a list showed as
/// `patient:salt` with commas between them, then the commitments to such patients that were lawfully forgotten.
package struct LeafEncoder: Sendable {
    private var leaf = FieldWriter(startingWith: [])
    private var message = FieldWriter(startingWith: [])
    private var value: [UInt8] = []

    /// An encoder.
    package init() {}

    /// The bytes of the leaf that was made last.
    package var leafBytes: [UInt8] { leaf.bytes }
    /// What the commitment of that leaf was made of, under the patient's salt.
    package var messageBytes: [UInt8] { message.bytes }

    /// The leaf of a line.
    ///
    /// - Throws: `LeafFault` where the line is not one of the log.
    package mutating func leaf(of line: ArraySlice<UInt8>) throws(LeafFault) -> EventLeaf {
        var columns = CopyLine(line)
        leaf.reset(startingWith: CollectionOfOne(LeafFormat.version))
        var key = KeyReader()
        for (index, field) in LeafFormat.clear.enumerated() {
            let isThere = try take(field, from: &columns)
            append(isThere, to: &leaf)
            if index < KeyReader.columns, isThere { key.take(index, value) }
        }
        guard let key = key.key else { throw LeafFault(column: "key") }
        let id = withUnsafeBytes(of: key.id.uuid) { Array($0) }
        message.reset(startingWith: [LeafFormat.version, LeafFormat.Commitment.event.rawValue])
        message.append(id)
        var patient: ID<Patient>?
        for (index, field) in LeafFormat.identifying.enumerated() {
            let isThere = try take(field, from: &columns)
            append(isThere, to: &message)
            // The patient stands first.
            if index == 0, isThere { patient = ID(UUID(bytes: value)) }
        }
        var unsalted: [ID<Patient>] = []
        let found = columns.next(&value)
        if let salt = try bytes(found, "salt") {
            leaf.append(LeafEncoder.commitment(message.bytes, salt))
        } else {
            unsalted.append(patient ?? LeafEncoder.nobody)
        }
        try appendSubjects(&columns, event: id, &unsalted)
        return EventLeaf(key: key, hash: unsalted.isEmpty ? Merkle.leafHash(leaf.bytes) : [], unsalted: unsalted)
    }

    private static let nobody = ID<Patient>(UUID(bytes: [UInt8](repeating: 0, count: 16)))

    /// Takes the next column into `value`, as canonical bytes; false where it is NULL.
    private mutating func take(_ field: LeafFormat.Field, from columns: inout CopyLine) throws(LeafFault) -> Bool {
        switch columns.next(&value) {
        case .missing: throw LeafFault(column: field.column)
        case .null: return false
        case .text:
            guard CanonicalValue.make(field.kind, &value) else { throw LeafFault(column: field.column) }
            return true
        }
    }

    private func append(_ isThere: Bool, to writer: inout FieldWriter) {
        if isThere { writer.append(value) } else { writer.appendAbsent() }
    }

    private func bytes(_ found: CopyLine.Column, _ name: String) throws(LeafFault) -> [UInt8]? {
        switch found {
        case .missing: throw LeafFault(column: name)
        case .null: return nil
        case .text:
            var bytes = value
            guard CanonicalValue.make(.bytes, &bytes) else { throw LeafFault(column: name) }
            return bytes
        }
    }

    /// The commitments to the patients of a list, sorted, so that the order of rows has no part in it.
    private mutating func appendSubjects(
        _ columns: inout CopyLine,
        event: [UInt8],
        _ unsalted: inout [ID<Patient>]
    ) throws(LeafFault) {
        var commitments: [[UInt8]] = []
        if case .text = columns.next(&value) {
            for subject in value.split(separator: UInt8(ascii: ",")) {
                let parts = subject.split(
                    separator: UInt8(ascii: ":"),
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                var patient = Array(parts[0])
                guard parts.count == 2, CanonicalValue.make(.uuid, &patient) else {
                    throw LeafFault(column: "subjects")
                }
                guard !parts[1].isEmpty else {
                    unsalted.append(ID(UUID(bytes: patient)))
                    continue
                }
                guard let salt = Hexadecimal.bytes(parts[1]) else { throw LeafFault(column: "subjects") }
                commitments.append(LeafEncoder.subjectCommitment(patient: patient, event: event, salt: salt))
            }
        }
        if case .text = columns.next(&value) {
            for commitment in value.split(separator: UInt8(ascii: ",")) {
                guard let bytes = Hexadecimal.bytes(commitment), bytes.count == Merkle.hashBytes else {
                    throw LeafFault(column: "forgotten")
                }
                commitments.append(bytes)
            }
        }
        commitments.sort { $0.lexicographicallyPrecedes($1) }
        if commitments.isEmpty { leaf.appendAbsent() } else { leaf.append(commitments.flatMap(\.self)) }
    }

    /// The commitment to a patient whom a list showed.
    package static func subjectCommitment(patient: [UInt8], event: [UInt8], salt: [UInt8]) -> [UInt8] {
        var message = FieldWriter(startingWith: [LeafFormat.version, LeafFormat.Commitment.subject.rawValue])
        message.append(event)
        message.append(patient)
        return commitment(message.bytes, salt)
    }

    /// HMAC-SHA256 of a message under a salt.
    package static func commitment(_ message: [UInt8], _ salt: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: salt)))
    }
}

/// Picks the three parts of the key out of the first fields as they go by: id, instant, transaction.
private struct KeyReader {
    static let columns = 3

    private var id: UUID?
    private var recordedAt: Instant?
    private var transaction: UInt64?

    mutating func take(_ index: Int, _ value: [UInt8]) {
        switch index {
        case 0: id = UUID(bytes: value)
        case 1:
            recordedAt = Instant(
                microsecondsSince1970: Int64(bitPattern: value.reduce(0) { $0 << 8 | UInt64($1) })
            )
        default: transaction = value.reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    var key: LogKey? {
        guard let id, let recordedAt, let transaction else { return nil }
        return LogKey(transaction: transaction, recordedAt: recordedAt, id: id)
    }
}

extension UUID {
    /// The id of 16 bytes.
    init(bytes: [UInt8]) {
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: bytes.prefix(16)) }
        self.init(uuid: uuid)
    }
}
