// What a service says once it listens: where it is and, for a demo, what to try.
import Domain
import Server

/// The address, and the guide to the demo.
struct ServeGreeting {
    let edge: ServerSettings
    let ports: ListeningPorts
    let guide: DemoGuide?

    /// The address as a browser takes it.
    var address: String { ServeGreeting.address(edge.hasOwnTLS ? "https" : "http", edge.host, ports.service) }

    /// The address of the numbers of the process, where they are given out.
    private var metricsAddress: String? {
        ports.metrics.map { ServeGreeting.address("http", edge.metricsHost, $0) + "/metrics" }
    }

    private static func address(_ scheme: String, _ host: String, _ port: Int) -> String {
        let name = host == "0.0.0.0" || host == "::" ? "localhost" : host.contains(":") ? "[\(host)]" : host
        return "\(scheme)://\(name):\(port)"
    }

    /// Prints it on standard output, as one JSON document where JSON was asked for.
    func show(on console: Console) throws {
        switch console.form {
        case .json: try console.write(json.text + "\n")
        case .table, .csv: try console.write(text(console.language))
        }
    }

    private var json: JSONValue {
        var members = [JSONMember("address", .string(address))]
        if let metricsAddress { members.append(JSONMember("metrics", .string(metricsAddress))) }
        if let guide {
            members.append(JSONMember("signIns", .array(guide.signIns.map(\.json))))
            members.append(JSONMember("token", .string(guide.token)))
            members.append(
                JSONMember("commands", .array(guide.commands(address).map { .string($0.line) }))
            )
        }
        return .object(members)
    }

    private func text(_ language: Language) -> String {
        let heading = Localized(
            en: "Workup runs at \(address)  (API: \(address)/api/v1/openapi.json)",
            nl: "Workup draait op \(address)  (API: \(address)/api/v1/openapi.json)"
        )
        var text = heading[language] + "\n"
        if let metricsAddress { text += "Metrics: \(metricsAddress)\n" }
        guard let guide else { return text }
        text += "\n" + DemoSignIn.text(guide.signIns, address, language) + "\n"
        text +=
            Localized(
                en: "For programs, with a token; paste these:",
                nl: "Voor programma's, met een token; plak deze:"
            )[
                language
            ]
        text += "\nToken: \(guide.token)\n"
        for command in guide.commands(address) {
            text += "\n# \(command.title[language])\n\(command.line)\n"
        }
        return text + "\n"
    }
}
