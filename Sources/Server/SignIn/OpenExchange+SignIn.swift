// What the pages of signing in have in common: whose session it is, where to go next, problems told in their place.
import Domain
import HTTPTypes
import Pages
import UseCases

extension OpenExchange {
    /// The session that the request carries; nil where it has none that counts.
    func findSession() async throws -> SessionIdentity? {
        guard let sessionToken else { return nil }
        do {
            return try await FindSession.run(token: sessionToken, in: service.environment)
        } catch  where error.category == .unauthenticated {
            return nil
        }
    }

    /// Does something for somebody who has come so far; everybody else is sent to where they are.
    func with(
        _ stages: SessionStage...,
        body: (SessionIdentity) async throws -> Reply
    ) async throws -> Reply {
        try await with(stages, body: body)
    }

    /// Does something for somebody who has come so far; everybody else is sent to where they are.
    func with(
        _ stages: [SessionStage],
        body: (SessionIdentity) async throws -> Reply
    ) async throws -> Reply {
        guard let session = try await findSession() else { return redirectRemembering(to: "/sign-in") }
        guard stages.contains(session.stage) else { return redirectRemembering(to: session.stage.page) }
        return try await body(session)
    }

    /// Does something with the secret of a second factor that is being set up. Whoever is signed in and has to show the one
    /// they have first is sent to where that is done.
    func withNewFactor(_ body: (SessionIdentity, ShownFactor) async throws -> Reply) async throws -> Reply {
        try await with(.enrolment, .full) { session in
            let shown: ShownFactor
            do throws(UseCaseError) {
                shown = try await ReadNewFactor.run(session, in: service.environment)
            } catch {
                guard error.code == ProblemCode.freshFactorNeeded.rawValue else { throw error }
                return .redirect(to: session.stage.page)
            }
            return try await body(session, shown)
        }
    }

    /// Does what a form asks for; what is not right is told on the page that has the form.
    ///
    /// - Parameters:
    ///   - address: of the page that has the form.
    ///   - session: of whoever is signed in; nil before that.
    ///   - page: the page, with what was not right.
    ///   - body: does it.
    /// - Returns: the answer, or the page with the status of the problem.
    /// - Throws: what is no refusal of a use case, such as a fault of ours.
    func answering(
        at address: String,
        of session: SessionIdentity? = nil,
        _ page: (PageTrouble) -> any PageModel,
        with body: () async throws -> Reply
    ) async throws -> Reply {
        do {
            let reply = try await body()
            service.outage.worked(service.logger)
            return reply
        } catch let error as UseCaseError where error.category != .fault {
            let problem = ErrorMapping.problem(for: error)
            var trouble = PageTrouble()
            for fault in error.faults {
                trouble.faults[String(fault.pointer.drop { $0 == "/" }), default: []].append(fault.message[language])
            }
            if error.faults.isEmpty { trouble.message = error.message[language] }
            let shell = shell(at: address, of: session, in: session == nil ? nil : .account, alert: trouble.message)
            var reply = show(page(trouble), in: shell, status: problem.status)
            if let seconds = problem.retryAfterSeconds { reply.headers[.retryAfter] = String(seconds) }
            if problem.status == .unauthorized { reply.headers[.wwwAuthenticate] = #"Bearer realm="workup""# }
            return reply
        }
    }

    /// The passwords of a form, as JSON would bring them.
    ///
    /// - Throws: `UseCaseError` with every fault.
    func newPassword(_ form: FormText, current: String?) throws -> SetPassword.Input {
        var members = [JSONMember("password", .string(form["password"]))]
        if let current { members.append(JSONMember("current", .string(current))) }
        var faults: [Fault] = []
        if form["password"] != form["repeated"] {
            faults.append(
                Fault(
                    "/repeated",
                    .contradiction,
                    en: "The two are not the same.",
                    nl: "De twee zijn niet hetzelfde."
                )
            )
        }
        do throws(Faults) {
            let input = try SetPassword.Input.codec.decode(.object(members))
            guard !faults.isEmpty else { return input }
        } catch {
            faults += error.all
        }
        throw UseCaseError.invalid(Faults(faults))
    }

    /// What the account page tells of whoever is signed in.
    func matter(of session: SessionIdentity) -> AccountMatter {
        AccountMatter(
            name: session.actor.name,
            login: session.login,
            role: session.actor.role.label(language),
            organisation: session.actor.organisationCode,
            providerStepUp: providerStepUp
        )
    }

    /// Where one shows again at the hospital's own sign-in who one is; nil where that is of no use.
    var providerStepUp: String? {
        service.hospital?.settings.provesSecondFactor == true ? ProviderPaths.stepUp : nil
    }

    /// The account page, saying what was done.
    func done(_ session: SessionIdentity, _ notice: Localized) -> Reply {
        show(
            AccountPage(matter(of: session), in: language),
            in: shell(at: "/account", of: session, in: .account, notice: notice[language])
        )
    }
}

extension SessionStage {
    /// The page on which it goes on.
    var page: String {
        switch self {
        case .password: "/sign-in/password"
        case .enrolment: "/sign-in/new-factor"
        case .factor: "/sign-in/factor"
        case .full: "/account"
        }
    }
}
