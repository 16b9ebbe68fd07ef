// The banner of a patient: numbers that stay masked until somebody asks, the other record of one person, an emergency.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The banner of a patient", .database(.clinic))
struct BannerPageTests {
    private static let bsn = "111222333"

    private static func patient(_ stage: PageStage) async throws -> String {
        let identifiers = [
            try PatientIdentifier(system: .hospital(organisation: "NMC"), value: "P-7"),
            try PatientIdentifier(system: .bsn, value: bsn),
        ]
        let answer = try await AddPatient.run(
            Patient(familyName: "de Wit", sex: .female, identifiers: identifiers),
            call: stage.clinic.call(),
            in: stage.clinic.environment
        )
        return "/patients/\(ID<Patient>(answer.id))"
    }

    private static func shown(_ stage: PageStage) async throws -> [[String?]] {
        try await stage.clinic.logRows(
            "select object_detail, to_jsonb(e)::text from audit_event e where event_code = 'ShowNumber'"
        )
    }

    @Test("shows a national number whole once it is asked for, and the log says so without the number")
    func shows() async throws {
        try await PageStage.run { stage in
            let path = try await Self.patient(stage)
            let page = try await stage.page(path)
            #expect(page.contains("••••••333") && !page.contains(Self.bsn))
            // The hospital's own number is never masked, so there is nothing to show.
            #expect(page.ranges(of: "action=\"\(path)/numbers\"").count == 1)
            let fields = try PageStage.fields(page, action: "\(path)/numbers")
            #expect(!fields.contains { $0.1.contains("333") }, "\(fields)")
            #expect(try await Self.shown(stage).isEmpty)
            for _ in 1...2 {
                let shown = try await stage.browser.form("\(path)/numbers", fields)
                #expect(shown.status == .ok && shown.text.contains(Self.bsn))
                PageStage.check(shown.text, .en)
            }
            let log = try await Self.shown(stage)
            #expect(log.count == 2 && log.allSatisfy { $0[0] == "bsn" && $0[1]?.contains(Self.bsn) == false })
            #expect(!(try await stage.page(path)).contains(Self.bsn))
            let dutch = try await stage.browser.form("\(path)/numbers", fields, language: .nl)
            #expect(dutch.text.contains("Deze ene keer voluit getoond") && dutch.text.contains(Self.bsn))
        }
    }

    @Test("shows no number that the patient does not have, that is never masked, or that nobody named")
    func refuses() async throws {
        try await PageStage.run { stage in
            let path = try await Self.patient(stage)
            for (system, status) in [("insz", 404), ("mrn:NMC", 400), ("", 400)] {
                let answer = try await stage.browser.form("\(path)/numbers", [("key", "k"), ("/system", system)])
                #expect(answer.status.code == status, "\(system)")
                #expect(!answer.text.contains(Self.bsn), "\(system)")
            }
            let page = try await stage.browser.send(.get, "\(path)/numbers")
            #expect(page.status == .methodNotAllowed)
        }
    }

    @Test("names the numbers of both records of one person, on both", arguments: Language.allCases)
    func merged(language: Language) async throws {
        try await PageStage.run { stage in
            let clinic = stage.clinic
            let (one, other) = (
                try await clinic.addPatient("Visser", mrn: "P-1"), try await clinic.addPatient("Visser", mrn: "P-2")
            )
            let before = try await stage.page("/patients/\(one)", language)
            #expect(!before.contains("P-2"))
            let input = MergePatients.Input(into: other, reason: "one person")
            _ = try await MergePatients.run(one, input, call: clinic.call(), in: clinic.environment)
            for path in ["/patients/\(one)", "/patients/\(other)", "/patients/\(other)/workups/new"] {
                let page = try await stage.page(path, language)
                #expect(page.contains("NMC P-1") && page.contains("NMC P-2"), "\(path)")
                #expect(page.contains(language == .nl ? "ook bekend als" : "also known as"), "\(path)")
            }
            let opening = OpenWorkup.Input(
                protocolCode: "mmn",
                openedOn: nil,
                question: nil,
                referredBy: nil,
                organisation: nil,
                assigneeID: nil
            )
            let opened = try await OpenWorkup.run(other, opening, call: clinic.call(), in: clinic.environment)
            let report = "/api/v1/workups/\(ID<Workup>(opened.id))/report?format=html"
            let paper = try await stage.browser.send(.get, report, language: language)
            #expect(paper.text.contains("NMC P-1") && paper.text.contains("NMC P-2"))
            // Both are in the log of whoever looked at one of them.
            let subjects = try await clinic.logRows("select count(*) from audit_subject where patient_id = '\(other)'")
            #expect(subjects.first?[0].flatMap { Int($0) } ?? 0 > 0)
        }
    }
}
