// What importing and exporting case files needs of the record.
package import Domain
import PostgreSQL

extension RecordTransaction {
    /// Of the given content hashes, those imported before.
    package func importedHashes(among hashes: [[UInt8]]) async throws -> Set<[UInt8]> {
        Set(try await fetchAll(ImportStatements.known(hashes.map(Bytes.init))).map(\.bytes))
    }

    /// Who holds which of these numbers.
    package func holders(of identifiers: [PatientIdentifier]) async throws -> [PatientIdentifier: ID<Patient>] {
        guard !identifiers.isEmpty else { return [:] }
        let rows = try await fetchAll(
            ImportStatements.holders(identifiers.map(\.system.description), identifiers.map(\.value))
        )
        let wanted = Dictionary(
            identifiers.map { ([$0.system.description, $0.value], $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var holders: [PatientIdentifier: ID<Patient>] = [:]
        for (system, value, patient) in rows {
            if let identifier = wanted[[system, value]] { holders[identifier] = patient }
        }
        return holders
    }

    /// The next workups after one, in the order of their ids.
    package func workups(after: ID<Workup>?, limit: Int) async throws -> [ID<Workup>] {
        try await fetchAll(ImportStatements.workupsAfter(after, Int32(limit)))
    }

    /// The next workups after one, of the given ones or of all there are, in the order of their ids, each with the record
    /// that leads where records of one person were joined.
    package func persons(
        of workups: [ID<Workup>],
        after: ID<Workup>?,
        limit: Int
    ) async throws -> [(workup: ID<Workup>, patient: ID<Patient>)] {
        try await fetchAll(ImportStatements.personsOfWorkups(after, Int32(limit), workups))
            .map { (workup: $0.0, patient: $0.1) }
    }

    /// How many workups there are.
    package func workupCount() async throws -> Int {
        try await fetchFirst(ImportStatements.workupCount()) ?? 0
    }
}
