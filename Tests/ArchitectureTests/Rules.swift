// The rules a file can break by itself, each a function from the file to what is wrong with it.

/// One thing wrong, at one line.
struct Breach: Equatable, CustomStringConvertible {
    let path: String
    let line: Int
    let reason: String

    var description: String { "\(path):\(line): \(reason)" }
}

/// What is looked for in each file.
enum Rules {
    // MARK: Imports

    /// The module a line imports, nil where it is no import.
    static func importedModule(_ line: String) -> String? {
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count else { return nil }
        let modifiers: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
        guard words[..<index].allSatisfy({ $0.hasPrefix("@") || modifiers.contains($0) }) else { return nil }
        let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor"]
        let name = kinds.contains(words[index + 1]) && index + 2 < words.count ? words[index + 2] : words[index + 1]
        return name.split(separator: ".").first.map(String.init)
    }

    /// Imports that the target's row of the table does not have.
    static func imports(_ file: SourceFile, wall: Wall) -> [Breach] {
        each(file) { line in
            guard let module = importedModule(line), !wall.allowed.contains(module) else { return nil }
            return "\(wall.target) may not import \(module)"
        }
    }

    // MARK: Words

    /// A word that is not to be used, and the files that may.
    struct BannedWord {
        let word: String
        let reason: String
        let isAllowed: @Sendable (SourceFile) -> Bool

        init(
            _ word: String,
            _ reason: String,
            except isAllowed: @escaping @Sendable (SourceFile) -> Bool = { _ in false }
        ) {
            self.word = word
            self.reason = reason
            self.isAllowed = isAllowed
        }
    }

    static let bannedWords: [BannedWord] = {
        let isEnvironment: @Sendable (SourceFile) -> Bool = { $0.path.contains("Environment") }
        return [
            BannedWord("Date()", "time comes from the environment", except: isEnvironment),
            BannedWord("Date.now", "time comes from the environment", except: isEnvironment),
            BannedWord("UUID()", "ids come from the environment", except: isEnvironment),
            BannedWord("print(", "only commands talk", except: { $0.target == "AdminCommands" }),
            BannedWord("try!", "every error is handled"),
            BannedWord("fatalError(", "no crash in a request's path; a programmer's error is a precondition"),
            BannedWord("DispatchQueue", "structured concurrency only"),
            BannedWord("Task.detached", "structured concurrency only"),
            BannedWord("nonisolated(unsafe)", "state is guarded by a Mutex or an actor"),
            BannedWord("FIXME", "it is done, or it is an issue"),
        ]
    }()

    static func words(_ file: SourceFile) -> [Breach] {
        bannedWords.filter { !$0.isAllowed(file) }.flatMap { banned in
            each(file) { line in
                contains(line, word: banned.word) ? "\(banned.word) is not used here: \(banned.reason)" : nil
            }
        }
    }

    /// Whether the word stands by itself, not at the end of a longer name.
    static func contains(_ line: String, word: String) -> Bool {
        line.ranges(of: word).contains { range in
            guard range.lowerBound > line.startIndex else { return true }
            let before = line[line.index(before: range.lowerBound)]
            return !(before.isLetter || before.isNumber || before == "_")
        }
    }

    /// `@unchecked Sendable` names what guards it, in a comment above.
    static func unchecked(_ file: SourceFile) -> [Breach] {
        file.text.codeLines.enumerated().compactMap { index, line in
            guard line.contains("@unchecked Sendable") else { return nil }
            let above = file.text.lines[max(0, index - 6)...index]
            guard !above.contains(where: { $0.contains("//") }) else { return nil }
            return Breach(path: file.path, line: index + 1, reason: "@unchecked Sendable without saying what guards it")
        }
    }

    // MARK: SQL

    static let targetsWithSQL: Set<String> = ["Records", "PostgreSQL", "EmbeddedPostgreSQL"]

    /// Statements in strings, in the lower case of this house or shouted.
    static func sql(_ file: SourceFile) -> [Breach] {
        guard !targetsWithSQL.contains(file.target) else { return [] }
        return file.text.strings.filter { isSQL($0.text) }.map {
            Breach(path: file.path, line: $0.line, reason: "SQL lives in Records and PostgreSQL")
        }
    }

