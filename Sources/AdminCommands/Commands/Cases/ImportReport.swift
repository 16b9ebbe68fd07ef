// What an import says: a line for each case as data, its faults as talk, the counts at the end.
import Domain
import UseCases

/// Collects and says what became of each case.
struct ImportReport {
    let console: Console
    private(set) var refusedCount = 0
    private var importedCount = 0
    private var knownCount = 0
    private var rows: [JSONValue] = []
    private var hasTitles = false

    /// A table is shown only of an import that a person can overlook.
    private static let tableRowsMax = 100

    init(console: Console) {
        self.console = console
    }

    static let view = RecordView(
        columns: [
            Column("source", en: "Source", nl: "Bron"),
            Column("result", en: "Result", nl: "Resultaat", .code { ImportReport.words[$0] }),
            Column("workupId", en: "Workup", nl: "Traject"),
            Column("patientId", en: "Patient", nl: "Patiënt"),
            Column("faults", en: "Faults", nl: "Fouten", .count),
        ],
        empty: Localized(en: "There were no cases.", nl: "Er waren geen casussen.")
    )

    private static let words = [
        "imported": Localized(en: "imported", nl: "ingelezen"),
        "known": Localized(en: "known already", nl: "al bekend"),
        "refused": Localized(en: "refused", nl: "geweigerd"),
    ]

    /// Takes what became of one case; data goes out at once, but for a table.
    mutating func add(_ input: CaseInput, _ result: ImportCases.Result) throws {
        var members = [JSONMember("source", .string(input.source))]
        switch result {
        case .imported(let workup, let patient):
            importedCount += 1
            members += [
                JSONMember("result", "imported"), JSONMember("workupId", .string(workup.description)),
                JSONMember("patientId", .string(patient.description)),
            ]
        case .known:
            knownCount += 1
            members.append(JSONMember("result", "known"))
        case .refused(let faults):
            refusedCount += 1
            members += [JSONMember("result", "refused"), JSONMember("faults", .array(faults.map { json($0) }))]
            if console.form != .json { say(faults, of: input.source) }
        }
        try write(.object(members))
    }

    /// Says the counts, and shows the table where it is short enough.
    func finish() throws {
        if console.form == .table, rows.count <= ImportReport.tableRowsMax {
            try console.show(items: rows, as: ImportReport.view)
        }
        console.say(
            Localized(
                en: "\(importedCount) imported, \(knownCount) known already, \(refusedCount) refused.",
                nl: "\(importedCount) ingelezen, \(knownCount) al bekend, \(refusedCount) geweigerd."
            )
        )
    }

    private mutating func write(_ row: JSONValue) throws {
        switch console.form {
        case .json: try console.write(row.text + "\n")
        case .csv:
            try console.write(ImportReport.view.csv([row], hasTitles: !hasTitles))
            hasTitles = true
        case .table:
            // One more than is shown, so that the end is seen to be passed.
            if rows.count <= ImportReport.tableRowsMax { rows.append(row) }
        }
    }

    private func say(_ faults: [Fault], of source: String) {
        console.say(
            Localized(
                en: "error: \(source) was refused; nothing of it was stored",
                nl: "fout: \(source) is geweigerd; er is niets van opgeslagen"
            )
        )
        for fault in faults {
            let place = fault.pointer.isEmpty ? "/" : fault.pointer
            console.say("  \(place): \(fault.message[console.language])")
        }
    }

    private func json(_ fault: Fault) -> JSONValue {
        .object(
            ("pointer", .string(fault.pointer)),
            ("code", .string(fault.code.rawValue)),
            ("message", .string(fault.message[console.language]))
        )
    }
}
