// Breaking the glass: one patient, a reason in words, four hours; in the queue of unusual access from that moment, told
// outside at once, and counted for whoever watches the service.
package import Domain
import FoundationEssentials
import Metrics
import Records

/// Opens the record of one patient in an emergency.
package enum OpenEmergencyAccess {
    /// For how long it opens, in hours.
    package static let hours = 4
    /// A reason is a sentence, not a tick: so many characters at least.
    package static let reasonLengthMin = 15

    /// Which patient, and why.
    package struct Input: Sendable, Hashable {
        package let patient: ID<Patient>?
        package let identifier: PatientIdentifier?
        package let reason: String

        package init(patient: ID<Patient>?, identifier: PatientIdentifier?, reason: String) {
            self.patient = patient
            self.identifier = identifier
            self.reason = reason
        }

        /// The JSON of an emergency: the patient by id or by a number, and the reason.
        package static let codec: Codec<Input> = Codec.object(
            "NewEmergencyAccess",
            Input.init(patient:identifier:reason:),
            .optional("patientId", \.patient, .id()),
            .optional("identifier", \.identifier, PatientIdentifier.codec),
            .required("reason", \.reason, .note(max: 2_000))
        ).checked { input, reading in
            if (input.patient == nil) == (input.identifier == nil) {
                reading.report(
                    .contradiction,
                    at: "/patientId",
                    en: "Give either a patientId or an identifier.",
                    nl: "Geef een patientId of een identifier."
                )
            }
            reading.requireEmergencyReason(input.reason)
        }
    }

    /// What was opened, and until when.
    package struct Opened: Sendable {
        let id: ID<AccessRelation>
        let patient: ID<Patient>
        let from: Instant
        let until: Instant

        /// The JSON form.
        package static let codec: Codec<Opened> = .object(
            "EmergencyAccess",
            Opened.init(id:patient:from:until:),
            .required("id", \.id, .id()),
            .required("patientId", \.patient, .id()),
            .required("from", \.from, .instant),
            .required("until", \.until, .instant)
        )
    }

    /// Opens the record, or answers with what is open still; every read that rests on it has purpose ETREAT in the log.
    /// - Throws: not found where there is no such patient.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> (answer: Answer, patient: ID<Patient>) {
        let answer = try await call.change(.breakGlass, in: environment, isKept: false) { transaction, stamp in
            let named: EmergencyPatient
            if let identifier = input.identifier {
                named = .identifier(identifier)
            } else {
                guard let patient = input.patient else { throw UseCaseError.notFound("patient", "Deze patiënt") }
                named = .id(patient)
            }
            let opened = try await transaction.openEmergency(
                id: environment.makeUUID(),
                named,
                reason: input.reason,
                hours: hours,
                event: stamp.event,
                review: environment.makeUUID()
            )
            guard let opened else {
                throw WallRefusal(
                    error: .notFound("patient", "Deze patiënt"),
                    patient: input.patient,
                    query: input.identifier.map { PatientIdentifier.codec.encode($0) },
                    reason: input.reason
                )
            }
            let emergency = Opened(
                id: ID(opened.id),
                patient: opened.patient,
                from: opened.from,
                until: opened.until
            )
            var note = AuditNote.access(
                "OpenEmergencyAccess",
                .create,
                opened.patient,
                object: opened.id.uuidString.lowercased(),
                reason: input.reason
            )
            note.purpose = "ETREAT"
            return Change(id: opened.id, version: 1, body: Opened.codec.encode(emergency), note: note)
        }
        // Whoever watches the service sees the count rise at once.
        Counter(label: "workup_break_glass_total").increment()
        do {
            return (answer, try Opened.codec.decode(answer.body).patient)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension Reading {
    /// Reports a reason at `/reason` that is no sentence: somebody judges it.
    package mutating func requireEmergencyReason(_ reason: String) {
        guard reason.count < OpenEmergencyAccess.reasonLengthMin else { return }
        report(
            .outOfRange,
            at: "/reason",
            en: "Say in a sentence why this cannot wait; the privacy officer reads it.",
            nl: "Zeg in een zin waarom dit niet kan wachten; de functionaris gegevensbescherming leest dit."
        )
    }
}
