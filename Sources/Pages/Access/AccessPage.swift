// Who may see a patient and why, whom the patient objects to, and what other organisations ask.
package import Domain
import Reports

/// A request of another organisation to see the patient, as the list of them tells it.
package struct AccessRequestLine: Sendable, Hashable {
    let id: ID<AccessRequestDocument>
    let organisation: String
    let userName: String
    let reason: String?
    let requestedAt: Instant
    let isGranted: Bool?
    let decisionReason: String?
    let decidedAt: Instant?
    let decidedBy: String?

    /// The JSON of a line.
    package static let codec: Codec<AccessRequestLine> = .object(
        nil,
        AccessRequestLine.init,
        .required("id", \.id, .id()),
        .required("organisation", \.organisation, .text(max: 32)),
        .required("userName", \.userName, .text(max: 200)),
        .optional("reason", \.reason, .note()),
        .required("requestedAt", \.requestedAt, .instant),
        .optional("isGranted", \.isGranted, .bool),
        .optional("decisionReason", \.decisionReason, .note()),
        .optional("decidedAt", \.decidedAt, .instant),
        .optional("decidedBy", \.decidedBy, .text(max: 200))
    )
}

/// Who has to do with a patient, and what it takes to say so on a page.
package struct AccessSubject: Sendable {
    /// The patient.
    package let patient: PatientSubject
    /// Who has to do with the patient, those that count first.
    package let relations: [RelationDocument]
    /// Whom the patient objects to, those that stand first.
    package let objections: [ObjectionDocument]
    let requests: [AccessRequestLine]
    let workups: [PatientWorkupLine]
    /// The names of protocols and of organisations, by code.
    let protocols: [String: String]
    let organisations: [String: String]

    /// Who has to do with a patient.
    ///
    /// - Parameters:
    ///   - patient: the patient.
    ///   - relations: who has to do with the patient.
    ///   - objections: whom the patient objects to.
    ///   - requests: what other organisations ask.
    ///   - workups: of the patient, as far as the reader sees them.
    ///   - protocols: names by code.
    ///   - organisations: names by code.
    package init(
        _ patient: PatientSubject,
        relations: [RelationDocument],
        objections: [ObjectionDocument],
        requests: [AccessRequestLine],
        workups: [PatientWorkupLine],
        protocols: [String: String],
        organisations: [String: String]
    ) {
        self.patient = patient
        self.relations = relations
        self.objections = objections
        self.requests = requests
        self.workups = workups
        self.protocols = protocols
        self.organisations = organisations
    }

    var wording: Wording { patient.wording }

    /// `Regional Hospital (REG)`, or the name of a person.
    func who(_ kind: AccessGranteeKind, _ grantee: String?) -> String {
        guard let grantee else { return wording(NothingWord.notRecorded) }
        switch kind {
        case .organisation: return organisations[grantee].map { "\($0) (\(grantee))" } ?? grantee
        case .team: return "\(wording(kind.label)) \(grantee)"
        case .user: return grantee
        }
    }

    /// How far a relation reaches.
    func what(_ relation: RelationDocument) -> String {
        guard let workup = relation.workupID,
            let line = workups.first(where: { $0.id == workup.description })
        else { return wording(relation.scope.label) }
        let name = line.name(protocols, wording)
        return relation.scope == .object ? "\(wording(relation.scope.label)), \(name)" : name
    }
}

