// The parts of a meeting's report one by one, for pages that show one part at a time.
package import Domain

/// A meeting in the words of its report.
package struct MeetingView: Sendable {
    private let matter: MeetingMatter

    /// A meeting with the patients of the cases that its reader may see.
    ///
    /// - Parameters:
    ///   - meeting: the meeting.
    ///   - history: its versions, of a signed one for its amendments.
    ///   - patients: whom its cases are about; of a signed one as known at sign-off.
    ///   - today: the day it is read on.
    ///   - wording: language and clock.
    package init(
        _ meeting: MeetingDocument,
        history: MeetingHistory,
        patients: [MeetingPatient],
        today: LocalDate,
        _ wording: Wording
    ) {
        matter = MeetingMatter(
            meeting: meeting,
            history: history,
            cases: [],
            patients: patients,
            today: today,
            criteriaSets: [],
            wording: wording
        )
    }

    /// What was amended after sign-off, with what was signed beside it; empty where nothing was.
    package var amendments: String { html(matter.amendments) }

    /// What was amended of one case after sign-off; empty where nothing was.
    ///
    /// - Parameter item: the case.
    /// - Returns: the markup.
    package func amendments(_ item: MeetingCase) -> String {
        let ofOne = MeetingDocument(meeting: matter.head, cases: [item])
        return html(
            MeetingMatter(
                meeting: ofOne,
                history: matter.history,
                cases: [],
                patients: matter.patients,
                today: matter.today,
                criteriaSets: [],
                wording: matter.wording
            ).amendments
        )
    }

    /// What changed since somebody saw it; empty where nothing did.
    ///
    /// - Parameter seen: the meeting as it was seen.
    /// - Returns: the markup.
    package func changes(since seen: MeetingState) -> String {
        html(matter.table(.changedSince, matter.changes(since: seen)))
    }

    /// Who was invited, and of a meeting that was held who came.
    package var attendance: String { html([matter.attendance]) }

    /// The name of the patient of a case.
    ///
    /// - Parameter line: the case.
    /// - Returns: the name; nil where the reader may not see the case.
    package func name(of line: MeetingCase) -> String? { matter.known(line).map(CaseMatter.name(of:)) }

    /// What stands beside that name.
    ///
    /// - Parameter line: the case.
    /// - Returns: birth date and first number; nil where there are none, or the reader may not see the case.
    package func details(of line: MeetingCase) -> String? {
        let details = matter.known(line).map(matter.details) ?? []
        return details.isEmpty ? nil : details.joined(separator: ", ")
    }

    /// That a case was amended after sign-off, by whom, when and why; nil where it was not.
    ///
    /// - Parameters:
    ///   - item: the case.
    ///   - versions: its versions, oldest first; those of the history where left out.
    /// - Returns: the words.
    package func amended(_ item: MeetingCase, _ versions: [MeetingCase]? = nil) -> String? {
        SignedCase(versions ?? matter.history.versions(of: item.id), of: matter.head)
            .map { matter.wording.amendments($0.later) }
    }

    /// How something of a case reads other than it was signed; nil where it does not.
    ///
    /// - Parameters:
    ///   - item: the case.
    ///   - versions: its versions, oldest first; those of the history where left out.
    ///   - value: what is asked about, in words.
    /// - Returns: the amendments with what was signed.
    package func amended(
        _ item: MeetingCase,
        _ versions: [MeetingCase]? = nil,
        in value: (MeetingCase) -> String?
    ) -> String? {
        let signed = SignedCase(versions ?? matter.history.versions(of: item.id), of: matter.head)
        return matter.wording.told(signed, value)
    }

    /// Where an action stands.
    ///
    /// - Parameter action: the action.
    /// - Returns: its state, with the day or the reason.
    package func state(_ action: MeetingAction) -> String {
        matter.state(of: action).text
    }

    private func html(_ blocks: [ReportBlock]) -> String {
        guard !blocks.isEmpty else { return "" }
        var writer = HTMLWriter(reservingBytes: 4 << 10)
        writer.blocks(blocks, level: 3)
        return writer.string
    }
}
