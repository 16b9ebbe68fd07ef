// The pages of users: the list with its filter, and one user with what they sign in with.
package import Domain
package import Reports

/// Which users are shown.
package struct UsersAsked: Sendable, Hashable {
    let text: String
    let role: Role?
    /// `active`, `disabled`, or nothing for both.
    let state: String

    /// Which users are shown.
    ///
    /// - Parameters:
    ///   - text: a text that login or name has.
    ///   - role: with this role only.
    ///   - state: `active`, `disabled`, or nothing for both.
    package init(text: String, role: Role?, state: String) {
        self.text = text
        self.role = role
        self.state = state
    }

    /// The address of the page, from a login on.
    ///
    /// - Parameter cursor: the login after which it begins.
    /// - Returns: the address.
    package func address(after cursor: String? = nil) -> String {
        let items = [
            text.isEmpty ? nil : "text=\(AddressText.encoded(text))", role.map { "role=\($0.rawValue)" },
            state.isEmpty ? nil : "state=\(state)", cursor.map { "cursor=\(AddressText.encoded($0))" },
        ].compactMap(\.self)
        let path = AdministrationPlace.users.address
        return items.isEmpty ? path : "\(path)?\(items.joined(separator: "&"))"
    }
}

/// The list of users.
package struct UsersPage: PageModel {
    /// Its words.
    package typealias Words = UserPageWord
    /// The name of its template.
    package static let template = "users"

    struct Row {
        let address: String
        let name: String
        let login: String
        let role: String
        let organisation: String
        let state: String
        let isDisabled: Bool
    }

    struct Option {
        let value: String
        let label: String
        let isSelected: Bool
    }

    package let title: String
    let places: [AdministrationWay]
    let text: String
    let roles: [Option]
    let states: [Option]
    let rows: [Row]
    let hasRows: Bool
    let nextAddress: String?
    let firstAddress: String?

    /// A page of users.
    ///
    /// - Parameters:
    ///   - users: the users.
    ///   - asked: which were asked for.
    ///   - next: the login after which the next page begins.
    ///   - isFirst: whether it is the first page.
    ///   - language: of the page.
    package init(_ users: [UserLine], asked: UsersAsked, next: String?, isFirst: Bool, in language: Language) {
        title = AdministrationWord.users.text[language]
        places = AdministrationPlace.users.ways(language)
        text = asked.text
        let any = Option(value: "", label: UserPageWord.any.text[language], isSelected: asked.role == nil)
        roles =
            [any]
            + Role.allCases.map {
                Option(value: $0.rawValue, label: $0.label[language], isSelected: $0 == asked.role)
            }
        let choices: [(String, UserPageWord)] = [("", .any), ("active", .active), ("disabled", .disabled)]
        states = choices.map { Option(value: $0, label: $1.text[language], isSelected: $0 == asked.state) }
        rows = users.map { user in
            Row(
                address: UserAddress.of(user.login),
                name: user.name,
                login: user.login,
                role: user.role.label[language],
                organisation: user.organisation,
                state: UsersPage.state(user).text[language],
                isDisabled: user.disabledAt != nil
            )
        }
        hasRows = !rows.isEmpty
        nextAddress = next.map { asked.address(after: $0) }
        firstAddress = isFirst ? nil : asked.address()
    }

    private static func state(_ user: UserLine) -> UserPageWord {
        if user.disabledAt != nil { return .disabled }
        guard user.hasPassword else { return .noPassword }
        return user.hasSecondFactor ? .ready : .noFactor
    }
}

/// Where the pages of a user are.
package enum UserAddress {
    /// The page of the user with a login.
    package static func of(_ login: String) -> String { "/administration/users/\(AddressText.encoded(login))" }
}

/// A token as the page of its user tells of it.
package struct TokenLine: Sendable, Hashable {
    /// The name under which it is listed.
    package let id: String
    /// What it is for.
    package let name: String
    let scopes: [TokenScope]
    let expiresAt: Instant
    let revokedAt: Instant?

    /// A token without its secret.
    package init(id: String, name: String, scopes: [TokenScope], expiresAt: Instant, revokedAt: Instant?) {
        self.id = id
        self.name = name
        self.scopes = scopes
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}

/// One user: who they are, what they sign in with, and what can be done about it.
package struct UserPage: PageModel {
    /// Its words.
    package typealias Words = UserPageWord
    /// The name of its template.
    package static let template = "user"

    struct Fact {
        let name: String
        let text: String
    }

    struct Act {
        let address: String
        let text: String
    }

    struct Token {
        let name: String
        let scopes: String
        let ends: String
        let revokeAddress: String?
    }

    package let title: String
    let places: [AdministrationWay]
    let facts: [Fact]
    let signIn: [Fact]
    let acts: [Act]
    let tokens: [Token]
    let hasTokens: Bool
    let key: String

    /// One user.
    ///
    /// - Parameters:
    ///   - user: the user.
    ///   - tokens: their tokens.
    ///   - now: the instant it is.
    ///   - key: of the forms by which a token is revoked.
    ///   - wording: language and clock.
    package init(_ user: ManagedUser, tokens: [TokenLine], at now: Instant, key: String, _ wording: Wording) {
        func fact(_ name: UserPageWord, _ text: String) -> Fact { Fact(name: wording(name), text: text) }
        func instant(_ instant: Instant?) -> String { instant.map(wording.instant) ?? wording(UserPageWord.notYet) }
        title = user.name
        places = AdministrationPlace.users.ways(wording.language)
        self.key = key
        var state = wording(user.disabledAt == nil ? UserPageWord.active : .disabled)
        if let at = user.disabledAt { state += ", \(wording.instant(at)): \(user.disabledReason ?? "")" }
        facts = [
            fact(.login, user.login), fact(.role, user.role.label[wording.language]),
            fact(.organisation, user.organisation), fact(.state, state), fact(.since, wording.instant(user.createdAt)),
        ]
        var signIn = [
            fact(.passwordSet, instant(user.passwordSetAt)), fact(.factorSet, instant(user.secondFactorSetAt)),
            fact(.recoveryCodes, String(user.recoveryCodeCount)),
        ]
        if let ends = user.setUpEndsAt, ends > now { signIn.append(fact(.setUpUntil, wording.instant(ends))) }
        var sessions = String(user.sessionCount)
        if let seen = user.seenAt { sessions += ", \(wording(UserPageWord.seen)) \(wording.instant(seen))" }
        signIn.append(fact(.sessions, sessions))
        self.signIn = signIn
        acts = UserAct.allCases.filter { $0.isOpen(for: user) }.map { act in
            Act(address: act.address(of: user.login), text: act.title[wording.language])
        }
        self.tokens = tokens.map { token in
            let isLiving = token.revokedAt == nil && token.expiresAt > now
            let ends =
                token.revokedAt.map { "\(wording(UserPageWord.revoked)), \(wording.instant($0))" }
                ?? wording.instant(token.expiresAt)
            return Token(
                name: token.name,
                scopes: token.scopes.map { $0.label[wording.language] }.joined(separator: ", "),
                ends: ends,
                revokeAddress: isLiving ? "\(UserAddress.of(user.login))/tokens/\(token.id)/revocation" : nil
            )
        }
        hasTokens = !tokens.isEmpty
    }
}
