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
    let asking: String?
    let askingAddress: String?
    let askingWords: String
    let emergencyAddress: String?
    /// By which the number that found nobody is taken along; nil where none was looked for.
    let emergency: ShownForm?

    /// Finding a patient.
    ///
    /// - Parameters:
    ///   - byNumber: the form for a number.
    ///   - byName: the form for a name.
    ///   - hits: who was found; nil where nobody was looked for yet.
    ///   - canAdd: whether the reader may register somebody, and so may ask to see somebody.
    ///   - canBreakGlass: whether the reader may see somebody in an emergency.
    ///   - wording: language and clock.
    package init(
        byNumber: TeamForm,
        byName: TeamForm,
        hits: [PatientDocument]?,
        canAdd: Bool,
        canBreakGlass: Bool,
        _ wording: Wording
    ) {
        title = wording(PatientPageWord.find)
        emergencyAddress = canBreakGlass ? EmergencyForms.address : nil
        let values = byNumber.typed?.values ?? [:]
        let isInVain = hits?.isEmpty == true && values["/identifier/value"] != nil
        emergency =
            canBreakGlass && isInVain ? ShownForm(EmergencyForms.taking(values, key: byNumber.key, wording)) : nil
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
        askingAddress = canAdd ? AskingForms.address : nil
        asking = canAdd ? wording(AskingWord.link) : nil
        askingWords = wording(AskingWord.title)
    }
}

/// One workup of a patient, as the list of them tells it.
package struct PatientWorkupLine: Sendable, Hashable {
    package let id: String
    let protocolCode: String
    package let status: WorkupStatus
    let openedOn: LocalDate
    let question: String?

    /// `Multifocal motor neuropathy, 2 Mar 2026`.
    func name(_ names: [String: String], _ wording: Wording) -> String {
        "\(names[protocolCode] ?? protocolCode), \(wording.date(openedOn))"
    }

    /// One workup.
    package init(id: String, protocolCode: String, status: WorkupStatus, openedOn: LocalDate, question: String?) {
        self.id = id
        self.protocolCode = protocolCode
        self.status = status
        self.openedOn = openedOn
        self.question = question
    }
}

/// What somebody may do with a patient on their page. The use cases ask again.
package struct PatientRights: Sendable, Hashable {
    let canOpen: Bool
    let canChange: Bool
    let canMerge: Bool
    let canSeeAccess: Bool

    /// What somebody may do with a patient on their page.
    ///
    /// - Parameters:
    ///   - canOpen: whether they may open a workup.
    ///   - canChange: whether they may change the patient's details.
    ///   - canMerge: whether they may join and part records.
    ///   - canSeeAccess: whether they may look who sees the patient.
    package init(canOpen: Bool, canChange: Bool, canMerge: Bool, canSeeAccess: Bool) {
        (self.canOpen, self.canChange, self.canMerge) = (canOpen, canChange, canMerge)
        self.canSeeAccess = canSeeAccess
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

    struct Number {
        let kind: String
        let value: String
        /// By which it is shown whole; nil for one that is, and for one that is never masked.
        let show: ShownForm?
    }

    struct Link {
        let text: String
        let address: String
    }

    package let title: String
    let patient: WorkupFrame
    let workups: [Workup]
    let hasWorkups: Bool
    let openAddress: String?
    let links: [Link]
    let hasLinks: Bool
    let numbers: [Number]
    let hasNumbers: Bool
    let shownNote: String?
    let merged: String?
    let mergedAddress: String?
    /// By which the privacy officer knows the patient.
    let number: String

    /// The page of one patient.
    ///
    /// - Parameters:
    ///   - subject: the patient.
    ///   - workups: of the patient; empty where the reader may not read workups.
    ///   - names: of the protocols, by code.
    ///   - rights: what the reader may do.
    ///   - shown: a national number that the reader asked to see whole; nil where none was asked for.
    ///   - key: of the forms.
    package init(
        _ subject: PatientSubject,
        workups: [PatientWorkupLine],
        names: [String: String],
        rights: PatientRights,
        shown: PatientIdentifier? = nil,
        key: String
    ) {
        let wording = subject.wording
        title = wording(PatientPageWord.workups)
        patient = WorkupFrame(subject)
        self.workups = workups.map { line in
            Workup(
                name: line.name(names, wording),
                address: "/workups/\(line.id)",
                status: wording(line.status.label),
                question: line.question
            )
        }
        hasWorkups = !workups.isEmpty
        let isMerged = subject.document.mergedInto != nil
        openAddress = rights.canOpen && !isMerged ? subject.address("/workups/new") : nil
        links = subject.links(rights)
        hasLinks = !links.isEmpty
        numbers = subject.document.identifiers.map { number in
            Number(
                kind: number.system.label(wording.language),
                value: number == shown ? number.value : number.masked,
                show: number.system.isNational && number != shown ? subject.showing(number, key: key) : nil
            )
        }
        hasNumbers = !numbers.isEmpty
        shownNote = shown == nil ? nil : wording(PatientPageWord.shownOnce)
        merged = isMerged ? wording(PatientPageWord.merged) : nil
        mergedAddress = subject.document.mergedInto.map { "/patients/\($0)" }
        number = subject.document.id.description
    }
}

extension PatientSubject {
    /// Where the reader can go from here.
    fileprivate func links(_ rights: PatientRights) -> [PatientPage.Link] {
        func link(_ word: some ReportWord, _ path: String) -> PatientPage.Link {
            PatientPage.Link(text: wording(word), address: address(path))
        }
        let isMerged = document.mergedInto != nil
        var links: [PatientPage.Link] = []
        if rights.canSeeAccess { links.append(link(PatientPageWord.access, "/access")) }
        // What an emergency shows is for care: who the patient is, is corrected by others.
        guard standing.emergency == nil else { return links }
        if rights.canChange, !isMerged { links.append(link(PatientPageWord.change, "/change")) }
        guard rights.canMerge else { return links }
        if isMerged {
            links.append(link(MergeWord.part, "/unmerge"))
        } else {
            if document.mergedFrom.isEmpty { links.append(link(MergeWord.find, "/merge")) }
            links += document.mergedFrom.map { other in
                let numbers = standing.others.first { $0.id == other }?.identifiers?.first.map(shown)
                let text = [wording(MergeWord.part), numbers].compactMap(\.self).joined(separator: ": ")
                return PatientPage.Link(text: text, address: "/patients/\(other)/unmerge")
            }
        }
        return links
    }

    /// The button that shows a number whole. The form names its kind, never the number.
    fileprivate func showing(_ number: PatientIdentifier, key: String) -> ShownForm {
        let label = "\(wording(PatientPageWord.show)) \(number.system.label(wording.language))"
        var form = TeamForm(action: address("/numbers"), [], button: label, key: "\(key)-\(number.system)")
        form.given = [TeamForm.Given("/system", number.system.description)]
        return ShownForm(form)
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
