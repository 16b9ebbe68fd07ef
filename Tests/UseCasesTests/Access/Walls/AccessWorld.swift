// Who stands in what relation to whom, made up by chance, as values: what the rule of access decides on them is compared
// with what the database shows.
import Domain
import FoundationEssentials
import TestSupport

/// Who there is, and which patients, workups, steps and findings.
struct AccessScene: Sendable {
    /// Somebody who may ask.
    struct Caller: Sendable, Hashable {
        let user: UUID
        let organisation: UUID
        let role: Role
        let disabledAt: Instant?
    }

    /// A workup with its steps and findings.
    struct Workup: Sendable, Hashable {
        let id: UUID
        let patient: UUID
        let objects: [UUID]
    }

    let now: Instant
    let patients: [UUID]
    let workups: [Workup]
    let organisations: [UUID]
    let teams: [UUID]
    let callers: [Caller]
}

/// Relations, objections and memberships.
struct AccessWorld: Sendable, Hashable {
    /// Whom a relation or objection names.
    struct Grantee: Sendable, Hashable {
        let kind: String
        let id: UUID

        static func organisation(_ id: UUID) -> Grantee { Grantee(kind: "organisation", id: id) }
        static func team(_ id: UUID) -> Grantee { Grantee(kind: "team", id: id) }
        static func user(_ id: UUID) -> Grantee { Grantee(kind: "user", id: id) }
    }

    struct Relation: Sendable, Hashable {
        let patient: UUID
        let grantee: Grantee
        let scope: AccessScope
        var workup: UUID?
        var object: UUID?
        var ground = AccessGround.share
        let from: Instant
        var until: Instant?
    }

    struct Objection: Sendable, Hashable {
        let patient: UUID
        let grantee: Grantee
        var isLifted = false
    }

    struct Membership: Sendable, Hashable {
        let team: UUID
        let user: UUID
        let joinedAt: Instant
        var isLeft = false
    }

    var relations: [Relation] = []
    var objections: [Objection] = []
    var memberships: [Membership] = []

    /// The same world, each time with one thing less.
    var smaller: [AccessWorld] {
        func without<Value>(_ path: WritableKeyPath<AccessWorld, [Value]>) -> [AccessWorld] {
            self[keyPath: path].indices.map { index in
                var world = self
                world[keyPath: path].remove(at: index)
                return world
            }
        }
        return without(\.relations) + without(\.objections) + without(\.memberships)
    }
}

// MARK: What the rule says

extension AccessWorld {
    /// How much a caller may see of a workup, or of a patient where no workup is given.
    func reach(
        of workup: AccessScene.Workup?,
        _ patient: UUID,
        by caller: AccessScene.Caller,
        at now: Instant
    ) -> AccessReach {
        // Somebody who is disabled does not get as far as the rule.
        if let disabledAt = caller.disabledAt, disabledAt <= now { return .nothing }
        return AccessDecision.reach(
            of: workup.map { ID($0.id) },
            as: caller.role,
            by: grants(of: patient, to: caller, at: now),
            at: now
        )
    }

    private func grants(of patient: UUID, to caller: AccessScene.Caller, at now: Instant) -> [AccessGrant] {
        let teams = memberships.filter { $0.user == caller.user && !$0.isLeft && $0.joinedAt <= now }.map(\.team)
        let isObjected = objections.contains { objection in
            objection.patient == patient && !objection.isLifted
                && [caller.user, caller.organisation].contains(objection.grantee.id)
        }
        let own = Set([caller.user, caller.organisation] + teams)
        return relations.filter { $0.patient == patient && own.contains($0.grantee.id) }.map { relation in
            AccessGrant(
                scope: relation.scope,
                workup: relation.workup.map { ID($0) },
                object: relation.object,
                ground: relation.ground,
                validFrom: relation.from,
                validUntil: relation.until,
                isObjected: isObjected
            )
        }
    }
}

// MARK: Chance

extension AccessWorld {
    /// A world in which most relations are about a few people, so that several of them meet.
    static func random(_ scene: AccessScene, using generator: inout SeededGenerator) -> (
        AccessWorld, [AccessScene.Caller]
    ) {
        let callers = Array(scene.callers.shuffled(using: &generator).prefix(8))
        var world = AccessWorld()
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            guard let team = scene.teams.randomElement(using: &generator),
                let caller = callers.randomElement(using: &generator)
            else { continue }
            let membership = Membership(
                team: team,
                user: caller.user,
                joinedAt: scene.now.addingMicroseconds([-1_000_000, 0, 1].randomElement(using: &generator) ?? 0),
                isLeft: Int.random(in: 0..<4, using: &generator) == 0
            )
            // At present somebody belongs to a team once.
            if !world.memberships.contains(where: { $0.team == team && $0.user == caller.user }) {
                world.memberships.append(membership)
            }
        }
        for _ in 0..<Int.random(in: 3...24, using: &generator) {
            let grantee = grantee(scene, callers, &generator)
            world.relations.append(relation(with: grantee, scene, &generator))
        }
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            let grantee = grantee(scene, callers, &generator)
            guard grantee.kind != "team", let patient = scene.patients.randomElement(using: &generator),
                !world.objections.contains(where: { $0.patient == patient && $0.grantee == grantee })
            else { continue }
            let isLifted = Int.random(in: 0..<4, using: &generator) == 0
            world.objections.append(Objection(patient: patient, grantee: grantee, isLifted: isLifted))
        }
        return (world, callers)
    }

    private static func grantee(
        _ scene: AccessScene,
        _ callers: [AccessScene.Caller],
        _ generator: inout SeededGenerator
    ) -> Grantee {
        let caller = callers.randomElement(using: &generator) ?? scene.callers[0]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return .organisation(caller.organisation)
        case 1: return .team(scene.teams.randomElement(using: &generator) ?? caller.organisation)
        default: return .user(caller.user)
        }
    }

    private static func relation(
        with grantee: Grantee,
        _ scene: AccessScene,
        _ generator: inout SeededGenerator
    ) -> Relation {
        let workup = scene.workups.randomElement(using: &generator) ?? scene.workups[0]
        if grantee.kind == "user", Int.random(in: 0..<5, using: &generator) == 0 {
            let hour: Int64 = 3_600_000_000
            let from = scene.now.addingMicroseconds([-4 * hour, -hour, 0, 1].randomElement(using: &generator) ?? 0)
            return Relation(
                patient: workup.patient,
                grantee: grantee,
                scope: .record,
                ground: .emergency,
                from: from,
                until: from.addingMicroseconds(4 * hour)
            )
        }
        let scope = AccessScope.allCases.randomElement(using: &generator) ?? .person
        let from = scene.now.addingMicroseconds([-86_400_000_000, -1, 0, 1].randomElement(using: &generator) ?? 0)
        let ends: [Int64?] = [nil, nil, nil, -1, 0, 1, 86_400_000_000]
        var until = (ends.randomElement(using: &generator) ?? nil).map { scene.now.addingMicroseconds($0) }
        if let end = until, end < from { until = from }
        let grounds = AccessGround.allCases.filter { $0 != .emergency }
        return Relation(
            patient: workup.patient,
            grantee: grantee,
            scope: scope,
            workup: scope == .workup || scope == .object ? workup.id : nil,
            object: scope == .object ? workup.objects.randomElement(using: &generator) : nil,
            ground: grounds.randomElement(using: &generator) ?? .share,
            from: from,
            until: until
        )
    }
}
