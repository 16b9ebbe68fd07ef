// The pages of treatment: what was chosen, given and measured, the options, and the forms of each.
import Domain
import Pages
import Reports
import UseCases

/// `/workups/{workupId}/treatment` and what is below it.
enum TreatmentPageRoutes {
    static let all: [Route] =
        [show, options] + choosing + newCourse + changeCourse + AdministrationPageRoutes.all

    static let base = "/workups/{workupId}/treatment"
    private static let option = Parameter<TreatmentOption>.path("option", "The option.", .code)
    private static let saved = Parameter<Bool>.query("saved", "Whether it was just saved.", .bool)
    private static let allLines = Parameter<Bool>.query("all", "Whether every line is shown, however many.", .bool)

    private static let show = Route.page(
        base,
        "treatmentPage",
        "The treatment of a workup: what was chosen and given, and what came of it.",
        .readWorkups,
        in: .worklist,
        parameters: [
            Parameters.workupID.declaration, Parameters.asOf.declaration, saved.declaration, allLines.declaration,
        ],
        problems: [.notFound]
    ) { exchange in
        let subject = try await exchange.workup()
        let versions = try await ReadTreatmentVersions.run(
            subject.document.id,
            asOf: exchange[Parameters.asOf],
            call: exchange.call,
            in: exchange.environment
        )
        var shell = exchange.shell(at: subject.address("/treatment"))
        if exchange[saved] == true { shell.notice = exchange.wording(TreatmentPageWord.saved) }
        let page = TreatmentPage(subject, versions: versions, showsAll: exchange[allLines] == true)
        return exchange.show(page, in: shell)
    }

    private static let options = Route.page(
        "\(base)/options",
        "treatmentOptionsPage",
        "The options of the protocol, with guidance and the cautions that stand today.",
        .readWorkups,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        problems: [.notFound]
    ) { exchange in
        let subject = try await exchange.workup()
        return exchange.show(TreatmentOptionsPage(subject), at: subject.address("/treatment/options"))
    }

    private static let choosing = editing(
        "choose/{option}",
        "chooseTreatment",
        "The choice of an option, made together.",
        .chooseTreatment,
        [option.declaration]
    ) { exchange, subject in
        let option = try exchange(option)
        let name = subject.careProtocol.options.first { $0.code == option }?.names[exchange.language]
        let title = "\(exchange.wording(TreatmentPageWord.chooseTitle)): \(name ?? exchange.wording(option.label))"
        return TreatmentAsking(title, TreatmentForms.choice(subject, option, key: exchange.newKey))
    } body: { exchange, form in
        try await form.using(ChooseTreatment.Input.codec) { input in
            let workup = try exchange(Parameters.workupID)
            _ = try await ChooseTreatment.run(workup, input, call: exchange.call, in: exchange.environment)
        }
    }

    private static let newCourse = editing(
        "courses/new",
        "startCourse",
        "A new course of treatment.",
        .recordTreatment,
        []
    ) { exchange, subject in
        let form = TreatmentForms.course(subject, nil, key: exchange.newKey)
        return TreatmentAsking(exchange.wording(TreatmentPageWord.newCourse), form)
    } body: { exchange, form in
        try await form.using(RecordCourse.Input.codec) { input in
            let workup = try exchange(Parameters.workupID)
            _ = try await RecordCourse.run(workup, input, call: exchange.call, in: exchange.environment)
        }
    }

    private static let changeCourse = editing(
        "courses/{courseId}/change",
        "changeCourse",
        "A course of treatment as it goes on or ends.",
        .recordTreatment,
        [Parameters.courseID.declaration]
    ) { exchange, subject in
        let course = try exchange.course(of: subject)
        return TreatmentAsking(
            subject.document.name(of: course, exchange),
            TreatmentForms.course(subject, course, key: exchange.newKey)
        )
    } body: { exchange, form in
        let version = try form.version()
        try await form.using(RecordCourse.Input.codec) { input in
            _ = try await RecordCourse.change(
                exchange(Parameters.workupID),
                exchange(Parameters.courseID),
                expecting: version,
                input,
                call: exchange.call,
                in: exchange.environment
            )
        }
    }

    /// A page with a form about treatment, and what the form is sent to.
    static func editing(
        _ path: String,
        _ name: String,
        _ summary: String,
        _ permission: Permission,
        _ parameters: [ParameterDeclaration],
        asking: @escaping @Sendable (PageExchange, WorkupSubject) throws -> TreatmentAsking,
        body: @escaping @Sendable (PageExchange, SubmittedForm) async throws -> Void
    ) -> [Route] {
        let page = Route.page(
            "\(base)/\(path)",
            "\(name)Page",
            summary,
            permission,
            in: .worklist,
            parameters: [Parameters.workupID.declaration] + parameters,
            problems: [.notFound]
        ) { exchange in
            let (page, shell) = try await exchange.asking(asking)
            return exchange.show(page, in: shell)
        }
        let form = Route.pageForm(
            "\(base)/\(path)",
            "\(name)Form",
            summary,
            permission,
            in: .worklist,
            parameters: [Parameters.workupID.declaration] + parameters,
            problems: [.workupClosed]
        ) { exchange, form in
            try await exchange.answering(form) { typed in
                try await exchange.asking(asking, typed)
            } with: {
                try await body(exchange, form)
                return .redirect(to: "/workups/\(try exchange(Parameters.workupID))/treatment?saved=true")
            }
        }
        return [page, form]
    }
}

/// A form about treatment, with what its page says of it.
struct TreatmentAsking {
    let title: String
    var form: TeamForm
    /// What the page says before the form.
    var lead: String?
    /// What stands now, told where somebody else changed it meanwhile.
    var standing: String?

    init(_ title: String, _ form: TeamForm, lead: String? = nil, standing: String? = nil) {
        self.title = title
        self.form = form
        self.lead = lead
        self.standing = standing
    }
}

extension WorkupDocument {
    /// `IVIg, since 2 Mar 2026`.
    func name(of course: CourseDocument, _ exchange: PageExchange) -> String {
        let option = exchange.wording(course.option.label)
        guard let started = course.startedOn else { return option }
        return "\(option), \(exchange.wording(StepWord.since)) \(exchange.wording.date(started))"
    }
}

extension PageExchange {
    /// The course of the path.
    func course(of subject: WorkupSubject) throws -> CourseDocument {
        let id = try self(Parameters.courseID)
        guard let course = subject.document.treatments.first(where: { $0.id == id }) else { throw Problem(.notFound) }
        return course
    }

    /// The page of a form about treatment, with what was typed where that could not be saved.
    func asking(
        _ make: (PageExchange, WorkupSubject) throws -> TreatmentAsking,
        _ typed: FormTyped? = nil
    ) async throws -> (page: FormPage, shell: PageShell) {
        let subject = try await workup()
        var asked = try make(self, subject)
        asked.form.typed = typed
        var shell = shell(at: asked.form.action)
        var lead = asked.lead
        if let typed, let version = asked.form.version, typed.values["version"] != "\(version)" {
            shell.alert = wording(LedgerWord.newest)
            if let standing = asked.standing { lead = "\(wording(LedgerWord.standsNow)): \(standing)" }
        }
        return (FormPage(title: asked.title, lead: lead, asked.form, of: subject), shell)
    }
}
