// One operation of the API document: parameters, body, answers and problems of one route.
import Domain
import HTTPTypes
import UseCases

/// Describes a route.
struct OpenAPIOperation {
    let route: Route

    /// The operation object.
    var value: JSONValue {
        var members: [JSONMember] = [
            JSONMember("operationId", .string(route.operationID)),
            JSONMember("tags", .array([.string(route.tag.rawValue)])),
            JSONMember("summary", .string(route.summary)),
        ]
        if let permission = route.permission {
            let roles = permission.roles.map(\.rawValue).sorted().joined(separator: ", ")
            members.append(JSONMember("description", .string("For the roles \(roles).")))
            members.append(JSONMember("x-permission", .string(permission.rawValue)))
        }
        members.append(JSONMember("security", .array(security)))
        let parameters = parameters
        if !parameters.isEmpty { members.append(JSONMember("parameters", .array(parameters))) }
        if let body = route.body {
            let content: JSONValue = .object(("application/json", .object(("schema", body.body))))
            members.append(JSONMember("requestBody", .object(("required", .bool(true)), ("content", content))))
        }
        if let form = route.form {
            let fields = form.map { JSONMember($0, .object(("type", "string"))) }
            let schema: JSONValue = .object(
                ("type", "object"),
                ("properties", .object(fields)),
                ("additionalProperties", .bool(false))
            )
            let content: JSONValue = .object(("application/x-www-form-urlencoded", .object(("schema", schema))))
            members.append(JSONMember("requestBody", .object(("required", .bool(true)), ("content", content))))
        }
        members.append(JSONMember("responses", .object(responses)))
        return .object(members)
    }

    /// A token or a session, a session, or nothing.
    private var security: [JSONValue] {
        let session = JSONValue.object(("session", .array([])))
        if route.needsSession { return [session] }
        return route.needsToken ? [.object(("token", .array([]))), session] : []
    }

    private var parameters: [JSONValue] {
        var all = route.parameters.map { parameter in
            JSONValue.object(
                ("name", .string(parameter.name)),
                ("in", .string(parameter.place)),
                ("required", .bool(parameter.isRequired)),
                ("description", .string(parameter.summary)),
                ("schema", parameter.schema.body)
            )
        }
        if route.needsVersion {
            all.append(
                header(
                    "If-Match",
                    isRequired: true,
                    "The ETag of the version that the change is made against.",
                    pattern: #"^"[1-9][0-9]*"$"#
                )
            )
        }
        if route.acceptsIdempotencyKey {
            all.append(
                header(
                    "Idempotency-Key",
                    isRequired: false,
                    "A key of the caller's own: sent again with the same request, it gives the first answer.",
                    pattern: #"^[ -~]{1,200}$"#
                )
            )
        }
        return all
    }

    private func header(_ name: String, isRequired: Bool, _ summary: String, pattern: String) -> JSONValue {
        .object(
            ("name", .string(name)),
            ("in", "header"),
            ("required", .bool(isRequired)),
            ("description", .string(summary)),
            ("schema", .object(("type", "string"), ("pattern", .string(pattern))))
        )
    }

    private var responses: [JSONMember] {
        var members = [JSONMember(String(route.success.status.code), success)]
        if route.redirects {
            let location: JSONValue = .object(("Location", textHeader("The next page.", isRequired: true)))
            members.append(
                JSONMember("303", .object(("description", "On to the next page."), ("headers", location)))
            )
        }
        var codes: [Int: [ProblemCode]] = [:]
        for code in route.possibleProblems {
            codes[ProblemCatalogue.entry(code).status.code, default: []].append(code)
        }
        for (status, codes) in codes.sorted(by: { $0.key < $1.key }) {
            let types = codes.map { "`\($0.type)`" }.joined(separator: ", ")
            let title = ProblemCatalogue.entry(codes[0]).title.en
            var response: [JSONMember] = [JSONMember("description", .string("\(title): \(types)."))]
            if let headers = problemHeaders(status) { response.append(JSONMember("headers", headers)) }
            var content = [
                JSONMember("application/problem+json", .object(("schema", ProblemSchema.problem.body)))
            ]
            // A page tells what is wrong in its place.
            if route.form != nil || route.redirects {
                content.append(JSONMember("text/html", .object(("schema", textSchema))))
            }
            response.append(JSONMember("content", .object(content)))
            members.append(JSONMember(String(status), .object(response)))
        }
        return members
    }

    private var success: JSONValue {
        var members = [JSONMember("description", .string(route.success.summary))]
        let fields = route.success.fields.map { JSONMember($0.rawValue, fieldValue($0)) }
        if !fields.isEmpty { members.append(JSONMember("headers", .object(fields))) }
        let content = route.success.content.map { content in
            JSONMember(
                content.mediaType,
                .object(("schema", content.schema?.body ?? .object(("type", "string"))))
            )
        }
        if !content.isEmpty { members.append(JSONMember("content", .object(content))) }
        return .object(members)
    }

    private func fieldValue(_ field: RouteSuccess.Field) -> JSONValue {
        switch field {
        case .etag: textHeader("The version, for `If-Match`.", isRequired: true)
        case .location: textHeader("Where the new thing is.", isRequired: true)
        case .link: textHeader("The next page, where there is one (`rel=\"next\"`).", isRequired: false)
        case .knownAt:
            textHeader(
                "The instant of which the answer tells, where it was read from a replica and may be a moment behind.",
                isRequired: false
            )
        }
    }

    private func problemHeaders(_ status: Int) -> JSONValue? {
        switch status {
        case 401: .object(("WWW-Authenticate", textHeader("How to sign in.", isRequired: true)))
        case 412: .object(("ETag", textHeader("The newest version, where it is known.", isRequired: false)))
        case 429, 503: .object(("Retry-After", textHeader("When to try again, in seconds.", isRequired: true)))
        default: nil
        }
    }

    private var textSchema: JSONValue { .object(("type", "string")) }

    private func textHeader(_ summary: String, isRequired: Bool) -> JSONValue {
        .object(
            ("description", .string(summary)),
            ("required", .bool(isRequired)),
            ("schema", .object(("type", "string")))
        )
    }
}

extension Route {
    /// Every problem type that the shape of the route implies, and those it names itself.
    var possibleProblems: [ProblemCode] {
        var codes: [ProblemCode] = []
        let takesInput = body != nil || !parameters.isEmpty
        // Every route refuses a query it does not know.
        codes += [.invalidInput, .rateLimited]
        if body != nil { codes += [.unreadableBody, .tooLarge, .unsupportedMediaType] }
        if form != nil { codes += [.unreadableBody, .tooLarge, .unsupportedMediaType] }
        if needsToken { codes += [.tokenRefused, .sessionEnded, .signInUnfinished, .databaseUnavailable] }
        if needsSession { codes += [.sessionEnded, .databaseUnavailable] }
        if isUnsafe { codes.append(.crossSite) }
        if let permission {
            codes += [.roleMayNot, .scopeMayNot]
            if permission.needsFreshFactor { codes.append(.freshFactorNeeded) }
        }
        if takesInput && path.contains("{") { codes.append(.notFound) }
        if needsVersion { codes += [.staleVersion, .versionRequired] }
        if acceptsIdempotencyKey { codes += [.idempotencyKeyReused, .requestInFlight] }
        codes += problems
        codes += [.deadlineExceeded, .fault]
        var seen: Set<ProblemCode> = []
        return codes.filter { seen.insert($0).inserted }
    }
}
