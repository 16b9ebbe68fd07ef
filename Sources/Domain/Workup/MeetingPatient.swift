// Who a case of a meeting is about, where no more of the workup is needed.

/// The patient of a case on an agenda, as known at one instant.
package struct MeetingPatient: Sendable, Hashable {
    /// The workup of the case.
    package let workupID: ID<Workup>
    /// The code of the organisation that the workup is of.
    package let organisation: String
    /// Whom it is about.
    package let patient: PatientDocument

    /// The patient of a case.
    package init(workupID: ID<Workup>, organisation: String, patient: PatientDocument) {
        self.workupID = workupID
        self.organisation = organisation
        self.patient = patient
    }

    /// The JSON that the record gives.
    package static let codec: Codec<MeetingPatient> = .object(
        "MeetingPatient",
        MeetingPatient.init,
        .required("workupId", \.workupID, .id()),
        .required("organisation", \.organisation, .text(max: 32)),
        .required("patient", \.patient, PatientDocument.codec)
    )
}
