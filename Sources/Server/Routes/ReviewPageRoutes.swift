// The page on which the privacy officer judges unusual access: what it shows, and what its forms are sent to.
import Domain
import HTTPTypes
import Pages
import UseCases

/// `/audit/review` and what is below it.
enum ReviewPageRoutes {
    /// Where the page is.
    static let path = "/audit/review"

    static let all: [Route] = [show, judge, search, mark, destruction]

    /// What was done before the page is shown.
    private enum Done: String, CaseIterable, Sendable {
        case judged, searched, marked, asked
    }

    private static let done = Parameter<Done>.query("done", "What was just done.", .word(Done.allCases))
    private static let found = Parameter<Int>.query(
        "found",
        "How many were new when it was searched.",
        .integer(0...1_000_000)
    )

    private static let about = Parameter<ID<Patient>>.query("about", "The patient whom it was about.", .id())

    private static let show = Route(
        method: .get,
        path: path,
        operationID: "reviewPage",
        summary: "The page on which unusual access is judged.",
        tag: .audit,
        permission: .readAudit,
        parameters: [
            ReviewRoutes.includesJudged.declaration, Parameters.cursor.declaration, done.declaration,
            found.declaration, about.declaration,
        ],
        redirects: true,
        success: .text("The page.", "text/html"),
        problems: [.databaseUnavailable, .busy],
        handler: .open { exchange in
            try await exchange.asCaller { caller in
                let place = ReviewPlace(
                    includesJudged: exchange.arguments.optional(ReviewRoutes.includesJudged) ?? false,
                    cursor: exchange.arguments.optional(Parameters.cursor)
                )
                let page = try await exchange.reviewPage(at: place, caller.call)
                let notice = notice(exchange)?[exchange.language]
                return exchange.show(
                    ReviewShown(page),
                    in: exchange.shell(at: place.address(), of: caller.session, in: .review, notice: notice)
                )
            }
        }
    )

    private static let judge = form(
        path,
        "judgeAccessForm",
        "Keeps a judgement, and shows the page again.",
        ["review", "verdict", "note", "includesJudged", "cursor"]
    ) { exchange, form in
        try await exchange.asCaller { caller in
            let place = ReviewPlace(form)
            let draft = ReviewPage.Draft(review: form["review"], verdict: form["verdict"], note: form["note"])
            return try await exchange.reviewing(at: place, caller) { page, faults in
                page.draft = draft
                page.draft?.faults = faults
            } with: {
                guard let review = ID<ReviewAccess>(form["review"]) else { throw JudgeAccess.unknown }
                let input = try JudgeAccess.Input(form)
                _ = try await JudgeAccess.run(review, input, call: caller.call, in: exchange.service.environment)
                return .redirect(to: place.address("done=judged"))
            }
        }
    }

    private static let search = form(
        "\(path)/search",
        "findUnusualAccessForm",
        "Looks for new unusual access, and shows the page again.",
        ["days", "includesJudged"]
    ) { exchange, form in
        try await exchange.asCaller { caller in
            let place = ReviewPlace(form)
            return try await exchange.reviewing(at: place, caller) { page, faults in
                page.search = ReviewPage.Search(days: form["days"], faults: faults["days"] ?? [])
            } with: {
                let input = try ReviewAccess.Input(form)
                let found = try await ReviewAccess.run(input, call: caller.call, in: exchange.service.environment)
                return .redirect(to: place.address("done=searched", "found=\(min(found.newCount, 1_000_000))"))
            }
        }
    }

    static func form(
        _ path: String,
        _ operationID: String,
        _ summary: String,
        _ fields: [String],
        body: @escaping @Sendable (OpenExchange, FormText) async throws -> Reply
    ) -> Route {
        Route(
            method: .post,
            path: path,
            operationID: operationID,
            summary: summary,
            tag: .audit,
            permission: .readAudit,
            form: fields,
            redirects: true,
            success: .text("The page, where there is no next one.", "text/html"),
            problems: [.notFound, .busy, .databaseUnavailable],
            handler: .open { exchange in try await body(exchange, FormText(exchange.body, known: fields)) }
        )
    }

    private static func notice(_ exchange: OpenExchange) -> Localized? {
        switch exchange.arguments.optional(done) {
        case .judged: return Localized(en: "Your judgement is kept.", nl: "Uw oordeel is vastgelegd.")
        case .searched:
            guard let count = exchange.arguments.optional(found), count > 0 else {
                return Localized(en: "Looked again: nothing is new.", nl: "Opnieuw gezocht: er is niets nieuw.")
            }
            return Localized(
                en: "Looked again: \(count) new.",
                nl: "Opnieuw gezocht: \(count) nieuw."
            )
        case .marked: return exchange.arguments.optional(about).map { ReviewPage.PatientAct.mark.done($0.description) }
        case .asked:
            return exchange.arguments.optional(about).map { ReviewPage.PatientAct.destruction.done($0.description) }
        case nil: return nil
        }
    }
}

/// Which part of the queue is shown.
struct ReviewPlace: Sendable, Hashable {
    let includesJudged: Bool
    /// The place after which it begins; nil for the beginning.
    let cursor: String?

    init(includesJudged: Bool, cursor: String?) {
        self.includesJudged = includesJudged
        self.cursor = cursor
    }

    /// As the hidden fields of a form say.
    init(_ form: FormText) {
        let cursor = form["cursor"]
        self.init(includesJudged: form["includesJudged"] == "true", cursor: cursor.isEmpty ? nil : cursor)
    }

    /// The address of the page there.
    func address(_ extras: String...) -> String {
        let own = [
            includesJudged ? "includesJudged=true" : nil, cursor.map { "cursor=\(QueryText.encoded($0))" },
        ]
        let query = own.compactMap(\.self) + extras
        return query.isEmpty ? ReviewPageRoutes.path : "\(ReviewPageRoutes.path)?\(query.joined(separator: "&"))"
    }
}

extension JudgeAccess.Input {
    /// A judgement as a form brings it; browsers end lines with two characters.
    ///
    /// - Throws: `UseCaseError` with every fault.
    fileprivate init(_ form: FormText) throws {
        let members = [("verdict", form["verdict"]), ("note", form["note"].replacing("\r\n", with: "\n"))]
        let typed = members.filter { !$0.1.isEmpty }.map { JSONMember($0.0, .string($0.1)) }
        self = try JudgeAccess.Input.codec.typed(typed)
    }
}

extension ReviewAccess.Input {
    /// A search as a form brings it.
    ///
    /// - Throws: `UseCaseError` with every fault.
    fileprivate init(_ form: FormText) throws {
        let text = form["days"].trimmingSpaces()
        let days: JSONValue = Int(text).map { JSONValue.integer($0) } ?? .string(text)
        self = try ReviewAccess.Input.searchCodec.typed([JSONMember("days", days)])
    }
}
