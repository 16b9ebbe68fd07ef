// The outermost stage of every request: its id, its deadline, its errors as problems, its fields, its line in the log.
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import Records
import UseCases

/// Answers every request, whatever happens inside.
struct WorkupResponder: HTTPResponder {
    typealias Context = ServerContext

    let router: RouterResponder<ServerContext>
    let service: ServiceParts

    func respond(to request: Request, context: ServerContext) async throws -> Response {
        let started = ContinuousClock.now
        var context = context
        context.requestID = requestID(request)
        context.language = .chosen(in: request.headers)
        let address = ClientAddressRule(service.settings).address(peer: context.peer, request.headers)
        context.networkAddress = address?.description
        var response: Response
        do {
            try service.limits.admit(address)
            let (router, inner) = (router, context)
            let limit = Duration.seconds(service.settings.requestSecondsMax)
            let (outcome, waited) = await DatabaseWaiting.measured {
                try await Deadline.run(limit) { try await router.respond(to: request, context: inner) }
            }
            response = try outcome.get()
            // Not with a refusal: how long it took would tell what is there from what is not.
            if response.status.kind == .successful {
                response.headers[.serverTiming] = timing(total: ContinuousClock.now - started, database: waited)
            }
        } catch {
            let isRead = request.method == .get || request.method == .head
            let problem = ErrorMapping.problem(for: error, ofReading: isRead)
            if problem.status.kind == .serverError { logCause(error, problem, context) }
            response = problem.response(language: context.language, requestID: context.requestID)
            if request.method == .head { response.body = ResponseBody() }
        }
        response.headers[.xRequestID] = context.requestID
        // Whoever keeps connections open comes back by a new one, to an instance that goes on.
        if service.lifecycle.isStopping { response.headers[.connection] = "close" }
        SecurityHeaders(usesTLS: service.settings.usesTLS).apply(to: &response.headers)
        record(request, response, context, took: ContinuousClock.now - started)
        return response
    }

    /// Both in milliseconds; parts that waited side by side make the database's time longer than the whole.
    private func timing(total: Duration, database: Duration) -> String {
        "total;dur=\(total.milliseconds), database;dur=\(database.milliseconds)"
    }

    /// The caller's own id where it is harmless to log, else a new one.
    private func requestID(_ request: Request) -> String {
        if let given = request.headers[.xRequestID], (1...64).contains(given.utf8.count),
            given.utf8.allSatisfy(WorkupResponder.isHarmless)
        {
            return given
        }
        return service.environment.makeUUID().uuidString.lowercased()
    }

    private static func isHarmless(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// The only place where an error is logged as it is; its description holds no values of the request.
    private func logCause(_ error: any Error, _ problem: Problem, _ context: ServerContext) {
        let metadata: Logger.Metadata = [
            "requestId": "\(context.requestID)", "problem": "\(problem.code.rawValue)",
            "cause": "\(WorkupResponder.cause(error))",
        ]
        switch problem.code {
        case .fault: service.logger.error("request failed", metadata: metadata)
        case .databaseUnavailable, .databaseReadOnly, .databaseFull: service.outage.failed(service.logger, metadata)
        // Asked every few seconds; what the database has to do with it was told already.
        case .notReady: service.logger.debug("request failed", metadata: metadata)
        default: service.logger.warning("request failed", metadata: metadata)
        }
    }

    /// What lies behind an error, in words that hold no values: descriptions only, never a reflection.
    static func cause(_ error: any Error) -> String {
        switch error {
        case let problem as Problem: problem.detail.en
        case let error as UseCaseError: error.underlying.map { "\(error.code): \(cause($0))" } ?? error.code
        case let error as any CustomStringConvertible: error.description
        default: "\(type(of: error))"
        }
    }

    /// The route's template stands for the path: a URL may hold ids.
    private func record(_ request: Request, _ response: Response, _ context: ServerContext, took: Duration) {
        let template = context.endpointPath ?? "none"
        let route = template == "NotFound" ? "none" : template
        let method = RouteTable.knownMethods.contains(request.method) ? request.method.rawValue : "OTHER"
        service.metrics.requestEnded(method: method, route: route, status: response.status.code, took: took)
        service.logger.info(
            "request",
            metadata: [
                "method": "\(method)", "route": "\(route)", "status": "\(response.status.code)",
                "durationMs": "\(took.milliseconds)", "requestId": "\(context.requestID)",
            ]
        )
    }
}

extension RouteTable {
    /// The methods that stand in logs and metrics under their own name.
    static let knownMethods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]
}

extension Duration {
    /// In milliseconds, to a hundredth.
    fileprivate var milliseconds: String {
        let hundredths = components.seconds * 100_000 + components.attoseconds / 10_000_000_000_000
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
