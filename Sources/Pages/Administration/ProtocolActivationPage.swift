// Before a version of a protocol is made the active one, or a file is kept: what differs, whom it touches, what is wrong.
package import Domain
import Reports

/// The open workups of a version in one state of their next step.
package struct OpenWorkupsLine: Sendable, Hashable {
    let version: Int
    let state: StepState?
    let count: Int

    /// The open workups of a version in one state of their next step; nil where no step is left.
    package init(version: Int, state: StepState?, count: Int) {
        self.version = version
        self.state = state
        self.count = count
    }
}

/// What differs between two versions, as a page tells it.
struct ShownDifferences: Sendable {
    struct Row {
        let part: String
        let name: String
        let kind: String
        let fields: String
    }

    let rows: [Row]
    let hasRows: Bool

    init(_ differences: [ProtocolDifference], _ language: Language) {
        rows = differences.map { difference in
            let kind: ProtocolPageWord =
                switch difference.kind {
                case .added: .added
                case .removed: .removed
                case .changed: .changed
                }
            let fields = difference.fields.map { ProtocolPart.field($0)[language] }
            let words = fields.isEmpty ? "" : ": \(fields.joined(separator: ", "))"
            return Row(
                part: ProtocolPart.part(difference.part)[language],
                name: difference.name[language],
                kind: kind.text[language],
                fields: words
            )
        }
        hasRows = !rows.isEmpty
    }
}

/// What making a version the active one would do.
package struct ProtocolActivationPage: PageModel {
    /// Its words.
    package typealias Words = ProtocolPageWord
    /// The name of its template.
    package static let template = "protocolactivation"

    struct Group {
        let version: String
        let state: String
        let count: String
    }

    package let title: String
    let places: [AdministrationWay]
    let lead: String
    let faults: FaultSummary?
    let groups: [Group]
    let hasGroups: Bool
    let differences: ShownDifferences
    /// The form; nil where this is the active version already.
    let form: ShownForm?

    /// What making a version the active one would do.
    ///
    /// - Parameters:
    ///   - careProtocol: the version.
    ///   - activeVersion: the version that is active now; nil where none is.
    ///   - openWorkups: the open workups of the protocol.
    ///   - differences: what differs from the active version.
    ///   - key: of the form.
    ///   - typed: what was typed, where it comes again.
    ///   - language: of the page.
    package init(
        _ careProtocol: CareProtocol,
        activeVersion: Int?,
        openWorkups: [OpenWorkupsLine],
        differences: [ProtocolDifference],
        key: String,
        _ typed: FormTyped? = nil,
        in language: Language
    ) {
        func word(_ word: ProtocolPageWord) -> String { word.text[language] }
        let (name, version) = (careProtocol.names[language], careProtocol.version)
        title = "\(ProtocolPageWord.activate(version, language)): \(name)"
        places = AdministrationPlace.protocols.ways(language)
        let total = openWorkups.reduce(0) { $0 + $1.count }
        let before = activeVersion.map { "\(word(.activeNow)) \($0). " } ?? ""
        lead =
            activeVersion == version
            ? word(.isActive) : "\(before)\(word(.newOnes)) \(version). \(word(.staying)): \(total)."
        let order = StepState.allCases
        func rank(_ line: OpenWorkupsLine) -> Int { line.state.flatMap { order.firstIndex(of: $0) } ?? order.count }
        groups = openWorkups.sorted { ($0.version, rank($0)) < ($1.version, rank($1)) }.map { line in
            let state = line.state?.label[language] ?? word(.noStep)
            return Group(version: String(line.version), state: state, count: String(line.count))
        }
        hasGroups = !groups.isEmpty
        self.differences = ShownDifferences(differences, language)
        let reason = FormField(
            "/reason",
            .area(rows: 3),
            label: word(.reason),
            hint: word(.reasonHint),
            isRequired: true
        )
        var form = TeamForm(
            action: "/administration/protocols/\(AddressText.encoded(careProtocol.code))/activation",
            [FormGroup(nil, [reason])],
            button: ProtocolPageWord.activate(version, language),
            key: key
        )
        form.given = [TeamForm.Given("/version", String(version))]
        form.cancelAddress = ProtocolAddress.of(careProtocol.code, version)
        form.typed = typed
        self.form = activeVersion == version ? nil : ShownForm(form)
        faults = FaultSummary(form)
    }
}

/// A protocol file that is checked before it is kept.
package struct ProtocolCheckPage: PageModel {
    /// Its words.
    package typealias Words = ProtocolPageWord
    /// The name of its template.
    package static let template = "protocolcheck"

    /// A fault of a file.
    package struct Fault: Sendable, Hashable {
        let line: Int
        let column: Int
        let message: String

        /// A fault of a file.
        package init(line: Int, column: Int, message: String) {
            self.line = line
            self.column = column
            self.message = message
        }
    }

    struct Row {
        let line: String
        let column: String
        let text: String
        let message: String
    }

    /// A file without faults.
    struct Sound {
        let sentence: String
        let comparison: String
        let differences: ShownDifferences
        let key: String
    }

    /// Whether the file is without faults.
    package var isSound: Bool { sound != nil }

    package let title: String
    let places: [AdministrationWay]
    let yaml: String
    let rows: [Row]
    let hasFaults: Bool
    let faultCount: String
    let sound: Sound?
    let trouble: String?
    let action: String
    let keepAction: String

    private init(yaml: String, _ faults: [Fault], _ sound: Sound?, trouble: String?, _ language: Language) {
        title = ProtocolPageWord.checkTitle.text[language]
        places = AdministrationPlace.protocols.ways(language)
        self.yaml = yaml
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        rows = faults.map { fault in
            let text = lines.indices.contains(fault.line - 1) ? String(lines[fault.line - 1].prefix(160)) : ""
            return Row(line: String(fault.line), column: String(fault.column), text: text, message: fault.message)
        }
        hasFaults = !faults.isEmpty
        let word: ProtocolPageWord = faults.count == 1 ? .oneFault : .faults
        faultCount = "\(faults.count) \(word.text[language])"
        self.sound = sound
        self.trouble = trouble
        action = ProtocolAddress.check
        keepAction = ProtocolAddress.new
    }

    /// The page before a file was checked, or with what was wrong with it.
    ///
    /// - Parameters:
    ///   - yaml: what was typed.
    ///   - faults: what is wrong, by line.
    ///   - trouble: why it could not be kept.
    ///   - language: of the page.
    package init(yaml: String = "", faults: [Fault] = [], trouble: String? = nil, in language: Language) {
        self.init(yaml: yaml, faults, nil, trouble: trouble, language)
    }

    /// The page with a file without faults.
    ///
    /// - Parameters:
    ///   - yaml: what was typed.
    ///   - careProtocol: the protocol that it holds.
    ///   - active: the active version of it; nil where none is.
    ///   - key: of the form by which it is kept.
    ///   - language: of the page.
    package init(yaml: String, _ careProtocol: CareProtocol, active: CareProtocol?, key: String, in language: Language)
    {
        func word(_ word: ProtocolPageWord) -> String { word.text[language] }
        let differences = active.map { ProtocolDifference.all(from: $0, to: careProtocol) } ?? []
        let comparison = active.map { "\(word(.comparedWith)) \($0.version)" } ?? word(.newProtocol)
        let sound = Sound(
            sentence:
                "\(word(.noFaults)) \(careProtocol.names[language]), \(word(.inVersion)) \(careProtocol.version).",
            comparison: comparison,
            differences: ShownDifferences(differences, language),
            key: key
        )
        self.init(yaml: yaml, [], sound, trouble: nil, language)
    }
}
