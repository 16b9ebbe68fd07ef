// One access of the queue as the template reads it: what is known of it, and what was made of it.
import Domain
import Reports

extension ReviewShown {
    /// What is known of one thing about an access.
    struct Fact {
        let name: String
        let text: String
        let isCode: Bool
        /// Whether it was typed by somebody, with its lines.
        let isTyped: Bool
        let after: String?

        init(
            _ name: ReviewWord,
            _ text: String,
            isCode: Bool = false,
            isTyped: Bool = false,
            after: String? = nil,
            _ language: Language
        ) {
            self.name = name.text[language]
            self.text = text
            self.isCode = isCode
            self.isTyped = isTyped
            self.after = after
        }
    }

    /// One access.
    struct Item {
        let id: String
        let kind: String
        let facts: [Fact]
        let log: [Link]
        let hasLog: Bool
        let judgement: String?
        let judgementNote: String?
        let isJudged: Bool
        let isOpen: Bool
        let judging: Judging

        init(_ entry: ReviewPage.Entry, _ page: ReviewPage) {
            let language = page.language
            id = entry.id
            kind = ReviewWord.kind(entry.kind)[language]
            facts = Item.facts(entry, page.wording)
            log = [
                entry.eventsAddress.map { Link(address: $0, text: ReviewWord.events.text[language]) },
                entry.overviewAddress.map { Link(address: $0, text: ReviewWord.overview.text[language]) },
            ].compactMap(\.self)
            hasLog = !log.isEmpty
            isJudged = entry.judgement != nil
            // Where only those that wait are shown, each of them does.
            if page.place.includesJudged {
                judgement = entry.judgement.map { Item.head($0, page.wording) } ?? page.wording(ReviewWord.notJudged)
            } else {
                judgement = nil
            }
            judgementNote = entry.judgement?.note
            isOpen = page.draft?.review == entry.id
            judging = Judging(of: entry.id, page)
        }

        private static func facts(_ entry: ReviewPage.Entry, _ wording: Wording) -> [Fact] {
            let language = wording.language
            func fact(_ name: ReviewWord, _ text: String?, isCode: Bool = false, isTyped: Bool = false) -> Fact? {
                text.map { Fact(name, $0, isCode: isCode, isTyped: isTyped, language) }
            }
            var facts = [
                fact(.who, entry.userName),
                fact(.when, period(entry.beganAt, entry.endedAt, wording)),
            ]
            if let account = entry.account {
                facts.append(fact(.ofAccount, account, isCode: true))
            } else {
                let several = wording(ReviewWord.severalPatients)
                facts.append(fact(.patient, entry.patient ?? several, isCode: entry.patient != nil))
                facts.append(fact(.patientCount, String(entry.patientCount)))
            }
            facts += [
                fact(.eventCount, entry.eventCount.map { String($0) }), fact(.reason, entry.reason, isTyped: true),
                fact(.objectedTo, entry.objectedTo),
                entry.objection.map {
                    Fact(.objection, $0, isCode: true, after: wording(ReviewWord.lifting), language)
                },
                fact(.found, wording.instant(entry.foundAt)),
            ]
            return facts.compactMap(\.self)
        }

        /// From when to when; the day and the zone once where both have the same.
        private static func period(_ began: Instant, _ ended: Instant, _ wording: Wording) -> String {
            let (first, last) = (wording.instant(began), wording.instant(ended))
            guard first != last else { return first }
            let (from, to) = (first.split(separator: " "), last.split(separator: " "))
            guard from.dropLast(2) == to.dropLast(2), from.last == to.last else { return "\(first) – \(last)" }
            return (from.dropLast() + ["–"] + to.suffix(2)).joined(separator: " ")
        }

        private static func head(_ judgement: ReviewPage.Judgement, _ wording: Wording) -> String {
            let at = judgement.at.map { ", \(wording.instant($0))" } ?? ""
            let verdict = wording(ReviewWord.verdict(judgement.verdict))
            return "\(verdict), \(wording(ReviewWord.by)) \(judgement.by)\(at)"
        }
    }
}