/// Who may see a patient.
package struct AccessPage: PageModel {
    /// Its words.
    package typealias Words = AccessPageWord
    /// The name of its template.
    package static let template = "access"

    /// One relation, objection or request.
    struct Line {
        let who: String
        let what: String
        let why: String
        let reason: String?
        let since: String
        let until: String
        let isOpenEnded: Bool
        let by: String?
        let actAddress: String?
        let actWords: String
    }

    package let title: String
    let patient: WorkupFrame
    let lead: String
    let shareAddress: String?
    let objectAddress: String?
    let counting: [Line]
    let hasCounting: Bool
    let past: [Line]
    let hasPast: Bool
    let objections: [Line]
    let hasObjections: Bool
    let lifted: [Line]
    let hasLifted: Bool
    let requests: [Line]
    let hasRequests: Bool

    /// Who may see a patient.
    ///
    /// - Parameters:
    ///   - subject: the patient with whoever has to do with them.
    ///   - canShare: whether the reader may share, end and decide.
    ///   - canObject: whether the reader may record what the patient objects to.
    package init(_ subject: AccessSubject, canShare: Bool, canObject: Bool) {
        let wording = subject.patient.wording
        // What an emergency shows gives nothing on.
        let isOrdinary = subject.patient.standing.emergency == nil
        title = wording(PatientPageWord.access)
        patient = WorkupFrame(subject.patient)
        counting = subject.relations.filter(\.isCounting).map { subject.line($0, canEnd: canShare) }
        past = subject.relations.filter { !$0.isCounting }.map { subject.line($0, canEnd: false) }
        objections = subject.objections.filter { $0.until == nil }.map {
            subject.line($0, canLift: canObject && isOrdinary)
        }
        lifted = subject.objections.filter { $0.until != nil }.map { subject.line($0, canLift: false) }
        requests = subject.requests.map { subject.line($0, canDecide: canShare && isOrdinary) }
        (hasCounting, hasPast) = (!counting.isEmpty, !past.isEmpty)
        (hasObjections, hasLifted, hasRequests) = (!objections.isEmpty, !lifted.isEmpty, !requests.isEmpty)
        lead = wording.count(counting.count, one: AccessPageWord.oneCounts, many: AccessPageWord.manyCount)
        shareAddress = canShare && isOrdinary ? subject.patient.address("/shares/new") : nil
        objectAddress = canObject && isOrdinary ? subject.patient.address("/objections/new") : nil
    }
}

extension AccessSubject {
    fileprivate func line(_ relation: RelationDocument, canEnd: Bool) -> AccessPage.Line {
        AccessPage.Line(
            who: who(relation.granteeKind, relation.grantee),
            what: what(relation),
            why: wording(AccessPageWord.of(relation.ground)),
            reason: relation.reason,
            since: wording.instant(relation.from),
            until: relation.until.map { wording.instant($0) } ?? wording(AccessPageWord.openEnded),
            isOpenEnded: relation.until == nil,
            by: relation.recordedBy,
            actAddress: canEnd && relation.isEndedByHand
                ? patient.address("/relations/\(relation.id)/end") : nil,
            actWords: wording(AccessPageWord.end)
        )
    }

    fileprivate func line(_ objection: ObjectionDocument, canLift: Bool) -> AccessPage.Line {
        AccessPage.Line(
            who: who(objection.granteeKind, objection.grantee),
            what: "",
            why: "",
            reason: objection.reason,
            since: wording.instant(objection.from),
            until: objection.until.map { wording.instant($0) } ?? wording(AccessPageWord.openEnded),
            isOpenEnded: objection.until == nil,
            by: objection.recordedBy,
            actAddress: canLift ? patient.address("/objections/\(objection.id)/lift") : nil,
            actWords: wording(AccessPageWord.lift)
        )
    }

    fileprivate func line(_ request: AccessRequestLine, canDecide: Bool) -> AccessPage.Line {
        var outcome = wording(AccessPageWord.undecided)
        if let isGranted = request.isGranted {
            outcome = wording(isGranted ? AccessPageWord.granted : AccessPageWord.refused)
            if let reason = request.decisionReason { outcome += ": \(reason)" }
        }
        return AccessPage.Line(
            who: "\(who(.organisation, request.organisation)), \(request.userName)",
            what: outcome,
            why: "",
            reason: request.reason,
            since: wording.instant(request.requestedAt),
            until: request.decidedAt.map { wording.instant($0) } ?? "",
            isOpenEnded: request.decidedAt == nil,
            by: request.decidedBy,
            actAddress: canDecide && request.isGranted == nil
                ? patient.address("/access-requests/\(request.id)/decision") : nil,
            actWords: wording(AccessPageWord.decide)
        )
    }
}

extension RelationDocument {
    /// Whether a person ends it, rather than what it follows from.
    fileprivate var isEndedByHand: Bool {
        switch ground {
        case .share, .referral, .emergency, .meeting: true
        // What was granted by a request has a reason; what follows from a number has none.
        case .registration: reason != nil
        case .workup, .task: false
        }
    }
}
