// The pages of administration: both languages, what is done after a last look, what is told wrong, and who may.
import Criteria
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The pages of administration", .database(.clinic))
struct AdministrationPageTests {
    /// Sends a form up to its last look, and then once more from there.
    private func confirm(
        _ stage: PageStage,
        _ action: String,
        _ fields: [(String, String)],
        _ language: Language = .en
    ) async throws -> TestResponse {
        let look = try await stage.browser.form(action, fields, language: language)
        #expect(look.status == .ok, "\(look.text)")
        PageStage.check(look.text, language)
        return try await stage.browser.form(
            action,
            try PageStage.fields(look.text, action: action),
            language: language
        )
    }

    @Test("are looked at in both languages", arguments: Language.allCases)
    func goldens(language: Language) async throws {
        try await PageStage.run(as: "administrator") { stage in
            _ = try await stage.clinic.openWorkup("Bakker")
            for (name, path) in [
                ("administration", "/administration"), ("users", "/administration/users"),
                ("user", "/administration/users/nurse"), ("organisations", "/administration/organisations"),
                ("protocols", "/administration/protocols"), ("protocol", "/administration/protocols/mmn"),
                ("activation", "/administration/protocols/mmn/activation?version=1"),
            ] {
                let page = try await stage.page(path, language)
                #expect(!page.contains("VISSER") && !page.contains("BAKKER"))
                try Golden.expect(
                    PageStage.normalized(page),
                    named: "\(name)-\(language.rawValue).html",
                    suite: "Pages"
                )
            }
            for path in ["/administration/users/new", "/administration/protocols/check"] {
                _ = try await stage.page(path, language)
            }
        }
    }

    @Test("are for administrators alone; nobody else is led there", arguments: Role.allCases)
    func roles(role: Role) async throws {
        try await PageStage.run(as: role.rawValue.lowercased()) { stage in
            let may = role == .administrator
            let account = try await stage.page("/account")
            #expect(account.contains("href=\"/administration\"") == may)
            for path in [
                "/administration", "/administration/users", "/administration/users/new", "/administration/users/nurse",
                "/administration/users/nurse/role", "/administration/organisations", "/administration/protocols",
                "/administration/protocols/mmn", "/administration/protocols/mmn/activation?version=1",
                "/administration/protocols/check",
            ] {
                let response = try await stage.browser.send(.get, path)
                #expect(response.status == (may ? .ok : .forbidden), "\(path)")
            }
            for (path, fields) in [
                ("/administration/users/new", [("/login", "x.y"), ("/name", "X"), ("/role", "nurse")]),
                ("/administration/users/nurse/disabling", [("/reason", "x"), ("confirmed", "true")]),
                ("/administration/organisations/team", [("/organisation", "NMC"), ("/code", "T"), ("/name", "T")]),
                ("/administration/protocols/mmn/activation", [("/version", "1"), ("/reason", "x")]),
                ("/administration/protocols/check", [("yaml", "a: b")]),
                ("/administration/protocols/new", [("yaml", "a: b")]),
            ] where !may {
                #expect(try await stage.browser.form(path, fields).status == .forbidden, "\(path)")
            }
        }
    }

    @Test("a user is added with a secret that is shown once", arguments: Language.allCases)
    func adds(language: Language) async throws {
        try await PageStage.run(as: "administrator") { stage in
            let path = "/administration/users/new"
            let fields = try PageStage.fields(try await stage.page(path, language), action: path)
            let wrong = try await stage.browser.form(
                path,
                PageStage.changing(fields, ["/login": "A b", "/name": "Anna <Smit>"]),
                language: language
            )
            #expect(wrong.status == .badRequest && wrong.text.contains("value=\"Anna &lt;Smit&gt;\""))
            PageStage.check(wrong.text, language)
            let typed = ["/login": "a.smit", "/name": "Anna Smit", "/role": "nurse"]
            let added = try await stage.browser.form(path, PageStage.changing(fields, typed), language: language)
            #expect(added.status == .ok, "\(added.text)")
            PageStage.check(added.text, language)
            let secret = try #require(added.text.firstMatch(of: #/<pre class="card secret">([^<]+)</pre>/#)).1
            let shown = try await stage.page("/administration/users/a.smit", language)
            #expect(!shown.contains(secret) && shown.contains("Anna Smit"))
            let first = BrowserClient(stage.browser.client, stage.browser.door)
            let entered = try await first.form("/sign-in", [("login", "a.smit"), ("password", String(secret))])
            #expect(entered.headers[.location] == "/sign-in/password")
            let again = try await stage.browser.form(path, PageStage.changing(fields, typed), language: language)
            #expect(again.status == .conflict && again.text.contains("role=\"alert\""))
        }
    }