    static func isSQL(_ text: String) -> Bool {
        let words = text.split(whereSeparator: { $0.isWhitespace || $0 == "(" }).prefix(400).map(String.init)
        guard let first = words.first, first == first.lowercased() || first == first.uppercased() else { return false }
        let second = words.count > 1 ? words[1].lowercased() : ""
        let rest = words.dropFirst().map { $0.lowercased() }
        switch first.lowercased() {
        case "select": return rest.contains("from")
        case "insert": return second == "into"
        case "delete": return second == "from"
        case "update": return rest.dropFirst().first == "set"
        case "create", "alter", "drop":
            return ["table", "view", "index", "role", "database", "schema", "function", "type"].contains(second)
        case "truncate", "begin", "commit", "rollback": return text.hasSuffix(";") || second == "table"
        default: return false
        }
    }

    // MARK: Form

    static let linesMax = 500

    static func length(_ file: SourceFile) -> [Breach] {
        let count = file.text.lines.count - (file.text.lines.last == "" ? 1 : 0)
        guard count > linesMax else { return [] }
        return [Breach(path: file.path, line: count, reason: "more than \(linesMax) lines")]
    }

    /// The first line says what the file is responsible for.
    static func responsibility(_ file: SourceFile) -> [Breach] {
        guard let first = file.text.lines.first, first.hasPrefix("// "), first.count > 10 else {
            return [Breach(path: file.path, line: 1, reason: "the first line does not say what the file is for")]
        }
        return []
    }

    /// Every type, function and computed property another target can see says what it is.
    ///
    /// Stored properties and initialisers of a documented type may let their names and types speak, and what a protocol
    /// of the language or of the house asks for is documented there.
    static func documentation(_ file: SourceFile) -> [Breach] {
        let lines = file.text.codeLines
        return lines.indices.compactMap { index in
            guard let name = declaredName(lines[index]), !wellKnown.contains(name), !isStored(lines[index]) else {
                return nil
            }
            var above = index - 1
            while above >= 0, isAttribute(lines[above]) { above -= 1 }
            let comment = above >= 0 ? file.text.lines[above].drop(while: \.isWhitespace) : ""
            guard !comment.hasPrefix("///"), !comment.hasSuffix("*/") else { return nil }
            return Breach(path: file.path, line: index + 1, reason: "\(name) has no docstring")
        }
    }

    private static let wellKnown: Set<String> = [
        "description", "debugDescription", "errorDescription", "hash", "==", "<", "+", "-", "init", "rawValue",
        // Of `Labelled` and of templates.
        "label", "text",
        // Of the logging and metrics back ends.
        "log", "makeCounter", "makeRecorder", "makeMeter", "makeTimer", "destroyCounter", "destroyRecorder",
        "destroyMeter", "destroyTimer",
    ]

    /// A property without a body, such as `package let code: String`.
    private static func isStored(_ line: String) -> Bool {
        let words = line.split(whereSeparator: \.isWhitespace)
        return !line.contains("{") && (words.contains("let") || words.contains("var")) && !words.contains("static")
    }

    private static func isAttribute(_ line: String) -> Bool {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard let first = words.first, first.hasPrefix("@") else { return false }
        return declaredName(line) == nil
    }

    /// What a line declares for other targets, nil where it declares nothing for them.
    static func declaredName(_ line: String) -> String? {
        var words = line.split(whereSeparator: \.isWhitespace).map(String.init)[...]
        while let word = words.first, word.hasPrefix("@") { words = words.dropFirst() }
        guard let access = words.first, access == "package" || access == "public" else { return nil }
        let kinds: Set<String> = [
            "func", "var", "let", "struct", "enum", "class", "actor", "protocol", "typealias", "macro",
            "associatedtype",
        ]
        for (index, word) in words.enumerated().dropFirst() {
            if word.hasPrefix("init") || word.hasPrefix("subscript") { return "init" }
            guard kinds.contains(word) else { continue }
            // `class func` and the like: the last kind is the one that counts.
            let next = words.dropFirst(index + 1).first ?? ""
            if kinds.contains(next) { continue }
            return String(next.prefix { !"(:<={".contains($0) || "=<".contains(next.prefix(1)) && $0 != "(" })
        }
        return nil
    }

    private static func each(_ file: SourceFile, _ check: (String) -> String?) -> [Breach] {
        file.text.codeLines.enumerated().compactMap { index, line in
            check(line).map { Breach(path: file.path, line: index + 1, reason: $0) }
        }
    }
}
