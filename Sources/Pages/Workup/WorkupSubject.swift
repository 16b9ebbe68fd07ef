// The workup that a page is about, who looks at it, and where its pages are.
package import Criteria
package import Domain
package import Reports

/// What somebody may do with a workup on a page. The use cases ask again.
package struct WorkupRights: OptionSet, Sendable, Hashable {
    /// One bit for each.
    package let rawValue: Int

    /// Rights by their bits.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Requesting, planning and ending steps.
    package static let moveSteps = WorkupRights(rawValue: 1)
    /// Recording and correcting findings.
    package static let recordFindings = WorkupRights(rawValue: 2)
    /// Changing the question, the referrer and who follows it.
    package static let changeWorkup = WorkupRights(rawValue: 4)
    /// Stating the clinician's own diagnosis.
    package static let stateDiagnosis = WorkupRights(rawValue: 1 << 15)
    /// Choosing a treatment.
    package static let chooseTreatment = WorkupRights(rawValue: 8)
    /// Recording courses, administrations and outcomes.
    package static let recordTreatment = WorkupRights(rawValue: 16)
    /// Planning meetings and putting cases on them.
    package static let planMeetings = WorkupRights(rawValue: 32)
    /// Writing what a meeting decided.
    package static let decideMeetings = WorkupRights(rawValue: 64)
    /// Taking the case elsewhere.
    package static let export = WorkupRights(rawValue: 128)
    /// Sharing the record.
    package static let share = WorkupRights(rawValue: 256)
    /// Changing the patient's own details.
    package static let changePatient = WorkupRights(rawValue: 512)
    /// Asking who received a batch.
    package static let findLots = WorkupRights(rawValue: 1 << 14)
}

/// A workup as a page shows it.
package struct WorkupSubject: Sendable {
    /// The workup as known at the moment that is shown.
    package let document: WorkupDocument
    /// The version of the protocol that it is on.
    package let careProtocol: CareProtocol
    /// Language and clock.
    package let wording: Wording
    /// What can be done from here: nothing where an earlier moment is shown.
    package let rights: WorkupRights
    /// The parts of the case in the words of its report.
    package let view: CaseView
    /// The sets, for their names and what was published of them.
    package let criteriaSets: [CriteriaSet]
    /// By what the reader sees the patient, and the patient's other records.
    package let standing: PatientStanding

    /// A workup as a page shows it.
    ///
    /// - Parameters:
    ///   - document: the workup.
    ///   - careProtocol: the version of the protocol that it is on.
    ///   - criteriaSets: the sets, for their names and what was published of them.
    ///   - rights: what the reader's role may do.
    ///   - standing: by what the reader sees the patient, and the patient's other records.
    ///   - wording: language and clock.
    package init(
        _ document: WorkupDocument,
        protocol careProtocol: CareProtocol,
        criteriaSets: [CriteriaSet],
        rights: WorkupRights,
        standing: PatientStanding = .ordinary,
        _ wording: Wording
    ) {
        self.standing = standing
        self.document = document
        self.careProtocol = careProtocol
        self.criteriaSets = criteriaSets
        self.wording = wording
        self.rights = document.asOf == nil ? rights : []
        view = CaseView(document, protocol: careProtocol, criteriaSets: criteriaSets, wording)
    }

    var language: Language { wording.language }

    /// The address of the workup or of what is below it, at the same moment.
    package func address(_ path: String = "") -> String {
        let base = "/workups/\(document.id)\(path)"
        guard let asOf = document.asOf else { return base }
        return "\(base)?asOf=\(AddressText.encoded(asOf.description))"
    }

    /// The address of a step's page.
    package func address(ofStep code: String) -> String { address("/steps/\(AddressText.encoded(code))") }

    /// The name of a set of criteria.
    func setName(_ id: String) -> String {
        criteriaSets.first { $0.id == id }?.names[language] ?? id
    }

    /// A source as it is cited: one of the protocol, or what is no publication in words.
    func citation(_ source: String) -> String {
        careProtocol.sources.first { $0.id == source }?.citation ?? view.sourceName(source)
    }

    /// Whether something can be changed with a right: the workup is open, and what is shown is now.
    func may(_ right: WorkupRights) -> Bool { rights.contains(right) && document.status == .open }
}
