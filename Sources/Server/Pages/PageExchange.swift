// A request for a page of the team: somebody who is signed in, what they asked for, and how the page is sent.
import Domain
import FoundationEssentials
import HTTPTypes
import Pages
import Reports
import UseCases

/// A request for a page, of somebody who is signed in.
struct PageExchange: Sendable {
    let open: OpenExchange
    let caller: PageCaller
    /// The part of the service that the page belongs to.
    let area: PageArea

    var language: Language { open.language }
    var call: Call { caller.call }
    var environment: UseCases.Environment { open.service.environment }
    var wording: Wording { Wording(language, clock: open.service.clock) }

    /// The key of a new form: by it a repeated sending is recognised.
    var newKey: String { environment.makeUUID().uuidString.lowercased() }

    /// A value of the path.
    func callAsFunction<Value>(_ parameter: Parameter<Value>) throws -> Value {
        try open.arguments.required(parameter)
    }

    /// A value of the query; nil where it was left out.
    subscript<Value>(_ parameter: Parameter<Value>) -> Value? {
        open.arguments.optional(parameter)
    }

    /// What stands around a page at an address.
    func shell(at address: String) -> PageShell {
        open.shell(at: address, of: caller.session, in: area)
    }

    /// The page as the answer.
    func show(_ page: some PageModel, at address: String, status: HTTPResponse.Status = .ok) -> Reply {
        show(page, in: shell(at: address), status: status)
    }

    /// The page in its shell as the answer.
    func show(_ page: some PageModel, in shell: PageShell, status: HTTPResponse.Status = .ok) -> Reply {
        open.show(page, in: shell, status: status)
    }
}

extension OpenExchange {
    /// What stands around a page.
    ///
    /// - Parameters:
    ///   - address: of the page, to come back to it in the other language.
    ///   - session: of whoever is signed in; nil, and everything before that, on pages for everybody.
    ///   - area: the part of the service that the page belongs to.
    ///   - notice: what was just done.
    ///   - alert: what went wrong.
    /// - Returns: what stands around it.
    func shell(
        at address: String,
        of session: SessionIdentity? = nil,
        in area: PageArea? = nil,
        notice: String? = nil,
        alert: String? = nil
    ) -> PageShell {
        PageShell(
            language: language,
            address: address,
            person: session.flatMap { $0.stage == .full ? person($0) : nil },
            area: area,
            notice: notice,
            alert: alert
        )
    }

    /// Whoever a session is of, and where they can go.
    private func person(_ session: SessionIdentity) -> PageShell.Person {
        let now = service.environment.now()
        let seconds = session.idleSeconds(from: now)
        return PageShell.Person(
            name: session.actor.name,
            role: session.actor.role.label(language),
            organisation: session.actor.organisationCode,
            areas: PageArea.areas(of: session.actor.role),
            idle: PageShell.Idle(
                seconds: Int(seconds),
                time: Wording(language, clock: service.clock).time(now.addingSeconds(seconds))
            )
        )
    }

    /// The page in its shell as the answer.
    func show(_ page: some PageModel, in shell: PageShell, status: HTTPResponse.Status = .ok) -> Reply {
        .html(page.html(in: shell), status: status, language: language)
    }

    /// A page for everybody as the answer.
    func show(_ page: some PageModel) -> Reply { show(page, in: shell(at: path)) }
}

extension PageArea {
    /// The parts that a role can go to.
    static func areas(of role: Role) -> [PageArea] {
        allCases.filter { area in area.permission.map { $0.roles.contains(role) } ?? true }
    }

    /// What somebody has to be allowed to go there; nil for everybody.
    private var permission: Permission? {
        switch self {
        case .worklist, .tasks, .statistics: .readWorkups
        case .patients: .readPatients
        case .meetings: .readMeetings
        case .review: .readAudit
        case .administration: .manageAccounts
        case .account: nil
        }
    }
}

extension Route {
    /// A page of the team that is looked at.
    ///
    /// - Parameters:
    ///   - path: with its parameters in braces.
    ///   - operationID: unique.
    ///   - summary: one line.
    ///   - permission: what somebody has to be allowed, asked before anything is read: a form that its reader may not send
    ///     is not shown to them.
    ///   - area: the part of the service that it belongs to.
    ///   - parameters: of path and query; a part of the query that was sent empty counts as left out, as forms send it.
    ///   - problems: beyond those of every page.
    ///   - body: makes the answer.
    /// - Returns: the route.
    static func page(
        _ path: String,
        _ operationID: String,
        _ summary: String,
        _ permission: Permission,
        in area: PageArea,
        parameters: [ParameterDeclaration] = [],
        problems: [ProblemCode] = [],
        body: @escaping @Sendable (PageExchange) async throws -> Reply
    ) -> Route {
        Route(
            method: .get,
            path: path,
            operationID: operationID,
            summary: summary,
            tag: .pages,
            permission: permission,
            parameters: parameters,
            redirects: true,
            takesEmptyQuery: true,
            success: .text("The page.", "text/html"),
            problems: [.databaseUnavailable, .busy] + problems,
            handler: .open { exchange in
                try await exchange.asCaller { caller in
                    let shown = PageExchange(open: exchange, caller: caller, area: area)
                    try await shown.call.authorise(permission, in: shown.environment)
                    return try await body(shown)
                }
            }
        )
    }
}