    @Test("a role is changed, an account locked and unlocked, each after a last look", arguments: Language.allCases)
    func acts(language: Language) async throws {
        try await PageStage.run(as: "administrator") { stage in
            let user = "/administration/users/nurse"
            for (act, changes, expected) in [
                ("role", ["/role": "coordinator", "/reason": "new <job>"], "Co"),
                ("disabling", ["/reason": "left"], language == .nl ? "geblokkeerd" : "locked"),
                ("enabling", ["/reason": "came back"], language == .nl ? "actief" : "active"),
            ] {
                let action = "\(user)/\(act)"
                let fields = try PageStage.fields(try await stage.page(action, language), action: action)
                let empty = try await stage.browser.form(action, fields, language: language)
                #expect(empty.status == .badRequest)
                let look = try await stage.browser.form(action, PageStage.changing(fields, changes), language: language)
                #expect(!look.text.contains("<job>"))
                #expect(
                    try await stage.clinic.logRows(
                        "select from audit_event where event_code in ('ChangeRole', 'DisableUser', 'EnableUser')"
                    ).count == ["role": 0, "disabling": 1, "enabling": 2][act]
                )
                let done = try await confirm(stage, action, PageStage.changing(fields, changes), language)
                #expect(done.status == .seeOther, "\(done.text)")
                let page = try await stage.page(done.headers[.location] ?? "", language)
                #expect(page.contains(expected) && page.contains("role=\"status\""))
            }
            let rows = try await stage.clinic.rows("select role, disabled_at::text from app_user where login = 'nurse'")
            #expect(rows == [["coordinator", nil]])
        }
    }

    @Test("a password and a second factor are reset, sessions ended, and the last administrator stays")
    func resets() async throws {
        try await PageStage.run(as: "administrator") { stage in
            let other = BrowserClient(stage.browser.client, stage.browser.door)
            try await other.enrol("nurse")
            let user = "/administration/users/nurse"
            #expect(try await stage.page(user).contains("href=\"\(user)/signing-out\""))
            let out = "\(user)/signing-out"
            let done = try await confirm(stage, out, [("key", "a"), ("/reason", "telephone stolen")])
            #expect(done.headers[.location] == "\(user)?done=signing-out")
            #expect(try await other.send(.get, "/account").headers[.location] == "/sign-in")

            let reset = "\(user)/reset"
            let nothing = try await stage.browser.form(reset, [("key", "b"), ("/reason", "forgot")])
            #expect(nothing.status == .badRequest && nothing.text.contains("role=\"alert\""))
            let fields = [("key", "b"), ("password", "true"), ("secondFactor", "true"), ("/reason", "forgot")]
            let shown = try await confirm(stage, reset, fields)
            #expect(shown.status == .ok && shown.text.contains("<pre class=\"card secret\">"))

            let own = "/administration/users/administrator/disabling"
            let last = try await confirm(stage, own, [("key", "c"), ("/reason", "left")])
            #expect(last.status == .conflict && last.text.contains("last administrator"))
            PageStage.check(last.text, .en)
        }
    }

    @Test("a token is listed without its secret and revoked after a last look")
    func tokens() async throws {
        try await PageStage.run(as: "administrator") { stage in
            let input = CreateToken.Input(login: "researcher", name: "export <x>", expiresAt: nil)
            let answer = try await CreateToken.run(
                input,
                call: stage.clinic.call(.researcher),
                in: stage.browser.door.environment
            )
            let token = try #require(try JSONReader.read(answer.body)["token"]?.string)
            let path = "/administration/users/researcher"
            let page = try await stage.page(path)
            #expect(page.contains("export &lt;x&gt;") && !page.contains(token))
            let id = try #require(page.firstMatch(of: #/tokens/([0-9a-f-]{36})/revocation/#)).1
            let done = try await confirm(stage, "\(path)/tokens/\(id)/revocation", [("key", "a")])
            #expect(done.headers[.location] == "\(path)?revoked=true")
            let rows = try await stage.clinic.rows("select count(*) from api_token where revoked_at is null")
            #expect(rows == [["0"]])
        }
    }

    @Test("organisations and teams are added, and people join and leave", arguments: Language.allCases)
    func organisations(language: Language) async throws {
        try await PageStage.run(as: "administrator") { stage in
            let path = "/administration/organisations"
            func send(_ act: String, _ fields: [(String, String)]) async throws -> TestResponse {
                let key = fields.contains { $0.0 == "key" } ? [] : [("key", act)]
                return try await stage.browser.form("\(path)/\(act)", key + fields, language: language)
            }
            let wrong = try await send("organisation", [("/code", "x y"), ("/name", "New <1>")])
            #expect(wrong.status == .badRequest && wrong.text.contains("value=\"New &lt;1&gt;\""))
            PageStage.check(wrong.text, language)
            for (act, fields, told) in [
                ("organisation", [("/code", "NEW"), ("/name", "Newtown"), ("/kind", "regionalHospital")], "Newtown"),
                ("team", [("/organisation", "NMC"), ("/code", "NM"), ("/name", "Neuromuscular")], "NMC/NM"),
                ("join", [("team", "NMC/NM"), ("/login", "nurse")], "Nurse specialist"),
                ("leave", [("team", "NMC/NM"), ("/login", "nurse")], language == .nl ? "nog geen" : "no members yet"),
            ] {
                let sent = try await send(act, fields)
                #expect(sent.headers[.location] == "\(path)?done=\(act)", "\(sent.text)")
                #expect(try await stage.page("\(path)?done=\(act)", language).contains(told))
            }
            let nobody = try await send("join", [("key", "other"), ("team", "NMC/NM"), ("/login", "nobody.such")])
            #expect(nobody.status == .badRequest && nobody.text.contains("id=\"join-f-login-fault-0\""))
        }
    }
}

