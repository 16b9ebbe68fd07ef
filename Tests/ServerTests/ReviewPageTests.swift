// The page on which unusual access is judged: both languages, what is typed wrong, who may not, and what is escaped.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import Pages
import Records
import Reports
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The page of unusual access", .database(.clinic))
struct ReviewPageTests {
    private static let path = "/audit/review"
    private static let officer = "privacyofficer"

    /// The page after a form was sent.
    private func follow(_ response: TestResponse, _ browser: BrowserClient, _ language: Language) async throws -> String
    {
        #expect(response.status == .seeOther, "\(response.text)")
        let address = try #require(response.headers[.location])
        let page = try await browser.send(.get, address, language: language)
        #expect(page.status == .ok)
        return page.text
    }

    /// The ids of the accesses on a page.
    private func ids(_ page: String) -> [String] {
        page.matches(of: /id="access-([0-9a-f-]{36})"/).map { String($0.output.1) }
    }

    private func checkPage(_ page: String, _ language: Language) {
        PageStage.check(page, language)
        #expect(!page.contains(ReviewStage.familyName))
    }

    @Test("leads from an empty queue over what is found to judgements, in both languages", arguments: Language.allCases)
    func whole(language: Language) async throws {
        try await BrowserClient.run { browser in
            let stage = try await ReviewStage.prepare(browser.door.clinic)
            try await browser.enrol(Self.officer)
            let empty = try await browser.send(.get, Self.path, language: language).text
            checkPage(empty, language)
            #expect(empty.contains(language == .nl ? "Er wacht niets op een oordeel." : "Nothing waits to be judged."))
            #expect(ids(empty).isEmpty)
            try Golden.expect(PageStage.normalized(empty), named: "review-\(language.rawValue).html", suite: "Pages")

            let search = try await browser.form("\(Self.path)/search", [("days", "7"), ("includesJudged", "false")])
            let page = try await follow(search, browser, language)
            checkPage(page, language)
            #expect(page.contains(language == .nl ? "Opnieuw gezocht: " : "Looked again: "))
            #expect(page.contains(language == .nl ? "Het dossier van een bekend persoon" : "well-known person"))
            #expect(page.contains(stage.patient.description) && page.contains("Nurse specialist"))
            #expect(page.contains("2 \(language == .nl ? "mrt." : "Mar") 2026 09:01 UTC"))
            let waiting = ids(page)
            #expect(!waiting.isEmpty)

            for (index, id) in waiting.enumerated() {
                let fields = [
                    ("review", id), ("verdict", "justified"), ("note", "first line\r\nsecond <b>line</b>"),
                    ("includesJudged", "false"),
                ]
                let judged = try await browser.form(Self.path, fields, language: language)
                let left = try await follow(judged, browser, language)
                checkPage(left, language)
                #expect(ids(left) == Array(waiting.dropFirst(index + 1)))
                #expect(left.contains(language == .nl ? "Uw oordeel is vastgelegd." : "Your judgement is kept."))
            }
            let all = try await browser.send(.get, "\(Self.path)?includesJudged=true", language: language).text
            checkPage(all, language)
            #expect(ids(all) == waiting)
            #expect(all.contains("first line\nsecond &lt;b&gt;line&lt;/b&gt;"))
            #expect(all.contains(language == .nl ? "Terecht, door " : "Justified, by "))
        }
    }

