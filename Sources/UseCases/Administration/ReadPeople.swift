// Who and where can be named in a form: colleagues and organisations. Nothing of a patient, so nothing of it is logged.
package import Domain
import Records

/// Somebody who can be named to do something.
package struct Colleague: Sendable, Hashable {
    package let id: ID<User>
    package let name: String
    package let role: Role
    /// The code of the organisation.
    package let organisation: String
    /// By which others name them, where something is shared with them.
    package let login: String
}

/// People and organisations to choose from.
package struct People: Sendable {
    /// An organisation to choose.
    package struct Place: Sendable, Hashable {
        package let code: String
        package let name: String
    }

    /// Those of the caller's own organisation first.
    package let people: [Colleague]
    package let organisations: [Place]
}

/// Reads who can be named.
package enum ReadPeople {
    /// Everybody who takes part in care and can sign in, and every organisation; at most 500 and 200.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> People {
        try await call.authorise(.readAccounts, in: environment)
        do {
            let now = environment.now()
            return try await environment.record.write(as: call.identity(at: now)) { transaction in
                let people = try await transaction.colleagues(
                    of: call.actor.organisationCode,
                    roles: Permission.readWorkups.roles.sorted { $0.rawValue < $1.rawValue },
                    at: now,
                    limit: 500
                )
                let places = try await transaction.organisationNames(limit: 200)
                return People(
                    people: people.map {
                        Colleague(
                            id: $0.id,
                            name: $0.name,
                            role: $0.role,
                            organisation: $0.organisation,
                            login: $0.login
                        )
                    },
                    organisations: places.map { People.Place(code: $0.code, name: $0.name) }
                )
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
