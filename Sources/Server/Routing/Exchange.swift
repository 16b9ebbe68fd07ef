// A request as handlers see it: checked, with its parameters and body ready to be read as values.
import Domain
import FoundationEssentials
import HTTPTypes
import UseCases

/// A request of a caller who need not be known.
struct OpenExchange: Sendable {
    let language: Language
    let service: ServiceParts
    let arguments: Arguments
    /// The path as it was asked for, without the query.
    let path: String
    /// Whether something is looked at and nothing done.
    let isView: Bool
    /// The query as it was asked for; nil where the address has none.
    let query: String?
    /// The bytes of the body; empty where the route reads none.
    let body: [UInt8]
    /// Where the request comes from.
    let visit: Visit
    /// The token of a session that the request carries; it need not count.
    let sessionToken: String?
    /// What the browser keeps of a way to the provider and back; it need not count.
    let providerCookie: String?
    /// What the browser keeps of where somebody wanted to go; it may say anything.
    let wantedCookie: String?

    /// Whether the address has a query, if only of parts that were left empty.
    var hasQuery: Bool { query != nil }
}

/// A request of somebody who has a session, however far it has come.
struct SessionExchange: Sendable {
    let service: ServiceParts
    let session: SessionIdentity
    /// Where the request comes from.
    let visit: Visit
    /// The bytes of the body; empty where the route reads none.
    let body: [UInt8]

    /// What the use cases work with.
    var environment: UseCases.Environment { service.environment }

    /// The body as a value.
    ///
    /// - Throws: `Faults`, every one with its pointer.
    func decode<Value>(_ codec: Codec<Value>) throws -> Value {
        try codec.decode(body)
    }
}

/// A request of a page that somebody who is signed in has open.
struct WatchExchange: Sendable {
    let service: ServiceParts
    let arguments: Arguments
    /// Who is signed in.
    let call: Call
    /// The token of the session, to see later whether it still counts.
    let token: String
    /// The id of the last event that the browser heard; it may say anything.
    let lastEvent: String?
}

/// A request of a known caller.
struct Exchange: Sendable {
    let language: Language
    let service: ServiceParts
    let arguments: Arguments
    /// Who calls, from where, and under which idempotency key.
    let call: Call
    /// The path as it was asked for, without the query.
    let path: String
    /// The query as it was asked for.
    let query: [QueryText.Item]
    /// The bytes of the body; empty where the route reads none.
    let body: [UInt8]
    private let version: Int?

    init(
        language: Language,
        service: ServiceParts,
        arguments: Arguments,
        call: Call,
        path: String,
        query: [QueryText.Item],
        body: [UInt8],
        version: Int?
    ) {
        self.language = language
        self.service = service
        self.arguments = arguments
        self.call = call
        self.path = path
        self.query = query
        self.body = body
        self.version = version
    }

    /// What the use cases work with.
    var environment: UseCases.Environment { service.environment }

    /// A value of the path.
    func callAsFunction<Value>(_ parameter: Parameter<Value>) throws -> Value {
        try arguments.required(parameter)
    }

    /// A value of the query; nil where it was left out.
    subscript<Value>(_ parameter: Parameter<Value>) -> Value? {
        arguments.optional(parameter)
    }

    /// The body as a value.
    ///
    /// - Throws: `Faults`, every one with its pointer.
    func decode<Value>(_ codec: Codec<Value>) throws -> Value {
        try codec.decode(body)
    }

    /// The version that the change was made against.
    func expectedVersion() throws -> Int {
        guard let version else { throw Problem(.versionRequired) }
        return version
    }
}

/// The texts of a request's parameters, already found to be readable.
struct Arguments: Sendable {
    /// Text by name, of the parameters that the route declares.
    let texts: [String: String]

    /// A value of the path.
    func required<Value>(_ parameter: Parameter<Value>) throws -> Value {
        guard let value = optional(parameter) else {
            // Only a route that forgets to declare the parameter gets here.
            throw Problem(.fault)
        }
        return value
    }

    /// A value that may have been left out.
    func optional<Value>(_ parameter: Parameter<Value>) -> Value? {
        // Faulty texts were refused before any handler ran.
        texts[parameter.name].flatMap { try? parameter.value(of: $0) }
    }
}
