// Who may do what with an action of a meeting: those who decide where it was held, its owner, and nobody because it was shared.
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

@Suite("An action of a meeting", .database(.clinic))
struct MeetingActionRightsTests {
    /// A meeting of the centre with a case.
    private struct Held: Sendable {
        let meeting: ID<Meeting>
        let item: ID<MeetingCase>
        let workup: ID<Workup>
    }

    private func held(_ access: AccessClinic) async throws -> Held {
        let workup = try await access.clinic.openWorkup()
        let start = access.environment.now().addingSeconds(-600)
        let plan = try PlanMeeting.Input.codec.decode(
            Array(#"{"chair":"Neurologist","startsAt":"\#(start)"}"#.utf8)
        )
        let meeting = ID<Meeting>(
            try await PlanMeeting.run(plan, call: access.clinic.call(), in: access.environment).id
        )
        let item = try await AddMeetingCase.run(
            meeting,
            AddMeetingCase.Input(workupID: workup, question: nil, presenter: nil, lateReason: "admitted"),
            call: access.clinic.call(),
            in: access.environment
        )
        return Held(meeting: meeting, item: ID(item.id), workup: workup)
    }

    private func agree(
        _ held: Held,
        _ what: String,
        _ owner: ID<User>?,
        reason: String? = nil,
        _ access: AccessClinic
    ) async throws -> ID<MeetingAction> {
        let input = AddMeetingAction.Input(
            what: what,
            owner: owner == nil ? "The family" : nil,
            ownerID: owner,
            dueOn: nil,
            reason: reason
        )
        let call = access.clinic.call()
        return ID(try await AddMeetingAction.run(held.meeting, held.item, input, call: call, in: access.environment).id)
    }

    private func change(
        _ held: Held,
        _ action: ID<MeetingAction>,
        _ version: Int,
        _ json: String,
        by call: Call,
        _ access: AccessClinic
    ) async throws -> MeetingAction? {
        let answer = try await ChangeMeetingAction.run(
            held.meeting,
            held.item,
            action,
            expecting: version,
            try ChangeMeetingAction.Input.codec.decode(Array(json.utf8)),
            call: call,
            in: access.environment
        )
        return try MeetingDocument.codec.decode(answer.body).cases.flatMap(\.actions).first { $0.id == action }
    }

    private static let changes = [
        #"{"what":"Other"}"#, #"{"owner":"Me"}"#, #"{"dueOn":"2026-05-01"}"#, #"{"state":"done"}"#,
    ]

    @Test("is not changed by another hospital with which its case is shared, nor by its emergency access")
    func elsewhere() async throws {
        try await AccessClinic.run { access in
            let held = try await held(access)
            let action = try await agree(held, "Call", access.clinic.call(.nurse).actor.userID, access)
            let regional = try access.regional()
            try await access.breakGlass(for: access.patient(of: held.workup), by: regional)
            for json in Self.changes {
                let refused = await failure { try await change(held, action, 1, json, by: regional, access) }
                #expect(refused?.code == "not-your-action", "in an emergency: \(json)")
            }
            try await access.share(held.workup, organisation: "REG")
            for json in Self.changes {
                let refused = await failure { try await change(held, action, 1, json, by: regional, access) }
                #expect(refused?.code == "not-your-action", "shared: \(json)")
            }
        }
    }

    @Test("is worded by who decides in the meeting alone, and said to be done by who keeps it or owns it")
    func roles() async throws {
        try await AccessClinic.run { access in
            let held = try await held(access)
            let action = try await agree(held, "Call", access.clinic.call(.technician).actor.userID, access)
            for role in [Role.nurse, .technician] {
                for json in Self.changes.dropLast() + [#"{"state":"cancelled","reason":"x"}"#] {
                    let refused = await failure {
                        try await change(held, action, 1, json, by: access.clinic.call(role), access)
                    }
                    #expect(refused?.code == "not-your-action", "\(role): \(json)")
                }
            }
            let laboratory = await failure {
                try await change(held, action, 1, #"{"state":"done"}"#, by: access.clinic.call(.laboratory), access)
            }
            #expect(laboratory?.code == "not-your-action")
            let done = try await change(
                held,
                action,
                1,
                #"{"state":"done","reason":"by telephone"}"#,
                by: access.clinic.call(.technician),
                access
            )
            #expect(done?.state == .done && done?.reason == "by telephone" && done?.what == "Call")
            let open = try await change(held, action, 2, #"{"state":"open"}"#, by: access.clinic.call(.nurse), access)
            #expect(open?.state == .open && open?.doneOn == nil)
            let worded = try await change(
                held,
                action,
                3,
                #"{"what":"Write"}"#,
                by: access.clinic.call(.coordinator),
                access
            )
            #expect(worded?.what == "Write" && worded?.owner == "EMG technician")
        }
    }

    @Test("is given only to who sees the case; of somebody who lost sight of it it stands on the meeting's own list")
    func unseen() async throws {
        try await AccessClinic.run { access in
            let held = try await held(access)
            let owner = try access.regional(.technician)
            let refused = await failure { try await agree(held, "Measure", owner.actor.userID, access) }
            #expect(refused?.faults.map(\.pointer) == ["/ownerId"])
            #expect(refused?.faults.first?.message.en.contains("Share it") == true)
            let relation = try await access.share(held.workup, organisation: "REG")
            let action = try await agree(held, "Measure", owner.actor.userID, access)
            let coordinator = access.clinic.call(.coordinator)
            #expect(try await ReadTasks.run(call: coordinator, in: access.environment).actions.isEmpty)
            #expect(try await ReadTasks.run(call: owner, in: access.environment).actions.map(\.isOwn) == [true])
            try await access.end(relation, of: access.patient(of: held.workup), by: access.clinic.call())
            access.clinic.clock.advance(by: .seconds(1))
            #expect(try await ReadTasks.run(call: owner, in: access.environment).actions.isEmpty)
            let left = try await ReadTasks.run(call: coordinator, in: access.environment).actions
            #expect(left.map(\.id) == [action] && left.map(\.ownerSeesCase) == [false])
            // Shared again it is theirs again, and theirs to finish.
            try await access.share(held.workup, user: "reg.technician")
            #expect(try await ReadTasks.run(call: coordinator, in: access.environment).actions.isEmpty)
            let done = try await change(held, action, 1, #"{"state":"done"}"#, by: owner, access)
            #expect(done?.state == .done)
        }
    }

    @Test("changes its words after sign-off only with a reason, and goes on as a task without one")
    func signed() async throws {
        try await AccessClinic.run { access in
            let held = try await held(access)
            let action = try await agree(held, "Call", access.clinic.call(.nurse).actor.userID, access)
            var decision = ChangeMeetingCase.Input()
            decision.decision = "Start IVIg"
            _ = try await ChangeMeetingCase.run(
                held.meeting,
                held.item,
                expecting: 1,
                decision,
                call: access.clinic.call(),
                in: access.environment
            )
            _ = try await access.clinic.sign(held.meeting, expecting: 1)
            access.clinic.clock.advance(by: .seconds(60))
            let coordinator = access.clinic.call(.coordinator)
            for json in Self.changes.dropLast() {
                let refused = await failure { try await change(held, action, 1, json, by: coordinator, access) }
                #expect(refused?.faults.map(\.pointer) == ["/reason"], "\(json)")
            }
            let later = await failure { try await agree(held, "Later", nil, access) }
            #expect(later?.faults.map(\.pointer) == ["/reason"])
            _ = try await agree(held, "Later", nil, reason: "forgotten", access)
            let done = try await change(
                held,
                action,
                1,
                #"{"state":"done"}"#,
                by: access.clinic.call(.nurse),
                access
            )
            #expect(done?.version == 2)
            let worded = try await change(
                held,
                action,
                2,
                #"{"what":"Write","reason":"no telephone"}"#,
                by: coordinator,
                access
            )
            #expect(worded?.what == "Write")
            let read = try await ReadMeetingForReport.run(
                held.meeting,
                asOf: nil,
                call: access.clinic.call(),
                in: access.environment
            )
            let versions = read.history.versions(of: action)
            #expect(versions.map(\.recordedBy) == ["Neurologist", "Nurse specialist", "Coordinator"])
            #expect(versions.map(\.action.reason) == [nil, nil, "no telephone"])
        }
    }

    @Test("is held by the database as well: what another writes of it is not taken, nor other words of its owner's")
    func secondWall() async throws {
        try await AccessClinic.run { access in
            let held = try await held(access)
            try await access.share(held.workup, organisation: "REG")
            let owner = try access.regional(.technician)
            let id = try await agree(held, "Measure", owner.actor.userID, access)
            let patient = try await access.patient(of: held.workup)
            let now = access.environment.now()
            func write(_ version: Int, _ what: String, _ state: MeetingActionState, by call: Call) async throws {
                let action = MeetingAction(
                    id: id,
                    version: version,
                    state: state,
                    what: what,
                    owner: owner.actor.name,
                    ownerID: owner.actor.userID,
                    doneOn: state == .done ? day("2026-03-02") : nil
                )
                let user = try #require(call.actor.userID)
                try await access.environment.record.write(as: .user(user, at: now)) { transaction in
                    let stamp = Stamp(at: now, by: user, event: access.environment.makeUUID())
                    transaction.insertMeetingAction(action, of: held.item, patient: patient, stamp)
                }
            }
            let refusals: [(String, MeetingActionState, Call)] = [
                ("Other", .open, owner), ("Measure", .cancelled, owner),
                ("Measure", .done, try access.regional(.neurologist)), ("Other", .open, try access.regional()),
            ]
            for (what, state, call) in refusals {
                await #expect(throws: (any Error).self, "\(what), \(state)") {
                    try await write(2, what, state, by: call)
                }
            }
            try await write(2, "Measure", .done, by: owner)
            try await write(3, "Other", .open, by: access.clinic.call())
        }
    }
}
