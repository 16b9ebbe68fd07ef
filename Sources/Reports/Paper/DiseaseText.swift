// Whether a paper carries what is general to MMN. No program reads a disease out of free text: whoever prints says so.
package import Domain

/// Which general text goes with a paper.
package enum DiseaseText: String, Sendable, Hashable, CaseIterable {
    /// What is general to MMN.
    case mmn
    /// None.
    case nothing = "none"
}

extension WorkupDocument {
    /// Whether somebody stated a diagnosis: the clinician in their own words, or a meeting.
    package var isDiagnosisStated: Bool { diagnosis != nil || diagnosingMeeting != nil }

    /// The last meeting that stated a diagnosis.
    var diagnosingMeeting: WorkupMeeting? {
        meetings.filter { $0.isDecided && $0.discussion.diagnosis != nil }
            .max { ($0.meeting.startsAt, $0.meeting.id) < ($1.meeting.startsAt, $1.meeting.id) }
    }

    /// Whether what is general to MMN goes with a paper about this workup.
    ///
    /// Where nobody said so it goes with a workup for MMN until a diagnosis is stated (House, unchecked): from then on it may
    /// be about another disease, and a text that is missing is asked for, while a wrong one is believed.
    ///
    /// - Parameter chosen: what whoever prints said; nil where they said nothing.
    /// - Returns: whether it does.
    func isAboutMmn(_ chosen: DiseaseText?) -> Bool {
        switch chosen {
        case .mmn: true
        case .nothing: false
        case nil: protocolCode == "mmn" && !isDiagnosisStated
        }
    }
}
