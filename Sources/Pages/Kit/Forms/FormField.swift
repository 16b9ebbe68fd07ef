// The fields of a form as templates read them, made from what the page asks and from what was typed.
package import Domain

/// One choice of a list or a group.
package struct FormOption: Sendable, Hashable {
    package let value: String
    package let label: String
    let hint: String?

    /// A choice.
    package init(_ value: String, _ label: String, hint: String? = nil) {
        self.value = value
        self.label = label
        self.hint = hint
    }

    /// Every code of a closed set.
    package static func all<Value: Code>(_ type: Value.Type, _ language: Language) -> [FormOption] {
        some(Array(type.allCases), language)
    }

    /// Some codes of a closed set.
    package static func some<Value: Code>(_ codes: [Value], _ language: Language) -> [FormOption] {
        codes.map { FormOption($0.rawValue, $0.label[language]) }
    }
}

/// What a person fills in.
package struct FormField: Sendable, Hashable {
    /// How it is filled in.
    package enum Kind: Sendable, Hashable {
        case text
        /// A number with a comma or a point.
        case number(unit: String?)
        /// A day, as year, month and day.
        case day
        case area(rows: Int)
        /// One of a list that is closed until it is opened; with an empty choice where `any` says something.
        case list([FormOption], any: String?)
        /// One of a few, all in sight.
        case choice([FormOption])
        case tick
        /// A tick that stands for a value of its own.
        case mark(String)
        /// No field: words in its place.
        case words(String)
    }

    /// The name that the form sends: the pointer of its value.
    package let name: String
    package let kind: Kind
    package let label: String
    package var hint: String?
    package var isRequired = false
    /// Whether browsers may offer what was typed before elsewhere: never for what is about a patient.
    package var isShort = false
    /// What stands in it to begin with.
    package var value = ""

    /// A field.
    package init(
        _ name: String,
        _ kind: Kind,
        label: String,
        hint: String? = nil,
        isRequired: Bool = false,
        isShort: Bool = false,
        value: String = ""
    ) {
        self.name = name
        self.kind = kind
        self.label = label
        self.hint = hint
        self.isRequired = isRequired
        self.isShort = isShort
        self.value = value
    }
}

/// Fields in rows and columns. The first column holds the headings of the rows; the label of each field is what a screen
/// reader says of it, so it names row and column.
package struct FormGrid: Sendable, Hashable {
    /// One row.
    package struct Row: Sendable, Hashable {
        let heading: String
        package var cells: [FormField]
        /// What the service says of the row; it stands below it.
        package var detail: String?

        /// One row, with a field for each column.
        package init(_ heading: String, _ cells: [FormField], detail: String? = nil) {
            self.heading = heading
            self.cells = cells
            self.detail = detail
        }
    }

    let caption: String
    let corner: String
    let columns: [String]
    package var rows: [Row]

    /// Fields in rows and columns.
    ///
    /// - Parameters:
    ///   - caption: what the table is.
    ///   - corner: what the first column holds.
    ///   - columns: the headings of the others, with their units.
    ///   - rows: the rows.
    package init(caption: String, corner: String, columns: [String], rows: [Row]) {
        self.caption = caption
        self.corner = corner
        self.columns = columns
        self.rows = rows
    }
}

/// Fields that belong together, under a heading.
package struct FormGroup: Sendable, Hashable {
    package let heading: String?
    package let hint: String?
    package var fields: [FormField]
    /// What stands below the fields in rows and columns.
    package var grids: [FormGrid] = []
    /// Whether it stands closed until somebody opens it.
    package var isFolded = false

    /// Every field of the group, in the order in which it is read.
    package var allFields: [FormField] {
        (fields + grids.flatMap { $0.rows.flatMap(\.cells) }).filter { field in
            // Words in the place of a field are none.
            if case .words = field.kind { false } else { true }
        }
    }

    /// Fields under a heading; nil where they need none.
    package init(
        _ heading: String? = nil,
        hint: String? = nil,
        _ fields: [FormField],
        grids: [FormGrid] = [],
        isFolded: Bool = false
    ) {
        self.isFolded = isFolded
        self.heading = heading
        self.hint = hint
        self.fields = fields
        self.grids = grids
    }
}

/// What somebody typed, and what is wrong with it.
package struct FormTyped: Sendable, Hashable {
    /// The values by the names of the fields.
    package let values: [String: String]
    /// What is wrong, by the names of the fields.
    package let faults: [String: [String]]
    /// Where a fault goes whose field the form does not have.
    let nearest: [String: String]
    /// What is wrong with the whole.
    package let faultsOfAll: [String]

    /// What somebody typed.
    ///
    /// - Parameters:
    ///   - values: by the names of the fields.
    ///   - faults: what is wrong, by the names of the fields.
    ///   - nearest: where a fault goes whose field the form does not have.
    ///   - faultsOfAll: what is wrong with the whole.
    package init(
        values: [String: String],
        faults: [String: [String]] = [:],
        nearest: [String: String] = [:],
        faultsOfAll: [String] = []
    ) {
        self.values = values
        self.faults = faults
        self.nearest = nearest
        self.faultsOfAll = faultsOfAll
    }

    /// The same with every fault at a field that there is, or at the whole.
    func placed(in names: Set<String>) -> FormTyped {
        var placed: [String: [String]] = [:]
        var others = faultsOfAll
        for (name, texts) in faults.sorted(by: { $0.key < $1.key }) {
            if names.contains(name) {
                placed[name, default: []] += texts
            } else if let near = nearest[name], names.contains(near) {
                placed[near, default: []] += texts
            } else {
                others += texts
            }
        }
        return FormTyped(values: values, faults: placed, faultsOfAll: others)
    }
}

/// A form of a page.
package struct TeamForm: Sendable, Hashable {
    /// A value that the page gives.
    package struct Given: Sendable, Hashable {
        let name: String
        let value: String

        /// A value that the page gives.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Where it is sent to.
    package let action: String
    package var groups: [FormGroup]
    package let button: String
    /// The key by which a repeated sending is recognised.
    package let key: String
    /// The version that it was made against; nil where there is none.
    package var version: Int?
    /// Whether only what was changed is sent.
    package var sendsChangesOnly = false
    /// Values that the page gives.
    package var given: [Given] = []
    /// Where one goes without sending it.
    package var cancelAddress: String?
    /// What was typed, where it comes again.
    package var typed: FormTyped? {
        didSet { typed = typed?.placed(in: Set(groups.flatMap(\.allFields).map(\.name))) }
    }
    /// What stands before the names of the ids of its fields, where a page has several forms.
    package var prefix = ""

    /// A form.
    package init(action: String, _ groups: [FormGroup], button: String, key: String, version: Int? = nil) {
        self.action = action
        self.groups = groups
        self.button = button
        self.key = key
        self.version = version
    }
}
