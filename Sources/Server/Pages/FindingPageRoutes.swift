// The pages of findings: all of a workup, one with its versions, recording, correcting and withdrawing.
import Domain
import Pages
import Reports
import UseCases

/// `/workups/{workupId}/findings` and what is below it.
enum FindingPageRoutes {
    static let all =
        [list, newPage, newForm, newPreview] + newDrafts
        + [read, correctPage, correctForm, correctPreview] + correctDrafts + [withdraw]

    private static let base = "/workups/{workupId}/findings"
    static let kind = Parameter<FindingKind>.path("kind", "The kind of finding.", .code)
    static let modality = Parameter<ImagingModality>.query("modality", "How a new image was made.", .code)
    private static let saved = Parameter<Bool>.query("saved", "Whether it was just saved.", .bool)

    private static let list = Route.page(
        base,
        "findingsPage",
        "The findings of a workup.",
        .readWorkups,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration, saved.declaration],
        problems: [.notFound]
    ) { exchange in
        let subject = try await exchange.workup()
        var shell = exchange.shell(at: subject.address("/findings"))
        if exchange[saved] == true { shell.notice = exchange.wording(ResultFormWord.panelSaved) }
        return exchange.show(FindingsPage(subject), in: shell)
    }

    private static let read = Route.page(
        "\(base)/{findingId}",
        "findingPage",
        "A finding with every version of it.",
        .readWorkups,
        in: .worklist,
        parameters: [
            Parameters.workupID.declaration, Parameters.findingID.declaration, Parameters.asOf.declaration,
            saved.declaration,
        ],
        problems: [.notFound]
    ) { exchange in
        var (page, shell) = try await exchange.findingPage()
        if exchange[saved] == true { shell.notice = exchange.wording(FindingWord.saved) }
        return exchange.show(page, in: shell)
    }

    // MARK: Recording

    private static let newPage = Route.page(
        "\(base)/new/{kind}",
        "newFindingPage",
        "The page on which a finding is recorded.",
        .recordFindings,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, kind.declaration, modality.declaration] + DraftParameters.ofPage,
        problems: [.notFound]
    ) { exchange in
        try await exchange.opened(try await exchange.newFinding())
    }

    private static let newForm = Route.pageForm(
        "\(base)/new/{kind}",
        "newFindingForm",
        "Records a finding, and shows it.",
        .recordFindings,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, kind.declaration],
        others: SubmittedForm.draftFields,
        problems: [.workupClosed]
    ) { exchange, form in
        let editing = try await exchange.newFinding(form)
        return try await exchange.answering(form) { typed in
            (editing.page(typed), editing.shell)
        } with: {
            try await form.using(RecordFinding.Input.codec) { input in
                if let page = exchange.unlikely(input.finding, form, editing) { return page }
                let answer = try await RecordFinding.run(
                    editing.subject.document.id,
                    input,
                    typedAt: form.place(editing.drafting.place.form),
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "\(editing.findings)/\(ID<FindingRecord>(answer.id))?saved=true")
            }
        }
    }

    private static let newPreview = preview("\(base)/new/{kind}/preview", "newFindingPreview", [kind.declaration]) {
        try await $0.newFinding($1)
    }

    private static let newDrafts = Route.drafts(
        "\(base)/new/{kind}",
        "newFinding",
        parameters: [Parameters.workupID.declaration, kind.declaration, modality.declaration],
        at: { try $0.newFindingAddress($1) }
    ) {
        try await $0.newFinding($1)
    }

    // MARK: Correcting

    private static let correctPage = Route.page(
        "\(base)/{findingId}/correct",
        "correctFindingPage",
        "The page on which a finding is corrected.",
        .recordFindings,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, Parameters.findingID.declaration] + DraftParameters.ofPage,
        problems: [.notFound]
    ) { exchange in
        try await exchange.opened(try await exchange.recordedFinding())
    }

    private static let correctForm = Route.pageForm(
        "\(base)/{findingId}/correct",
        "correctFindingForm",
        "Corrects a finding against the version that was read, and shows it.",
        .recordFindings,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, Parameters.findingID.declaration],
        others: SubmittedForm.draftFields,
        problems: [.workupClosed]
    ) { exchange, sent in
        let editing = try await exchange.recordedFinding(sent)
        let form = sent.made(of: editing.form)
        let version = try form.version()
        guard version == editing.version else { return try exchange.conflict(editing, form, madeAgainst: version) }
        return try await exchange.answering(form) { typed in
            (editing.page(typed), editing.shell)
        } with: {
            try await form.using(CorrectFinding.Input.codec) { input in
                if let page = exchange.unlikely(input.finding, form, editing) { return page }
                _ = try await CorrectFinding.run(
                    editing.subject.document.id,
                    exchange(Parameters.findingID),
                    expecting: version,
                    input,
                    typedAt: form.place(editing.drafting.place.form),
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "\(editing.findings)/\(try exchange(Parameters.findingID))?saved=true")
            }
        }
    }

    private static let correctPreview = preview(
        "\(base)/{findingId}/correct/preview",
        "correctFindingPreview",
        [Parameters.findingID.declaration]
    ) { exchange, form in
        // What is typed is still against the version that the form was made against.
        try await exchange.recordedFinding(form).made(against: try form.version(), in: exchange)
    }

    private static let correctDrafts = Route.drafts(
        "\(base)/{findingId}/correct",
        "correctFinding",
        parameters: [Parameters.workupID.declaration, Parameters.findingID.declaration],
        at: { exchange, _ in try exchange.correctionAddress() }
    ) {
        try await $0.recordedFinding($1)
    }

    private static let withdraw = Route.pageForm(
        "\(base)/{findingId}/withdraw",
        "withdrawFindingForm",
        "Withdraws a finding, and shows what is left of it.",
        .recordFindings,
        in: .worklist,
        parameters: [Parameters.workupID.declaration, Parameters.findingID.declaration],
        problems: [.workupClosed]
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.findingPage(typed)
        } with: {
            let (workup, finding) = (try exchange(Parameters.workupID), try exchange(Parameters.findingID))
            let version = try form.version()
            return try await form.using(WithdrawFinding.Input.codec) { input in
                _ = try await WithdrawFinding.run(
                    workup,
                    finding,
                    expecting: version,
                    input,
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "/workups/\(workup)/findings/\(finding)?saved=true")
            }
        }
    }

    /// A form that is computed and not kept.
    private static func preview(
        _ path: String,
        _ operationID: String,
        _ parameters: [ParameterDeclaration],
        editing: @escaping @Sendable (PageExchange, SubmittedForm) async throws -> FindingEditing
    ) -> Route {
        .pageForm(
            path,
            operationID,
            "Computes what a finding says that is being typed, and keeps nothing.",
            .recordFindings,
            in: .worklist,
            parameters: [Parameters.workupID.declaration] + parameters,
            others: SubmittedForm.draftFields
        ) { exchange, sent in
            let editing = try await editing(exchange, sent)
            let form = sent.made(of: editing.form)
            return try await exchange.answering(form) { typed in
                (editing.page(typed), editing.shell)
            } with: {
                let input = try form.value(FindingEditing.codec)
                let evaluation = PreviewFinding.run(
                    input,
                    on: editing.subject.careProtocol,
                    in: exchange.environment
                )
                let typed = FormTyped(values: form.values)
                return exchange.show(editing.page(typed, finding: input, computed: evaluation), in: editing.shell)
            }
        }
    }
}