    @Test("its links lead to the events, and give what it says", arguments: Language.allCases)
    func links(language: Language) async throws {
        try await BrowserClient.run { browser in
            let stage = try await ReviewStage.prepare(browser.door.clinic)
            try await browser.enrol(Self.officer)
            let search = try await browser.form("\(Self.path)/search", [("days", "7")])
            let page = try await follow(search, browser, language)
            let addresses = page.matches(of: /href="(\/api\/[^"]+)"/).map {
                String($0.output.1).replacing("&amp;", with: "&")
            }
            let events = try #require(addresses.first { $0.contains("userId=\(TestClinic.userID(.nurse))") })
            let found = try await browser.send(.get, events).json
            #expect(found["items"]?.array?.map { $0["event"]?.string } == ["ReadPatient"])
            let overview = try #require(addresses.first { $0.contains("access-overview") })
            #expect(overview.contains(stage.patient.description))
            let report = try await browser.send(.get, overview)
            #expect(report.status == .ok && report.text.contains("lang=\"\(language.rawValue)\""))
        }
    }

    @Test("power over an account names the account, and no patients", arguments: Language.allCases)
    func account(language: Language) async throws {
        try await BrowserClient.run { browser in
            let clinic = browser.door.clinic
            _ = try await AddUser.run(
                AddUser.Input(login: "second.officer", name: "Second", role: .privacyOfficer, organisation: "NMC"),
                call: clinic.call(.administrator),
                in: clinic.environment
            )
            try await browser.enrol(Self.officer)
            let search = try await browser.form("\(Self.path)/search", [("days", "1")])
            let page = try await follow(search, browser, language)
            checkPage(page, language)
            #expect(page.contains("<dt>Account</dt><dd><span class=\"mono\">second.officer</span></dd>"))
            #expect(!page.contains("access-overview"))
            #expect(!page.contains(language == .nl ? "Aantal patiënten" : "Number of patients"))
        }
    }

    @Test(
        "an objection that keeps out who treats names them, and the id by which they lift it",
        arguments: Language.allCases
    )
    func objection(language: Language) async throws {
        try await BrowserClient.run { browser in
            let clinic = browser.door.clinic
            let workup = try await clinic.openWorkup()
            let rows = try await clinic.rows("select patient_id from workup where id = '\(workup)'")
            let patient: ID<Patient> = try #require(rows.first?.first.flatMap { $0 }.flatMap(ID.init))
            let objection = try await RecordObjection.run(
                patient,
                try RecordObjection.Input.codec.decode(Array(#"{"user":"nurse","reason":"a quarrel"}"#.utf8)),
                call: clinic.call(),
                in: clinic.environment
            )
            try await browser.enrol(Self.officer)
            let page = try await browser.send(.get, Self.path, language: language).text
            checkPage(page, language)
            let (kept, word) = language == .nl ? ("Buitengesloten", "Bezwaar") : ("Kept out", "Objection")
            #expect(page.contains("<dt>\(kept)</dt><dd>Nurse specialist</dd>"))
            let id = objection.id.uuidString.lowercased()
            #expect(page.contains("<dt>\(word)</dt><dd><span class=\"mono\">\(id)</span><br>"))
        }
    }

    @Test("what is wrong with a judgement stands beside its form, with what was typed", arguments: Language.allCases)
    func faults(language: Language) async throws {
        try await BrowserClient.run { browser in
            _ = try await ReviewStage.prepare(browser.door.clinic)
            try await browser.enrol(Self.officer)
            let search = try await browser.form("\(Self.path)/search", [("days", "7")])
            let waiting = ids(try await follow(search, browser, language))
            let id = try #require(waiting.last)
            let typed = "</textarea><script>\"typed\""
            let open = try await browser.form(Self.path, [("review", id), ("note", typed)], language: language)
            #expect(open.status == .badRequest)
            checkPage(open.text, language)
            #expect(ids(open.text) == waiting)
            #expect(open.text.contains("id=\"verdict-fault-0-\(id)\"") && open.text.contains("role=\"alert\""))
            #expect(open.text.contains("href=\"#verdict-\(id)-justified\""))
            #expect(open.text.contains("\n&lt;/textarea&gt;&lt;script&gt;&quot;typed&quot;</textarea>"))

            let blank = try await browser.form(
                Self.path,
                [("review", id), ("verdict", "followUp"), ("note", " ")],
                language: language
            )
            #expect(blank.status == .badRequest)
            checkPage(blank.text, language)
            #expect(blank.text.contains("id=\"note-fault-0-\(id)\"") && blank.text.contains("aria-invalid=\"true\""))
            #expect(blank.text.matches(of: #/ checked>/#).count == 1)

            let count = try await browser.door.clinic.logRows("select count(*)::text from audit_judgement")
            #expect(count == [["0"]])
        }
    }

    @Test("days that are none, or too many, are told beside their field", arguments: ["", "abc", "0", "93", "<7"])
    func days(text: String) async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol(Self.officer)
            let response = try await browser.form("\(Self.path)/search", [("days", text)])
            #expect(response.status == .badRequest)
            checkPage(response.text, .en)
            #expect(response.text.contains("id=\"days-fault-0\""))
            let shown = text == "<7" ? "&lt;7" : text
            #expect(response.text.contains("value=\"\(shown)\""))
        }
    }

    @Test("what was typed of an access that is not there is not lost")
    func unknown() async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol(Self.officer)
            for id in ["00000000-0000-7000-8000-0000000000ff", "\"><script>"] {
                let response = try await browser.form(
                    Self.path,
                    [("review", id), ("verdict", "justified"), ("note", "what I typed")]
                )
                #expect(response.status == .notFound)
                #expect(response.text.contains("what I typed</textarea>"))
                PageStage.check(response.text, .en)
            }
        }
    }

    @Test(
        "opens to the privacy officer alone; all others are told why not, and see no link to it",
        arguments: Role.allCases
    )
    func roles(role: Role) async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol(role.rawValue.lowercased())
            let may = role == .privacyOfficer
            let account = try await browser.send(.get, "/account").text
            #expect(account.contains("href=\"\(Self.path)\"") == may, "the bar leads there")
            let page = try await browser.send(.get, Self.path)
            let judged = try await browser.form(Self.path, [("review", "x"), ("verdict", "justified")])
            let searched = try await browser.form("\(Self.path)/search", [("days", "7")])
            #expect(page.status == (may ? .ok : .forbidden))
            #expect(judged.status == (may ? .notFound : .forbidden))
            #expect(searched.status == (may ? .seeOther : .forbidden))
            for response in [page, judged, searched] where !may {
                #expect(response.headers[.contentType] == "text/html; charset=utf-8")
                #expect(response.text.contains("/problems/role-may-not"))
            }
            let refusals = try await browser.door.clinic.logRows(
                "select count(*)::text from audit_event where event_code = 'Refused' and object_id = 'readAudit'"
            )
            #expect(refusals == [[may ? "0" : "3"]])
        }
    }

    @Test("who is not signed in is sent to sign in, and who has come half way goes on from there")
    func signedOut() async throws {
        try await BrowserClient.run { browser in
            #expect(try await browser.send(.get, Self.path).headers[.location] == "/sign-in")
            #expect(try await browser.form(Self.path).headers[.location] == "/sign-in")
            try await browser.door.setPassword(of: Self.officer)
            _ = try await browser.form("/sign-in", [("login", Self.officer), ("password", TestDoor.password)])
            #expect(try await browser.send(.get, Self.path).headers[.location] == "/sign-in/new-factor")
        }
    }

    @Test("asks for a fresh second factor, and keeps what was typed until it was shown")
    func freshFactor() async throws {
        try await BrowserClient.run { browser in
            let clinic = browser.door.clinic
            _ = try await ReviewStage.prepare(clinic)
            try await browser.enrol(Self.officer)
            let search = try await browser.form("\(Self.path)/search", [("days", "7")])
            let id = try #require(ids(try await follow(search, browser, .en)).first)
            clinic.clock.advance(by: .seconds(301))

            let page = try await browser.send(.get, Self.path)
            #expect(page.status == .forbidden && page.text.contains("role=\"alert\""))
            #expect(page.text.contains("action=\"/account/step-up\"") && ids(page.text).isEmpty)
            let fields = [("review", id), ("verdict", "unjustified"), ("note", "what I typed")]
            let stale = try await browser.form(Self.path, fields)
            #expect(stale.status == .forbidden)
            checkPage(stale.text, .en)
            #expect(stale.text.contains("what I typed</textarea>") && stale.text.contains("href=\"/account\""))
            #expect(stale.text.contains(id) && !stale.text.contains("Nurse specialist"))
            let again = try await browser.form("\(Self.path)/search", [("days", "31")])
            #expect(again.status == .forbidden && again.text.contains("value=\"31\""))

            let code = try await browser.door.code(Self.officer)
            let shown = try await browser.form("/account/step-up", [("code", code)])
            #expect(shown.headers[.location] == Self.path, "one goes on where one was")
            #expect(browser.cookies[CookieName.wanted.text] == nil)
            #expect(try await browser.form(Self.path, fields).status == .seeOther)
        }
    }

    @Test("names of people are text and nothing else")
    func escaping() async throws {
        try await BrowserClient.run { browser in
            let name = "<script>alert('\"&')</script>"
            _ = try await ReviewStage.prepare(browser.door.clinic, reader: name)
            try await browser.enrol(Self.officer)
            let search = try await browser.form("\(Self.path)/search", [("days", "7")])
            let page = try await follow(search, browser, .en)
            checkPage(page, .en)
            #expect(page.contains("&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;"))
        }
    }

    @Test(
        "an emergency waits from the moment it is opened, with the reason that was given",
        arguments: Language.allCases
    )
    func emergency(language: Language) async throws {
        try await BrowserClient.run { browser in
            let clinic = browser.door.clinic
            let patient = try await clinic.addPatient(ReviewStage.familyName)
            let input = OpenEmergencyAccess.Input(
                patient: patient,
                identifier: nil,
                reason: "found <unconscious> in the ward"
            )
            _ = try await OpenEmergencyAccess.run(input, call: clinic.call(.nurse), in: clinic.environment)
            try await browser.enrol(Self.officer)
            let page = try await browser.send(.get, Self.path, language: language).text
            checkPage(page, language)
            #expect(ids(page).count == 1)
            #expect(page.contains(language == .nl ? "Noodtoegang tot een dossier" : "Emergency access to a record"))
            #expect(page.contains("found &lt;unconscious&gt; in the ward") && page.contains(patient.description))
        }
    }

    @Test("a page of many leads to the next and back to the first")
    func pages() async throws {
        try await BrowserClient.run { browser in
            let clinic = browser.door.clinic
            for _ in 0..<14 { _ = try await ReviewStage.prepare(clinic) }
            try await browser.enrol(Self.officer)
            let search = try await browser.form("\(Self.path)/search", [("days", "7")])
            let first = try await follow(search, browser, .en)
            #expect(ids(first).count == 25 && first.contains("there are more after these"))
            let next = try #require(first.firstMatch(of: /href="([^"]+cursor=[^"]+)"/)).output.1
            let second = try await browser.send(.get, String(next)).text
            checkPage(second, .en)
            #expect(Set(ids(second)).isDisjoint(with: ids(first)) && !ids(second).isEmpty)
            #expect(second.contains("First page"))
            let id = try #require(ids(second).first)
            let cursor = try #require(second.firstMatch(of: /name="cursor" value="([^"]+)"/)).output.1
            let fields = [("review", id), ("verdict", "justified"), ("note", "x"), ("cursor", String(cursor))]
            let left = try await follow(try await browser.form(Self.path, fields), browser, .en)
            #expect(ids(left) == Array(ids(second).dropFirst()))
        }
    }
}

