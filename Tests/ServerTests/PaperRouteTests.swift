// Reports as PDF over HTTP: what a browser saves, what stands in the log, and what is told where there is no renderer.
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Reports
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Reports as PDF over HTTP", .database(.clinic), .timeLimit(.minutes(5)))
struct PaperRouteTests {
    @Test("a case, a meeting and an overview of access are saved as PDFs, under names without anything of the patient")
    func saved() async throws {
        signal(SIGPIPE, SIG_IGN)
        try await ClinicClient.run { clinic in
            let workup = try await clinic.clinic.openWorkup("Paper-Patient")
            let planned = try await clinic.send(
                .post,
                "/api/v1/meetings",
                .object(("startsAt", "2026-03-20T13:00:00+01:00"), ("place", "Room 1"), ("chair", "Dr. Chair"))
            )
            let meeting = try #require(planned.headers[.location])
            try await clinic.send(.post, "\(meeting)/cases", .object(("workupId", .string(workup.description))))
            let document = try await clinic.send(.get, "/api/v1/workups/\(workup)").json
            let patient = try #require(document["patient"]?["id"]?.string)
            let places: [(String, Role, String)] = [
                ("/api/v1/workups/\(workup)/report", .neurologist, "case-report-\(workup)"),
                ("/api/v1/workups/\(workup)/information-sheet", .nurse, "information-sheet-\(workup)"),
                ("/api/v1/information-sheet", .nurse, "information-sheet"),
                ("/api/v1/workups/\(workup)/letter", .neurologist, "letter-\(workup)"),
                ("\(meeting)/report", .neurologist, "meeting-report-\(planned.locationID)"),
                ("/api/v1/patients/\(patient)/access-overview", .privacyOfficer, "access-overview-\(patient)"),
            ]
            for (path, role, name) in places {
                for language in Language.allCases {
                    let saved = try await clinic.send(
                        .get,
                        "\(path)?format=pdf&language=\(language.rawValue)",
                        as: role
                    )
                    #expect(saved.status == .ok, "\(saved.text)")
                    #expect(saved.headers[.contentType] == "application/pdf")
                    #expect(saved.headers[.contentDisposition] == "attachment; filename=\"\(name).pdf\"")
                    #expect(saved.headers[.contentLanguage] == language.rawValue)
                    #expect(saved.headers[.cacheControl]?.contains("no-store") == true)
                    let bytes = Array(buffer: saved.body)
                    #expect(bytes.starts(with: Array("%PDF-".utf8)))
                    #expect(String(decoding: bytes, as: UTF8.self).contains("/Lang (\(language.rawValue))"))
                }
            }
        }
    }

    @Test("a PDF is a print in the log, as the page is")
    func audited() async throws {
        signal(SIGPIPE, SIG_IGN)
        try await ClinicClient.run { clinic in
            let workup = try await clinic.clinic.openWorkup("Print-Patient")
            let document = try await clinic.send(.get, "/api/v1/workups/\(workup)").json
            let patient = try #require(document["patient"]?["id"]?.string)
            for format in ["html", "pdf"] {
                let report = try await clinic.send(.get, "/api/v1/workups/\(workup)/report?format=\(format)")
                #expect(report.status == .ok)
            }
            let log = try await clinic.send(.get, "/api/v1/audit?patientId=\(patient)&limit=50", as: .privacyOfficer)
                .json
            let prints = log["items"]?.array?.filter { $0["event"] == "PrintCaseReport" }
            #expect(prints?.count == 2, "\(log.text)")
        }
    }

    @Test("a sheet and a letter are prints in the log, under words that the patient reads; a message is not kept")
    func papers() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await clinic.clinic.openWorkup("Letter-Patient")
            let document = try await clinic.send(.get, "/api/v1/workups/\(workup)").json
            let patient = try #require(document["patient"]?["id"]?.string)
            let sheet = try await clinic.send(
                .get,
                "/api/v1/workups/\(workup)/information-sheet?language=nl",
                as: .nurse
            )
            #expect(sheet.status == .ok && sheet.text.contains("LETTER-PATIENT"))
            let path = "/api/v1/workups/\(workup)/letter?to=regionalHospital&language=en"
            let letter = try await clinic.send(.post, path, .object(("message", "Canary 4411")))
            #expect(letter.status == .ok && letter.text.contains("Canary 4411"))
            #expect(letter.text.contains("Letter to the regional hospital"))
            let plain = try await clinic.send(.get, path)
            #expect(plain.status == .ok && !plain.text.contains("Canary 4411"))
            let tooLong = JSONValue.object(("message", .string(String(repeating: "a", count: 2_001))))
            #expect(try await clinic.send(.post, path, tooLong).status == .badRequest)
            let log = try await clinic.send(.get, "/api/v1/audit?patientId=\(patient)&limit=50", as: .privacyOfficer)
            for (event, count) in [("PrintPatientSheet", 1), ("PrintLetter", 2)] {
                let prints = try log.json["items"]?.array?.filter { $0["event"]?.string == event }
                #expect(prints?.count == count, "\(event): \(log.text)")
            }
            #expect(!log.text.contains("Canary"))
            let overview = try await clinic.send(
                .get,
                "/api/v1/patients/\(patient)/access-overview?language=en",
                as: .privacyOfficer
            )
            #expect(overview.text.contains("Printed a letter about you to a doctor"))
            // Who may not see the patient gets neither.
            for paper in ["letter", "information-sheet"] {
                let refused = try await clinic.send(.get, "/api/v1/workups/\(workup)/\(paper)", as: .privacyOfficer)
                #expect(refused.status == .forbidden)
            }
        }
    }

    @Test(
        "where nothing makes PDFs that is told, HTML is there all the same, and the reason stands in the service's log"
    )
    func unavailable() async throws {
        var paper = PDFSettings()
        paper.python = "/nowhere/python3"
        var service = TestService()
        service.paper = PDFDesk(settings: paper)
        let log = service.log
        try await ClinicClient.run(service) { clinic in
            let path = "/api/v1/workups/\(try await clinic.clinic.openWorkup("Paper-Patient"))/report"
            for language in Language.allCases {
                let refused = try await clinic.send(.get, "\(path)?format=pdf", language: language)
                #expect(refused.status == .serviceUnavailable)
                #expect(try refused.problem == "pdf-unavailable")
                #expect(refused.text.contains("format=html") && !refused.text.contains("PAPER"))
            }
            #expect(try await clinic.send(.get, path).status == .ok)
            #expect(log.all.contains { $0.contains("install weasyprint") })
        }
    }
}
