// How one kind of answer is laid out for people: its lines, its tables, its columns.
import Domain
import Reports

/// The layout of one noun, for a list of it and for one of it alone.
struct RecordView: Sendable {
    /// A list inside a thing, shown as a table of its own under a title.
    struct Section: Sendable {
        let title: Localized
        /// The name of the list; names joined by dots lead into a thing within the thing.
        let member: String
        let columns: [Column]
        /// What has to be said below the table of some lists.
        var note: (@Sendable ([JSONValue]) -> Localized?)?

        /// The list in a document.
        func items(of document: JSONValue) -> [JSONValue]? {
            member.split(separator: ".").reduce(Optional(document)) { value, name in value?[String(name)] }?.array
        }
    }

    /// The columns of a list.
    let columns: [Column]
    /// The lines of one thing; the list's columns where none are given.
    let fields: [Column]
    /// The tables below those lines.
    let sections: [Section]
    /// What is said when a list is empty.
    let empty: Localized

    init(columns: [Column], fields: [Column]? = nil, sections: [Section] = [], empty: Localized) {
        self.columns = columns
        self.fields = fields ?? columns
        self.sections = sections
        self.empty = empty
    }

    /// A list as a table.
    func table(_ items: [JSONValue], _ language: Language, columnsMax: Int?) -> String {
        RecordView.table(items, columns, language, columnsMax: columnsMax)
    }

    /// One thing: a line for each field that has a value, then its tables.
    func single(_ document: JSONValue, _ language: Language, columnsMax: Int?) -> String {
        let pairs = fields.compactMap { column -> (name: String, value: String)? in
            let text = column.text(of: column.value(in: document), language)
            return text.isEmpty ? nil : (column.title[language], text)
        }
        var text = TableWriter(columnsMax: columnsMax).renderPairs(pairs)
        for section in sections {
            guard let items = section.items(of: document), !items.isEmpty else { continue }
            text += "\n\(section.title[language])\n"
            text += RecordView.table(items, section.columns, language, columnsMax: columnsMax)
            if let note = section.note?(items) { text += "\(note[language])\n" }
        }
        return text
    }

    /// A list as CSV, with its line of titles.
    func csv(_ items: [JSONValue], hasTitles: Bool = true) -> String {
        let columns = columns.filter { !$0.isInWordsOnly }
        let titles = hasTitles ? CSVWriter.line(columns.map { .text($0.name) }) : ""
        return items.reduce(into: titles) { text, item in
            text += CSVWriter.line(columns.map { $0.cell(of: $0.value(in: item)) })
        }
    }

    /// One thing as CSV: a line of titles and a line of values.
    func csv(single document: JSONValue) -> String {
        let fields = fields.filter { !$0.isInWordsOnly }
        return CSVWriter.line(fields.map { .text($0.name) })
            + CSVWriter.line(fields.map { $0.cell(of: $0.value(in: document)) })
    }

    private static func table(
        _ items: [JSONValue],
        _ columns: [Column],
        _ language: Language,
        columnsMax: Int?
    ) -> String {
        // A column without a single value says nothing; a narrow table says more.
        let rows = items.map { item in columns.map { $0.text(of: $0.value(in: item), language) } }
        let used = columns.indices.filter { index in rows.contains { !$0[index].isEmpty } }
        return TableWriter(columnsMax: columnsMax).render(
            used.map { columns[$0].heading(language) },
            rows: rows.map { row in used.map { row[$0] } }
        )
    }
}
