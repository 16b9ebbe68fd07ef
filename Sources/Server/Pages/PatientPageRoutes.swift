// The pages about patients: looking for one, registering one, one patient with their workups, opening a workup.
import Domain
import HTTPTypes
import Pages
import Reports
import UseCases

/// `/patients` and what is below it.
enum PatientPageRoutes {
    static let all = [
        find, search, newPage, newForm, read, showNumber, changePage, changeForm, openPage, openForm,
    ]

    private static let saved = Parameter<Bool>.query("saved", "Whether it was just saved.", .bool)
    private static let asked = Parameter<Bool>.query("asked", "Whether somebody was just asked for.", .bool)
    private static let merged = Parameter<Bool>.query("merged", "Whether two records were just joined.", .bool)
    private static let parted = Parameter<Bool>.query("parted", "Whether two records were just taken apart.", .bool)

    private static let find = Route.page(
        "/patients",
        "findPatientPage",
        "The page on which a patient is looked for.",
        .readPatients,
        in: .patients,
        parameters: [saved.declaration, asked.declaration]
    ) { exchange in
        var shell = exchange.shell(at: "/patients")
        if exchange[asked] == true { shell.notice = exchange.wording(AskingWord.asked) }
        if exchange[saved] == true { shell.notice = exchange.wording(AccessPageWord.saved) }
        return exchange.show(exchange.findPage(), in: shell)
    }

    private static let search = Route.pageForm(
        "/patients",
        "findPatientForm",
        "Looks for a patient; what is looked for stands in no address.",
        .readPatients,
        in: .patients
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            (exchange.findPage(typed: typed), exchange.shell(at: "/patients"))
        } with: {
            try await form.using(FindPatients.Input.codec) { input in
                let page = try await FindPatients.run(input, call: exchange.call, in: exchange.environment)
                let rows = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
                let found = try rows.map { try PatientDocument.codec.decode($0) }
                return exchange.show(exchange.findPage(found, typed: FormTyped(values: form.values)), at: "/patients")
            }
        }
    }

    // MARK: Registering

    private static let newPage = Route.page(
        "/patients/new",
        "newPatientPage",
        "The page on which a patient is registered.",
        .changePatients,
        in: .patients
    ) { exchange in
        let (page, shell) = exchange.newPatientPage()
        return exchange.show(page, in: shell)
    }

    private static let newForm = Route.pageForm(
        "/patients/new",
        "newPatientForm",
        "Registers a patient.",
        .changePatients,
        in: .patients
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            exchange.newPatientPage(typed)
        } with: {
            try await form.using(Patient.codec) { patient in
                let answer = try await AddPatient.run(patient, call: exchange.call, in: exchange.environment)
                return .redirect(to: "/patients/\(ID<Patient>(answer.id))")
            }
        }
    }

    // MARK: One patient

    private static let read = Route.page(
        "/patients/{patientId}",
        "patientPage",
        "A patient and their workups.",
        .readPatients,
        in: .patients,
        parameters: [
            Parameters.patientID.declaration, saved.declaration, merged.declaration, parted.declaration,
        ],
        problems: [.notFound]
    ) { exchange in
        let page = try await exchange.patientPage()
        var shell = exchange.shell(at: "/patients/\(try exchange(Parameters.patientID))")
        let notices: [(Parameter<Bool>, PatientPageWord)] = [(saved, .saved), (merged, .mergedNow), (parted, .parted)]
        for (parameter, word) in notices where exchange[parameter] == true { shell.notice = exchange.wording(word) }
        return exchange.show(page, in: shell)
    }

    /// The form says which kind of number, and the answer is the page itself: the number stands in no address.
    private static let showNumber = Route.pageForm(
        "/patients/{patientId}/numbers",
        "showNumberForm",
        "Shows one national number of a patient whole, this once; the log says so.",
        .readPatients,
        in: .patients,
        parameters: [Parameters.patientID.declaration]
    ) { exchange, form in
        let patient = try exchange(Parameters.patientID)
        let number = try await form.using(ShowNumber.Input.codec) { input in
            try await ShowNumber.run(patient, input, call: exchange.call, in: exchange.environment)
        }
        return exchange.show(try await exchange.patientPage(showing: number), at: "/patients/\(patient)")
    }

    private static let changePage = Route.page(
        "/patients/{patientId}/change",
        "changePatientPage",
        "The page on which a patient's details are changed.",
        .changePatients,
        in: .patients,
        parameters: [Parameters.patientID.declaration],
        problems: [.notFound]
    ) { exchange in
        let (page, shell) = try await exchange.changePatientPage()
        return exchange.show(page, in: shell)
    }

    private static let changeForm = Route.pageForm(
        "/patients/{patientId}/change",
        "changePatientForm",
        "Changes a patient's details.",
        .changePatients,
        in: .patients,
        parameters: [Parameters.patientID.declaration]
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.changePatientPage(typed)
        } with: {
            let (patient, version) = (try exchange(Parameters.patientID), try form.version())
            return try await form.using(UpdatePatient.Input.codec) { input in
                _ = try await UpdatePatient.run(
                    patient,
                    expecting: version,
                    input,
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "/patients/\(patient)?saved=true")
            }
        }
    }

    // MARK: Opening a workup

    private static let openPage = Route.page(
        "/patients/{patientId}/workups/new",
        "openWorkupPage",
        "The page on which a workup is opened.",
        .changeWorkups,
        in: .patients,
        parameters: [Parameters.patientID.declaration],
        problems: [.notFound]
    ) { exchange in
        let (page, shell) = try await exchange.openWorkupPage()
        return exchange.show(page, in: shell)
    }

    private static let openForm = Route.pageForm(
        "/patients/{patientId}/workups/new",
        "openWorkupForm",
        "Opens a workup, and shows it.",
        .changeWorkups,
        in: .patients,
        parameters: [Parameters.patientID.declaration]
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.openWorkupPage(typed)
        } with: {
            let patient = try exchange(Parameters.patientID)
            return try await form.using(OpenWorkup.Input.codec) { input in
                let answer = try await OpenWorkup.run(
                    patient,
                    input,
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "/workups/\(ID<Workup>(answer.id))")
            }
        }
    }
}

