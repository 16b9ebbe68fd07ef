// The page between typing an administration and recording it: the cautions first, then what was typed.
import Criteria
package import Domain
import FoundationEssentials
import Reports

/// The check of an administration before it is recorded.
package struct AdministrationCheckPage: PageModel {
    /// Its words.
    package typealias Words = LedgerWord
    /// The name of its template.
    package static let template = "administrationcheck"

    struct Caution {
        let effect: String
        let text: String
        let source: String
        let isHeavy: Bool
    }

    struct Fact {
        let label: String
        let value: String
        let isNothing: Bool
    }

    package let title: String
    let patient: WorkupFrame
    let course: String
    let cautions: [Caution]
    let hasCautions: Bool
    let isRefused: Bool
    let facts: [Fact]
    /// By which it is recorded; nil where it is refused.
    let confirm: ShownForm?
    /// By which the form comes again with what was typed.
    let change: ShownForm
    let faults: FaultSummary?

    /// What was typed, and what the rules say of it.
    package struct Checked: Sendable {
        let administration: Administration
        let details: AdministrationDetails?
        let cautions: [RaisedCaution]

        /// What was typed, and what the rules say of it.
        ///
        /// - Parameters:
        ///   - administration: what is to be recorded.
        ///   - details: what else is kept of it.
        ///   - cautions: what the rules say, as programs are told it.
        /// - Throws: `Faults` where they cannot be read.
        package init(
            _ administration: Administration,
            _ details: AdministrationDetails?,
            cautions: [JSONValue]
        ) throws(Faults) {
            self.administration = administration
            self.details = details
            var read: [RaisedCaution] = []
            for caution in cautions { read.append(try RaisedCaution.codec.decode(caution)) }
            self.cautions = read
        }
    }

    /// The check.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - course: the course.
    ///   - checked: what was typed and what the rules say of it.
    ///   - values: what was typed, by the names of the fields.
    ///   - key: of the form by which it is recorded.
    ///   - typed: what was typed on this page, where it could not be recorded.
    package init(
        _ subject: WorkupSubject,
        _ course: CourseDocument,
        _ checked: Checked,
        values: [String: String],
        key: String,
        _ typed: FormTyped? = nil
    ) {
        let wording = subject.wording
        title = wording(LedgerWord.checkTitle)
        patient = WorkupFrame(subject, at: .treatment)
        self.course = subject.name(of: course)
        // What stops it stands first.
        let order: [CautionEffect] = [.refuses, .needsReason, .informs]
        let sorted = order.flatMap { effect in checked.cautions.filter { $0.askedHere == effect } }
        cautions = sorted.map { caution in
            Caution(
                effect: wording(caution.askedHere.label),
                text: caution.inFull.text(wording.language),
                source: "\(subject.citation(caution.source)) · \(wording(caution.status.label))",
                isHeavy: caution.askedHere != .informs
            )
        }
        hasCautions = !cautions.isEmpty
        isRefused = sorted.first?.askedHere == .refuses
        facts = subject.facts(checked)
        let base = "/workups/\(subject.document.id)/treatment/courses/\(course.id)/administrations"
        let own: Set<String> = ["key", "version", "/reason", "change", "confirm"]
        let given = values.filter { !own.contains($0.key) }.sorted { $0.key < $1.key }
            .map { TeamForm.Given($0.key, $0.value) }
        var change = TeamForm(action: "\(base)/check", [], button: wording(LedgerWord.change), key: "\(key)-change")
        change.given = given + [TeamForm.Given("change", "true")]
        self.change = ShownForm(change)
        let needsReason = sorted.contains { $0.askedHere == .needsReason }
        let reason = FormField(
            "/reason",
            .area(rows: 2),
            label: wording(StepPageWord.reason),
            hint: wording(LedgerWord.reasonNeeded),
            isRequired: true
        )
        var confirm = TeamForm(
            action: "\(base)/new",
            needsReason ? [FormGroup(nil, [reason])] : [],
            button: wording(LedgerWord.record),
            key: key
        )
        confirm.given = given
        confirm.typed = typed
        self.confirm = isRefused ? nil : ShownForm(confirm)
        faults = FaultSummary(confirm)
    }
}

extension RaisedCaution {
    /// What it asks of whoever records an administration: one without its batch takes a reason.
    fileprivate var askedHere: CautionEffect {
        code == .lotMissing && effect == .informs ? .needsReason : effect
    }
}

extension WorkupSubject {
    fileprivate func facts(_ checked: AdministrationCheckPage.Checked) -> [AdministrationCheckPage.Fact] {
        let (given, details) = (checked.administration, checked.details)
        func fact(_ label: String, _ value: String?) -> AdministrationCheckPage.Fact {
            .init(label: label, value: value ?? wording(NothingWord.notRecorded), isNothing: value == nil)
        }
        func unit(_ value: Decimal?, _ unit: String) -> String? {
            value.map { "\(wording.number($0))\u{A0}\(unit)" }
        }
        let hasDose = given.grams != nil && given.bodyWeightKg != nil
        let rates = details?.ratesMlPerKgPerHour ?? []
        let reactions = (details?.reactions).map { reactions in
            reactions.isEmpty
                ? wording(LedgerWord.noReaction)
                : reactions.map { wording($0.code.label) }.joined(separator: ", ")
        }
        return [
            fact(wording(TreatmentPageWord.givenOn), wording.date(given.on)),
            fact(wording(TreatmentPageWord.product), given.product), fact(wording(TreatmentPageWord.lot), given.lot),
            fact(wording(TreatmentPageWord.grams), unit(given.grams, "g")),
            fact(wording(TreatmentPageWord.weight), unit(given.bodyWeightKg, "kg")),
            AdministrationCheckPage.Fact(
                label: wording(LedgerWord.perKg),
                value: hasDose
                    ? "\(perKg(given.grams, given.bodyWeightKg))\u{A0}g/kg" : wording(NothingWord.notAssessable),
                isNothing: !hasDose
            ),
            fact(wording(TreatmentPageWord.manufacturer), details?.manufacturer),
            fact(wording(TreatmentPageWord.expiresOn), details?.expiresOn.map { wording.date($0) }),
            fact(
                wording(LedgerWord.rate),
                rates.isEmpty ? nil : rates.map { wording.number($0) }.joined(separator: " → ")
            ),
            fact(wording(TreatmentPageWord.reaction), reactions), fact(wording(StepWord.note), given.note),
        ]
    }
}
