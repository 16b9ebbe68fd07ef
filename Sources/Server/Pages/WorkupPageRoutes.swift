// The pages of one workup: the overview, and a step with its form.
import Domain
import Pages
import Reports
import UseCases

/// `/workups/{workupId}` and what is below it.
enum WorkupPageRoutes {
    static let all = [overview, step, moveStep]

    private static let overview = Route.page(
        "/workups/{workupId}",
        "workupPage",
        "A workup: where it stands, what comes next, what would change the verdict.",
        .readWorkups,
        in: .worklist,
        parameters: [
            Parameters.workupID.declaration, Parameters.asOf.declaration, asOfDay.declaration, saved.declaration,
        ],
        problems: [.notFound]
    ) { exchange in
        // The day is asked for in a form; an address has the moment at which it ended.
        if let day = exchange[asOfDay], day < exchange.environment.today {
            let end = Instant(microsecondsSince1970: Instant(startOf: day.addingDays(1)).microsecondsSince1970 - 1)
            let asOf = AddressText.encoded(end.description)
            return .redirect(to: "/workups/\(try exchange(Parameters.workupID))?asOf=\(asOf)")
        }
        let subject = try await exchange.workup()
        var shell = exchange.shell(at: subject.address())
        if exchange[saved] == true { shell.notice = exchange.wording(WorkupFormWord.saved) }
        return exchange.show(WorkupPage(subject), in: shell)
    }

    private static let asOfDay = Parameter<LocalDate>.query(
        "asOfDay",
        "Shows what was known when this day ended.",
        .date
    )
    private static let saved = Parameter<Bool>.query("saved", "Whether it was just saved.", .bool)

    private static let step = Route.page(
        "/workups/{workupId}/steps/{stepCode}",
        "stepPage",
        "A step of a workup, with its history and what can happen to it now.",
        .readWorkups,
        in: .worklist,
        parameters: [
            Parameters.workupID.declaration, Parameters.stepCode.declaration, Parameters.asOf.declaration,
            saved.declaration,
        ],
        problems: [.notFound]
    ) { exchange in
        var (page, shell) = try await exchange.stepPage()
        if exchange[saved] == true { shell.notice = exchange.wording(StepPageWord.saved) }
        return exchange.show(page, in: shell)
    }

    private static let moveStep = Route.pageForm(
        "/workups/{workupId}/steps/{stepCode}",
        "moveStepForm",
        "Moves a step, and shows it again.",
        .moveSteps,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, Parameters.stepCode.declaration],
        others: [FormCheckPage.confirmed],
        problems: [.illegalTransition, .cannotStartYet, .resultMissing, .workupClosed]
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.stepPage(typed)
        } with: {
            if let answer = try await exchange.checkOfOverride(form) { return answer }
            let (workup, code) = (try exchange(Parameters.workupID), try exchange(Parameters.stepCode))
            let version = try form.version()
            return try await form.using(StepMove.codec) { move in
                _ = try await MoveStep.run(
                    workup,
                    code: code,
                    expecting: version,
                    move,
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "/workups/\(workup)/steps/\(AddressText.encoded(code))?saved=true")
            }
        }
    }
}

extension PageExchange {
    /// The workup of the path as known at the moment that is asked for.
    func workup() async throws -> WorkupSubject {
        let found = try await ReadWorkupForPage.run(
            self(Parameters.workupID),
            asOf: self[Parameters.asOf],
            call: call,
            in: environment
        )
        return WorkupSubject(
            found.document,
            protocol: found.careProtocol,
            criteriaSets: environment.criteriaSets,
            rights: WorkupRights(call.actor.role),
            standing: try await ReadStanding.run(found.document.patient, call: call, in: environment),
            wording
        )
    }

    /// Beginning a step that waits for others is looked at once more first; nil for everything else, and once it is confirmed.
    fileprivate func checkOfOverride(_ form: SubmittedForm) async throws -> Reply? {
        let confirmed = form.text[FormCheckPage.confirmed]
        if confirmed == "change" {
            let (page, shell) = try await stepPage(FormTyped(values: form.values))
            return show(page, in: shell)
        }
        let name = "/overrideReason"
        guard confirmed != "true", let reason = form.values[name], !reason.isEmpty, reason != form.values["~\(name)"]
        else { return nil }
        _ = try form.value(StepMove.codec)
        let subject = try await workup()
        let code = try self(Parameters.stepCode)
        guard let step = subject.document.steps.first(where: { $0.code == code }) else { throw Problem(.notFound) }
        // What was changed meanwhile, and what does not wait any more, is answered as ever.
        guard form.values["version"] == "\(step.version)", let asked = try await stepForm(subject, step),
            let page = FormCheckPage(overriding: step, of: subject, asked, values: form.values)
        else { return nil }
        return show(page, at: asked.action)
    }

    /// The form by which a step is moved; nil where the reader may not.
    private func stepForm(_ subject: WorkupSubject, _ step: StepDocument) async throws -> TeamForm? {
        let people = try await people()
        return StepForm.form(
            subject,
            step,
            people: people.people,
            organisations: people.organisations,
            key: newKey
        )
    }

    /// The page of the step of the path, with what was typed into its form where that could not be saved.
    fileprivate func stepPage(_ typed: FormTyped? = nil) async throws -> (page: StepPage, shell: PageShell) {
        let subject = try await workup()
        let code = try self(Parameters.stepCode)
        guard let step = subject.document.steps.first(where: { $0.code == code }) else { throw Problem(.notFound) }
        let record = try await ReadStep.run(
            subject.document.id,
            code: code,
            asOf: self[Parameters.asOf],
            call: call,
            in: environment
        )
        let rows = try JSONReader.read(record.body, limits: .ownDocuments)["history"]?.array ?? []
        let history = try rows.map { try StepHistoryLine.codec.decode($0) }
        var form = try await stepForm(subject, step)
        form?.typed = typed
        var shell = shell(at: subject.address(ofStep: code))
        if let typed, typed.values["version"] != "\(step.version)" { shell.alert = wording(StepPageWord.newest) }
        let newestFirst = history.sorted { $0.version > $1.version }
        return (StepPage(subject, step, history: newestFirst, form: form), shell)
    }
}

extension WorkupRights {
    /// What a role may do.
    init(_ role: Role) {
        let all: [(WorkupRights, Permission)] = [
            (.moveSteps, .moveSteps), (.recordFindings, .recordFindings), (.changeWorkup, .changeWorkups),
            (.chooseTreatment, .chooseTreatment), (.recordTreatment, .recordTreatment),
            (.planMeetings, .planMeetings), (.decideMeetings, .decideMeetings), (.export, .exportCases),
            (.share, .shareRecords), (.changePatient, .changePatients),
            (.findLots, .findLots), (.stateDiagnosis, .stateDiagnosis),
        ]
        self = all.reduce(into: []) { rights, pair in
            if pair.1.roles.contains(role) { rights.insert(pair.0) }
        }
    }
}
