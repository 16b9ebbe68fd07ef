// The pages about who may see a patient: sharing and ending it, objections, what other organisations ask; each with its check.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The pages about who may see a patient", .database(.clinic))
struct AccessPageTests {
    private static func base(_ stage: PageStage) async throws -> String {
        "/patients/\(try await stage.clinic.document(stage.workup).patient.id)"
    }

    /// The check that a form leads to.
    private static func check(
        _ stage: PageStage,
        _ path: String,
        _ changes: [String: String],
        _ language: Language = .en
    ) async throws -> String {
        let fields = try PageStage.fields(try await stage.page(path, language), action: path)
        let check = try await stage.browser.form(path, PageStage.changing(fields, changes), language: language)
        #expect(check.status == .ok && check.text.contains("value=\"true\""), "\(check.text)")
        PageStage.check(check.text, language)
        return check.text
    }

    /// What a check sends when it is confirmed.
    private static func confirmed(_ check: String, _ path: String) throws -> [(String, String)] {
        try PageStage.fields(check, action: path) + [("confirmed", "true")]
    }

    private static func count(_ stage: PageStage, _ sql: String) async throws -> String? {
        try await stage.clinic.rows("select count(*) from \(sql)").first?[0]
    }

    @Test(
        "share a workup until a day, show who sees it and why, and end it with a reason",
        arguments: Language.allCases
    )
    func shares(language: Language) async throws {
        try await PageStage.run { stage in
            let base = try await Self.base(stage)
            let before = try await stage.page("\(base)/access", language)
            #expect(before.contains("Neuromuscular Centre (NMC)"))
            #expect(try await stage.page(stage.base, language).contains("href=\"\(base)/access\""))
            let path = "\(base)/shares/new"
            let check = try await Self.check(
                stage,
                path,
                ["/grantee": "organisation:REG", "/reason": "They follow <up>", "/until": "2026-03-31"],
                language
            )
            #expect(check.contains("Regional Hospital (REG)") && check.contains("They follow &lt;up&gt;"))
            #expect(check.contains(language == .nl ? "31 mrt. 2026" : "31 Mar 2026"))
            #expect(try await Self.count(stage, "access_relation where ground = 'share'") == "0")
            let fields = try Self.confirmed(check, path)
            // A repeated submit shows the first result.
            for _ in 1...2 { #expect(try await stage.done(path, fields, language) == "\(base)/access?saved=true") }
            let shared = try await stage.clinic.rows(
                "select id, workup_id is not null, valid_until at time zone 'UTC' from access_relation where ground = 'share'"
            )
            #expect(shared.count == 1 && shared[0][1] == "t" && shared[0][2]?.hasPrefix("2026-04-01 00:00") == true)
            let list = try await stage.page("\(base)/access?saved=true", language)
            #expect(list.contains("Regional Hospital (REG)") && list.contains("They follow &lt;up&gt;"))
            try Golden.expect(PageStage.normalized(list), named: "access-\(language.rawValue).html", suite: "Pages")
            let end = "\(base)/relations/\(try #require(shared[0][0]))/end"
            #expect(list.contains("href=\"\(end)\""))
            let missing = try await stage.browser.form(end, [("key", "k"), ("confirmed", "true")])
            #expect(missing.status == .badRequest && missing.text.contains("f-reason-fault-0"))
            let ending = try await Self.check(stage, end, ["/reason": "no longer needed"], language)
            #expect(ending.contains("Regional Hospital (REG)"))
            _ = try await stage.done(end, try Self.confirmed(ending, end), language)
            let ended = try await stage.page("\(base)/access", language)
            #expect(!ended.contains(end) && ended.contains("They follow &lt;up&gt;"))
            #expect(try await stage.browser.send(.get, end).status == .notFound)
        }
    }

    @Test("refuse sharing with oneself, with nobody and for a day that is over, and keep what was typed")
    func refusals() async throws {
        try await PageStage.run { stage in
            let path = "\(try await Self.base(stage))/shares/new"
            let fields = try PageStage.fields(try await stage.page(path), action: path)
            let typed: [([String: String], String)] = [
                (["/grantee": "", "/reason": ""], "f-grantee-fault-0"),
                (["/grantee": "organisation:NMC", "/reason": "kept", "confirmed": "true"], "f-grantee-fault-0"),
                (["/grantee": "user:nobody", "/reason": "kept", "confirmed": "true"], "f-grantee-fault-0"),
                (["/grantee": "REG", "/reason": "kept", "confirmed": "true"], "f-grantee-fault-0"),
                (
                    ["/grantee": "organisation:REG", "/reason": "kept", "/until": "2026-01-01", "confirmed": "true"],
                    "f-until-fault-0"
                ),
                (
                    ["/grantee": "organisation:REG", "/reason": "kept", "/what": "all", "confirmed": "true"],
                    "f-what-fault-0"
                ),
            ]
            for (changes, place) in typed {
                let refused = try await stage.browser.form(path, PageStage.changing(fields, changes))
                #expect(refused.status == .badRequest && refused.text.contains("id=\"\(place)\""), "\(changes)")
                #expect(changes["/reason"] == "" || refused.text.contains("kept</textarea>"), "\(changes)")
                PageStage.check(refused.text, .en)
            }
            #expect(try await Self.count(stage, "access_relation where ground = 'share'") == "0")
        }
    }

    @Test("record what the patient objects to, and take it back", arguments: Language.allCases)
    func objections(language: Language) async throws {
        try await PageStage.run { stage in
            let base = try await Self.base(stage)
            let path = "\(base)/objections/new"
            let empty = try await stage.browser.form(path, [("key", "k"), ("confirmed", "true")])
            #expect(empty.status == .badRequest && empty.text.contains("f-grantee-fault-0"))
            let check = try await Self.check(
                stage,
                path,
                ["/grantee": "organisation:REG", "/reason": "a neighbour works there"],
                language
            )
            let fields = try Self.confirmed(check, path)
            for _ in 1...2 { #expect(try await stage.done(path, fields, language) == "\(base)/access?saved=true") }
            let found = try await stage.clinic.rows("select id from access_objection where lifted_at is null")
            #expect(found.count == 1)
            let again = try await stage.browser.form(path, PageStage.changing(fields, ["key": "another"]))
            #expect(again.status == .conflict && again.text.contains("a neighbour works there</textarea>"))
            let list = try await stage.page("\(base)/access", language)
            #expect(list.contains("a neighbour works there"))
            let lift = "\(base)/objections/\(try #require(found.first?[0]))/lift"
            #expect(list.contains("href=\"\(lift)\""))
            let lifting = try await Self.check(stage, lift, ["/reason": "not any more"], language)
            _ = try await stage.done(lift, try Self.confirmed(lifting, lift), language)
            #expect(try await Self.count(stage, "access_objection where lifted_at is null") == "0")
            #expect(try await stage.browser.send(.get, lift).status == .notFound)
        }
    }

    @Test(
        "lead whoever records an objection to their own hospital away from the patient, whom they do not see any more"
    )
    func ownOrganisation() async throws {
        try await PageStage.run { stage in
            let base = try await Self.base(stage)
            let path = "\(base)/objections/new"
            let check = try await Self.check(stage, path, ["/grantee": "organisation:NMC"])
            #expect(try await stage.done(path, try Self.confirmed(check, path)) == "/patients?saved=true")
            #expect(try await stage.page("/patients?saved=true").contains("It is saved, and counts at once."))
            #expect(try await stage.browser.send(.get, base).status == .notFound)
        }
    }

    @Test("show what another organisation asks, and decide on it once")
    func requests() async throws {
        try await PageStage.run { stage in
            let clinic = stage.clinic
            let patient = try await clinic.addPatient("Visser", mrn: "P-1")
            // Whoever may only know the person is not told why somebody asks.
            let workup = OpenWorkup.Input(
                protocolCode: "mmn",
                openedOn: nil,
                question: nil,
                referredBy: nil,
                organisation: nil,
                assigneeID: nil
            )
            _ = try await OpenWorkup.run(patient, workup, call: clinic.call(), in: clinic.environment)
            let base = "/patients/\(patient)"
            let input = AddUser.Input(login: "reg.nurse", name: "Regional", role: .nurse, organisation: "REG")
            _ = try await AddUser.run(input, call: TestClinic.machine, in: clinic.environment)
            let asking = RequestAccess.Input(
                identifier: try PatientIdentifier(system: .hospital(organisation: "NMC"), value: "P-1"),
                reason: "She came to us"
            )
            _ = try await RequestAccess.run(
                asking,
                call: try await clinic.call(login: "reg.nurse"),
                in: clinic.environment
            )
            let request = try #require(try await clinic.rows("select id from access_request").first?[0])
            let path = "\(base)/access-requests/\(request)/decision"
            #expect(try await stage.page("\(base)/access").contains("href=\"\(path)\""))
            let wrong = try await stage.browser.form(
                path,
                [("key", "k"), ("/scope", "workup"), ("/reason", "why"), ("confirmed", "true")]
            )
            #expect(wrong.status == .badRequest && wrong.text.contains("f-scope-fault-0"))
            let check = try await Self.check(stage, path, ["/scope": "person", "/reason": "she said so"])
            #expect(check.contains("Show who the patient is"))
            _ = try await stage.done(path, try Self.confirmed(check, path))
            let list = try await stage.page("\(base)/access")
            #expect(list.contains("granted: she said so"))
            #expect(!list.contains(path))
            #expect(try await stage.browser.send(.get, path).status == .conflict)
        }
    }

    @Test("show nothing of it to another hospital, and let no role do what is not its own")
    func others() async throws {
        try await PageStage.run(as: "laboratory") { stage in
            let base = try await Self.base(stage)
            let page = try await stage.page("\(base)/access")
            #expect(!page.contains("/shares/new") && page.contains("/objections/new"))
            #expect(try await stage.browser.send(.get, "\(base)/shares/new").status == .forbidden)
            let input = AddUser.Input(login: "reg.nurse", name: "Regional", role: .nurse, organisation: "REG")
            _ = try await AddUser.run(input, call: TestClinic.machine, in: stage.clinic.environment)
            let other = BrowserClient(stage.browser.client, stage.browser.door)
            try await other.enrol("reg.nurse")
            for path in ["/access", "/shares/new", "/objections/new"] {
                #expect(try await other.send(.get, "\(base)\(path)").status == .notFound, "\(path)")
            }
        }
    }
}
