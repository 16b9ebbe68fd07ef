// The page on which unusual access is judged, in the shape that its template reads.
import Domain
import Reports

/// The page of unusual access as its template reads it.
package struct ReviewShown: PageModel {
    /// Its words.
    package typealias Words = ReviewWord
    /// The name of its template.
    package static let template = "review"

    struct Fault {
        let id: String
        let text: String
    }

    /// A field of one line or several, with its hint under the name that the template has for it.
    struct Field {
        let id: String
        let hintID: String
        let value: String
        let faults: [Fault]
        let isInvalid: Bool
        let described: String

        init(_ id: String, _ name: String, of owner: String, _ value: String?, _ faults: [String]) {
            self.id = id
            hintID = "\(name)-hint-\(owner)"
            self.value = value ?? ""
            self.faults = faults.enumerated().map { Fault(id: "\(name)-fault-\($0)-\(owner)", text: $1) }
            isInvalid = !faults.isEmpty
            described = ([hintID] + self.faults.map(\.id)).joined(separator: " ")
        }
    }

    struct Option {
        let id: String
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Choices {
        let name: String
        let legend: String
        let faults: [Fault]
        let described: String?
        let options: [Option]

        init(
            _ name: String,
            of owner: String,
            legend: String,
            _ options: [(code: String, label: String)],
            chosen: String?,
            _ faults: [String]
        ) {
            self.name = name
            self.legend = legend
            self.faults = faults.enumerated().map { Fault(id: "\(name)-fault-\($0)-\(owner)", text: $1) }
            described = faults.isEmpty ? nil : self.faults.map(\.id).joined(separator: " ")
            // The ids that links lead to: the access comes last in those of judgements, first in the others.
            self.options = options.map { option in
                let id = name == "verdict" ? "verdict-\(owner)-\(option.code)" : "\(owner)-\(name)-\(option.code)"
                return Option(id: id, value: option.code, label: option.label, isChosen: chosen == option.code)
            }
        }
    }

    struct Hidden {
        let name: String
        let value: String
    }

    /// A form by which an access is judged.
    struct Judging {
        let review: String
        let verdict: Choices
        let note: Field

        init(of review: String, _ page: ReviewPage) {
            let draft = page.draft?.review == review ? page.draft : nil
            self.review = review
            verdict = Choices(
                "verdict",
                of: review,
                legend: ReviewWord.yourJudgement.text[page.language],
                ReviewWord.verdicts.map { ($0.code, $0.text[page.language]) },
                chosen: draft?.verdict,
                draft?.faults["verdict"] ?? []
            )
            note = Field("note-\(review)", "note", of: review, draft?.note, draft?.faults["note"] ?? [])
        }
    }

    struct Link {
        let address: String
        let text: String
    }

    struct Looking {
        let value: String
        let faults: [Fault]
        let isInvalid: Bool
        let described: String

        init(_ search: ReviewPage.Search) {
            value = search.days
            faults = search.faults.enumerated().map { Fault(id: "days-fault-\($0)", text: $1) }
            isInvalid = !faults.isEmpty
            described = (["days-hint"] + faults.map(\.id)).joined(separator: " ")
        }
    }

    package let title: String
    let faults: FaultSummary?
    let needsFactor: Bool
    /// What was typed, where its access is not on the page.
    let loose: Judging?
    let summary: String?
    let looking: Looking?
    let entries: [Item]
    let hasEntries: Bool
    let acts: [Act]
    let links: [Link]
    /// Where the page is, for the forms on it.
    let place: [Hidden]
    /// The same without the part of the list, which looking again leaves.
    let whole: [Hidden]

    /// The page for its template.
    package init(_ page: ReviewPage) {
        let language = page.language
        title = ReviewWord.title.text[language]
        needsFactor = page.needsFactor
        faults = FaultSummary(page)
        let found = page.entries ?? []
        if let draft = page.draft, !found.contains(where: { $0.id == draft.review }) {
            loose = Judging(of: draft.review, page)
        } else {
            loose = nil
        }
        summary = page.entries.map { entries in
            ReviewWord.summary(
                entries.count,
                hasMore: page.place.nextAddress != nil,
                isLater: page.place.cursor != nil,
                includesJudged: page.place.includesJudged
            )[language]
        }
        // Looking again can be sent once more as well, where nothing else was typed.
        let isLooking = page.entries != nil || (page.draft == nil && page.actDraft == nil)
        looking = isLooking ? Looking(page.search) : nil
        entries = found.map { Item($0, page) }
        hasEntries = !found.isEmpty
        acts = ReviewPage.PatientAct.allCases.map { Act($0, page) }
        let shown = Hidden(name: "includesJudged", value: String(page.place.includesJudged))
        whole = [shown]
        place = [shown] + (page.place.cursor.map { [Hidden(name: "cursor", value: $0)] } ?? [])
        links = ReviewShown.links(page.place, language)
    }

    private static func links(_ place: ReviewPage.Place, _ language: Language) -> [Link] {
        func link(_ address: String, _ word: ReviewWord) -> Link { Link(address: address, text: word.text[language]) }
        let other = link(place.otherAddress, place.includesJudged ? .hideJudged : .showJudged)
        let pages = [
            place.nextAddress.map { link($0, .next) },
            place.cursor == nil ? nil : link(place.firstAddress, .first),
        ]
        return pages.compactMap(\.self) + [other]
    }
}

extension FaultSummary {
    /// What went wrong on the page of unusual access; nil where nothing did.
    fileprivate init?(_ page: ReviewPage) {
        let language = page.language
        var links: [Link] = []
        if let draft = page.draft {
            for (field, label) in [("verdict", ReviewWord.yourJudgement), ("note", .note)] {
                let first = ReviewWord.verdicts[0].code
                let id = field == "verdict" ? "verdict-\(draft.review)-\(first)" : "note-\(draft.review)"
                links += (draft.faults[field] ?? []).map {
                    Link(address: "#\(id)", text: "\(label.text[language]): \($0)")
                }
            }
        } else if let draft = page.actDraft {
            links = ReviewShown.links(draft, language)
        } else {
            links = page.search.faults.map {
                Link(address: "#days", text: "\(ReviewWord.days.text[language]): \($0)")
            }
        }
        guard page.alert != nil || !links.isEmpty else { return nil }
        self.links = links
        texts = [page.alert].compactMap(\.self)
    }
}
