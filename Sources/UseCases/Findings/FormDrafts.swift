// Drafts of forms: what somebody typed and has not sent yet, saved for them alone, gone on with, removed. The log has the first
// saving, each look at what was typed, and the removal; what is typed on and on is one act.
package import Domain
import Records

/// Saves what somebody typed into a form of a workup.
package enum SaveDraft {
    /// How much is kept of one form, names and values together.
    private static let bytesMax = 262_144
    /// How many drafts somebody has of one patient.
    private static let countMax = 50

    /// What was typed, and where.
    package struct Input: Sendable, Hashable {
        /// The form.
        package let place: FormDraft.Place
        /// What was typed, by the names of the fields.
        package let values: [String: String]
        /// The version that is corrected; nil where the form corrects nothing.
        package let baseVersion: Int?

        /// What was typed.
        ///
        /// - Parameters:
        ///   - place: the form.
        ///   - values: what was typed, by the names of the fields; empty ones are left out.
        ///   - baseVersion: the version that is corrected; nil where the form corrects nothing.
        package init(place: FormDraft.Place, values: [String: String], baseVersion: Int?) {
            self.place = place
            // Neither a field of a browser nor JSON of the database has a NUL.
            self.values = values.mapValues { $0.replacing("\0", with: "") }.filter { !$0.value.isEmpty }
            self.baseVersion = baseVersion
        }
    }

    /// Saves it in the place of what was saved before from the same page. Nothing is decided on: a workup that was closed
    /// meanwhile takes no finding, and what was typed stays.
    ///
    /// - Parameters:
    ///   - workup: that the form is about.
    ///   - input: what was typed.
    ///   - call: its author.
    ///   - environment: the outside.
    /// - Returns: when it was saved.
    /// - Throws: `UseCaseError`: `draft-stands` where another draft of the form was typed on another page.
    package static func run(
        _ workup: ID<Workup>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Instant {
        let size = input.values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard size <= bytesMax else {
            throw .invalid(
                "",
                .tooLarge,
                en:
                    "This is more than is kept as a draft: \(bytesMax / 1_024) KB. Shorten it, or save the form itself.",
                nl:
                    "Dit is meer dan als concept bewaard wordt: \(bytesMax / 1_024) kB. Kort het in, of bewaar het formulier zelf."
            )
        }
        return try await call.draft(event: "SaveFormDraft", .create, of: workup, in: environment) {
            transaction,
            author in
            let saving = try await transaction.saveDraft(
                input.values,
                at: input.place,
                baseVersion: input.baseVersion,
                of: author.row,
                by: author.user,
                at: author.now
            )
            switch saving {
            case .otherStands: throw UseCaseError.draftStands
            case .again: return (author.now, false)
            case .first:
                let count = try await transaction.draftCount(of: author.row.patientID, by: author.user)
                guard count <= countMax else { throw UseCaseError.tooManyDrafts(countMax) }
                return (author.now, true)
            }
        }
    }
}

/// Reads somebody's own draft of a form.
package enum ReadDraft {
    /// Whether there is one. What was typed is not looked at, so nothing of it is logged.
    ///
    /// - Parameters:
    ///   - form: the address of the form's page.
    ///   - workup: that the form is about.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: when it was saved, and against what; nil where there is none.
    /// - Throws: `UseCaseError`.
    package static func head(
        _ form: String,
        of workup: ID<Workup>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> FormDraft.Head? {
        try await call.draft(event: "ReadFormDraft", .read, of: workup, in: environment) { transaction, author in
            (try await transaction.draftHead(form, of: author.row.patientID, by: author.user, at: author.now), false)
        }
    }

    /// What was typed.
    ///
    /// - Parameters:
    ///   - form: the address of the form's page.
    ///   - workup: that the form is about.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the draft; nil where there is none.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ form: String,
        of workup: ID<Workup>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> FormDraft? {
        try await call.draft(event: "ReadFormDraft", .read, of: workup, in: environment) { transaction, author in
            let draft = try await transaction.draft(form, of: author.row.patientID, by: author.user, at: author.now)
            return (draft, draft != nil)
        }
    }
}

/// Removes somebody's own draft of a form.
package enum DiscardDraft {
    /// Removes it; where there is none, nothing happens.
    ///
    /// - Parameters:
    ///   - form: the address of the form's page.
    ///   - workup: that the form is about.
    ///   - call: its author.
    ///   - environment: the outside.
    /// - Returns: whether there was one.
    /// - Throws: `UseCaseError`.
    @discardableResult
    package static func run(
        _ form: String,
        of workup: ID<Workup>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Bool {
        try await call.draft(event: "DiscardFormDraft", .delete, of: workup, in: environment) { transaction, author in
            let isThere = try await transaction.removeDraft(
                form,
                sheet: nil,
                of: author.row.patientID,
                by: author.user
            )
            return (isThere, isThere)
        }
    }
}

/// Whose draft it is, of what, and when.
private struct DraftAuthor {
    let user: ID<User>
    let row: WorkupRow
    let now: Instant
}

extension Call {
    /// Does something with a draft of the caller's own, in one transaction with its line in the log, where it leaves one.
    ///
    /// - Parameters:
    ///   - event: the act.
    ///   - action: its kind.
    ///   - workup: that the form is about.
    ///   - environment: the outside.
    ///   - body: does it, and says whether the log has it.
    /// - Returns: what `body` found.
    /// - Throws: `UseCaseError`.
    fileprivate func draft<Found: Sendable>(
        event: String,
        _ action: AuditAction,
        of workup: ID<Workup>,
        in environment: Environment,
        _ body: @Sendable (RecordTransaction, DraftAuthor) async throws -> (found: Found, isLogged: Bool)
    ) async throws(UseCaseError) -> Found {
        try await authorise(.recordFindings, in: environment)
        guard let user = actor.userID else {
            throw UseCaseError(
                .forbidden,
                "role-may-not",
                en: "A draft is its author's alone: sign in as a user.",
                nl: "Een concept is alleen van de schrijver: meld u aan als gebruiker."
            )
        }
        let now = environment.now()
        var note = AuditNote(event: event, action: action, workupID: workup, objectType: "formDraft", need: .part)
        note.categories = ["testResult"]
        let logged = note
        do {
            return try await environment.record.write(as: identity(at: now), isDryRun: isDryRun) { transaction in
                try await transaction.requireReach(of: workup, .part, for: self, at: now)
                let row = try await transaction.findWorkup(workup)
                let (found, isLogged) = try await body(transaction, DraftAuthor(user: user, row: row, now: now))
                if isLogged {
                    var line = logged
                    (line.patientID, line.isOutcomeKnown) = (row.patientID, true)
                    transaction.audit(entry(line, in: environment))
                }
                return found
            }
        } catch {
            throw await told(error, of: note, in: environment)
        }
    }
}

extension UseCaseError {
    /// A draft that was typed on another page would be written over.
    fileprivate static var draftStands: UseCaseError {
        UseCaseError(
            .conflict,
            "draft-stands",
            en: "Not saved as a draft: another draft of yours of this form stands, and is not written over. Remove it "
                + "here, or open the form anew and go on with it. What you typed still stands here.",
            nl: "Niet als concept bewaard: er staat een ander concept van u van dit formulier, en dat wordt niet "
                + "overschreven. Verwijder dat hier, of open het formulier opnieuw en ga ermee verder. Wat u typte staat hier nog."
        )
    }

    /// Somebody begins more forms than they finish.
    fileprivate static func tooManyDrafts(_ most: Int) -> UseCaseError {
        UseCaseError(
            .conflict,
            "too-many-drafts",
            en: "Not saved as a draft: you have \(most) drafts of this patient. Send or remove some of them first.",
            nl:
                "Niet als concept bewaard: u hebt \(most) concepten van deze patiënt. Verstuur of verwijder er eerst enkele."
        )
    }
}
