// The letters about a case, made of its record: to the regional hospital (who does what, who to call, what comes next) and to
// the general practitioner (summary, diagnosis or what is open, treatment, precautions, who to call).
package import Criteria
package import Domain

/// Whom a letter is for.
package enum LetterRecipient: String, Sendable, Hashable, CaseIterable {
    case regionalHospital, generalPractitioner
}

/// A letter's sender's own part.
package struct LetterRequest: Sendable {
    /// Whom it is for.
    package let to: LetterRecipient
    /// The code of the hospital that it is for; nil leaves that to the record, where it names one and no other.
    package let hospital: String?
    /// Whether what is general to MMN goes with it; nil leaves that to `isAboutMmn`.
    package let about: DiseaseText?
    /// What the sender adds in their own words.
    package let message: String?

    /// At most so many characters of a sender's own words.
    package static let messageCharactersMax = 2_000

    /// A letter to somebody.
    package init(
        to: LetterRecipient,
        hospital: String? = nil,
        about: DiseaseText? = nil,
        message: String? = nil
    ) {
        self.to = to
        self.hospital = hospital
        self.about = about
        self.message = message
    }
}

extension ReportRendering {
    /// The form of a letter's JSON.
    package static let letterFormat = "workup-letter/1"

    /// A letter about a case.
    ///
    /// - Parameters:
    ///   - case: the workup with its protocol.
    ///   - letter: whom it is for, and what the sender adds.
    ///   - criteriaSets: the sets, for their names.
    ///   - organisations: every organisation, to tell centre and regional hospital.
    ///   - request: form, language and who prints.
    ///   - digest: makes the hash.
    /// - Returns: the bytes of the form.
    package static func letter(
        _ case: MeetingReportCase,
        _ letter: LetterRequest,
        criteriaSets: [CriteriaSet],
        organisations: [Organisation],
        _ request: ReportRequest,
        digest: ReportDigest
    ) -> [UInt8] {
        let wording = Wording(request.language, clock: request.clock)
        let matter = CaseMatter(
            document: `case`.document,
            careProtocol: `case`.careProtocol,
            criteriaSets: criteriaSets,
            wording: wording
        )
        let content = LetterMatter(
            matter: matter,
            letter: letter,
            places: LetterPlaces(of: matter.document, among: organisations, chosen: letter.hospital),
            wording: wording,
            request: request
        )
        return SheetReport(
            format: letterFormat,
            kind: "letter",
            title: wording(letter.to == .regionalHospital ? LetterWord.toHospital : .toPractitioner),
            members: [
                ("workup", matter.document.id.description), ("asOf", matter.document.asOf?.description),
                ("to", letter.to.rawValue),
            ],
            banner: matter.patientBanner,
            sections: content.sections,
            identity: matter.patientIdentity,
            request: request
        ).rendered(digest)
    }
}

/// Which organisations have to do with a workup: the centre and the regional hospital, each nil where it is not known.
struct LetterPlaces {
    let centre: Organisation?
    let hospital: Organisation?

    /// Those that take care of the patient by the record: who answers for the workup, who referred, where open steps are and
    /// where treatment is given. Where a result came from is no care, and of two hospitals neither is guessed.
    ///
    /// - Parameters:
    ///   - document: the workup.
    ///   - all: every organisation.
    ///   - chosen: the code of the hospital that the sender chose.
    init(of document: WorkupDocument, among all: [Organisation], chosen: String? = nil) {
        let named =
            [document.organisation, document.referredBy] + document.steps.filter(\.state.isOpen).map(\.organisation)
            + document.treatments.filter { $0.standing(on: document.today) != .ended }.map(\.organisation)
        func only(_ kind: OrganisationKind) -> Organisation? {
            let found = all.filter { place in
                place.kind == kind && named.contains { $0 == place.code || $0 == place.name }
            }
            return found.first { $0.code == document.organisation } ?? (found.count == 1 ? found.first : nil)
        }
        centre = only(.neuromuscularCentre)
        hospital = chosen.map { code in all.first { $0.code == code } } ?? only(.regionalHospital)
    }
}

/// What a letter is made of.
struct LetterMatter {
    let matter: CaseMatter
    let letter: LetterRequest
    let places: LetterPlaces
    let wording: Wording
    let request: ReportRequest

    var document: WorkupDocument { matter.document }

    var sections: [ReportSection] {
        let body: [ReportSection?] =
            switch letter.to {
            case .regionalHospital:
                [head, concerning, message, decisions, division, treatment, precautions, nextSteps, contact, closing]
            case .generalPractitioner:
                [
                    head, concerning, message, decisions, summary, tests, treatment, precautions, nextSteps, contact,
                    closing,
                ]
            }
        return body.compactMap { $0 }
    }

    func section(_ title: SectionTitle, _ blocks: [ReportBlock]) -> ReportSection {
        ReportSection(title: title, heading: wording(title), blocks: blocks)
    }

    // MARK: Head and message

    private var sender: String {
        let own = document.organisation
        let known = [places.centre, places.hospital].compactMap { $0 }.first { $0.code == own }
        return known?.name ?? own
    }

