// The stages of one request on one route: who, which parameters, which version, which body, then the handler.
import Crypto
import Domain
import HTTPTypes
import Hummingbird
import UseCases

/// Runs a route for a request.
struct RouteRunner: Sendable {
    let route: Route
    let service: ServiceParts

    /// The answer; what goes wrong is thrown.
    func run(_ request: Request, _ context: ServerContext) async throws -> Response {
        let rule = SameSiteRule(service.settings, port: context.localPort)
        guard rule.allows(request.method, request.headers, isForm: route.form != nil) else {
            throw Problem(.crossSite)
        }
        switch route.handler {
        case .open(let handler):
            let (arguments, _) = try readArguments(request, context)
            let exchange = OpenExchange(
                language: context.language,
                service: service,
                arguments: arguments,
                path: request.uri.path,
                isView: !route.isUnsafe,
                query: request.uri.query,
                body: try await readBody(request),
                visit: visit(request, context),
                sessionToken: CookieName.session.value(in: request.headers),
                providerCookie: CookieName.provider.value(in: request.headers),
                wantedCookie: CookieName.wanted.value(in: request.headers)
            )
            return try await handler(exchange).response
        case .session(let handler):
            let session = try await findSession(request).session
            try service.limits.admit(session.actor, readsPatients: route.readsPatients)
            _ = try readArguments(request, context)
            let exchange = SessionExchange(
                service: service,
                session: session,
                visit: visit(request, context),
                body: try await readBody(request)
            )
            let response = try await handler(exchange).response
            service.outage.worked(service.logger)
            return response
        case .watching(let handler):
            return try await watch(request, context, handler).response
        case .signedIn(let handler):
            // Who calls comes first: a stranger learns nothing of what would be wrong with the request.
            let caller = try await authenticate(request, context)
            try service.limits.admit(caller.actor, readsPatients: route.readsPatients)
            let (arguments, query) = try readArguments(request, context)
            let version = try readVersion(request)
            let key = try readIdempotencyKey(request)
            let body = try await readBody(request)
            let call = Call(
                actor: caller.actor,
                origin: .rest,
                networkAddress: context.networkAddress,
                requestID: context.requestID,
                idempotency: key.map { Call.Idempotency(key: $0, requestHash: requestHash(request, body)) },
                isDryRun: false,
                proof: caller.proof
            )
            let exchange = Exchange(
                language: context.language,
                service: service,
                arguments: arguments,
                call: call,
                path: request.uri.path,
                query: query,
                body: body,
                version: version
            )
            let response = try await handler(exchange).response
            service.outage.worked(service.logger)
            return response
        }
    }

    private func readBody(_ request: Request) async throws -> [UInt8] {
        try await RequestBodyReader(bytesMax: service.settings.bodyBytesMax)
            .read(request, route.bodyKind)
    }

    /// Who calls: by a token, or else by the session of a browser.
    private func authenticate(_ request: Request, _ context: ServerContext) async throws -> (actor: Actor, proof: Proof)
    {
        let fields = request.headers[values: .authorization]
        if fields.isEmpty, CookieName.session.isPresent(in: request.headers) {
            let session = try await findSession(request).session
            // Past the password there is nothing but the second factor.
            guard session.stage == .full, let factorAt = session.factorAt else { throw Problem(.signInUnfinished) }
            return (session.actor, .session(factorAt: factorAt))
        }
        do {
            guard fields.count == 1, let token = RouteRunner.bearerToken(fields[0]) else {
                throw UseCaseError.tokenRefused
            }
            let holder = try await Authenticate.run(token: token, in: service.environment)
            return (holder.actor, .token(holder.token))
        } catch let error as UseCaseError where error.category == .unauthenticated {
            // Without any token nobody tried to get in.
            if !fields.isEmpty, service.limits.refusedToken(from: context.networkAddress) {
                try await NoteRefusedToken.run(visit(request, context), in: service.environment)
            }
            throw error
        }
    }

    private func findSession(
        _ request: Request,
        isUse: Bool = true
    ) async throws -> (session: SessionIdentity, token: String) {
        guard let token = CookieName.session.value(in: request.headers) else { throw Problem(.sessionEnded) }
        return (try await FindSession.run(token: token, isUse: isUse, in: service.environment), token)
    }

