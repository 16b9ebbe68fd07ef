// Who a patient is: names, birth date, sex and identifiers.

/// A patient as people enter one, and as a case file holds one.
package struct Patient: Hashable, Sendable {
    /// The family name.
    package let familyName: String
    /// The given names.
    package let givenNames: [String]
    /// The birth date, or as much of it as is known.
    package let birthDate: PartialDate?
    /// The sex as it is registered; `unknown` where it is left out.
    package let sex: Sex
    /// The numbers by which the patient is known.
    package let identifiers: [PatientIdentifier]

    /// A patient.
    package init(
        familyName: String,
        givenNames: [String] = [],
        birthDate: PartialDate? = nil,
        sex: Sex = .unknown,
        identifiers: [PatientIdentifier] = []
    ) {
        self.familyName = familyName
        self.givenNames = givenNames
        self.birthDate = birthDate
        self.sex = sex
        self.identifiers = identifiers
    }

    /// What the INSZ does not agree with; nothing where there is no INSZ.
    package var inszWarnings: [INSZWarning] {
        identifiers.compactMap(\.insz).flatMap { $0.warnings(birthDate: birthDate, sex: sex) }
    }

    /// The identifiers, by place, whose INSZ means a birth in the future; asked where the day is known.
    package func identifiersBornAfter(_ today: LocalDate) -> [Int] {
        identifiers.indices.filter { identifiers[$0].insz.map { !$0.isBorn(by: today) } ?? false }
    }

    /// The JSON form. A patient has at most one number of each system.
    package static let codec: Codec<Patient> = .object(
        "PatientDetails",
        Patient.init(familyName:givenNames:birthDate:sex:identifiers:),
        .required("familyName", \.familyName, .text(max: 200)),
        .list("givenNames", \.givenNames, .text(max: 200), max: 20),
        .optional("birthDate", \.birthDate, .partialDate),
        .defaulted("sex", \.sex, .code, .unknown),
        .list("identifiers", \.identifiers, PatientIdentifier.codec, max: 50)
    ).checked { patient, reading in
        let systems = patient.identifiers.map(\.system)
        for (index, system) in systems.enumerated() where systems[..<index].contains(system) {
            reading.report(
                .duplicate,
                at: "/identifiers/\(index)/system",
                en: "This system has a number already.",
                nl: "Dit systeem heeft al een nummer."
            )
        }
    }
}
