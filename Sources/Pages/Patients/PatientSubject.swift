// The patient that a page is about, without a workup: who it is, how they stand to the reader, and the banner.
package import Domain
package import Reports

/// A patient as a page shows them.
package struct PatientSubject: Sendable {
    /// The patient.
    package let document: PatientDocument
    /// By what the reader sees the patient, and the patient's other records.
    package let standing: PatientStanding
    /// Language and clock.
    package let wording: Wording
    /// The day that the age is counted on.
    package let today: LocalDate

    /// A patient as a page shows them.
    ///
    /// - Parameters:
    ///   - document: the patient.
    ///   - standing: by what the reader sees the patient, and the patient's other records.
    ///   - wording: language and clock.
    ///   - today: the day that the age is counted on.
    package init(_ document: PatientDocument, standing: PatientStanding, _ wording: Wording, today: LocalDate) {
        self.document = document
        self.standing = standing
        self.wording = wording
        self.today = today
    }

    /// The address of the patient's page or of what is below it.
    package func address(_ path: String = "") -> String { "/patients/\(document.id)\(path)" }

    /// `VISSER, Jan Pieter`.
    var name: String { PatientWords.name(of: document) }

    /// `2 Mar 1970 (56 years)`.
    var born: String {
        guard let date = document.birthDate else { return wording(NothingWord.notRecorded) }
        let oldest = date.firstDay.completedYears(until: today)
        let youngest = date.lastDay.completedYears(until: today)
        let age = oldest == youngest ? "\(oldest)" : "\(youngest)–\(oldest)"
        return "\(wording.date(date)) (\(age) \(wording(FrameWord.age)))"
    }

    /// A number with its kind, a national one but for its last three digits.
    func shown(_ number: PatientIdentifier) -> String {
        "\(number.system.label(wording.language)) \(number.masked)"
    }

    /// The numbers, or that there are none.
    var numbers: String {
        document.identifiers.isEmpty
            ? wording(NothingWord.notRecorded) : document.identifiers.map(shown).joined(separator: ", ")
    }
}

extension WorkupFrame {
    /// The banner of a patient on pages about no workup.
    init(_ subject: PatientSubject) {
        let wording = subject.wording
        var identity = [
            Fact(label: wording(FrameWord.born), value: subject.born, isWarning: false),
            Fact(label: wording(FrameWord.sex), value: wording(subject.document.sex.label), isWarning: false),
        ]
        identity += subject.document.identifiers.map { number in
            Fact(label: number.system.label(wording.language), value: number.masked, isWarning: false)
        }
        self.init(
            name: subject.name,
            identity: identity
                + subject.standing.facts(wording).map {
                    Fact(label: $0.label, value: $0.value.text, isWarning: false)
                },
            emergency: subject.standing.emergency(wording).map { "\($0.label): \($0.value.text)" },
            label: wording(WorkupWord.patient),
            address: subject.address()
        )
    }
}
