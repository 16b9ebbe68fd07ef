// Connection strings without their secrets.

/// Reads just enough of a connection string to keep a password off the screen and out of a flag.
enum ConnectionText {
    /// Stands where a secret was.
    static let blank = "***"

    /// Whether the text carries a password.
    static func holdsPassword(_ text: String) -> Bool {
        blanked(text) != text
    }

    /// The text with every password replaced.
    static func blanked(_ text: String) -> String {
        if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") { return blankedURL(text) }
        return blankedKeywords(text)
    }

    /// `postgresql://user:password@host/name?password=…`
    private static func blankedURL(_ url: String) -> String {
        guard let schemeEnd = url.firstRange(of: "://")?.upperBound else { return url }
        let rest = url[schemeEnd...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        // Passwords may hold an unescaped `@`: the last one ends the user's part.
        var result = String(url[..<schemeEnd])
        if let at = authority.lastIndex(of: "@") {
            let user = authority[..<at].prefix { $0 != ":" }
            result += user.endIndex < at ? "\(user):\(blank)" : String(user)
            result += authority[at...]
        } else {
            result += authority
        }
        return result + blankedQuery(rest[authority.endIndex...])
    }

    private static func blankedQuery(_ tail: Substring) -> String {
        guard let mark = tail.firstIndex(of: "?") else { return String(tail) }
        let parts = tail[tail.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
        let blanked = parts.map { part -> String in
            let name = part.prefix { $0 != "=" }
            return isSecret(name) && name.endIndex < part.endIndex ? "\(name)=\(blank)" : String(part)
        }
        return tail[...mark] + blanked.joined(separator: "&")
    }

    /// `host=… password='…'`, with libpq's quotes and backslashes.
    private static func blankedKeywords(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let equals = rest.firstIndex(of: "=") {
            let before = rest[..<equals]
            let name = before.split(whereSeparator: \.isWhitespace).last ?? ""
            rest = rest[rest.index(after: equals)...]
            let space = rest.prefix(while: \.isWhitespace)
            let value = keywordValue(rest[space.endIndex...])
            result += "\(before)="
            result += isSecret(name) ? blank : "\(space)\(value)"
            rest = rest[value.endIndex...]
        }
        return result + rest
    }

    private static func keywordValue(_ text: Substring) -> Substring {
        let isQuoted = text.first == "'"
        var index = isQuoted ? text.index(after: text.startIndex) : text.startIndex
        while index < text.endIndex {
            let character = text[index]
            let next = text.index(after: index)
            if character == "\\" {
                index = next < text.endIndex ? text.index(after: next) : next
            } else if isQuoted && character == "'" {
                return text[..<next]
            } else if !isQuoted && character.isWhitespace {
                break
            } else {
                index = next
            }
        }
        return text[..<index]
    }

    private static func isSecret(_ name: Substring) -> Bool {
        name == "password" || name == "sslpassword" || name == "oauth_client_secret"
    }
}
