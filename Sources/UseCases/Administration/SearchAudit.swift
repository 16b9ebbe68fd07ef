// Searching the access log. Looking at the log is itself in the log.
package import Domain
import FoundationEssentials
import Records

/// Searches the log.
package enum SearchAudit {
    /// What to look for; what is left out does not narrow.
    package struct Filter: Sendable, Hashable {
        package var patient: ID<Patient>?
        package var user: ID<User>?
        package var from: Instant?
        package var to: Instant?
        package var event: String?
        package var cursor: String?
        package var limit: Int

        package init(
            patient: ID<Patient>? = nil,
            user: ID<User>? = nil,
            from: Instant? = nil,
            to: Instant? = nil,
            event: String? = nil,
            cursor: String? = nil,
            limit: Int = 100
        ) {
            self.patient = patient
            self.user = user
            self.from = from
            self.to = to
            self.event = event
            self.cursor = cursor
            self.limit = limit
        }
    }

    /// At most this many on a page.
    package static let pageSizeMax = 1_000

    /// A page of events, newest first.
    package static func run(
        _ filter: Filter,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let place = try AuditCursor.place(filter.cursor)
        var note = AuditNote.ofLog("SearchAudit", patient: filter.patient)
        note.objectDetail = filter.words
        return try await call.readLog(note, in: environment) { transaction in
            let page = try await transaction.auditEvents(
                patient: filter.patient,
                user: filter.user,
                from: filter.from,
                to: filter.to,
                event: filter.event,
                after: place,
                limit: filter.limit
            )
            return Page(items: page.items, next: page.next.map(AuditCursor.text))
        }
    }
}

extension SearchAudit.Filter {
    /// What was looked for, as the log keeps it: the patient has a column of their own.
    fileprivate var words: String? {
        let words = [
            user.map { "user \($0)" }, from.map { "from \($0)" }, to.map { "to \($0)" }, event.map { "event \($0)" },
        ].compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }
}

extension AuditNote {
    /// An act on the log itself.
    static func ofLog(
        _ event: String,
        _ action: AuditAction = .execute,
        patient: ID<Patient>? = nil,
        reason: String? = nil
    ) -> AuditNote {
        var note = AuditNote(
            event: event,
            action: action,
            patientID: patient,
            objectType: "audit",
            reason: reason,
            categories: [],
            purpose: "PATADMIN"
        )
        // Who reads the log needs no relation with the patient.
        note.isOutcomeKnown = true
        return note
    }
}

extension Call {
    /// Reads or judges the log, as the database's role for that, with its own line in the log in the same transaction.
    func readLog<R: Sendable>(
        _ note: AuditNote,
        in environment: Environment,
        _ body: @Sendable (RecordTransaction) async throws -> R
    ) async throws(UseCaseError) -> R {
        try await writeLog(note, in: environment) { transaction, _ in try await body(transaction) }
    }

    /// The same where what is done has to stand in the event as well.
    func writeLog<R: Sendable>(
        _ note: AuditNote,
        in environment: Environment,
        _ body: @Sendable (RecordTransaction, inout AuditNote) async throws -> R
    ) async throws(UseCaseError) -> R {
        try await authorise(.readAudit, in: environment)
        do {
            return try await environment.logReader.write(isDryRun: isDryRun) { transaction in
                var note = note
                let result = try await body(transaction, &note)
                transaction.audit(entry(note, in: environment))
                return result
            }
        } catch let error as UseCaseError where error.category == .forbidden {
            throw await told(error, of: note, in: environment)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// The text form of a place in the log.
enum AuditCursor {
    static func text(_ place: AuditPlace) -> String {
        "\(place.recordedAt.microsecondsSince1970)_\(ID<AuditPlace>(place.id))"
    }

    /// Where the page after a cursor begins; nil without one.
    /// - Throws: invalid input where no page gave it.
    static func place(_ cursor: String?) throws(UseCaseError) -> (Instant, UUID)? {
        guard let cursor else { return nil }
        guard let place = read(cursor) else {
            throw .invalid(
                "cursor",
                .badFormat,
                en: "This cursor is not one that an earlier page gave.",
                nl: "Deze cursor komt niet van een eerdere pagina."
            )
        }
        return place
    }

    static func read(_ text: String) -> (Instant, UUID)? {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let microseconds = Int64(parts[0]), let id = ID<AuditPlace>(String(parts[1])) else {
            return nil
        }
        return (Instant(microsecondsSince1970: microseconds), id.uuid)
    }
}
