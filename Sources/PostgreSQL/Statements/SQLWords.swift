// What a look at a statement's text tells of it without a server: the parameters it mentions, the functions it calls.
// It reads no grammar: whoever asks knows what stands where.

/// The words of a statement, with text in quotes and comments left out.
struct SQLWords {
    /// What a statement is made of.
    enum Token: Equatable {
        /// In lower case where it was not quoted.
        case word(String)
        /// Any other character that is not blank.
        case symbol(Unicode.Scalar)
        /// `$1`, or text in quotes.
        case value
    }

    /// All of it, in order.
    private(set) var tokens: [Token] = []
    /// The numbers of the parameters that are mentioned.
    private(set) var parameters: Set<Int> = []
    /// Every word that stands before an opening parenthesis: functions, and words of SQL such as `in`.
    private(set) var calledNames: Set<String> = []
    /// All words, in lower case where they were not quoted.
    private(set) var words: Set<String> = []
    /// The first word.
    private(set) var first: String?
    /// The second word.
    private(set) var second: String?

    private let text: [UInt8]
    private var index = 0
    /// The word just read, until something else than a blank comes.
    private var pending: String?

    init(_ sql: String) {
        text = Array(sql.utf8)
        while index < text.count { step() }
    }

    private mutating func step() {
        let byte = text[index]
        switch byte {
        case UInt8(ascii: "-") where next == UInt8(ascii: "-"):
            skip { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
            skipComment()
        case UInt8(ascii: "'"):
            skipQuoted(by: byte, hasEscapes: pending == "e" && text[index - 1] | 0x20 == UInt8(ascii: "e"))
            pending = nil
            tokens.append(.value)
        case UInt8(ascii: "\""):
            let start = index + 1
            skipQuoted(by: byte, hasEscapes: false)
            note(String(decoding: text[start..<max(start, index - 1)], as: UTF8.self))
        case UInt8(ascii: "$"):
            dollar()
        case UInt8(ascii: "("):
            if let pending { calledNames.insert(pending) }
            pending = nil
            tokens.append(.symbol("("))
            index += 1
        case _ where Self.startsWord(byte):
            let start = index
            skip { Self.startsWord($0) || Self.isDigit($0) || $0 == UInt8(ascii: "$") }
            note(String(decoding: text[start..<index], as: UTF8.self).lowercased())
        default:
            if byte > UInt8(ascii: " ") {
                pending = nil
                tokens.append(.symbol(Unicode.Scalar(byte)))
            }
            index += 1
        }
    }

    private mutating func note(_ word: String) {
        if first == nil { first = word } else if second == nil { second = word }
        words.insert(word)
        tokens.append(.word(word))
        pending = word
    }

    /// `$1`, or text between `$tag$` and `$tag$`.
    private mutating func dollar() {
        pending = nil
        tokens.append(.value)
        let start = index
        index += 1
        if let next = current, Self.isDigit(next) {
            skip(while: Self.isDigit)
            if let number = Int(String(decoding: text[(start + 1)..<index], as: UTF8.self)) {
                parameters.insert(number)
            }
            return
        }
        skip { Self.startsWord($0) || Self.isDigit($0) }
        guard current == UInt8(ascii: "$") else { return }
        index += 1
        let tag = text[start..<index]
        while index < text.count, !text[index...].starts(with: tag) { index += 1 }
        index = min(text.count, index + tag.count)
    }

    /// Comments of this kind nest.
    private mutating func skipComment() {
        var depth = 0
        repeat {
            if current == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
                depth += 1
                index += 2
            } else if current == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
                depth -= 1
                index += 2
            } else {
                index += 1
            }
        } while depth > 0 && index < text.count
    }

    /// A doubled quote ends one quoted part and begins the next, which comes to the same.
    private mutating func skipQuoted(by quote: UInt8, hasEscapes: Bool) {
        index += 1
        while let byte = current, byte != quote { index += hasEscapes && byte == UInt8(ascii: "\\") ? 2 : 1 }
        index = min(text.count, index + 1)
    }

    private mutating func skip(while matches: (UInt8) -> Bool) {
        while let byte = current, matches(byte) { index += 1 }
    }

    private var current: UInt8? { index < text.count ? text[index] : nil }
    private var next: UInt8? { index + 1 < text.count ? text[index + 1] : nil }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func startsWord(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
            || byte >= 0x80
    }
}
