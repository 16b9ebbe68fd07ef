// What completes a step: a finding of a kind, a panel of laboratory results, or a record of another kind.

/// A record other than a finding that completes a step.
package enum CompletingRecord: String, Code {
    /// A treatment choice.
    case treatmentChoice
    /// The decision of a meeting.
    case meetingDecision
    /// A measured outcome.
    case outcome
    /// Somebody's word: the step is marked by hand, with a note.
    case note

    package var label: Localized {
        switch self {
        case .treatmentChoice: Localized(en: "treatment choice", nl: "behandelkeuze")
        case .meetingDecision: Localized(en: "decision of the meeting", nl: "besluit van het MDO")
        case .outcome: Localized(en: "outcome measurement", nl: "effectmeting")
        case .note: Localized(en: "note", nl: "notitie")
        }
    }
}

/// What a finding is, as far as it decides which step it completes.
package struct FindingFacts: Sendable, Hashable {
    /// Its kind.
    package let kind: FindingKind
    /// The technique, for imaging.
    package let modality: ImagingModality?
    /// The code of the test, for a laboratory result.
    package let laboratoryCode: String?

    /// What a finding is, stated directly.
    package init(kind: FindingKind, modality: ImagingModality? = nil, laboratoryCode: String? = nil) {
        self.kind = kind
        self.modality = modality
        self.laboratoryCode = laboratoryCode
    }

    /// The facts of a finding.
    package init(_ finding: Finding) {
        switch finding {
        case .imaging(let image): self.init(kind: .imaging, modality: image.modality)
        case .laboratory(let result): self.init(kind: .laboratory, laboratoryCode: result.code)
        case .neurologicalExamination, .nerveConductionStudy, .needleExamination, .antibody, .cerebrospinalFluid:
            self.init(kind: finding.kind)
        }
    }
}

/// What brings the result of a step.
package enum StepCompletion: Sendable, Hashable {
    /// A finding of this kind.
    case finding(FindingKind)
    /// An image made with this technique.
    case imaging(ImagingModality)
    /// A result for one code of every group; a group lists codes that stand for each other.
    case laboratory(panel: [[String]])
    /// A record that is no finding.
    case record(CompletingRecord)

    /// Whether a finding belongs to the step, though more may be needed to complete it.
    package func accepts(_ finding: FindingFacts) -> Bool {
        switch self {
        case .finding(let kind): finding.kind == kind
        case .imaging(let modality): finding.kind == .imaging && finding.modality == modality
        case .laboratory(let panel):
            finding.kind == .laboratory && panel.contains { group in group.contains { $0 == finding.laboratoryCode } }
        case .record: false
        }
    }

    /// Whether these findings together complete the step; never so for a step that a record completes.
    package func isComplete(with findings: [FindingFacts]) -> Bool {
        switch self {
        case .finding, .imaging: findings.contains(where: accepts)
        case .laboratory: missingLaboratoryGroups(with: findings).isEmpty
        case .record: false
        }
    }

    /// The groups of the panel for which there is no result yet, so that the page can name them.
    package func missingLaboratoryGroups(with findings: [FindingFacts]) -> [[String]] {
        guard case .laboratory(let panel) = self else { return [] }
        let codes = Set(findings.compactMap { $0.kind == .laboratory ? $0.laboratoryCode : nil })
        return panel.filter { codes.isDisjoint(with: $0) }
    }

    /// The kind of finding that the step waits for; nil for a record.
    package var findingKind: FindingKind? {
        switch self {
        case .finding(let kind): kind
        case .imaging: .imaging
        case .laboratory: .laboratory
        case .record: nil
        }
    }
}
