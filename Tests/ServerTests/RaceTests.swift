// Many at once on the same thing: one wins, the others are told, and nothing happens twice.
import Domain
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Many at once", .database(.clinic), .timeLimit(.minutes(5)))
struct RaceTests {
    /// The status of an answer, asked for again where the service was busy: then nothing was done.
    private static func status(_ send: () async throws -> TestResponse) async throws -> Int {
        while true {
            let status = try await send().status
            guard status == .serviceUnavailable else { return status.code }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    @Test("fifty who approve the same result: one does, the others are told that somebody was first")
    func approval() async throws {
        try await ClinicClient.run { clinic in
            let workup = try await clinic.clinic.openWorkup()
            let path = "/api/v1/workups/\(workup)"
            let liquor: JSONValue = .object(("sampledOn", "2026-03-02"), ("proteinGramPerLitre", .integer(1)))
            let recorded = try await clinic.send(
                .post,
                "\(path)/findings",
                .object(("kind", "cerebrospinalFluid"), ("body", liquor))
            )
            try #require(recorded.status == .created, "\(recorded.text)")
            let step = try await clinic.clinic.step("lumbarPuncture", of: workup)
            try #require(step.state == .reported)

            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<50 {
                    let role = number.isMultiple(of: 2) ? Role.neurologist : .neurophysiologist
                    group.addTask {
                        try await Self.status {
                            try await clinic.send(
                                .patch,
                                "\(path)/steps/lumbarPuncture",
                                .object(("state", "reviewed")),
                                as: role,
                                version: step.version
                            )
                        }
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 200 }.count == 1)
            #expect(statuses.filter { $0 == 412 }.count == 49, "\(statuses.sorted())")
            let rows = try await clinic.clinic.logRows(
                "select count(*)::text from step_version where step_id = '\(step.id)' and state = 'reviewed'"
            )
            #expect(rows == [["1"]])
        }
    }

    @Test("fifty who register the same number: one does, and nobody is told who")
    func registration() async throws {
        try await ClinicClient.run { clinic in
            let number: JSONValue = .object(("system", "mrn:NMC"), ("value", "31415"))
            let patient: JSONValue = .object(
                ("familyName", "Test"),
                ("sex", "male"),
                ("identifiers", .array([number]))
            )
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await Self.status { try await clinic.send(.post, "/api/v1/patients", patient) }
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 201 }.count == 1)
            #expect(statuses.filter { $0 == 409 }.count == 49, "\(statuses.sorted())")
        }
    }
}
