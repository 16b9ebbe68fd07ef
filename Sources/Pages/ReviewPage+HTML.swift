// The page on which unusual access is judged, as HTML: no script, no style inside it, complete without either.
import Domain
import Reports

extension ReviewPage {
    /// The style sheet: that of all plain pages, and what a list of accesses needs beside it.
    package static let style =
        PlainPage.style
            + """
            main{margin:0 auto}body:has(.queue){max-width:60rem}\
            .notice{border-left:.25rem solid #2d6a2d;padding-left:.75rem}\
            .alert p,.alert ul{margin:0;padding:0}.alert ul{list-style:none}\
            .alert{margin:1rem 0}.mono{font-family:ui-monospace,monospace;\
            font-size:.9rem;overflow-wrap:anywhere}.kept{white-space:pre-line;overflow-wrap:anywhere}\
            .tools{margin:1rem 0 2rem}\
            .tools input{max-width:6rem}.queue{list-style:none;margin:0;padding:0}\
            .access{border-top:2px solid #1a1a1a;padding:0 0 1.5rem;margin-top:1.5rem}.access h2{margin-top:.75rem}\
            .facts{margin:0}.facts dd ul{list-style:none;margin:0;padding:0}\
            .links a{display:inline-block;padding:.2rem 1rem .2rem 0}\
            fieldset{border:0;margin:0;padding:0}legend{font-weight:600;padding:0}\
            .choice{display:flex;align-items:center;gap:.5rem;margin:0;min-height:2rem;font-weight:400}\
            .choice input{width:1.25rem;height:1.25rem;margin:0;flex:none}\
            textarea{font:inherit;padding:.4rem;width:100%;box-sizing:border-box;min-height:5rem}\
            @media(min-width:48rem){.parts{display:grid;grid-template-columns:minmax(0,11fr) minmax(0,9fr);gap:2rem}\
            .facts{display:grid;grid-template-columns:10rem minmax(0,1fr);gap:.5rem 1rem;align-content:start}\
            .facts dd{margin:0}}.act{border-top:1px solid #767676;padding:.75rem 0}\
            .act fieldset{margin-top:1rem}summary{cursor:pointer;color:#0b5394;min-height:1.5rem}\
            @media print{form,.act,.links{display:none}.access{break-inside:avoid}}
            """

    /// The page as HTML.
    package var html: String {
        PageFrame.html(language: language, title: text(ReviewWord.title), style: ReviewPage.style, body: body)
    }

    func text(_ word: Localized) -> String { HTMLText.escaped(word[language]) }

    private func link(_ address: String, _ word: Localized, attributes: String = "") -> String {
        "<a href=\"\(HTMLText.escaped(address))\"\(attributes)>\(text(word))</a>"
    }

    func lines(_ pieces: [String?]) -> String { pieces.compactMap(\.self).joined(separator: "\n") }

    private var body: String {
        lines(
            [troubles, notice.map { "<p class=\"notice\" role=\"status\">\(HTMLText.escaped($0))</p>" }]
                + [looseDraft, queue, acts, links]
        )
    }

    // MARK: What went wrong

    private var troubles: String? {
        var pieces = [alert.map { "<p>\(HTMLText.escaped($0))</p>" }]
        if let places = faultLinks { pieces.append("<ul>\n\(places)\n</ul>") }
        let told = lines(pieces)
        guard !told.isEmpty else { return nil }
        let account = link("/account", ReviewWord.showFactor, attributes: " target=\"_blank\" rel=\"noopener\"")
        return lines([
            "<div class=\"alert\" role=\"alert\">\n\(told)\n</div>",
            needsFactor ? "<p>\(account)</p>\n<p>\(text(ReviewWord.thenAgain))</p>" : nil,
        ])
    }

    /// Every fault of a judgement, with a link to its field.
    private var faultLinks: String? {
        guard let draft else { return actFaultLinks.isEmpty ? nil : lines(actFaultLinks) }
        let places = Draft.fields.flatMap { field in
            (draft.faults[field] ?? []).map { fault in
                let id = HTMLText.escaped(field == "verdict" ? firstChoiceID(draft.review) : noteID(draft.review))
                return "<li><a href=\"#\(id)\">\(text(Draft.label(field))): \(HTMLText.escaped(fault))</a></li>"
            }
        }
        return places.isEmpty ? nil : lines(places)
    }

