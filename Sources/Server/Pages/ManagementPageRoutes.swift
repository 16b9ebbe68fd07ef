// The pages where administration of the service begins, and of organisations and teams.
import Domain
import Pages
import Reports
import UseCases

/// `/administration` and `/administration/organisations`.
enum ManagementPageRoutes {
    static let all = [start, organisations] + OrganisationAct.allCases.map(form)

    private static let done = Parameter<OrganisationAct>.query(
        "done",
        "What was just done.",
        .word(OrganisationAct.allCases)
    )

    private static let start = Route.page(
        "/administration",
        "administrationPage",
        "Where administration begins.",
        .manageProtocols,
        in: .administration
    ) { exchange in
        let mayReview = Permission.readAudit.roles.contains(exchange.call.actor.role)
        let page = AdministrationPage(
            reviewAddress: mayReview ? ReviewPageRoutes.path : nil,
            in: exchange.language
        )
        return exchange.show(page, at: "/administration")
    }

    private static let organisations = Route.page(
        AdministrationPlace.organisations.address,
        "organisationsPage",
        "The organisations and teams.",
        .manageAccounts,
        in: .administration,
        parameters: [done.declaration]
    ) { exchange in
        var (page, shell) = try await exchange.organisationsPage()
        shell.notice = exchange[done].map { exchange.wording($0.done) }
        return exchange.show(page, in: shell)
    }

    private static func form(_ act: OrganisationAct) -> Route {
        let names: [OrganisationAct: (String, String)] = [
            .organisation: ("addOrganisationForm", "Adds an organisation."), .team: ("addTeamForm", "Adds a team."),
            .join: ("joinTeamForm", "Adds somebody to a team."),
            .leave: ("leaveTeamForm", "Takes somebody out of a team."),
        ]
        let (operationID, summary) = names[act] ?? ("", "")
        return Route.pageForm(
            act.address,
            operationID,
            summary,
            .manageAccounts,
            in: .administration,
            others: ["team"]
        ) { exchange, form in
            try await exchange.answering(form) { typed in
                try await exchange.organisationsPage((act, typed))
            } with: {
                try await exchange.perform(act, form)
                return .redirect(to: "\(AdministrationPlace.organisations.address)?done=\(act.rawValue)")
            }
        }
    }
}

extension PageExchange {
    /// The page of organisations and teams, with what was typed into one of its forms.
    fileprivate func organisationsPage(
        _ typed: (act: OrganisationAct, text: FormTyped)? = nil
    ) async throws -> (page: OrganisationsPage, shell: PageShell) {
        try await call.authorise(.manageAccounts, in: environment)
        let organisations = try await items(ListOrganisations.run(call: call, in: environment)).map { row in
            Organisation(
                code: row["code"]?.string ?? "",
                name: row["name"]?.string ?? "",
                kind: row["kind"]?.string.flatMap(OrganisationKind.init(rawValue:)) ?? .regionalHospital
            )
        }
        let teams = try await items(ListTeams.run(call: call, in: environment)).map { row in
            TeamLine(
                organisation: row["organisation"]?.string ?? "",
                code: row["code"]?.string ?? "",
                name: row["name"]?.string ?? "",
                members: (row["members"]?.array ?? []).compactMap { $0["name"]?.string }
            )
        }
        let page = OrganisationsPage(
            organisations,
            teams: teams,
            own: call.actor.organisationCode,
            key: newKey,
            typed,
            in: language
        )
        return (page, shell(at: AdministrationPlace.organisations.address))
    }

    /// The items of a list, as JSON.
    func items(_ page: Page) throws -> [JSONValue] {
        try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
    }

    /// Does what a form of the page of organisations asks for.
    fileprivate func perform(_ act: OrganisationAct, _ form: SubmittedForm) async throws {
        let team = form.text["team"]
        switch act {
        case .organisation:
            try await form.using(Organisation.codec) { input in
                _ = try await AddOrganisation.run(input, call: call, in: environment)
            }
        case .team:
            try await form.using(AddTeam.Input.codec) { input in
                _ = try await AddTeam.run(input, call: call, in: environment)
            }
        case .join:
            try await form.using(TeamMembership.Input.codec) { input in
                _ = try await TeamMembership.join(team, input, call: call, in: environment)
            }
        case .leave:
            try await form.using(TeamMembership.Input.codec) { input in
                _ = try await TeamMembership.leave(team, input, call: call, in: environment)
            }
        }
    }
}
