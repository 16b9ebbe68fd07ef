// All routes, and what can be asked of them as a whole.
import HTTPTypes
import Hummingbird

/// The routes of the service.
struct RouteTable: Sendable {
    let routes: [Route]

    /// The methods that a path knows; empty where no route has such a path. HEAD comes with every GET.
    func methods(of path: String) -> [HTTPRequest.Method] {
        let pieces = path.split(separator: "/")
        var found: [HTTPRequest.Method] = []
        for route in routes where RouteTable.matches(route.path, pieces) {
            found.append(route.method)
            if route.method == .get { found.append(.head) }
        }
        return found
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
        return router
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
            var problem = Problem(.methodNotAllowed)
            problem.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
            throw problem
        }
    }
}
