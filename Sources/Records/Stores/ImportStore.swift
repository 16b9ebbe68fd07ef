// What importing and exporting case files needs of the record.
package import Domain
import PostgreSQL

extension RecordTransaction {
    /// Of the given content hashes, those imported before.
    package func importedHashes(among hashes: [[UInt8]]) async throws -> Set<[UInt8]> {
        Set(try await fetchAll(ImportStatements.known(hashes.map(Bytes.init))).map(\.bytes))
    }

    /// Notes that a content was imported.
    package func recordImport(hash: [UInt8], workup: ID<Workup>, patient: ID<Patient>, at: Instant) {
        add(ImportStatements.record(Bytes(hash), workup, patient, at))
    }

    /// Who holds which of these numbers.
    package func holders(of identifiers: [PatientIdentifier]) async throws -> [PatientIdentifier: ID<Patient>] {
        guard !identifiers.isEmpty else { return [:] }
        let rows = try await fetchAll(
            ImportStatements.holders(identifiers.map(\.system.description), identifiers.map(\.value))
        )
        var holders: [PatientIdentifier: ID<Patient>] = [:]
        for identifier in identifiers {
            holders[identifier] =
                rows.first { $0.0 == identifier.system.description && $0.1 == identifier.value }?.2
        }
        return holders
    }

    /// The next workups after one, in the order of their ids.
    package func workups(after: ID<Workup>?, limit: Int) async throws -> [ID<Workup>] {
        try await fetchAll(ImportStatements.workupsAfter(after, Int32(limit)))
    }

    /// How many workups there are.
    package func workupCount() async throws -> Int {
        try await fetchFirst(ImportStatements.workupCount()) ?? 0
    }
}
