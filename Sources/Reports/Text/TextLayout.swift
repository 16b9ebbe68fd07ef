// Wrapping words into lines of a fixed number of characters.

/// Lines of plain text.
enum TextLayout {
    /// The number of characters a person sees.
    static func width(_ text: String) -> Int {
        text.count
    }

    /// The length of the longest word.
    static func longestWord(_ text: String) -> Int {
        text.split { $0 == " " || $0.isNewline }.map(\.count).max() ?? 0
    }

    /// Words in lines of at most `width` characters; longer words are broken. Line ends in the text are kept.
    static func wrap(_ text: String, width: Int, indent: String = "") -> [String] {
        var lines: [String] = []
        for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            lines += wrapParagraph(paragraph, width: max(1, width - indent.count)).map { indent + $0 }
        }
        return lines
    }

    private static func wrapParagraph(_ text: Substring, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var lineCount = 0
        for word in text.split(separator: " ") {
            var rest = word
            if lineCount > 0, lineCount + 1 + rest.count <= width {
                line += " " + rest
                lineCount += 1 + rest.count
                continue
            }
            if lineCount > 0 { lines.append(line) }
            while rest.count > width {
                lines.append(String(rest.prefix(width)))
                rest = rest.dropFirst(width)
            }
            line = String(rest)
            lineCount = rest.count
        }
        if lineCount > 0 || lines.isEmpty { lines.append(line) }
        return lines
    }

    /// The line without spaces at its end.
    static func trimmingEnd(_ line: String) -> String {
        guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
        return String(line[...last])
    }

    /// Text without control characters, which a terminal might obey; line ends stay.
    static func harmless(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isControl(scalar) { scalars.append(scalar) }
        return String(scalars)
    }

    /// Text with plain spaces where it had such that hold words together.
    static func plainSpaces(_ text: String) -> String {
        guard text.utf8.contains(0xC2), text.contains("\u{A0}") else { return text }
        return String(text.map { $0 == "\u{A0}" ? " " : $0 })
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
    }
}
