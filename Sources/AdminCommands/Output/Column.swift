// Which values of a JSON document stand in a table, under which title, and how a person reads them.
import Domain
import Reports

/// One column of a table, or one line of a single thing: where its value stands in the JSON, and how it is read.
struct Column: Sendable {
    /// The words of one code.
    typealias Label = @Sendable (String) -> Localized?

    /// How a value is shown in a table; CSV always has codes and plain values.
    enum Style: Sendable {
        case plain
        case rightAligned
        case instant
        case code(Label)
        /// How many elements a list has.
        case count
        /// Text made by a function of its own; of a list, for each element. CSV has the value itself, or what the
        /// second function makes of it.
        case custom(@Sendable (JSONValue, Language) -> String, csv: (@Sendable (JSONValue) -> String)? = nil)
    }

    /// The title in CSV; it never changes with the language.
    let name: String
    /// The title that a person reads.
    let title: Localized
    /// The names to follow from the document to the value.
    let path: [String]
    /// How the value is shown.
    let style: Style
    /// Whether it only says in words what another column has as a code, so that CSV leaves it out.
    let isInWordsOnly: Bool

    /// A column whose CSV title is its path joined by dots, unless it has a name of its own.
    init(
        _ path: String,
        named name: String? = nil,
        en: String,
        nl: String,
        _ style: Style = .plain,
        isInWordsOnly: Bool = false
    ) {
        self.name = name ?? path
        self.isInWordsOnly = isInWordsOnly
        title = Localized(en: en, nl: nl)
        self.path = path.split(separator: ".").map(String.init)
        self.style = style
    }

    /// The same column of a thing that stands under a name.
    func below(_ name: String) -> Column {
        Column(
            ([name] + path).joined(separator: "."),
            named: "\(name).\(self.name)",
            en: title.en,
            nl: title.nl,
            style,
            isInWordsOnly: isInWordsOnly
        )
    }

    var heading: (Language) -> TableWriter.Heading {
        { language in TableWriter.Heading(title: title[language], isRightAligned: isRightAligned) }
    }

    private var isRightAligned: Bool {
        if case .rightAligned = style { return true }
        return false
    }

    /// The value of this column in a document.
    func value(in document: JSONValue) -> JSONValue? {
        path.reduce(Optional(document)) { value, name in value?[name] }
    }

    /// The cell that a person reads.
    func text(of value: JSONValue?, _ language: Language) -> String {
        guard let value else { return "" }
        switch (value, style) {
        case (.null, _): return ""
        case (.array(let elements), .count): return String(elements.count)
        case (.array(let elements), _):
            return elements.map { text(of: $0, language) }.filter { !$0.isEmpty }.joined(separator: ", ")
        case (_, .custom(let text, _)): return text(value, language)
        case (.string(let code), .code(let label)): return label(code)?[language] ?? code
        case (.string(let instant), .instant): return Column.shortened(instant)
        case (.string(let text), _): return text
        case (.number(let number), _): return Localized(number.decimal)[language]
        case (.bool(let isTrue), _): return Column.yesOrNo(isTrue)[language]
        case (.object, _): return value.text
        }
    }

    /// The cell of a CSV line.
    func cell(of value: JSONValue?) -> CSVWriter.Cell {
        guard let value else { return .text("") }
        switch (value, style) {
        case (.null, _): return .text("")
        case (.number(let number), _): return .number(number.text)
        case (.string(let text), _): return .text(text)
        case (.bool(let isTrue), _): return .text(isTrue ? "true" : "false")
        case (.array(let elements), .count): return .number(String(elements.count))
        case (.array(let elements), _):
            return .text(elements.map { csvText(of: $0) }.joined(separator: ";"))
        case (.object, _): return .text(csvText(of: value))
        }
    }

    private func csvText(of value: JSONValue) -> String {
        if case .custom(_, let csv?) = style { return csv(value) }
        return value.string ?? value.text
    }

    private static func yesOrNo(_ isTrue: Bool) -> Localized {
        isTrue ? Localized(en: "yes", nl: "ja") : Localized(en: "no", nl: "nee")
    }

    /// An instant to the minute; seconds are in JSON and CSV.
    private static func shortened(_ instant: String) -> String {
        let parts = instant.split(separator: "T")
        guard parts.count == 2, parts[1].count >= 5, instant.hasSuffix("Z") else { return instant }
        return "\(parts[0]) \(parts[1].prefix(5))Z"
    }
}
