// What has to be in sight of a patient besides who they are: by what somebody sees them now, and under what else they are known.

/// How a patient stands to whoever looks.
package struct PatientStanding: Sendable, Hashable {
    /// The glass that the reader broke.
    package struct Emergency: Sendable, Hashable {
        /// What they said.
        package let reason: String
        /// The first instant at which it is closed again.
        package let until: Instant

        /// The glass that the reader broke.
        package init(reason: String, until: Instant) {
            (self.reason, self.until) = (reason, until)
        }
    }

    /// Another record of the same person.
    package struct OtherRecord: Sendable, Hashable {
        /// Which record.
        package let id: ID<Patient>
        /// Its numbers; nil where the reader may not know that record.
        package let identifiers: [PatientIdentifier]?

        /// Another record of the same person.
        package init(id: ID<Patient>, identifiers: [PatientIdentifier]?) {
            (self.id, self.identifiers) = (id, identifiers)
        }
    }

    /// The emergency by which the reader sees the patient; nil where there is none that counts.
    package let emergency: Emergency?
    /// The other records of the same person.
    package let others: [OtherRecord]

    /// How a patient stands to whoever looks.
    package init(emergency: Emergency? = nil, others: [OtherRecord] = []) {
        (self.emergency, self.others) = (emergency, others)
    }

    /// One record, and no emergency.
    package static let ordinary = PatientStanding()
}
