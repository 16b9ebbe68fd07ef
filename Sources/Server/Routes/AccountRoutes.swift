// Routes of users, tokens and the access log.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/users`, `/api/v1/tokens` and `/api/v1/audit`.
enum AccountRoutes {
    static let all: [Route] = [
        users, addUser, disableUser, enableUser, resetUser, tokens, createToken, revokeToken, audit,
    ]

    private static let login = Parameter<String>.path("login", "What the user signs in as.", User.loginCodec)
    private static let ofLogin = Parameter<String>.query("login", "Of this user only.", User.loginCodec)
    private static let tokenID = Parameter<ID<APIToken>>.path("tokenId", "The token.", .id())

    private static let users = Route(
        method: .get,
        path: "/api/v1/users",
        operationID: "listUsers",
        summary: "Lists the users; how they get in is told of the organisation's own to its administrators.",
        tag: .users,
        permission: .readAccounts,
        success: .page("The users.", RowSchemas.userLine),
        handler: .signedIn { exchange in
            .page(try await ListUsers.run(call: exchange.call, in: exchange.environment), of: exchange)
        }
    )

    private static let addUser = Route(
        method: .post,
        path: "/api/v1/users",
        operationID: "addUser",
        summary: "Adds a user with a role.",
        tag: .users,
        permission: .manageAccounts,
        body: AddUser.Input.codec.schema(),
        success: .created("The user.", RowSchemas.userLine),
        problems: [.loginTaken, .notFound],
        handler: .signedIn { exchange in
            let answer = try await AddUser.run(
                exchange.decode(AddUser.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(answer, at: "/api/v1/users")
        }
    )

    private static let disableUser = Route(
        method: .post,
        path: "/api/v1/users/{login}/disabling",
        operationID: "disableUser",
        summary: "Disables a user; no session and no token of theirs counts any more.",
        tag: .users,
        permission: .manageAccounts,
        parameters: [login.declaration],
        body: DisableUser.Input.codec.schema(),
        success: .document("The user.", RowSchemas.userLine),
        problems: [.userDisabled, .lastAdministrator],
        handler: .signedIn { exchange in
            .document(
                try await DisableUser.run(
                    login: exchange(login),
                    exchange.decode(DisableUser.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let enableUser = Route(
        method: .post,
        path: "/api/v1/users/{login}/enabling",
        operationID: "enableUser",
        summary: "Enables a disabled user; tokens stay revoked.",
        tag: .users,
        permission: .manageAccounts,
        parameters: [login.declaration],
        body: EnableUser.Input.codec.schema(),
        success: .document("The user.", RowSchemas.userLine),
        problems: [.userEnabled],
        handler: .signedIn { exchange in
            .document(
                try await EnableUser.run(
                    login: exchange(login),
                    exchange.decode(EnableUser.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let resetUser = Route(
        method: .post,
        path: "/api/v1/users/{login}/reset",
        operationID: "resetUser",
        summary:
            "Resets a user's password, second factor or both and ends their sessions; a one-time secret to choose a "
            + "password by is shown this once.",
        tag: .users,
        permission: .manageAccounts,
        parameters: [login.declaration],
        body: ResetUser.Input.codec.schema(),
        success: .json("The one-time secret, where the password was reset.", RowSchemas.resetAccount),
        handler: .signedIn { exchange in
            let answer = try await ResetUser.run(
                login: exchange(login),
                exchange.decode(ResetUser.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .json(answer.body)
        }
    )

    private static let tokens = Route(
        method: .get,
        path: "/api/v1/tokens",
        operationID: "listTokens",
        summary: "Lists one's own tokens, or those of the organisation for an administrator, without their secrets.",
        tag: .users,
        permission: .manageOwnTokens,
        parameters: [ofLogin.declaration],
        success: .page("The tokens.", RowSchemas.tokenLine),
        handler: .signedIn { exchange in
            .page(
                try await ListTokens.run(login: exchange[ofLogin], call: exchange.call, in: exchange.environment),
                of: exchange
            )
        }
    )

    private static let createToken = Route(
        method: .post,
        path: "/api/v1/tokens",
        operationID: "createToken",
        summary:
            "Makes a token for oneself, or by an administrator for a user by whom no care and no log can be read; this "
            + "answer is the only time it is shown, so it is never repeated.",
        tag: .users,
        permission: .manageOwnTokens,
        body: CreateToken.Input.codec.schema(),
        success: .created("The token.", RowSchemas.newToken),
        problems: [.userDisabled, .tokenForAnother, .notFound],
        handler: .signedIn { exchange in
            let answer = try await CreateToken.run(
                exchange.decode(CreateToken.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(answer, at: "/api/v1/tokens")
        }
    )

    private static let revokeToken = Route(
        method: .post,
        path: "/api/v1/tokens/{tokenId}/revocation",
        operationID: "revokeToken",
        summary: "Revokes one's own token, or one of the organisation for an administrator, at once.",
        tag: .users,
        permission: .manageOwnTokens,
        parameters: [tokenID.declaration],
        success: .document("The token.", RowSchemas.revokedToken),
        handler: .signedIn { exchange in
            .document(
                try await RevokeToken.run(exchange(tokenID), call: exchange.call, in: exchange.environment)
            )
        }
    )

    // MARK: The log

    private enum Filter {
        static let patient = Parameter<ID<Patient>>.query("patientId", "Events about this patient.", .id())
        static let user = Parameter<ID<User>>.query("userId", "Events by this user.", .id())
        static let event = Parameter<String>.query("event", "Events of this kind.", .openCode())
        static let limit = Parameter<Int>.query(
            "limit",
            "How many on a page; 100 where left out.",
            .integer(1...SearchAudit.pageSizeMax)
        )
    }

    private static let audit = Route(
        method: .get,
        path: "/api/v1/audit",
        operationID: "searchAudit",
        summary: "Searches the access log, newest first; looking at it is itself logged.",
        tag: .audit,
        permission: .readAudit,
        parameters: [
            Filter.patient.declaration, Filter.user.declaration, Parameters.from.declaration,
            Parameters.to.declaration, Filter.event.declaration, Parameters.cursor.declaration,
            Filter.limit.declaration,
        ],
        success: .page("The events.", RowSchemas.auditLine),
        handler: .signedIn { exchange in
            let filter = SearchAudit.Filter(
                patient: exchange[Filter.patient],
                user: exchange[Filter.user],
                from: exchange[Parameters.from],
                to: exchange[Parameters.to],
                event: exchange[Filter.event],
                cursor: exchange[Parameters.cursor],
                limit: exchange[Filter.limit] ?? 100
            )
            return .page(
                try await SearchAudit.run(filter, call: exchange.call, in: exchange.environment),
                of: exchange
            )
        }
    )
}
