// Lawful deletion: a patient goes out of the log, and the tree can still be verified.
package import Domain
import FoundationEssentials
import PostgreSQL

/// Takes patients out of the log where the law asks it.
package struct LogForgetting: Sendable {
    /// What was taken out.
    package struct Count: Sendable, Hashable {
        /// Events about the patient alone, which are gone.
        package let events: Int
        /// Lists that showed the patient beside others, which stay without the patient.
        package let lists: Int
        /// Entries of the queue of unusual access, which are gone with what was made of them.
        package let reviews: Int
    }

    /// Some events of the patient are not sealed yet: once they are, it can be tried again.
    package struct NotSealed: Error, Sendable, Hashable {
        package let count: Int
    }

    private let record: Record
    private let signer: LogSigner

    /// Forgetting in a record, as the role for that.
    ///
    /// - Parameters:
    ///   - record: the record.
    ///   - signer: the log's key: a removal that it did not sign is a fault.
    package init(record: Record, signer: LogSigner) {
        self.record = record
        self.signer = signer
    }

    /// What the key signs of a removal: of which event it is, and what that says was removed.
    static func statement(of event: UUID, _ what: String, log origin: LogOrigin) -> String {
        """
        workup-log-removal/\(origin.log)
        event \(event.uuidString.lowercased())
        removed \(what)

        """
    }

    /// Takes a patient out of the log: the events about them go, lists keep the commitment, and the secret under which
    /// leaves commit to them goes as well. So do marks, unusual access to them, and what was judged of it, with the events
    /// that say the same. The hashes of the leaves stay.
    ///
    /// - Parameters:
    ///   - patient: who is forgotten.
    ///   - isDryRun: does everything and takes it back.
    ///   - given: the event that says who did it and why. It names nobody, and gets its code, action and detail here.
    /// - Returns: what was taken out.
    /// - Throws: `NotSealed`; `SealError` where the key is that of another log; `RecordError`.
    package func forget(
        _ patient: ID<Patient>,
        isDryRun: Bool,
        entry given: AuditEntry
    ) async throws -> Count {
        try await record.write(isDryRun: isDryRun) { transaction in
            guard let origin = try await transaction.fetchAll(LogStatements.epochs()).last?.origin,
                origin.keyName == signer.verifier.name
            else { throw SealError.keyOfOtherLog }
            let events = try await transaction.fetchAll(LogForgettingStatements.events(patient))
            let lists = try await transaction.fetchAll(LogStatements.listsWithPatient(patient))
            let waiting = events.count { $0.3 == nil } + lists.count { $0.2 == nil || $0.3 == nil }
            guard waiting == 0 else { throw NotSealed(count: waiting) }
            var words: [String] = []
            for case let (at, event, epoch?, leaf?) in events {
                words.append("leaf \(epoch) \(leaf)")
                transaction.add(LogStatements.insertForgottenLeaf(epoch, leaf, given.id))
                transaction.add(LogStatements.deleteSubjects(at, event, nil))
                transaction.add(LogStatements.deleteEvent(at, event))
            }
            words += remember(lists, patient, by: given.id, transaction)
            transaction.add(LogStatements.deleteSalt(patient))
            transaction.add(LogStatements.deleteMarks(patient))
            transaction.add(LogForgettingStatements.deleteNotices(patient))
            transaction.add(LogForgettingStatements.deleteJudgements(patient))
            let reviews = try await transaction.fetchFirst(LogForgettingStatements.deleteReviews(patient))?.count ?? 0
            var entry = given
            entry.event = "ForgetPatient"
            entry.action = .delete
            entry.patientID = nil
            let what = LogForgetting.detail(words)
            entry.objectDetail = what
            transaction.audit(entry)
            if !isDryRun, !words.isEmpty {
                // What is taken back is not signed: somebody could use the signature later.
                let statement = LogForgetting.statement(of: entry.id, what, log: origin)
                transaction.add(LogStatements.insertRemoval(entry.id, try signer.sign(statement).description))
            }
            return Count(events: events.count, lists: lists.count, reviews: reviews)
        }
    }

    /// Keeps the commitments in place of the patient; gives the words for them, in their order.
    private func remember(
        _ lists: [(Instant, UUID, Int64?, Bytes?)],
        _ patient: ID<Patient>,
        by removal: UUID,
        _ transaction: RecordTransaction
    ) -> [String] {
        let patientBytes = withUnsafeBytes(of: patient.uuid.uuid) { Array($0) }
        var commitments: [[UInt8]] = []
        for case let (at, event, _, salt?) in lists {
            let commitment = LeafEncoder.subjectCommitment(
                patient: patientBytes,
                event: withUnsafeBytes(of: event.uuid) { Array($0) },
                salt: salt.bytes
            )
            commitments.append(commitment)
            transaction.add(LogStatements.insertForgottenSubject(at, event, Bytes(commitment), removal))
            transaction.add(LogStatements.deleteSubjects(at, event, patient))
        }
        commitments.sort { $0.lexicographicallyPrecedes($1) }
        return commitments.map { "subject \(ContentHash.hexadecimal(of: $0))" }
    }

    /// How an event names what was removed: how many, and the hash of the list.
    private static func detail(_ words: [String]) -> String {
        "\(words.count) \(ContentHash.hexadecimal(Array(words.joined(separator: ",").utf8)))"
    }
}
