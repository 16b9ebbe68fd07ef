// Parsers of what comes over HTTP: queries, forms, fields of the head, cookies, tokens of the provider, cursors.
import HTTPTypes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
@testable import Domain
@testable import Server
@testable import UseCases

extension FuzzParser {
    static let web: [FuzzParser] = [query, form, fields, addresses, tokens, cursors, parameters]

    private static let query = FuzzParser(
        text: "query",
        from: "the query of every address",
        law: "written and read again it is the same; no name twice, no NUL, never beyond its limit"
    ) { text in
        let query = QueryText(text)
        guard query.faults.isEmpty else { return nil }
        if query.items.count > QueryText.itemsMax { return "more was taken than the limit allows" }
        if Set(query.items.map(\.name)).count != query.items.count { return "a name stands twice" }
        if query.items.contains(where: { $0.value.utf8.contains(0) }) { return "a NUL was taken" }
        let written = query.items.map { "\(QueryText.encoded($0.name))=\(QueryText.encoded($0.value))" }
        return QueryText(written.joined(separator: "&")).items == query.items
            ? nil : "what is read again is another query"
    }

    private static let form = FuzzParser(
        "form",
        from: "forms of pages",
        law: "put together again from what was read it is the same JSON"
    ) { bytes in
        guard let form = try? FormText(bytes, pointersAnd: ["key", "version"]) else { return nil }
        let schema = CaseFile.codec.schema()
        let document = FormDocument(form.entries, schema: schema)
        let again = FormDocument(form.entries.reversed().sorted { $0.name < $1.name }, schema: schema)
        return again.json == document.json ? nil : "the order of fields counts"
    }

    private static let fields = FuzzParser(
        text: "fields",
        from: "If-Match, Accept-Language, cookies, Forwarded",
        law: "a version is written as it was read; whoever is no proxy of ours has no say in the address"
    ) { text in
        if let version = EntityTag.version(text), EntityTag.text(version) != text.trimmingSpaces() {
            return "a version is written in two ways"
        }
        _ = Language.preferred(by: text)
        guard let name = HTTPField.Name("Cookie"), HTTPField.isValidValue(text) else { return nil }
        var headers: HTTPFields = [name: text]
        if let value = CookieName.session.value(in: headers), value.utf8.count > 200 {
            return "a long cookie was taken"
        }
        _ = Language.chosen(in: headers)
        headers[.forwarded] = text
        headers[.xForwardedFor] = text
        let stranger = NetworkAddress("192.0.2.1")
        for field in ForwardedField.allCases {
            var settings = ServerSettings()
            settings.trustedProxies = NetworkRange.list("10.0.0.0/8") ?? []
            settings.forwardedField = field
            let rule = ClientAddressRule(settings)
            if rule.address(peer: stranger, headers) != stranger { return "a stranger told an address" }
            if rule.address(peer: NetworkAddress("10.0.0.1"), headers) == nil { return "a peer has no address" }
        }
        return nil
    }

    private static let addresses = FuzzParser(
        text: "addresses",
        from: "settings, proxies, the page somebody wanted, notices",
        law: "written and read again it is the same"
    ) { text in
        if let address = NetworkAddress(text),
            let broken = isStable(address, written: \.description, read: NetworkAddress.init(_:))
        {
            return "an address: \(broken)"
        }
        if NetworkAddress(text) != nil, !text.utf8.contains(0) {
            var place = (UInt64(0), UInt64(0))
            let isKnown = inet_pton(AF_INET, text, &place) == 1 || inet_pton(AF_INET6, text, &place) == 1
            if !isKnown { return "the system takes it for no address" }
        }
        _ = NetworkRange.list(text)
        if let address = WebAddress(text) {
            guard let origin = WebAddress(address.origin) else { return "an origin is no address" }
            if origin.host != address.host || origin.port != address.port { return "an origin is another place" }
        }
        if let local = LocalAddress(text), WebAddress(local.text) != nil { return "a page of ours is another host" }
        return WantedPage(text).flatMap { WantedPage($0.address) == $0 ? nil : "a wanted page is not read again" }
    }

    private static let tokens = FuzzParser(
        text: "tokens",
        from: "signed tokens, keys and metadata of the hospital's provider, cookies of a sign-in",
        law: "written and read again it is the same; never beyond its limit"
    ) { text in
        if let token = try? SignedToken(text) {
            if token.text.utf8.count > SignedToken.bytesMax { return "a token beyond the limit was taken" }
            _ = try? IdentityClaims(token.unverifiedClaims)
        }
        if let bytes = Base64URL.decoded(text.utf8), Base64URL.encoded(bytes) != text {
            return "the same bytes are written in two ways"
        }
        if let transaction = SignInTransaction(cookie: text),
            SignInTransaction(cookie: transaction.cookie) != transaction
        {
            return "a sign-in is not read again"
        }
        guard let document = try? JSONReader.read(Array(text.utf8)) else { return nil }
        _ = try? ProviderKeySet(document)
        _ = try? IdentityClaims(document)
        if let issuer = WebAddress("https://login.example.org/") { _ = try? ProviderMetadata(document, issuer: issuer) }
        return nil
    }

    private static let cursors = FuzzParser(
        text: "cursors",
        from: "cursors of lists, places among changes",
        law: "written and read again it is the same"
    ) { text in
        if let place = WorklistCursor.read(text), WorklistCursor.read(WorklistCursor.text(place)) != place {
            return "a place of the worklist is not read again"
        }
        return ChangePlace(text).flatMap { isStable($0, written: \.text, read: ChangePlace.init(_:)) }
    }

    private static let parameters = FuzzParser(
        text: "parameters",
        from: "values in paths and queries, by the whole route table",
        law: "no fault comes without a sentence"
    ) { text in
        for parameter in declared {
            for fault in parameter.faults(text) where fault.message.en.isEmpty {
                return "\(parameter.name): no sentence"
            }
        }
        return nil
    }

    /// Every parameter of the route table, each once.
    private static let declared: [ParameterDeclaration] = {
        var seen: Set<String> = []
        return RouteTable.all.routes.flatMap(\.parameters).filter { seen.insert("\($0.place) \($0.name)").inserted }
    }()
}
