// What the page of unusual access has in common with its forms: who calls, the queue, and what went wrong told in its place.
import Domain
import HTTPTypes
import Pages
import Reports
import UseCases

/// Somebody who is signed in, and their call.
struct PageCaller: Sendable {
    let session: SessionIdentity
    let call: Call
}

extension OpenExchange {
    /// Does something on a page for somebody who is signed in; what is refused is told on a page.
    ///
    /// Who has to show the second factor again is given a page for that, from which they go on; everybody else who may not is
    /// given the page that explains the problem.
    func asCaller(
        under key: Call.Idempotency? = nil,
        _ body: (PageCaller) async throws -> Reply
    ) async throws -> Reply {
        try await with(.full) { session in
            guard let factorAt = session.factorAt else { throw Problem(.signInUnfinished) }
            try service.limits.admit(session.actor, readsPatients: true)
            let call = Call(
                actor: session.actor,
                origin: .rest,
                networkAddress: visit.networkAddress,
                requestID: visit.requestID,
                idempotency: key,
                proof: .session(factorAt: factorAt)
            )
            do {
                let reply = try await body(PageCaller(session: session, call: call))
                service.outage.worked(service.logger)
                return reply
            } catch let error as UseCaseError where error.category != .fault {
                guard error.isFactorNotFresh else { return refusal(error, session) }
                let page = CredentialPage.stepUp(provider: providerStepUp, in: language)
                let shell = shell(at: "/account", of: session, alert: error.message[language])
                return remembering(show(page, in: shell, status: .forbidden))
            }
        }
    }

    /// The page that explains a problem.
    private func refusal(_ error: UseCaseError, _ session: SessionIdentity) -> Reply {
        let problem = ErrorMapping.problem(for: error)
        let entry = ProblemCatalogue.entry(problem.code, status: problem.status)
        let page = ProblemPage(
            code: entry.code.rawValue,
            statusCode: problem.status.code,
            title: entry.title[language],
            meaning: problem.detail[language]
        )
        return show(page, in: shell(at: isView ? path : "/", of: session), status: problem.status).retrying(problem)
    }

    /// Does what a form of the page asks for. Where that cannot be, the page comes again with what was typed; without the
    /// queue, where that cannot be read now.
    ///
    /// - Parameters:
    ///   - place: the part of the queue from which the form was sent.
    ///   - caller: who sent it.
    ///   - typed: puts what was typed onto the page, with what is wrong by the name of the field.
    ///   - body: does it.
    /// - Returns: the answer.
    /// - Throws: a refusal of the role, and what is a fault of ours.
    func reviewing(
        at place: ReviewPlace,
        _ caller: PageCaller,
        typed: (inout ReviewPage, [String: [String]]) -> Void,
        with body: () async throws -> Reply
    ) async throws -> Reply {
        do {
            return try await body()
        } catch let error as UseCaseError where error.isToldBesideForm {
            var (page, reason) = (reviewPage(nil, at: place), error)
            if error.category == .invalidInput || error.category == .notFound {
                do {
                    page = try await reviewPage(at: place, caller.call)
                } catch let unread as UseCaseError where unread.isToldBesideForm {
                    // What was typed is not lost; why the queue is not there comes before what is wrong with it.
                    reason = unread
                }
            }
            var faults: [String: [String]] = [:]
            for fault in error.faults {
                faults[String(fault.pointer.drop { $0 == "/" }), default: []].append(fault.message[language])
            }
            typed(&page, faults)
            page.alert = reason.message[language]
            page.needsFactor = reason.isFactorNotFresh
            let problem = ErrorMapping.problem(for: reason)
            let shell = shell(at: place.address(), of: caller.session, in: .review)
            return show(ReviewShown(page), in: shell, status: problem.status).retrying(problem)
        }
    }

    // MARK: The queue

    private static var entriesMax: Int { 25 }

