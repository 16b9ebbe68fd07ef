// Whom a workup is only shown to corrects what their own people recorded of treatment, and nothing else of it.
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

@Suite("What others recorded of treatment", .database(.clinic))
struct CorrectingOthersTests {
    @Test("lets nobody correct or take back what another gave, measured or said of a condition; their own they do")
    func correcting() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            try await stage.share(workup, organisation: "REG")
            let course = try await RecordCourse.run(
                workup,
                try RecordCourse.Input.codec.decode(Array(#"{"option":"ivig"}"#.utf8)),
                call: clinic.call(),
                in: environment
            )
            func treating(_ call: Call) -> Treating { Treating(ID(course.id), workup, call, environment) }
            let (here, there) = (treating(clinic.call()), treating(try stage.regional()))
            let refused = Array(repeating: "not-yours-to-conduct", count: 3)
            for (condition, recorder) in [("obesity", here), ("diabetes", there)] {
                let given = try await recorder.add(condition)
                // Who answers for the workup corrects whatever is in it, and what they said last is theirs from then on.
                #expect(try await here.correct(given, condition) == [nil, nil, nil])
                #expect(try await there.correct(given, condition, version: 2) == refused)
            }
            let own = try await there.add("immobility")
            #expect(try await there.correct(own, "immobility") == [nil, nil, nil])
            // What was taken back by others is not said again over their heads.
            let again = await failure { _ = try await there.add("obesity") }
            #expect(again?.code == "not-yours-to-conduct")
            _ = try await here.add("obesity", reason: "it is so after all")
        }
    }

    @Test("lets nobody say again what somebody else took back; what one said in an emergency, one corrects")
    func findings() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            let share = try await stage.share(workup, organisation: "REG")
            let regional = try stage.regional()
            func correct(_ finding: ID<FindingRecord>, expecting version: Int, by call: Call) async -> String? {
                await failure {
                    try await CorrectFinding.run(
                        workup,
                        finding,
                        expecting: version,
                        CorrectFinding.Input(finding: .liquor("0.61"), origin: nil, reason: "misread"),
                        call: call,
                        in: environment
                    )
                }?.code
            }
            let own = try await stage.record(.liquor("0.48"), workup, by: regional)
            #expect(await correct(own, expecting: 1, by: try stage.regional(.nurse)) == nil)
            _ = try await WithdrawFinding.run(
                workup,
                own,
                expecting: 2,
                WithdrawFinding.Input(reason: "another patient's"),
                call: clinic.call(),
                in: environment
            )
            #expect(await correct(own, expecting: 3, by: regional) == "not-yours-to-conduct")
            #expect(await correct(own, expecting: 3, by: clinic.call()) == "finding-withdrawn")

            try await stage.end(share, of: try await stage.patient(of: workup), by: clinic.call())
            let nurse = try stage.regional(.nurse)
            try await stage.breakGlass(for: stage.patient(of: workup), by: nurse)
            #expect(await correct(own, expecting: 3, by: nurse) == "not-yours-to-conduct")
            let urgent = try await stage.record(.blood("ck"), workup, by: nurse)
            let withdrawn = await failure {
                try await WithdrawFinding.run(
                    workup,
                    urgent,
                    expecting: 1,
                    WithdrawFinding.Input(reason: "another patient's"),
                    call: nurse,
                    in: environment
                )
            }
            #expect(withdrawn == nil)
        }
    }
}

/// Somebody who gives, measures and says something of a condition, and corrects all three.
private struct Treating {
    typealias Given = (ID<Administration>, ID<OutcomeMeasurement>, ID<ConditionDocument>)

    let course: ID<Treatment>
    let workup: ID<Workup>
    let call: Call
    let environment: Environment

    init(_ course: ID<Treatment>, _ workup: ID<Workup>, _ call: Call, _ environment: Environment) {
        (self.course, self.workup, self.call, self.environment) = (course, workup, call, environment)
    }

    private func given(reason: String?) throws -> RecordAdministration.Input {
        let reason = reason.map { #","reason":"\#($0)""# } ?? ""
        let body = #"{"on":"2026-03-02","product":"Privigen","lot":"P100","grams":40,"bodyWeightKg":70\#(reason)}"#
        return try RecordAdministration.Input.codec.decode(Array(body.utf8))
    }

    private func measured(reason: String?) throws -> RecordOutcome.Input {
        let reason = reason.map { #","reason":"\#($0)""# } ?? ""
        let body = #"{"on":"2026-03-02","measure":"gripVigorimeter","side":"left","value":21\#(reason)}"#
        return try RecordOutcome.Input.codec.decode(Array(body.utf8))
    }

    private func said(_ condition: String, reason: String?) throws -> RecordCondition.Input {
        let reason = reason.map { #","reason":"\#($0)""# } ?? ""
        let body = #"{"condition":"\#(condition)","answer":"present"\#(reason)}"#
        return try RecordCondition.Input.codec.decode(Array(body.utf8))
    }

    func add(_ condition: String, reason: String? = nil) async throws -> Given {
        let one = try await RecordAdministration.run(
            workup,
            course: course,
            given(reason: nil),
            call: call,
            in: environment
        )
        let two = try await RecordOutcome.run(workup, measured(reason: nil), call: call, in: environment)
        let input = try said(condition, reason: reason)
        let three = try await RecordCondition.run(workup, input, call: call, in: environment)
        return (ID(one.id), ID(two.id), ID(three.id))
    }

    /// Corrects what was given and takes the other two back; gives what each is refused with.
    func correct(_ given: Given, _ condition: String, version: Int = 1) async throws -> [String?] {
        let (one, two) = (try self.given(reason: "not so"), try measured(reason: "not so"))
        let three = try said(condition, reason: "not so")
        return [
            await failure {
                try await RecordAdministration.correct(
                    workup,
                    course: course,
                    given.0,
                    expecting: version,
                    isWithdrawn: false,
                    one,
                    call: call,
                    in: environment
                )
            }?.code,
            await failure {
                try await RecordOutcome.correct(
                    workup,
                    given.1,
                    expecting: version,
                    isWithdrawn: true,
                    two,
                    call: call,
                    in: environment
                )
            }?.code,
            await failure {
                try await RecordCondition.correct(
                    workup,
                    given.2,
                    expecting: version,
                    isWithdrawn: true,
                    three,
                    call: call,
                    in: environment
                )
            }?.code,
        ]
    }
}