    private var recipient: String {
        switch letter.to {
        case .generalPractitioner: wording(LetterWord.practitioner)
        case .regionalHospital: places.hospital?.name ?? wording(LetterWord.hospital)
        }
    }

    private var head: ReportSection {
        section(
            .letterHead,
            [
                .lines([
                    wording.fact(LetterWord.to, text: recipient), wording.fact(LetterWord.from, text: sender),
                    wording.fact(LetterWord.date, wording.value(wording.day(of: request.printedAt))),
                ]), .paragraph(.plain, wording(LetterWord.dearColleague)),
            ]
        )
    }

    private var message: ReportSection? {
        guard let message = letter.message, !message.isEmpty else { return nil }
        return section(.letterMessage, [.paragraph(.quotation, message)])
    }

    // MARK: What it is about

    /// The question, the clinician's own diagnosis or what is open, and what the criteria answer, which is none.
    private var concerning: ReportSection {
        var facts = [wording.fact(LetterWord.question, text: document.question)]
        if let diagnosis = document.diagnosis {
            let by = [diagnosis.statedBy, diagnosis.statedOn.map { wording.date($0) }].compactMap { $0 }
            let about = by.isEmpty ? "" : " (\(by.joined(separator: ", ")))"
            facts.append(wording.fact(LetterWord.diagnosis, text: diagnosis.text + about))
        } else {
            let word: LetterWord = document.isDiagnosisStated ? .diagnosisOfMeeting : .noDiagnosis
            facts.append(wording.fact(LetterWord.diagnosis, ReportValue(wording(word), .nothing)))
        }
        let open = document.steps.filter { $0.state.isOpen && !$0.state.hasResult }.map { matter.stepName($0.code) }
        if let still = matter.fact(LetterWord.stillOpen, open) { facts.append(still) }
        if let result = document.evaluation?.result {
            let answers = matter.ownSets(result).map {
                "\(matter.setName($0.criteria)): \($0.category.label(wording.language))"
            }
            var words = answers + [wording(LetterWord.notDiagnosis)]
            if matter.ownSets(result).contains(where: { $0.category == .notMet && $0.criteria.hasSuffix("-mmn") }) {
                words.append(wording(LetterFact.criteriaAreNotTreatment.sentence.text))
            }
            if let fact = matter.fact(LetterWord.criteriaAnswers, words) { facts.append(fact) }
        }
        if let flags = matter.redFlagFact { facts.append(flags) }
        return section(.letterAbout, [.lines(facts)])
    }

    /// What the meetings concluded, each field that says something; nil where none discussed the case.
    private var decisions: ReportSection? {
        let blocks = matter.decisionsToTell.flatMap { meeting -> [ReportBlock] in
            let told = matter.told(meeting).map { block -> ReportBlock in
                guard case .facts(let facts) = block else { return block }
                return .facts(facts.filter { $0.value.emphasis != .nothing })
            }
            return meeting.meeting.status == .signed ? told : told + [.paragraph(.note, wording(LetterWord.notSigned))]
        }
        return blocks.isEmpty ? nil : section(.decision, blocks)
    }

    private var summary: ReportSection { section(.summary, matter.briefSummary.blocks) }

    private var tests: ReportSection { section(.tests, conduction + matter.briefTests.blocks) }

    /// The nerves in which some set finds block, what was left out or could not be judged, and motor values outside their
    /// limits; empty where nobody studied conduction.
    private var conduction: [ReportBlock] {
        guard let tally = matter.blockTally else {
            guard !document.caseFile.nerveConductionStudies.isEmpty else { return [] }
            let none = wording.fact(LetterWord.blocked, ReportValue(wording(LetterWord.noSegment), .nothing))
            return [.lines([none] + matter.outsideFacts)]
        }
        var words: [String] = []
        if !tally.isUnknown {
            words.append(tally.nerves.isEmpty ? wording(LetterWord.notBlocked) : tally.nerves.joined(separator: "; "))
        }
        if tally.openCount > 0 {
            words.append(
                "\(wording(LetterWord.notJudged)) \(tally.openCount) \(wording(StepWord.ofSteps)) "
                    + "\(tally.segmentCount) \(wording(LetterWord.segments))"
            )
        }
        if words.isEmpty { words.append(wording(LetterWord.onlyEntrapment)) }
        let left = [matter.entrapmentFact(tally)].compactMap { $0 }
        let blocked = wording.fact(LetterWord.blocked, text: words.joined(separator: "; "))
        return [.lines([blocked] + left + matter.outsideFacts)]
    }

    /// Choices, courses and the last cycle, without charts.
    private var treatment: ReportSection {
        let isReaction = { (fact: ReportFact) in fact.code == ResponseWord.reactions.rawValue }
        let isTold = !matter.reactionAlerts.isEmpty
        let blocks = matter.briefTreatment.blocks.compactMap { block -> ReportBlock? in
            switch block {
            case .chart: return nil
            case .lines(let facts):
                // Reactions that were found stand among what to watch.
                let kept = facts.filter { !(isTold && isReaction($0)) }
                return kept.isEmpty ? nil : .lines(kept)
            default: return block
            }
        }
        return section(.treatment, blocks)
    }
}
