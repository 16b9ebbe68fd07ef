// Two records of one person on pages: found by number, beside each other, joined after a check, taken apart again.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The pages on which records are joined and parted", .database(.clinic))
struct MergePageTests {
    private static func two(_ stage: PageStage) async throws -> (one: String, other: String) {
        let (one, other) = (
            try await stage.clinic.addPatient("Visser", mrn: "P-1"),
            try await stage.clinic.addPatient("Fisser", mrn: "P-2")
        )
        return (one.description, other.description)
    }

    private static func merged(_ stage: PageStage) async throws -> String? {
        try await stage.clinic.rows("select count(*) from patient_merge where unmerged_at is null").first?[0]
    }

    @Test("compare, check, join and part two records", arguments: Language.allCases)
    func joins(language: Language) async throws {
        try await PageStage.run { stage in
            let (one, other) = try await Self.two(stage)
            let find = "/patients/\(one)/merge"
            #expect(try await stage.page("/patients/\(one)", language).contains("href=\"\(find)\""))
            let search = PageStage.changing(
                try PageStage.fields(try await stage.page(find, language), action: find),
                ["/identifier/value": "P-2"]
            )
            let path = try await stage.done(find, search, language)
            #expect(path == "\(find)/\(other)")
            let page = try await stage.page(path, language)
            try Golden.expect(PageStage.normalized(page), named: "merge-\(language.rawValue).html", suite: "Pages")
            // The name differs, the sex does not.
            #expect(page.ranges(of: " class=\"differs\">").count == 4, "\(page)")
            let fields = PageStage.changing(
                try PageStage.fields(page, action: path),
                ["/leading": other, "/reason": "the same <person>"]
            )
            let check = try await stage.browser.form(path, fields, language: language)
            #expect(check.status == .ok)
            PageStage.check(check.text, language)
            for word in ["NMC P-1", "NMC P-2", "VISSER", "FISSER", "the same &lt;person&gt;"] {
                #expect(check.text.contains(word), "\(word)")
            }
            #expect(try await Self.merged(stage) == "0")
            let confirmed = try PageStage.fields(check.text, action: path) + [("confirmed", "true")]
            for _ in 1...2 {
                #expect(try await stage.done(path, confirmed, language) == "/patients/\(other)?merged=true")
            }
            #expect(try await Self.merged(stage) == "1")
            let joined = try await stage.page("/patients/\(other)?merged=true", language)
            #expect(joined.contains(language == .nl ? "nu van één persoon" : "one person now"))
            let part = "/patients/\(one)/unmerge"
            #expect(joined.contains("href=\"\(part)\""))
            let parting = PageStage.changing(
                try PageStage.fields(try await stage.page(part, language), action: part),
                ["/reason": "two people after all"]
            )
            let last = try await stage.browser.form(part, parting, language: language)
            #expect(last.status == .ok && last.text.contains("NMC P-1") && last.text.contains("NMC P-2"))
            PageStage.check(last.text, language)
            let parted = try await stage.done(
                part,
                try PageStage.fields(last.text, action: part) + [("confirmed", "true")],
                language
            )
            #expect(parted == "/patients/\(one)?parted=true")
            #expect(try await Self.merged(stage) == "0")
            #expect(try await stage.browser.send(.get, part).status == .conflict)
        }
    }

    @Test("refuse what names nobody else, no leading record or no reason, and keep what was typed")
    func refusals() async throws {
        try await PageStage.run { stage in
            let (one, other) = try await Self.two(stage)
            let find = "/patients/\(one)/merge"
            for number in ["P-1", "P-9", ""] {
                let fields = [("key", "k"), ("=/identifier/system", "mrn:NMC"), ("/identifier/value", number)]
                let refused = try await stage.browser.form(find, fields)
                #expect(refused.status == .badRequest && refused.text.contains("data-faults"), "\(number)")
                PageStage.check(refused.text, .en)
            }
            let path = "\(find)/\(other)"
            let wrong: [([(String, String)], String)] = [
                ([("/reason", "kept")], "f-leading-fault-0"), ([("/leading", one)], "f-reason-fault-0"),
                ([("/leading", stage.workup.description), ("/reason", "kept")], "f-leading-fault-0"),
            ]
            for (fields, place) in wrong {
                let sent = fields + [("key", "k"), ("confirmed", "true")]
                let refused = try await stage.browser.form(path, sent)
                #expect(refused.status == .badRequest && refused.text.contains("id=\"\(place)\""), "\(place)")
                PageStage.check(refused.text, .en)
            }
            #expect(try await Self.merged(stage) == "0")
            // Who leads others is not joined with a third: that is told at the form, with what was typed.
            let third = try await stage.clinic.addPatient("Visscher", mrn: "P-3")
            let into = MergePatients.Input(into: try #require(ID<Patient>(one)), reason: "one")
            let call = stage.clinic.call()
            _ = try await MergePatients.run(third, into, call: call, in: stage.clinic.environment)
            let leads = [("/leading", other), ("/reason", "kept"), ("key", "l"), ("confirmed", "true")]
            let refused = try await stage.browser.form(path, leads)
            #expect(refused.status == .conflict && refused.text.contains("kept</textarea>"))
        }
    }

    @Test("are for those who keep the records, and not for another hospital")
    func others() async throws {
        try await PageStage.run(as: "nurse") { stage in
            let (one, other) = try await Self.two(stage)
            #expect(!(try await stage.page("/patients/\(one)")).contains("/merge"))
            for path in ["merge", "merge/\(other)", "unmerge"] {
                #expect(try await stage.browser.send(.get, "/patients/\(one)/\(path)").status == .forbidden, "\(path)")
            }
            let input = AddUser.Input(login: "reg.coord", name: "Regional", role: .coordinator, organisation: "REG")
            _ = try await AddUser.run(input, call: TestClinic.machine, in: stage.clinic.environment)
            let theirs = BrowserClient(stage.browser.client, stage.browser.door)
            try await theirs.enrol("reg.coord")
            for path in ["merge", "merge/\(other)", "unmerge"] {
                #expect(try await theirs.send(.get, "/patients/\(one)/\(path)").status == .notFound, "\(path)")
            }
        }
    }
}
