// Verifying the log and proving an event of it. Either is in the log before anything is told.
package import FoundationEssentials
package import Records

/// Verifies the log.
package enum VerifyLog {
    /// Verifies every leaf and root, from a checkpoint that was good before, or all.
    ///
    /// - Parameters:
    ///   - verifiers: the keys that are trusted.
    ///   - shipped: the file of checkpoints, where there is one.
    ///   - start: the checkpoint from which on it is looked at; nil looks at all.
    ///   - call: who asks.
    ///   - environment: the outside.
    ///   - progress: is told how many leaves were looked at.
    /// - Returns: what was found; faults are a finding, not an error.
    /// - Throws: `UseCaseError`.
    package static func run(
        verifiers: [LogVerifier],
        shipped: CheckpointFile?,
        from start: SignedCheckpoint?,
        call: Call,
        in environment: Environment,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws(UseCaseError) -> LogReport {
        var note = AuditNote.ofLog("VerifyLog")
        note.objectDetail = start.map { "from \($0.checkpoint.size) of tree \($0.checkpoint.origin.epoch)" } ?? "all"
        try await call.readLog(note, in: environment) { _ in }
        do {
            return try await LogVerifying(verifiers: verifiers, shipped: shipped)
                .run(environment.logReader, from: start, progress: progress)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Proves that an event is in the log.
package enum ProveEvent {
    /// The proof of an event in the newest checkpoint of its tree.
    ///
    /// - Parameters:
    ///   - event: the event's id.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the proof, which is checked without the database.
    /// - Throws: `UseCaseError`: there is no such event, it is not sealed yet, or the log is damaged there.
    package static func run(
        _ event: UUID,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> EventProof {
        var note = AuditNote.ofLog("ProveEvent")
        note.objectID = event.uuidString.lowercased()
        try await call.readLog(note, in: environment) { _ in }
        do {
            return try await LogProving(record: environment.logReader).proof(of: event)
        } catch ProofError.notSealed {
            throw UseCaseError(
                .notFound,
                "event-not-sealed",
                en:
                    "This event is not in the log, or was not sealed yet. What was written just now is sealed within seconds.",
                nl:
                    "Deze gebeurtenis staat niet in het logboek, of is nog niet verzegeld. Wat zojuist is geschreven wordt binnen enkele seconden verzegeld."
            )
        } catch ProofError.removed {
            throw UseCaseError(
                .notFound,
                "event-removed",
                en: "This event was removed as the law asks; only its leaf is kept.",
                nl: "Deze gebeurtenis is verwijderd zoals de wet vraagt; alleen het blad ervan is bewaard."
            )
        } catch ProofError.damaged {
            throw UseCaseError(
                .conflict,
                "log-damaged",
                en: "The log is not what was sealed here. Run `workup audit verify --all`.",
                nl: "Het logboek is hier niet wat verzegeld werd. Voer `workup audit verify --all` uit."
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
