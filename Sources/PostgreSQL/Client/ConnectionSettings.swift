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
    /// Whether the text is a URL that looks as if `@`, `:` or `/` in its password was not escaped.
    let looksUnescaped: Bool

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
            throw ConnectFailure(.settings, place: ServerPlace(), message: reason).error
        }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { parsed[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        parameters = parsed.merging(overrides) { _, override in override }
        looksUnescaped = Self.looksUnescaped(url, parsed)
    }

    private static func looksUnescaped(_ url: String, _ parsed: [String: String]) -> Bool {
        guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") else { return false }
        let rest = url.drop { $0 != "/" }.dropFirst(2)
        // In a URL that is written as it should be, each of these stands once, or is `%40` and `%2F`.
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count).prefix { $0 != "?" }.dropFirst()
        return authority.count { $0 == "@" } > 1 || path.contains { $0 == "@" || $0 == "/" }
            || looksLikePieces(host: nil, port: parsed["port"], database: nil)
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
            .map { $0.offset.isMultiple(of: 2) || libpqKeywords[String($0.element)] != nil ? $0.element : "…" }
            .joined(separator: "\"")
    }
}

extension ConnectionSettings {
    /// Whether there is a password, or anything else that libpq keeps secret, or what may be part of one.
    package var mayHoldPassword: Bool {
        shown == nil || parameters.contains { isSecret($0.key) && !$0.value.isEmpty }
    }

    /// What libpq read, as keywords with their values, each secret as `***`; nil where anything may be a piece of a
    /// password.
    package var shown: String? {
        let given = parameters.filter { !$0.value.isEmpty }
        let isDoubtful = given.contains { keyword, value in
            // A user's name may be an address; a host, and a socket's name, are looked at below.
            value.contains("://") || (value.contains("@") && !Self.mayHoldAt.contains(keyword) && !isSecret(keyword))
        }
        guard
            !looksUnescaped, !isDoubtful,
            !looksLikePieces(host: given["host"], port: given["port"], database: given["dbname"])
        else { return nil }
        let first = ["user", "password", "host", "hostaddr", "port", "dbname"]
        let order = first + given.keys.filter { !first.contains($0) }.sorted()
        return order.compactMap { keyword in
            given[keyword].map { "\(keyword)=\(isSecret(keyword) ? "***" : $0.quotedForSettings)" }
        }.joined(separator: " ")
    }

    private static let mayHoldAt: Set<String> = ["user", "host"]
}

extension String {
    /// As a value of a keyword string.
    fileprivate var quotedForSettings: String {
        guard isEmpty || contains(where: { $0.isWhitespace || $0 == "'" || $0 == "\\" }) else { return self }
        return "'\(map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined())'"
    }
}

/// Whether libpq would not show the value of a keyword while it is typed, or it is a key by which one logs in.
private func isSecret(_ keyword: String) -> Bool {
    libpqKeywords[keyword] ?? true || keyword.hasPrefix("scram_") || keyword.contains("secret")
}

/// What settings are called, such as `host`, and whether each is secret.
private let libpqKeywords: [String: Bool] = {
    guard let options = PQconndefaults() else { return [:] }
    defer { PQconninfoFree(options) }
    var keywords: [String: Bool] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
        let isSecret = option.pointee.dispchar.map { String(cString: $0) == "*" } ?? false
        keywords[String(cString: keyword)] = isSecret
        option += 1
    }
    return keywords
}()
