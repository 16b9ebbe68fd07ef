// The overview of access as the patient gets it: plain words in both languages for every act, nothing that runs or loads.
import Domain
import Foundation
import Testing

@testable import Reports

@Suite("The overview of access")
struct AccessOverviewTests {
    private static let at = Instant(startOf: LocalDate(year: 2026, month: 3, day: 2) ?? .min)

    private static func look(_ event: String, _ checks: String?, purpose: String = "TREAT", refused: Bool = false)
        -> AccessLook
    {
        AccessLook(
            at: at,
            who: "<b>Eva</b> Smit",
            role: .nurse,
            organisation: "Neuromuscular Centre",
            event: event,
            categories: ["testResult"],
            purpose: purpose,
            checks: checks,
            isList: false,
            isRefused: refused,
            reason: purpose == "ETREAT" ? "unconscious" : nil
        )
    }

    private func render(_ looks: [AccessLook], _ format: ReportFormat, _ language: Language) -> String {
        let bytes = ReportRendering.accessOverview(
            AccessOverviewHead(
                patient: ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))),
                name: "JANSEN, Jan",
                from: nil,
                to: nil
            ),
            looks: looks,
            ReportRequest(format: format, language: language, printedBy: "Privacy Officer", printedAt: Self.at),
            digest: { _ in "00" }
        )
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("tells grounds, the emergency button and refusals in words, in both languages and every form")
    func words() {
        let looks = [
            Self.look("ReadWorkup", "TTTF"), Self.look("ReadWorkup", "TFTT", purpose: "ETREAT"),
            Self.look("ReadFinding", "TFTF", refused: true), Self.look("SomethingNew", nil),
        ]
        let nl = render(looks, .html, .nl)
        for words in [
            "Wie uw dossier gebruikte", "Noodknop: unconscious", "Is betrokken bij uw zorg", "geweigerd",
            "verpleegkundig specialist",
            "SomethingNew",
        ] {
            #expect(nl.lowercased().contains(words.lowercased()), "\(words)")
        }
        let en = render(looks, .html, .en)
        #expect(en.contains("Emergency button") && en.contains("Looked at your examination"))
        #expect(en.contains("&lt;b&gt;Eva") && !en.contains("<b>Eva"))
        for loading in ["<script", "http://", "https://", "<img", "<link", "url("] { #expect(!en.contains(loading)) }
        #expect(render(looks, .json, .en).contains(#""format":"workup-access-overview/1""#))
        #expect(render([], .text, .nl).contains("Niemand gebruikte uw dossier"))
    }

    @Test("names the record that was joined, in both languages")
    func joined() {
        let own = Self.look("ReadWorkup", "TTTF")
        let look = AccessLook(
            at: own.at,
            who: own.who,
            role: own.role,
            organisation: own.organisation,
            event: own.event,
            categories: own.categories,
            purpose: own.purpose,
            checks: own.checks,
            isList: own.isList,
            isRefused: own.isRefused,
            reason: own.reason,
            record: ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 9)))
        )
        for (language, words) in [(Language.en, "joined to yours, number"), (.nl, "bij het uwe hoort, nummer")] {
            let text = render([own, look], .html, language)
            #expect(text.components(separatedBy: words).count == 2)
            #expect(text.contains("00000000-0000-7000-8000-000000000009"))
        }
    }

    @Test("has words for every act that the program logs of a patient")
    func everyAct() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/UseCases").resolvingSymlinksInPath()
        var found: Set<String> = []
        let walk = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        while let file = walk?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: #/(?:event: |ofLog\(\s*|\.access\(\s*)"([A-Z][A-Za-z]+)"/#) {
                found.insert(String(match.output.1))
            }
        }
        #expect(found.count > 40)
        // What is never about one patient.
        let others: Set<String> = [
            "AddOrganisation", "AddTeam", "JoinTeam", "LeaveTeam", "ListTeams", "ListOrganisations", "ListUsers",
            "AddUser", "DisableUser", "EnableUser", "ResetUser", "ListTokens", "CreateToken", "RevokeToken",
            "BeginLogTree", "VerifyLog", "ForgetPatient", "InstallProtocol", "LoadProtocol", "ListProtocols",
            "ReadProtocol", "ActivateProtocol", "ReadUser", "ChangeRole", "EndSessions",
            "ListCriteriaSets", "ListWorkupIDs", "StartService", "StopService", "SignIn", "SignOut", "ShowFactor",
            "SetPassword", "EnrolFactor", "ListRetention", "ShowToken",
        ]
        let wordless = found.subtracting(others).filter { AccessEventWord(rawValue: $0) == nil }
        #expect(wordless.isEmpty, "\(wordless.sorted())")
        for word in AccessEventWord.allCases {
            #expect(word.text.en != word.rawValue && word.text.en != word.text.nl, "\(word)")
        }
    }
}
