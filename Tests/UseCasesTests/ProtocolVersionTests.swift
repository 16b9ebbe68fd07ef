// What the record asks of treatment by the workup's own version of its protocol, and by what the criteria say of it.
import Criteria
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

@Suite("Treatment by the protocol and the verdicts of a workup", .database(.clinic))
struct ProtocolVersionTests {
    @Test("a product is judged by the version of the protocol that the workup is on, in evaluations too")
    func version() async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.bundled) { clinic in
            let text = try #require(ProtocolLoader.bundledText("mmn.yaml"))
            let before = try await clinic.openWorkup()
            _ = try await LoadProtocol.run(
                yaml: text.replacing("\nversion: 1\n", with: "\nversion: 7\n")
                    .replacing("    withdrawn: dateUnknown\n", with: "    validTo: 2026-06-30\n    withdrawn: dated\n"),
                isActive: true,
                call: TestClinic.machine,
                in: clinic.environment
            )
            let workup = try await clinic.openWorkup()
            let course = try await start(workup, from: "2026-02-02", clinic)
            try await give(workup, course, on: "2026-02-02", product: "Ivegam", clinic)
            #expect(try await cautions(workup, clinic).contains("productWithdrawn") == false)
            // Asked again of everything there is, they say the same.
            let outcome = try await ReevaluateWorkups.run(
                [before, workup],
                call: TestClinic.machine,
                in: clinic.environment
            )
            #expect(outcome.workupCount == 2 && outcome.keptCount == 0)
            let first = try await start(before, from: "2026-02-02", clinic)
            await #expect(throws: UseCaseError.self) {
                try await give(before, first, on: "2026-02-02", product: "Ivegam", clinic)
            }
        }
    }

    @Test("on CIDP what speaks against a treatment in MMN takes a reason once a set for MMN has a category met")
    func mmnContext() async throws {
        try await TestDatabase.withClinic(criteria: { file, _ in TestCriteria.evaluate(file) }) { clinic in
            let workup = try await openCidp(clinic)
            // Nothing is met before there is a birth date or a study.
            let accepted = await failure { try await choose(.corticosteroid, workup, reason: nil, clinic) }
            #expect(accepted == nil)
            _ = try await RecordFinding.run(
                workup,
                RecordFinding.Input(
                    finding: .sample(
                        .nerveConductionStudy,
                        #"{"performedOn":"2026-03-01","motor":[{"nerve":"ulnar","side":"left","sites":[]}]}"#
                    ),
                    origin: nil
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            for option in [TreatmentOption.corticosteroid, .plasmaExchange, .immunosuppressant, .rituximab] {
                let refused = await failure { try await choose(option, workup, reason: nil, clinic) }
                #expect(refused?.faults.map(\.pointer) == ["/reason"], "\(option.rawValue)")
            }
            // A course without a choice before it is asked the same.
            let course = await failure { try await startUnreasoned(.plasmaExchange, workup, clinic) }
            #expect(course?.faults.map(\.pointer) == ["/reason"])
            try await choose(.plasmaExchange, workup, reason: "nothing else helped", clinic)
            let choices = try await clinic.document(workup).choices
            #expect(choices.last?.cautions == ["plasmaExchangeInMmn"])
            try await startUnreasoned(.plasmaExchange, workup, clinic)
        }
    }

    private func cautions(_ workup: ID<Workup>, _ clinic: TestClinic) async throws -> [String] {
        let evaluation = try #require(try await clinic.document(workup).evaluation)
        return evaluation.result.cautions.map(\.code)
    }

    /// An open workup on CIDP of a patient whose birth date is not known.
    private func openCidp(_ clinic: TestClinic) async throws -> ID<Workup> {
        let patient = try await AddPatient.run(
            Patient(familyName: "Test", sex: .unknown),
            call: clinic.call(),
            in: clinic.environment
        )
        let opened = try await OpenWorkup.run(
            ID(patient.id),
            OpenWorkup.Input(
                protocolCode: "cidp",
                openedOn: nil,
                question: nil,
                referredBy: nil,
                organisation: nil,
                assigneeID: nil
            ),
            call: clinic.call(),
            in: clinic.environment
        )
        return ID(opened.id)
    }

    private func choose(
        _ option: TreatmentOption,
        _ workup: ID<Workup>,
        reason: String?,
        _ clinic: TestClinic
    ) async throws {
        let input = ChooseTreatment.Input(
            option: option,
            chosenOn: day("2026-03-02"),
            participants: ["Patient"],
            patientPreference: "tablets",
            reason: reason,
            replaces: nil,
            courseID: nil
        )
        _ = try await ChooseTreatment.run(workup, input, call: clinic.call(), in: clinic.environment)
    }

    /// Starts a course without a choice before it and without a reason.
    private func startUnreasoned(
        _ option: TreatmentOption,
        _ workup: ID<Workup>,
        _ clinic: TestClinic
    ) async throws {
        _ = try await RecordCourse.run(
            workup,
            RecordCourse.Input(
                course: TreatmentCourse(option: option, startedOn: PartialDate(day("2026-03-02"))),
                reason: nil
            ),
            call: clinic.call(),
            in: clinic.environment
        )
    }
}
