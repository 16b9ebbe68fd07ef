// The pages on the way to the hospital's own sign-in and back.
import Domain
import HTTPTypes
import Logging
import Pages
import UseCases

/// `/sign-in/provider` and what is below it, and showing again there who one is.
enum ProviderRoutes {
    static let all: [Route] = [begin, stepUp, callback, finish, signedOut]

    private static let code = Parameter<String>.query("code", "What the provider gave.", .text(max: 2_048))
    private static let state = Parameter<String>.query("state", "What the way there was given.", .text(max: 200))
    private static let issuer = Parameter<String>.query("iss", "The issuer that answers.", .text(max: 2_000))
    private static let error = Parameter<String>.query("error", "What went wrong at the provider.", .text(max: 200))
    private static let parameters = [code.declaration, state.declaration, issuer.declaration, error.declaration]

    private static let begin = leaving(
        ProviderPaths.begin,
        "beginProviderSignIn",
        "Sends the browser to the hospital's own sign-in."
    ) { exchange, hospital in
        try await exchange.answering(at: "/sign-in") { trouble in
            SignInPage(provider: exchange.providerPath, trouble, in: exchange.language)
        } with: {
            try await exchange.leave(hospital, .signIn)
        }
    }

    private static let stepUp = leaving(
        ProviderPaths.stepUp,
        "beginProviderStepUp",
        "Sends the browser to the hospital's own sign-in, to show again who somebody is."
    ) { exchange, hospital in
        guard hospital.settings.provesSecondFactor else { throw Problem(.notFound) }
        return try await exchange.with(.full) { session in
            try await exchange.answering(at: "/account", of: session) { trouble in
                AccountPage(exchange.matter(of: session), trouble, in: exchange.language)
            } with: {
                try await exchange.leave(hospital, .stepUp)
            }
        }
    }

    /// Nothing is done here: the provider's site sent the browser, so it came without its cookies. It is sent on by a page of
    /// ours, and comes with them.
    private static let callback: Route = {
        var route = SignInPageRoutes.page(
            ProviderPaths.callback,
            "providerCallback",
            "Where the hospital's own sign-in sends the browser back to."
        ) { exchange in
            guard exchange.service.hospital != nil else { throw Problem(.notFound) }
            let given = [code, state, issuer, error].compactMap { parameter in
                exchange.arguments.optional(parameter).map { (parameter.name, $0) }
            }
            let query = given.map { "\($0.0)=\(QueryText.encoded($0.1))" }.joined(separator: "&")
            let page = GoingOnPage(to: "\(ProviderPaths.finish)?\(query)", in: exchange.language)
            return exchange.show(page, in: exchange.shell(at: "/sign-in"))
        }
        route.parameters = parameters
        route.ignoresUnknownQuery = true
        route.problems = [.notFound]
        return route
    }()

    private static let finish: Route = {
        var route = SignInPageRoutes.page(
            ProviderPaths.finish,
            "finishProviderSignIn",
            "Signs in whom the hospital's own sign-in has proven."
        ) { exchange in
            guard let hospital = exchange.service.hospital else { throw Problem(.notFound) }
            let answer = ProviderAnswer(
                code: exchange.arguments.optional(code),
                state: exchange.arguments.optional(state),
                issuer: exchange.arguments.optional(issuer),
                error: exchange.arguments.optional(error)
            )
            let asked = exchange.transaction(behind: answer, hospital)
            let reply = try await exchange.answering(at: "/sign-in") { trouble in
                SignInPage(provider: exchange.providerPath, trouble, in: exchange.language)
            } with: {
                switch asked {
                case .success(let transaction): try await exchange.finish(answer, transaction, hospital)
                case .failure(let fault):
                    throw try await SignInByProvider.refusal(
                        fault.words,
                        exchange.visit,
                        in: exchange.service.environment
                    )
                }
            }
            // It was of use once, however that went. What was not asked for here takes nothing away.
            guard case .success = asked else { return reply }
            return reply.withCookie(CookieName.provider.removing)
        }
        route.parameters = parameters
        route.redirects = true
        route.problems = [
            .notFound, .providerRefused, .identityUnknown, .providerUnavailable, .signInDelayed, .sessionEnded,
            .wrongStage, .busy, .databaseUnavailable,
        ]
        return route
    }()

