// Patients in a transaction: names and numbers, found, versioned, merged.
package import Domain
package import FoundationEssentials
import PostgreSQL

/// What one version of a patient says.
package struct PatientVersion: Sendable, Hashable {
    package var familyName: String
    package var givenNames: [String]
    package var birthDate: PartialDate?
    package var sex: Sex
    package var reason: String?

    package init(familyName: String, givenNames: [String], birthDate: PartialDate?, sex: Sex, reason: String?) {
        self.familyName = familyName
        self.givenNames = givenNames
        self.birthDate = birthDate
        self.sex = sex
        self.reason = reason
    }
}

/// Who recorded something, and when, and which line of the log tells of it.
package struct Stamp: Sendable, Hashable {
    package let at: Instant
    package let by: ID<User>?
    package let event: UUID

    package init(at: Instant, by: ID<User>?, event: UUID) {
        self.at = at
        self.by = by
        self.event = event
    }
}

extension RecordTransaction {
    /// A new patient with a first version.
    package func insertPatient(_ id: ID<Patient>, _ version: PatientVersion, _ stamp: Stamp) {
        add(PatientStatements.insert(id, stamp.at, stamp.by))
        insertPatientVersion(id, version: 1, version, stamp)
    }

    /// A further version; a version that is taken shows as `RecordError.versionTaken`.
    package func insertPatientVersion(_ id: ID<Patient>, version: Int, _ content: PatientVersion, _ stamp: Stamp) {
        add(
            PatientStatements.insertVersion(
                id,
                Int32(version),
                content.familyName,
                content.givenNames,
                content.birthDate,
                content.sex,
                stamp.at,
                stamp.by,
                content.reason
            )
        )
    }

    /// A number the patient is known by; one that another patient holds shows as `RecordError.taken(.identifier)`.
    package func insertIdentifier(_ patient: ID<Patient>, id: UUID, _ identifier: PatientIdentifier, _ stamp: Stamp) {
        let system = identifier.system.description
        add(PatientStatements.insertDirectoryEntry(system, identifier.value, patient))
        add(PatientStatements.insertIdentifier(patient, id, system, identifier.value, stamp.at, stamp.by))
    }

    /// Ends a number; it stays in the history.
    package func endIdentifier(_ patient: ID<Patient>, _ identifier: PatientIdentifier, _ stamp: Stamp) {
        let system = identifier.system.description
        add(PatientStatements.endIdentifier(patient, system, identifier.value, stamp.at, stamp.by))
        add(PatientStatements.removeDirectoryEntry(patient, system, identifier.value))
    }

    /// The patient as JSON, or nil.
    package func patientDocument(_ patient: ID<Patient>) async throws -> [UInt8]? {
        (try await fetchFirst(PatientStatements.document(patient, nil)) ?? nil)?.bytes
    }

    /// Several patients as JSON, in the order asked for.
    package func patientDocuments(_ patients: [ID<Patient>]) async throws -> [[UInt8]] {
        guard !patients.isEmpty else { return [] }
        return try await fetchAll(PatientStatements.documents(patients, nil)).map(\.bytes)
    }

    /// Who holds a number.
    package func patient(with identifier: PatientIdentifier) async throws -> ID<Patient>? {
        try await fetchFirst(PatientStatements.byIdentifier(identifier.system.description, identifier.value))
    }

    /// The patients whose family name begins so and who were born on that day, where one is given.
    package func patients(familyName: String, birthDate: PartialDate?, limit: Int) async throws -> [ID<Patient>] {
        var pattern = ""
        for character in familyName.lowercased() {
            if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
            pattern.append(character)
        }
        return try await fetchAll(PatientStatements.byName(pattern + "%", birthDate, Int32(limit)))
    }

    /// The numbers that patients have now, of those whom the caller may know.
    package func numbers(of patients: [ID<Patient>]) async throws -> [ID<Patient>: [PatientIdentifier]] {
        var found: [ID<Patient>: [PatientIdentifier]] = [:]
        for (patient, system, value) in try await fetchAll(PatientStatements.numbers(patients)) {
            found[patient, default: []] += []
            guard let system = system.flatMap(IdentifierSystem.init), let value else { continue }
            found[patient, default: []].append(try PatientIdentifier(system: system, value: value))
        }
        return found
    }

    /// The record a patient was merged into.
    package func mergeTarget(of patient: ID<Patient>) async throws -> ID<Patient>? {
        try await fetchFirst(PatientStatements.mergeTarget(patient))
    }

    /// Links two records as one person.
    package func merge(id: UUID, _ source: ID<Patient>, into target: ID<Patient>, reason: String, _ stamp: Stamp) {
        add(PatientStatements.insertMerge(id, source, target, reason, stamp.at, stamp.by))
    }

    /// Undoes the link.
    package func unmerge(_ source: ID<Patient>, from target: ID<Patient>, reason: String, _ stamp: Stamp) {
        add(PatientStatements.endMerge(source, target, reason, stamp.at, stamp.by))
    }
}
