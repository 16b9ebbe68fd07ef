// Where the database is: a URL or keyword string as libpq reads it, with overrides; the rest is libpq's own.
import CLibPQ

/// The connection settings, read by libpq itself: URLs, keyword strings, services, several hosts, TLS modes.
///
/// What is not said here libpq takes from `PG*` variables, service and password files. `connect_timeout` is the time
/// that each address of each host gets, as in libpq. It shows nothing of itself when printed: it may hold a password.
package struct ConnectionSettings: Sendable, CustomStringConvertible, CustomReflectable {
    /// Nothing but the type's name.
    package var description: String { "ConnectionSettings(****)" }
    /// Nothing.
    package var customMirror: Mirror { Mirror(self, children: []) }

    var parameters: [String: String]

    /// Reads a URL (`postgresql://…`) or keyword string (`host=… dbname=…`); empty leaves all to the environment.
    ///
    /// - Parameters:
    ///   - url: the text; it is never shown.
    ///   - overrides: keywords that count more than the text, such as `["dbname": "…"]`.
    /// - Throws: category `configuration`, without any part of the text.
    package init(url: String = "", overrides: [String: String] = [:]) throws(PostgreSQLError) {
        guard !url.utf8.contains(0), !overrides.values.contains(where: { $0.utf8.contains(0) }) else {
            throw PostgreSQLError(.configuration, "connection settings hold a NUL")
        }
        var parsed: [String: String] = [:]
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &message) else {
            let reason = message.map { String(cString: $0) } ?? "not understood"
            PQfreemem(message)
            throw PostgreSQLError(.configuration, "connection settings: \(reason.withoutQuotes)")
        }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { parsed[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        parameters = parsed.merging(overrides) { _, override in override }
    }

    /// The same server with another database.
    package func database(_ name: String) -> ConnectionSettings {
        var changed = self
        changed.parameters["dbname"] = name
        return changed
    }
}

extension String {
    /// The text with everything in quotation marks taken out but libpq's own keywords: libpq quotes what it did not
    /// understand, and that may be a password.
    var withoutQuotes: String {
        oneLine.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset.isMultiple(of: 2) || libpqKeywords.contains(String($0.element)) ? $0.element : "…" }
            .joined(separator: "\"")
    }
}

/// What settings are called, such as `host`.
private let libpqKeywords: Set<String> = {
    guard let options = PQconndefaults() else { return [] }
    defer { PQconninfoFree(options) }
    var keywords: Set<String> = []
    var option = options
    while let keyword = option.pointee.keyword {
        keywords.insert(String(cString: keyword))
        option += 1
    }
    return keywords
}()
