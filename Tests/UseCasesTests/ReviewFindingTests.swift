// Faults that a review found, each with its test.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("Never again", .database(.clinic))
struct ReviewFindingTests {
    @Test("a case is not filed under a patient who only shares a number")
    func stranger() async throws {
        try await TestDatabase.withClinic { clinic in
            _ = try await importCase(clinic, name: "de Wit", birthDate: "1982-04-17", sex: "male", question: "one")
            let result = try await importCase(
                clinic,
                name: "Other",
                birthDate: "1950-01-01",
                sex: "female",
                question: "two"
            )
            guard case .refused(let faults) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(faults.map(\.pointer) == ["/patient/familyName", "/patient/birthDate", "/patient/sex"])
            #expect(try await clinic.rows("select count(*) from workup") == [["1"]])
        }
    }

    @Test("two people who move different steps of one workup at once both stand in the worklist")
    func lostUpdate() async throws {
        try await TestDatabase.withClinic { clinic in
            for _ in 0..<5 {
                let workup = try await clinic.openWorkup()
                let codes = ["lumbarPuncture", "plexusMri", "nerveUltrasound", "needleExamination"]
                await withTaskGroup(of: Void.self) { group in
                    for code in codes {
                        group.addTask {
                            let error = await failure {
                                try await MoveStep.run(
                                    workup,
                                    code: code,
                                    expecting: 1,
                                    StepMove(state: .notNeeded, reason: "test"),
                                    call: clinic.call(),
                                    in: clinic.environment
                                )
                            }
                            #expect(error == nil)
                        }
                    }
                }
                let open = try await clinic.rows(
                    "select open_steps && array['\(codes.joined(separator: "','"))'] from worklist_entry where workup_id = '\(workup)'"
                )
                #expect(open == [["f"]])
            }
        }
    }

    @Test("a finding without a result is no result")
    func empty() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            for (kind, body) in [
                (FindingKind.cerebrospinalFluid, "{}"), (.nerveConductionStudy, #"{"performedOn":"2026-03-01"}"#),
                (.neurologicalExamination, #"{"signs":{"clonus":"notExamined"}}"#),
                (.imaging, #"{"modality":"mri","region":"brachialPlexus"}"#),
                (.antibody, #"{"antigen":"GM1","isotype":"IgM"}"#),
            ] {
                let error = await failure {
                    try await RecordFinding.run(
                        workup,
                        RecordFinding.Input(finding: .sample(kind, body), origin: nil),
                        call: clinic.call(),
                        in: clinic.environment
                    )
                }
                #expect(error?.category == .invalidInput, "\(kind)")
            }
            #expect(try await clinic.step("lumbarPuncture", of: workup).state == .planned)
        }
    }

    @Test("a repeated answer is a read, and is in the log")
    func replayIsLogged() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let input = RecordFinding.Input(finding: .liquor("0.5"), origin: nil)
            for _ in 0..<2 {
                _ = try await RecordFinding.run(workup, input, call: clinic.call(key: "k"), in: clinic.environment)
            }
            let rows = try await clinic.logRows(
                "select event_code, patient_id is not null from audit_event where event_code in ('RecordFinding', 'RepeatAnswer') order by id"
            )
            #expect(rows == [["RecordFinding", "t"], ["RepeatAnswer", "t"]])
        }
    }

    @Test("a refusal is in the log")
    func refusalIsLogged() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            _ = await failure {
                try await ReadWorkup.run(workup, asOf: nil, call: clinic.call(.administrator), in: clinic.environment)
            }
            let rows = try await clinic.logRows(
                "select outcome, object_id from audit_event where event_code = 'Refused'"
            )
            #expect(rows == [["8", "readWorkups"]])
        }
    }

    @Test("a nurse does not take a decision off the record")
    func removal() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let planned = try await PlanMeeting.run(
                PlanMeeting.Input(
                    startsAt: clinic.environment.now().addingSeconds(7 * 86_400),
                    place: nil,
                    chair: nil,
                    coordinator: nil,
                    organisation: nil,
                    attendance: []
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            let meeting = ID<Meeting>(planned.id)
            let added = try await AddMeetingCase.run(
                meeting,
                AddMeetingCase.Input(workupID: workup, question: nil, presenter: nil, lateReason: nil),
                call: clinic.call(),
                in: clinic.environment
            )
            clinic.clock.advance(by: .seconds(7 * 86_400))
            var decision = ChangeMeetingCase.Input()
            decision.decision = "Start IVIg"
            _ = try await ChangeMeetingCase.run(
                meeting,
                ID(added.id),
                expecting: 1,
                decision,
                call: clinic.call(),
                in: clinic.environment
            )
            var removal = ChangeMeetingCase.Input()
            removal.status = .removed
            let error = await failure {
                try await ChangeMeetingCase.run(
                    meeting,
                    ID(added.id),
                    expecting: 2,
                    removal,
                    call: clinic.call(.nurse),
                    in: clinic.environment
                )
            }
            #expect(error?.code == "case-has-outcome")
        }
    }

    @Test("a batch is found however its number was typed")
    func lotSpelling() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let course = try await RecordCourse.run(
                workup,
                RecordCourse.Input(
                    course: TreatmentCourse(option: .ivig, startedOn: PartialDate(day("2026-03-01"))),
                    reason: nil
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            _ = try await RecordAdministration.run(
                workup,
                course: ID(course.id),
                RecordAdministration.Input(
                    administration: Administration(
                        on: day("2026-03-01"),
                        product: "Privigen",
                        lot: "abc-123",
                        grams: 70,
                        bodyWeightKg: 70
                    ),
                    reason: nil
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            for lot in ["ABC123", "abc 123", "abc-123"] {
                let page = try await FindLot.run(
                    FindLot.Input(lot: lot, product: nil),
                    call: clinic.call(),
                    in: clinic.environment
                )
                #expect(try JSONReader.read(page.body)["items"]?.array?.count == 1, "\(lot)")
            }
        }
    }

    @Test("what is still to come is neither recorded nor shown")
    func future() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let errors = [
                await failure { try await clinic.document(workup, asOf: Instant("2999-01-01T00:00:00Z")) },
                await failure { try await clinic.openWorkup(openedOn: day("2099-01-01")) },
                await failure {
                    try await RecordFinding.run(
                        workup,
                        RecordFinding.Input(
                            finding: .sample(
                                .cerebrospinalFluid,
                                #"{"sampledOn":"2099-01-01","proteinGramPerLitre":0.5}"#
                            ),
                            origin: nil
                        ),
                        call: clinic.call(),
                        in: clinic.environment
                    )
                },
            ]
            #expect(errors.allSatisfy { $0?.category == .invalidInput })
        }
    }

    private func importCase(
        _ clinic: TestClinic,
        name: String,
        birthDate: String,
        sex: String,
        question: String
    ) async throws -> ImportCases.Result {
        let json = """
            {"format":"workup-case/1","patient":{"familyName":"\(name)","birthDate":"\(birthDate)","sex":"\(sex)",
            "identifiers":[{"system":"bsn","value":"111222333"}]},
            "workup":{"protocol":"mmn","openedOn":"2026-01-12","question":"\(question)"}}
            """
        return try await ImportCases.run(
            [Array(json.utf8)],
            organisation: nil,
            call: clinic.call(),
            in: clinic.environment
        )[0]
    }
}
