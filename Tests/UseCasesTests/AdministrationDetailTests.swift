// Maker, expiry, times, rates and reactions of an administration: versioned with it, possible, exact.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("The details of an administration", .database(.clinic))
struct AdministrationDetailTests {
    private static let full = AdministrationDetails(
        manufacturer: "CSL Behring",
        expiresOn: PartialDate("2027-05"),
        startedAt: Instant("2026-03-02T07:00:00Z"),
        endedAt: Instant("2026-03-02T08:30:00.123456Z"),
        ratesMlPerKgPerHour: [Decimal(string: "0.3") ?? 0, Decimal(string: "4.8") ?? 0],
        reactions: [
            AdministrationReaction(code: .headache, severity: .mild),
            AdministrationReaction(code: .other, note: "cold hands"),
        ]
    )

    @Test(
        "are kept as they were given; nobody asked stays apart from no reactions",
        arguments: [full, AdministrationDetails(reactions: []), AdministrationDetails(manufacturer: "Octapharma")]
    )
    func kept(details: AdministrationDetails) async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let course = try await start(workup, clinic)
            try await give(workup, course, on: "2026-03-02", details: details, clinic)
            try await give(workup, course, on: "2026-03-01", details: AdministrationDetails(), clinic)
            let given = try await clinic.document(workup).treatments.first?.administrations.map(\.details)
            #expect(given == [details, nil])
        }
    }

    @Test("are versioned with the administration")
    func versions() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let course = try await start(workup, clinic)
            let id = try await give(workup, course, on: "2026-03-02", details: Self.full, clinic)
            let then = clinic.environment.now()
            clinic.clock.advance(by: .seconds(60))
            _ = try await RecordAdministration.correct(
                workup,
                course: course,
                id,
                expecting: 1,
                isWithdrawn: false,
                RecordAdministration.Input(
                    administration: Administration(on: day("2026-03-02"), product: "Privigen", lot: "P1"),
                    details: AdministrationDetails(reactions: []),
                    reason: "the headache was another patient's"
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            let now = try await clinic.document(workup).treatments.first?.administrations.first
            let before = try await clinic.document(workup, asOf: then).treatments.first?.administrations.first
            #expect(now?.details == AdministrationDetails(reactions: []) && now?.version == 2)
            #expect(before?.details == Self.full && before?.version == 1)
            let all = try await ReadTreatmentVersions.run(
                workup,
                asOf: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(
                all.map(\.version) == [1, 2] && all.map(\.lot) == ["P1", "P1"]
                    && all.allSatisfy { $0.id.uuid == id.uuid }
            )
            #expect(all.last?.reason == "the headache was another patient's" && all.last?.isWithdrawn == false)
            let early = try await ReadTreatmentVersions.run(
                workup,
                asOf: then,
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(early.map(\.version) == [1])
        }
    }

    @Test("that cannot be are refused together, each at its place")
    func impossible() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let course = try await start(workup, clinic)
            let future = AdministrationDetails(
                startedAt: Instant("2026-03-01T07:00:00Z"),
                endedAt: Instant("2026-03-02T09:00:01Z")
            )
            let refused = await failure { try await give(workup, course, on: "2026-03-02", details: future, clinic) }
            #expect(refused?.faults.map(\.pointer) == ["/details/endedAt", "/details/startedAt"])
            #expect(try await clinic.document(workup).treatments.first?.administrations.isEmpty == true)
        }
    }
}
