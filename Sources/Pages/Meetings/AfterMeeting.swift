// What was found after a meeting was signed: shown beside the case as the meeting knew it.
import Domain
import Reports

/// Findings that came after a meeting was signed, as the template reads them.
struct AfterMeeting {
    struct Line {
        let text: String
        let address: String
        let what: String
    }

    let lines: [Line]
    let hasLines: Bool

    /// What differs between the case as the meeting knew it and as it is now.
    ///
    /// - Parameters:
    ///   - known: the case as the meeting knew it.
    ///   - now: the case as it is now; nil where nobody asked.
    init(_ known: WorkupSubject?, now: WorkupSubject?) {
        guard let known, let now else {
            (lines, hasLines) = ([], false)
            return
        }
        let before = Dictionary(known.document.findings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Set(now.document.findings.map(\.id))
        let later = now.document.findings.filter { before[$0.id]?.version != $0.version }
            .sorted { ($0.recordedAt, $0.id) < ($1.recordedAt, $1.id) }
            .map { finding in
                let word: MeetingPageWord = before[finding.id] == nil ? .foundAfter : .correctedAfter
                return now.afterwards(finding, word)
            }
        let gone = known.document.findings.filter { !after.contains($0.id) }.map { finding in
            Line(
                text: now.title(of: finding.finding),
                address: now.address("/findings/\(finding.id)"),
                what: now.wording(MeetingPageWord.withdrawnAfter)
            )
        }
        lines = later + gone
        hasLines = !lines.isEmpty
    }
}

extension WorkupSubject {
    fileprivate func afterwards(_ finding: FindingDocument, _ word: MeetingPageWord) -> AfterMeeting.Line {
        let by = finding.recordedBy ?? wording(NothingWord.notRecorded)
        return AfterMeeting.Line(
            text: title(of: finding.finding),
            address: address("/findings/\(finding.id)"),
            what: "\(wording(word)): \(by), \(wording.instant(finding.recordedAt))"
        )
    }
}
