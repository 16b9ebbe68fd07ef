// What is loaded to evaluate a workup: everything a rule may read, and where the evaluation before it stood.

/// Where a criteria set of a workup's protocol stands.
package struct CriteriaStanding: Hashable, Sendable {
    /// The id of the set.
    package let criteria: String
    /// Its answer.
    package let category: CriteriaCategory
    /// The highest answer it can give.
    package let highest: CriteriaCategory

    /// The standing of a set.
    package init(criteria: String, category: CriteriaCategory, highest: CriteriaCategory) {
        self.criteria = criteria
        self.category = category
        self.highest = highest
    }

    /// Whether nothing higher can be reached.
    package var isAtHighest: Bool { category == highest }

    /// The JSON of a standing.
    package static let codec: Codec<CriteriaStanding> = .object(
        "CriteriaStanding",
        CriteriaStanding.init,
        .required("criteria", \.criteria, .openCode()),
        .required("category", \.category, .code),
        .required("highest", \.highest, .code)
    )
}

/// The evaluation that a new one follows.
package struct EvaluationPlace: Hashable, Sendable {
    /// Its number.
    package let number: Int
    /// The number of its result.
    package let resultNumber: Int
    /// SHA-256 of its result, as hexadecimal digits.
    package let contentHash: String
    /// Where the sets of the workup's protocol stood.
    package let standings: [CriteriaStanding]
    /// Where the response stood; nil where it was made before that was worked out.
    package let response: ResponseStanding?

    /// An evaluation with its result.
    package init(
        number: Int,
        resultNumber: Int,
        contentHash: String,
        standings: [CriteriaStanding],
        response: ResponseStanding?
    ) {
        self.number = number
        self.resultNumber = resultNumber
        self.contentHash = contentHash
        self.standings = standings
        self.response = response
    }

    fileprivate static let codec: Codec<EvaluationPlace> = .object(
        "EvaluationPlace",
        EvaluationPlace.init,
        .required("number", \.number, .integer(1...Int(Int32.max))),
        .required("resultNumber", \.resultNumber, .integer(1...Int(Int32.max))),
        .required("contentHash", \.contentHash, .text(max: 64)),
        .list("standings", \.standings, CriteriaStanding.codec, max: 100),
        .optional("response", \.response, ResponseStanding.codec)
    )
}

/// Everything of a workup that a rule may read, as recorded now.
package struct EvaluationInput: Hashable, Sendable {
    /// Whose workup it is.
    package let patientID: ID<Patient>
    /// The version of the patient.
    package let patientVersion: Int
    /// The family name, without which a case file has no patient.
    package let familyName: String
    /// The date of birth.
    package let birthDate: PartialDate?
    /// The sex.
    package let sex: Sex
    /// The protocol.
    package let protocolCode: String
    /// Its version.
    package let protocolVersion: Int
    /// The day the workup was opened.
    package let openedOn: LocalDate
    /// The findings, those withdrawn left out.
    package let findings: [FindingDocument]
    /// The courses of treatment with their administrations.
    package let treatments: [CourseDocument]
    /// The outcomes.
    package let outcomes: [OutcomeDocument]
    /// The evaluation before; nil for the first.
    package let latest: EvaluationPlace?

    /// What a workup holds.
    package init(
        patientID: ID<Patient>,
        patientVersion: Int,
        familyName: String,
        birthDate: PartialDate?,
        sex: Sex,
        protocolCode: String,
        protocolVersion: Int,
        openedOn: LocalDate,
        findings: [FindingDocument],
        treatments: [CourseDocument],
        outcomes: [OutcomeDocument],
        latest: EvaluationPlace?
    ) {
        self.patientID = patientID
        self.patientVersion = patientVersion
        self.familyName = familyName
        self.birthDate = birthDate
        self.sex = sex
        self.protocolCode = protocolCode
        self.protocolVersion = protocolVersion
        self.openedOn = openedOn
        self.findings = findings
        self.treatments = treatments
        self.outcomes = outcomes
        self.latest = latest
    }

    /// The shape that the record's statement puts together.
    package static let codec: Codec<EvaluationInput> = .object(
        "EvaluationInput",
        EvaluationInput.init,
        .required("patientId", \.patientID, .id()),
        .required("patientVersion", \.patientVersion, .integer(1...Int(Int32.max))),
        .required("familyName", \.familyName, .text(max: 200)),
        .optional("birthDate", \.birthDate, .partialDate),
        .required("sex", \.sex, .code),
        .required("protocol", \.protocolCode, .openCode()),
        .required("protocolVersion", \.protocolVersion, .integer(1...Int(Int32.max))),
        .required("openedOn", \.openedOn, .date),
        .list("findings", \.findings, FindingDocument.codec, max: 10_000),
        .list("treatments", \.treatments, CourseDocument.codec, max: 1_000),
        .list("outcomes", \.outcomes, OutcomeDocument.codec, max: 100_000),
        .optional("latest", \.latest, EvaluationPlace.codec)
    )

    /// The case that the criteria read: the same that an export would give.
    package var caseFile: CaseFile {
        CaseFile(
            source: nil,
            patient: Patient(familyName: familyName, birthDate: birthDate, sex: sex),
            workup: CaseWorkup(protocolCode: protocolCode, openedOn: openedOn),
            findings: findings.map(\.finding),
            treatments: treatments.map(\.treatment),
            outcomes: outcomes.map(\.measurement)
        )
    }

    /// The findings in the order of the lists of that case.
    package var findingsInCaseOrder: [FindingDocument] {
        FindingKind.allCases.flatMap { kind in findings.filter { $0.finding.kind == kind } }
    }
}
