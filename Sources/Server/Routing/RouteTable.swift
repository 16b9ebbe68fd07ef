// All routes, and what can be asked of them as a whole.
import HTTPTypes
import Hummingbird

/// The routes of the service.
struct RouteTable: Sendable {
    let routes: [Route]

    /// The methods that a path knows; empty where no route has such a path. HEAD comes with every GET. A path that stands in
    /// the table word by word is that one alone, and not also one with a parameter in its place.
    func methods(of path: String) -> [HTTPRequest.Method] {
        let pieces = path.split(separator: "/")
        let fitting = routes.filter { RouteTable.matches($0.path, pieces) }
        guard let nearest = fitting.map(RouteTable.parameterCount).min() else { return [] }
        return fitting.filter { RouteTable.parameterCount($0) == nearest }
            .flatMap { $0.method == .get ? [.get, .head] : [$0.method] }
    }

    private static func parameterCount(_ route: Route) -> Int { route.path.count { $0 == "{" } }

    /// A path that stands in the table word by word, with the methods that it knows, and those that only a path with a
    /// parameter in its place knows: Hummingbird would pass them on to that one.
    struct Overshadowed {
        let path: String
        let known: [HTTPRequest.Method]
        let refused: Set<HTTPRequest.Method>
    }

    /// Every such path.
    var overshadowed: [Overshadowed] {
        Dictionary(grouping: routes, by: \.path).keys.sorted().compactMap { path in
            let pieces = path.split(separator: "/")
            let known = methods(of: path)
            let wider = routes.filter { $0.path != path && RouteTable.matches($0.path, pieces) }.map(\.method)
            let refused = Set(wider).subtracting(known)
            return refused.isEmpty ? nil : Overshadowed(path: path, known: known, refused: refused)
        }
    }

    static func matches(_ template: String, _ pieces: [Substring]) -> Bool {
        let parts = template.split(separator: "/")
        guard parts.count == pieces.count else { return false }
        return zip(parts, pieces).allSatisfy { part, piece in part.hasPrefix("{") || part == piece }
    }

    /// Hummingbird's router for these routes.
    func makeRouter(_ service: ServiceParts) -> Router<ServerContext> {
        let router = Router(context: ServerContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: UnmatchedRoute(table: self))
        for route in routes {
            let runner = RouteRunner(route: route, service: service)
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await runner.run(request, context)
            }
        }
        for place in overshadowed {
            for method in place.refused {
                router.on(RouterPath(place.path), method: method) { _, _ -> Response in
                    throw Problem(knownMethods: place.known)
                }
            }
        }
        return router
    }
}

extension Problem {
    /// 405, with the methods that would do.
    fileprivate init(knownMethods: [HTTPRequest.Method]) {
        self.init(.methodNotAllowed)
        headers[.allow] = knownMethods.map(\.rawValue).joined(separator: ", ")
    }
}

/// Turns Hummingbird's *not found* into a problem: 405 where another method would do, else 404.
struct UnmatchedRoute: RouterMiddleware {
    typealias Context = ServerContext

    let table: RouteTable

    @concurrent
    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            let methods = table.methods(of: request.uri.path)
            guard !methods.isEmpty, !methods.contains(request.method) else { throw Problem(.notFound) }
            throw Problem(knownMethods: methods)
        }
    }
}
