// Unusual access for tests of the queue: a marked patient whose record somebody opened.
import Domain
import FoundationEssentials
import Records
import TestSupport
import UseCases

/// What stands ready to be judged.
struct ReviewStage: Sendable {
    /// A name that must stand nowhere where patients are named by id alone.
    static let familyName = "Kanarieveld"

    let patient: ID<Patient>

    /// Marks a patient and has somebody of a name open the record.
    static func prepare(_ clinic: TestClinic, reader: String = "Nurse specialist") async throws -> ReviewStage {
        let patient = try await clinic.addPatient(familyName)
        try await MarkPatient.run(
            patient,
            as: .vip,
            reason: "in the news",
            call: clinic.call(.privacyOfficer),
            in: clinic.environment
        )
        clinic.clock.advance(by: .seconds(60))
        let call = Call(
            actor: Actor(
                userID: TestClinic.userID(.nurse),
                name: reader,
                role: .nurse,
                organisationID: TestClinic.centreID,
                organisationCode: "NMC"
            ),
            origin: .rest
        )
        _ = try await ReadPatient.run(patient, asOf: nil, call: call, in: clinic.environment)
        return ReviewStage(patient: patient)
    }
}
