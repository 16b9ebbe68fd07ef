// Nobody elsewhere keeps a patient from who treats them: not by an objection, nor by a merge; and what was done is undone by
// those whom it is about.
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

@Suite("Who treats a patient", .database(.clinic))
struct KeepingOutTests {
    @Test("is not kept out by an objection that somebody elsewhere records, to one of them or to all")
    func objection() async throws {
        try await AccessClinic.run { stage in
            let workup = try await stage.clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            let tomorrow = stage.environment.now().addingSeconds(86_400)
            try await stage.share(workup, organisation: "REG", until: tomorrow)
            let neurologist = try stage.regional()
            for isAfterOpening in [false, true] {
                // What is shown for a while opens no workup, so that nobody treats by that.
                if isAfterOpening {
                    #expect(await failure { try await stage.open(patient, by: neurologist) }?.code == "not-registered")
                }
                let refusals = [
                    await failure { try await stage.object(patient, user: "neurologist", by: neurologist) },
                    await failure { try await stage.object(patient, organisation: "NMC", by: neurologist) },
                ]
                for refusal in refusals { #expect(refusal?.code == "objection-to-treating") }
            }
            #expect(await stage.sight(workup, by: stage.clinic.call()) == .whole)
            // Somebody whom the centre asked to follow the workup treats the patient as well.
            let drd = try await stage.third()
            let assignee = #"{"assigneeId":"\#(try #require(drd.actor.userID))"}"#
            _ = try await ChangeWorkup.run(
                workup,
                expecting: 1,
                try ChangeWorkup.Input.codec.decode(Array(assignee.utf8)),
                call: stage.clinic.call(),
                in: stage.environment
            )
            let refused = await failure { try await stage.object(patient, user: "drd.neurologist", by: neurologist) }
            #expect(refused?.code == "objection-to-treating")
            #expect(try await stage.queue().isEmpty)
            // Whoever treats nobody is objected to anywhere.
            try await stage.object(patient, user: "reg.nurse", by: neurologist)
        }
    }

    @Test("is kept out by their own people, or where the patient is treated as well, and that is judged by a person")
    func queue() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            try await stage.object(patient, user: "nurse", by: clinic.call())
            #expect(await stage.sight(workup, by: clinic.call(.nurse)) == .nothing)
            try await stage.register(patient)
            try await stage.open(patient, by: stage.regional())
            try await stage.object(patient, user: "technician", by: stage.regional(.nurse))
            #expect(await stage.sight(workup, by: clinic.call(.technician)) == .nothing)
            // Not one that is about nobody who treats.
            _ = try await stage.third()
            try await stage.object(patient, organisation: "DRD", by: clinic.call())
            #expect(
                try await stage.queue() == [
                    ["objectionToTreating", "Neurologist"], ["objectionToTreating", "Regional nurse"],
                ]
            )
            let review = try await ReviewAccess.run(
                ReviewAccess.Input(days: 1),
                call: clinic.call(.privacyOfficer),
                in: stage.environment
            )
            // Both may be of the same moment, and then stand in either order.
            let items = (try JSONReader.read(review.page.body)["items"]?.array ?? [])
                .sorted { ($0["objectedTo"]?.string ?? "") > ($1["objectedTo"]?.string ?? "") }
            #expect(items.map { $0["kind"]?.string } == ["objectionToTreating", "objectionToTreating"])
            #expect(items.map { $0["reason"]?.string } == ["said so", "said so"])
            #expect(items.map { $0["objectedTo"]?.string } == ["Nurse specialist", "EMG technician"])
            // Whom it keeps out lifts it by the id that stands there, which the privacy officer gives them.
            let objection = try #require(items.last?["objectionId"]?.string.flatMap { ID<AccessObjection>($0) })
            try await stage.lift(objection, of: patient, by: clinic.call(.technician))
            #expect(await stage.sight(workup, by: clinic.call(.technician)) == .whole)
        }
    }

    @Test("takes back an objection to themselves: whoever recorded it, and whoever answers for the patient")
    func lifting() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            for lifter in [clinic.call(.nurse), clinic.call(.coordinator)] {
                let mistake = try await stage.object(patient, organisation: "NMC", by: clinic.call(.nurse))
                #expect(await stage.sight(workup, by: clinic.call()) == .nothing)
                let stranger = await failure {
                    try await stage.lift(mistake, of: patient, by: try stage.regional())
                }
                #expect(stranger?.category == .notFound)
                let answer = try await stage.lift(mistake, of: patient, by: lifter)
                #expect(answer == #"{"relations":[],"objections":[],"requests":[]}"#)
                #expect(await stage.sight(workup, by: clinic.call()) == .whole)
            }
            // To whoever sees the patient for a while it is not given to lift what others recorded; their own they do.
            try await stage.share(workup, organisation: "REG")
            let others = try await stage.object(patient, user: "nurse", by: clinic.call())
            let refused = await failure { try await stage.lift(others, of: patient, by: try stage.regional()) }
            #expect(refused?.category == .notFound)
            let own = try await stage.object(patient, organisation: "REG", by: stage.regional())
            #expect(await stage.sight(workup, by: try stage.regional()) == .nothing)
            try await stage.lift(own, of: patient, by: stage.regional())
            #expect(await stage.sight(workup, by: try stage.regional()) == .whole)
        }
    }

    @Test(
        "keeps the record where it is: whoever sees it for a while merges it with nothing, their administrator neither"
    )
    func merging() async throws {
        try await AccessClinic.run { stage in
            let workup = try await stage.clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            try await stage.share(workup, organisation: "REG")
            let own = try await stage.regionalPatient()
            for call in [try stage.regional(), try stage.regional(.administrator)] {
                for (source, target) in [(patient, own), (own, patient)] {
                    let refused = await failure {
                        try await MergePatients.run(
                            source,
                            MergePatients.Input(into: target, reason: "one person"),
                            call: call,
                            in: stage.environment
                        )
                    }
                    #expect(refused != nil && ["not-registered", "not-found"].contains(refused?.code))
                }
            }
            #expect(try await stage.clinic.rows("select 1 from patient_merge").isEmpty)
        }
    }

    @Test("parts their record from one that they cannot see, and is shown their own alone; both have it in the log")
    func parting() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let patient = try await stage.patient(of: try await clinic.openWorkup("Brouwer"))
            let other = try await stage.regionalPatient("Elders")
            try await stage.register(patient)
            let merge = MergePatients.Input(into: other, reason: "one person")
            _ = try await MergePatients.run(patient, merge, call: stage.regional(), in: environment)
            let unseen = await failure {
                try await ReadPatient.run(other, asOf: nil, call: clinic.call(), in: environment)
            }
            #expect(unseen?.category == .notFound)
            let answer = try await UnmergePatients.run(patient, merge, call: clinic.call(), in: environment)
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(text.contains("Brouwer") && !text.contains("Elders") && !text.contains(other.description))
            for event in ["MergePatients", "UnmergePatients"] {
                #expect(try await acts(event, [patient, other], stage) == [1, 1])
            }
            // Who sees it for a while parts nothing.
            _ = try await MergePatients.run(patient, merge, call: stage.regional(), in: environment)
            let drd = try await stage.third()
            _ = try await ShareRecord.run(
                other,
                ShareRecord.Input(
                    grantee: AccessGranteeInput.Members(organisation: "DRD", team: nil, user: nil),
                    workup: nil,
                    reason: "second opinion",
                    until: nil
                ),
                call: TestClinic.machine,
                in: environment
            )
            let away = await failure {
                try await UnmergePatients.run(patient, merge, call: drd, in: environment)
            }
            #expect(away?.category == .notFound)
        }
    }

    @Test("is not kept out by an objection in another record of the patient; what a merge copied ends with it")
    func mergedObjections() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            try await stage.share(workup, user: "reg.technician")
            try await stage.register(patient)
            let own = try await stage.regionalPatient()
            let neurologist = try stage.regional()
            // Before the merge, and after it.
            try await stage.object(own, user: "neurologist", by: neurologist)
            let merge = MergePatients.Input(into: patient, reason: "one person")
            clinic.clock.advance(by: .seconds(60))
            _ = try await MergePatients.run(own, merge, call: neurologist, in: environment)
            clinic.clock.advance(by: .seconds(60))
            try await stage.object(own, organisation: "NMC", by: neurologist)
            try await stage.object(own, user: "nurse", by: neurologist)
            for role in [Role.neurologist, .nurse] {
                #expect(await stage.sight(workup, by: clinic.call(role)) == .whole)
            }
            let technician = try stage.regional(.technician)
            #expect(await stage.sight(workup, by: technician) == .whole)
            try await stage.object(own, user: "reg.technician", by: neurologist)
            #expect(await stage.sight(workup, by: technician) == .nothing)
            #expect(try await acts("RecordObjection", [own, patient], stage) == [4, 3])
            clinic.clock.advance(by: .seconds(60))
            _ = try await UnmergePatients.run(own, merge, call: neurologist, in: environment)
            #expect(await stage.sight(workup, by: technician) == .whole)
        }
    }

    /// How many acts of a kind the log has of each patient, as one it is about or as one of several.
    private func acts(_ event: String, _ patients: [ID<Patient>], _ stage: AccessClinic) async throws -> [Int] {
        var counts: [Int] = []
        for patient in patients {
            let rows = try await stage.clinic.logRows(
                """
                select count(*)::text from audit_event e
                where e.event_code = '\(event)' and (e.patient_id = '\(patient)' or exists (
                    select from audit_subject s where s.event_id = e.id and s.patient_id = '\(patient)'))
                """
            )
            counts.append((rows.first?.first ?? nil).flatMap { Int($0) } ?? -1)
        }
        return counts
    }
}
