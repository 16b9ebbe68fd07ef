// The patients whom lists showed, of all events of a stretch of time: read at once, since to look for them event by event takes
// longer than everything else.
import Domain
import FoundationEssentials
import PostgreSQL

/// The patients whom the events of a stretch of time showed, and the commitments to those who were lawfully forgotten.
struct LogSubjects: Sendable {
    /// Which event.
    struct Event: Sendable, Hashable {
        let recordedAt: Instant
        let id: UUID
    }

    /// What one event showed.
    struct Shown: Sendable, Hashable {
        /// Each patient, and the patient's salt where there is one.
        var patients: [(id: ID<Patient>, salt: [UInt8]?)] = []
        /// The commitments to forgotten patients.
        var forgotten: [[UInt8]] = []

        /// Whether it showed nobody.
        var isEmpty: Bool { patients.isEmpty && forgotten.isEmpty }

        static func == (left: Self, right: Self) -> Bool {
            left.forgotten == right.forgotten && left.patients.map(\.id) == right.patients.map(\.id)
                && left.patients.map(\.salt) == right.patients.map(\.salt)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(patients.map(\.id))
            hasher.combine(forgotten)
        }
    }

    private var byEvent: [Event: Shown] = [:]

    /// What an event showed.
    subscript(recordedAt: Instant, id: UUID) -> Shown { byEvent[Event(recordedAt: recordedAt, id: id)] ?? Shown() }

    /// A longer stretch is read event by event: nobody knows how many there are in it.
    static let secondsMax: Int64 = 3_600

    /// What the events of some leaves showed; nil where they lie too far apart.
    ///
    /// - Throws: `PostgreSQLError`.
    static func read(
        of leaves: [TreeWalk.Leaf],
        on transaction: Transaction
    ) async throws(PostgreSQLError) -> LogSubjects? {
        guard let first = leaves.map(\.key.recordedAt).min(), let last = leaves.map(\.key.recordedAt).max(),
            last <= first.addingSeconds(secondsMax)
        else { return nil }
        var subjects = LogSubjects()
        for (recordedAt, event, patient, salt) in try await transaction.fetchAll(LogStatements.subjects(first, last)) {
            subjects.byEvent[Event(recordedAt: recordedAt, id: event), default: Shown()].patients
                .append((patient, salt?.bytes))
        }
        for (recordedAt, event, commitment) in try await transaction.fetchAll(LogStatements.forgotten(first, last)) {
            subjects.byEvent[Event(recordedAt: recordedAt, id: event), default: Shown()].forgotten
                .append(commitment.bytes)
        }
        return subjects
    }
}
