// What the pages of users have in common: their forms with what was typed, the last look, what is done, secrets shown once.
import Domain
import Pages
import Reports
import UseCases

extension PageExchange {
    func newUserPage(_ typed: FormTyped? = nil) -> (page: FormPage, shell: PageShell) {
        let form = UserForms.newUser(key: newKey, language, typed)
        let page = FormPage(title: wording(UserPageWord.newUser), lead: wording(UserPageWord.newUserLead), form)
        return (page, shell(at: "/administration/users/new"))
    }

    func page(
        _ act: UserAct,
        of login: String,
        _ typed: FormTyped? = nil
    ) -> (page: FormPage, shell: PageShell) {
        let form = act.form(login, key: newKey, language, typed)
        let page = FormPage(title: "\(act.title[language]): \(login)", lead: act.consequence[language], form)
        return (page, shell(at: act.address(of: login)))
    }

    func tokens(of login: String) async throws -> [TokenLine] {
        try await items(ListTokens.run(login: login, call: call, in: environment)).compactMap { row in
            guard let id = row["id"]?.string, let ends = row["expiresAt"]?.string.flatMap({ Instant($0) }) else {
                return nil
            }
            return TokenLine(
                id: id,
                name: row["name"]?.string ?? "",
                scopes: (row["scopes"]?.array ?? []).compactMap { $0.string.flatMap(TokenScope.init(rawValue:)) },
                expiresAt: ends,
                revokedAt: row["revokedAt"]?.string.flatMap { Instant($0) }
            )
        }
    }

    /// Does what a form about a user asks for, once what it does was seen.
    func perform(_ act: UserAct, on login: String, _ form: SubmittedForm) async throws -> Reply {
        let isConfirmed = form.text["confirmed"] == "true"
        switch act {
        case .role:
            return try await form.using(ChangeRole.Input.codec) { input in
                guard isConfirmed else {
                    return lastLook(act, login, form, [(UserPageWord.role, input.role.label)], input.reason)
                }
                _ = try await ChangeRole.run(login: login, input, call: call, in: environment)
                return done(act, login)
            }
        case .reset:
            return try await form.using(EnableUser.Input.codec) { reason in
                let input = ResetUser.Input(
                    password: form.text["password"] == "true",
                    secondFactor: form.text["secondFactor"] == "true",
                    reason: reason.reason
                )
                guard isConfirmed, input.password || input.secondFactor else {
                    return try resetLook(login, form, input)
                }
                let answer = try await ResetUser.run(login: login, input, call: call, in: environment)
                return input.password ? try secret(of: login, answer) : done(act, login)
            }
        case .signingOut:
            return try await form.using(EndSessions.Input.codec) { input in
                guard isConfirmed else { return lastLook(act, login, form, [], input.reason) }
                _ = try await EndSessions.run(login: login, input, call: call, in: environment)
                return done(act, login)
            }
        case .disabling:
            return try await form.using(DisableUser.Input.codec) { input in
                guard isConfirmed else { return lastLook(act, login, form, [], input.reason) }
                _ = try await DisableUser.run(login: login, input, call: call, in: environment)
                return done(act, login)
            }
        case .enabling:
            return try await form.using(EnableUser.Input.codec) { input in
                guard isConfirmed else { return lastLook(act, login, form, [], input.reason) }
                _ = try await EnableUser.run(login: login, input, call: call, in: environment)
                return done(act, login)
            }
        }
    }

    private func resetLook(_ login: String, _ form: SubmittedForm, _ input: ResetUser.Input) throws -> Reply {
        guard input.password || input.secondFactor else { throw ResetUser.nothingChosen }
        let chosen = [
            input.password ? (UserPageWord.resetPassword, UserPageWord.resetPasswordHint.text) : nil,
            input.secondFactor ? (UserPageWord.resetFactor, UserPageWord.resetFactorHint.text) : nil,
        ]
        return lastLook(.reset, login, form, chosen.compactMap(\.self), input.reason)
    }

    private func done(_ act: UserAct, _ login: String) -> Reply {
        .redirect(to: "\(UserAddress.of(login))?done=\(act.rawValue)")
    }

    /// What is about to be done, before it is.
    private func lastLook(
        _ act: UserAct,
        _ login: String,
        _ form: SubmittedForm,
        _ answers: [(UserPageWord, Localized)],
        _ reason: String
    ) -> Reply {
        var last = TeamForm(action: act.address(of: login), [], button: act.title[language], key: newKey)
        last.given =
            form.text.entries.filter { !SubmittedForm.ownFields.contains($0.name) && $0.name != "confirmed" }.map {
                TeamForm.Given($0.name, $0.value)
            } + [TeamForm.Given("confirmed", "true")]
        last.cancelAddress = UserAddress.of(login)
        let page = CheckAnswersPage(
            "\(act.title[language]): \(login)",
            answers.map { CheckAnswersPage.Answer(wording($0.0), $0.1[language]) }
                + [CheckAnswersPage.Answer(wording(UserPageWord.reason), reason)],
            consequences: [act.consequence[language]],
            last
        )
        return show(page, at: act.address(of: login))
    }

    /// The secret for a first sign-in, which is shown this once.
    func secret(of login: String, _ answer: Answer) throws -> Reply {
        let shown = try JSONReader.read(answer.body, limits: .ownDocuments)
        guard let secret = shown["setUpSecret"]?.string else { throw Problem(.fault) }
        let ends = shown["setUpEndsAt"]?.string.flatMap { Instant($0) }.map { " \(wording.instant($0))" } ?? ""
        let page = SecretPage(
            "\(wording(AdministrationWord.setUpSecret)): \(login)",
            lead: "\(wording(AdministrationWord.setUpSecretText))\(ends).",
            secret: secret,
            back: UserAddress.of(login)
        )
        return show(page, at: UserAddress.of(login))
    }
}
