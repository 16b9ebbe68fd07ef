// Who does what, what to watch, what comes next and whom to call: the parts of a letter that its reader acts on.
import Criteria
import Domain

extension LetterMatter {
    // MARK: Who does what

    /// What the centre does and what the regional hospital does, as far as steps, courses and actions say.
    var division: ReportSection {
        section(
            .letterDivision,
            [.lines([share(.centreDoes, places.centre), share(.hospitalDoes, places.hospital)])]
        )
    }

    private func share(_ word: LetterWord, _ organisation: Organisation?) -> ReportFact {
        guard organisation != nil || word != .hospitalDoes else {
            return wording.fact(word, ReportValue(wording(LetterWord.noHospital), .nothing))
        }
        let own = organisation.map { [$0.code, $0.name] } ?? []
        let isResponsible = organisation?.code == document.organisation
        func isTheirs(_ place: String?) -> Bool { place.map { own.contains($0) } ?? isResponsible }
        let steps = document.steps.filter { $0.state.isOpen && !$0.state.hasResult && isTheirs($0.organisation) }
            .map { matter.stepName($0.code) }
        let courses = document.treatments.filter { matter.standing(of: $0) != .ended && isTheirs($0.organisation) }
            .map { matter.courseWords($0) }
        var parts: [String] = []
        if !steps.isEmpty { parts.append("\(wording(LetterWord.steps)): \(steps.joined(separator: ", "))") }
        if !courses.isEmpty { parts.append("\(wording(LetterWord.infusions)): \(courses.joined(separator: ", "))") }
        let name = organisation.map { " (\($0.name))" } ?? ""
        let words = parts.isEmpty ? wording(LetterWord.nothingHere) : parts.joined(separator: "; ")
        return ReportFact(
            code: word.rawValue,
            label: wording(word) + name,
            value: ReportValue(words, parts.isEmpty ? .nothing : .plain)
        )
    }

    // MARK: What to watch

    private var isOnImmunoglobulin: Bool {
        let options =
            document.treatments.filter { matter.standing(of: $0) != .ended }.map(\.option)
            + matter.standingChoices.map(\.option)
        return options.contains(.ivig) || options.contains(.scig)
    }

    /// What is known of the treatment that this patient has or is to have, then what this case itself raises.
    var precautions: ReportSection? {
        var blocks: [ReportBlock] = []
        // What this patient reacted to, before what holds for everybody.
        if !matter.reactionAlerts.isEmpty { blocks.append(.lines(matter.reactionAlerts)) }
        if isOnImmunoglobulin {
            let facts: [LetterFact] = [
                .hypersensitivity, .thrombosis, .renal, .haemolysis, .meningitis, .liveVaccines, .measles, .batch,
            ]
            blocks.append(.paragraph(.plain, wording.facts(facts)))
        }
        if document.isAboutMmn(letter.about) {
            blocks.append(.paragraph(.plain, wording.facts([LetterFact.corticosteroid, .anaesthesia])))
        }
        let raised = document.treatments.filter { matter.standing(of: $0) != .ended }.flatMap(matter.currentCautions)
        let alerts = (matter.mergeAlerts + matter.otherAlerts).map(\.value.text)
        if let fact = matter.fact(LetterWord.runningCautions, alerts + raised) { blocks.append(.lines([fact])) }
        return blocks.isEmpty ? nil : section(.letterPrecautions, blocks)
    }

    // MARK: What comes next

    /// Open steps, open actions, the next meeting and the next review, each with its day; those with a day first.
    var nextSteps: ReportSection {
        var rows: [(day: LocalDate?, row: ReportRow)] = []
        func add(_ what: String, _ who: String?, _ day: LocalDate?) {
            let row = ReportRow.cells([
                ReportValue(what), wording.value(text: who, orElse: .notRecorded),
                day.map { wording.value($0) } ?? wording.nothing(.notRecorded),
            ])
            rows.append((day, row))
        }
        let meeting = matter.nextMeeting?.meeting
        for step in document.steps where step.state.isOpen && !step.state.hasResult {
            // The step of the meeting that is planned is told as the meeting itself.
            if step.code == "multidisciplinaryMeeting", meeting != nil { continue }
            let who = [step.assignee?.name, step.organisation].compactMap { $0 }.joined(separator: ", ")
            let state = wording.lowercasingFirst(step.state.label(wording.language))
            add("\(matter.stepName(step.code)) (\(state))", who, step.scheduledOn ?? step.dueOn)
        }
        for action in matter.meetings.flatMap(\.discussion.actions) where action.state == .open {
            add(action.what, action.owner, action.dueOn)
        }
        if let meeting { add(wording(LetterWord.meeting), meeting.chair, wording.day(of: meeting.startsAt)) }
        if let reviewing = matter.reviewingMeeting, let on = reviewing.discussion.nextReviewOn {
            let told = amended(.nextReviewOn, of: reviewing).map { "(\($0))" }
            let review = [wording(LetterWord.review), told].compactMap(\.self)
            add(review.joined(separator: " "), reviewing.discussion.responsibleClinician, on)
        }
        guard !rows.isEmpty else {
            return section(.letterNext, [.paragraph(.nothing, wording(LetterWord.noNextSteps))])
        }
        let sorted = rows.enumerated().sorted { left, right in
            switch (left.element.day, right.element.day) {
            case (let one?, let other?) where one != other: one < other
            case (.some, nil): true
            case (nil, .some): false
            default: left.offset < right.offset
            }
        }.map(\.element.row)
        let columns = [
            wording.column(LetterWord.what), wording.column(LetterWord.who), wording.dates(LetterWord.when),
        ]
        return section(.letterNext, [.table(wording.table(SectionTitle.letterNext, columns, sorted))])
    }

    private var decided: MeetingCase? { matter.decidedMeeting?.discussion }

    /// How a field of what a meeting concluded reads other than it was signed; nil where it does not.
    private func amended(_ field: MeetingOutcomeField, of meeting: WorkupMeeting?) -> String? {
        wording.told(meeting.flatMap(matter.signedCase)) { wording.text(of: field, $0) }
    }

    // MARK: Whom to call

    /// Who answers for the patient, and room for the number: none is recorded.
    var contact: ReportSection {
        let centre = places.centre?.name
        return section(
            .letterContact,
            [
                .lines([
                    wording.fact(
                        LetterWord.responsible,
                        text: [
                            decided?.responsibleClinician ?? document.assignee?.name,
                            amended(.responsibleClinician, of: matter.decidedMeeting).map { "(\($0))" },
                        ].compactMap(\.self).joined(separator: " ")
                    ),
                    wording.fact(LetterWord.follows, text: document.assignee?.name),
                    wording.fact(LetterWord.callAt, text: centre ?? document.organisation),
                    wording.fact(LetterWord.telephone, ReportValue("…………………………")),
                ])
            ]
        )
    }

    /// Greeting with the sender's name, and the sentences that every paper carries.
    var closing: ReportSection {
        section(
            .letterClosing,
            [
                .paragraph(.plain, wording(LetterWord.greeting)), .paragraph(.plain, request.printedBy),
                .paragraph(.fixed, wording(FrameWord.notValidated)), .paragraph(.fixed, wording(FrameWord.noDiagnosis)),
            ]
        )
    }
}
