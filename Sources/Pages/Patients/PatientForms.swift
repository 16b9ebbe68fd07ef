// The forms about patients: looking for one, registering one, changing their details, opening a workup.
package import Domain
package import Reports

/// Makes the forms about patients.
package enum PatientForms {
    /// The form that looks for a number.
    package static func byNumber(organisation: String?, key: String, _ wording: Wording) -> TeamForm {
        let number = FormField("/identifier/value", .text, label: wording(PatientPageWord.number), isRequired: true)
        let group = FormGroup(
            wording(PatientPageWord.byNumber),
            [system("=/identifier/system", organisation, wording), number]
        )
        var form = TeamForm(action: "/patients", [group], button: wording(PatientPageWord.search), key: key)
        form.prefix = "number-"
        return form
    }

    /// The form that looks for a name.
    package static func byName(key: String, _ wording: Wording) -> TeamForm {
        let group = FormGroup(
            wording(PatientPageWord.byName),
            [
                FormField(
                    "/familyName",
                    .text,
                    label: wording(PatientPageWord.familyName),
                    hint: wording(PatientPageWord.familyNameHint),
                    isRequired: true
                ),
                FormField(
                    "/birthDate",
                    .day,
                    label: wording(PatientPageWord.birthDate),
                    hint: wording(FindingFormWord.dayHint)
                ),
            ]
        )
        var form = TeamForm(action: "/patients", [group], button: wording(PatientPageWord.search), key: key)
        form.prefix = "name-"
        return form
    }

    private static func system(_ name: String, _ organisation: String?, _ wording: Wording) -> FormField {
        var options =
            organisation.map { code in
                [FormOption("mrn:\(code)", IdentifierSystem.hospital(organisation: code).label(wording.language))]
            } ?? []
        options += [IdentifierSystem.bsn, .insz].map { FormOption($0.description, $0.label(wording.language)) }
        return FormField(
            name,
            .list(options, any: nil),
            label: wording(PatientPageWord.numberOf),
            isRequired: true,
            value: options.first?.value ?? ""
        )
    }

    /// The form that registers a patient.
    package static func new(organisation: String?, key: String, _ wording: Wording) -> TeamForm {
        var groups = [FormGroup(wording(PatientPageWord.who), person(nil, wording))]
        var numbers: [FormField] = []
        var systems: [(String, String)] = []
        if let organisation {
            let own = IdentifierSystem.hospital(organisation: organisation)
            systems.append((own.description, own.label(wording.language)))
        }
        systems += [IdentifierSystem.bsn, .insz].map { ($0.description, $0.label(wording.language)) }
        var given: [TeamForm.Given] = []
        for (index, system) in systems.enumerated() {
            given.append(TeamForm.Given("=/identifiers/\(index)/system", system.0))
            numbers.append(FormField("/identifiers/\(index)/value", .text, label: system.1))
        }
        groups.append(FormGroup(wording(PatientPageWord.numbers), numbers))
        var form = TeamForm(action: "/patients/new", groups, button: wording(PatientPageWord.register), key: key)
        form.given = given
        form.cancelAddress = "/patients"
        return form
    }

    private static func person(_ patient: PatientDocument?, _ wording: Wording) -> [FormField] {
        [
            FormField(
                "/familyName",
                .text,
                label: wording(PatientPageWord.familyName),
                isRequired: true,
                value: patient?.familyName ?? ""
            ),
            FormField(
                "/givenNames[]",
                .area(rows: 2),
                label: wording(PatientPageWord.givenNames),
                hint: wording(PatientPageWord.givenNamesHint),
                value: patient?.givenNames.joined(separator: "\n") ?? ""
            ),
            FormField(
                "/birthDate",
                .day,
                label: wording(PatientPageWord.birthDate),
                hint: wording(FindingFormWord.dayHint),
                value: patient?.birthDate?.description ?? ""
            ),
            FormField(
                "/sex",
                .choice(FormOption.all(Sex.self, wording.language)),
                label: wording(FrameWord.sex),
                isRequired: true,
                value: (patient?.sex ?? .unknown).rawValue
            ),
        ]
    }

    /// The form that changes a patient's details.
    package static func change(
        _ patient: PatientDocument,
        organisation: String?,
        key: String,
        _ wording: Wording
    ) -> TeamForm {
        var number = FormField("/addIdentifiers/0/value", .text, label: wording(PatientPageWord.number))
        number.hint = wording(PatientPageWord.addNumberHint)
        let groups = [
            FormGroup(wording(PatientPageWord.who), person(patient, wording)),
            FormGroup(
                wording(PatientPageWord.addNumber),
                [system("=/addIdentifiers/0/system", organisation, wording), number]
            ),
            FormGroup(nil, [FormField("/reason", .area(rows: 2), label: wording(StepPageWord.reason))]),
        ]
        var form = TeamForm(
            action: "/patients/\(patient.id)/change",
            groups,
            button: wording(StepPageWord.save),
            key: key,
            version: patient.version
        )
        form.sendsChangesOnly = true
        form.cancelAddress = "/patients/\(patient.id)"
        return form
    }

    /// The form that opens a workup.
    ///
    /// - Parameters:
    ///   - patient: whose it is.
    ///   - protocols: code and name of those that workups are opened on.
    ///   - people: who could follow it.
    ///   - key: of the form.
    ///   - wording: language and clock.
    /// - Returns: the form.
    package static func openWorkup(
        _ patient: PatientDocument,
        protocols: [FormOption],
        people: [FormOption],
        key: String,
        _ wording: Wording
    ) -> TeamForm {
        let fields = [
            FormField(
                "/protocol",
                .choice(protocols),
                label: wording(PatientPageWord.careProtocol),
                isRequired: true,
                value: protocols.first?.value ?? ""
            ),
            FormField("/question", .area(rows: 3), label: wording(WorkupWord.question)),
            FormField("/referredBy", .text, label: wording(FrameWord.referredBy)),
            FormField(
                "/openedOn",
                .day,
                label: wording(FrameWord.openedOn),
                hint: wording(PatientPageWord.openedOnHint)
            ),
            FormField(
                "/assigneeId",
                .list(people, any: wording(PatientPageWord.nobodyYet)),
                label: wording(FrameWord.assignee)
            ),
        ]
        var form = TeamForm(
            action: "/patients/\(patient.id)/workups/new",
            [FormGroup(nil, fields)],
            button: wording(PatientPageWord.open),
            key: key
        )
        form.cancelAddress = "/patients/\(patient.id)"
        return form
    }
}
