// The parts of a meeting's report one by one, for pages that show one part at a time.
package import Criteria
package import Domain

/// A meeting in the words of its report.
package struct MeetingView: Sendable {
    private let matter: MeetingMatter

    /// A meeting with the cases that its reader may see.
    ///
    /// - Parameters:
    ///   - meeting: the meeting.
    ///   - history: its versions, of a signed one for its amendments.
    ///   - cases: its cases; of a signed one as known at sign-off.
    ///   - criteriaSets: the sets, for their names.
    ///   - wording: language and clock.
    package init(
        _ meeting: MeetingDocument,
        history: MeetingHistory,
        cases: [MeetingReportCase],
        criteriaSets: [CriteriaSet],
        _ wording: Wording
    ) {
        matter = MeetingMatter(
            meeting: meeting,
            history: history,
            cases: cases,
            criteriaSets: criteriaSets,
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
                cases: matter.cases,
                criteriaSets: matter.criteriaSets,
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

    /// What stands on an agenda line for its patient.
    ///
    /// - Parameter line: the case.
    /// - Returns: name and birth date; nil where the reader may not see the case.
    package func patient(_ line: MeetingCase) -> String? {
        matter.cases.first { $0.document.id == line.workupID }.map { matter.patient(line, $0.document.patient).text }
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