@Suite("The words of the page of unusual access")
struct ReviewWordTests {
    @Test("say every kind and every verdict that the record knows, in both languages, and a new one by its code")
    func words() {
        #expect(ReviewWord.codes.kinds == Set(ReviewKind.allCases.map(\.rawValue)))
        #expect(ReviewWord.codes.verdicts == ReviewVerdict.allCases.map(\.rawValue))
        for kind in ReviewKind.allCases.map(\.rawValue) {
            #expect(ReviewWord.kind(kind).en != ReviewWord.kind(kind).nl)
        }
        #expect(ReviewWord.kind("brandNew").nl.contains("brandNew"))
    }

    @Test("show the reason that was given, and nothing of what is not known", arguments: Language.allCases)
    func reason(language: Language) {
        let instant = TestService.instant
        var entry = ReviewPage.Entry(
            id: "1",
            kind: "breakGlass",
            userName: "A",
            patientCount: 1,
            beganAt: instant,
            endedAt: instant,
            foundAt: instant
        )
        let place = ReviewPage.Place(includesJudged: false, cursor: nil, otherAddress: "/a", firstAddress: "/b")
        let shell = PageShell(language: language, address: "/a")
        let bare = ReviewShown(ReviewPage([entry], at: place, Wording(language))).html(in: shell)
        let word = language == .nl ? "Opgegeven reden" : "Reason given"
        let acts = language == .nl ? "Aantal handelingen" : "Number of acts"
        #expect(!bare.contains(word) && !bare.contains(acts) && !bare.contains("/api/"))
        entry.eventCount = 17
        entry.reason = "unconscious <at> the door"
        let told = ReviewShown(ReviewPage([entry], at: place, Wording(language))).html(in: shell)
        #expect(told.contains("<dt>\(acts)</dt><dd>17</dd>"))
        #expect(told.contains(word) && told.contains("unconscious &lt;at&gt; the door"))
    }
}
