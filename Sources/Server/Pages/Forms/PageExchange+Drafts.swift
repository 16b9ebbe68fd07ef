// The drafts of a form: its page says that one stands or is filled in from it, and what is typed is saved and removed.
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Pages
import Reports
import UseCases

/// A form whose drafts are kept, with what its page is made of.
protocol DraftedForm: Sendable {
    var subject: WorkupSubject { get }
    var form: TeamForm { get }
    var shell: PageShell { get set }
    var drafting: FormDrafting { get set }

    /// The page with what was typed.
    func shown(_ typed: FormTyped?) -> FindingEditPage

    /// The same form as it was made against a version.
    func made(against version: Int, in exchange: PageExchange) throws -> Self
}

/// What the addresses of drafts and of their forms may say.
enum DraftParameters {
    static let draft = Parameter<Bool>.query("draft", "Whether the form is filled in from the reader's draft.", .bool)
    static let saved = Parameter<Bool>.query("saved", "Whether the draft was just saved.", .bool)
    static let removed = Parameter<Bool>.query("removed", "Whether the draft was just removed.", .bool)
    /// A script asks again and again, and needs no page.
    static let brief = Parameter<Bool>.query(
        "brief",
        "Whether a sentence is the answer, in the place of a page.",
        .bool
    )

    /// Of the page with the form.
    static let ofPage = [draft.declaration, saved.declaration, removed.declaration]
}

extension SubmittedForm {
    /// The fields that forms with drafts have beside those of every form.
    static let draftFields = ["confirmed", "draft"]

    /// Which page it was filled in on; nil where the form does not say.
    var sheet: ID<FormSheet>? { ID(text["draft"]) }

    /// The form that was filled in, so that its draft ends with it.
    func place(_ form: String) -> FormDraft.Place? { sheet.map { FormDraft.Place(form: form, sheet: $0) } }

    /// The version that the form was made against; nil where it corrects nothing.
    fileprivate var baseVersion: Int? { Int(text["version"]).flatMap { $0 > 0 ? $0 : nil } }

    /// Whether somebody filled in anything.
    fileprivate var isFilled: Bool { text.entries.contains { $0.name.hasPrefix("/") && !$0.value.isEmpty } }
}

extension Route {
    /// The routes by which drafts of a form are saved and removed.
    ///
    /// - Parameters:
    ///   - path: of the form's page.
    ///   - name: of the form; its routes are called after it.
    ///   - parameters: of the path, and those of the query that tell forms of one path apart.
    ///   - pageAddress: where the form's page is. It reads nothing: what is typed is saved again and again.
    ///   - makeSheet: the form with what its page is made of.
    /// - Returns: the routes.
    static func drafts(
        _ path: String,
        _ name: String,
        parameters: [ParameterDeclaration],
        at pageAddress: @escaping @Sendable (PageExchange, SubmittedForm) throws -> String,
        _ makeSheet: @escaping @Sendable (PageExchange, SubmittedForm) async throws -> any DraftedForm
    ) -> [Route] {
        let save = Route.pageForm(
            "\(path)/draft",
            "\(name)Draft",
            "Saves what was typed as the writer's own draft, and shows the form filled in from it.",
            .recordFindings,
            in: .worklist,
            parameters: parameters + [DraftParameters.brief.declaration],
            others: SubmittedForm.draftFields,
            problems: [.draftStands, .tooManyDrafts],
            success: .text("When it was saved, in brief; else the page filled in from it.", "text/plain", "text/html")
        ) { exchange, form in
            let place = FormDraft.Place(
                form: try pageAddress(exchange, form),
                sheet: form.sheet ?? ID(exchange.environment.makeUUID())
            )
            guard exchange[DraftParameters.brief] != true else {
                return try await exchange.saveBriefly(form, at: place)
            }
            return try await exchange.answering(form) { typed in
                let sheet = try exchange.again(await makeSheet(exchange, form), form)
                return (sheet.shown(typed), sheet.shell)
            } with: {
                _ = try await exchange.saveDraft(form, at: place)
                return .redirect(to: "\(FormDrafting(at: place).goOnAddress)&saved=true")
            }
        }
        let removal = Route.pageForm(
            "\(path)/draft/removal",
            "\(name)DraftRemoval",
            "Removes the writer's own draft, and shows the form with what else was typed.",
            .recordFindings,
            in: .worklist,
            parameters: parameters,
            others: SubmittedForm.draftFields
        ) { exchange, form in
            let address = try pageAddress(exchange, form)
            try await DiscardDraft.run(
                address,
                of: exchange(Parameters.workupID),
                call: exchange.call,
                in: exchange.environment
            )
            guard form.isFilled else {
                return .redirect(to: "\(address)\(address.contains("?") ? "&" : "?")removed=true")
            }
            var sheet = try exchange.again(await makeSheet(exchange, form), form)
            sheet.shell.notice = exchange.wording(DraftWord.removed)
            return exchange.show(sheet.shown(FormTyped(values: form.values)), in: sheet.shell)
        }
        return [save, removal]
    }
}

