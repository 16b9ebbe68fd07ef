// Drafts of forms, in a transaction: saved again and again, read by their author, removed.
package import Domain
import PostgreSQL

/// What became of a draft that was to be saved.
package enum DraftSaving: Sendable, Hashable {
    /// It is the first of its form.
    case first
    /// It took the place of what was saved before.
    case again
    /// Another draft of the form stands, which was typed on another page.
    case otherStands
}

extension RecordTransaction {
    /// Saves what was typed into a form.
    ///
    /// - Parameters:
    ///   - values: what was typed, by the names of the fields.
    ///   - place: the form.
    ///   - baseVersion: the version that it corrects; nil where the form corrects nothing.
    ///   - row: the workup.
    ///   - user: its author.
    ///   - now: when.
    /// - Returns: what became of it.
    /// - Throws: what the database says.
    package func saveDraft(
        _ values: [String: String],
        at place: FormDraft.Place,
        baseVersion: Int?,
        of row: WorkupRow,
        by user: ID<User>,
        at now: Instant
    ) async throws -> DraftSaving {
        let members = values.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }
        add(DraftStatements.removeExpired(row.patientID, user, place.form, now))
        let isFirst = try await fetchFirst(
            DraftStatements.save(
                row.patientID,
                user,
                place.form,
                row.workupID,
                place.sheet,
                JSONBytes(JSONValue.object(members).bytes),
                baseVersion.map(Int32.init),
                now,
                now.addingSeconds(Int64(FormDraft.days) * 86_400)
            )
        )
        add(DraftStatements.purge(now))
        guard let isFirst else { return .otherStands }
        return isFirst ? .first : .again
    }

    /// How many drafts somebody has of one patient.
    package func draftCount(of patient: ID<Patient>, by user: ID<User>) async throws -> Int {
        Int(try await fetchFirst(DraftStatements.count(patient, user)) ?? 0)
    }

    /// What is known of somebody's draft of a form; nil where there is none, or its day has come.
    ///
    /// - Parameters:
    ///   - form: the address of the form's page.
    ///   - patient: whom it is about.
    ///   - user: its author.
    ///   - now: when it is asked for.
    /// - Returns: when it was saved, and against what.
    /// - Throws: what the database says.
    package func draftHead(
        _ form: String,
        of patient: ID<Patient>,
        by user: ID<User>,
        at now: Instant
    ) async throws -> FormDraft.Head? {
        try await fetchFirst(DraftStatements.head(patient, user, form, now))
    }

    /// Somebody's draft of a form; nil where there is none, or its day has come.
    ///
    /// - Parameters:
    ///   - form: the address of the form's page.
    ///   - patient: whom it is about.
    ///   - user: its author.
    ///   - now: when it is asked for.
    /// - Returns: the draft with what was typed.
    /// - Throws: what the database says, or `Faults` of what is no draft.
    package func draft(
        _ form: String,
        of patient: ID<Patient>,
        by user: ID<User>,
        at now: Instant
    ) async throws -> FormDraft? {
        guard let head = try await draftHead(form, of: patient, by: user, at: now),
            let typed = try await fetchFirst(DraftStatements.values(patient, user, form, now)),
            case .object(let members) = try JSONReader.read(typed.bytes, limits: .ownDocuments)
        else { return nil }
        let values = members.compactMap { member in member.value.string.map { (member.key, $0) } }
        return FormDraft(head: head, values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
    }

    /// Removes somebody's draft of a form.
    ///
    /// - Parameters:
    ///   - form: the address of the form's page.
    ///   - sheet: the page that it was typed on; nil for whichever there is.
    ///   - patient: whom it is about.
    ///   - user: its author.
    /// - Returns: whether there was one.
    /// - Throws: what the database says.
    package func removeDraft(
        _ form: String,
        sheet: ID<FormSheet>?,
        of patient: ID<Patient>,
        by user: ID<User>
    ) async throws -> Bool {
        try await fetchFirst(DraftStatements.remove(patient, user, form, sheet)) != nil
    }

    /// Removes, with the next read or at the end, the draft that was recorded: a form that was sent is no draft any more.
    ///
    /// - Parameters:
    ///   - place: the form that was sent; nil where it came from no page.
    ///   - patient: whom it is about.
    ///   - user: who sent it; nil for the machine's administrator, who has none.
    package func endDraft(_ place: FormDraft.Place?, of patient: ID<Patient>, by user: ID<User>?) {
        guard let place, let user else { return }
        add(DraftStatements.remove(patient, user, place.form, place.sheet))
    }
}
