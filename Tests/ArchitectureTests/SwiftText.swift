// Reads Swift source roughly as the compiler does: what is code, what is comment, what is a string.

/// One source file taken apart, so that words are looked for where they mean something.
struct SwiftText {
    /// The code line by line; comments and the insides of strings are blanked out.
    private(set) var codeLines: [String] = []
    /// Every string literal with the line it begins on.
    private(set) var strings: [(line: Int, text: String)] = []
    /// The file as it is, line by line.
    let lines: [String]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var reader = Reader(Array(text))
        reader.readCode(until: nil)
        codeLines = String(reader.code).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        strings = reader.strings
    }

    private struct Reader {
        let text: [Character]
        var index = 0
        var line = 1
        var code: [Character] = []
        var strings: [(line: Int, text: String)] = []

        init(_ text: [Character]) { self.text = text }

        func isAt(_ word: String) -> Bool {
            var position = index
            for character in word {
                guard position < text.count, text[position] == character else { return false }
                position += 1
            }
            return true
        }

        /// Takes characters, keeping line ends so that line numbers stay true.
        mutating func skip(_ count: Int, asCode: Bool = false) {
            for _ in 0..<count where index < text.count {
                let character = text[index]
                if character == "\n" { line += 1 }
                code.append(asCode || character == "\n" ? character : " ")
                index += 1
            }
        }

        /// Reads code up to the parenthesis that closes an interpolation, or to the end.
        mutating func readCode(until closing: Character?) {
            var depth = 0
            while index < text.count {
                let character = text[index]
                if isAt("//") {
                    while index < text.count, text[index] != "\n" { skip(1) }
                } else if isAt("/*") {
                    readComment()
                } else if character == "\"" || (character == "#" && poundsBeforeQuote() != nil) {
                    readString()
                } else if character == closing, depth == 0 {
                    return
                } else {
                    if character == "(" { depth += 1 }
                    if character == ")" { depth -= 1 }
                    skip(1, asCode: true)
                }
            }
        }

        /// Comments nest.
        private mutating func readComment() {
            var depth = 0
            repeat {
                if isAt("/*") {
                    depth += 1
                    skip(2)
                } else if isAt("*/") {
                    depth -= 1
                    skip(2)
                } else {
                    skip(1)
                }
            } while depth > 0 && index < text.count
        }

        private func poundsBeforeQuote() -> Int? {
            var position = index
            while position < text.count, text[position] == "#" { position += 1 }
            return position < text.count && text[position] == "\"" ? position - index : nil
        }

        private mutating func readString() {
            let pounds = String(repeating: "#", count: poundsBeforeQuote() ?? 0)
            skip(pounds.count)
            let quote = isAt("\"\"\"") ? "\"\"\"" : "\""
            let start = line
            skip(quote.count)
            var value = ""
            while index < text.count, !isAt(quote + pounds) {
                if isAt("\\" + pounds + "(") {
                    skip(2 + pounds.count)
                    readCode(until: ")")
                    skip(1)
                    value += "\\()"
                } else if isAt("\\" + pounds) {
                    value.append(text[index])
                    skip(1 + pounds.count)
                    if index < text.count { value.append(text[index]) }
                    skip(1)
                } else {
                    // A one-line string never runs on: better to lose one than the rest of the file.
                    if quote.count == 1, text[index] == "\n" { break }
                    value.append(text[index])
                    skip(1)
                }
            }
            skip(quote.count + pounds.count)
            strings.append((start, value))
        }
    }
}
