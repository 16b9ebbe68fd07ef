// The pages of what is given and measured: recorded after a check, corrected, taken back; and the recall of a batch.
import Domain
import Pages
import Reports
import UseCases

/// `/workups/{workupId}/treatment/courses/{courseId}/administrations`, `/workups/{workupId}/treatment/outcomes`, `/batches`.
enum AdministrationPageRoutes {
    static let all: [Route] =
        newAdministration + [check] + correctAdministration + withdrawAdministration + newOutcome + correctOutcome
        + withdrawOutcome + [batches]

    private static let administrations = "courses/{courseId}/administrations"
    private static let one = [Parameters.courseID.declaration, Parameters.administrationID.declaration]

    // MARK: Administrations

    private static let newAdministration: [Route] = {
        let page = TreatmentPageRoutes.editing(
            "\(administrations)/new",
            "recordAdministration",
            "An administration, with product and batch; its form is sent to be checked first.",
            .recordTreatment,
            [Parameters.courseID.declaration],
            asking: asking,
            body: { _, _ in }
        )[0]
        let form = Route.pageForm(
            "\(TreatmentPageRoutes.base)/\(administrations)/new",
            "recordAdministrationForm",
            "Records an administration that was checked.",
            .recordTreatment,
            in: .worklist,
            parameters: [Parameters.workupID.declaration, Parameters.courseID.declaration],
            problems: [.workupClosed]
        ) { exchange, form in
            try await exchange.answering(form) { typed in
                try await exchange.checking(form, typed)
            } with: {
                try await form.using(RecordAdministration.Input.codec) { input in
                    let workup = try exchange(Parameters.workupID)
                    _ = try await RecordAdministration.run(
                        workup,
                        course: exchange(Parameters.courseID),
                        input,
                        call: exchange.call,
                        in: exchange.environment
                    )
                    return .redirect(to: "/workups/\(workup)/treatment?saved=true")
                }
            }
        }
        return [page, form]
    }()

    fileprivate static func asking(_ exchange: PageExchange, _ subject: WorkupSubject) throws -> TreatmentAsking {
        let course = try exchange.course(of: subject)
        let title = "\(exchange.wording(TreatmentPageWord.newGiving)): \(subject.document.name(of: course, exchange))"
        return TreatmentAsking(title, TreatmentForms.administration(subject, course, key: exchange.newKey))
    }

    private static let check = Route.pageForm(
        "\(TreatmentPageRoutes.base)/\(administrations)/check",
        "checkAdministrationForm",
        "Shows the cautions that an administration raises before it is recorded, or its form again.",
        .recordTreatment,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, Parameters.courseID.declaration],
        others: ["change"]
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.asking(asking, typed)
        } with: {
            if form.text["change"] == "true" {
                let (page, shell) = try await exchange.asking(asking, FormTyped(values: form.values))
                return exchange.show(page, in: shell)
            }
            // Faults of what was typed are told at the form.
            _ = try form.value(RecordAdministration.Input.codec)
            let (page, shell) = try await exchange.checking(form)
            return exchange.show(page, in: shell)
        }
    }

    private static let correctAdministration = TreatmentPageRoutes.editing(
        "\(administrations)/{administrationId}/correct",
        "correctAdministration",
        "The correction of an administration, with a reason.",
        .recordTreatment,
        one
    ) { exchange, subject in
        let (course, given) = try exchange.administration(of: subject)
        return TreatmentAsking(
            "\(exchange.wording(LedgerWord.correctGiving)): \(exchange.wording.date(given.on))",
            TreatmentForms.correction(subject, course, given, key: exchange.newKey),
            standing: exchange.told(given)
        )
    } body: { exchange, form in
        try await correct(exchange, form, isWithdrawn: false)
    }

    private static let withdrawAdministration = TreatmentPageRoutes.editing(
        "\(administrations)/{administrationId}/withdraw",
        "withdrawAdministration",
        "Taking back an administration that was not given, with a reason.",
        .recordTreatment,
        one
    ) { exchange, subject in
        let (course, given) = try exchange.administration(of: subject)
        return TreatmentAsking(
            "\(exchange.wording(LedgerWord.withdrawGiving)): \(exchange.told(given))",
            TreatmentForms.withdrawal(subject, course, given, key: exchange.newKey),
            lead: exchange.wording(LedgerWord.withdrawHint),
            standing: exchange.told(given)
        )
    } body: { exchange, form in
        try await correct(exchange, form, isWithdrawn: true)
    }

    private static func correct(_ exchange: PageExchange, _ form: SubmittedForm, isWithdrawn: Bool) async throws {
        let version = try form.version()
        try await form.using(RecordAdministration.Input.codec) { input in
            _ = try await RecordAdministration.correct(
                exchange(Parameters.workupID),
                course: exchange(Parameters.courseID),
                exchange(Parameters.administrationID),
                expecting: version,
                isWithdrawn: isWithdrawn,
                input,
                call: exchange.call,
                in: exchange.environment
            )
        }
    }

    // MARK: Outcomes

    private static let newOutcome = TreatmentPageRoutes.editing(
        "outcomes/new",
        "recordOutcome",
        "A measured outcome.",
        .recordTreatment,
        []
    ) { exchange, subject in
        let form = TreatmentForms.outcome(subject, key: exchange.newKey)
        return TreatmentAsking(exchange.wording(TreatmentPageWord.newOutcome), form)
    } body: { exchange, form in
        try await form.using(RecordOutcome.Input.codec) { input in
            let workup = try exchange(Parameters.workupID)
            _ = try await RecordOutcome.run(workup, input, call: exchange.call, in: exchange.environment)
        }
    }

    private static let correctOutcome = TreatmentPageRoutes.editing(
        "outcomes/{outcomeId}/correct",
        "correctOutcome",
        "The correction of a measurement, with a reason.",
        .recordTreatment,
        [Parameters.outcomeID.declaration]
    ) { exchange, subject in
        let outcome = try exchange.outcome(of: subject)
        return TreatmentAsking(
            "\(exchange.wording(LedgerWord.correctOutcome)): \(exchange.wording.date(outcome.on))",
            TreatmentForms.outcome(subject, outcome, key: exchange.newKey),
            standing: exchange.told(outcome)
        )
    } body: { exchange, form in
        try await correctOutcome(exchange, form, isWithdrawn: false)
    }

    private static let withdrawOutcome = TreatmentPageRoutes.editing(
        "outcomes/{outcomeId}/withdraw",
        "withdrawOutcome",
        "Taking back a measurement, with a reason.",
        .recordTreatment,
        [Parameters.outcomeID.declaration]
    ) { exchange, subject in
        let outcome = try exchange.outcome(of: subject)
        return TreatmentAsking(
            "\(exchange.wording(LedgerWord.withdrawOutcome)): \(exchange.told(outcome))",
            TreatmentForms.withdrawal(subject, outcome, key: exchange.newKey),
            lead: exchange.wording(LedgerWord.withdrawHint),
            standing: exchange.told(outcome)
        )
    } body: { exchange, form in
        try await correctOutcome(exchange, form, isWithdrawn: true)
    }

    private static func correctOutcome(
        _ exchange: PageExchange,
        _ form: SubmittedForm,
        isWithdrawn: Bool
    ) async throws {
        let version = try form.version()
        try await form.using(RecordOutcome.Input.codec) { input in
            _ = try await RecordOutcome.correct(
                exchange(Parameters.workupID),
                exchange(Parameters.outcomeID),
                expecting: version,
                isWithdrawn: isWithdrawn,
                input,
                call: exchange.call,
                in: exchange.environment
            )
        }
    }

    // MARK: Batches

    private static let lot = Parameter<String>.query("lot", "The batch number.", .text(max: 100))
    private static let product = Parameter<String>.query("product", "The product, where it is known.", .text(max: 200))

    /// A batch number says nothing of a patient, so it may stand in an address; each look is in the log as by REST.
    private static let batches = Route.page(
        "/batches",
        "batchesPage",
        "Who received a batch, of the patients whom the reader may see.",
        .findLots,
        in: .worklist,
        parameters: [lot.declaration, product.declaration],
        problems: [.tooManyResults]
    ) { exchange in
        var found: BatchesPage.Found?
        if let lot = exchange[lot] {
            let answer = try await FindLot.run(
                FindLot.Input(lot: lot, product: exchange[product]),
                call: exchange.call,
                in: exchange.environment
            )
            let rows = try JSONReader.read(answer.body, limits: .ownDocuments)["items"]?.array ?? []
            found = BatchesPage.Found(
                lines: try rows.map { try LotLine.codec.decode($0) },
                others: answer.otherPatientCount ?? 0,
                at: exchange.environment.now(),
                by: exchange.call.actor.name
            )
        }
        let page = BatchesPage(lot: exchange[lot], product: exchange[product], found, exchange.wording)
        return exchange.show(page, at: exchange[lot].map { BatchesPage.address($0) } ?? "/batches")
    }
}

