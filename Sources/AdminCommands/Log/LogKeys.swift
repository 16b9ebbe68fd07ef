// Which key signs the log, and which keys are trusted when it is verified.
import Domain
import Records

/// The keys of a run.
enum LogKeys {
    /// The key that signs: the one of the key file, or a new one for a log that nobody signed yet.
    ///
    /// - Parameters:
    ///   - settings: where the key is.
    ///   - history: the log.
    ///   - mayRenew: whether a lost key may be made anew, as a new tree begins.
    ///   - makeSecret: so many bytes that nobody can guess.
    /// - Returns: the key.
    /// - Throws: `LogFileError`, `SealError`, `RecordError`.
    static func signer(
        _ settings: LogSettings,
        _ history: LogHistory,
        mayRenew: Bool = false,
        makeSecret: (Int) -> [UInt8]
    ) async throws -> LogSigner {
        guard let origin = try await history.trees().last?.origin else { throw SealError.keyOfOtherLog }
        if let signer = try LogKeyFile.read(settings.keyFile) {
            guard signer.verifier.name == origin.keyName else { throw SealError.keyOfOtherLog }
            return signer
        }
        guard try await history.lastNote() == nil || mayRenew else {
            throw LogFileError(path: settings.keyFile, kind: .missing)
        }
        guard let signer = LogSigner(name: origin.keyName, secret: makeSecret(32)) else {
            throw LogFileError(path: settings.keyFile, kind: .otherContent)
        }
        try LogKeyFile.make(signer, at: settings.keyFile)
        return signer
    }

    /// The keys that are trusted: those that were named, else the one of the key file.
    ///
    /// - Throws: `CommandFailure` where a text is no key, or there is none.
    static func verifiers(_ texts: [String], _ settings: LogSettings) throws -> [LogVerifier] {
        guard texts.isEmpty else {
            return try texts.map { text in
                guard let verifier = LogVerifier(text) else {
                    throw CommandFailure.usage(
                        "public-key",
                        en: "this is no public key of an access log",
                        nl: "dit is geen openbare sleutel van een toegangslogboek",
                        hint: Localized(en: "`workup audit key` shows it", nl: "`workup audit key` toont hem")
                    )
                }
                return verifier
            }
        }
        guard let signer = try LogKeyFile.read(settings.keyFile) else {
            throw CommandFailure.usage(
                "public-key-missing",
                en: "no key is trusted: \(settings.keyFile) is not there",
                nl: "geen sleutel wordt vertrouwd: \(settings.keyFile) is er niet",
                hint: Localized(en: "give --public-key", nl: "geef --public-key")
            )
        }
        return [signer.verifier]
    }
}
