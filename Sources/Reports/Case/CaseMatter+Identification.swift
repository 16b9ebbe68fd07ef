// The banner of every page, the question and the identification.
import Domain

extension CaseMatter {
    /// `VISSER, Jan Pieter`.
    static func name(of patient: PatientDocument) -> String {
        let family = patient.familyName.uppercased()
        let given = patient.givenNames.joined(separator: " ")
        return given.isEmpty ? family : "\(family), \(given)"
    }

    /// What stands on every page.
    var banner: ReportBanner {
        ReportBanner(
            name: CaseMatter.name(of: document.patient),
            identity: bannerIdentity,
            state: bannerState,
            alerts: alerts,
            asOf: document.asOf.map {
                "\(wording(FrameWord.asOf)) \(wording.instant($0)). \(wording(FrameWord.asOfExplanation))"
            }
        )
    }

    /// Birth date with age, sex, then every identifier with its type.
    private var bannerIdentity: [ReportFact] {
        var facts = [
            ReportFact(code: "born", label: wording(FrameWord.born), value: birthDate),
            ReportFact(code: "sex", label: wording(FrameWord.sex), value: wording.value(document.patient.sex)),
        ]
        facts += document.patient.identifiers.map { identifier in
            ReportFact(
                code: identifier.system.description,
                label: identifierLabel(identifier),
                value: ReportValue(identifier.masked)
            )
        }
        return facts
    }

    private var birthDate: ReportValue {
        guard let birthDate = document.patient.birthDate else { return wording.nothing(.notRecorded) }
        // Of a birth date known only to the month or year, every age that it allows.
        let oldest = birthDate.firstDay.completedYears(until: document.today)
        let youngest = birthDate.lastDay.completedYears(until: document.today)
        let age = oldest == youngest ? "\(oldest)" : "\(youngest)–\(oldest)"
        return ReportValue(
            "\(wording.date(birthDate)) (\(age) \(wording(FrameWord.age)))",
            code: birthDate.description
        )
    }

    private var bannerState: [ReportFact] {
        var facts = [
            ReportFact(
                code: "protocol",
                label: wording(MeetingWord.protocolName),
                value: ReportValue(protocolName, code: document.protocolCode)
            )
        ]
        if document.status == .open, let step = nextStep {
            var text = stepName(step.code)
            if let days = step.waitingDays {
                text += ", " + wording.count(days, one: FrameWord.dayWaiting, many: FrameWord.daysWaiting)
            }
            if step.isOverdue { text += ", \(wording(StepWord.overdue))" }
            facts.append(
                ReportFact(
                    code: "nextStep",
                    label: wording(FrameWord.nextStep),
                    value: ReportValue(text, code: step.code, step.isOverdue ? .warning : .plain)
                )
            )
        }
        if let meeting = nextMeeting {
            facts.append(
                ReportFact(
                    code: "nextMeeting",
                    label: wording(FrameWord.nextMeeting),
                    value: wording.value(meeting.meeting.startsAt)
                )
            )
        }
        if let days = cycles.last?.daysSinceLast {
            facts.append(
                ReportFact(
                    code: "infusionInterval",
                    label: wording(FrameWord.interval),
                    value: ReportValue(
                        wording.count(days, one: FrameWord.dayInterval, many: FrameWord.daysInterval),
                        code: String(days)
                    )
                )
            )
        }
        return facts
    }

    /// `Multifocal motor neuropathy (MMN), version 1`.
    var protocolName: String {
        "\(careProtocol.names[language]), \(wording(FrameWord.version)) \(document.protocolVersion)"
    }

    /// The open step to look at first: overdue before dated, dated before undated, then the order of the protocol.
    private var nextStep: StepDocument? {
        document.steps.enumerated().filter { $0.element.state.isOpen }.min { left, right in
            let (one, other) = (left.element, right.element)
            if one.isOverdue != other.isOverdue { return one.isOverdue }
            switch (one.dueOn, other.dueOn) {
            case (let a?, let b?) where a != b: return a < b
            case (.some, nil): return true
            case (nil, .some): return false
            default: return left.offset < right.offset
            }
        }?.element
    }

    /// The meeting planned next, seen from the day of the document; one of that day is still next while it is planned.
    var nextMeeting: WorkupMeeting? {
        document.meetings.filter(isAhead).min { $0.meeting.startsAt < $1.meeting.startsAt }
    }

    /// Whether a case stands on the agenda of a meeting that is planned for this day or later.
    func isAhead(_ meeting: WorkupMeeting) -> Bool {
        meeting.meeting.status == .planned && meeting.discussion.status == .planned
            && document.today <= wording.day(of: meeting.meeting.startsAt)
    }

