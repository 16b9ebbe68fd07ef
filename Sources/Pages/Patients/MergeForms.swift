// Two records of one person: finding the other one, both beside each other, joining them and taking them apart.
package import Domain
import Reports

/// Makes the forms by which records are joined and parted.
package enum MergeForms {
    /// Finding the other record by a number.
    ///
    /// - Parameters:
    ///   - subject: the one record.
    ///   - organisation: the reader's own.
    ///   - key: of the form.
    /// - Returns: the form.
    package static func find(_ subject: PatientSubject, organisation: String?, key: String) -> TeamForm {
        let wording = subject.wording
        var form = TeamForm(
            action: subject.address("/merge"),
            PatientForms.byNumber(organisation: organisation, key: key, wording).groups,
            button: wording(PatientPageWord.search),
            key: key
        )
        form.cancelAddress = subject.address()
        return form
    }

    /// Joining two records that were looked at beside each other.
    ///
    /// - Parameters:
    ///   - one: the record where it began.
    ///   - other: the other one.
    ///   - workups: how many each has; nil where the reader reads none.
    ///   - key: of the form.
    /// - Returns: the form with what its pages say.
    package static func merge(
        _ one: PatientSubject,
        _ other: PatientSubject,
        workups: (one: Int, other: Int)?,
        key: String
    ) -> AskedForm {
        let wording = one.wording
        let fields = [
            FormField(
                "/leading",
                .choice(
                    [one, other].map { FormOption($0.document.id.description, "\($0.name), \($0.numbers)") }
                ),
                label: wording(MergeWord.leads),
                hint: wording(MergeWord.leadsHint),
                isRequired: true
            ),
            FormField("/reason", .area(rows: 3), label: wording(MergeWord.reason), isRequired: true),
        ]
        var form = TeamForm(
            action: one.address("/merge/\(other.document.id)"),
            [FormGroup(nil, fields)],
            button: wording(CheckWord.next),
            key: key
        )
        form.cancelAddress = one.address()
        return AskedForm(
            title: "\(wording(MergeWord.merge)): \(one.numbers) + \(other.numbers)",
            lead: wording(MergeWord.lead),
            consequences: [wording(MergeWord.consequence), wording(MergeWord.undo)],
            comparison: comparison(one, other, workups),
            form,
            button: wording(MergeWord.doMerge),
            patient: WorkupFrame(one),
            wording.language
        )
    }

    /// Taking a record out of the one it was joined with.
    ///
    /// - Parameters:
    ///   - source: the record that was joined with another.
    ///   - target: that other one; nil where the reader may not know it.
    ///   - workups: how many each has; nil where the reader reads none.
    ///   - key: of the form.
    /// - Returns: the form with what its pages say.
    package static func part(
        _ source: PatientSubject,
        _ target: PatientSubject?,
        workups: (one: Int, other: Int)?,
        key: String
    ) -> AskedForm {
        let wording = source.wording
        let reason = FormField("/reason", .area(rows: 3), label: wording(MergeWord.partReason), isRequired: true)
        var form = TeamForm(
            action: source.address("/unmerge"),
            [FormGroup(nil, [reason])],
            button: wording(CheckWord.next),
            key: key
        )
        form.cancelAddress = source.address()
        let others = target?.numbers ?? wording(BannerWord.notShared)
        return AskedForm(
            title: "\(wording(MergeWord.part)): \(source.numbers) / \(others)",
            lead: wording(MergeWord.partLead),
            consequences: [wording(MergeWord.partConsequence)],
            comparison: target.map { comparison(source, $0, workups) },
            form,
            button: wording(MergeWord.part),
            patient: WorkupFrame(source),
            wording.language
        )
    }

    private static func comparison(
        _ one: PatientSubject,
        _ other: PatientSubject,
        _ workups: (one: Int, other: Int)?
    ) -> Comparison {
        let wording = one.wording
        func given(_ subject: PatientSubject) -> String {
            let names = subject.document.givenNames
            return names.isEmpty ? wording(NothingWord.notRecorded) : names.joined(separator: " ")
        }
        var rows = [
            (wording(PatientPageWord.familyName), one.document.familyName, other.document.familyName),
            (wording(PatientPageWord.givenNames), given(one), given(other)),
            (wording(PatientPageWord.birthDate), one.born, other.born),
            (wording(FrameWord.sex), wording(one.document.sex.label), wording(other.document.sex.label)),
            (wording(PatientPageWord.numbers), one.numbers, other.numbers),
        ]
        if let workups { rows.append((wording(MergeWord.workups), String(workups.one), String(workups.other))) }
        return Comparison(
            caption: wording(MergeWord.beside),
            corner: wording(MergeWord.what),
            left: one.numbers,
            right: other.numbers,
            rows: rows.map { (label: $0.0, left: $0.1, right: $0.2) },
            differs: wording(MergeWord.differs)
        )
    }
}

