// The treatment of a workup: what was chosen and given and what came of it, and the options with guidance and cautions.
import Criteria
package import Domain
import Reports

/// The treatment of a workup.
package struct TreatmentPage: PageModel {
    /// Its words.
    package typealias Words = TreatmentPageWord
    /// The name of its template.
    package static let template = "treatment"

    struct Link {
        let text: String
        let address: String
    }

    struct Choice {
        let head: String
        let facts: [Fact]
    }

    struct Fact {
        let label: String
        let value: String
    }

    struct Course {
        let name: String
        let links: [Link]
    }

    package let title: String
    let patient: WorkupFrame
    let lead: String
    let optionsAddress: String?
    let choices: [Choice]
    let hasChoices: Bool
    let courses: [Course]
    let courseLinks: [Link]
    let hasLinks: Bool
    let content: TrustedHTML
    let hasContent: Bool
    let ledger: TreatmentLedger
    let batches: Link?
    let outcome: TrustedHTML
    let conditions: ConditionList
    let conditionsTitle: String
    let conditionsLead: String
    let noConditions: String
    let newCondition: String

    /// The treatment of a workup.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - versions: every version of its administrations and measurements, in the order in which they were recorded.
    ///   - showsAll: whether every line of the ledger is shown, however many there are.
    package init(_ subject: WorkupSubject, versions: [TreatmentVersion] = [], showsAll: Bool = false) {
        let (wording, document) = (subject.wording, subject.document)
        title = wording(WorkupWord.treatment)
        patient = WorkupFrame(subject, at: .treatment)
        let running = document.treatments.filter { $0.standing(on: document.today) == .running }
        lead =
            running.isEmpty
            ? wording(TreatmentPageWord.noneRunning)
            : "\(wording(TreatmentPageWord.running)): \(running.map(subject.name).joined(separator: "; "))."
        optionsAddress = subject.address("/treatment/options")
        choices = document.choices.reversed().map(subject.choice)
        hasChoices = !document.choices.isEmpty
        let canRecord = subject.may(.recordTreatment)
        courses =
            canRecord
            ? document.treatments.reversed().map { course in
                let base = "/treatment/courses/\(course.id)"
                return Course(
                    name: subject.name(of: course),
                    links: [
                        Link(
                            text: wording(TreatmentPageWord.recordGiving),
                            address: subject.address("\(base)/administrations/new")
                        ),
                        Link(text: wording(TreatmentPageWord.changeCourse), address: subject.address("\(base)/change")),
                    ]
                )
            } : []
        courseLinks =
            canRecord
            ? [
                Link(
                    text: wording(TreatmentPageWord.startCourse),
                    address: subject.address("/treatment/courses/new")
                ),
                Link(
                    text: wording(TreatmentPageWord.recordOutcome),
                    address: subject.address("/treatment/outcomes/new")
                ),
            ] : []
        hasLinks = canRecord
        // What was chosen stands above, and what was given below, line by line.
        let told = subject.view.blocks(.treatment, table: TreatmentWord.courses.rawValue)
        content = TrustedHTML(told)
        hasContent = !told.isEmpty
        ledger = TreatmentLedger(subject, versions, showsAll: showsAll)
        batches =
            subject.rights.contains(.findLots)
            ? Link(text: wording(BatchWord.title), address: "/batches") : nil
        outcome = TrustedHTML(subject.view.blocks(.outcome))
        conditions = ConditionList(subject)
        conditionsTitle = wording(ConditionWord.title)
        conditionsLead = wording(ConditionWord.lead)
        noConditions = wording(ConditionWord.nothing)
        newCondition = wording(ConditionWord.new)
    }
}

