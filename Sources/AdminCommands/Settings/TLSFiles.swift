// The files of the service's certificate: read when they are asked for, and the key only where nobody else can.
import Domain
import Logging
import Server

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the certificate of the service and its key are.
struct TLSFiles: Sendable, Hashable {
    let certificate: String
    let key: String

    /// A certificate has some kilobytes; a file that is larger is none.
    private static let bytesMax = 1 << 20

    /// The text of the certificate.
    ///
    /// - Throws: `TLSFileError`.
    func readCertificate() throws -> [UInt8] {
        try TLSFiles.read(certificate)
    }

    /// The text of the key.
    ///
    /// - Throws: `TLSFileError`, also where others than the account and its group can read it.
    func readKey() throws -> [UInt8] {
        var status = stat()
        guard stat(key, &status) == 0 else { throw TLSFileError(path: key, kind: .system(errno)) }
        // The group may read: what systemd hands over (LoadCredential) looks so, and Debian's own keys do as well.
        guard status.st_mode & 0o037 == 0 else { throw TLSFileError(path: key, kind: .openToOthers) }
        return try TLSFiles.read(key)
    }

    private static func read(_ path: String) throws -> [UInt8] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw TLSFileError(path: path, kind: .system(errno)) }
        guard status.st_size > 0, status.st_size <= off_t(bytesMax) else {
            throw TLSFileError(path: path, kind: .otherContent)
        }
        do throws(LogFileError) {
            return try LogFile.read(path)
        } catch {
            guard case .system(let number) = error.kind else { throw TLSFileError(path: path, kind: .otherContent) }
            throw TLSFileError(path: path, kind: .system(number))
        }
    }

    /// Reads both for the first time.
    ///
    /// - Throws: `CommandFailure` that says what is wrong with which file.
    func open(metrics: MetricsRegistry, logger: Logger) throws -> ServiceTLS {
        do {
            return try ServiceTLS(certificate: readCertificate, key: readKey, metrics: metrics, logger: logger)
        } catch let error as TLSFileError {
            throw CommandFailure(
                code: "tls-file",
                exit: .badConfiguration,
                message: error.sentence,
                hint: error.kind == .openToOthers
                    ? Localized(en: "`chmod 600 \(error.path)`", nl: "`chmod 600 \(error.path)`") : nil
            )
        } catch {
            // What the libraries say may quote the key.
            throw CommandFailure(
                code: "tls-pair",
                exit: .badConfiguration,
                message: Localized(
                    en: "\(certificate) and \(key) are no certificate and key that belong together, as PEM",
                    nl: "\(certificate) en \(key) zijn geen certificaat en sleutel die bij elkaar horen, als PEM"
                )
            )
        }
    }
}

/// A file of the certificate or its key that cannot be used.
struct TLSFileError: Error, Sendable, Hashable {
    /// What is wrong with it.
    enum Kind: Sendable, Hashable {
        /// The system says why.
        case system(Int32)
        /// Others can read or change it.
        case openToOthers
        /// It is empty, or far too large.
        case otherContent
    }

    let path: String
    let kind: Kind

    /// What is wrong, in words.
    var sentence: Localized {
        switch kind {
        case .system(let number):
            let reason = String(cString: strerror(number))
            return Localized(en: "\(path) cannot be read (\(reason))", nl: "\(path) is niet te lezen (\(reason))")
        case .openToOthers:
            return Localized(
                en: "the key in \(path) can be read or changed by others",
                nl: "de sleutel in \(path) is voor anderen te lezen of te wijzigen"
            )
        case .otherContent:
            return Localized(en: "\(path) holds no PEM text", nl: "\(path) bevat geen PEM-tekst")
        }
    }
}
