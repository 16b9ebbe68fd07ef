// Data for research: case files in which a pseudonym stands for the patient. By the machine's administrator, who has the key.
package import Domain
package import Records

/// Exports one workup for research.
package enum ExportPseudonymised {
    /// The case file without what tells who the patient is, and the fields that were taken out.
    ///
    /// - Parameters:
    ///   - workup: the workup.
    ///   - key: the key of the pseudonyms.
    ///   - call: who exports; only the machine's own administrator may.
    ///   - environment: the outside.
    /// - Returns: the file and what went.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ workup: ID<Workup>,
        key: PseudonymKey,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> PseudonymisedCase.Outcome {
        try await call.requireMachine(in: environment)
        let body = try await ReadWorkup.document(
            workup,
            asOf: nil,
            event: "ExportPseudonymised",
            withEvaluation: false,
            call: call,
            in: environment
        )
        do {
            let document = try WorkupDocument.codec.decode(body, limits: .ownDocuments)
            let file = document.caseFile
            // Records that were joined speak of one person, who has one pseudonym: that of the record that leads.
            let patient = document.patient.mergedInto ?? document.patient.id
            let outcome = try PseudonymisedCase(
                pseudonym: key.pseudonym(of: patient),
                shiftDays: key.shiftDays(of: patient),
                patient: file.patient
            ).make(file)
            // What went must not have taken the shape along.
            _ = try CaseFile.codec.decode(outcome.file)
            return outcome
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