    /// What a page asks that stands open; nobody's session is used by it.
    private func watch(
        _ request: Request,
        _ context: ServerContext,
        _ handler: @Sendable (WatchExchange) async throws -> Reply
    ) async throws -> Reply {
        let (session, token) = try await findSession(request, isUse: false)
        guard session.stage == .full, let factorAt = session.factorAt else { throw Problem(.signInUnfinished) }
        try service.limits.admit(session.actor, readsPatients: false)
        let (arguments, _) = try readArguments(request, context)
        _ = try await readBody(request)
        let call = Call(
            actor: session.actor,
            origin: .rest,
            networkAddress: context.networkAddress,
            requestID: context.requestID,
            proof: .session(factorAt: factorAt)
        )
        return try await handler(
            WatchExchange(
                service: service,
                arguments: arguments,
                call: call,
                token: token,
                lastEvent: request.headers[.lastEventID]
            )
        )
    }

    private func visit(_ request: Request, _ context: ServerContext) -> Visit {
        Visit(
            networkAddress: context.networkAddress,
            requestID: context.requestID,
            deviceToken: CookieName.device.value(in: request.headers)
        )
    }

    /// The token of `Bearer …`; nil for anything else.
    static func bearerToken(_ field: String) -> String? {
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let token = parts[1].trimmingSpaces()
        let isPlain = token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return !token.isEmpty && token.utf8.count <= 512 && isPlain ? token : nil
    }

    private func readArguments(
        _ request: Request,
        _ context: ServerContext
    ) throws -> (Arguments, [QueryText.Item]) {
        let query = QueryText(request.uri.query)
        var faults = query.faults
        var texts: [String: String] = [:]
        for item in query.items {
            guard let parameter = route.parameters.first(where: { $0.place == "query" && $0.name == item.name }) else {
                guard !route.ignoresUnknownQuery else { continue }
                faults.append(
                    ProblemFault(
                        .parameter(item.name),
                        .unknownField,
                        Localized(en: "This parameter is not known here.", nl: "Deze parameter is hier niet bekend.")
                    )
                )
                continue
            }
            if route.takesEmptyQuery, item.value.isEmpty { continue }
            faults += parameter.faults(item.value)
            texts[item.name] = item.value
        }
        for parameter in route.parameters where parameter.place == "path" {
            let text = context.parameters.get(parameter.name) ?? ""
            faults += parameter.faults(text)
            texts[parameter.name] = text
        }
        guard faults.isEmpty else { throw Problem(invalid: faults) }
        return (Arguments(texts: texts), query.items)
    }

    private func readVersion(_ request: Request) throws -> Int? {
        guard route.needsVersion else { return nil }
        let fields = request.headers[values: .ifMatch]
        guard let field = fields.first else { throw Problem(.versionRequired) }
        guard fields.count == 1, let version = EntityTag.version(field) else {
            throw Problem(invalid: [
                ProblemFault(
                    .parameter("If-Match"),
                    .badFormat,
                    Localized(
                        en: "Expected one ETag as it was read, such as \"3\".",
                        nl: "Verwacht: één ETag zoals die gelezen is, bijvoorbeeld \"3\"."
                    )
                )
            ])
        }
        return version
    }

    private func readIdempotencyKey(_ request: Request) throws -> String? {
        guard route.acceptsIdempotencyKey else { return nil }
        let fields = request.headers[values: .idempotencyKey]
        guard let key = fields.first else { return nil }
        let isPlain = key.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        guard fields.count == 1, (1...200).contains(key.utf8.count), isPlain else {
            throw Problem(invalid: [
                ProblemFault(
                    .parameter("Idempotency-Key"),
                    .badFormat,
                    Localized(
                        en: "Expected one key of 1 to 200 plain ASCII characters.",
                        nl: "Verwacht: één sleutel van 1 tot 200 gewone ASCII-tekens."
                    )
                )
            ])
        }
        return key
    }

    /// What makes two requests the same: method, path with query, and body.
    private func requestHash(_ request: Request, _ body: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Array("\(request.method.rawValue) \(request.head.path ?? "")\n".utf8))
        hash.update(data: body)
        return Array(hash.finalize())
    }
}
