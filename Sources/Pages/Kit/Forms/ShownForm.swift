// A form in the shape that its template reads: every field with its value, its faults and what describes it.
import Domain

/// A form as the template reads it.
struct ShownForm {
    struct Hidden {
        let name: String
        let value: String
    }

    struct Option {
        let id: String
        let name: String
        let value: String
        let label: String
        /// What it is called outside its group: in a table, where the group has no legend.
        let fullLabel: String
        let hint: String?
        let isChosen: Bool
        let described: String?
    }

    struct Field {
        let id: String
        let name: String
        let label: String
        let hint: String?
        let faults: [Fault]
        let isInvalid: Bool
        let isOptional: Bool
        let isShort: Bool
        let value: String
        let hasValue: Bool
        /// The ids of hint and faults; nil where there are none.
        let described: String?
        let unit: String?
        let rows: String
        let options: [Option]
        let isText: Bool
        let isNumber: Bool
        let isDay: Bool
        let isArea: Bool
        let isList: Bool
        let isChoice: Bool
        let isTick: Bool
        let isTicked: Bool
        let tickValue: String
        let words: String?
    }

    struct Fault {
        let id: String
        let text: String
    }

    struct Group {
        let heading: String?
        let isFolded: Bool
        let isUnfolded: Bool
        let hint: String?
        let fields: [Field]
        let grids: [Grid]
    }

    struct Grid {
        let caption: String
        /// Whether the heading of the group says the same as the caption, which is then only for who cannot see the two.
        let isHeading: Bool
        let corner: String
        let columns: [String]
        let rows: [Row]
    }

    struct Row {
        let heading: String
        let cells: [Field]
        let width: String
        let detail: String?
        let detailID: String
    }

    let action: String
    let hidden: [Hidden]
    let groups: [Group]
    let button: String
    let cancelAddress: String?

    init(_ form: TeamForm) {
        action = form.action
        var hidden = form.given.map { Hidden(name: $0.name, value: $0.value) }
        hidden.append(Hidden(name: "key", value: form.key))
        if let version = form.version { hidden.append(Hidden(name: "version", value: String(version))) }
        if form.sendsChangesOnly {
            // What the page gives beside a field is no answer that could have changed.
            hidden += form.groups.flatMap(\.allFields).filter { !$0.name.hasPrefix("=") }
                .map { Hidden(name: "~\($0.name)", value: $0.value) }
        }
        self.hidden = hidden
        button = form.button
        cancelAddress = form.cancelAddress
        groups = form.groups.map { group in
            Group(
                heading: group.heading,
                isFolded: group.isFolded,
                isUnfolded: !group.isFolded && group.heading != nil,
                hint: group.hint,
                fields: group.fields.map { Field($0, in: form) },
                grids: group.grids.map { grid in
                    Grid(
                        caption: grid.caption,
                        isHeading: grid.caption == group.heading,
                        corner: grid.corner,
                        columns: grid.columns,
                        rows: grid.rows.map { row in
                            Row(
                                heading: row.heading,
                                cells: row.cells.map { Field($0, in: form) },
                                width: String(row.cells.reduce(1) { $0 + $1.columnCount }),
                                detail: row.detail,
                                detailID: (row.cells.first.map { FormID.id(of: $0.name, prefix: form.prefix) } ?? "row")
                                    + "-detail"
                            )
                        }
                    )
                }
            )
        }
    }
}

extension ShownForm.Field {
    init(_ field: FormField, in form: TeamForm) {
        let id = FormID.id(of: field.name, prefix: form.prefix)
        let texts = form.typed?.faults[field.name] ?? []
        faults = texts.enumerated().map { ShownForm.Fault(id: "\(id)-fault-\($0.offset)", text: $0.element) }
        var describing = faults.map(\.id)
        if field.hint != nil { describing.insert("\(id)-hint", at: 0) }
        self.id = id
        name = field.name
        label = field.label
        hint = field.hint
        isInvalid = !texts.isEmpty
        isOptional = !field.isRequired
        isShort = field.isShort
        let value = form.typed.map { $0.values[field.name] ?? "" } ?? field.value
        self.value = value
        hasValue = !value.isEmpty
        described = describing.isEmpty ? nil : describing.joined(separator: " ")
        var options: [FormOption] = []
        var (unit, rows): (String?, Int) = (nil, 4)
        switch field.kind {
        case .list(let found, let any): options = (any.map { [FormOption("", $0)] } ?? []) + found
        case .choice(let found): options = found
        case .number(let found): unit = found
        case .area(let found): rows = found
        case .text, .day, .tick, .mark, .words: break
        }
        self.unit = unit
        self.rows = String(rows)
        let faultIDs = faults.map(\.id)
        self.options = options.map { option in
            let optionID = "\(id)-\(option.value)"
            let ids = (option.hint == nil ? [] : ["\(optionID)-hint"]) + faultIDs
            return ShownForm.Option(
                id: optionID,
                name: field.name,
                value: option.value,
                label: option.label,
                fullLabel: "\(field.label): \(option.label)",
                hint: option.hint,
                isChosen: option.value == value,
                described: ids.isEmpty ? nil : ids.joined(separator: " ")
            )
        }
        isText = field.kind == .text
        isDay = field.kind == .day
        switch field.kind {
        case .tick: tickValue = "true"
        case .mark(let mark): tickValue = mark
        default: tickValue = ""
        }
        isTick = !tickValue.isEmpty
        isTicked = isTick && value == tickValue
        words = if case .words(let text) = field.kind { text } else { nil }
        isNumber = if case .number = field.kind { true } else { false }
        isArea = if case .area = field.kind { true } else { false }
        isList = if case .list = field.kind { true } else { false }
        isChoice = if case .choice = field.kind { true } else { false }
    }
}

extension FormField {
    /// How many columns of a table it takes: a choice has one for each option.
    fileprivate var columnCount: Int {
        if case .choice(let options) = kind { options.count } else { 1 }
    }
}

extension FormField {
    /// The id of what takes the focus: of a group of choices the first one.
    func firstID(prefix: String) -> String {
        let id = FormID.id(of: name, prefix: prefix)
        guard case .choice(let options) = kind, let first = options.first else { return id }
        return "\(id)-\(first.value)"
    }
}

/// The ids of fields.
enum FormID {
    /// The id of the field with a name: letters, digits and hyphens.
    static func id(of name: String, prefix: String) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(name.utf8.count)
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                plain.append(byte)
            // The rest of a character that takes several bytes is one hyphen with its first.
            case 0x80...0xBF: break
            default: plain.append(UInt8(ascii: "-"))
            }
        }
        return "\(prefix)f\(String(decoding: plain, as: UTF8.self))"
    }
}

/// The list of what is wrong, at the head of a page.
struct FaultSummary {
    struct Link {
        let address: String
        let text: String
    }

    let links: [Link]
    let texts: [String]

    /// What is wrong with a form; nil where nothing is.
    init?(_ form: TeamForm) {
        guard let typed = form.typed else { return nil }
        var links: [Link] = []
        for field in form.groups.flatMap(\.allFields) {
            let id = field.firstID(prefix: form.prefix)
            links += (typed.faults[field.name] ?? []).map { Link(address: "#\(id)", text: "\(field.label): \($0)") }
        }
        guard !links.isEmpty || !typed.faultsOfAll.isEmpty else { return nil }
        self.links = links
        texts = typed.faultsOfAll
    }
}
