// The findings of a workup: all of them by kind, and one with every version of it.
package import Domain
import Reports

/// One version of a finding, as the record tells it.
package struct FindingVersionLine: Sendable, Hashable {
    package let version: Int
    /// Whether the finding counted from this version on.
    package let isWithdrawn: Bool
    package let recordedAt: Instant
    package let recordedBy: String?
    package let reason: String?
    package let origin: String?
    /// What it said; nil for a withdrawal.
    package let body: JSONValue?

    /// One version.
    package init(
        version: Int,
        isWithdrawn: Bool,
        recordedAt: Instant,
        recordedBy: String?,
        reason: String?,
        origin: String?,
        body: JSONValue?
    ) {
        self.version = version
        self.isWithdrawn = isWithdrawn
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.reason = reason
        self.origin = origin
        self.body = body
    }
}

/// All findings of a workup.
package struct FindingsPage: PageModel {
    /// Its words.
    package typealias Words = FindingWord
    /// The name of its template.
    package static let template = "findings"

    struct Line {
        let text: String
        let address: String
        let by: String
    }

    struct Link {
        let text: String
        let address: String
    }

    /// The findings that one section of the report shows.
    struct Group {
        let heading: String
        let id: String
        let lines: [Line]
        let links: [Link]
        let hasLinks: Bool
        let content: TrustedHTML
    }

    package let title: String
    let patient: WorkupFrame
    let lead: String
    let groups: [Group]

    /// All findings of a workup.
    package init(_ subject: WorkupSubject) {
        let wording = subject.wording
        title = wording(WorkupWord.findings)
        patient = WorkupFrame(subject, at: .findings)
        lead =
            wording.count(subject.document.findings.count, one: CriteriaWord.finding, many: CriteriaWord.findings) + "."
        groups = [.examination, .conduction, .needle, .laboratory, .imaging].map(subject.group)
    }
}

extension WorkupSubject {
    fileprivate func group(_ section: SectionTitle) -> FindingsPage.Group {
        let all = document.findings.filter { $0.finding.kind.section == section }.sorted {
            ($0.finding.date?.firstDay ?? .min, $0.recordedAt) > ($1.finding.date?.firstDay ?? .min, $1.recordedAt)
        }
        let links = may(.recordFindings) ? newLinks(section) : []
        return FindingsPage.Group(
            heading: wording(section),
            id: "group-\(section.rawValue)",
            lines: all.map { finding in
                FindingsPage.Line(
                    text: title(of: finding.finding),
                    address: address("/findings/\(finding.id)"),
                    by: "\(finding.recordedBy ?? wording(NothingWord.notRecorded)), "
                        + "\(wording.instant(finding.recordedAt)) · \(wording(FrameWord.version)) \(finding.version)"
                )
            },
            links: links,
            hasLinks: !links.isEmpty,
            content: TrustedHTML(view.blocks(section))
        )
    }

    /// Where findings of a section are recorded.
    private func newLinks(_ section: SectionTitle) -> [FindingsPage.Link] {
        func link(_ name: String, _ path: String) -> FindingsPage.Link {
            FindingsPage.Link(text: "\(wording(FindingWord.recordNew)): \(name)", address: address(path))
        }
        var links: [FindingsPage.Link] = []
        for kind in FindingKind.allCases where kind.section == section {
            if kind == .laboratory {
                // All tests of a step at once, before a single one.
                links += careProtocol.steps.filter { $0.completedBy.findingKind == .laboratory }.map { step in
                    link(view.stepName(step.code), step.recordPath ?? "")
                }
            }
            if kind == .imaging {
                links += ImagingModality.allCases.map { link(wording($0.label), $0.recordPath) }
            } else {
                links.append(link(wording(kind.label), "/findings/new/\(kind.rawValue)"))
            }
        }
        return links
    }

    /// `Nerve conduction study, 29 Oct 2026`.
    func title(of finding: Finding) -> String {
        let day = finding.date.map { wording.date($0) } ?? wording(CriteriaPageWord.undated)
        switch finding {
        case .laboratory(let result): return "\(result.label(language)), \(day)"
        case .antibody(let result): return "\(result.antigen) \(result.isotype.rawValue), \(day)"
        default: return "\(wording(finding.kind.label)), \(day)"
        }
    }
}

extension ImagingModality {
    /// Where an image made with it is recorded, below the workup.
    fileprivate var recordPath: String { "/findings/new/imaging?modality=\(rawValue)" }
}

extension ProtocolStep {
    /// Where the result of the step is recorded, below the workup; nil for a step that no finding completes.
    var recordPath: String? {
        switch completedBy {
        case .finding(let kind): "/findings/new/\(kind.rawValue)"
        case .imaging(let modality): modality.recordPath
        case .laboratory: "/steps/\(AddressText.encoded(code))/results"
        case .record: nil
        }
    }
}

extension FindingKind {
    /// The section of the report that shows it.
    var section: SectionTitle {
        switch self {
        case .neurologicalExamination: .examination
        case .nerveConductionStudy: .conduction
        case .needleExamination: .needle
        case .antibody, .cerebrospinalFluid, .laboratory: .laboratory
        case .imaging: .imaging
        }
    }
}

