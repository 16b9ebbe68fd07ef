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
