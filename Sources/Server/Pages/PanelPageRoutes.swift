// The page on which the results of a blood panel are written down together.
import Domain
import HTTPTypes
import Pages
import Reports
import UseCases

/// `/workups/{workupId}/steps/{stepCode}/results`: all tests that a step asks for.
enum PanelPageRoutes {
    static let all = [page, form] + drafts

    private static let path = "/workups/{workupId}/steps/{stepCode}/results"
    private static let parameters = [Parameters.workupID.declaration, Parameters.stepCode.declaration]

    private static let page = Route.page(
        path,
        "panelPage",
        "The page on which the results of a blood panel are recorded together.",
        .recordFindings,
        in: .worklist,
        parameters: parameters + DraftParameters.ofPage,
        problems: [.notFound]
    ) { exchange in
        try await exchange.opened(try await exchange.panel())
    }

    private static let drafts = Route.drafts(
        path,
        "recordPanel",
        parameters: parameters,
        at: { exchange, _ in try exchange.panelAddress() }
    ) {
        try await $0.panel($1)
    }

    private static let form = Route.pageForm(
        path,
        "recordPanelForm",
        "Records the results of a blood panel in one go, and shows the findings.",
        .recordFindings,
        in: .worklist,
        parameters: parameters,
        others: SubmittedForm.draftFields,
        problems: [.workupClosed]
    ) { exchange, form in
        let panel = try await exchange.panel(form)
        return try await exchange.answering(form) { typed in
            (panel.page(typed), panel.shell)
        } with: {
            try await form.using(LaboratoryPanel.codec) { results in
                let input = RecordFindings.Input(results)
                if let page = exchange.unlikely(input.findings, form, panel) { return page }
                let workup = panel.subject.document.id
                _ = try await RecordFindings.run(
                    workup,
                    input,
                    typedAt: form.place(panel.drafting.place.form),
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "/workups/\(workup)/findings?saved=true")
            }
        }
    }
}

/// A blood panel that is being written down.
private struct PanelEditing: DraftedForm {
    let subject: WorkupSubject
    let form: TeamForm
    let title: String
    var shell: PageShell
    var drafting: FormDrafting

    /// The page with what was typed.
    func page(_ typed: FormTyped? = nil, unlikely: [String] = []) -> FindingEditPage {
        var form = form
        form.typed = typed
        return FindingEditPage(subject, title: title, form, drafting: drafting, unlikely: unlikely)
    }

    func shown(_ typed: FormTyped?) -> FindingEditPage { page(typed) }

    /// A panel corrects nothing.
    func made(against version: Int, in exchange: PageExchange) -> PanelEditing { self }
}

extension PageExchange {
    /// The panel of the step of the path.
    fileprivate func panel(_ submitted: SubmittedForm? = nil) async throws -> PanelEditing {
        let subject = try await workup()
        let code = try self(Parameters.stepCode)
        guard let step = subject.careProtocol.step(code), case .laboratory(let groups) = step.completedBy else {
            throw Problem(.notFound)
        }
        let address = try panelAddress()
        let form = PanelForm.form(groups.flatMap(\.self), action: address, key: newKey, wording)
        let title = "\(wording(ResultFormWord.panelTitle)): \(step.names[language])"
        return PanelEditing(
            subject: subject,
            form: form,
            title: title,
            shell: shell(at: address),
            drafting: drafting(at: address, submitted)
        )
    }

    /// Where the panel of the step of the path is written down.
    fileprivate func panelAddress() throws -> String {
        "/workups/\(try self(Parameters.workupID))/steps/\(AddressText.encoded(try self(Parameters.stepCode)))/results"
    }

    /// The page that asks to look again at values that are hardly possible; nil where there is nothing to ask.
    fileprivate func unlikely(_ findings: [Finding], _ form: SubmittedForm, _ panel: PanelEditing) -> Reply? {
        guard form.text["confirmed"] != "true" else { return nil }
        let texts = findings.flatMap { finding in
            PreviewFinding.run(finding, on: panel.subject.careProtocol, in: environment).warnings.map { warning in
                "\(subject(of: finding)): \(warning.message.text(language))"
            }
        }
        guard !texts.isEmpty else { return nil }
        return show(panel.page(FormTyped(values: form.values), unlikely: texts), in: panel.shell, status: .conflict)
    }

    private func subject(of finding: Finding) -> String {
        if case .laboratory(let result) = finding { result.label(language) } else { wording(finding.kind.label) }
    }
}
