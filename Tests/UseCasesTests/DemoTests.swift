// The demo clinic: its case files are true to the format, and it loads whole, once, through the real use cases.
import Domain
import Records
import Testing
import TestSupport

@testable import UseCases

@Suite("The demo's case files")
struct DemoCaseFileTests {
    @Test("each reads without a fault and has a patient with valid numbers", arguments: DemoCaseFiles.names)
    func reads(_ name: String) throws {
        let text = try #require(DemoCaseFiles.text(name))
        let file = try CaseFile.read(Array(text.utf8))
        let patient = try #require(file.patient)
        #expect(!patient.identifiers.isEmpty)
        #expect(patient.inszWarnings.isEmpty)
        for identifier in patient.identifiers {
            #expect(throws: Never.self) {
                try PatientIdentifier(system: identifier.system, value: identifier.value)
            }
        }
        #expect(file.source?.kind == .synthetic)
    }

    @Test("no two patients share a number")
    func identifiersDiffer() throws {
        let files = try DemoCaseFiles.read(asOf: DemoCaseFiles.referenceDay)
        let identifiers = files.values.flatMap { $0.patient?.identifiers ?? [] }
        #expect(Set(identifiers).count == identifiers.count)
        #expect(files.count >= 14)
    }

    @Test("every day moves by the same number of days, a birth date stays")
    func moves() throws {
        let json = try JSONReader.read(
            Array(#"{"birthDate":"1980-01-16","a":[{"on":"2026-05-31"}],"b":"2026-06"}"#.utf8)
        )
        let moved = DemoCaseFiles.moved(json, byDays: 30)
        #expect(moved.text == #"{"birthDate":"1980-01-16","a":[{"on":"2026-06-30"}],"b":"2026-06"}"#)
    }

    @Test("nothing that is told lies in the future, whatever the weekday", arguments: 0..<7)
    func past(_ days: Int) throws {
        let today = DemoCaseFiles.referenceDay.addingDays(days)
        let calendar = DemoCalendar(today: today)
        let events = try LoadDemo.events(try DemoCaseFiles.read(asOf: today), calendar)
        #expect(events.map(\.at) == events.map(\.at).sorted())
        #expect(events.allSatisfy { $0.at < Instant(startOf: today) })
    }
}

@Suite("Loading the demo", .database(.migrated))
struct LoadDemoTests {
    @Test("the whole clinic loads, a second time is refused, and the step it names can be moved")
    func loads() async throws {
        try await TestDatabase.withClinic { clinic in
            let summary = try await LoadDemo.run(call: TestClinic.machine, in: clinic.environment)
            #expect(summary.patients >= 14 && summary.users == DemoPeople.all.count && summary.meetings == 2)
            #expect(Set(DemoPeople.all.map(\.role)) == Set(Role.allCases))

            let again = await #expect(throws: UseCaseError.self) {
                try await LoadDemo.run(call: TestClinic.machine, in: clinic.environment)
            }
            #expect(again?.code == "record-not-empty" && again?.category == .conflict)

            let neurologist = try await clinic.call(login: DemoPeople.testinga.login)
            _ = try await MoveStep.run(
                summary.workupID,
                code: summary.stepCode,
                expecting: summary.stepVersion,
                StepMove(state: summary.stepState),
                call: neurologist,
                in: clinic.environment
            )
            try await showsTheShownWorkup(summary, clinic, neurologist)
            try await holdsEveryState(clinic)
            try await tellsWhatWentOtherwise(clinic)
        }
    }

    /// The workup to show has something on every part of its page, and less of it a hundred days ago.
    private func showsTheShownWorkup(_ summary: LoadDemo.Summary, _ clinic: TestClinic, _ neurologist: Call)
        async throws
    {
        let now = try await clinic.document(summary.workupID, by: neurologist)
        #expect(!now.findings.isEmpty && !now.choices.isEmpty && !now.outcomes.isEmpty && !now.meetings.isEmpty)
        #expect(Set(now.treatments.flatMap(\.administrations).compactMap(\.product)).count == 2)
        let earlier = clinic.environment.now().addingSeconds(-100 * 86_400)
        let then = try await clinic.document(summary.workupID, asOf: earlier, by: neurologist)
        #expect(then.outcomes.count < now.outcomes.count && then.meetings.isEmpty)

        let meeting = try await ReadMeetingForReport.run(
            summary.meetingID,
            asOf: nil,
            call: neurologist,
            in: clinic.environment
        )
        #expect(meeting.cases.count == 4)
        let signed = try await ReadMeetingForReport.run(
            summary.signedMeetingID,
            asOf: nil,
            call: neurologist,
            in: clinic.environment
        )
        #expect(signed.meeting.meeting.status == .signed && signed.cases.count == 6)
    }

    private func holdsEveryState(_ clinic: TestClinic) async throws {
        let states = try await clinic.rows(
            "select distinct on (patient_id, step_id) state from step_version order by patient_id, step_id, version desc"
        )
        let found = Set(states.compactMap { $0[0] })
        for state in StepState.allCases { #expect(found.contains(state.rawValue), "\(state)") }
        // Nothing was recorded after the moment of loading.
        let last = try await clinic.rows("select max(recorded_at) <= '\(clinic.environment.now())' from step_version")
        #expect(last == [["t"]])
    }

    private func tellsWhatWentOtherwise(_ clinic: TestClinic) async throws {
        let questions = [
            "a corrected finding":
                "select from finding_version where version = 2 and status = 'recorded' and reason <> ''",
            "a withdrawn finding": "select from finding_version where status = 'withdrawn'",
            "a result from elsewhere": "select from finding_version where origin <> ''",
            "an override": "select from step_version where override_reason <> ''",
            "a late case": "select from meeting_case_version where late_reason <> ''",
            "a dissent": "select from meeting_case_version where dissent <> ''",
            "a patient's preference": "select from meeting_case_version where patient_preference <> ''",
            "a case not discussed": "select from meeting_case_version where status = 'notDiscussed'",
            "an amendment": "select from meeting_case_version where reason <> ''",
            "an action done": "select from meeting_action_version where state = 'done'",
            "a trial": "select from treatment_trial",
            "a condition": "select from recorded_condition_version where answer = 'present'",
            "a reaction": "select from administration_details where cardinality(reaction_codes) > 0",
            "a choice with a reason": "select from treatment_choice where reason <> ''",
            "a merge": "select from patient_merge",
            "a closed workup with its diagnosis":
                "select from workup_version where status = 'closed' and diagnosis_text <> ''",
            "a BSN": "select from patient_identifier where system = 'bsn'",
            "an INSZ": "select from patient_identifier where system = 'insz'",
        ]
        for (what, query) in questions {
            let exists = try await clinic.rows("select exists (\(query))")
            #expect(exists == [["t"]], "\(what)")
        }
    }

    @Test("somebody who may not manage accounts cannot load it, and it cannot be tried")
    func refuses() async throws {
        try await TestDatabase.withClinic { clinic in
            let nurse = await #expect(throws: UseCaseError.self) {
                try await LoadDemo.run(call: clinic.call(.nurse), in: clinic.environment)
            }
            #expect(nurse?.category == .forbidden)
            let trial = await #expect(throws: UseCaseError.self) {
                try await LoadDemo.run(
                    call: clinic.call(.administrator, isDryRun: true),
                    in: clinic.environment
                )
            }
            #expect(trial?.code == "demo-has-no-dry-run")
        }
    }
}