    /// What was typed, where its access is not on the page.
    private var looseDraft: String? {
        guard let draft, !(entries ?? []).contains(where: { $0.id == draft.review }) else { return nil }
        return """
            <section class="access" aria-labelledby="not-kept">
            <h2 id="not-kept">\(text(ReviewWord.notKept))</h2>
            <p>\(text(ReviewWord.ofAccess)) <span class="mono">\(HTMLText.escaped(draft.review))</span></p>
            \(form(of: draft.review))
            </section>
            """
    }

    // MARK: The queue

    private var queue: String? {
        guard let entries else {
            // Looking again can be sent once more as well.
            return draft == nil && actDraft == nil ? tools : nil
        }
        let summary = ReviewWord.summary(
            entries.count,
            hasMore: place.nextAddress != nil,
            isLater: place.cursor != nil,
            includesJudged: place.includesJudged
        )
        let items = entries.map(item).joined(separator: "\n")
        let list =
            entries.isEmpty ? nil : "<ol class=\"queue\" aria-label=\"\(text(ReviewWord.list))\">\n\(items)\n</ol>"
        return lines(["<p>\(text(summary))</p>", tools, list])
    }

    private var tools: String {
        var described = "days-hint"
        var faults: [String] = []
        for (index, fault) in search.faults.enumerated() {
            described += " days-fault-\(index)"
            faults.append("<p class=\"fault\" id=\"days-fault-\(index)\">\(HTMLText.escaped(fault))</p>")
        }
        let invalid = faults.isEmpty ? "" : " aria-invalid=\"true\""
        return """
            <form class="tools" method="post" action="/audit/review/search">
            <label for="days">\(text(ReviewWord.days))</label>
            <p class="hint" id="days-hint">\(text(ReviewWord.daysHint))</p>
            \(lines(faults))
            <input id="days" name="days" type="text" inputmode="numeric" required autocomplete="off" \
            value="\(HTMLText.escaped(search.days))" aria-describedby="\(described)"\(invalid)>
            \(hidden("includesJudged", String(place.includesJudged)))
            <button type="submit">\(text(ReviewWord.lookAgain))</button>
            </form>
            """
    }

    private var links: String {
        let all = [
            place.nextAddress.map { link($0, ReviewWord.next) },
            place.cursor == nil ? nil : link(place.firstAddress, ReviewWord.first),
            link(place.otherAddress, place.includesJudged ? ReviewWord.hideJudged : ReviewWord.showJudged),
            link("/account", ReviewWord.account),
        ]
        return "<nav class=\"links\" aria-label=\"\(text(ReviewWord.parts))\">\n\(lines(all))\n</nav>"
    }

    private func item(_ entry: Entry) -> String {
        let id = HTMLText.escaped(entry.id)
        let isOpen = draft?.review == entry.id ? " open" : ""
        let form = form(of: entry.id)
        let again = "<details\(isOpen)>\n<summary>\(text(ReviewWord.judgeAgain))</summary>\n\(form)\n</details>"
        return """
            <li class="access" id="access-\(id)">
            <h2>\(text(ReviewWord.kind(entry.kind)))</h2>
            <div class="parts">
            <dl class="facts">
            \(facts(entry))
            </dl>
            \(entry.judgement == nil ? form : again)
            </div>
            </li>
            """
    }

    private func facts(_ entry: Entry) -> String {
        let patient =
            entry.patient.map { "<span class=\"mono\">\(HTMLText.escaped($0))</span>" }
            ?? text(ReviewWord.severalPatients)
        let addresses = [
            entry.eventsAddress.map { "<li>\(link($0, ReviewWord.events))</li>" },
            entry.overviewAddress.map { "<li>\(link($0, ReviewWord.overview))</li>" },
        ]
        let log = lines(addresses)
        return lines([
            fact(ReviewWord.who, HTMLText.escaped(entry.userName)),
            fact(ReviewWord.when, HTMLText.escaped(period(entry.beganAt, entry.endedAt))),
            entry.account.map { fact(ReviewWord.ofAccount, "<span class=\"mono\">\(HTMLText.escaped($0))</span>") },
            entry.account == nil ? fact(ReviewWord.patient, patient) : nil,
            entry.account == nil ? fact(ReviewWord.patientCount, String(entry.patientCount)) : nil,
            entry.eventCount.map { fact(ReviewWord.eventCount, String($0)) },
            entry.reason.map { fact(ReviewWord.reason, "<span class=\"kept\">\(HTMLText.escaped($0))</span>") },
            entry.objectedTo.map { fact(ReviewWord.objectedTo, HTMLText.escaped($0)) },
            entry.objection.map {
                fact(
                    ReviewWord.objection,
                    "<span class=\"mono\">\(HTMLText.escaped($0))</span><br>\(text(ReviewWord.lifting))"
                )
            },
            fact(ReviewWord.found, HTMLText.escaped(wording.instant(entry.foundAt))),
            log.isEmpty ? nil : fact(ReviewWord.log, "<ul>\n\(log)\n</ul>"),
            // Where only those that wait are shown, each of them does.
            place.includesJudged ? fact(ReviewWord.judgement, judgement(entry.judgement)) : nil,
        ])
    }