    /// The page at a place of the queue.
    ///
    /// - Throws: `UseCaseError`.
    func reviewPage(at place: ReviewPlace, _ call: Call) async throws -> ReviewPage {
        let input = ReviewAccess.Input(
            days: 0,
            includesJudged: place.includesJudged,
            cursor: place.cursor,
            limit: OpenExchange.entriesMax
        )
        let page = try await ReviewAccess.run(input, call: call, in: service.environment).page
        let rows = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
        return reviewPage(try rows.map(entry), at: place, next: page.next)
    }

    private func reviewPage(_ entries: [ReviewPage.Entry]?, at place: ReviewPlace, next: String? = nil) -> ReviewPage {
        let (shown, other) = (place.includesJudged, ReviewPlace(includesJudged: !place.includesJudged, cursor: nil))
        var shownPlace = ReviewPage.Place(
            includesJudged: shown,
            cursor: place.cursor,
            otherAddress: other.address(),
            firstAddress: ReviewPlace(includesJudged: shown, cursor: nil).address()
        )
        shownPlace.nextAddress = next.map { ReviewPlace(includesJudged: shown, cursor: $0).address() }
        return ReviewPage(entries, at: shownPlace, Wording(language, clock: service.clock))
    }

    /// A line of the queue. What is not known of it is left out; what is new in it does no harm.
    private func entry(_ row: JSONValue) throws -> ReviewPage.Entry {
        func instant(_ name: String) -> Instant? { row[name]?.string.flatMap { Instant($0) } }
        guard let id = row["id"]?.string, let began = instant("beganAt"), let ended = instant("endedAt"),
            let found = instant("foundAt")
        else { throw Problem(.fault) }
        func count(_ name: String) -> Int? {
            guard case .number(let number)? = row[name] else { return nil }
            return number.integer
        }
        var entry = ReviewPage.Entry(
            id: id,
            kind: row["kind"]?.string ?? "",
            userName: row["userName"]?.string ?? "",
            patientCount: count("patientCount") ?? 0,
            beganAt: began,
            endedAt: ended,
            foundAt: found
        )
        entry.patient = row["patientId"]?.string
        entry.account = row["account"]?.string
        entry.reason = row["reason"]?.string
        (entry.objection, entry.objectedTo) = (row["objectionId"]?.string, row["objectedTo"]?.string)
        entry.eventCount = count("eventCount")
        if let verdict = row["verdict"]?.string {
            entry.judgement = ReviewPage.Judgement(
                verdict: verdict,
                note: row["note"]?.string ?? "",
                by: row["judgedBy"]?.string ?? "",
                at: instant("judgedAt")
            )
        }
        // The log gives what lies before the end of a period.
        let after = Instant(microsecondsSince1970: ended.microsecondsSince1970 + 1)
        let period = "from=\(QueryText.encoded(began.description))&to=\(QueryText.encoded(after.description))"
        if let user = row["userId"]?.string {
            let patient = entry.patient.map { "&patientId=\(QueryText.encoded($0))" } ?? ""
            entry.eventsAddress = "/api/v1/audit?userId=\(QueryText.encoded(user))\(patient)&\(period)"
        }
        if let patient = entry.patient {
            let base = "/api/v1/patients/\(QueryText.encoded(patient))/access-overview"
            entry.overviewAddress = "\(base)?\(period)&language=\(language.rawValue)"
        }
        return entry
    }
}

extension UseCaseError {
    /// Whether it ends by showing the second factor again.
    fileprivate var isFactorNotFresh: Bool { code == ProblemCode.freshFactorNeeded.rawValue }

    /// Whether the form comes again with it: whoever's role may not has no use for the form, and a fault is ours.
    fileprivate var isToldBesideForm: Bool {
        category != .fault && (category != .forbidden || isFactorNotFresh)
    }
}

extension Reply {
    /// The same answer, saying when to try again.
    fileprivate func retrying(_ problem: Problem) -> Reply {
        var reply = self
        if let seconds = problem.retryAfterSeconds { reply.headers[.retryAfter] = String(seconds) }
        return reply
    }
}
