// The fields of what comes of a case in a meeting, in the words of reports and pages.
package import Domain

extension MeetingOutcomeField {
    /// What the field is called.
    package var word: MeetingWord {
        switch self {
        case .diagnosis: .diagnosis
        case .certainty: .certainty
        case .decision: .decision
        case .dissent: .dissent
        case .furtherTests: .furtherTests
        case .patientPreference: .preference
        case .informsPatient: .informsPatient
        case .informedBy: .informedBy
        case .trialEligibility: .trialEligibility
        case .responsibleClinician: .responsible
        case .nextReviewOn: .nextReview
        case .notDiscussedReason: .notDiscussedReason
        }
    }
}

extension Wording {
    /// What a case says in a field, as it is read; nil where nothing stands there.
    ///
    /// - Parameters:
    ///   - field: the field.
    ///   - item: the case.
    /// - Returns: the text, a day in words.
    package func text(of field: MeetingOutcomeField, _ item: MeetingCase) -> String? {
        switch field {
        case .informedBy: item.informedBy.map { date($0) }
        case .nextReviewOn: item.nextReviewOn.map { date($0) }
        default: field.text(of: item)
        }
    }
}

extension MeetingCase {
    /// The fields that hold text which is no outcome: of a case that was not settled as discussed, all but why it was not.
    var typedFields: [MeetingOutcomeField] {
        status == .discussed ? [] : writtenFields.filter { $0 != .notDiscussedReason || status == .planned }
    }
}
