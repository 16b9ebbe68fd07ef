// Small makers for facts, columns, cells and tables, so that the sections read like the report.
import Domain
import FoundationEssentials

extension Wording {
    /// A labelled value; a missing one is *not recorded*, in words.
    func fact(_ word: some ReportWord, _ value: ReportValue?) -> ReportFact {
        ReportFact(code: word.rawValue, label: self(word), value: value ?? nothing(NothingWord.notRecorded))
    }

    /// A labelled text; a missing or empty one is *not recorded*, in words.
    func fact(_ word: some ReportWord, text: String?) -> ReportFact {
        fact(word, text.flatMap { $0.isEmpty ? nil : ReportValue($0) })
    }

    /// A kind of nothing, in words.
    func nothing(_ word: NothingWord) -> ReportValue {
        ReportValue(self(word), code: word.rawValue, .nothing)
    }

    /// A code with its label.
    func value(_ code: some Code, _ emphasis: ReportEmphasis = .plain) -> ReportValue {
        ReportValue(code.label(language), code: code.rawValue, emphasis)
    }

    /// A code with its label; a missing one is the kind of nothing given.
    func value(_ code: (some Code)?, orElse word: NothingWord) -> ReportValue {
        code.map { value($0) } ?? nothing(word)
    }

    /// A sign; those that were not examined are set as a kind of nothing.
    func value(_ sign: Sign) -> ReportValue {
        value(sign, sign.isExamined ? .plain : .nothing)
    }

    /// An exact number, with its unit where the column does not carry it.
    func value(_ number: Decimal, unit: String? = nil, _ emphasis: ReportEmphasis = .plain) -> ReportValue {
        ReportValue(self.number(number) + (unit.map { "\u{A0}\($0)" } ?? ""), number: number, emphasis)
    }

    /// An exact number; a missing one is the kind of nothing given.
    func value(_ number: Decimal?, unit: String? = nil, orElse word: NothingWord) -> ReportValue {
        number.map { value($0, unit: unit) } ?? nothing(word)
    }

    /// A day; the code is the date as programs write it.
    func value(_ date: LocalDate) -> ReportValue {
        ReportValue(self.date(date), code: date.description)
    }

    /// A date as far as it is known.
    func value(_ date: PartialDate) -> ReportValue {
        ReportValue(self.date(date), code: date.description)
    }

    /// An instant.
    func value(_ instant: Instant) -> ReportValue {
        ReportValue(self.instant(instant), code: instant.description)
    }

    /// Text; a missing or empty one is the kind of nothing given.
    func value(text: String?, orElse word: NothingWord) -> ReportValue {
        guard let text, !text.isEmpty else { return nothing(word) }
        return ReportValue(text)
    }

    /// A column of words.
    func column(_ word: some ReportWord) -> ReportColumn {
        ReportColumn(code: word.rawValue, label: self(word), kind: .words)
    }

    /// A column of dates.
    func dates(_ word: some ReportWord) -> ReportColumn {
        ReportColumn(code: word.rawValue, label: self(word), kind: .dates)
    }

    /// A column of figures, with the unit in its heading.
    func figures(_ word: some ReportWord, unit: String? = nil) -> ReportColumn {
        ReportColumn(code: word.rawValue, label: self(word) + (unit.map { " (\($0))" } ?? ""), kind: .figures)
    }

    /// A table whose last column is left out where every row says *none* there: a column of remarks without a remark.
    func tableWithRemarks(_ word: some ReportWord, _ columns: [ReportColumn], _ rows: [ReportRow]) -> ReportTable {
        let isBare = rows.allSatisfy { row in
            guard case .cells(let cells) = row else { return true }
            return cells.last?.code == NothingWord.none.rawValue
        }
        guard isBare, columns.count > 1 else { return table(word, columns, rows) }
        let shorter = rows.map { row in
            if case .cells(let cells) = row { return ReportRow.cells(Array(cells.dropLast())) }
            return row
        }
        return table(word, Array(columns.dropLast()), shorter)
    }

    /// A table.
    func table(_ word: some ReportWord, _ columns: [ReportColumn], _ rows: [ReportRow]) -> ReportTable {
        ReportTable(code: word.rawValue, caption: self(word), columns: columns, rows: rows)
    }
}