    private func identifierLabel(_ identifier: PatientIdentifier) -> String {
        identifier.system.label(language)
    }

    // MARK: Sections

    var question: ReportSection {
        var blocks: [ReportBlock] = []
        if let question = document.question, !question.isEmpty {
            blocks.append(.paragraph(.quotation, question))
        } else {
            blocks.append(.paragraph(.nothing, "\(wording(FrameWord.question)): \(wording(NothingWord.notRecorded))."))
        }
        if let meeting = latestMeeting {
            let asked = meeting.discussion.question
            let amended = wording.told(signedCase(meeting), \.question)
            if amended != nil || (asked != nil && asked != document.question) {
                var facts = [wording.fact(FrameWord.questionAtMeeting, text: asked)]
                if let amended {
                    facts.append(
                        ReportFact(
                            code: "\(FrameWord.questionAtMeeting.rawValue).signed",
                            label: wording(MeetingWord.amended),
                            value: ReportValue(amended)
                        )
                    )
                }
                blocks.append(.facts(facts))
            }
        }
        return section(.question, blocks)
    }

    /// The meeting that the report is about: the one planned next, else the last.
    var latestMeeting: WorkupMeeting? {
        nextMeeting
            ?? document.meetings.filter { $0.discussion.status != .removed && $0.meeting.status != .cancelled }
            .max { $0.meeting.startsAt < $1.meeting.startsAt }
    }

    var identification: ReportSection {
        var facts = [
            wording.fact(FrameWord.name, text: CaseMatter.name(of: document.patient)),
            ReportFact(code: "birthDate", label: wording(MeetingWord.born), value: birthDate),
            wording.fact(FrameWord.sex, wording.value(document.patient.sex)),
        ]
        facts += document.patient.identifiers.map { identifier in
            ReportFact(
                code: identifier.system.description,
                label: identifierLabel(identifier),
                value: ReportValue(identifier.masked)
            )
        }
        facts += [
            wording.fact(FrameWord.protocolAndVersion, ReportValue(protocolName, code: document.protocolCode)),
            wording.fact(FrameWord.workupID, text: document.id.description),
        ]
        facts += frameFacts
        var blocks: [ReportBlock] = [.facts(facts)]
        if document.patient.identifiers.contains(where: \.system.isNational) {
            blocks.append(.paragraph(.note, wording(FrameWord.masked)))
        }
        return section(.identification, blocks)
    }

    /// When the workup was opened and how it stands, who asked and who answers for it, and what it was taken from.
    var frameFacts: [ReportFact] {
        [
            wording.fact(FrameWord.openedOn, wording.value(document.openedOn)),
            wording.fact(FrameWord.status, status),
            wording.fact(FrameWord.referredBy, text: document.referredBy),
            wording.fact(FrameWord.organisation, text: document.organisation),
            wording.fact(FrameWord.assignee, text: document.assignee?.name),
            wording.fact(FrameWord.source, source),
        ]
    }

    private var status: ReportValue {
        var text = document.status.label(language)
        if let on = document.closedOn { text += " \(wording.date(on))" }
        if let reason = document.closeReason { text += ": \(reason)" }
        return ReportValue(text, code: document.status.rawValue)
    }

    private var source: ReportValue {
        guard let source = document.source else { return wording.nothing(.notRecorded) }
        let parts = [source.kind.label(language), source.citation, source.doi.map { "doi \($0)" }, source.note]
        return ReportValue(parts.compactMap { $0 }.joined(separator: "; "), code: source.kind.rawValue)
    }

    var closing: ReportSection {
        var blocks: [ReportBlock] = []
        if careProtocol.isSignedOff {
            let names = careProtocol.signedOffBy.map { "\($0.name) (\(wording.date($0.on)))" }
            blocks.append(.paragraph(.fixed, "\(wording(FrameWord.signedOff)) \(names.joined(separator: ", "))."))
        } else {
            blocks.append(.paragraph(.fixed, wording(FrameWord.notValidated)))
        }
        blocks.append(.paragraph(.fixed, wording(FrameWord.noDiagnosis)))
        return section(.closing, blocks)
    }

    /// Identifier and version, as the footer prints them.
    var footerIdentity: String {
        let patient = document.patient.identifiers.first.map { "\(identifierLabel($0)) \($0.masked)" }
        let version =
            "\(wording(FrameWord.reportVersion)) \(CaseReport.format), \(wording(FrameWord.workup)) "
            + "\(document.id), \(wording(FrameWord.version)) \(document.version)"
        return [patient, version].compactMap { $0 }.joined(separator: " · ")
    }
}
