// Finding a patient, and the page of one: who it is, under which numbers, and which workups there are.
package import Domain
package import Reports

/// Finding a patient. What is looked for stays in the body of the form and never stands in an address.
package struct FindPatientPage: PageModel {
    /// Its words.
    package typealias Words = PatientPageWord
    /// The name of its template.
    package static let template = "patients"

    struct Hit {
        let name: String
        let address: String
        let born: String
        let sex: String
        let numbers: [String]
        let note: String?
    }

    package let title: String
    let byNumber: ShownForm
    let byName: ShownForm
    let faults: FaultSummary?
    let nameFaults: FaultSummary?
    let hits: [Hit]
    let hasHits: Bool
    let isSearched: Bool
    let found: String
    let newAddress: String?

    /// Finding a patient.
    ///
    /// - Parameters:
    ///   - byNumber: the form for a number.
    ///   - byName: the form for a name.
    ///   - hits: who was found; nil where nobody was looked for yet.
    ///   - canAdd: whether the reader may register somebody.
    ///   - wording: language and clock.
    package init(
        byNumber: TeamForm,
        byName: TeamForm,
        hits: [PatientDocument]?,
        canAdd: Bool,
        _ wording: Wording
    ) {
        title = wording(PatientPageWord.find)
        self.byNumber = ShownForm(byNumber)
        self.byName = ShownForm(byName)
        faults = FaultSummary(byNumber)
        nameFaults = FaultSummary(byName)
        self.hits = (hits ?? []).map { patient in
            Hit(
                name: PatientWords.name(of: patient),
                address: "/patients/\(patient.id)",
                born: patient.birthDate.map { wording.date($0) } ?? wording(NothingWord.notRecorded),
                sex: wording(patient.sex.label),
                numbers: patient.identifiers.map { "\($0.system.label(wording.language)) \($0.masked)" },
                note: patient.mergedInto == nil ? nil : wording(PatientPageWord.merged)
            )
        }
        hasHits = hits?.isEmpty == false
        isSearched = hits != nil
        found =
            hits?.isEmpty == false
            ? wording.count(hits?.count ?? 0, one: PatientPageWord.oneFound, many: PatientPageWord.manyFound)
            : wording(PatientPageWord.nobodyFound)
        newAddress = canAdd ? "/patients/new" : nil
    }
}

/// One workup of a patient, as the list of them tells it.
package struct PatientWorkupLine: Sendable, Hashable {
    let id: String
    let protocolCode: String
    let status: WorkupStatus
    let openedOn: LocalDate
    let question: String?

    /// One workup.
    package init(id: String, protocolCode: String, status: WorkupStatus, openedOn: LocalDate, question: String?) {
        self.id = id
        self.protocolCode = protocolCode
        self.status = status
        self.openedOn = openedOn
        self.question = question
    }
}

/// The page of one patient.
package struct PatientPage: PageModel {
    /// Its words.
    package typealias Words = PatientPageWord
    /// The name of its template.
    package static let template = "patientpage"

    struct Workup {
        let name: String
        let address: String
        let status: String
        let question: String?
    }

    package let title: String
    let patient: WorkupFrame
    let workups: [Workup]
    let hasWorkups: Bool
    let openAddress: String?
    let changeAddress: String?
    let merged: String?
    let mergedAddress: String?
    /// By which the privacy officer knows the patient.
    let number: String

    /// The page of one patient.
    ///
    /// - Parameters:
    ///   - patient: who it is.
    ///   - workups: of the patient; nil where the reader may not read workups.
    ///   - names: of the protocols, by code.
    ///   - canOpen: whether the reader may open a workup.
    ///   - canChange: whether the reader may change the patient's details.
    ///   - wording: language and clock.
    ///   - today: the day that the age is counted on.
    package init(
        _ patient: PatientDocument,
        workups: [PatientWorkupLine],
        names: [String: String],
        canOpen: Bool,
        canChange: Bool,
        _ wording: Wording,
        today: LocalDate
    ) {
        title = wording(PatientPageWord.workups)
        self.patient = WorkupFrame(patient, wording, today: today)
        self.workups = workups.map { line in
            Workup(
                name: "\(names[line.protocolCode] ?? line.protocolCode), \(wording.date(line.openedOn))",
                address: "/workups/\(line.id)",
                status: wording(line.status.label),
                question: line.question
            )
        }
        hasWorkups = !workups.isEmpty
        let isMerged = patient.mergedInto != nil
        openAddress = canOpen && !isMerged ? "/patients/\(patient.id)/workups/new" : nil
        changeAddress = canChange && !isMerged ? "/patients/\(patient.id)/change" : nil
        merged = isMerged ? wording(PatientPageWord.merged) : nil
        mergedAddress = patient.mergedInto.map { "/patients/\($0)" }
        number = patient.id.description
    }
}

/// How a patient is called.
enum PatientWords {
    /// `VISSER, Jan Pieter`.
    static func name(of patient: PatientDocument) -> String {
        let given = patient.givenNames.joined(separator: " ")
        return [patient.familyName.uppercased(), given].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension WorkupFrame {
    /// The banner of a patient on pages about no workup.
    init(_ patient: PatientDocument, _ wording: Wording, today: LocalDate) {
        var born = wording(NothingWord.notRecorded)
        if let date = patient.birthDate {
            let oldest = date.firstDay.completedYears(until: today)
            let youngest = date.lastDay.completedYears(until: today)
            let age = oldest == youngest ? "\(oldest)" : "\(youngest)–\(oldest)"
            born = "\(wording.date(date)) (\(age) \(wording(FrameWord.age)))"
        }
        var identity = [
            Fact(label: wording(FrameWord.born), value: born, isWarning: false),
            Fact(label: wording(FrameWord.sex), value: wording(patient.sex.label), isWarning: false),
        ]
        identity += patient.identifiers.map { number in
            Fact(label: number.system.label(wording.language), value: number.masked, isWarning: false)
        }
        self.init(
            name: PatientWords.name(of: patient),
            identity: identity,
            label: wording(WorkupWord.patient),
            address: "/patients/\(patient.id)"
        )
    }
}
