// Organisations: which there are, and a new one.
package import Domain
import Records

/// Adds an organisation.
package enum AddOrganisation {
    /// Adds a neuromuscular centre or a regional hospital under a code of its own.
    package static func run(
        _ input: Organisation,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment) { transaction, stamp in
            let id: ID<Organisation> = environment.makeID()
            transaction.insertOrganisation(input, id: id, stamp)
            try await transaction.flush()
            return Change(
                id: id.uuid,
                version: 1,
                body: Organisation.codec.encode(input),
                note: AuditNote(
                    event: "AddOrganisation",
                    action: .create,
                    objectType: "organisation",
                    objectID: input.code,
                    categories: [],
                    purpose: "PATADMIN"
                )
            )
        }
    }
}

/// Lists the organisations.
package enum ListOrganisations {
    /// All organisations, by code.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> Page {
        let note = AuditNote(
            event: "ListOrganisations",
            action: .read,
            objectType: "organisation",
            categories: [],
            purpose: "PATADMIN"
        )
        return try await call.list(.readAccounts, note, in: environment) { transaction in
            (Page(items: try await transaction.organisations(limit: 1_000), next: nil), [])
        }
    }
}