@Suite("The pages of protocols", .database(.clinic))
struct ProtocolPageTests {
    private static func text(version: Int) throws -> String {
        let text = try #require(ProtocolLoader.bundledText("mmn.yaml"))
        return text.replacing("\nversion: 1\n", with: "\nversion: \(version)\n")
            .replacing("    burden: 3\n", with: "    burden: 2\n")
    }

    @Test("tell every fault of a file at once, by its line", arguments: Language.allCases)
    func faults(language: Language) async throws {
        try await PageStage.run(as: "administrator") { stage in
            let path = "/administration/protocols/check"
            let yaml = "format: workup-protocol/1\r\ncode: <b>\r\nversion: none\r\n"
            let checked = try await stage.browser.form(path, [("key", "a"), ("yaml", yaml)], language: language)
            #expect(checked.status == .badRequest)
            PageStage.check(checked.text, language)
            let lines = checked.text.matches(of: #/<th scope="row" class="figure">(\d+)</th>/#).map { String($0.1) }
            #expect(lines.contains("2") && lines.contains("3") && lines.count > 3)
            #expect(checked.text.contains("code: &lt;b&gt;") && !checked.text.contains("<b>"))
            #expect(try await stage.clinic.rows("select count(*) from protocol where code = 'mmn'") == [["1"]])
        }
    }

    @Test("lead from a file over its differences to the active version", arguments: Language.allCases)
    func whole(language: Language) async throws {
        try await PageStage.run(as: "administrator") { stage in
            let check = "/administration/protocols/check"
            let yaml = try Self.text(version: 2).replacing("\n", with: "\r\n")
            let checked = try await stage.browser.form(check, [("key", "a"), ("yaml", yaml)], language: language)
            #expect(checked.status == .ok)
            PageStage.check(checked.text, language)
            #expect(checked.text.contains(language == .nl ? "gewijzigd: belasting" : "changed: burden"))
            let keep = "/administration/protocols/new"
            let fields = try PageStage.fields(checked.text, action: keep)
            let kept = try await stage.done(keep, fields, language)
            #expect(kept == "/administration/protocols/mmn?version=2&done=kept")
            let page = try await stage.page(kept, language)
            #expect(page.contains("href=\"/administration/protocols/mmn/activation?version=2\""))
            let again = try await stage.browser.form(keep, [("key", "z"), ("yaml", yaml)], language: language)
            #expect(again.status == .conflict && again.text.contains("role=\"alert\""))

            let preview = try await stage.page("/administration/protocols/mmn/activation?version=2", language)
            #expect(preview.contains(language == .nl ? "Nu actief is versie 1." : "Active now is version 1."))
            #expect(preview.contains(language == .nl ? "gewijzigd: belasting" : "changed: burden"))
            #expect(!preview.contains("VISSER"))
            let action = "/administration/protocols/mmn/activation"
            let form = try PageStage.fields(preview, action: action)
            let empty = try await stage.browser.form(action, form, language: language)
            #expect(empty.status == .badRequest && empty.text.contains("id=\"f-reason-fault-0\""))
            PageStage.check(empty.text, language)
            let done = try await stage.done(action, PageStage.changing(form, ["/reason": "signed off"]), language)
            #expect(try await stage.page(done, language).contains("role=\"status\""))
            let active = try await stage.clinic.rows("select version from protocol where code = 'mmn' and is_active")
            #expect(active == [["2"]])
        }
    }

    @Test("know no version that is not there")
    func missing() async throws {
        try await PageStage.run(as: "administrator") { stage in
            for path in ["mmn?version=99", "nothing", "mmn/activation?version=99"] {
                let response = try await stage.browser.send(.get, "/administration/protocols/\(path)")
                #expect(response.status == .notFound)
            }
        }
    }
}
