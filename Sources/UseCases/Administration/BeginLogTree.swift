// Recording that a backup was restored: the log goes on in a new tree, and says why.
import Domain
package import Records

/// Begins a new tree of the log.
package enum BeginLogTree {
    /// Begins a new tree. What was sealed after the backup stays provable by the checkpoints that were shipped.
    ///
    /// - Parameters:
    ///   - reason: why, in words.
    ///   - shipped: the last checkpoint that was shipped; nil where none is to be had.
    ///   - signer: the log's key, which signs that the tree was begun; a dry run signs nothing.
    ///   - sealer: the record as the role that seals.
    ///   - call: who asks; only the machine's own administrator may.
    ///   - environment: the outside.
    /// - Returns: the new tree.
    /// - Throws: `UseCaseError`.
    package static func run(
        reason: String,
        shipped: SignedCheckpoint?,
        signer: LogSigner?,
        sealer: Record,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> LogOrigin {
        try await call.authorise(.manageAccounts, in: environment)
        guard call.origin == .commandLine, call.actor.userID == nil else {
            throw UseCaseError(
                .forbidden,
                "machine-only",
                en: "Only the machine's own administrator may begin a new tree of the log.",
                nl: "Alleen de beheerder van de machine zelf mag een nieuwe boom van het logboek beginnen."
            )
        }
        guard (1...2_000).contains(reason.unicodeScalars.count) else {
            throw .invalid(
                "reason",
                .outOfRange,
                en: "Say why, in 1 to 2,000 characters.",
                nl: "Zeg waarom, in 1 tot 2.000 tekens."
            )
        }
        var note = AuditNote.ofLog("BeginLogTree", .create, reason: reason)
        note.objectDetail = shipped.map { "\($0.checkpoint.origin) ended at \($0.checkpoint.size)" }
        do {
            return try await LogHistory(record: sealer).beginTree(
                reason: reason,
                shipped: shipped,
                signer: signer,
                isDryRun: call.isDryRun,
                entry: call.entry(note, in: environment)
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
