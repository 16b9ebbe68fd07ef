// The page of somebody who is signed in, and signing out.
import Domain
import HTTPTypes
import Pages
import UseCases

/// `/account` and `/sign-out`.
enum AccountPageRoutes {
    static let all: [Route] = [
        SignInPageRoutes.stagePage(
            "/account",
            "accountPage",
            "The page of whoever is signed in.",
            .full
        ) { exchange, session in AccountPage(exchange.matter(of: session), in: exchange.language) },
        SignInPageRoutes.form(
            "/account/password",
            "passwordForm",
            "Changes the password.",
            ["current", "password", "repeated"]
        ) { exchange, form in
            try await exchange.with(.full) { session in
                try await exchange.answering(at: "/account", of: session) {
                    AccountPage(exchange.matter(of: session), $0, in: exchange.language)
                } with: {
                    let input = try exchange.newPassword(form, current: form["current"])
                    let environment = exchange.service.environment
                    let progress = try await SetPassword.run(input, session, exchange.visit, in: environment)
                    return exchange.done(
                        session,
                        Localized(
                            en: "Your password is changed; everywhere else you are signed out.",
                            nl: "Uw wachtwoord is gewijzigd; overal elders bent u afgemeld."
                        )
                    ).signingIn(progress)
                }
            }
        },
        SignInPageRoutes.form(
            "/account/step-up",
            "stepUpForm",
            "Shows the second factor again.",
            ["code"]
        ) { exchange, form in
            try await exchange.with(.full) { session in
                try await exchange.answering(at: "/account", of: session) { trouble in
                    // Whoever was asked for it on the way to a page is asked for nothing else.
                    exchange.wantedPage == nil
                        ? AccountPage(exchange.matter(of: session), trouble, in: exchange.language)
                        : CredentialPage.stepUp(
                            provider: exchange.providerStepUp,
                            trouble,
                            in: exchange.language
                        ) as any PageModel
                } with: {
                    let input = FactorInput(code: form["code"])
                    let environment = exchange.service.environment
                    let progress = try await StepUp.run(input, session, exchange.visit, in: environment)
                    if let reply = exchange.goingOn { return reply.signingIn(progress) }
                    return exchange.done(
                        session,
                        Localized(
                            en: "Your second factor counts for five minutes.",
                            nl: "Uw tweede factor telt vijf minuten."
                        )
                    ).signingIn(progress)
                }
            }
        },
        SignInPageRoutes.form(
            "/account/new-factor",
            "replaceFactorForm",
            "Begins to replace the second factor.",
            []
        ) { exchange, _ in
            try await exchange.with(.full) { session in
                try await exchange.answering(at: "/account", of: session) {
                    AccountPage(exchange.matter(of: session), $0, in: exchange.language)
                } with: {
                    _ = try await ReplaceFactor.run(session, exchange.visit, in: exchange.service.environment)
                    return .redirect(to: "/sign-in/new-factor")
                }
            }
        },
        signOut("/sign-out", "signOutForm", "Signs out.", everywhere: false),
        signOut("/sign-out/everywhere", "signOutEverywhereForm", "Signs out everywhere.", everywhere: true),
    ]

    private static func signOut(
        _ path: String,
        _ operationID: String,
        _ summary: String,
        everywhere: Bool
    ) -> Route {
        SignInPageRoutes.form(path, operationID, summary, []) { exchange, _ in
            // Whoever's session has ended already is signed out as well.
            if let session = try await exchange.findSession() {
                let environment = exchange.service.environment
                try await SignOut.run(session, everywhere: everywhere, exchange.visit, in: environment)
            }
            let next = exchange.service.hospital == nil ? "/sign-in" : ProviderPaths.signedOut
            return Reply.redirect(to: next).signingOut().withCookie(CookieName.wanted.removing)
        }
    }
}
