// Who has to do with a patient and whom the patient objects to, as a copy of the record gives it: with every reason.

/// Relations, objections and requests of one record.
package struct AccessDocument: Sendable, Hashable {
    package let relations: [RelationDocument]
    package let objections: [ObjectionDocument]
    package let requests: [AccessRequestDocument]

    package init(
        relations: [RelationDocument] = [],
        objections: [ObjectionDocument] = [],
        requests: [AccessRequestDocument] = []
    ) {
        self.relations = relations
        self.objections = objections
        self.requests = requests
    }

    /// The JSON form.
    package static let codec: Codec<AccessDocument> = .object(
        "ExportedAccess",
        AccessDocument.init,
        .list("relations", \.relations, RelationDocument.codec, max: 100_000),
        .list("objections", \.objections, ObjectionDocument.codec, max: 10_000),
        .list("requests", \.requests, AccessRequestDocument.codec, max: 10_000)
    )
}

/// Who somebody is that has to do with a patient.
package enum AccessGranteeKind: String, Code {
    case organisation, team, user

    /// What a person reads.
    package var label: Localized {
        switch self {
        case .organisation: Localized(en: "organisation", nl: "organisatie")
        case .team: Localized(en: "team", nl: "team")
        case .user: Localized(en: "person", nl: "persoon")
        }
    }
}

/// What connects somebody with a patient, ended or not.
package struct RelationDocument: Sendable, Hashable {
    package let id: ID<AccessRelation>
    package let granteeKind: AccessGranteeKind
    /// The code of an organisation or team, the name of a user.
    package let grantee: String?
    package let granteeName: String?
    package let scope: AccessScope
    package let workupID: ID<Workup>?
    package let objectID: ID<RelationDocument>?
    package let ground: AccessGround
    package let reason: String?
    package let from: Instant
    package let until: Instant?
    /// Whether it counts now.
    package let isCounting: Bool
    package let recordedBy: String?

    package init(
        id: ID<AccessRelation>,
        granteeKind: AccessGranteeKind,
        grantee: String? = nil,
        granteeName: String? = nil,
        scope: AccessScope,
        workupID: ID<Workup>? = nil,
        objectID: ID<RelationDocument>? = nil,
        ground: AccessGround,
        reason: String? = nil,
        from: Instant,
        until: Instant? = nil,
        isCounting: Bool,
        recordedBy: String? = nil
    ) {
        self.id = id
        self.granteeKind = granteeKind
        self.grantee = grantee
        self.granteeName = granteeName
        self.scope = scope
        self.workupID = workupID
        self.objectID = objectID
        self.ground = ground
        self.reason = reason
        self.from = from
        self.until = until
        self.isCounting = isCounting
        self.recordedBy = recordedBy
    }

    /// The JSON form.
    package static let codec: Codec<RelationDocument> = .object(
        "ExportedRelation",
        RelationDocument.init,
        .required("id", \.id, .id()),
        .required("granteeKind", \.granteeKind, .code),
        .optional("grantee", \.grantee, .text(max: 200)),
        .optional("granteeName", \.granteeName, .text(max: 200)),
        .required("scope", \.scope, .code),
        .optional("workupId", \.workupID, .id()),
        .optional("objectId", \.objectID, .id()),
        .required("ground", \.ground, .code),
        .optional("reason", \.reason, .note()),
        .required("from", \.from, .instant),
        .optional("until", \.until, .instant),
        .required("isCounting", \.isCounting, .bool),
        .optional("recordedBy", \.recordedBy, .text(max: 200))
    )
}

extension AccessGround: Code {
    /// What a person reads.
    package var label: Localized {
        switch self {
        case .registration: Localized(en: "you are registered there", nl: "u bent daar ingeschreven")
        case .referral: Localized(en: "referred you", nl: "verwees u")
        case .workup: Localized(en: "answers for the examination", nl: "is verantwoordelijk voor het onderzoek")
        case .task: Localized(en: "does a part of it", nl: "doet een deel ervan")
        case .meeting: Localized(en: "discusses it in a meeting", nl: "bespreekt het in een overleg")
        case .share: Localized(en: "it was shared", nl: "het is gedeeld")
        case .emergency: Localized(en: "emergency button", nl: "noodknop")
        }
    }
}

/// Whom a patient does not want to see the record; lifted where it has an end.
package struct ObjectionDocument: Sendable, Hashable {
    package let id: ID<AccessObjection>
    package let granteeKind: AccessGranteeKind
    /// The code of an organisation, the name of a user.
    package let grantee: String?
    package let granteeName: String?
    package let reason: String?
    package let liftReason: String?
    package let from: Instant
    package let until: Instant?
    package let recordedBy: String?

    package init(
        id: ID<AccessObjection>,
        granteeKind: AccessGranteeKind,
        grantee: String? = nil,
        granteeName: String? = nil,
        reason: String? = nil,
        liftReason: String? = nil,
        from: Instant,
        until: Instant? = nil,
        recordedBy: String? = nil
    ) {
        self.id = id
        self.granteeKind = granteeKind
        self.grantee = grantee
        self.granteeName = granteeName
        self.reason = reason
        self.liftReason = liftReason
        self.from = from
        self.until = until
        self.recordedBy = recordedBy
    }

    /// The JSON form.
    package static let codec: Codec<ObjectionDocument> = .object(
        "ExportedObjection",
        ObjectionDocument.init,
        .required("id", \.id, .id()),
        .required("granteeKind", \.granteeKind, .code),
        .optional("grantee", \.grantee, .text(max: 200)),
        .optional("granteeName", \.granteeName, .text(max: 200)),
        .optional("reason", \.reason, .note()),
        .optional("liftReason", \.liftReason, .note()),
        .required("from", \.from, .instant),
        .optional("until", \.until, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200))
    )
}

/// That an organisation asked to see the patient, and what came of it.
package struct AccessRequestDocument: Sendable, Hashable {
    package let id: ID<AccessRequestDocument>
    package let organisation: String
    package let organisationName: String
    package let userName: String
    package let reason: String?
    package let requestedAt: Instant
    package let isGranted: Bool?
    package let decisionReason: String?
    package let decidedAt: Instant?
    package let decidedBy: String?

    package init(
        id: ID<AccessRequestDocument>,
        organisation: String,
        organisationName: String,
        userName: String,
        reason: String? = nil,
        requestedAt: Instant,
        isGranted: Bool? = nil,
        decisionReason: String? = nil,
        decidedAt: Instant? = nil,
        decidedBy: String? = nil
    ) {
        self.id = id
        self.organisation = organisation
        self.organisationName = organisationName
        self.userName = userName
        self.reason = reason
        self.requestedAt = requestedAt
        self.isGranted = isGranted
        self.decisionReason = decisionReason
        self.decidedAt = decidedAt
        self.decidedBy = decidedBy
    }

    /// The JSON form.
    package static let codec: Codec<AccessRequestDocument> = .object(
        "ExportedAccessRequest",
        AccessRequestDocument.init,
        .required("id", \.id, .id()),
        .required("organisation", \.organisation, .text(max: 32)),
        .required("organisationName", \.organisationName, .text(max: 200)),
        .required("userName", \.userName, .text(max: 200)),
        .optional("reason", \.reason, .note()),
        .required("requestedAt", \.requestedAt, .instant),
        .optional("isGranted", \.isGranted, .bool),
        .optional("decisionReason", \.decisionReason, .note()),
        .optional("decidedAt", \.decidedAt, .instant),
        .optional("decidedBy", \.decidedBy, .text(max: 200))
    )
}