extension PageExchange {
    /// The administration of the path with its course.
    fileprivate func administration(
        of subject: WorkupSubject
    ) throws -> (course: CourseDocument, given: AdministrationDocument) {
        let course = try course(of: subject)
        let id = try self(Parameters.administrationID)
        guard let given = course.administrations.first(where: { $0.id == id }) else { throw Problem(.notFound) }
        return (course, given)
    }

    /// The measurement of the path.
    fileprivate func outcome(of subject: WorkupSubject) throws -> OutcomeDocument {
        let id = try self(Parameters.outcomeID)
        guard let outcome = subject.document.outcomes.first(where: { $0.id == id }) else { throw Problem(.notFound) }
        return outcome
    }

    /// `3 Mar 2026, Privigen, P-1, 70 g`.
    fileprivate func told(_ given: AdministrationDocument) -> String {
        [wording.date(given.on), given.product, given.lot, given.grams.map { "\(wording.number($0))\u{A0}g" }]
            .compactMap(\.self).joined(separator: ", ")
    }

    /// `3 Mar 2026, grip strength (Vigorimeter), left, 45.5`.
    fileprivate func told(_ outcome: OutcomeDocument) -> String {
        let side = outcome.side.map { wording($0.label) }
        return [wording.date(outcome.on), wording(outcome.measure.label), side, wording.number(outcome.value)]
            .compactMap(\.self).joined(separator: ", ")
    }

    /// The check of what was typed; the form again where that cannot be read.
    fileprivate func checking(
        _ form: SubmittedForm,
        _ typed: FormTyped? = nil
    ) async throws -> (page: any PageModel, shell: PageShell) {
        let input: RecordAdministration.Input
        do {
            input = try form.value(RecordAdministration.Input.codec)
        } catch is FormFaults {
            // What is wrong with it was told already, and comes with what was typed.
            return try await asking(AdministrationPageRoutes.asking, typed ?? FormTyped(values: form.values))
        }
        let subject = try await workup()
        let course = try course(of: subject)
        let found = try await CheckAdministration.run(
            subject.document.id,
            course: course.id,
            input,
            call: call,
            in: environment
        )
        let rows = try JSONReader.read(found.body, limits: .ownDocuments)["items"]?.array ?? []
        let page = AdministrationCheckPage(
            subject,
            course,
            try .init(input.administration, input.details, cautions: rows),
            values: form.values,
            key: newKey,
            typed
        )
        return (page, shell(at: subject.address("/treatment")))
    }
}
