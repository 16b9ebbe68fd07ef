// Choosing and giving a treatment: reasons where it departs from the guideline, batches, withdrawn products.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("A treatment", .database(.clinic))
struct TreatmentTests {
    @Test("chosen together is kept with who took part and what the patient preferred, and reports its step")
    func choice() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            _ = try await ChooseTreatment.run(
                workup,
                input(.ivig, reason: "first choice; grip is measured next week"),
                call: clinic.call(),
                in: clinic.environment
            )
            let document = try await clinic.document(workup)
            #expect(document.choices.map(\.option) == [.ivig])
            #expect(document.choices.first?.participants == ["Patient", "Neurologist"])
            #expect(document.choices.first?.patientPreference == "at home if possible")
            #expect(document.steps.first { $0.code == "treatmentProposal" }?.state == .reported)
        }
    }

    @Test(
        "that departs from the guideline for MMN needs a reason",
        arguments: [TreatmentOption.plasmaExchange, .cyclophosphamide, .corticosteroid, .immunosuppressant]
    )
    func departure(option: TreatmentOption) async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let refused = await failure {
                try await ChooseTreatment.run(
                    workup,
                    input(option, reason: nil),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(refused?.faults.map(\.pointer) == ["/reason"])
            _ = try await ChooseTreatment.run(
                workup,
                input(option, reason: "everything else failed"),
                call: clinic.call(),
                in: clinic.environment
            )
            let choice = try await clinic.document(workup).choices.first
            #expect(choice?.reason == "everything else failed")
            #expect(choice?.cautions.isEmpty == false)
        }
    }

    @Test("of a withdrawn product is refused with its explanation, on every day")
    func withdrawnProduct() async throws {
        try await TestDatabase.withClinic { clinic in
            let (workup, course) = try await startIvig(clinic)
            let refused = await failure {
                try await give(workup, course, product: "Ivegam", lot: "A1", clinic: clinic)
            }
            #expect(refused?.faults.map(\.pointer) == ["/product"])
            // Two sentences, told apart.
            let message = refused?.faults.first?.message
            #expect(message?.en.hasPrefix("This product is not available on this date. Withdrawn.") == true)
            #expect(message?.nl.contains("niet beschikbaar. Uit de handel genomen.") == true)
            #expect(try await clinic.document(workup).treatments.first?.administrations.isEmpty == true)
        }
    }

    @Test("without its batch number takes a reason")
    func lotMissing() async throws {
        try await TestDatabase.withClinic { clinic in
            let (workup, course) = try await startIvig(clinic)
            let refused = await failure {
                try await give(workup, course, product: "Privigen", lot: nil, clinic: clinic)
            }
            #expect(refused?.faults.map(\.code.rawValue).contains("lotMissing") == true)
        }
    }

    @Test("is found by its batch over all patients, and the look-up names them in the log")
    func lot() async throws {
        try await TestDatabase.withClinic { clinic in
            for _ in 0..<2 {
                let (workup, course) = try await startIvig(clinic)
                try await give(workup, course, product: "Privigen", lot: "P100", clinic: clinic)
            }
            let (other, course) = try await startIvig(clinic)
            try await give(other, course, product: "Privigen", lot: "P200", clinic: clinic)
            let page = try await FindLot.run(
                FindLot.Input(lot: "P100", product: "privigen"),
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try JSONReader.read(page.body)["items"]?.array?.count == 2)
            let subjects = try await clinic.logRows(
                """
                select count(*) from audit_subject s join audit_event e on e.id = s.event_id
                where e.event_code = 'FindLot'
                """
            )
            #expect(subjects == [["2"]])
        }
    }

    @Test("is found by its batch however its product was written, marked where it may be another")
    func lotOfProduct() async throws {
        try await TestDatabase.withClinic { clinic in
            let products: [String?] = [
                "Kiovig", "Kiovig 10%", "KIOVIG 100 mg/mL", nil, "Kiovvig", "Privigen", "Gamunex",
            ]
            for product in products {
                let (workup, course) = try await startIvig(clinic)
                try await give(workup, course, product: product, lot: "LOT12", clinic: clinic)
            }
            func found(_ product: String?) async throws -> [String: String] {
                let page = try await FindLot.run(
                    FindLot.Input(lot: "lot-12", product: product),
                    call: clinic.call(),
                    in: clinic.environment
                )
                let items = try JSONReader.read(page.body)["items"]?.array ?? []
                return Dictionary(
                    items.map { ($0["product"]?.string ?? "none", $0["productMatch"]?.string ?? "unasked") },
                    uniquingKeysWith: { first, _ in first }
                )
            }
            #expect(try await found(nil).count == 7)
            #expect(try await Set(found(nil).values) == ["unasked"])
            let kiovig = [
                "Kiovig": "same", "Kiovig 10%": "same", "KIOVIG 100 mg/mL": "same", "none": "notRecorded",
                "Kiovvig": "unclear", "Gamunex": "unclear",
            ]
            for asked in ["Kiovig", "kiovig", "Kiovig 5 g"] { #expect(try await found(asked) == kiovig, "\(asked)") }
            // Of a product that no protocol knows nothing is certainly another.
            let gamunex = try await found("gamunex 10 %")
            #expect(gamunex["Gamunex"] == "same" && gamunex["Privigen"] == "unclear" && gamunex.count == 7)
        }
    }

    @Test("is found by its batch where its text names the product after another, marked as unclear")
    func lotOfTwoNames() async throws {
        try await TestDatabase.withClinic { clinic in
            let written = [
                "Octagam/Privigen", "Hizentra, was Privigen", "was Privigen", "Privigen (Hizentra)",
                "Privigen Privigen",
                "Kiovig 10%", "was Ig Vena",
            ]
            for product in written {
                let (workup, course) = try await startIvig(clinic)
                try await give(workup, course, product: product, lot: "TWO1", clinic: clinic)
            }
            func found(_ product: String) async throws -> [String?] {
                let page = try await FindLot.run(
                    FindLot.Input(lot: "TWO1", product: product),
                    call: clinic.call(),
                    in: clinic.environment
                )
                let items = try JSONReader.read(page.body)["items"]?.array ?? []
                return written.map { text in
                    items.first { $0["product"]?.string == text }?["productMatch"]?.string
                }
            }
            let mixed = Array(repeating: String?.some("unclear"), count: 4)
            #expect(try await found("Privigen") == mixed + ["same", nil, "unclear"])
            #expect(try await found("Kiovig") == mixed + [nil, "same", "unclear"])
            #expect(try await found("Octagam, or Privigen") == mixed + ["unclear", nil, "unclear"])
        }
    }

    @Test("of a record that is merged into another names the one that leads")
    func lotOfMerged() async throws {
        try await TestDatabase.withClinic { clinic in
            let (workup, course) = try await startIvig(clinic)
            try await give(workup, course, product: "Privigen", lot: "M1", clinic: clinic)
            let double = try await clinic.document(workup).patient.id
            let leading = try await clinic.addPatient("Leading")
            _ = try await MergePatients.run(
                double,
                MergePatients.Input(into: leading, reason: "same person"),
                call: clinic.call(),
                in: clinic.environment
            )
            let page = try await FindLot.run(
                FindLot.Input(lot: "M1", product: nil),
                call: clinic.call(),
                in: clinic.environment
            )
            let line = try #require(try JSONReader.read(page.body)["items"]?[0])
            #expect(line["patientId"]?.string == double.description)
            #expect(line["mergedInto"]?.string == leading.description)
        }
    }

    @Test("given is exact to the last decimal, there and back")
    func exact() async throws {
        try await TestDatabase.withClinic { clinic in
            let (workup, course) = try await startIvig(clinic)
            let grams = try #require(Decimal(string: "72.000000000000000001"))
            try await give(workup, course, product: "Privigen", lot: "P1", grams: grams, clinic: clinic)
            let given = try await clinic.document(workup).treatments.first?.administrations.first
            #expect(given?.grams == grams)
        }
    }

    @Test("corrected keeps what was recorded first")
    func correction() async throws {
        try await TestDatabase.withClinic { clinic in
            let (workup, course) = try await startIvig(clinic)
            let answer = try await give(workup, course, product: "Privigen", lot: "P1", clinic: clinic)
            let then = clinic.environment.now()
            clinic.clock.advance(by: .seconds(60))
            let corrected = Administration(
                on: day("2026-03-02"),
                product: "Privigen",
                lot: "P2",
                grams: 70,
                bodyWeightKg: 70
            )
            _ = try await RecordAdministration.correct(
                workup,
                course: course,
                ID(answer.id),
                expecting: 1,
                isWithdrawn: false,
                RecordAdministration.Input(administration: corrected, reason: "batch misread"),
                call: clinic.call(),
                in: clinic.environment
            )
            let now = try await clinic.document(workup).treatments.first?.administrations.first
            let before = try await clinic.document(workup, asOf: then).treatments.first?.administrations.first
            #expect(now?.lot == "P2" && now?.version == 2)
            #expect(before?.lot == "P1" && before?.version == 1)
        }
    }

    private func input(_ option: TreatmentOption, reason: String?) -> ChooseTreatment.Input {
        ChooseTreatment.Input(
            option: option,
            chosenOn: day("2026-03-02"),
            participants: ["Patient", "Neurologist"],
            patientPreference: "at home if possible",
            reason: reason,
            replaces: nil,
            courseID: nil
        )
    }

    private func startIvig(_ clinic: TestClinic) async throws -> (ID<Workup>, ID<Treatment>) {
        let workup = try await clinic.openWorkup()
        let answer = try await RecordCourse.run(
            workup,
            RecordCourse.Input(
                course: TreatmentCourse(option: .ivig, startedOn: PartialDate(day("2026-03-02"))),
                reason: nil
            ),
            call: clinic.call(),
            in: clinic.environment
        )
        return (workup, ID(answer.id))
    }

    @discardableResult
    private func give(
        _ workup: ID<Workup>,
        _ course: ID<Treatment>,
        product: String?,
        lot: String?,
        grams: Decimal = 70,
        clinic: TestClinic
    ) async throws -> Answer {
        try await RecordAdministration.run(
            workup,
            course: course,
            RecordAdministration.Input(
                administration: Administration(
                    on: day("2026-03-02"),
                    product: product,
                    lot: lot,
                    grams: grams,
                    bodyWeightKg: 70
                ),
                reason: nil
            ),
            call: clinic.call(),
            in: clinic.environment
        )
    }
}
