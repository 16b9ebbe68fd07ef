// The fields of what comes of a case in a meeting, each written down by itself.

/// A field of what comes of a case.
package enum MeetingOutcomeField: String, Sendable, Hashable, CaseIterable {
    case diagnosis, certainty, decision, dissent, furtherTests, patientPreference, informsPatient, informedBy
    case trialEligibility, responsibleClinician, nextReviewOn, notDiscussedReason

    /// What a case says there, as it is typed.
    ///
    /// - Parameter item: the case.
    /// - Returns: the text; nil where nothing stands there.
    package func text(of item: MeetingCase) -> String? {
        switch self {
        case .diagnosis: item.diagnosis
        case .certainty: item.certainty
        case .decision: item.decision
        case .dissent: item.dissent
        case .furtherTests: item.furtherTests
        case .patientPreference: item.patientPreference
        case .informsPatient: item.informsPatient
        case .informedBy: item.informedBy?.description
        case .trialEligibility: item.trialEligibility
        case .responsibleClinician: item.responsibleClinician
        case .nextReviewOn: item.nextReviewOn?.description
        case .notDiscussedReason: item.notDiscussedReason
        }
    }

    /// One of the names of the fields.
    package static let codec: Codec<MeetingOutcomeField> = .textual(
        schema: Schema(("type", "string"), ("enum", .array(allCases.map { .string($0.rawValue) }))),
        expecting: Localized(en: "a field of the outcome", nl: "een veld van de uitkomst"),
        { MeetingOutcomeField(rawValue: $0) },
        text: { $0.rawValue }
    )
}

extension MeetingCase {
    /// The fields of the outcome in which something stands, whether the case is settled or not.
    package var writtenFields: [MeetingOutcomeField] {
        MeetingOutcomeField.allCases.filter { !($0.text(of: self) ?? "").isEmpty }
    }

    /// Whether it was settled what came of it: a decision, or why there is none.
    package var isSettled: Bool { status == .discussed || status == .notDiscussed }

    /// Whether it holds something of its outcome that would be lost with the case: any text, or an action.
    package var holdsOutcome: Bool { !writtenFields.isEmpty || !actions.isEmpty }

    /// Whether it holds something that was decided, or written towards it: all but why it was not discussed, which a meeting
    /// that is cancelled says of all its cases.
    package var holdsDecision: Bool {
        status == .discussed || !actions.isEmpty || writtenFields.contains { $0 != .notDiscussedReason }
    }
}