    private static let signedOut = SignInPageRoutes.page(
        ProviderPaths.signedOut,
        "signedOutPage",
        "Says that somebody is signed out here, and where to sign out of the hospital account."
    ) { exchange in
        let address = await exchange.service.hospital?.signOutAddress()
        return exchange.show(SignedOutPage(provider: address, in: exchange.language))
    }

    /// A button that leads to the provider.
    private static func leaving(
        _ path: String,
        _ operationID: String,
        _ summary: String,
        _ body: @escaping @Sendable (OpenExchange, HospitalSignIn) async throws -> Reply
    ) -> Route {
        var route = SignInPageRoutes.form(path, operationID, summary, []) { exchange, _ in
            guard let hospital = exchange.service.hospital else { throw Problem(.notFound) }
            return try await body(exchange, hospital)
        }
        route.problems = [.notFound, .providerUnavailable, .wrongStage, .busy, .databaseUnavailable]
        return route
    }
}

extension OpenExchange {
    /// Where the hospital's own sign-in begins; nil where there is none.
    var providerPath: String? { service.hospital == nil ? nil : ProviderPaths.begin }

    /// Sends the browser to the provider by a page that goes on by itself: a redirect after a form would have to be allowed
    /// by the page's policy for wherever the provider leads.
    fileprivate func leave(_ hospital: HospitalSignIn, _ purpose: SignInTransaction.Purpose) async throws -> Reply {
        let environment = service.environment
        let secret = environment.makeSecret(SignInTransaction.secretByteCount)
        let transaction = SignInTransaction(purpose, secret: secret, at: environment.now())
        let address: String
        do throws(ProviderTrouble) {
            address = try await hospital.address(for: transaction, language)
        } catch {
            throw unavailable(error)
        }
        return show(GoingOnPage(to: address, in: language), in: shell(at: "/sign-in")).withCookie(
            CookieName.provider.setting(transaction.cookie, for: SignInTransaction.lifeSeconds)
        )
    }

    /// The way to the provider that an answer belongs to.
    fileprivate func transaction(
        behind answer: ProviderAnswer,
        _ hospital: HospitalSignIn
    ) -> Result<SignInTransaction, TokenFault> {
        Result { () throws(TokenFault) in
            try hospital.requireAsked(answer, providerCookie.flatMap(SignInTransaction.init(cookie:)))
        }
    }

    /// Finds out who came back, and lets them in.
    fileprivate func finish(
        _ answer: ProviderAnswer,
        _ transaction: SignInTransaction,
        _ hospital: HospitalSignIn
    ) async throws -> Reply {
        let environment = service.environment
        try await SignInByProvider.claim(visit, in: environment)
        let proven: ProvenClaims
        do {
            proven = try await hospital.finish(answer, transaction)
        } catch let trouble as ProviderTrouble {
            try await SignInByProvider.takeBack(visit, in: environment)
            throw unavailable(trouble)
        } catch let fault as TokenFault {
            throw try await SignInByProvider.refusal(fault.words, visit, in: environment)
        }
        let identity = ProviderIdentity(
            issuer: hospital.settings.issuer.text,
            subject: proven.subject,
            authenticatedAt: proven.authenticatedAt,
            hasSecondFactor: hospital.settings.provesSecondFactor
        )
        guard transaction.purpose == .stepUp else {
            return next(try await SignInByProvider.run(identity, visit, in: environment))
        }
        guard let session = try await findSession() else { return .redirect(to: "/sign-in") }
        return next(try await StepUpByProvider.run(identity, session, visit, in: environment))
    }

    /// What a person is told where the provider cannot be asked; what it was stands in the service's own log.
    private func unavailable(_ trouble: ProviderTrouble) -> UseCaseError {
        service.logger.warning("sign-in provider", metadata: ["cause": "\(trouble.description)"])
        var error = UseCaseError.providerUnavailable
        error.underlying = trouble
        return error
    }
}
