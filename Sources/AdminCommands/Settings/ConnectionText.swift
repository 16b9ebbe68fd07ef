// Connection strings as they may be shown: as libpq reads them, without their secrets.
import Records

/// Keeps passwords off the screen and out of flags.
enum ConnectionText {
    /// Stands for what may hold a password.
    static let blank = "***"

    /// What libpq reads in the text, secrets blanked; where it cannot read it, or where something may be a piece of a
    /// password, nothing but that there is something.
    static func shown(_ text: String) -> String {
        text.isEmpty ? "" : ConnectionReading(text).shown ?? blank
    }

    /// Why a text cannot be given in a flag, in English as all of the argument parser's sentences.
    static func complaint(_ text: String) -> String? {
        let reading = ConnectionReading(text)
        guard reading.isReadable else {
            return "--database-url is nothing that libpq can read; it is not repeated here, as it may hold a password."
        }
        guard reading.mayHoldPassword else { return nil }
        return """
            --database-url must not carry a password. Give the URL in WORKUP_DATABASE_URL, or the password in \
            ~/.pgpass, in PGPASSWORD or in a libpq service.
            """
    }

    /// A message without any of the arguments that may hold a password: those that look like a connection or part of
    /// one, and whatever stands behind a flag that asks for a secret.
    static func withoutSecrets(_ message: String, _ arguments: [String]) -> String {
        var cleaned = message
        for (index, argument) in arguments.enumerated() {
            let parts = argument.hasPrefix("-") ? Array(argument.split(separator: "=", maxSplits: 1).dropFirst()) : []
            let value = argument.hasPrefix("-") ? parts.first.map(String.init) ?? "" : argument
            guard !value.isEmpty else { continue }
            let isBehindSecret =
                asksForSecret(argument) || index > 0 && !argument.hasPrefix("-") && asksForSecret(arguments[index - 1])
            guard isBehindSecret || looksLikeConnection(value) else { continue }
            cleaned = cleaned.replacing(value, with: "…")
        }
        return cleaned
    }

    private static func asksForSecret(_ flag: String) -> Bool {
        let name = flag.prefix { $0 != "=" }.lowercased()
        return name.hasPrefix("-") && ["pass", "secret", "token", "url", "dsn"].contains { name.contains($0) }
    }

    private static func looksLikeConnection(_ text: String) -> Bool {
        text.contains("://") || text.contains("@") || text.contains("=")
    }
}
