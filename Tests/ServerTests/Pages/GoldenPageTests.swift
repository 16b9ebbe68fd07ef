// Pages that nothing else looks at as a whole: of one small case with a result, an infusion and a meeting.
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Pages of a small case", .database(.clinic))
struct GoldenPageTests {
    /// The name of the golden, and the page: `W` is the workup, `P` the patient, `M` the meeting, `C` its case.
    private static let pages: [(name: String, path: String)] = [
        ("findings", "W/findings"), ("findingedit", "W/findings/new/laboratory"), ("timeline", "W/timeline"),
        ("papers", "W/papers"), ("treatment", "W/treatment"), ("options", "W/treatment/options"),
        ("choice", "W/treatment/choose/ivig"), ("administration-new", "A/new"), ("close", "W/close"),
        ("diagnosis", "W/diagnosis"), ("patientpage", "P"), ("meetings", "/meetings"), ("meetingform", "/meetings/new"),
        ("meetingcase", "C"), ("tasks", "/tasks"), ("batches", "/batches?lot=ab123"), ("asking", "/access-requests"),
        ("signedout", "/signed-out"), ("problem", "/problems/not-found"),
    ]

    /// What stands for each letter.
    private static func seed(_ stage: PageStage) async throws -> [Character: String] {
        let result = try await stage.browser.json(
            .post,
            "/api/v1\(stage.base)/findings",
            .object(
                ("kind", "laboratory"),
                (
                    "body",
                    .object(("code", "ck"), ("value", .integer(180)), ("unit", "U/L"), ("performedOn", "2026-02-10"))
                )
            )
        )
        #expect(result.status == .created, "\(result.text)")
        let courses = "\(stage.base)/treatment/courses"
        let course = PageStage.changing(
            try PageStage.fields(try await stage.page("\(courses)/new"), action: "\(courses)/new"),
            ["/option": "ivig", "/startedOn": "2026-02-01"]
        )
        _ = try await stage.done("\(courses)/new", course)
        let id = try #require(try await stage.clinic.document(stage.workup).treatments.first?.id)
        let given = "\(courses)/\(id)/administrations"
        let typed = PageStage.changing(
            try PageStage.fields(try await stage.page("\(given)/new"), action: "\(given)/check"),
            ["/on": "2026-02-20", "/product": "Privigen", "/lot": "AB 12-3", "/grams": "70", "/bodyWeightKg": "70"]
        )
        let checked = try await stage.browser.form("\(given)/check", typed)
        _ = try await stage.done("\(given)/new", try PageStage.fields(checked.text, action: "\(given)/new"))
        let plan = PageStage.changing(
            try PageStage.fields(try await stage.page("/meetings/new"), action: "/meetings/new"),
            [
                "/startsOn": "2026-03-12", "/startsAt": "9:30", "/place": "Room <2>",
                "/chairId": try #require(stage.clinic.call().actor.userID).description,
            ]
        )
        let meeting = String(try await stage.done("/meetings/new", plan).prefix { $0 != "?" })
        let agenda = PageStage.changing(
            try PageStage.fields(try await stage.page("\(meeting)/add"), action: "\(meeting)/add"),
            ["/workupId": stage.workup.description, "/question": "Treat now?"]
        )
        let added = try await stage.page(try await stage.done("\(meeting)/add", agenda))
        let pattern = try Regex("href=\"(\(meeting)/cases/[^\"]+)\"", as: (Substring, Substring).self)
        let patient = try await stage.clinic.document(stage.workup).patient.id
        return [
            "W": stage.base, "P": "/patients/\(patient)", "M": meeting, "A": given,
            "C": String(try #require(added.firstMatch(of: pattern)).1),
        ]
    }

    @Test("are as they were looked at", arguments: Language.allCases)
    func goldens(language: Language) async throws {
        try await PageStage.run { stage in
            let places = try await Self.seed(stage)
            for (name, path) in Self.pages {
                let address = path.first.flatMap { places[$0] }.map { $0 + path.dropFirst() } ?? path
                let page = PageStage.normalized(try await stage.page(address, language))
                try Golden.expect(page, named: "\(name)-\(language.rawValue).html", suite: "Pages")
            }
        }
    }
}
