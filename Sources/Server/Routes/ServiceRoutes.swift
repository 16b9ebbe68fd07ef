// Routes of the service itself: the plain page, health, metrics, the API document, the problem pages.
import Domain
import HTTPTypes
import Hummingbird
import Logging
import Pages
import UseCases

/// What needs no token.
enum ServiceRoutes {
    static let all: [Route] = [welcome, live, ready, apiDocument, problemPage, StyleSheets.route]

    private static let welcome = Route(
        method: .get,
        path: "/",
        operationID: "welcome",
        summary: "What runs here, for a person.",
        tag: .service,
        success: .text("A plain page.", "text/html"),
        handler: .open { exchange in
            // Where the record cannot be asked, nobody is signed in, and the page still says what runs.
            let session = try? await exchange.findSession()
            let area = session.flatMap { $0.stage == .full ? PageArea.areas(of: $0.actor.role).first : nil }
            let page = WelcomePage(
                version: exchange.service.identity.version,
                area: area,
                in: exchange.language
            )
            return exchange.show(page, in: exchange.shell(at: "/", of: session))
        }
    )

    private static let live = Route(
        method: .get,
        path: "/health/live",
        operationID: "healthLive",
        summary: "Whether the process answers; asks nothing of the database.",
        tag: .service,
        success: .json("The process answers.", status("alive")),
        handler: .open { _ in .json(JSONValue.object(("status", "alive")).bytes) }
    )

    private static let ready = Route(
        method: .get,
        path: "/health/ready",
        operationID: "healthReady",
        summary: "Whether the record can be written and its schema is current.",
        tag: .service,
        success: .json("Work can be done.", status("ready")),
        problems: [.notReady],
        handler: .open { exchange in
            let service = exchange.service
            let readiness = service.lifecycle.isStopping ? .stopping : await service.checkReadiness()
            switch readiness {
            case .ready: service.outage.worked(service.logger)
            case .databaseUnavailable: service.outage.failed(service.logger, ["problem": "not-ready"])
            case .schemaMismatch, .logNotSealed, .stopping: break
            }
            guard readiness == .ready else { throw Problem.notReady(readiness) }
            return .json(JSONValue.object(("status", .string(readiness.rawValue))).bytes)
        }
    )

    /// On a listener of its own, since it is for whoever watches the service and not for whoever uses it.
    static let metrics = Route(
        method: .get,
        path: "/metrics",
        operationID: "metrics",
        summary: "Numbers of this process, for Prometheus.",
        tag: .service,
        success: .text("Prometheus text format.", "text/plain"),
        handler: .open { exchange in
            let (metrics, version) = (exchange.service.metrics, exchange.service.identity.version)
            ProcessNumbers.record(in: metrics.registry, version: version, since: metrics.startSeconds)
            let text = metrics.registry.exposition()
            return Reply(type: "text/plain; version=0.0.4; charset=utf-8", body: ByteBuffer(string: text))
        }
    )

    private static let apiDocument = Route(
        method: .get,
        path: "/api/v1/openapi.json",
        operationID: "apiDocument",
        summary: "This document.",
        tag: .service,
        success: .json("OpenAPI 3.1.", Schema(("type", "object"))),
        handler: .open { exchange in Reply(type: "application/json", body: exchange.service.apiDocument) }
    )

    private static let problemPage = Route(
        method: .get,
        path: "/problems/{code}",
        operationID: "problemPage",
        summary: "What a type of problem means, for a person.",
        tag: .service,
        parameters: [code.declaration],
        success: .text("A plain page.", "text/html"),
        problems: [.notFound],
        handler: .open { exchange in
            let code = ProblemCode(rawValue: try exchange.arguments.required(code))
            guard let entry = ProblemCatalogue.known(code) else { throw Problem(.notFound) }
            let language = exchange.language
            return exchange.show(
                ProblemPage(
                    code: code.rawValue,
                    statusCode: entry.status.code,
                    title: entry.title[language],
                    meaning: entry.meaning[language]
                )
            )
        }
    )

    private static let code = Parameter.path("code", "The last part of a problem's type.", Codec<String>.openCode())

    private static func status(_ word: String) -> Schema {
        Schema(
            ("type", "object"),
            ("properties", .object(("status", .object(("const", .string(word)))))),
            ("required", .array(["status"]))
        )
    }
}

extension Problem {
    /// Why the service can not do its work now.
    static func notReady(_ readiness: ServiceReadiness) -> Problem {
        let detail =
            switch readiness {
            case .ready, .stopping:
                Localized(en: "The service is stopping.", nl: "De dienst stopt.")
            case .databaseUnavailable:
                Localized(
                    en: "The database does not answer, or takes no writes.",
                    nl: "De database antwoordt niet, of neemt niets aan."
                )
            case .schemaMismatch:
                Localized(
                    en: "The database's schema is not the one of this program. Run `workup migrate status`.",
                    nl: "Het schema van de database hoort niet bij dit programma. Voer `workup migrate status` uit."
                )
            case .logNotSealed:
                Localized(
                    en: "The access log is not being sealed. The service's own log says why.",
                    nl: "Het toegangslogboek wordt niet verzegeld. Het logboek van de dienst zegt waarom."
                )
            }
        return Problem(.notReady, detail).retrying(afterSeconds: 5)
    }
}