extension WorkupSubject {
    /// `IVIg, since 2 Mar 2026`.
    func name(of course: CourseDocument) -> String {
        let standing = course.standing(on: document.today)
        let since = standing == .planned ? wording(TreatmentWord.plannedFrom) : wording(StepWord.since)
        let until = standing == .ended ? wording(TreatmentPageWord.until) : wording(TreatmentWord.plannedUntil)
        let started = course.startedOn.map { "\(since) \(wording.date($0))" }
        let ended = course.endedOn.map { "\(until) \(wording.date($0))" }
        return [wording(course.option.label), course.substance, started, ended].compactMap(\.self).joined(
            separator: ", "
        )
    }

    fileprivate func choice(_ choice: ChoiceDocument) -> TreatmentPage.Choice {
        var facts = [
            TreatmentPage.Fact(
                label: wording(TreatmentPageWord.participants),
                value: choice.participants.joined(separator: ", ")
            ),
            TreatmentPage.Fact(label: wording(TreatmentPageWord.preference), value: choice.patientPreference),
        ]
        if let reason = choice.reason {
            facts.append(TreatmentPage.Fact(label: wording(StepPageWord.reason), value: reason))
        }
        if let trial = choice.trial {
            facts.append(
                TreatmentPage.Fact(
                    label: wording(TreatmentPageWord.trial),
                    value: "\(trial.goal) · \(wording(trial.measure.label)) · \(wording.date(trial.judgedOn)) · "
                        + trial.stoppingRule.text
                )
            )
        }
        if let by = choice.recordedBy {
            facts.append(TreatmentPage.Fact(label: wording(FrameWord.recordedBy), value: by))
        }
        return TreatmentPage.Choice(
            head: "\(wording.date(choice.chosenOn)): \(wording(choice.option.label))",
            facts: facts
        )
    }
}

/// The options of the protocol, with guidance and the cautions that stand today.
package struct TreatmentOptionsPage: PageModel {
    /// Its words.
    package typealias Words = TreatmentPageWord
    /// The name of its template.
    package static let template = "options"

    struct Caution {
        let text: String
        let source: String
        let effect: String
    }

    struct Option {
        let name: String
        let position: String
        let leaflet: String
        let guidance: String
        let doses: [String]
        let status: String
        let cautions: [Caution]
        let hasCautions: Bool
        let needsReason: Bool
        let address: String?
        let choose: String
    }

    package let title: String
    let patient: WorkupFrame
    let options: [Option]

    /// The options of the protocol.
    package init(_ subject: WorkupSubject) {
        title = subject.wording(TreatmentPageWord.options)
        patient = WorkupFrame(subject, at: .treatment)
        let guidance = TreatmentGuidance(of: subject.document, by: subject.careProtocol)
        options = subject.careProtocol.options.map { subject.option($0, guidance) }
    }
}

extension WorkupSubject {
    fileprivate func option(_ option: ProtocolOption, _ guidance: TreatmentGuidance) -> TreatmentOptionsPage.Option {
        let cautions = guidance.cautions(choosing: option.code, on: document.today)
        let sources = option.sources.map { citation($0) }.joined(separator: "; ")
        return TreatmentOptionsPage.Option(
            name: option.names[language],
            position: wording(option.position.label),
            leaflet: wording(option.leaflet.label),
            guidance: wording(option.guidance),
            doses: option.doses.map { wording($0.statement.text) },
            status: [sources, wording(option.status.label)].filter { !$0.isEmpty }.joined(separator: " · "),
            cautions: cautions.map(caution),
            hasCautions: !cautions.isEmpty,
            needsReason: guidance.needsReason(choosing: option.code, on: document.today),
            address: may(.chooseTreatment) ? address("/treatment/choose/\(option.code.rawValue)") : nil,
            choose: "\(wording(TreatmentPageWord.choose)): \(option.names[language])"
        )
    }

    fileprivate func caution(_ caution: RaisedCaution) -> TreatmentOptionsPage.Caution {
        TreatmentOptionsPage.Caution(
            text: caution.inFull.text(language),
            source: "\(citation(caution.source)) · \(wording(caution.status.label))",
            effect: wording(caution.effect.label)
        )
    }
}
