// A team's statistics on a small made cohort whose figures are worked out by hand, and whose patients count.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("The statistics of a team", .database(.clinic))
struct TeamStatisticsTests {
    @Test("are those that a person finds with pencil and paper")
    func byHand() async throws {
        try await TestDatabase.withClinic { clinic in
            try await Cohort.make(clinic)
            let found = try await read(clinic.call(), clinic)
            #expect(found.people.count == 15)
            // 5, 10, 15, 20, 25, 30, 35, 40, 50 and 60 days: the 3rd, 5th and 8th of ten.
            #expect(found.diagnosis.reached.count == 10 && found.diagnosis.notYet.count == 5)
            #expect(found.diagnosis.before.count == 0)
            #expect(found.diagnosis.days == DayFigures(lowerQuartile: 15, median: 25, upperQuartile: 40))
            // 15, 25, 35, 45, 55 and 58 days: the 2nd, 3rd and 5th of six.
            #expect(found.treatment.reached.count == 6 && found.treatment.notYet.count == 9)
            #expect(found.treatment.days == DayFigures(lowerQuartile: 25, median: 35, upperQuartile: 55))
            // 1, 1, 3, 3, 8 and 8 days: the 2nd, 3rd and 5th of six.
            let waited = found.waiting.first { $0.step == "neurologicalExamination" }
            #expect(waited?.people.count == 6)
            #expect(waited?.days == DayFigures(lowerQuartile: 1, median: 3, upperQuartile: 8))
            #expect(found.waiting.first { $0.step == "bloodPanel" }?.people.count == 0)
            #expect(found.verdicts.first { $0.category == .undetermined }?.people.count == 15)
            #expect(found.diagnoses == [DiagnosisFigures(text: "MMN", people: 5)])
            #expect(found.response.judged.count == 6 && found.response.rate?.percent == 100)
            #expect(found.centres.map(\.organisation) == ["NMC"] && found.centres.first?.people == 15)
            #expect(found.centres.first?.daysToDiagnosis.days == 25)
            #expect(found.centres.first?.daysToTreatment.days == 35)
            // What no evaluation has worked out yet is judged now, and comes to the same.
            _ = try await clinic.logRows("update worklist_entry set response = null")
            #expect(try await read(clinic.call(), clinic) == found)
        }
    }

    @Test("tell which steps are missing and why, the most often missing first, and withhold what is few")
    func missing() async throws {
        try await TestDatabase.withClinic { clinic in
            try await Cohort.make(clinic)
            let found = try await read(clinic.call(), clinic)
            #expect(found.settled.count == 10)
            let examination = found.missing.first { $0.step == "neurologicalExamination" }
            let parts = Dictionary(
                uniqueKeysWithValues: (examination?.parts ?? []).map { ($0.outcome, $0.people.count) }
            )
            #expect(parts[.reported] == 5 && parts[.notPossible] == 5 && parts[.open] == 0)
            let missing = found.missing.map(\.missingShown)
            #expect(missing.first == 10 && examination?.missingShown == 5 && missing == missing.sorted(by: >))
            // One course of six began with Kiovig: with six known in all, five with Privigen would tell it.
            #expect(found.products.isEmpty && found.hasOtherProducts)
        }
    }

    @Test("count by the day of opening, everybody once, and joined records as one person")
    func everybodyOnce() async throws {
        try await TestDatabase.withClinic { clinic in
            var patients: [ID<Patient>] = []
            for number in 1...8 {
                let workup = try await clinic.openWorkup("Person \(number)", openedOn: day("2026-01-0\(number)"))
                patients.append(try await clinic.document(workup).patient.id)
            }
            let again = OpenWorkup.Input(
                protocolCode: "mmn",
                openedOn: day("2026-02-01"),
                question: nil,
                referredBy: nil,
                organisation: nil,
                assigneeID: nil
            )
            _ = try await OpenWorkup.run(patients[0], again, call: clinic.call(), in: clinic.environment)
            func people(_ from: String?, _ to: String?) async throws -> Int? {
                let asked = ReadTeamStatistics.Asked(from: from.map { day($0) }, to: to.map { day($0) })
                return try await ReadTeamStatistics.run(asked, call: clinic.call(), in: clinic.environment).people.count
            }
            #expect(try await people(nil, nil) == 8)
            // More than are counted at once: that is said, with what to do, before anybody is judged.
            var many = ReadTeamStatistics.Asked()
            many.peopleMax = 7
            let refused = await failure {
                try await ReadTeamStatistics.run(many, call: clinic.call(), in: clinic.environment)
            }
            #expect(refused?.faults.first?.pointer == "from")
            #expect(refused?.faults.first?.message.en.contains("holds 8 people, and up to 7") == true)
            #expect(try await people("2026-01-03", "2026-01-07") == 5)
            #expect(try await people("2026-01-03", nil) == 7)
            #expect(try await people("2027-01-01", "2027-12-31") == 0)
            #expect(try await people("2026-01-08", "2026-01-08") == nil)
            let merge = MergePatients.Input(into: patients[1], reason: "same person")
            _ = try await MergePatients.run(patients[2], merge, call: TestClinic.machine, in: clinic.environment)
            #expect(try await people(nil, nil) == 7)
        }
    }