extension PageExchange {
    /// The page on which a patient is looked for, with who was found.
    fileprivate func findPage(_ found: [PatientDocument]? = nil, typed: FormTyped? = nil) -> FindPatientPage {
        let organisation = call.actor.organisationCode
        var byNumber = PatientForms.byNumber(organisation: organisation, key: newKey, wording)
        var byName = PatientForms.byName(key: newKey, wording)
        if let typed {
            // Both forms are sent to one place: what was typed belongs to the one whose fields came.
            let isName = typed.values["/familyName"] != nil
            if isName { byName.typed = typed } else { byNumber.typed = typed }
        }
        return FindPatientPage(
            byNumber: byNumber,
            byName: byName,
            hits: found,
            canAdd: Permission.changePatients.roles.contains(call.actor.role),
            canBreakGlass: Permission.breakGlass.roles.contains(call.actor.role),
            wording
        )
    }

    fileprivate func newPatientPage(_ typed: FormTyped? = nil) -> (page: FormPage, shell: PageShell) {
        var form = PatientForms.new(organisation: call.actor.organisationCode, key: newKey, wording)
        form.typed = typed
        let page = FormPage(
            title: wording(PatientPageWord.newPatient),
            lead: wording(PatientPageWord.newLead),
            form
        )
        return (page, shell(at: "/patients/new"))
    }

    /// The page of the patient of the path, with a number that was asked for.
    fileprivate func patientPage(showing number: PatientIdentifier? = nil) async throws -> PatientPage {
        let subject = try await patient()
        let role = call.actor.role
        return PatientPage(
            subject,
            workups: try await workups(of: subject.document.id),
            names: try await protocolNames(),
            rights: PatientRights(
                canOpen: Permission.changeWorkups.roles.contains(role),
                canChange: Permission.changePatients.roles.contains(role),
                canMerge: Permission.mergePatients.roles.contains(role),
                canSeeAccess: Permission.readPatients.roles.contains(role)
            ),
            shown: number,
            key: newKey
        )
    }

    /// A patient: the one of the path where no other is named.
    func patient(_ id: ID<Patient>? = nil) async throws -> PatientSubject {
        let answer = try await ReadPatient.run(
            id ?? self(Parameters.patientID),
            asOf: nil,
            call: call,
            in: environment
        )
        let document = try PatientDocument.codec.decode(answer.body, limits: .ownDocuments)
        return PatientSubject(
            document,
            standing: try await ReadStanding.run(document, call: call, in: environment),
            wording,
            today: environment.today
        )
    }

    /// The workups of a patient; none where the reader's role reads no workups.
    func workups(of patient: ID<Patient>) async throws -> [PatientWorkupLine] {
        guard Permission.readWorkups.roles.contains(call.actor.role) else { return [] }
        let page = try await ListPatientWorkups.run(patient, call: call, in: environment)
        let rows = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
        return try rows.map { row in
            guard let id = row["id"]?.string, let code = row["protocol"]?.string,
                let status = row["status"]?.string.flatMap(WorkupStatus.init(rawValue:)),
                let opened = row["openedOn"]?.string.flatMap({ LocalDate($0) })
            else { throw Problem(.fault) }
            return PatientWorkupLine(
                id: id,
                protocolCode: code,
                status: status,
                openedOn: opened,
                question: row["question"]?.string
            )
        }
    }

    /// The names of the protocols that workups are opened on.
    func protocolNames() async throws -> [String: String] {
        try await ListProtocolNames.run(call: call, in: environment).mapValues { $0[language] }
    }

    fileprivate func changePatientPage(_ typed: FormTyped? = nil) async throws -> (page: FormPage, shell: PageShell) {
        let subject = try await patient()
        let patient = subject.document
        var form = PatientForms.change(patient, organisation: call.actor.organisationCode, key: newKey, wording)
        form.typed = typed
        var shell = shell(at: "/patients/\(patient.id)/change")
        if let typed, typed.values["version"] != "\(patient.version)" {
            shell.alert = wording(WorkupFormWord.newest)
        }
        let page = FormPage(
            title: wording(PatientPageWord.change),
            lead: nil,
            form,
            of: subject
        )
        return (page, shell)
    }

    fileprivate func openWorkupPage(_ typed: FormTyped? = nil) async throws -> (page: FormPage, shell: PageShell) {
        let subject = try await patient()
        let patient = subject.document
        let names = try await protocolNames()
        var form = PatientForms.openWorkup(
            patient,
            protocols: names.sorted { $0.key == "mmn" || ($1.key != "mmn" && $0.key < $1.key) }.map {
                FormOption($0.key, $0.value)
            },
            people: try await people().people,
            key: newKey,
            wording
        )
        form.typed = typed
        let page = FormPage(
            title: wording(PatientPageWord.openWorkup),
            lead: nil,
            form,
            of: subject
        )
        return (page, shell(at: "/patients/\(patient.id)/workups/new"))
    }
}
