// The forms about a workup itself, its time line and its papers.
import Domain
import Pages
import Reports
import UseCases

/// `/workups/{workupId}/diagnosis`, `/change`, `/close`, `/reopen`, `/timeline` and `/papers`.
enum WorkupFormRoutes {
    static let all =
        [timeline, papers, letter]
        + editing("diagnosis", "The clinician's own diagnosis.", .stateDiagnosis, diagnosis) {
            exchange,
            form,
            version in
            try await form.using(ChangeWorkup.Input.codec) { try await exchange.change($0, version) }
        }
        + editing("change", "Question, referrer, and who follows the workup.", .changeWorkups, change) {
            exchange,
            form,
            version in
            try await form.using(ChangeWorkup.Input.codec) { try await exchange.change($0, version) }
        }
        + closing("close", "Closes the workup.", reopens: false) { exchange, version, input in
            let workup = try exchange(Parameters.workupID)
            let (call, environment) = (exchange.call, exchange.environment)
            _ = try await CloseWorkup.run(workup, expecting: version, input, call: call, in: environment)
        }
        + closing("reopen", "Reopens the workup.", reopens: true) { exchange, version, input in
            let workup = try exchange(Parameters.workupID)
            let (call, environment) = (exchange.call, exchange.environment)
            _ = try await ReopenWorkup.run(workup, expecting: version, input, call: call, in: environment)
        }

    /// A page that asks something of a workup.
    private typealias Asking = (title: WorkupFormWord, lead: WorkupFormWord, form: TeamForm)

    private static let timeline = Route.page(
        "/workups/{workupId}/timeline",
        "timelinePage",
        "What happened in a workup, and when.",
        .readWorkups,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        problems: [.notFound]
    ) { exchange in
        let subject = try await exchange.workup()
        let page = TimelinePage(subject, history: try await exchange.evaluations(of: subject.document.id))
        return exchange.show(page, at: subject.address("/timeline"))
    }

    private static let papers = Route.page(
        "/workups/{workupId}/papers",
        "papersPage",
        "What can be printed of a workup.",
        .readWorkups,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        problems: [.notFound]
    ) { exchange in
        let subject = try await exchange.workup()
        let places = try await exchange.people().organisations
        let form = LetterForm.form(subject, organisations: places, key: exchange.newKey)
        return exchange.show(PapersPage(subject, letter: form), at: subject.address("/papers"))
    }

    private static let letter = Route.pageForm(
        "/workups/{workupId}/letter",
        "letterForm",
        "Makes a letter; what its sender adds is printed and not kept.",
        .readWorkups,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        problems: ReportRoutes.paperProblems
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            let subject = try await exchange.workup()
            let places = try await exchange.people().organisations
            let asking = LetterForm.form(subject, organisations: places, key: exchange.newKey, typed: typed)
            return (PapersPage(subject, letter: asking), exchange.shell(at: subject.address("/papers")))
        } with: {
            try await form.using(PaperRoutes.AskedLetter.codec) { asked in
                try await PaperRoutes.printed(asked, of: exchange)
            }
        }
    }

    private static func diagnosis(_ exchange: PageExchange, _ subject: WorkupSubject) async throws -> Asking {
        let form = WorkupForms.diagnosis(subject, statedBy: exchange.call.actor.name, key: exchange.newKey)
        return (subject.document.diagnosis == nil ? .stateDiagnosis : .changeDiagnosis, .diagnosisLead, form)
    }

    private static func change(_ exchange: PageExchange, _ subject: WorkupSubject) async throws -> Asking {
        let people = try await exchange.people()
        let form = WorkupForms.change(
            subject,
            people: people.people,
            organisations: people.organisations,
            key: exchange.newKey
        )
        return (.change, .changeLead, form)
    }

    /// Closing or reopening: done when its check is confirmed.
    private static func closing(
        _ name: String,
        _ summary: String,
        reopens: Bool,
        body: @escaping @Sendable (PageExchange, Int, CloseWorkup.Input) async throws -> Void
    ) -> [Route] {
        Route.checked(
            "/workups/{workupId}/\(name)",
            "\(name)Workup",
            summary,
            .changeWorkups,
            in: .worklist,
            parameters: [Parameters.workupID.declaration],
            problems: [.workupClosed],
            CloseWorkup.Input.codec
        ) { exchange in
            WorkupForms.closing(try await exchange.workup(), reopens: reopens, key: exchange.newKey)
        } body: { exchange, form, input in
            try await body(exchange, form.version(), input)
            return .redirect(to: "/workups/\(try exchange(Parameters.workupID))?saved=true")
        }
    }

    /// A page with a form about a workup, and what the form is sent to.
    private static func editing(
        _ name: String,
        _ summary: String,
        _ permission: Permission,
        _ asking: @escaping @Sendable (PageExchange, WorkupSubject) async throws -> Asking,
        body: @escaping @Sendable (PageExchange, SubmittedForm, Int) async throws -> Void
    ) -> [Route] {
        let path = "/workups/{workupId}/\(name)"
        let page = Route.page(
            path,
            "\(name)WorkupPage",
            summary,
            permission,
            in: .worklist,
            parameters: [Parameters.workupID.declaration],
            problems: [.notFound]
        ) { exchange in
            let (page, shell) = try await exchange.asking(name, asking)
            return exchange.show(page, in: shell)
        }
        let form = Route.pageForm(
            path,
            "\(name)WorkupForm",
            summary,
            permission,
            in: .worklist,
            parameters: [Parameters.workupID.declaration],
            problems: [.workupClosed]
        ) { exchange, form in
            try await exchange.answering(form) { typed in
                try await exchange.asking(name, asking, typed)
            } with: {
                try await body(exchange, form, form.version())
                return .redirect(to: "/workups/\(try exchange(Parameters.workupID))?saved=true")
            }
        }
        return [page, form]
    }
}

extension PageExchange {
    /// People and organisations to choose from.
    func people() async throws -> (people: [FormOption], organisations: [FormOption]) {
        let found = try await ReadPeople.run(call: call, in: environment)
        let people = found.people.map { person in
            FormOption(
                person.id.description,
                "\(person.name) (\(wording(person.role.label)), \(person.organisation))"
            )
        }
        return (people, found.organisations.map { FormOption($0.code, "\($0.name) (\($0.code))") })
    }

    fileprivate func change(_ input: ChangeWorkup.Input, _ version: Int) async throws {
        _ = try await ChangeWorkup.run(
            self(Parameters.workupID),
            expecting: version,
            input,
            call: call,
            in: environment
        )
    }

    /// The page of a form about the workup of the path, with what was typed where that could not be saved.
    fileprivate func asking(
        _ name: String,
        _ make: (PageExchange, WorkupSubject) async throws -> (
            title: WorkupFormWord, lead: WorkupFormWord, form: TeamForm
        ),
        _ typed: FormTyped? = nil
    ) async throws -> (page: FormPage, shell: PageShell) {
        let subject = try await workup()
        var (title, lead, form) = try await make(self, subject)
        form.typed = typed
        var shell = shell(at: "/workups/\(subject.document.id)/\(name)")
        if let typed, typed.values["version"] != "\(subject.document.version)" {
            shell.alert = wording(WorkupFormWord.newest)
        }
        return (FormPage(title: wording(title), lead: wording(lead), form, of: subject), shell)
    }
}