/// One finding with every version of it.
package struct FindingPage: PageModel {
    /// Its words.
    package typealias Words = FindingWord
    /// The name of its template.
    package static let template = "finding"

    struct Version {
        let head: String
        let by: String
        let reason: String?
        let origin: String?
        let changes: [String]
    }

    /// A segment of a study, with the answer of each set and the numbers that decided.
    struct Segment {
        let name: String
        let answers: [String]
    }

    package let title: String
    let patient: WorkupFrame
    let lead: String
    let isWithdrawn: Bool
    let content: TrustedHTML
    let segments: [Segment]
    let hasSegments: Bool
    let versions: [Version]
    let correctAddress: String?
    let withdraw: ShownForm?
    let faults: FaultSummary?
    let findingsAddress: String

    /// One finding.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - id: the finding.
    ///   - kind: its kind.
    ///   - versions: every version, oldest first; not empty.
    ///   - computed: of a case that consists of the finding; nil where nothing is to be said of its segments.
    ///   - withdraw: the form by which it is withdrawn; nil where that cannot be.
    /// - Throws: `Faults` where a body cannot be read.
    package init(
        _ subject: WorkupSubject,
        _ id: ID<FindingRecord>,
        _ kind: FindingKind,
        _ versions: [FindingVersionLine],
        computed: CaseEvaluation?,
        withdraw: TeamForm?
    ) throws(Faults) {
        let wording = subject.wording
        let newest = versions[versions.count - 1]
        let shown = versions.last { $0.body != nil }
        let finding: Finding? = if let body = shown?.body { try Finding.decode(kind, body) } else { nil }
        title = finding.map { subject.title(of: $0) } ?? wording(kind.label)
        patient = WorkupFrame(subject, at: .findings)
        isWithdrawn = newest.isWithdrawn
        lead =
            "\(wording(FrameWord.recordedBy)) \(newest.recordedBy ?? wording(NothingWord.notRecorded)), "
            + "\(wording.instant(newest.recordedAt)), \(wording(FrameWord.version)) \(newest.version)."
        if let finding {
            let document = FindingDocument(
                id: id,
                version: newest.version,
                origin: newest.origin,
                recordedAt: newest.recordedAt,
                recordedBy: newest.recordedBy,
                finding: finding
            )
            let view = CaseView(
                subject.document.with(findings: [document]),
                protocol: subject.careProtocol,
                criteriaSets: subject.criteriaSets,
                wording
            )
            content = TrustedHTML(view.blocks(kind.section, ofOneFinding: true))
        } else {
            content = TrustedHTML("")
        }
        segments = (computed?.segments ?? []).map(subject.segment)
        hasSegments = !segments.isEmpty
        let canChange = subject.may(.recordFindings) && !newest.isWithdrawn
        correctAddress = canChange ? subject.address("/findings/\(id)/correct") : nil
        self.withdraw = canChange ? withdraw.map(ShownForm.init) : nil
        faults = withdraw.flatMap(FaultSummary.init)
        findingsAddress = subject.address("/findings")
        self.versions = versions.indices.reversed().map { index in
            subject.line(kind, versions[index], before: index == 0 ? nil : versions[index - 1])
        }
    }
}

extension WorkupSubject {
    /// `ulnar nerve, left: wrist → below the elbow`, with a sentence for each set.
    fileprivate func segment(_ segment: SegmentEvaluation) -> FindingPage.Segment {
        let nerve = "\(wording(segment.nerve.label)), \(wording(segment.side.label))"
        let sites = "\(wording(segment.distalSite.label)) → \(wording(segment.proximalSite.label))"
        return FindingPage.Segment(name: "\(nerve): \(sites)", answers: segment.reasons.map { $0.text(language) })
    }

    fileprivate func line(
        _ kind: FindingKind,
        _ version: FindingVersionLine,
        before: FindingVersionLine?
    ) -> FindingPage.Version {
        let word: FindingWord =
            version.isWithdrawn
            ? .withdrawn : before == nil ? .recorded : before?.isWithdrawn == true ? .restored : .corrected
        var changes: [String] = []
        if let now = form(kind, version), let earlier = before.flatMap({ form(kind, $0) }) {
            changes = FormDifference.lines(from: earlier, to: now, nothing: wording(NothingWord.notRecorded))
        }
        return FindingPage.Version(
            head: "\(wording(FrameWord.version)) \(version.version): \(wording(word))",
            by: "\(version.recordedBy ?? wording(NothingWord.notRecorded)), \(wording.instant(version.recordedAt))",
            reason: version.reason,
            origin: version.origin.map { "\(wording(StepWord.origin)) \($0)" },
            changes: changes
        )
    }

    /// The form as it would stand with a version, by which its places have words; nil for a withdrawal.
    private func form(_ kind: FindingKind, _ version: FindingVersionLine) -> TeamForm? {
        guard let body = version.body else { return nil }
        let recorded = FindingForm.Recorded(version: version.version, body: body, origin: version.origin)
        return FindingForm.form(kind, recorded, action: "", key: "", wording)
    }
}
