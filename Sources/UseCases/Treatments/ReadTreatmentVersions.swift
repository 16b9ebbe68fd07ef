// How administrations and measurements came to what they say now: every version, those that were taken back among them.
package import Domain
import Records

/// Reads every version of the administrations and measurements of a workup.
package enum ReadTreatmentVersions {
    /// The versions in the order in which they were recorded, as known now or at an instant; the read is in the log.
    ///
    /// - Parameters:
    ///   - workup: the workup.
    ///   - asOf: the instant; nil for now.
    ///   - call: who looks.
    ///   - environment: the outside.
    /// - Returns: the versions.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [TreatmentVersion] {
        try requirePast(asOf: asOf, environment)
        let note = AuditNote(
            event: "ListTreatments",
            action: .read,
            workupID: workup,
            objectType: "treatment",
            categories: ["prescription"],
            need: .part
        )
        return try await call.list(.readWorkups, note, in: environment) { transaction in
            let found = try await transaction.treatmentVersions(workup, asOf: asOf)
            let versions = try found.map { try TreatmentVersion.codec.decode($0.body, limits: .ownDocuments) }
            return (versions, Array(Set(found.map(\.patient))))
        }
    }
}
