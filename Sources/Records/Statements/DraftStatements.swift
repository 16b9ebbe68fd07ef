// The SQL of the drafts of forms. Row-level security shows each to its author alone; what is past its day is not there.
import Domain
import PostgreSQL

enum DraftStatements {
    /// Removes a draft of this form that is past its day, so that the next one is a first one.
    static let removeExpired = Statement<(ID<Patient>, ID<User>, String, Instant), Void>(
        "draft.remove_expired",
        "delete from form_draft where patient_id = $1 and user_id = $2 and form = $3 and expires_at <= $4"
    )

    /// Saves a draft, and says whether it is the first of its form; nothing where one stands that was typed on another page.
    static let save = Statement<
        (ID<Patient>, ID<User>, String, ID<Workup>, ID<FormSheet>, JSONBytes, Int32?, Instant, Instant), Bool
    >(
        "draft.save",
        """
        insert into form_draft
            (patient_id, user_id, form, workup_id, sheet, field_values, base_version, saved_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (patient_id, user_id, form) do update set
            field_values = excluded.field_values, base_version = excluded.base_version, saved_at = excluded.saved_at,
            expires_at = excluded.expires_at
        where form_draft.sheet = excluded.sheet
        returning xmax = 0
        """,
        nonNull: .all
    )

    /// How many drafts somebody has of one patient.
    static let count = Statement<(ID<Patient>, ID<User>), Int64>(
        "draft.count",
        "select count(*) from form_draft where patient_id = $1 and user_id = $2",
        nonNull: .all
    )

    static let head = Statement<(ID<Patient>, ID<User>, String, Instant), FormDraft.Head>(
        "draft.head",
        """
        select sheet, base_version, saved_at from form_draft
        where patient_id = $1 and user_id = $2 and form = $3 and expires_at > $4
        """
    ) { (sheet: ID<FormSheet>, baseVersion: Int32?, savedAt: Instant) in
        FormDraft.Head(sheet: sheet, baseVersion: baseVersion.map(Int.init), savedAt: savedAt)
    }

    static let values = Statement<(ID<Patient>, ID<User>, String, Instant), JSONBytes>(
        "draft.values",
        """
        select field_values from form_draft
        where patient_id = $1 and user_id = $2 and form = $3 and expires_at > $4
        """
    )

    /// Removes a draft: the one that was typed on a page, or whichever there is.
    static let remove = Statement<(ID<Patient>, ID<User>, String, ID<FormSheet>?), ID<FormSheet>>(
        "draft.remove",
        """
        delete from form_draft
        where patient_id = $1 and user_id = $2 and form = $3 and ($4::uuid is null or sheet = $4)
        returning sheet
        """
    )

    /// At most a handful go with each change, whoever's they are, so that no request pays for many.
    static let purge = Statement<Instant, Void>(
        "draft.purge",
        "select forget_drafts($1)",
        effect: .writes
    )

    static let all: [any AnyStatement] = [removeExpired, save, count, head, values, remove, purge]
}