    @Test("refuse a period that ends before it begins, a protocol nobody knows, and a role that may not")
    func refused() async throws {
        try await TestDatabase.withClinic { clinic in
            let backwards = ReadTeamStatistics.Asked(from: day("2026-02-01"), to: day("2026-01-01"))
            let unknown = ReadTeamStatistics.Asked(protocolCode: "als")
            for (asked, pointer) in [(backwards, "to"), (unknown, "protocol")] {
                let error = await failure {
                    try await ReadTeamStatistics.run(asked, call: clinic.call(), in: clinic.environment)
                }
                #expect(error?.faults.map(\.pointer) == [pointer])
            }
            for role in Role.allCases {
                let error = await failure { try await read(clinic.call(role), clinic) }
                #expect((error == nil) == Permission.readWorkups.roles.contains(role), "\(role)")
            }
            let events = try await clinic.logRows(
                """
                select count(*), count(distinct object_detail), (select count(*) from audit_subject s
                    join audit_event a on a.id = s.event_id where a.event_code = 'ReadStatistics')
                from audit_event where event_code = 'ReadStatistics'
                """
            )
            #expect(events == [["\(Permission.readWorkups.roles.count)", "1", "0"]])
        }
    }

    @Test("count whom the reader sees in whole, and nobody whom they see in an emergency or who objects")
    func whose() async throws {
        try await AccessClinic.run { stage in
            let (regional, environment) = (try stage.regional(), stage.environment)
            func people(_ call: Call) async throws -> Int? {
                try await ReadTeamStatistics.run(.init(), call: call, in: environment).people.count
            }
            var own: [ID<Workup>] = []
            for number in 1...6 { own.append(try await stage.clinic.openWorkup("Centre \(number)")) }
            for number in 1...5 { try await stage.open(stage.regionalPatient("Regional \(number)"), by: regional) }
            #expect(try await people(stage.clinic.call()) == 6)
            #expect(try await people(regional) == 5)
            // A part does not count, the whole does, and an emergency does not.
            try await stage.give("nerveConductionStudy", of: own[0], to: "REG")
            #expect(try await people(regional) == 5)
            let members = AccessGranteeInput.Members(organisation: "REG", team: nil, user: nil)
            try await stage.give(own[1], to: members, by: stage.clinic.call())
            #expect(try await people(regional) == 6)
            try await stage.breakGlass(for: try await stage.patient(of: own[2]), by: regional)
            #expect(try await people(regional) == 6)
            try await stage.object(try await stage.patient(of: own[1]), organisation: "REG", by: stage.clinic.call())
            #expect(try await people(regional) == 5)
            // The machine counts all: what it shows of centres tells nothing small.
            let all = try await ReadTeamStatistics.run(.init(), call: TestClinic.machine, in: environment)
            #expect(all.people.count == 11 && all.centres.map(\.people).sorted() == [5, 6] && !all.hasOtherCentres)
        }
    }

    private func read(_ call: Call, _ clinic: TestClinic) async throws -> TeamStatistics {
        let found = try await ReadTeamStatistics.run(.init(), call: call, in: clinic.environment)
        #expect(try TeamStatistics.codec.decode(TeamStatistics.codec.encode(found)) == found)
        return found
    }
}

/// Fifteen people whose workups were opened on the first of January.
private enum Cohort {
    private static let opened = day("2026-01-01")
    private static let examination = "neurologicalExamination"

    static func make(_ clinic: TestClinic) async throws {
        var workups: [ID<Workup>] = []
        for number in 1...15 { workups.append(try await clinic.openWorkup("Person \(number)", openedOn: opened)) }
        for (workup, days) in zip(workups, [5, 10, 15, 20, 25, 30, 35, 40, 50, 60]) {
            let words = days == 10 ? "mmn" : days <= 25 ? "MMN" : "something else \(days)"
            let stated = #"{"diagnosis":{"text":"\#(words)","statedOn":"\#(opened.addingDays(days))"}}"#
            try await change(workup, try ChangeWorkup.Input.codec.decode(Array(stated.utf8)), clinic)
        }
        for (workup, days) in zip(workups, [15, 25, 35, 45, 55, 58]) {
            try await treat(workup, opened.addingDays(days), product: days == 58 ? "Kiovig" : "Privigen", clinic)
        }
        for workup in workups.prefix(5) + [workups[10]] { try await move(workup, StepMove(state: .requested), clinic) }
        for workup in workups[5..<10] {
            try await move(workup, StepMove(state: .notPossible, reason: "pacemaker"), clinic)
        }
        var today = 0
        for (workup, days) in [(0, 1), (1, 1), (2, 3), (10, 3), (3, 8), (4, 8)] {
            clinic.clock.advance(by: .seconds((days - today) * 86_400))
            today = days
            _ = try await RecordFinding.run(
                workups[workup],
                RecordFinding.Input(finding: .examination, origin: nil),
                call: clinic.call(),
                in: clinic.environment
            )
        }
        clinic.clock.advance(by: .seconds(20 * 86_400))
        for workup in workups.prefix(6) {
            let grip = OutcomeMeasurement(on: day("2026-03-20"), measure: .gripVigorimeter, side: .right, value: 60)
            try await measure(grip, workup, clinic)
        }
    }

    private static func treat(_ workup: ID<Workup>, _ on: LocalDate, product: String, _ clinic: TestClinic) async throws
    {
        let grip = OutcomeMeasurement(on: on.addingDays(-1), measure: .gripVigorimeter, side: .right, value: 40)
        try await measure(grip, workup, clinic)
        let course = try await start(workup, from: on.description, clinic)
        try await give(workup, course, on: on.description, product: product, clinic)
    }

    private static func move(_ workup: ID<Workup>, _ move: StepMove, _ clinic: TestClinic) async throws {
        let step = try await clinic.step(examination, of: workup)
        _ = try await MoveStep.run(
            workup,
            code: examination,
            expecting: step.version,
            move,
            call: clinic.call(),
            in: clinic.environment
        )
    }

    private static func change(_ workup: ID<Workup>, _ input: ChangeWorkup.Input, _ clinic: TestClinic) async throws {
        _ = try await ChangeWorkup.run(
            workup,
            expecting: try await clinic.document(workup).version,
            input,
            call: clinic.call(),
            in: clinic.environment
        )
    }
}
