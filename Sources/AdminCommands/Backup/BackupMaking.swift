// Making a backup: first the line in the log, then the backup, which has that line in it.
import Domain
import EmbeddedPostgreSQL
import UseCases

/// Makes backups.
struct BackupMaking: Sendable {
    let place: BackupPlace

    /// Makes one.
    ///
    /// - Parameters:
    ///   - kind: what goes into it.
    ///   - session: who makes it.
    ///   - onLine: is told each line of pgBackRest.
    /// - Returns: the backup.
    /// - Throws: `UseCaseError` where it cannot be put on record, `BackupError`.
    func make(_ kind: BackupKind, _ session: Session, onLine: @Sendable (String) -> Void) async throws -> Backup {
        try await NoteBackup.run(.made, detail: kind.rawValue, call: session.call, in: session.environment)
        try await place.pgBackRest.run("backup", ["--type=\(kind.word)"], telling: .files, onLine: onLine)
        guard let made = try await place.catalogue().backups.last else {
            throw BackupError.failed(command: "backup", code: 0, words: "")
        }
        return made
    }
}
