// One row of the route table. Hummingbird's router and the API document are both made from these rows.
import Domain
import HTTPTypes
import UseCases

/// A method on a path: how it is called, what it answers, and what runs.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// The path with its parameters in braces, such as `/api/v1/workups/{workupId}`.
    let path: String
    /// The name that generated clients call it by; unique.
    let operationID: String
    /// One line for the reader of the API document.
    let summary: String
    let tag: RouteTag
    /// The kind of act, which decides who may; nil where every caller may. The use case asks the same.
    var permission: Permission?
    var parameters: [ParameterDeclaration] = []
    /// The schema of the JSON body, where one is read.
    var body: Schema?
    /// The names of the fields of a form, where one is read: only on pages for people.
    var form: [String]?
    /// Whether a good answer may send a browser on to another page.
    var redirects = false
    /// Whether parameters that are not known are passed over: only where another party makes the address, which may add
    /// some of its own.
    var ignoresUnknownQuery = false
    /// Whether a part of the query that was sent empty counts as left out, as browsers send what a form leaves open.
    var takesEmptyQuery = false
    /// Whether the change must name the version it was made against.
    var needsVersion = false
    /// What a successful answer looks like.
    let success: RouteSuccess
    /// Problems beyond those that the shape of the route implies.
    var problems: [ProblemCode] = []
    let handler: Handler

    /// What runs for a request, and whether the caller must be known.
    enum Handler: Sendable {
        /// For everybody.
        case open(@Sendable (OpenExchange) async throws -> Reply)
        /// For callers with a token or a session; what they may do is decided by the use case.
        case signedIn(@Sendable (Exchange) async throws -> Reply)
        /// For whoever has a session, however far it has come: signing in, out, and what one signs in with.
        case session(@Sendable (SessionExchange) async throws -> Reply)
        /// For whoever is signed in by a session, which is not used by it: what a page asks while nobody does anything.
        case watching(@Sendable (WatchExchange) async throws -> Reply)
    }

    /// Whether a caller needs a token, or a session in its place.
    var needsToken: Bool {
        if case .signedIn = handler { true } else { false }
    }

    /// Whether a caller needs a session, and a token will not do.
    var needsSession: Bool {
        switch handler {
        case .session, .watching: true
        case .open, .signedIn: false
        }
    }

    /// Whether it changes something, so that it has to come from a page of ours or from a program.
    var isUnsafe: Bool { method != .get && method != .head }

    /// What is read of a body.
    var bodyKind: BodyKind { body != nil ? .json : form != nil ? .form : .none }

    /// Whether an `Idempotency-Key` is understood: on every POST of a known caller.
    var acceptsIdempotencyKey: Bool { method == .post && needsToken }
}

/// The chapters of the API document.
enum RouteTag: String, CaseIterable, Sendable {
    case patients, access, workups, steps, findings, evaluations, treatments, reports, meetings, protocols,
        organisations,
        users, session, audit
    case pages, service

    /// What the chapter is about.
    var summary: String {
        switch self {
        case .patients: "People and their identifiers."
        case .access: "Who may see a patient: relations, sharing, objections, emergencies, teams."
        case .workups: "The worklist, and one patient's way from a question to a diagnosis and a treatment."
        case .steps: "The diagnostic steps of a workup and their states."
        case .findings: "What the steps brought, in the shapes of the case file."
        case .evaluations: "What the criteria say of the findings, with their reasons; kept with each change."
        case .treatments: "Options, choices, courses, administrations and outcomes."
        case .reports: "What the meeting reads, and case files."
        case .meetings: "Multidisciplinary meetings: agenda, decisions, actions, attendance."
        case .protocols: "Diagnostic and treatment protocols."
        case .organisations: "Hospitals that take part."
        case .users: "People who sign in, and their tokens."
        case .session: "Signing in and out, and what one signs in with."
        case .audit: "Who read and changed what."
        case .pages: "Pages for people, in Dutch and English."
        case .service: "The service itself."
        }
    }
}

/// What a route answers when all went well.
struct RouteSuccess: Sendable {
    /// Fields that come with the answer.
    enum Field: String, Sendable, CaseIterable {
        case etag = "ETag"
        case location = "Location"
        case link = "Link"
        case knownAt = "Workup-Known-At"
    }

    let status: HTTPResponse.Status
    let summary: String
    /// Media type and schema; text has none.
    let content: [(mediaType: String, schema: Schema?)]
    let fields: [Field]

    /// A JSON document that has a version.
    static func document(_ summary: String, _ schema: Schema) -> RouteSuccess {
        RouteSuccess(status: .ok, summary: summary, content: [("application/json", schema)], fields: [.etag])
    }

    /// A thing that was made.
    static func created(_ summary: String, _ schema: Schema) -> RouteSuccess {
        RouteSuccess(
            status: .created,
            summary: summary,
            content: [("application/json", schema)],
            fields: [.etag, .location]
        )
    }

    /// One page of a list.
    static func page(_ summary: String, _ item: Schema) -> RouteSuccess {
        RouteSuccess(
            status: .ok,
            summary: summary,
            content: [("application/json", .page(of: item))],
            fields: [.link]
        )
    }

    /// JSON without a version.
    static func json(_ summary: String, _ schema: Schema) -> RouteSuccess {
        RouteSuccess(status: .ok, summary: summary, content: [("application/json", schema)], fields: [])
    }

    /// A paper in the form that is asked for: text, and the JSON that it is described by.
    static func paper(_ summary: String, json: Schema, _ others: String...) -> RouteSuccess {
        let text = ["text/html", "application/pdf", "text/plain"] + others
        let content: [(String, Schema?)] = text.map { ($0, nil) } + [("application/json", json)]
        return RouteSuccess(status: .ok, summary: summary, content: content, fields: [])
    }

    /// The same, from a replica where there is one, with the moment of which it tells.
    var maybeBehind: RouteSuccess {
        RouteSuccess(status: status, summary: summary, content: content, fields: fields + [.knownAt])
    }

    /// Text of some kind.
    static func text(_ summary: String, _ mediaTypes: String...) -> RouteSuccess {
        RouteSuccess(status: .ok, summary: summary, content: mediaTypes.map { ($0, nil) }, fields: [])
    }
}

extension Schema {
    /// A page of a list: the items, a cursor where there are more, and where it has to be known how many patients the caller
    /// may not see.
    static func page(of item: Schema, countsOtherPatients: Bool = false) -> Schema {
        var properties = [
            JSONMember("items", .object(("type", "array"), ("items", item.body))),
            JSONMember("next", .object(("type", "string"), ("description", "The cursor of the next page."))),
        ]
        if countsOtherPatients {
            let words = "How many patients more there are whom the caller may not see."
            properties.append(
                JSONMember(
                    "otherPatientCount",
                    .object(("type", "integer"), ("minimum", .integer(0)), ("description", .string(words)))
                )
            )
        }
        return Schema(
            .object(
                ("type", "object"),
                ("properties", .object(properties)),
                ("required", .array(countsOtherPatients ? ["items", "otherPatientCount"] : ["items"])),
                ("additionalProperties", .bool(false))
            ),
            definitions: item.definitions
        )
    }
}
