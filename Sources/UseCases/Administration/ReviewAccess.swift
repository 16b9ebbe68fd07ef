// Unusual access: looking for it, the queue of what a person has to judge, the judgements, and marks on patients.
package import Domain
package import FoundationEssentials
package import Records

/// Looks for unusual access and shows what is to be judged.
package enum ReviewAccess {
    /// The longest period that is looked through at a time.
    package static let daysMax = 92

    /// What to look for and what to show.
    package struct Input: Sendable, Hashable {
        /// How many days back unusual access is looked for; 0 only lists.
        package var days: Int
        package var bounds: ReviewBounds
        /// Whether what was judged already is shown too.
        package var includesJudged: Bool
        package var cursor: String?
        package var limit: Int

        package init(
            days: Int = 7,
            bounds: ReviewBounds = ReviewBounds(),
            includesJudged: Bool = false,
            cursor: String? = nil,
            limit: Int = 100
        ) {
            self.days = days
            self.bounds = bounds
            self.includesJudged = includesJudged
            self.cursor = cursor
            self.limit = limit
        }
    }

    /// Puts what is new into the queue and gives a page of it, the oldest first.
    ///
    /// - Throws: `UseCaseError`.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> (page: Page, newCount: Int) {
        guard (0...daysMax).contains(input.days) else {
            throw .invalid(
                "days",
                .outOfRange,
                en: "Unusual access is looked for up to \(daysMax) days back.",
                nl: "Naar ongewone toegang wordt tot \(daysMax) dagen terug gezocht."
            )
        }
        var place: (Instant, UUID)?
        if let cursor = input.cursor {
            place = AuditCursor.read(cursor)
            guard place != nil else {
                throw .invalid(
                    "cursor",
                    .badFormat,
                    en: "This cursor is not one that an earlier page gave.",
                    nl: "Deze cursor komt niet van een eerdere pagina."
                )
            }
        }
        let after = place
        let now = environment.now()
        let days = Int64(input.days) * 86_400_000_000
        let from = Instant(microsecondsSince1970: now.microsecondsSince1970 - days)
        let until = Instant(microsecondsSince1970: now.microsecondsSince1970 + 1)
        return try await call.readLog(.ofLog("ReviewAccess"), in: environment) { transaction in
            var newCount = 0
            if input.days > 0 {
                newCount = try await transaction.findUnusualAccess(
                    from: from,
                    to: until,
                    bounds: input.bounds,
                    now: now,
                    makeUUID: environment.makeUUID
                )
            }
            let page = try await transaction.reviews(
                includingJudged: input.includesJudged,
                after: after,
                limit: input.limit
            )
            return (Page(items: page.items, next: page.next.map(AuditCursor.text)), newCount)
        }
    }
}

/// Keeps what a person makes of an unusual access.
package enum JudgeAccess {
    /// Keeps a judgement; a later one counts in its place, and the earlier one stays.
    ///
    /// - Parameters:
    ///   - review: the access, as the queue names it.
    ///   - verdict: what the person makes of it.
    ///   - words: why.
    ///   - call: who judges.
    ///   - environment: the outside.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ review: UUID,
        _ verdict: ReviewVerdict,
        note words: String,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) {
        try requireWords(words, "note")
        var note = AuditNote.ofLog("JudgeAccess", .create, reason: words)
        note.objectType = "review"
        note.objectID = review.uuidString.lowercased()
        try await call.readLog(note, in: environment) { transaction in
            guard try await transaction.hasReview(review) else {
                throw UseCaseError.notFound("access to be judged", "Deze te beoordelen toegang")
            }
            transaction.judge(
                review,
                verdict,
                note: words,
                id: environment.makeUUID(),
                at: environment.now(),
                by: call.actor
            )
        }
    }
}

/// Marks a patient, so that every access to their record is judged.
package enum MarkPatient {
    /// Marks a patient as well known or as a colleague; a nil kind takes the mark away.
    ///
    /// - Throws: `UseCaseError`.
    package static func run(
        _ patient: ID<Patient>,
        as kind: ReviewKind?,
        reason: String,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) {
        try requireWords(reason, "reason")
        var note = AuditNote.ofLog("MarkPatient", .update, patient: patient, reason: reason)
        note.objectType = "mark"
        try await call.readLog(note, in: environment) { transaction in
            transaction.mark(
                patient,
                as: kind,
                reason: reason,
                id: environment.makeUUID(),
                at: environment.now(),
                by: call.actor
            )
        }
    }
}

/// Passes when a text that the log asks for says something.
private func requireWords(_ text: String, _ pointer: String) throws(UseCaseError) {
    guard (1...2_000).contains(text.unicodeScalars.count), text.contains(where: { !$0.isWhitespace }) else {
        throw .invalid(
            pointer,
            .outOfRange,
            en: "Say why, in 1 to 2,000 characters.",
            nl: "Zeg waarom, in 1 tot 2.000 tekens."
        )
    }
}
