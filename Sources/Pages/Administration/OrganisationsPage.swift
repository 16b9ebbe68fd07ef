// The page of organisations and teams: who takes part, who looks after patients together, and the forms beside them.
package import Domain
import Reports

/// A team with those who belong to it.
package struct TeamLine: Sendable, Hashable {
    let organisation: String
    let code: String
    let name: String
    let members: [String]

    /// A team.
    ///
    /// - Parameters:
    ///   - organisation: the code of its organisation.
    ///   - code: its own code.
    ///   - name: what it is called.
    ///   - members: the names of those who belong to it.
    package init(organisation: String, code: String, name: String, members: [String]) {
        self.organisation = organisation
        self.code = code
        self.name = name
        self.members = members
    }
}

/// What is done on the page of organisations.
package enum OrganisationAct: String, Sendable, Hashable, CaseIterable {
    case organisation, team, join, leave

    /// Where its form is sent to.
    package var address: String { "/administration/organisations/\(rawValue)" }

    /// What is said once it is done.
    package var done: AdministrationWord {
        switch self {
        case .organisation: .organisationAdded
        case .team: .teamAdded
        case .join: .joined
        case .leave: .left
        }
    }

    var title: AdministrationWord {
        switch self {
        case .organisation: .addOrganisation
        case .team: .addTeam
        case .join: .join
        case .leave: .leave
        }
    }
}

/// Organisations and teams.
package struct OrganisationsPage: PageModel {
    /// Its words.
    package typealias Words = AdministrationWord
    /// The name of its template.
    package static let template = "organisations"

    struct Row {
        let code: String
        let name: String
        let kind: String
    }

    struct Team {
        let name: String
        let code: String
        let members: String
    }

    struct Part {
        let title: String
        let isOpen: Bool
        let form: ShownForm
    }

    package let title: String
    let places: [AdministrationWay]
    let faults: FaultSummary?
    let organisations: [Row]
    let teams: [Team]
    let hasTeams: Bool
    let parts: [Part]

    /// Organisations and teams.
    ///
    /// - Parameters:
    ///   - organisations: who takes part.
    ///   - teams: who looks after patients together.
    ///   - own: the code of the reader's organisation.
    ///   - key: of the forms.
    ///   - typed: what was typed into which form, where it comes again.
    ///   - language: of the page.
    package init(
        _ organisations: [Organisation],
        teams: [TeamLine],
        own: String?,
        key: String,
        _ typed: (act: OrganisationAct, text: FormTyped)? = nil,
        in language: Language
    ) {
        title = AdministrationWord.organisations.text[language]
        places = AdministrationPlace.organisations.ways(language)
        self.organisations = organisations.map {
            Row(code: $0.code, name: $0.name, kind: $0.kind.label[language])
        }
        self.teams = teams.map { team in
            let none = AdministrationWord.noMembers.text[language]
            return Team(
                name: team.name,
                code: "\(team.organisation)/\(team.code)",
                members: team.members.isEmpty ? none : team.members.joined(separator: ", ")
            )
        }
        hasTeams = !teams.isEmpty
        let codes = organisations.map { FormOption($0.code, $0.name) }
        let names = teams.map { FormOption("\($0.organisation)/\($0.code)", "\($0.name) (\($0.organisation))") }
        let forms = OrganisationAct.allCases.map { act in
            var form = OrganisationsPage.form(act, codes, names, own: own, key: key, language)
            if typed?.act == act { form.typed = typed?.text }
            return (act, form)
        }
        parts = forms.filter { !($0.0 == .join || $0.0 == .leave) || !teams.isEmpty }.map { act, form in
            Part(title: act.title.text[language], isOpen: form.typed != nil, form: ShownForm(form))
        }
        faults = forms.lazy.compactMap { FaultSummary($0.1) }.first
    }

    private static func form(
        _ act: OrganisationAct,
        _ organisations: [FormOption],
        _ teams: [FormOption],
        own: String?,
        key: String,
        _ language: Language
    ) -> TeamForm {
        func word(_ word: AdministrationWord) -> String { word.text[language] }
        let fields: [FormField] =
            switch act {
            case .organisation:
                [
                    FormField("/code", .text, label: word(.organisationCode), hint: word(.codeHint), isRequired: true),
                    FormField("/name", .text, label: word(.name), isRequired: true),
                    FormField(
                        "/kind",
                        .list(FormOption.all(OrganisationKind.self, language), any: ""),
                        label: word(.kind),
                        isRequired: true
                    ),
                ]
            case .team:
                [
                    FormField(
                        "/organisation",
                        .list(organisations, any: nil),
                        label: word(.organisation),
                        isRequired: true,
                        value: own ?? ""
                    ),
                    FormField("/code", .text, label: word(.organisationCode), hint: word(.codeHint), isRequired: true),
                    FormField("/name", .text, label: word(.name), isRequired: true),
                ]
            case .join, .leave:
                [
                    FormField("team", .list(teams, any: nil), label: word(.team), isRequired: true),
                    FormField(
                        "/login",
                        .text,
                        label: word(.login),
                        hint: act == .join ? word(.membersHint) : nil,
                        isRequired: true
                    ),
                ]
            }
        let button = word(act == .leave ? .leave : act == .join ? .join : act.title)
        var form = TeamForm(action: act.address, [FormGroup(nil, fields)], button: button, key: key)
        form.prefix = "\(act.rawValue)-"
        return form
    }
}