/// The words of joining and parting records.
package enum MergeWord: String, ReportWord {
    case find, findLead, merge, lead, leads, leadsHint, reason, consequence, undo, doMerge, part, partLead, partReason
    case partConsequence, beside, what, workups, differs, nobody, itself

    package var text: Localized {
        switch self {
        case .find: Localized(en: "Join with another record", nl: "Samenvoegen met een ander dossier")
        case .findLead:
            Localized(
                en:
                    "Where this patient has two records: find the other one by its number. Both are then shown beside each other.",
                nl:
                    "Als deze patiënt twee dossiers heeft: zoek het andere op nummer. Beide worden dan naast elkaar getoond."
            )
        case .merge: Localized(en: "Join two records", nl: "Twee dossiers samenvoegen")
        case .lead:
            Localized(
                en: "Compare them first. What differs is marked; the same name alone is not the same person.",
                nl: "Vergelijk ze eerst. Wat verschilt is gemarkeerd; dezelfde naam is nog niet dezelfde persoon."
            )
        case .leads: Localized(en: "Which record leads", nl: "Welk dossier leidend is")
        case .leadsHint:
            Localized(
                en: "New workups are opened in this one.",
                nl: "Nieuwe trajecten worden in dit dossier geopend."
            )
        case .reason:
            Localized(en: "How you know that they are one person", nl: "Hoe u weet dat het één persoon is")
        case .consequence:
            Localized(
                en:
                    "Both records stay as they are and name each other from now on. What the patient objects to counts in both.",
                nl:
                    "Beide dossiers blijven zoals ze zijn en noemen elkaar voortaan. Een bezwaar van de patiënt geldt in beide."
            )
        case .undo:
            Localized(en: "It can be undone: they are then apart again.", nl: "Het kan ongedaan: dan zijn ze weer los.")
        case .doMerge: Localized(en: "Join these two records", nl: "Deze twee dossiers samenvoegen")
        case .part: Localized(en: "Take the records apart", nl: "Dossiers weer losmaken")
        case .partLead:
            Localized(
                en: "For records that turned out to be of two people.",
                nl: "Voor dossiers die van twee mensen blijken te zijn."
            )
        case .partReason:
            Localized(en: "How you know that they are two people", nl: "Hoe u weet dat het twee mensen zijn")
        case .partConsequence:
            Localized(
                en:
                    "The records no longer name each other. Objections that one person made are taken out of the other's record.",
                nl:
                    "De dossiers noemen elkaar niet meer. Bezwaren van de een worden uit het dossier van de ander gehaald."
            )
        case .beside: Localized(en: "The two records beside each other", nl: "De twee dossiers naast elkaar")
        case .what: Localized(en: "What", nl: "Wat")
        case .workups: Localized(en: "Workups", nl: "Trajecten")
        case .differs: Localized(en: "differs", nl: "verschilt")
        case .nobody:
            Localized(
                en: "There is no record with this number, or none that is shared with you.",
                nl: "Er is geen dossier met dit nummer, of geen dat met u is gedeeld."
            )
        case .itself: Localized(en: "This is the number of this record.", nl: "Dit is het nummer van dit dossier zelf.")
        }
    }
}
