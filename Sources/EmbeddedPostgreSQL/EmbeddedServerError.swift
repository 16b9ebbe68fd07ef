// What can go wrong with the private server, each with what a person should do about it.

/// A failure to find, make, start, reach or stop the private PostgreSQL server.
///
/// `description` says what happened and `hint` what to do; neither ever holds patient data, since the
/// server's own messages are kept terse and without parameters.
package struct EmbeddedServerError: Error, Sendable, CustomStringConvertible {
    /// The kinds of failure, closed, so that a caller can map them to exit codes.
    package enum Code: Sendable, Equatable {
        /// No usable PostgreSQL is installed.
        case notInstalled
        /// PostgreSQL is installed, but not the major version that made the data.
        case versionMismatch
        /// The data folder cannot be made, entered or written by the account that runs the server.
        case folderUnusable
        /// Another Workup uses the data folder; the process that does, where it is known.
        case inUse(processIdentifier: Int32?)
        /// `initdb` or the first statements failed; nothing was left behind.
        case initialisationFailed
        /// The server did not become ready.
        case startFailed
        /// The server did not stop within its limit.
        case stopFailed
    }

    /// Which kind of failure this is.
    package let code: Code
    /// What happened, in one sentence.
    package let description: String
    /// What a person should do now.
    package let hint: String

    /// Makes an error from its three parts.
    package init(_ code: Code, _ description: String, hint: String) {
        self.code = code
        self.description = description
        self.hint = hint
    }
}

extension EmbeddedServerError {
    static func notInstalled() -> Self {
        Self(
            .notInstalled,
            "No PostgreSQL \(PostgreSQLInstallation.majorVersionMin) or later was found on this machine.",
            hint: """
                Install it: `sudo apt-get install postgresql` (Debian, Ubuntu) or `brew install postgresql@17` (macOS), \
                or give the database of an existing server with --database-url.
                """
        )
    }

    static func folderUnusable(_ path: String, reason: String, hint: String? = nil) -> Self {
        Self(
            .folderUnusable,
            "The data folder \(path) cannot be used: \(reason).",
            hint: hint ?? "Choose another folder with --data, or correct its owner and permissions."
        )
    }
}
