// What connects somebody with a patient: how far it reaches, on what ground, and for how long.
package import FoundationEssentials

/// Names a relation in `ID<AccessRelation>`.
package enum AccessRelation {}

/// Names an objection in `ID<AccessObjection>`.
package enum AccessObjection {}

/// Names a team in `ID<Team>`.
package enum Team {}

/// How far a relation reaches.
package enum AccessScope: String, Code {
    /// Who the patient is.
    case person
    /// One step or one finding of a workup, and what the workup asks.
    case object
    /// One workup with everything in it.
    case workup
    /// Everything of the patient.
    case record

    package var label: Localized {
        switch self {
        case .person: Localized(en: "who the patient is", nl: "wie de patiënt is")
        case .object: Localized(en: "one step or finding", nl: "één stap of bevinding")
        case .workup: Localized(en: "one workup", nl: "één traject")
        case .record: Localized(en: "everything", nl: "alles")
        }
    }
}

/// What a relation follows from.
package enum AccessGround: String, Sendable, Hashable, CaseIterable {
    /// The patient is registered where the grantee works.
    case registration
    /// The grantee opened the workup for somebody else to answer.
    case referral
    /// The grantee answers for the workup.
    case workup
    /// A step is the grantee's to do, or was recorded there.
    case task
    /// The case is on the agenda of the grantee's meeting.
    case meeting
    /// Somebody shared it.
    case share
    /// The glass was broken.
    case emergency
}

/// One relation of somebody with a patient.
package struct AccessGrant: Sendable, Hashable {
    package let scope: AccessScope
    /// The workup it is about; nil for `person` and `record`.
    package let workup: ID<Workup>?
    /// The step or finding it is about; only for `object`.
    package let object: UUID?
    package let ground: AccessGround
    package let validFrom: Instant
    /// The first instant at which it no longer counts; nil where it has no end.
    package let validUntil: Instant?
    /// Whether the patient objects to whoever asks.
    package let isObjected: Bool

    package init(
        scope: AccessScope,
        workup: ID<Workup>?,
        object: UUID?,
        ground: AccessGround,
        validFrom: Instant,
        validUntil: Instant?,
        isObjected: Bool
    ) {
        self.scope = scope
        self.workup = workup
        self.object = object
        self.ground = ground
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.isObjected = isObjected
    }
}
