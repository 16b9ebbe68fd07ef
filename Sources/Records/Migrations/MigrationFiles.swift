// The SQL files the program carries: numbered migrations, and replaceable functions and views.
import Crypto
import FoundationEssentials

extension EmbeddedTexts {
    /// The texts of one folder, by their paths below it.
    static func below(_ folder: String) -> [String: String] {
        var texts: [String: String] = [:]
        for (path, text) in all where path.hasPrefix(folder + "/") {
            texts[String(path.dropFirst(folder.count + 1))] = text
        }
        return texts
    }
}

/// One numbered migration, frozen once released.
package struct Migration: Sendable, Hashable {
    /// The number its name begins with.
    package let version: Int
    /// The file's name without number and ending.
    package let name: String
    /// SHA-256 of its text, in hexadecimal.
    package let checksum: String
    /// The SQL.
    package let text: String
    /// Whether it runs as one transaction; `-- transaction: none` says no (`create index concurrently`).
    let isTransactional: Bool
}

/// A function or view that is put in place again whenever its text changed.
package struct SchemaObject: Sendable, Hashable {
    /// The file's path below `sql/`.
    package let path: String
    /// SHA-256 of its text, in hexadecimal.
    package let checksum: String
    let text: String
}

/// Everything below `sql/` that builds the schema.
package struct SchemaFiles: Sendable {
    /// The migrations in order of their numbers.
    package let migrations: [Migration]
    /// Functions, then views, by path.
    package let objects: [SchemaObject]

    /// The files this program was built with.
    package static let bundled = SchemaFiles(texts: EmbeddedTexts.below("sql"))

    /// Sorts texts by their paths: `migrations/NNNN_name.sql`, `functions/*.sql`, `views/*.sql`; others are passed by.
    init(texts: [String: String]) {
        var migrations: [Migration] = []
        var objects: [SchemaObject] = []
        for (path, text) in texts where path.hasSuffix(".sql") {
            let parts = path.split(separator: "/")
            guard parts.count == 2 else { continue }
            let checksum = SchemaFiles.checksum(of: text)
            switch parts[0] {
            case "migrations":
                let stem = parts[1].dropLast(4)
                guard let version = Int(stem.prefix(4)), stem.dropFirst(4).first == "_" else { continue }
                migrations.append(
                    Migration(
                        version: version,
                        name: String(stem.dropFirst(5)),
                        checksum: checksum,
                        text: text,
                        isTransactional: !text.hasPrefix("-- transaction: none")
                    )
                )
            case "functions", "views":
                objects.append(SchemaObject(path: path, checksum: checksum, text: text))
            default: continue
            }
        }
        self.migrations = migrations.sorted { $0.version < $1.version }
        self.objects = objects.sorted { $0.path < $1.path }
    }

    /// One value for all texts, so that a test database can be named by what it was made from.
    package var fingerprint: String {
        SchemaFiles.checksum(
            of: (migrations.map { "\($0.version) \($0.checksum)" } + objects.map { "\($0.path) \($0.checksum)" })
                .joined(separator: "\n")
        )
    }

    private static func checksum(of text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).reduce(into: "") { result, byte in
            if byte < 16 { result += "0" }
            result += String(byte, radix: 16)
        }
    }
}
