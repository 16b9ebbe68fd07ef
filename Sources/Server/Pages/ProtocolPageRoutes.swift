// The pages of protocols: their versions, one of them, checking a file, keeping it, making a version the active one.
import Domain
import HTTPTypes
import Pages
import Reports
import UseCases

/// `/administration/protocols` and what is below it.
enum ProtocolPageRoutes {
    static let all = [list, checkPage, checkForm, keepForm, read, activationPage, activationForm]

    /// What was done before the page is shown.
    private enum Done: String, CaseIterable, Sendable {
        case kept, activated
    }

    private static let code = Parameter<String>.path("protocolCode", "The protocol's code.", .openCode())
    private static let version = Parameter<Int>.query(
        "version",
        "The version; the active one where left out.",
        .integer(1...1_000_000)
    )
    private static let done = Parameter<Done>.query("done", "What was just done.", .word(Done.allCases))

    private static let list = Route.page(
        AdministrationPlace.protocols.address,
        "protocolsPage",
        "The versions of protocols.",
        .manageProtocols,
        in: .administration
    ) { exchange in
        let rows = try await exchange.items(ListProtocols.run(call: exchange.call, in: exchange.environment))
        let lines = rows.compactMap { row -> ProtocolLine? in
            guard let code = row["code"]?.string, case .number(let version)? = row["version"],
                let number = version.integer, let loaded = row["loadedAt"]?.string.flatMap({ Instant($0) })
            else { return nil }
            var count = 0
            if case .number(let found)? = row["openWorkupCount"] { count = found.integer ?? 0 }
            return ProtocolLine(
                code: code,
                version: number,
                name: row["names"]?[exchange.language.rawValue]?.string ?? code,
                isActive: row["isActive"] == .bool(true),
                openWorkupCount: count,
                loadedAt: loaded
            )
        }
        return exchange.show(ProtocolsPage(lines, exchange.wording), at: AdministrationPlace.protocols.address)
    }

    // MARK: One version

    private static let read = Route.page(
        "/administration/protocols/{protocolCode}",
        "protocolPage",
        "A version of a protocol, to be read.",
        .manageProtocols,
        in: .administration,
        parameters: [code.declaration, version.declaration, done.declaration],
        problems: [.notFound]
    ) { exchange in
        let preview = try await exchange.preview(exchange(code), exchange[version])
        let careProtocol = preview.careProtocol
        let page = ProtocolPage(
            careProtocol,
            isActive: preview.isActive,
            criteriaSets: exchange.environment.criteriaSets,
            exchange.wording
        )
        var shell = exchange.shell(at: ProtocolAddress.of(careProtocol.code, careProtocol.version))
        switch exchange[done] {
        case .kept: shell.notice = exchange.wording(ProtocolPageWord.kept)
        case .activated: shell.notice = exchange.wording(ProtocolPageWord.activated)
        case nil: break
        }
        return exchange.show(page, in: shell)
    }

    private static let activationPage = Route.page(
        "/administration/protocols/{protocolCode}/activation",
        "activationPage",
        "What making a version the active one would do.",
        .manageProtocols,
        in: .administration,
        parameters: [code.declaration, version.declaration],
        problems: [.notFound]
    ) { exchange in
        let (page, shell) = try await exchange.activationPage(exchange(code), exchange[version])
        return exchange.show(page, in: shell)
    }

    private static let activationForm = Route.pageForm(
        "/administration/protocols/{protocolCode}/activation",
        "activationForm",
        "Makes a version the one that new workups are opened on.",
        .manageProtocols,
        in: .administration,
        parameters: [code.declaration]
    ) { exchange, form in
        let name = try exchange(code)
        return try await exchange.answering(form) { typed in
            try await exchange.activationPage(name, Int(form.text["/version"]), typed)
        } with: {
            try await form.using(ActivateProtocol.Input.codec) { input in
                _ = try await ActivateProtocol.run(code: name, input, call: exchange.call, in: exchange.environment)
                return .redirect(to: "\(ProtocolAddress.of(name, input.version))&done=activated")
            }
        }
    }

    // MARK: A file

