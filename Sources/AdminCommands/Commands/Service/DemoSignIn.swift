// As whom of the demo clinic one can sign in on the pages, and with what the first time.
import Domain
import UseCases

/// One of the demo's people who can sign in.
struct DemoSignIn: Sendable {
    let login: String
    let name: String
    let role: Role
    /// What is typed as the password the first time; nil where a password was chosen before, which then counts.
    let setUpSecret: String?

    /// Those whose work shows the most of the pages; the others are reset with `workup user reset`.
    private static let logins = ["f.testinga", "b.voorbeeld", "c.plansma", "p.geheimveld", "a.beheersma"]

    /// A one-time secret for each of them who chose no password yet.
    static func prepared(_ session: Session) async throws -> [DemoSignIn] {
        let users = try session.items(await ListUsers.run(call: session.call, in: session.environment))
        var found: [DemoSignIn] = []
        for login in logins {
            guard let user = users.first(where: { $0["login"]?.string == login }), user["disabledAt"] == nil,
                let name = user["name"]?.string, let role = user["role"]?.string.flatMap(Role.init(rawValue:))
            else { continue }
            let secret = user["hasPassword"] == .bool(true) ? nil : try await secret(login, session)
            found.append(DemoSignIn(login: login, name: name, role: role, setUpSecret: secret))
        }
        return found
    }

    private static func secret(_ login: String, _ session: Session) async throws -> String? {
        let input = ResetUser.Input(password: true, secondFactor: false, reason: "demo")
        let answer = try await ResetUser.run(login: login, input, call: session.call, in: session.environment)
        return try JSONReader.read(answer.body)["setUpSecret"]?.string
    }

    /// The sign-ins as lines below each other, with how it is done.
    static func text(_ signIns: [DemoSignIn], _ address: String, _ language: Language) -> String {
        let heading = Localized(
            en: """
                The pages: open \(address)/sign-in and sign in as one of these. The first password is replaced by one of your
                own; then an authenticator app is asked for (or: oathtool --totp --base32 KEY, with the key on the page).
                """,
            nl: """
                De pagina's: open \(address)/sign-in en meld u aan als een van hen. Het eerste wachtwoord wordt vervangen door een
                eigen; daarna is een authenticator-app nodig (of: oathtool --totp --base32 SLEUTEL, met de sleutel op de pagina).
                """
        )
        let chosen = Localized(en: "(the password that was chosen)", nl: "(het gekozen wachtwoord)")[language]
        let width = signIns.map(\.login.count).max() ?? 0
        let lines = signIns.map { person in
            let login = person.login + String(repeating: " ", count: width - person.login.count)
            return "  \(login)  \(person.setUpSecret ?? chosen)  \(person.name), \(person.role.label[language])"
        }
        return ([heading[language]] + lines).joined(separator: "\n") + "\n"
    }

    /// The JSON of a sign-in.
    var json: JSONValue {
        var members = [JSONMember("login", .string(login)), JSONMember("role", .string(role.rawValue))]
        if let setUpSecret { members.append(JSONMember("setUpSecret", .string(setUpSecret))) }
        return .object(members)
    }
}