    /// From when to when; the day and the zone once where both have the same.
    private func period(_ began: Instant, _ ended: Instant) -> String {
        let (first, last) = (wording.instant(began), wording.instant(ended))
        guard first != last else { return first }
        let (from, to) = (first.split(separator: " "), last.split(separator: " "))
        guard from.dropLast(2) == to.dropLast(2), from.last == to.last else { return "\(first) – \(last)" }
        return (from.dropLast() + ["–"] + to.suffix(2)).joined(separator: " ")
    }

    private func fact(_ name: Localized, _ html: String) -> String { "<dt>\(text(name))</dt><dd>\(html)</dd>" }

    private func judgement(_ judgement: Judgement?) -> String {
        guard let judgement else { return text(ReviewWord.notJudged) }
        let at = judgement.at.map { ", \(wording.instant($0))" } ?? ""
        let head = "\(ReviewWord.verdict(judgement.verdict)[language]), \(ReviewWord.by[language]) \(judgement.by)\(at)"
        return "\(HTMLText.escaped(head))<br><span class=\"kept\">\(HTMLText.escaped(judgement.note))</span>"
    }

    // MARK: The form

    private func noteID(_ review: String) -> String { "note-\(review)" }

    private func firstChoiceID(_ review: String) -> String { "verdict-\(review)-justified" }

    func hidden(_ name: String, _ value: String) -> String {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(HTMLText.escaped(value))\">"
    }

    private func form(of review: String) -> String {
        let typed = draft?.review == review ? draft : nil
        let id = HTMLText.escaped(review)
        let choiceFaults = typed?.faults["verdict"] ?? []
        let group = choiceFaults.isEmpty ? "" : " aria-describedby=\"verdict-fault-0-\(id)\""
        let noteFaults = typed?.faults["note"] ?? []
        var described = "note-hint-\(id)"
        for index in noteFaults.indices { described += " note-fault-\(index)-\(id)" }
        let invalid = noteFaults.isEmpty ? "" : " aria-invalid=\"true\""
        return """
            <form method="post" action="/audit/review">
            \(hidden("review", review))
            \(hidden("includesJudged", String(place.includesJudged)))
            \(lines([place.cursor.map { hidden("cursor", $0) }]))
            <fieldset\(group)>
            <legend>\(text(ReviewWord.yourJudgement))</legend>
            \(faults(choiceFaults, "verdict", id))
            \(choices(id, checked: typed?.verdict))
            </fieldset>
            <label for="note-\(id)">\(text(ReviewWord.note))</label>
            <p class="hint" id="note-hint-\(id)">\(text(ReviewWord.noteHint))</p>
            \(faults(noteFaults, "note", id))
            <textarea id="note-\(id)" name="note" rows="3" maxlength="2000" required \
            aria-describedby="\(described)"\(invalid)>
            \(HTMLText.escaped(typed?.note ?? ""))</textarea>
            <button type="submit">\(text(ReviewWord.keep))</button>
            </form>
            """
    }

    private func choices(_ id: String, checked: String?) -> String {
        lines(
            ReviewWord.verdicts.map { verdict in
                let mark = checked == verdict.code ? " checked" : ""
                return """
                    <label class="choice"><input type="radio" id="verdict-\(id)-\(verdict.code)" name="verdict" \
                    value="\(verdict.code)" required\(mark)>\(text(verdict.text))</label>
                    """
            }
        )
    }

    func faults(_ faults: [String], _ field: String, _ id: String) -> String {
        lines(
            faults.enumerated().map { index, fault in
                "<p class=\"fault\" id=\"\(field)-fault-\(index)-\(id)\">\(HTMLText.escaped(fault))</p>"
            }
        )
    }
}

extension ReviewPage.Draft {
    /// The fields in the order of the form.
    fileprivate static let fields = ["verdict", "note"]

    /// What a field is called.
    fileprivate static func label(_ field: String) -> Localized {
        field == "verdict" ? ReviewWord.yourJudgement : ReviewWord.note
    }
}
