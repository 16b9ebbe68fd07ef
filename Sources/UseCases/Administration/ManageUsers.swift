// Users as an administrator sees them: found page by page, and one of them with what they sign in with.
package import Domain
import Records

/// Finds the users whose accounts the caller manages.
package enum FindUsers {
    /// Which of them.
    package struct Filter: Sendable, Hashable {
        /// A text that login or name has.
        package var text: String?
        package var role: Role?
        package var isDisabled: Bool?
        /// The login after which the page begins.
        package var after: String?

        package init(text: String? = nil, role: Role? = nil, isDisabled: Bool? = nil, after: String? = nil) {
            self.text = text
            self.role = role
            self.isDisabled = isDisabled
            self.after = after
        }
    }

    /// How many are on a page.
    package static let pageSize = 50

    /// A page of users by login, and the login after which the next page begins.
    package static func run(
        _ filter: Filter,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> (users: [UserLine], next: String?) {
        let note = AuditNote.account("ListUsers", .read, nil)
        let rows = try await call.list(.manageAccounts, note, in: environment) { transaction in
            let rows = try await transaction.findUsers(
                of: call.isMachine ? nil : call.actor.organisationCode ?? "",
                text: filter.text,
                role: filter.role,
                isDisabled: filter.isDisabled,
                after: filter.after,
                limit: pageSize + 1
            )
            return (rows, [])
        }
        do {
            let users = try rows.prefix(pageSize).map { try UserLine.codec.decode($0.body) }
            return (users, rows.count > pageSize ? users.last?.login : nil)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Reads a user whose account the caller manages.
package enum ReadUser {
    /// The user with a login.
    package static func run(
        login: String,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> (answer: Answer, user: ManagedUser) {
        let note = AuditNote.account("ReadUser", .read, login)
        let body = try await call.list(.manageAccounts, note, in: environment) { transaction in
            _ = try await transaction.managedUser(login: login, for: call)
            guard let body = try await transaction.managedUserBody(login: login, at: environment.now()) else {
                throw UseCaseError.notFound("user", "Deze gebruiker")
            }
            return (body, [])
        }
        do {
            let user = try ManagedUser.codec.decode(body)
            return (Answer(id: environment.makeUUID(), version: user.version, body: body), user)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