extension PageExchange {
    /// The draft of a form that is opened, or that comes again with what was typed.
    ///
    /// - Parameters:
    ///   - address: of the form's page.
    ///   - submitted: what was typed already; nil where the page is opened.
    /// - Returns: the draft, on the page that the form was filled in on.
    func drafting(at address: String, _ submitted: SubmittedForm?) -> FormDrafting {
        let sheet = submitted?.sheet ?? ID(environment.makeUUID())
        return FormDrafting(at: FormDraft.Place(form: address, sheet: sheet))
    }

    /// The page of a form. Where its reader has a draft it says so; only where they asked for it, the form is filled in from it.
    ///
    /// - Parameter sheet: the form.
    /// - Returns: the page.
    /// - Throws: what keeps the draft from being read.
    func opened(_ sheet: some DraftedForm) async throws -> Reply {
        var sheet = sheet
        let (workup, address) = (sheet.subject.document.id, sheet.drafting.place.form)
        guard self[DraftParameters.draft] == true else {
            let head = try await ReadDraft.head(address, of: workup, call: call, in: environment)
            if let head { sheet.drafting.standing = .waiting(since: head.savedAt) }
            if self[DraftParameters.removed] == true { sheet.shell.notice = wording(DraftWord.removed) }
            return show(sheet.shown(nil), in: sheet.shell)
        }
        guard let draft = try await ReadDraft.run(address, of: workup, call: call, in: environment) else {
            sheet.shell.notice = wording(DraftWord.gone)
            return show(sheet.shown(nil), in: sheet.shell)
        }
        let newest = sheet.form.version
        if let version = draft.head.baseVersion { sheet = try sheet.made(against: version, in: self) }
        sheet.drafting.place = FormDraft.Place(form: address, sheet: draft.head.sheet)
        sheet.drafting.standing = .shown(
            since: draft.head.savedAt,
            isOvertaken: draft.head.baseVersion != newest
        )
        var shell = shell(at: sheet.drafting.goOnAddress)
        if self[DraftParameters.saved] == true { shell.notice = savedSentence(draft.head.savedAt) }
        return show(sheet.shown(FormTyped(values: draft.values)), in: shell)
    }

    /// The form again, as it was made against the version that it was sent with.
    fileprivate func again(_ sheet: any DraftedForm, _ form: SubmittedForm) throws -> any DraftedForm {
        guard let version = form.baseVersion, sheet.form.version != nil else { return sheet }
        return try sheet.made(against: version, in: self)
    }

    fileprivate func saveDraft(_ form: SubmittedForm, at place: FormDraft.Place) async throws -> Instant {
        let own = Set(SubmittedForm.ownFields + SubmittedForm.draftFields)
        let input = SaveDraft.Input(
            place: place,
            values: form.values.filter { !own.contains($0.key) },
            baseVersion: form.baseVersion
        )
        return try await SaveDraft.run(self(Parameters.workupID), input, call: call, in: environment)
    }

    /// Saves a draft and says in a sentence when, or why not.
    fileprivate func saveBriefly(_ form: SubmittedForm, at place: FormDraft.Place) async throws -> Reply {
        do {
            return sentence(savedSentence(try await saveDraft(form, at: place)))
        } catch let error as UseCaseError where error.isToldOnPage {
            let texts = error.faults.isEmpty ? [error.message] : error.faults.map(\.message)
            let text = texts.map { $0[language] }.joined(separator: " ")
            return sentence(text, status: ErrorMapping.problem(for: error).status)
        }
    }

    private func savedSentence(_ at: Instant) -> String { "\(wording(DraftWord.saved)) \(wording.time(at))" }

    private func sentence(_ text: String, status: HTTPResponse.Status = .ok) -> Reply {
        var reply = Reply(status: status, type: "text/plain; charset=utf-8", body: ByteBuffer(string: text))
        reply.headers[.contentLanguage] = language.rawValue
        return reply
    }
}
