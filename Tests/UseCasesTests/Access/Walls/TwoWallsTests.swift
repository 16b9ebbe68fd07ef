// The rule of access and the database's policies decide the same, on relations made up by chance and on the border cases.
import Domain
import FoundationEssentials
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@Suite("The rule of access and the database", .database(.clinic), .timeLimit(.minutes(3)))
struct TwoWallsTests {
    /// How many worlds are made up; eight callers look at each.
    private static let worldCount = 40

    @Test("let everybody see the same rows, whatever relations, objections, teams and periods there are")
    func agree() async throws {
        try await withScene { stage in
            var generator = SeededGenerator()
            var decisions: [String: Int] = [:]
            for _ in 0..<Self.worldCount {
                let (world, callers) = AccessWorld.random(stage.scene, using: &generator)
                try await world.install()
                for caller in callers {
                    stage.count(world, caller, in: &decisions)
                    guard let difference = try await stage.difference(world, caller) else { continue }
                    let smallest = try await stage.shrunk(world, caller)
                    Issue.record("\(generator): \(difference)\nfor \(caller)\nin \(smallest)")
                    return
                }
            }
            // Chance that never lets anybody in would show nothing.
            for kind in ["nothing", "person", "part", "whole"] {
                #expect(decisions[kind, default: 0] > 20, "\(decisions)")
            }
        }
    }

    @Test("agree where a period, a membership, an objection or an emergency begins or ends at this very instant")
    func borders() async throws {
        try await withScene { stage in
            for border in Border.all(stage.scene) {
                try await border.world.install()
                let reach = border.world.reach(
                    of: border.workup,
                    border.workup.patient,
                    by: border.caller,
                    at: stage.scene.now
                )
                #expect(reach == border.expected, "\(border.name)")
                let difference = try await stage.difference(border.world, border.caller)
                #expect(difference == nil, "\(border.name)")
            }
        }
    }

    @Test("are found to differ where a single policy has a hole")
    func hole() async throws {
        try await withScene { stage in
            let border = try #require(Border.all(stage.scene).first { $0.expected == .nothing })
            try await border.world.install()
            #expect(try await stage.difference(border.world, border.caller) == nil)
            try await TestDatabase.current?.asOwner(
                "create policy hole on finding_version for select to workup_service using (version = 1)"
            )
            let difference = try await stage.difference(border.world, border.caller)
            #expect(difference?.contains("shown too much: [finding_version") == true, "\(difference ?? "none")")
        }
    }

    @Test("agree on a relation that no trigger makes: a step named under another workup of the same patient")
    func objectOfAnotherWorkup() async throws {
        try await withScene { stage in
            let border = try #require(Border.all(stage.scene).first)
            let workup = border.workup
            let other = try #require(stage.scene.workups.first { $0.patient == workup.patient && $0.id != workup.id })
            let relation = AccessWorld.Relation(
                patient: workup.patient,
                grantee: .user(border.caller.user),
                scope: .object,
                workup: workup.id,
                object: other.objects.first,
                ground: .task,
                from: stage.scene.now
            )
            let world = AccessWorld(relations: [relation])
            try await world.install()
            #expect(try await stage.difference(world, border.caller) == nil)
        }
    }

    @Test("are compared on every table that has rows of patients, and none of these tables is empty")
    func nothingIsLeftOut() async throws {
        try await withScene { stage in
            let guarded = try await stage.clinic.rows(
                """
                select c.relname from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relrowsecurity and c.relname not like 'audit%'
                """
            ).compactMap { $0[0] }
            #expect(Set(guarded) == Set(GuardedTable.all.map(\.name)).union(GuardedTable.others))
            #expect(Set(stage.rows.owners.keys.map(\.table)) == Set(GuardedTable.all.map(\.name)))
        }
    }

    /// Runs a test with patients of whom everything is recorded, and with people of three organisations.
    private func withScene(_ body: (WallStage) async throws -> Void) async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let scene = try await AccessScene.made(clinic)
            let rows = try await GuardedRows.read(clinic)
            // Prepared once: the plan is kept from caller to caller, as in the service.
            try await clinic.record.database.withConnection { connection in
                try await GuardedRows.prepare(connection)
                try await body(WallStage(clinic: clinic, scene: scene, rows: rows, connection: connection))
            }
        }
    }
}

/// What the comparison goes on.
private struct WallStage {
    let clinic: TestClinic
    let scene: AccessScene
    let rows: GuardedRows
    let connection: LeasedConnection

    /// In what rule and database differ for a caller; nil where they agree.
    func difference(_ world: AccessWorld, _ caller: AccessScene.Caller) async throws -> String? {
        let shown = try await GuardedRows.shown(to: caller, at: scene.now, connection)
        let allowed = rows.allowed(world, caller, scene)
        var parts: [String] = []
        if shown != allowed {
            parts.append("shown too much: \(shown.subtracting(allowed).sorted().prefix(5))")
            parts.append("shown too little: \(allowed.subtracting(shown).sorted().prefix(5))")
        }
        // The service decides on what it reads as the caller, which the second wall has been over already.
        let decided = try await decisions(of: caller)
        for workup in scene.workups {
            let expected = seen(world.reach(of: workup, workup.patient, by: caller, at: scene.now), workup)
            let found = seen(decided.workups[workup.id] ?? .nothing, workup)
            if found != expected { parts.append("the service finds \(found) for \(expected) of \(workup.id)") }
        }
        for patient in scene.patients {
            let isAllowed = world.reach(of: nil, patient, by: caller, at: scene.now) != .nothing
            if decided.persons.contains(patient) != isAllowed { parts.append("the service differs on \(patient)") }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "\n")
    }

