// What becomes of a case of a meeting step by step, and what never does: nothing that was decided or written goes off the record.
import Domain
import Records

extension MeetingHead {
    /// Passes where agenda and outcomes can still be written.
    func requireOpen() throws(UseCaseError) {
        switch status {
        case .planned, .held: return
        case .signed: throw .meetingSigned
        case .cancelled: throw .writingCancelled
        }
    }
}

extension MeetingCase {
    /// Passes where a change leaves what the case holds on the record: what was settled is settled for good, and only a case that
    /// holds nothing goes off the agenda.
    ///
    /// - Parameters:
    ///   - head: of its meeting.
    ///   - next: the case as it would be.
    /// - Throws: `UseCaseError`.
    func requireKept(in head: MeetingHead, as next: MeetingCase) throws(UseCaseError) {
        if head.status == .cancelled { throw .writingCancelled }
        if next.status == .removed {
            if head.status == .signed { throw .meetingSigned }
            guard status == .planned, !holdsOutcome, !next.holdsOutcome else { throw .caseHasOutcome }
        }
        if next.status == .planned, status != .planned { throw .caseSettled }
    }

    /// Passes when a discussed case has its decision, and one that was not discussed its reason.
    func requireOutcome() throws(UseCaseError) {
        if status == .discussed, (decision ?? "").isEmpty {
            throw .invalid(
                "/decision",
                .missing,
                en: "A discussed case needs its decision.",
                nl: "Een besproken casus heeft een besluit nodig."
            )
        }
        if status == .notDiscussed, (notDiscussedReason ?? "").isEmpty {
            throw .invalid(
                "/notDiscussedReason",
                .missing,
                en: "Say why the case was not discussed.",
                nl: "Geef aan waarom de casus niet besproken is."
            )
        }
    }

    /// Passes where the case may be settled so: on the day of its meeting or later, and as not discussed only while nothing stands
    /// there that a discussion came to.
    ///
    /// - Parameters:
    ///   - next: the case as it would be.
    ///   - day: of its meeting.
    ///   - today: the day of the change.
    /// - Throws: `UseCaseError`.
    func requireSettling(as next: MeetingCase, of day: LocalDate, today: LocalDate) throws(UseCaseError) {
        guard next.isSettled, next.status != status else { return }
        guard day <= today else { throw .settlingNotBegun }
        let standing: [MeetingOutcomeField] = [.diagnosis, .decision, .dissent]
        guard next.status != .notDiscussed || !next.writtenFields.contains(where: standing.contains) else {
            throw status == .discussed ? .decisionStands : .textStands
        }
    }
}

extension MeetingDocument {
    /// Passes where the meeting may be moved to a day that is still to come: what it decided would be of a day to come.
    func requireUndecided() throws(UseCaseError) {
        guard cases.contains(where: { $0.status == .discussed }) else { return }
        throw .invalid(
            "/startsAt",
            .contradiction,
            en: "Cases of this meeting are decided on: it is not moved to a day that is still to come.",
            nl: "Over casussen van dit overleg is besloten: het wordt niet verplaatst naar een dag die nog komt."
        )
    }

    /// Passes where nothing is hidden by cancelling the meeting: none of its cases holds a decision, an action, or text. Of cases
    /// that the caller does not see, the schema says so.
    ///
    /// - Parameter names: the names of the patients by workup.
    /// - Throws: `UseCaseError`.
    func requireNothingHeld(_ names: [ID<Workup>: String]) throws(UseCaseError) {
        let held = cases.enumerated().filter { $0.element.holdsDecision }
        guard !held.isEmpty else { return }
        let named = held.map { "\($0.offset + 1). \(names[$0.element.workupID] ?? $0.element.id.description)" }
        throw .meetingHasOutcomes(named.joined(separator: "; "))
    }
}

extension RecordTransaction {
    /// Passes where a meeting may be cancelled.
    func requireNothingHeld(_ document: MeetingDocument) async throws {
        let patients = try await patients(of: document.cases, asOf: nil).map { ($0.workupID, $0.patient.familyName) }
        try document.requireNothingHeld(Dictionary(patients) { first, _ in first })
    }
}

