// Asking before two patients' records are linked or parted.
import Domain
import UseCases

extension Session {
    /// Shows how many workups the record has and asks for its family name.
    func confirmPair(
        _ source: ID<Patient>,
        _ leading: ID<Patient>,
        _ options: ConfirmationOptions,
        _ what: Localized
    ) async throws {
        guard !options.yes, run.surroundings.isInputTerminal else {
            return try run.confirm(what, typing: "", options)
        }
        let patient = try await name(source)
        let other = try await name(leading)
        let page = try await ListPatientWorkups.run(source, call: call, in: environment)
        let count = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array?.count ?? 0
        try run.confirm(
            Localized(
                en: "\(patient): the \(what.en) \(other) (\(count) workups).",
                nl: "\(patient): het dossier \(what.nl) \(other) (\(count) trajecten)."
            ),
            typing: patient,
            options
        )
    }

    private func name(_ patient: ID<Patient>) async throws -> String {
        let answer = try await ReadPatient.run(patient, asOf: nil, call: call, in: environment)
        return try JSONReader.read(answer.body, limits: .ownDocuments)["familyName"]?.string ?? ""
    }
}
