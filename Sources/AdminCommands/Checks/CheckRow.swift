// One thing that `workup check` looks at, and how it stands.
import Domain

/// How a thing stands.
enum CheckState: String, Sendable, CaseIterable {
    /// As it should be.
    case ok
    /// Works, and somebody should know.
    case warning
    /// Not as it should be: the check exits with 3.
    case fault
    /// Cannot be seen from here: it was not looked at.
    case notVisible

    /// As a person reads it.
    static func words(_ code: String) -> Localized? {
        switch CheckState(rawValue: code) {
        case .ok: Localized(en: "ok", nl: "in orde")
        case .warning: Localized(en: "warning", nl: "waarschuwing")
        case .fault: Localized(en: "fault", nl: "fout")
        case .notVisible: Localized(en: "cannot be seen", nl: "niet te zien")
        case nil: nil
        }
    }
}

/// One line of the check.
struct CheckRow: Sendable, Hashable {
    let check: String
    let state: CheckState
    var value = ""
    var wanted = ""
    let detail: String

    /// As data; `isSound` is what it was before there were warnings.
    var json: JSONValue {
        .object(
            ("check", .string(check)),
            ("isSound", .bool(state != .fault)),
            ("state", .string(state.rawValue)),
            ("value", .string(value)),
            ("wanted", .string(wanted)),
            ("detail", .string(detail))
        )
    }

    /// A thing that is right or wrong.
    static func plain(_ check: String, _ isSound: Bool, _ detail: String) -> CheckRow {
        CheckRow(check: check, state: isSound ? .ok : .fault, detail: detail)
    }

    /// How it is laid out.
    static let view = RecordView(
        columns: [
            Column("check", en: "Check", nl: "Controle"),
            Column("state", en: "State", nl: "Stand", .code(CheckState.words)),
            Column("value", en: "Value", nl: "Waarde"),
            Column("wanted", en: "Wanted", nl: "Gewenst"),
            Column("detail", en: "Detail", nl: "Bijzonderheid"),
        ],
        empty: Localized(en: "Nothing checked.", nl: "Niets gecontroleerd.")
    )
}
