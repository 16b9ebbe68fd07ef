// Asking on a page to see a patient of another hospital: the same answer whether there is one or not, and the decision.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The page on which one asks to see a patient", .database(.clinic))
struct AskingPageTests {
    private static let path = "/access-requests"

    /// A nurse of the regional hospital; the centre has a patient with the number P-1.
    private static func run(
        as role: Role = .nurse,
        _ body: @Sendable @escaping (PageStage, ID<Patient>) async throws -> Void
    ) async throws {
        try await PageStage.run { stage in
            let clinic = stage.clinic
            let patient = try await clinic.addPatient("Kanarieveld", mrn: "P-1")
            let input = AddUser.Input(login: "reg.user", name: "Regional", role: role, organisation: "REG")
            _ = try await AddUser.run(input, call: TestClinic.machine, in: clinic.environment)
            let browser = BrowserClient(stage.browser.client, stage.browser.door)
            try await browser.enrol("reg.user")
            try await body(PageStage(browser: browser, workup: stage.workup), patient)
        }
    }

    private static func typed(
        _ stage: PageStage,
        _ number: String,
        _ language: Language
    ) async throws -> [(String, String)] {
        let fields = try PageStage.fields(try await stage.page(path, language), action: path)
        let typed = ["/identifier/system": "mrn:NMC", "/identifier/value": number, "/reason": "She came <to> us"]
        return PageStage.changing(fields, typed)
    }

    @Test(
        "answers the same whether there is such a patient or not, and asks those who see them",
        arguments: Language.allCases
    )
    func asks(language: Language) async throws {
        try await Self.run { stage, patient in
            let page = try await stage.page("/patients", language)
            #expect(page.contains("href=\"\(Self.path)\""))
            var told: [String] = []
            for number in ["P-1", "P-999"] {
                let typed = try await Self.typed(stage, number, language)
                let check = try await stage.browser.form(Self.path, typed, language: language)
                #expect(check.status == .ok && check.text.contains("She came &lt;to&gt; us"), "\(check.text)")
                PageStage.check(check.text, language)
                let fields = try PageStage.fields(check.text, action: Self.path) + [("confirmed", "true")]
                let next = try await stage.done(Self.path, fields, language)
                #expect(next == "/patients?asked=true")
                told.append(try await stage.page(next, language))
            }
            #expect(PageStage.normalized(told[0]) == PageStage.normalized(told[1]))
            #expect(told[0].contains(language == .nl ? "Het is gevraagd." : "It was asked."))
            let asked = try await stage.clinic.rows("select patient_id::text, reason from access_request")
            #expect(asked == [[patient.description, "She came <to> us"]])
        }
    }

    @Test("keeps what was typed where the reason is missing, and asks nothing")
    func faults() async throws {
        try await Self.run { stage, _ in
            let typed = PageStage.changing(try await Self.typed(stage, "P-1", .en), ["/reason": ""])
            let refused = try await stage.browser.form(Self.path, typed)
            #expect(refused.status == .badRequest && refused.text.contains("id=\"f-reason-fault-0\""))
            #expect(refused.text.contains("value=\"P-1\""))
            #expect(try await stage.clinic.rows("select id from access_request").isEmpty)
        }
    }

    @Test("is for those who keep the records of patients")
    func roles() async throws {
        try await Self.run(as: .researcher) { stage, _ in
            let page = try await stage.browser.send(.get, Self.path)
            #expect(page.status == .forbidden)
        }
    }
}
