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
        let after = try AuditCursor.place(input.cursor)
        let now = environment.now()
        let days = Int64(input.days) * 86_400_000_000
        let from = Instant(microsecondsSince1970: now.microsecondsSince1970 - days)
        let until = Instant(microsecondsSince1970: now.microsecondsSince1970 + 1)
        var note = AuditNote.ofLog("ReviewAccess")
        if input.days > 0 { note.objectDetail = input.words }
        return try await call.readLog(note, in: environment) { transaction in
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

extension ReviewAccess.Input {
    /// What is looked for, as the log keeps it.
    fileprivate var words: String {
        "days \(days), patients an hour \(bounds.patientsPerHour), a day \(bounds.patientsPerDay), refusals a day \(bounds.refusalsPerDay)"
    }
}

/// Keeps what a person makes of an unusual access.
package enum JudgeAccess {
    /// What is not in the queue.
    package static var unknown: UseCaseError {
        .notFound("access to be judged", "Deze te beoordelen toegang")
    }

    private static var ownAccount: UseCaseError {
        UseCaseError(
            .forbidden,
            "own-account",
            en: "This is about your own account: another privacy officer, or the machine's administrator, judges it.",
            nl: "Dit gaat over uw eigen account: een andere functionaris of de beheerder van de machine beoordeelt het."
        )
    }

    /// Keeps a judgement; a later one counts in its place, and the earlier one stays. What the same person says once more in
    /// the same words, as when a form is sent twice, is kept once.
    ///
    /// - Parameters:
    ///   - review: the access, as the queue names it.
    ///   - verdict: what the person makes of it.
    ///   - words: why.
    ///   - call: who judges.
    ///   - environment: the outside.
    /// - Returns: the judgement that is kept.
    /// - Throws: `UseCaseError`; forbidden where it is about how the caller's own account came to be.
    @discardableResult
    package static func run(
        _ review: UUID,
        _ verdict: ReviewVerdict,
        note words: String,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try requireWords(words, "note")
        var note = AuditNote.ofLog("JudgeAccess", .create, reason: words)
        note.objectType = "review"
        note.objectID = review.uuidString.lowercased()
        return try await call.writeLog(note, in: environment) { transaction, note in
            guard try await transaction.hasReview(review) else { throw unknown }
            if let user = call.actor.userID, try await transaction.isReview(review, ofAccountOf: user) {
                throw ownAccount
            }
            transaction.holdJudging(review)
            if let kept = try await transaction.newestJudgement(of: review),
                kept.verdict == verdict, kept.note == words, kept.by == call.actor.userID,
                kept.byName == call.actor.name
            {
                note.objectDetail = kept.proven
                return Answer(kept, of: review)
            }
            let judgement = KeptJudgement(
                id: environment.makeUUID(),
                verdict: verdict,
                note: words,
                at: environment.now(),
                by: call.actor.userID,
                byName: call.actor.name
            )
            note.objectDetail = judgement.proven
            transaction.judge(review, verdict, note: words, id: judgement.id, at: judgement.at, by: call.actor)
            return Answer(judgement, of: review)
        }
    }
}

/// Marks a patient, so that every access to their record is judged.
package enum MarkPatient {
    /// Marks a patient as well known or as a colleague; a nil kind takes the mark away. What stands already is not kept again.
    ///
    /// - Returns: the mark that counts.
    /// - Throws: `UseCaseError`; not found where there is no such patient.
    @discardableResult
    package static func run(
        _ patient: ID<Patient>,
        as kind: ReviewKind?,
        reason: String,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try requireWords(reason, "reason")
        var note = AuditNote.ofLog("MarkPatient", .update, patient: patient, reason: reason)
        note.objectType = "mark"
        return try await call.writeLog(note, in: environment) { transaction, note in
            guard try await transaction.isPatientThere(patient) else {
                throw UseCaseError.notFound("patient", "Deze patiënt")
            }
            transaction.holdJudging(patient.uuid)
            if let kept = try await transaction.newestMark(of: patient),
                kept.kind == kind, kept.reason == reason, kept.byName == call.actor.name
            {
                note.objectDetail = kept.proven
                return Answer(kept, of: patient)
            }
            let mark = KeptMark(
                id: environment.makeUUID(),
                kind: kind,
                reason: reason,
                at: environment.now(),
                byName: call.actor.name
            )
            note.objectDetail = mark.proven
            transaction.mark(patient, as: kind, reason: reason, id: mark.id, at: mark.at, by: call.actor)
            return Answer(mark, of: patient)
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
