// The pages of users: the list, one of them, a new one, and what is done about an account after a last look.
import Domain
import Pages
import Reports
import UseCases

/// `/administration/users` and what is below it.
enum UserPageRoutes {
    static let all = [list, newPage, newForm, read] + UserAct.allCases.flatMap { [page($0), form($0)] } + [revoke]

    /// Whose accounts are shown.
    private enum State: String, CaseIterable, Sendable {
        case active, disabled
    }

    private static let login = Parameter<String>.path("login", "What the user signs in as.", User.loginCodec)
    private static let tokenID = Parameter<ID<APIToken>>.path("tokenId", "The token.", .id())
    private static let text = Parameter<String>.query("text", "What login or name has.", .text(max: 100))
    private static let role = Parameter<Role>.query("role", "With this role.", .code)
    private static let state = Parameter<State>.query("state", "Locked or not.", .word(State.allCases))
    private static let after = Parameter<String>.query("cursor", "The login after which it begins.", User.loginCodec)
    private static let done = Parameter<UserAct>.query("done", "What was just done.", .word(UserAct.allCases))
    private static let revoked = Parameter<Bool>.query("revoked", "Whether a token was just revoked.", .bool)

    private static let list = Route.page(
        AdministrationPlace.users.address,
        "usersPage",
        "The users of the organisation.",
        .manageAccounts,
        in: .administration,
        parameters: [text.declaration, role.declaration, state.declaration, after.declaration]
    ) { exchange in
        let asked = UsersAsked(
            text: exchange[text] ?? "",
            role: exchange[role],
            state: exchange[state]?.rawValue ?? ""
        )
        let filter = FindUsers.Filter(
            text: exchange[text],
            role: exchange[role],
            isDisabled: exchange[state].map { $0 == .disabled },
            after: exchange[after]
        )
        let (users, next) = try await FindUsers.run(filter, call: exchange.call, in: exchange.environment)
        let page = UsersPage(users, asked: asked, next: next, isFirst: filter.after == nil, in: exchange.language)
        return exchange.show(page, at: asked.address(after: filter.after))
    }

    // MARK: A new one

    private static let newPage = Route.page(
        "/administration/users/new",
        "newUserPage",
        "The page on which a user is added.",
        .manageAccounts,
        in: .administration
    ) { exchange in
        let (page, shell) = exchange.newUserPage()
        return exchange.show(page, in: shell)
    }

    private static let newForm = Route.pageForm(
        "/administration/users/new",
        "newUserForm",
        "Adds a user, and shows the secret for their first sign-in.",
        .manageAccounts,
        in: .administration,
        problems: [.loginTaken]
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            exchange.newUserPage(typed)
        } with: {
            try await form.using(AddUser.Input.codec) { input in
                let answer = try await AddUser.run(
                    input,
                    first: .setUpSecret,
                    call: exchange.call,
                    in: exchange.environment
                )
                return try exchange.secret(of: input.login, answer)
            }
        }
    }

    // MARK: One of them

    private static let read = Route.page(
        "/administration/users/{login}",
        "userPage",
        "A user with what they sign in with.",
        .manageAccounts,
        in: .administration,
        parameters: [login.declaration, done.declaration, revoked.declaration],
        problems: [.notFound]
    ) { exchange in
        let name = try exchange(login)
        let user = try await ReadUser.run(login: name, call: exchange.call, in: exchange.environment).user
        let page = UserPage(
            user,
            tokens: try await exchange.tokens(of: name),
            at: exchange.environment.now(),
            key: exchange.newKey,
            exchange.wording
        )
        var shell = exchange.shell(at: UserAddress.of(name))
        shell.notice = exchange[done].map { $0.done[exchange.language] }
        if exchange[revoked] == true { shell.notice = exchange.wording(UserPageWord.revokedDone) }
        return exchange.show(page, in: shell)
    }

    // MARK: What is done

    private static func page(_ act: UserAct) -> Route {
        Route.page(
            "/administration/users/{login}/\(act.rawValue)",
            "\(act.operation)Page",
            "The page for this: \(act.title.en).",
            .manageAccounts,
            in: .administration,
            parameters: [login.declaration],
            problems: [.notFound]
        ) { exchange in
            let name = try exchange(login)
            // Whoever is not there has no page.
            _ = try await ReadUser.run(login: name, call: exchange.call, in: exchange.environment)
            let (page, shell) = exchange.page(act, of: name)
            return exchange.show(page, in: shell)
        }
    }

    private static func form(_ act: UserAct) -> Route {
        Route.pageForm(
            "/administration/users/{login}/\(act.rawValue)",
            "\(act.operation)Form",
            "Shows what it would do, and does it once that was seen: \(act.title.en).",
            .manageAccounts,
            in: .administration,
            parameters: [login.declaration],
            others: ["confirmed", "password", "secondFactor"],
            problems: [.userDisabled, .userEnabled]
        ) { exchange, form in
            let name = try exchange(login)
            return try await exchange.answering(form) { typed in
                exchange.page(act, of: name, typed)
            } with: {
                try await exchange.perform(act, on: name, form)
            }
        }
    }

    private static let revoke = Route.pageForm(
        "/administration/users/{login}/tokens/{tokenId}/revocation",
        "revokeTokenForm",
        "Shows what revoking a token does, and revokes it once that was seen.",
        .manageAccounts,
        in: .administration,
        parameters: [login.declaration, tokenID.declaration],
        others: ["confirmed"]
    ) { exchange, form in
        let (name, id) = (try exchange(login), try exchange(tokenID))
        guard form.text["confirmed"] == "true" else {
            let tokens = try await exchange.tokens(of: name)
            guard let token = tokens.first(where: { $0.id == id.description }) else { throw Problem(.notFound) }
            var last = TeamForm(
                action: "\(UserAddress.of(name))/tokens/\(id)/revocation",
                [],
                button: exchange.wording(UserPageWord.revoke),
                key: exchange.newKey
            )
            last.given = [TeamForm.Given("confirmed", "true")]
            last.cancelAddress = UserAddress.of(name)
            let page = CheckAnswersPage(
                exchange.wording(UserPageWord.revoke),
                [
                    CheckAnswersPage.Answer(exchange.wording(UserPageWord.login), name),
                    CheckAnswersPage.Answer(exchange.wording(UserPageWord.tokenName), token.name),
                ],
                consequences: [exchange.wording(UserPageWord.revokeText)],
                last
            )
            return exchange.show(page, at: UserAddress.of(name))
        }
        _ = try await RevokeToken.run(id, call: exchange.call, in: exchange.environment)
        return .redirect(to: "\(UserAddress.of(name))?revoked=true")
    }
}

extension UserAct {
    /// The name that the API document has for it.
    fileprivate var operation: String {
        switch self {
        case .role: "changeRole"
        case .reset: "resetUser"
        case .signingOut: "endSessions"
        case .disabling: "disableUser"
        case .enabling: "enableUser"
        }
    }
}
