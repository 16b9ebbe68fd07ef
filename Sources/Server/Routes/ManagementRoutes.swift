// Routes of managing accounts and protocols: one user with what they sign in with, roles, sessions, the active version.
import Domain
import HTTPTypes
import UseCases

/// What an administrator does beside adding and disabling.
enum ManagementRoutes {
    static let all: [Route] = [readUser, changeRole, endSessions, activate]

    private static let login = Parameter<String>.path("login", "What the user signs in as.", User.loginCodec)
    private static let code = Parameter<String>.path("protocolCode", "The protocol's code.", .openCode())

    private static let readUser = Route(
        method: .get,
        path: "/api/v1/users/{login}",
        operationID: "readUser",
        summary: "Reads a user with what they sign in with, and how often they are signed in now.",
        tag: .users,
        permission: .manageAccounts,
        parameters: [login.declaration],
        success: .document("The user.", ManagedUser.codec.schema()),
        handler: .signedIn { exchange in
            .document(
                try await ReadUser.run(
                    login: exchange(login),
                    call: exchange.call,
                    in: exchange.environment
                ).answer
            )
        }
    )

    private static let changeRole = Route(
        method: .post,
        path: "/api/v1/users/{login}/role",
        operationID: "changeRole",
        summary: "Gives a user another role; nobody changes their own, and an organisation keeps an administrator.",
        tag: .users,
        permission: .manageAccounts,
        parameters: [login.declaration],
        body: ChangeRole.Input.codec.schema(),
        success: .document("The user.", RowSchemas.userLine),
        problems: [.ownRole, .lastAdministrator],
        handler: .signedIn { exchange in
            .document(
                try await ChangeRole.run(
                    login: exchange(login),
                    exchange.decode(ChangeRole.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let endSessions = Route(
        method: .post,
        path: "/api/v1/users/{login}/signing-out",
        operationID: "endSessions",
        summary: "Signs a user out wherever they are signed in; tokens stay.",
        tag: .users,
        permission: .manageAccounts,
        parameters: [login.declaration],
        body: EndSessions.Input.codec.schema(),
        success: .document("The user.", RowSchemas.userLine),
        handler: .signedIn { exchange in
            .document(
                try await EndSessions.run(
                    login: exchange(login),
                    exchange.decode(EndSessions.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let activate = Route(
        method: .post,
        path: "/api/v1/protocols/{protocolCode}/activation",
        operationID: "activateProtocol",
        summary: "Makes a version the one that new workups are opened on; open ones stay on theirs.",
        tag: .protocols,
        permission: .manageProtocols,
        parameters: [code.declaration],
        body: ActivateProtocol.Input.codec.schema(),
        success: .document("The protocol.", CareProtocol.codec.schema()),
        handler: .signedIn { exchange in
            .document(
                try await ActivateProtocol.run(
                    code: exchange(code),
                    exchange.decode(ActivateProtocol.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )
}
