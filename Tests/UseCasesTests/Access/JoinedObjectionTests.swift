// What a patient objects to where several records turn out to be one person's: each knows where it was said.
import Domain
import Records
import TestSupport
import Testing
import UseCases

@Suite("An objection in records that were joined", .database(.clinic))
struct JoinedObjectionTests {
    private func join(_ source: ID<Patient>, into target: ID<Patient>, _ stage: AccessClinic) async throws {
        let merge = MergePatients.Input(into: target, reason: "one person")
        _ = try await MergePatients.run(source, merge, call: TestClinic.machine, in: stage.environment)
    }

    private func part(_ source: ID<Patient>, from target: ID<Patient>, _ stage: AccessClinic) async throws {
        let parting = MergePatients.Input(into: target, reason: "two persons")
        _ = try await UnmergePatients.run(source, parting, call: TestClinic.machine, in: stage.environment)
    }

    /// How many objections stand in each record.
    private func standing(_ patients: [ID<Patient>], _ stage: AccessClinic) async throws -> [Int] {
        var counts: [Int] = []
        for patient in patients {
            let rows = try await stage.clinic.logRows(
                "select count(*) from access_objection where patient_id = '\(patient)' and lifted_at is null"
            )
            counts.append(Int((rows.first?.first ?? nil) ?? "") ?? -1)
        }
        return counts
    }

    @Test("goes with the record where it was said, and leaves what was said in the others")
    func parting() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            var patients: [ID<Patient>] = []
            for name in ["Eerste", "Tweede", "Derde"] { patients.append(try await clinic.addPatient(name)) }
            let (first, second, third) = (patients[0], patients[1], patients[2])
            for patient in [second, third] {
                try await stage.object(patient, organisation: "REG", by: clinic.call())
            }
            try await join(second, into: first, stage)
            try await join(third, into: first, stage)
            #expect(try await standing(patients, stage) == [2, 2, 2])
            try await part(second, from: first, stage)
            #expect(try await standing(patients, stage) == [1, 1, 1])
            try await part(third, from: first, stage)
            #expect(try await standing(patients, stage) == [0, 1, 1])
        }
    }

    @Test("is said of a record itself although a copy stands there, and outlasts the copy")
    func own() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let (source, target) = (try await clinic.addPatient("Bron"), try await clinic.addPatient("Doel"))
            try await stage.object(source, organisation: "REG", by: clinic.call())
            try await join(source, into: target, stage)
            let own = try await stage.object(target, organisation: "REG", by: clinic.call())
            let twice = await failure { try await stage.object(target, organisation: "REG", by: clinic.call()) }
            #expect(twice?.code == "objection-exists")
            try await part(source, from: target, stage)
            #expect(try await standing([source, target], stage) == [1, 1])
            try await stage.lift(own, of: target, by: clinic.call())
            #expect(try await standing([source, target], stage) == [1, 0])
        }
    }

    @Test("is lifted in all of them at once, by its copy as well, and takes nothing along that was said by itself")
    func lifting() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let (source, target) = (try await clinic.addPatient("Bron"), try await clinic.addPatient("Doel"))
            try await stage.object(source, organisation: "REG", by: clinic.call())
            let other = try await stage.object(target, user: "reg.nurse", by: clinic.call())
            try await join(source, into: target, stage)
            #expect(try await standing([source, target], stage) == [2, 2])
            let rows = try await clinic.logRows(
                "select id from access_objection where patient_id = '\(target)' and merge_id is not null"
            )
            let copy = try #require(rows.first?[0].flatMap { ID<AccessObjection>($0) })
            try await stage.lift(copy, of: target, by: clinic.call())
            #expect(try await standing([source, target], stage) == [1, 1])
            try await stage.lift(other, of: target, by: clinic.call())
            #expect(try await standing([source, target], stage) == [0, 0])
        }
    }

    @Test("stays, whatever those it is about say of themselves in another record")
    func byThemselves() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            // The regional hospital treats the person in one record; in the other the person objects to it.
            let treated = try await stage.regionalPatient()
            try await stage.open(treated, by: stage.regional())
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            try await stage.share(workup, organisation: "REG")
            try await stage.object(patient, organisation: "REG", by: clinic.call())
            try await join(patient, into: treated, stage)
            #expect(await stage.sight(workup, by: try stage.regional()) == .nothing)
            let mistake = try await stage.object(treated, organisation: "REG", by: stage.regional())
            try await stage.lift(mistake, of: treated, by: stage.regional())
            #expect(await stage.sight(workup, by: try stage.regional()) == .nothing)
            #expect(try await standing([patient, treated], stage) == [1, 0])
        }
    }
}
