// Routes of protocols and organisations: what every workup rests on.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/protocols` and `/api/v1/organisations`.
enum ProtocolRoutes {
    static let all: [Route] = [list, read, load, organisations, addOrganisation]

    private static let code = Parameter<String>.path("protocolCode", "The protocol's code.", .openCode())
    private static let version = Parameter<Int>.query(
        "version",
        "The version; the active one where left out.",
        .integer(1...1_000_000)
    )

    private static let list = Route(
        method: .get,
        path: "/api/v1/protocols",
        operationID: "listProtocols",
        summary: "Lists every version of every protocol, and which one is active.",
        tag: .protocols,
        permission: .readProtocols,
        success: .page("The protocols.", RowSchemas.protocolLine),
        handler: .signedIn { exchange in
            .page(try await ListProtocols.run(call: exchange.call, in: exchange.environment), of: exchange)
        }
    )

    private static let read = Route(
        method: .get,
        path: "/api/v1/protocols/{protocolCode}",
        operationID: "readProtocol",
        summary: "Reads a version of a protocol.",
        tag: .protocols,
        permission: .readProtocols,
        parameters: [code.declaration, version.declaration],
        success: .document("The protocol.", CareProtocol.codec.schema()),
        handler: .signedIn { exchange in
            .document(
                try await ReadProtocol.run(
                    code: exchange(code),
                    version: exchange[version],
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let load = Route(
        method: .post,
        path: "/api/v1/protocols",
        operationID: "loadProtocol",
        summary: "Checks a protocol's YAML and keeps it as a new version.",
        tag: .protocols,
        permission: .manageProtocols,
        body: LoadProtocolRequest.codec.schema(),
        success: .created("The protocol.", CareProtocol.codec.schema()),
        problems: [.protocolVersionExists],
        handler: .signedIn { exchange in
            let request = try exchange.decode(LoadProtocolRequest.codec)
            let answer = try await LoadProtocol.run(
                yaml: request.yaml,
                isActive: request.isActive,
                call: exchange.call,
                in: exchange.environment
            )
            // The document begins with its code; a client reads the rest of the address from there.
            let document = try JSONReader.read(answer.body, limits: .ownDocuments)
            let code = document["code"]?.string ?? ""
            return .created(answer, at: "/api/v1/protocols/\(code)?version=\(answer.version)")
        }
    )

    private static let organisations = Route(
        method: .get,
        path: "/api/v1/organisations",
        operationID: "listOrganisations",
        summary: "Lists the hospitals that take part.",
        tag: .organisations,
        permission: .readAccounts,
        success: .page("The organisations.", RowSchemas.organisationLine),
        handler: .signedIn { exchange in
            .page(try await ListOrganisations.run(call: exchange.call, in: exchange.environment), of: exchange)
        }
    )

    private static let addOrganisation = Route(
        method: .post,
        path: "/api/v1/organisations",
        operationID: "addOrganisation",
        summary: "Adds a hospital.",
        tag: .organisations,
        permission: .manageAccounts,
        body: Organisation.codec.schema(),
        success: .created("The organisation.", Organisation.codec.schema()),
        problems: [.organisationExists],
        handler: .signedIn { exchange in
            let answer = try await AddOrganisation.run(
                exchange.decode(Organisation.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(answer, at: "/api/v1/organisations")
        }
    )
}

/// The body of a new protocol version.
struct LoadProtocolRequest: Sendable, Hashable {
    /// The whole YAML text.
    let yaml: String
    /// Whether new workups use it from now on.
    let isActive: Bool

    static let codec: Codec<LoadProtocolRequest> = .object(
        "NewProtocol",
        LoadProtocolRequest.init(yaml:isActive:),
        .required("yaml", \.yaml, .note(max: 1_000_000)),
        .flag("isActive", \.isActive)
    )
}
