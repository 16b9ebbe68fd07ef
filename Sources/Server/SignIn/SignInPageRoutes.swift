// The pages of signing in: forms without script; what is not right is told in its place.
import Domain
import HTTPTypes
import Pages
import UseCases

/// `/sign-in` and what is below it, `/sign-out` and `/account`.
enum SignInPageRoutes {
    static let all: [Route] =
        [
            signInPage, signInForm, factorPage, factorForm, firstPasswordPage, firstPasswordForm, newFactorPage,
            newFactorForm,
        ] + AccountPageRoutes.all + ProviderRoutes.all

    private static let signInPage = page("/sign-in", "signInPage", "The page to sign in on.") { exchange in
        exchange.show(SignInPage(provider: exchange.providerPath, in: exchange.language))
    }

    private static let signInForm = form(
        "/sign-in",
        "signInForm",
        "Takes login and password.",
        ["login", "password"]
    ) { exchange, form in
        try await exchange.answering(at: "/sign-in") { trouble in
            SignInPage(login: form["login"], provider: exchange.providerPath, trouble, in: exchange.language)
        } with: {
            let input = SignIn.Input(login: form["login"], password: form["password"])
            return exchange.next(try await SignIn.run(input, exchange.visit, in: exchange.service.environment))
        }
    }

    private static let factorPage = stagePage(
        "/sign-in/factor",
        "factorPage",
        "The page for the second factor.",
        .factor
    ) { exchange, _ in CredentialPage.secondFactor(in: exchange.language) }

    private static let factorForm = form(
        "/sign-in/factor",
        "factorForm",
        "Takes a code and signs in.",
        ["code"]
    ) { exchange, form in
        try await exchange.with(.factor) { session in
            try await exchange.answering(at: "/sign-in/factor") {
                CredentialPage.secondFactor($0, in: exchange.language)
            } with: {
                let (input, environment) = (FactorInput(code: form["code"]), exchange.service.environment)
                return exchange.next(try await ShowFactor.run(input, session, exchange.visit, in: environment))
            }
        }
    }

    private static let firstPasswordPage = stagePage(
        "/sign-in/password",
        "firstPasswordPage",
        "The page on which a password is chosen.",
        .password
    ) { exchange, _ in CredentialPage.firstPassword(in: exchange.language) }

    private static let firstPasswordForm = form(
        "/sign-in/password",
        "firstPasswordForm",
        "Takes a password that was chosen.",
        ["password", "repeated"]
    ) { exchange, form in
        try await exchange.with(.password) { session in
            try await exchange.answering(at: "/sign-in/password") {
                CredentialPage.firstPassword($0, in: exchange.language)
            } with: {
                let input = try exchange.newPassword(form, current: nil)
                let environment = exchange.service.environment
                return exchange.next(try await SetPassword.run(input, session, exchange.visit, in: environment))
            }
        }
    }

    private static let newFactorPage: Route = {
        var route = page("/sign-in/new-factor", "newFactorPage", "The page on which a second factor is set up.") {
            exchange in
            try await exchange.withNewFactor { session, shown in
                exchange.show(
                    CredentialPage.newFactor(secret: shown.secret, address: shown.address, in: exchange.language),
                    in: exchange.shell(at: "/sign-in/new-factor", of: session, in: .account)
                )
            }
        }
        route.redirects = true
        route.problems = [.databaseUnavailable, .wrongStage]
        return route
    }()

    private static let newFactorForm = form(
        "/sign-in/new-factor",
        "newFactorForm",
        "Confirms a new second factor.",
        ["code"]
    ) { exchange, form in
        try await exchange.withNewFactor { session, shown in
            let environment = exchange.service.environment
            return try await exchange.answering(at: "/sign-in/new-factor", of: session) {
                CredentialPage.newFactor(secret: shown.secret, address: shown.address, $0, in: exchange.language)
            } with: {
                let input = FactorInput(code: form["code"])
                let progress = try await ConfirmFactor.run(input, session, exchange.visit, in: environment)
                let next = exchange.wantedPage?.address ?? "/account"
                let page = RecoveryCodesPage(progress.recoveryCodes, next: next, in: exchange.language)
                return exchange.show(page, in: exchange.shell(at: "/account"))
                    .withCookie(CookieName.wanted.removing).signingIn(progress)
            }
        }
    }

    // MARK: Kinds of route

    /// A page that anybody may look at.
    static func page(
        _ path: String,
        _ operationID: String,
        _ summary: String,
        _ body: @escaping @Sendable (OpenExchange) async throws -> Reply
    ) -> Route {
        Route(
            method: .get,
            path: path,
            operationID: operationID,
            summary: summary,
            tag: .session,
            success: .text("The page.", "text/html"),
            handler: .open(body)
        )
    }

    /// A page for somebody who has come so far; everybody else is sent to where they are.
    static func stagePage(
        _ path: String,
        _ operationID: String,
        _ summary: String,
        _ stages: SessionStage...,
        body: @escaping @Sendable (OpenExchange, SessionIdentity) async throws -> any PageModel
    ) -> Route {
        var route = page(path, operationID, summary) { exchange in
            try await exchange.with(stages) { session in
                let model = try await body(exchange, session)
                return exchange.show(model, in: exchange.shell(at: path, of: session, in: .account))
            }
        }
        route.redirects = true
        route.problems = [.databaseUnavailable, .wrongStage]
        return route
    }

    /// What a form of a page is sent to.
    static func form(
        _ path: String,
        _ operationID: String,
        _ summary: String,
        _ fields: [String],
        body: @escaping @Sendable (OpenExchange, FormText) async throws -> Reply
    ) -> Route {
        Route(
            method: .post,
            path: path,
            operationID: operationID,
            summary: summary,
            tag: .session,
            form: fields,
            redirects: true,
            success: .text("The page, where there is no next one.", "text/html"),
            problems: [.signInRefused, .signInDelayed, .wrongStage, .freshFactorNeeded, .busy, .databaseUnavailable],
            handler: .open { exchange in try await body(exchange, FormText(exchange.body, known: fields)) }
        )
    }
}
