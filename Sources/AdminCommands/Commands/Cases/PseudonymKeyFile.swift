// The key of the pseudonyms, in a file that only this account reads.
import Domain
import FoundationEssentials
import Records
import UseCases

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads and makes the file.
enum PseudonymKeyFile {
    /// The key of the file that is configured; a new one where there is none yet.
    ///
    /// - Throws: `LogFileError`.
    static func key(_ session: Session) throws(LogFileError) -> PseudonymKey {
        let path = session.run.settings.researchKeyFile
        var status = stat()
        if stat(path, &status) != 0 {
            guard errno == ENOENT else { throw LogFileError(path: path, kind: .system(errno)) }
            let secret = session.environment.makeSecret(PseudonymKey.byteCount)
            try LogFile.makeFolder(of: path)
            let text = ContentHash.hexadecimal(of: secret) + "\n"
            try LogFile.write(Array(text.utf8), to: path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
            session.run.console.say(
                Localized(en: "A new key was made: \(path)", nl: "Er is een nieuwe sleutel gemaakt: \(path)")
            )
        } else {
            guard status.st_mode & 0o077 == 0 else { throw LogFileError(path: path, kind: .readableByOthers) }
        }
        let text = try LogFile.read(path, lastBytesMax: 4_096).filter { $0 > 32 }
        guard text.count >= 2 * PseudonymKey.byteCount, let key = PseudonymKey(text) else {
            throw LogFileError(path: path, kind: .otherContent)
        }
        return key
    }
}