    /// Whoever knows the person alone sees nothing of a workup; a part is of what is there.
    private func seen(_ reach: AccessReach, _ workup: AccessScene.Workup) -> AccessReach {
        switch reach {
        case .person, .nothing: .nothing
        case .part(let objects): .part(objects.intersection(workup.objects))
        case .whole: .whole
        }
    }

    private func decisions(
        of caller: AccessScene.Caller
    ) async throws -> (workups: [UUID: AccessReach], persons: Set<UUID>) {
        let scene = scene
        return try await clinic.record.write(as: .user(ID(caller.user), at: scene.now)) { transaction in
            var workups: [UUID: AccessReach] = [:]
            for workup in scene.workups {
                let grants = try await transaction.grants(
                    of: ID(workup.id),
                    to: ID(caller.user),
                    at: ID(caller.organisation)
                )
                workups[workup.id] = AccessDecision.reach(
                    of: ID(workup.id),
                    as: caller.role,
                    by: grants,
                    at: scene.now
                )
            }
            let grants = try await transaction.grants(
                of: scene.patients.map { ID($0) },
                to: ID(caller.user),
                at: ID(caller.organisation)
            )
            let persons = scene.patients.filter { patient in
                AccessDecision.reach(of: nil, as: caller.role, by: grants[ID(patient)] ?? [], at: scene.now) != .nothing
            }
            return (workups, Set(persons))
        }
    }

    /// The smallest world in which they still differ.
    func shrunk(_ world: AccessWorld, _ caller: AccessScene.Caller) async throws -> AccessWorld {
        for candidate in world.smaller {
            try await candidate.install()
            if try await difference(candidate, caller) != nil { return try await shrunk(candidate, caller) }
        }
        return world
    }

    func count(_ world: AccessWorld, _ caller: AccessScene.Caller, in decisions: inout [String: Int]) {
        for workup in scene.workups {
            switch world.reach(of: workup, workup.patient, by: caller, at: scene.now) {
            case .nothing: decisions["nothing", default: 0] += 1
            case .person: decisions["person", default: 0] += 1
            case .part: decisions["part", default: 0] += 1
            case .whole: decisions["whole", default: 0] += 1
            }
        }
    }
}

/// A world at the border of a rule.
private struct Border {
    let name: String
    let world: AccessWorld
    let caller: AccessScene.Caller
    let workup: AccessScene.Workup
    let expected: AccessReach

    static func all(_ scene: AccessScene) -> [Border] {
        let workup = scene.workups[0]
        let caller = scene.callers.first { $0.role == .nurse && $0.disabledAt == nil } ?? scene.callers[0]
        let (now, later) = (scene.now, scene.now.addingMicroseconds(1))
        let hours: Int64 = 4 * 3_600_000_000
        let user = AccessWorld.Grantee.user(caller.user)
        func relation(
            _ grantee: AccessWorld.Grantee = user,
            from: Instant = now,
            until: Instant? = nil,
            isEmergency: Bool = false
        ) -> AccessWorld.Relation {
            AccessWorld.Relation(
                patient: workup.patient,
                grantee: grantee,
                scope: isEmergency ? .record : .workup,
                workup: isEmergency ? nil : workup.id,
                ground: isEmergency ? .emergency : .share,
                from: from,
                until: until
            )
        }
        let objection = AccessWorld.Objection(patient: workup.patient, grantee: .organisation(caller.organisation))
        let team = AccessWorld.Grantee.team(scene.teams[0])
        func membership(_ joinedAt: Instant) -> AccessWorld.Membership {
            AccessWorld.Membership(team: scene.teams[0], user: caller.user, joinedAt: joinedAt)
        }
        let emergency = relation(until: now.addingMicroseconds(hours), isEmergency: true)
        let ended = relation(from: now.addingMicroseconds(-hours), until: now, isEmergency: true)
        let cases: [(String, AccessWorld, AccessReach)] = [
            ("begins now", AccessWorld(relations: [relation()]), .whole),
            ("begins a microsecond later", AccessWorld(relations: [relation(from: later)]), .nothing),
            ("ends now", AccessWorld(relations: [relation(until: now)]), .nothing),
            ("ends a microsecond later", AccessWorld(relations: [relation(until: later)]), .whole),
            ("joined now", AccessWorld(relations: [relation(team)], memberships: [membership(now)]), .whole),
            (
                "joins a microsecond later",
                AccessWorld(relations: [relation(team)], memberships: [membership(later)]), .nothing
            ),
            ("objected to", AccessWorld(relations: [relation()], objections: [objection]), .nothing),
            (
                "in an emergency, objected to",
                AccessWorld(relations: [emergency], objections: [objection]), .whole
            ),
            (
                "after an emergency, objected to",
                AccessWorld(relations: [ended, relation()], objections: [objection]), .nothing
            ),
        ]
        return cases.map { Border(name: $0.0, world: $0.1, caller: caller, workup: workup, expected: $0.2) }
    }
}
