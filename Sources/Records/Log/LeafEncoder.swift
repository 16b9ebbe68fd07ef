// From a row of the log as PostgreSQL copies it out to the bytes and the hash of its leaf.
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

/// Turns rows of a binary COPY into leaves. It keeps its memory from one row to the next: many go by.
///
/// A row has the columns of ``LeafFormat/fields``, then the salt of its patient, then, unless they are given beside it, the
/// patients whom a list showed, each as 16 bytes and its salt with a length in front, and the commitments to such patients that
/// were lawfully forgotten, each with a length in front. PostgreSQL writes values as a leaf has them, but for instants, which it counts from the year 2000: so a
/// leaf is for the most part a piece of the row.
package struct LeafEncoder: Sendable {
    private var leaf = FieldWriter(startingWith: [])
    private var message = FieldWriter(startingWith: [])
    /// Where the instants of the row lie, and the columns of its key.
    private var instants: [Range<Int>] = []
    private var parts: [Range<Int>] = []

    /// An encoder.
    package init() {}

    /// The bytes of the leaf that was made last.
    package var leafBytes: [UInt8] { leaf.bytes }
    /// What the commitment of that leaf was made of, under the patient's salt.
    package var messageBytes: [UInt8] { message.bytes }

    /// The leaf of a row.
    ///
    /// - Parameters:
    ///   - bytes: a chunk of the copy.
    ///   - index: where the row begins; afterwards, where the next one does.
    ///   - subjects: the patients whom events showed, where the row does not have them.
    /// - Returns: nil at the end of the copy.
    /// - Throws: `LeafFault` where the row is not one of the log.
    mutating func leaf(
        of bytes: [UInt8],
        at index: inout Int,
        beside subjects: LogSubjects? = nil
    ) throws(LeafFault) -> EventLeaf? {
        guard var row = try BinaryRow(bytes, at: index) else { return nil }
        leaf.reset(startingWith: CollectionOfOne(LeafFormat.version))
        let key = try takeClear(&row, bytes)
        let id = withUnsafeBytes(of: key.id.uuid) { Array($0) }
        message.reset(startingWith: LeafEncoder.eventMessage)
        message.append(id)
        let patient = try takeIdentifying(&row, bytes)
        var unsalted: [ID<Patient>] = []
        let salt = try row.next("salt")
        if salt.isThere {
            leaf.append(LeafEncoder.commitment(message.bytes, Array(bytes[salt.range])))
        } else {
            unsalted.append(patient ?? LeafEncoder.nobody)
        }
        let shown: LogSubjects.Shown
        if let subjects { shown = subjects[key.recordedAt, key.id] } else { shown = try LeafEncoder.shown(&row, bytes) }
        append(shown, event: id, &unsalted)
        guard row.isOver else { throw LeafFault(column: "row") }
        index = row.index
        return EventLeaf(key: key, hash: unsalted.isEmpty ? Merkle.leafHash(leaf.bytes) : [], unsalted: unsalted)
    }

    private static let nobody = ID<Patient>(UUID(bytes: [UInt8](repeating: 0, count: 16)))
    private static let eventMessage = [LeafFormat.version, LeafFormat.Commitment.event.rawValue]

    /// Takes the clear fields over as they are, each of its own length, and reads the key off the first of them.
    private mutating func takeClear(_ row: inout BinaryRow, _ bytes: [UInt8]) throws(LeafFault) -> LogKey {
        let start = row.index
        let base = leaf.bytes.count
        instants.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        let kinds = LeafEncoder.clearKinds
        for index in kinds.indices {
            let (range, isThere) = try row.next(LeafFormat.clear[index].column)
            guard isThere else { continue }
            guard kinds[index].fits(range.count) else { throw LeafFault(column: LeafFormat.clear[index].column) }
            if kinds[index] == .instant { instants.append(range) }
            if index < LeafEncoder.keyColumns { parts.append(range) }
        }
        guard parts.count == LeafEncoder.keyColumns else { throw LeafFault(column: "key") }
        leaf.append(raw: bytes[start..<row.index])
        for range in instants {
            leaf.replace(at: base + range.lowerBound - start, by: try LeafEncoder.microseconds(bytes[range]))
        }
        return LogKey(
            transaction: bytes[parts[2]].reduce(0) { $0 << 8 | UInt64($1) },
            recordedAt: Instant(microsecondsSince1970: try LeafEncoder.microseconds(bytes[parts[1]])),
            id: UUID(bytes: bytes[parts[0]])
        )
    }

    /// The kinds without the names of their columns: names are counted references, and only a fault needs one.
    private static let clearKinds = LeafFormat.clear.map(\.kind)
    private static let identifyingKinds = LeafFormat.identifying.map(\.kind)

    /// Id, instant and transaction stand first.
    private static let keyColumns = 3

    /// Microseconds since 1970 of an instant that is counted from 2000.
    private static func microseconds(_ bytes: ArraySlice<UInt8>) throws(LeafFault) -> Int64 {
        let count = Int64(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) })
        guard let instant = Instant(microsecondsSince2000: count) else { throw LeafFault(column: "instant") }
        return instant.microsecondsSince1970
    }

    /// Takes the fields that tell of the patient into the message; gives the patient, who stands first.
    private mutating func takeIdentifying(
        _ row: inout BinaryRow,
        _ bytes: [UInt8]
    ) throws(LeafFault) -> ID<Patient>? {
        let start = row.index
        var patient: ID<Patient>?
        let kinds = LeafEncoder.identifyingKinds
        for index in kinds.indices {
            let (range, isThere) = try row.next(LeafFormat.identifying[index].column)
            guard isThere else { continue }
            guard kinds[index].fits(range.count) else { throw LeafFault(column: LeafFormat.identifying[index].column) }
            if index == 0 { patient = ID(UUID(bytes: bytes[range])) }
        }
        message.append(raw: bytes[start..<row.index])
        return patient
    }

    /// The patients of a list as the row has them.
    private static func shown(_ row: inout BinaryRow, _ bytes: [UInt8]) throws(LeafFault) -> LogSubjects.Shown {
        let (subjects, forgotten) = (try row.next("subjects"), try row.next("forgotten"))
        var shown = LogSubjects.Shown()
        var parts = BinaryParts(bytes, subjects.range)
        while !parts.isOver {
            guard let patient = parts.take(16), let salt = parts.next() else { throw LeafFault(column: "subjects") }
            shown.patients.append((ID(UUID(bytes: patient)), salt.map(Array.init)))
        }
        parts = BinaryParts(bytes, forgotten.range)
        while !parts.isOver {
            guard let commitment = parts.next(), let commitment, commitment.count == Merkle.hashBytes else {
                throw LeafFault(column: "forgotten")
            }
            shown.forgotten.append(Array(commitment))
        }
        return shown
    }

    /// The commitments to the patients of a list, sorted, so that the order of rows has no part in it.
    private mutating func append(
        _ shown: LogSubjects.Shown,
        event: [UInt8],
        _ unsalted: inout [ID<Patient>]
    ) {
        guard !shown.isEmpty else { return leaf.appendAbsent() }
        var commitments = shown.forgotten
        for (patient, salt) in shown.patients {
            guard let salt else {
                unsalted.append(patient)
                continue
            }
            let bytes = withUnsafeBytes(of: patient.uuid.uuid) { Array($0) }
            commitments.append(LeafEncoder.subjectCommitment(patient: bytes, event: event, salt: salt))
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
        SaltedHash.code(of: message, salt: salt)
    }
}

extension LeafFormat.Kind {
    /// Whether a value of the kind has so many bytes.
    fileprivate func fits(_ count: Int) -> Bool {
        switch self {
        case .uuid: count == 16
        case .instant, .integer: count == 8
        case .flag: count == 1
        case .text, .list, .bytes: true
        }
    }
}

extension UUID {
    /// The id of 16 bytes.
    init(bytes: some Collection<UInt8>) {
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: bytes.prefix(16)) }
        self.init(uuid: uuid)
    }
}
