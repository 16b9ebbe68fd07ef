// The page on which a finding is recorded or corrected, with what the service computes of it and what it finds unlikely.
package import Domain
import Reports

/// The page on which a finding is recorded or corrected.
package struct FindingEditPage: PageModel {
    /// Its words.
    package typealias Words = FindingWord
    /// The name of its template.
    package static let template = "findingedit"

    struct Fact {
        let label: String
        let value: String
        let isNothing: Bool
    }

    package let title: String
    let patient: WorkupFrame
    let form: ShownForm
    let faults: FaultSummary?
    let unlikely: [String]
    let hasUnlikely: Bool
    let previewAddress: String?
    /// How far what is typed is complete; empty where nothing is asked of it, or nothing was read yet.
    let meter: [Fact]
    let hasMeter: Bool
    let drafting: ShownDrafting

    /// The page with its form.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - kind: of the finding.
    ///   - form: as it is to be shown.
    ///   - drafting: the draft of it.
    ///   - unlikely: values to be looked at again before they are kept.
    ///   - previewAddress: where the service computes what the finding says without keeping it; nil where there is nothing
    ///     to compute.
    ///   - typed: what the form holds, where it could be read.
    package init(
        _ subject: WorkupSubject,
        _ kind: FindingKind,
        _ form: TeamForm,
        drafting: FormDrafting,
        unlikely: [String],
        previewAddress: String?,
        typed: Finding? = nil
    ) {
        let word: FindingWord = form.version == nil ? .new : .correcting
        let modality = form.given.first { $0.name == "=/body/modality" }.flatMap { ImagingModality(rawValue: $0.value) }
        let name = subject.wording(modality?.label ?? kind.label)
        self.init(
            subject,
            title: "\(subject.wording(word)): \(name)",
            form,
            drafting: drafting,
            unlikely: unlikely,
            previewAddress: previewAddress,
            typed: typed
        )
    }

    /// The page with its form.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - title: of the page.
    ///   - form: as it is to be shown.
    ///   - drafting: the draft of it.
    ///   - unlikely: values to be looked at again before they are kept.
    ///   - previewAddress: where the service computes what the finding says without keeping it; nil where there is nothing
    ///     to compute.
    ///   - typed: what the form holds, where it could be read.
    package init(
        _ subject: WorkupSubject,
        title: String,
        _ form: TeamForm,
        drafting: FormDrafting,
        unlikely: [String],
        previewAddress: String? = nil,
        typed: Finding? = nil
    ) {
        self.title = title
        patient = WorkupFrame(subject, at: .findings)
        var form = form
        if !unlikely.isEmpty {
            form.groups.append(
                FormGroup(
                    subject.wording(FindingWord.unlikely),
                    [FormField("confirmed", .tick, label: subject.wording(FindingWord.keepAsTyped), isRequired: true)]
                )
            )
        }
        form.given.append(TeamForm.Given("draft", drafting.place.sheet.description))
        self.form = ShownForm(form)
        self.drafting = ShownDrafting(drafting, isTyped: form.typed != nil, subject.wording)
        faults = FaultSummary(form)
        self.unlikely = unlikely
        hasUnlikely = !unlikely.isEmpty
        self.previewAddress = previewAddress
        var meter: [Fact] = []
        if case .nerveConductionStudy(let study)? = typed {
            meter = subject.wording.completeness(of: study, protocolCode: subject.document.protocolCode)
                .map { Fact(label: $0.label, value: $0.value.text, isNothing: $0.value.emphasis == .nothing) }
        }
        self.meter = meter
        hasMeter = !meter.isEmpty
    }
}

/// The page that shows two versions of a finding side by side: the one that stands now and the one that was typed.
package struct FindingConflictPage: PageModel {
    /// Its words.
    package typealias Words = FindingWord
    /// The name of its template.
    package static let template = "conflict"

    struct Hidden {
        let name: String
        let value: String
    }

    struct Choice {
        let id: String
        let name: String
        let label: String
        let theirs: String
        let theirsValue: String
        let mine: String
        let mineValue: String
        let isTheirs: Bool
        let isMine: Bool
    }

    package let title: String
    let patient: WorkupFrame
    let by: String
    let action: String
    let hidden: [Hidden]
    let choices: [Choice]
    let hasChoices: Bool
    let button: String

    /// Two versions side by side.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - base: the form of the version that was corrected.
    ///   - theirs: the form of the version that stands now.
    ///   - typed: what was typed, by the names of the fields.
    ///   - by: who made the version that stands now, and when.
    package init(_ subject: WorkupSubject, base: TeamForm, theirs: TeamForm, typed: [String: String], by: String) {
        let wording = subject.wording
        title = wording(FindingWord.conflict)
        patient = WorkupFrame(subject, at: .findings)
        self.by = by
        action = theirs.action
        button = theirs.button
        let before = base.values
        let labels = Dictionary(theirs.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var now = theirs.values
        var hidden = [Hidden(name: "key", value: theirs.key), Hidden(name: "version", value: "\(theirs.version ?? 1)")]
        var choices: [Choice] = []
        // The reason is the writer's own, and the key and version are those of this page.
        now["/reason"] = typed["/reason"] ?? ""
        for name in Set(now.keys).union(typed.keys).subtracting(["key", "version", "confirmed"]).sorted() {
            let (theirText, myText) = (now[name] ?? "", typed[name] ?? "")
            guard theirText != myText, let field = labels[name] else {
                // What the page gives goes along as it is: of a row that only one of the two has, from that one.
                hidden.append(Hidden(name: name, value: theirText.isEmpty ? myText : theirText))
                continue
            }
            let (isMyChange, isTheirChange) = (before[name] ?? "" != myText, before[name] ?? "" != theirText)
            let nothing = wording(NothingWord.notRecorded)
            choices.append(
                Choice(
                    id: FormID.id(of: name, prefix: ""),
                    name: name,
                    label: field.label,
                    theirs: field.words(of: theirText, nothing: nothing),
                    theirsValue: theirText,
                    mine: field.words(of: myText, nothing: nothing),
                    mineValue: myText,
                    isTheirs: isTheirChange && !isMyChange,
                    isMine: isMyChange && !isTheirChange
                )
            )
        }
        self.hidden = hidden
        self.choices = choices
        hasChoices = !choices.isEmpty
    }
}

extension TeamForm {
    /// Every field of the form.
    var fields: [FormField] { groups.flatMap(\.allFields) }

    /// What stands in the form, by the names of the fields, what the page gives among it.
    var values: [String: String] {
        let all = fields.map { ($0.name, $0.value) } + given.map { ($0.name, $0.value) }
        return Dictionary(all, uniquingKeysWith: { first, _ in first })
    }
}

extension FormField {
    /// A value of the field as a person reads it.
    func words(of value: String, nothing: String) -> String {
        guard !value.isEmpty else { return nothing }
        switch kind {
        case .list(let options, _), .choice(let options): return options.first { $0.value == value }?.label ?? value
        case .tick, .mark: return "✓"
        case .text, .number, .day, .area, .words: return value
        }
    }
}
