// The first wall: what somebody may see of a patient, from their role and relations. A pure rule; the database comes to the
// same by policies of its own.
package import FoundationEssentials

/// How much of a workup, or of a patient, somebody may see.
package enum AccessReach: Sendable, Hashable {
    /// Not even that it is there.
    case nothing
    /// Who the patient is.
    case person
    /// What the workup asks, and these steps and findings of it.
    case part(Set<UUID>)
    /// Everything of the workup; of a patient: everything there is.
    case whole
}

/// How much an act needs to see.
package enum AccessNeed: Sendable, Hashable {
    /// Who the patient is.
    case person
    /// A part is enough: what is not shared is left out, and the document says so.
    case part
    /// All of it: what follows from a part would be wrong.
    case whole
}

/// The rule.
package enum AccessDecision {
    /// What a role with these relations reaches.
    ///
    /// - Parameters:
    ///   - workup: the workup it is about; nil for the patient as a whole.
    ///   - role: what kind of acts the caller may do at all.
    ///   - grants: relations of the caller, their teams and their organisation with the patient, past ones included.
    ///   - now: the instant it is.
    /// - Returns: how much of it the caller may see.
    package static func reach(
        of workup: ID<Workup>?,
        as role: Role,
        by grants: [AccessGrant],
        at now: Instant
    ) -> AccessReach {
        let care = role.careForPatients
        guard care != .none else { return .nothing }
        let valid = grants.filter { $0.validFrom <= now && ($0.validUntil.map { now < $0 } ?? true) }
        // The glass that was broken opens what the patient objects to as well.
        let counting = valid.contains { $0.ground == .emergency } ? valid : valid.filter { !$0.isObjected }
        guard !counting.isEmpty else { return .nothing }
        guard care == .clinical else { return .person }
        if counting.contains(where: { $0.scope == .record }) { return .whole }
        guard let workup else { return .person }
        let about = counting.filter { $0.workup == workup }
        if about.contains(where: { $0.scope == .workup }) { return .whole }
        let objects = Set(about.compactMap(\.object))
        return objects.isEmpty ? .person : .part(objects)
    }
}

extension AccessDecision {
    /// Whether somebody would see less without having broken the glass.
    package static func restsOnEmergency(
        of workup: ID<Workup>?,
        as role: Role,
        by grants: [AccessGrant],
        at now: Instant
    ) -> Bool {
        reach(of: workup, as: role, by: grants.filter { $0.ground != .emergency }, at: now)
            != reach(of: workup, as: role, by: grants, at: now)
    }
}

extension AccessDecision {
    /// Whether an organisation answers for a workup.
    ///
    /// - Parameters:
    ///   - workup: the workup.
    ///   - grants: relations of somebody of it with the workup's patient, past ones included.
    ///   - now: the instant it is.
    /// - Returns: true where it does now.
    package static func answers(for workup: ID<Workup>, by grants: [AccessGrant], at now: Instant) -> Bool {
        grants.contains { $0.ground == .workup && $0.workup == workup && $0.counts(at: now) }
    }

    /// Whether somebody decides on a workup: their organisation answers for it, or it was given to them to follow.
    ///
    /// - Parameters:
    ///   - workup: the workup.
    ///   - grants: relations of the caller with the workup's patient, past ones included.
    ///   - now: the instant it is.
    /// - Returns: true where they do now.
    package static func conducts(_ workup: ID<Workup>, by grants: [AccessGrant], at now: Instant) -> Bool {
        answers(for: workup, by: grants, at: now)
            || grants.contains {
                $0.ground == .task && $0.scope == .workup && $0.workup == workup && $0.counts(at: now)
            }
    }

    /// The steps of a workup that were given to somebody's organisation or to them, and the findings recorded there.
    ///
    /// - Parameters:
    ///   - workup: the workup.
    ///   - grants: relations of the caller with the workup's patient, past ones included.
    ///   - now: the instant it is.
    /// - Returns: the ids of steps and findings.
    package static func objects(of workup: ID<Workup>, by grants: [AccessGrant], at now: Instant) -> Set<UUID> {
        Set(grants.filter { $0.scope == .object && $0.workup == workup && $0.counts(at: now) }.compactMap(\.object))
    }

    /// Whether an organisation knows a patient for good: registered there, referred by it, or answered for.
    ///
    /// - Parameters:
    ///   - grants: relations of somebody of it with the patient, past ones included.
    ///   - now: the instant it is.
    /// - Returns: true where it does now.
    package static func isRegistered(by grants: [AccessGrant], at now: Instant) -> Bool {
        grants.contains { [.registration, .referral, .workup].contains($0.ground) && $0.counts(at: now) }
    }
}

extension AccessGrant {
    /// Whether the relation counts at an instant: within its period, and the patient does not object.
    package func counts(at now: Instant) -> Bool {
        validFrom <= now && (validUntil.map { now < $0 } ?? true) && !isObjected
    }
}

extension AccessReach {
    /// Whether an act that needs so much may go on.
    package func satisfies(_ need: AccessNeed) -> Bool {
        switch (self, need) {
        case (.nothing, _): false
        case (_, .person): true
        case (.person, _): false
        case (.part, .part): true
        case (.part, .whole): false
        case (.whole, _): true
        }
    }
}

extension Role {
    /// What of patients a role has to do with.
    package enum Care: Sendable, Hashable {
        /// Nothing.
        case none
        /// Who they are: managing records without reading them.
        case person
        /// Their care.
        case clinical
    }

    /// What of patients this role has to do with.
    package var careForPatients: Care {
        switch self {
        case .neurologist, .neurophysiologist, .technician, .laboratory, .nurse, .coordinator: .clinical
        case .administrator: .person
        case .privacyOfficer, .researcher: .none
        }
    }
}
