// The page of the privacy officer: unusual access, what is known of it, and a form to judge each.
package import Domain
package import Reports

/// The page on which unusual access is judged. It names patients by id alone, and nothing of their care.
package struct ReviewPage: Sendable {
    /// One access that a person has to judge.
    package struct Entry: Sendable, Hashable {
        /// The id of the access.
        package var id: String
        /// The code of its kind.
        package var kind: String
        package var userName: String
        package var patient: String?
        package var patientCount: Int
        /// The login of the account that it was about, where it was about one.
        package var account: String?
        package var beganAt: Instant
        package var endedAt: Instant
        package var foundAt: Instant
        /// What the person gave as a reason, such as for an emergency.
        package var reason: String?
        /// The id of the objection that it is about, where it is about one.
        package var objection: String?
        /// The name of whom that keeps out.
        package var objectedTo: String?
        /// How much the person saw and did of the patient in that time.
        package var eventCount: Int?
        package var judgement: Judgement?
        /// Where the events of the person in that time are.
        package var eventsAddress: String?
        /// Where everything is that was done with the patient's record in that time.
        package var overviewAddress: String?

        package init(
            id: String,
            kind: String,
            userName: String,
            patientCount: Int,
            beganAt: Instant,
            endedAt: Instant,
            foundAt: Instant
        ) {
            self.id = id
            self.kind = kind
            self.userName = userName
            self.patientCount = patientCount
            self.beganAt = beganAt
            self.endedAt = endedAt
            self.foundAt = foundAt
        }
    }

    /// What a person made of an access before.
    package struct Judgement: Sendable, Hashable {
        let verdict: String
        let note: String
        let by: String
        let at: Instant?

        package init(verdict: String, note: String, by: String, at: Instant?) {
            self.verdict = verdict
            self.note = note
            self.by = by
            self.at = at
        }
    }

    /// A judgement as it was typed, and what is wrong with it.
    package struct Draft: Sendable, Hashable {
        /// The id of the access that it is about.
        package let review: String
        let verdict: String
        let note: String
        /// What is wrong, by the name of the field.
        package var faults: [String: [String]] = [:]

        package init(review: String, verdict: String = "", note: String = "") {
            self.review = review
            self.verdict = verdict
            self.note = note
        }
    }

    /// Looking again, as it was typed, and what is wrong with it.
    package struct Search: Sendable, Hashable {
        let days: String
        let faults: [String]

        package init(days: String = "7", faults: [String] = []) {
            self.days = days
            self.faults = faults
        }
    }

    /// Which part of the queue is shown, and where its other parts are.
    package struct Place: Sendable, Hashable {
        let includesJudged: Bool
        /// The place after which it begins; nil for the beginning.
        let cursor: String?
        /// The address without what was judged, or with it: the other one than is shown.
        let otherAddress: String
        /// The address of the beginning.
        let firstAddress: String
        /// The address of the next page; nil on the last.
        package var nextAddress: String?

        package init(includesJudged: Bool, cursor: String?, otherAddress: String, firstAddress: String) {
            self.includesJudged = includesJudged
            self.cursor = cursor
            self.otherAddress = otherAddress
            self.firstAddress = firstAddress
        }
    }

    let place: Place
    /// The accesses; nil where the queue could not be read.
    let entries: [Entry]?
    /// What was typed and could not be kept.
    package var draft: Draft?
    package var search = Search()
    /// What was typed into a form about one patient and could not be done.
    package var actDraft: ActDraft?
    /// What went wrong.
    package var alert: String?
    /// Whether what went wrong ends by showing the second factor again.
    package var needsFactor = false
    let wording: Wording

    /// A page of the queue.
    ///
    /// - Parameters:
    ///   - entries: the accesses; nil where the queue could not be read.
    ///   - place: which part of the queue they are.
    ///   - wording: language and clock.
    package init(_ entries: [Entry]?, at place: Place, _ wording: Wording) {
        self.entries = entries
        self.place = place
        self.wording = wording
    }

    /// The language of the page.
    package var language: Language { wording.language }
}