    private static let checkPage = Route.page(
        ProtocolAddress.check,
        "checkProtocolPage",
        "The page on which a protocol file is checked.",
        .manageProtocols,
        in: .administration
    ) { exchange in
        exchange.show(ProtocolCheckPage(in: exchange.language), at: ProtocolAddress.check)
    }

    private static let checkForm = Route.pageForm(
        ProtocolAddress.check,
        "checkProtocolForm",
        "Tells every fault of a protocol file, or what differs from the active version.",
        .manageProtocols,
        in: .administration,
        others: ["yaml"]
    ) { exchange, form in
        let yaml = form.text["yaml"].replacing("\r\n", with: "\n")
        let page = try await exchange.checked(yaml)
        return exchange.show(page, at: ProtocolAddress.check, status: page.isSound ? .ok : .badRequest)
    }

    private static let keepForm = Route.pageForm(
        ProtocolAddress.new,
        "keepProtocolForm",
        "Keeps a protocol file as a version that is not active.",
        .manageProtocols,
        in: .administration,
        others: ["yaml"],
        problems: [.protocolVersionExists]
    ) { exchange, form in
        let yaml = form.text["yaml"].replacing("\r\n", with: "\n")
        return try await exchange.answering(form) { typed in
            let trouble = typed.faultsOfAll.joined(separator: " ")
            let page = ProtocolCheckPage(yaml: yaml, trouble: trouble, in: exchange.language)
            return (page, exchange.shell(at: ProtocolAddress.check))
        } with: {
            let answer = try await LoadProtocol.run(
                yaml: yaml,
                isActive: false,
                call: exchange.call,
                in: exchange.environment
            )
            let code = try JSONReader.read(answer.body, limits: .ownDocuments)["code"]?.string ?? ""
            return .redirect(to: "\(ProtocolAddress.of(code, answer.version))&done=kept")
        }
    }
}

extension PageExchange {
    /// A version beside the active one; the active one itself where none is named.
    fileprivate func preview(_ code: String, _ version: Int?) async throws -> ActivationPreview {
        var asked = version
        if asked == nil {
            asked = try await ReadProtocol.run(code: code, version: nil, call: call, in: environment).version
        }
        guard let asked else { throw Problem(.notFound) }
        return try await PreviewActivation.run(code: code, version: asked, call: call, in: environment)
    }

    fileprivate func activationPage(
        _ code: String,
        _ version: Int?,
        _ typed: FormTyped? = nil
    ) async throws -> (page: ProtocolActivationPage, shell: PageShell) {
        let preview = try await preview(code, version)
        let page = ProtocolActivationPage(
            preview.careProtocol,
            activeVersion: preview.active?.version ?? (preview.isActive ? preview.careProtocol.version : nil),
            openWorkups: preview.openWorkups.map { .init(version: $0.version, state: $0.state, count: $0.count) },
            differences: preview.differences,
            key: newKey,
            typed,
            in: language
        )
        return (page, shell(at: ProtocolAddress.activation(code, preview.careProtocol.version)))
    }

    /// The page of a file that was read.
    fileprivate func checked(_ yaml: String) async throws -> ProtocolCheckPage {
        switch try await CheckProtocol.run(yaml: yaml, call: call, in: environment) {
        case .faults(let faults):
            return ProtocolCheckPage(
                yaml: yaml,
                faults: faults.map { .init(line: $0.line, column: $0.column, message: $0.message[language]) },
                in: language
            )
        case .careProtocol(let careProtocol):
            return ProtocolCheckPage(
                yaml: yaml,
                careProtocol,
                active: try await active(careProtocol.code),
                key: newKey,
                in: language
            )
        }
    }

    /// The active version of a protocol; nil where there is none.
    private func active(_ code: String) async throws -> CareProtocol? {
        do throws(UseCaseError) {
            let answer = try await ReadProtocol.run(code: code, version: nil, call: call, in: environment)
            do {
                return try CareProtocol.codec.decode(answer.body)
            } catch {
                throw UseCaseError(any: error)
            }
        } catch {
            guard error.category == .notFound else { throw error }
            return nil
        }
    }
}
