// The list of meetings, and the page of one form about a meeting.
package import Domain
package import Reports

/// The list of meetings: what is planned first, then what has been.
package struct MeetingsPage: PageModel {
    /// Its words.
    package typealias Words = MeetingPageWord
    /// The name of its template.
    package static let template = "meetings"

    struct Row {
        let address: String
        let when: String
        let organisation: String
        let chair: String
        let place: String
        let state: String
    }

    struct Group {
        let id: String
        let heading: String
        let rows: [Row]
        let hasRows: Bool
        let nothing: String
    }

    package let title: String
    let groups: [Group]
    let planAddress: String?

    /// The list.
    ///
    /// - Parameters:
    ///   - heads: the meetings.
    ///   - now: what is over by then counts as past.
    ///   - mayPlan: whether the reader may plan one.
    ///   - wording: language and clock.
    package init(_ heads: [MeetingHead], now: Instant, mayPlan: Bool, _ wording: Wording) {
        title = wording(MeetingPageWord.title)
        planAddress = mayPlan ? "/meetings/new" : nil
        func rows(_ heads: [MeetingHead]) -> [Row] {
            heads.map { head in
                Row(
                    address: "/meetings/\(head.id)",
                    when: wording.instant(head.startsAt),
                    organisation: head.organisation,
                    chair: head.chair ?? wording(NothingWord.notRecorded),
                    place: head.place ?? wording(NothingWord.notRecorded),
                    state: wording(head.status.label)
                )
            }
        }
        func group(_ id: String, _ heading: MeetingPageWord, _ nothing: MeetingPageWord, _ heads: [MeetingHead])
            -> Group
        {
            let rows = rows(heads)
            return Group(
                id: id,
                heading: wording(heading),
                rows: rows,
                hasRows: !rows.isEmpty,
                nothing: wording(nothing)
            )
        }
        // One that was not held or signed stays among the planned ones until somebody says what became of it.
        let isComing = { (head: MeetingHead) in head.status == .planned || head.startsAt > now }
        let order = { (one: MeetingHead, other: MeetingHead) in (one.startsAt, one.id) < (other.startsAt, other.id) }
        groups = [
            group("planned", .planned, .nonePlanned, heads.filter(isComing).sorted(by: order)),
            group("past", .past, .nonePast, heads.filter { !isComing($0) }.sorted { order($1, $0) }),
        ]
    }
}

/// A page with one form about a meeting.
package struct MeetingFormPage: PageModel {
    /// Its words.
    package typealias Words = MeetingPageWord
    /// The name of its template.
    package static let template = "meetingform"

    package let title: String
    let lead: String?
    let form: ShownForm?
    let faults: FaultSummary?
    let nothing: String?
    let nextAddress: String?

    /// A page with one form.
    ///
    /// - Parameters:
    ///   - title: what it is for.
    ///   - lead: what stands below that.
    ///   - form: the form; nil where there is nothing to choose from.
    ///   - nothing: what stands in its place.
    ///   - nextAddress: where there is more to choose from.
    package init(
        _ title: String,
        lead: String? = nil,
        _ form: TeamForm?,
        nothing: String? = nil,
        nextAddress: String? = nil
    ) {
        self.title = title
        self.lead = lead
        self.form = form.map(ShownForm.init)
        faults = form.flatMap(FaultSummary.init)
        self.nothing = form == nil ? nothing : nil
        self.nextAddress = nextAddress
    }
}