extension UseCaseError {
    /// What the case holds stays.
    static var caseHasOutcome: UseCaseError {
        UseCaseError(
            .conflict,
            "case-has-outcome",
            en:
                "The case holds text of its outcome, or actions: it stays in the meeting. Settle or amend the outcome instead, "
                + "or take the text away first where it was typed by mistake.",
            nl:
                "De casus bevat tekst van de uitkomst, of acties: die blijft in het overleg. Leg de uitkomst vast of vul die "
                + "aan, of haal de tekst eerst weg als die per vergissing is getypt."
        )
    }

    /// What was settled does not become open again.
    fileprivate static var caseSettled: UseCaseError {
        UseCaseError(
            .conflict,
            "case-has-outcome",
            en:
                "What came of the case is settled, and it does not become open again. Change or amend its outcome instead.",
            nl:
                "De uitkomst van de casus is vastgelegd; die wordt niet weer open. Wijzig de uitkomst of vul die aan."
        )
    }

    /// In a meeting that did not take place nothing is written down.
    static var writingCancelled: UseCaseError {
        UseCaseError(
            .conflict,
            "meeting-cancelled",
            en:
                "The meeting was cancelled, and nothing is written down in it. If it was held after all, change its status "
                + "first.",
            nl:
                "Het overleg is geannuleerd; er wordt niets in vastgelegd. Is het toch gehouden, wijzig dan eerst de stand."
        )
    }

    /// What is still to come decides nothing.
    fileprivate static var settlingNotBegun: UseCaseError {
        UseCaseError(
            .conflict,
            "meeting-not-begun",
            en:
                "The meeting has not begun: what comes of a case can be settled from the day of the meeting. Text that is "
                + "typed in the room beforehand is kept. If the meeting was held earlier, change its time.",
            nl:
                "Het overleg is nog niet begonnen: een uitkomst kan vanaf de dag van het overleg worden vastgelegd. Tekst die "
                + "vooraf in de zaal is getypt blijft bewaard. Was het overleg eerder, wijzig dan de tijd."
        )
    }

    /// What was discussed and decided was discussed.
    fileprivate static var decisionStands: UseCaseError {
        invalid(
            "/status",
            .contradiction,
            en: "A decision stands, so that the case was discussed. Amend the decision if it is not what was decided.",
            nl: "Er staat een besluit, dus de casus is besproken. Wijzig het besluit als dat niet klopt."
        )
    }

    /// What was typed of a discussion would be told nowhere.
    fileprivate static var textStands: UseCaseError {
        invalid(
            "/status",
            .contradiction,
            en:
                "A diagnosis, decision or dissent is typed here, which a case that was not discussed does not have. Take that "
                + "text away first, or keep the case as discussed.",
            nl:
                "Hier staat een diagnose, besluit of afwijkend standpunt, en dat heeft een niet besproken casus niet. Haal die "
                + "tekst eerst weg, of leg de casus vast als besproken."
        )
    }

    /// Cancelling would hide what cases hold.
    fileprivate static func meetingHasOutcomes(_ cases: String) -> UseCaseError {
        UseCaseError(
            .conflict,
            "meeting-has-outcomes",
            en:
                "The meeting is not cancelled: something is decided, typed or agreed on of these cases: \(cases). If the "
                + "meeting took place, say that it was held. If not, take the text away in the room first; what is settled or "
                + "agreed on stays.",
            nl:
                "Het overleg wordt niet geannuleerd: van deze casussen is iets besloten, getypt of afgesproken: \(cases). Is het "
                + "overleg gehouden, geef dat dan aan. Zo niet, haal dan eerst in de zaal de tekst weg; wat is vastgelegd of "
                + "afgesproken blijft staan."
        )
    }

    /// Cancelling would hide what cases hold that the caller does not see: the schema says so, of every case.
    static var hiddenOutcomes: UseCaseError {
        UseCaseError(
            .conflict,
            "meeting-has-outcomes",
            en:
                "The meeting is not cancelled: something is decided, typed or agreed on of a case that is not shared with you. "
                + "Ask the team that answers for it. If the meeting took place, say that it was held.",
            nl:
                "Het overleg wordt niet geannuleerd: er is iets besloten, getypt of afgesproken van een casus die niet met u is "
                + "gedeeld. Vraag het verantwoordelijke team. Is het overleg gehouden, geef dat dan aan."
        )
    }
}
