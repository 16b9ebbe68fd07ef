// In which order data for research goes out: one that only the key gives, and that says nothing of who came first.
import Domain
import Records
import TestSupport
import Testing
import UseCases

@Suite("The order of an export for research", .database(.clinic))
struct PseudonymisedOrderTests {
    private static let key = PseudonymKey([UInt8](repeating: 7, count: 32))

    private func list(
        _ workups: [ID<Workup>] = [],
        _ clinic: TestClinic
    ) async throws(UseCaseError) -> [ListPseudonymised.Item] {
        guard let key = Self.key else { return [] }
        return try await ListPseudonymised.run(workups, key: key, call: TestClinic.machine, in: clinic.environment)
    }

    @Test("is that of the pseudonyms: not that of opening, and a patient who comes later does not stand last by rule")
    func pseudonyms() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let key = try #require(Self.key)
            var opened: [ID<Workup>] = []
            var endedLastCount = 0
            for count in 1...12 {
                let workup = try await clinic.openWorkup("Patient\(count)")
                opened.append(workup)
                let items = try await list([], clinic)
                #expect(items.count == count)
                #expect(items.map(\.pseudonym) == items.map(\.pseudonym).sorted())
                if items.last?.workup == workup { endedLastCount += 1 }
            }
            let items = try await list([], clinic)
            #expect(Set(items.map(\.workup)) == Set(opened))
            #expect(items.map(\.workup) != opened && items.map(\.workup) != opened.reversed())
            // The twelfth of harmonic numbers is 3.1: of twelve who come one after another, some three stand last.
            #expect((1...8).contains(endedLastCount), "\(endedLastCount)")
            for item in items {
                let patient = try await clinic.document(item.workup).patient.id
                #expect(item.pseudonym == key.pseudonym(of: patient) && item.number == 1)
            }
            // Named in the order of opening, or twice, they come out as before.
            #expect(try await list(opened + opened, clinic) == items)
            #expect(try await list([opened[3]], clinic).map(\.number) == [1])
            let unknown = ID<Workup>(clinic.environment.makeUUID())
            await #expect(throws: UseCaseError.self) { try await list(opened + [unknown], clinic) }
        }
    }

    @Test("counts the workups of one person from 1, records that were joined included, in no order of time")
    func person() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            var workups: [ID<Workup>] = []
            var patients: [ID<Patient>] = []
            for count in 1...6 {
                workups.append(try await clinic.openWorkup("Same\(count)"))
                patients.append(try await clinic.document(workups[count - 1]).patient.id)
            }
            _ = try await clinic.openWorkup("Other")
            for source in patients.dropFirst() {
                _ = try await MergePatients.run(
                    source,
                    MergePatients.Input(into: patients[0], reason: "same person"),
                    call: TestClinic.machine,
                    in: clinic.environment
                )
            }
            let items = try await list([], clinic)
            let own = items.filter { workups.contains($0.workup) }
            #expect(Set(own.map(\.pseudonym)).count == 1 && Set(items.map(\.pseudonym)).count == 2)
            #expect(own.map(\.number) == [1, 2, 3, 4, 5, 6])
            #expect(own.map(\.workup) != workups && own.map(\.workup) != workups.reversed())
        }
    }

    @Test("is for the machine's own administrator alone")
    func machine() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let key = try #require(Self.key)
            for role in Role.allCases {
                await #expect(throws: UseCaseError.self) {
                    try await ListPseudonymised.run([], key: key, call: clinic.call(role), in: clinic.environment)
                }
            }
        }
    }
}
