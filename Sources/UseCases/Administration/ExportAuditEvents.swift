// Events of the log as FHIR R4 AuditEvents in the profile of IHE BALP: one for each patient.
package import Domain
import FoundationEssentials
import Records

/// Exports the log for other systems.
package enum ExportAuditEvents {
    /// A page of events as AuditEvents, newest first; an event that showed several patients becomes several.
    ///
    /// - Parameters:
    ///   - filter: which events.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: a JSON document each, and where the next page begins.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ filter: SearchAudit.Filter,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> (items: [JSONValue], next: String?) {
        let page = try await SearchAudit.run(filter, call: call, in: environment)
        do {
            let events = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
            let places = events.compactMap { event -> (recordedAt: Instant, id: UUID)? in
                guard let at = event["recordedAt"]?.string.flatMap({ Instant($0) }),
                    let id = event["id"]?.string.flatMap({ ID<AuditEntry>($0) })
                else { return nil }
                return (at, id.uuid)
            }
            let (subjects, queries) = try await call.readLog(.ofLog("ExportAudit"), in: environment) {
                try await $0.auditDetails(of: places)
            }
            let items = zip(events, places).flatMap { event, place -> [JSONValue] in
                let own = event["patientId"]?.string.map { [$0] } ?? []
                let shown = own + (subjects[place.id] ?? []).map(\.description)
                let document = FHIRAuditEvent(event: event, query: queries[place.id])
                return shown.isEmpty ? [document.resource(patient: nil)] : shown.map { document.resource(patient: $0) }
            }
            return (items, page.next)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// One event of the log and what FHIR makes of it.
struct FHIRAuditEvent: Sendable {
    /// The event as a search shows it.
    let event: JSONValue
    /// The search as it was sent, in base 64.
    let query: String?

    private static let dicom = "http://dicom.nema.org/resources/ontology/DCM"
    private static let kinds = "http://terminology.hl7.org/CodeSystem/audit-event-type"
    private static let interactions = "http://hl7.org/fhir/restful-interaction"
    private static let purposes = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
    private static let entities = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
    private static let roles = "http://terminology.hl7.org/CodeSystem/object-role"
    private static let extensionBase = "https://workup.example/fhir/StructureDefinition/"

    /// The AuditEvent about one patient, or about none.
    func resource(patient: String?) -> JSONValue {
        let action = text("action") ?? "E"
        var members = [
            JSONMember("resourceType", "AuditEvent"),
            JSONMember("id", .string(patient.map { "\(text("id") ?? "")-\($0.suffix(12))" } ?? text("id") ?? "")),
            JSONMember("type", coding(Self.kinds, "rest", "RESTful Operation")),
            JSONMember(
                "subtype",
                .array([
                    coding(Self.interactions, interaction(action), nil),
                    .object(("code", .string(text("event") ?? ""))),
                ])
            ),
            JSONMember("action", .string(action)), JSONMember("recorded", .string(text("recordedAt") ?? "")),
            JSONMember("outcome", .string(event["outcome"].map(number) ?? "0")),
            JSONMember("agent", .array(agents)), JSONMember("source", source),
            JSONMember("entity", .array(entities(patient))),
        ]
        if let outcome = outcomeWords { members.insert(JSONMember("outcomeDesc", .string(outcome)), at: 7) }
        let extensions = ownExtensions
        if !extensions.isEmpty { members.insert(JSONMember("extension", .array(extensions)), at: 2) }
        return .object(members)
    }

    private func text(_ name: String) -> String? { event[name]?.string }

    private func number(_ value: JSONValue) -> String {
        if case .number(let number) = value { number.text } else { "0" }
    }

    private func interaction(_ action: String) -> String {
        switch action {
        case "C": "create"
        case "R": "read"
        case "U": "update"
        case "D": "delete"
        default: query == nil ? "operation" : "search"
        }
    }

    private var outcomeWords: String? {
        switch event["outcome"].map(number) {
        case "4": "Not found"
        case "8": "Access Denied"
        case "12": "Failed"
        default: nil
        }
    }

    /// The user, the responsible one where it is another, the client and the service.
    private var agents: [JSONValue] {
        var user = [
            JSONMember("type", concept(coding(Self.dicom, "110153", "Source Role ID"))),
            JSONMember("role", .array([.object(("text", .string(text("role") ?? "")))])),
            JSONMember(
                "who",
                .object(("identifier", .object(("value", .string(text("userId") ?? text("userName") ?? "")))))
            ),
            JSONMember("name", .string(text("userName") ?? "")),
            JSONMember("requestor", .bool(true)),
            JSONMember("purposeOfUse", .array([concept(coding(Self.purposes, text("purpose") ?? "TREAT", nil))])),
        ]
        if let alternate = text("alternateUserId") { user.insert(JSONMember("altId", .string(alternate)), at: 3) }
        var agents: [JSONValue] = [.object(user)]
        if let responsible = text("responsibleUserId") {
            agents.append(
                .object(
                    ("role", .array([.object(("text", .string(text("responsibleRole") ?? "")))])),
                    ("who", .object(("identifier", .object(("value", .string(responsible)))))),
                    ("requestor", .bool(false))
                )
            )
        }
        let address = text("networkAddress") ?? "localhost"
        agents.append(agent("110150", "Application", address, requestor: false))
        agents.append(agent("110152", "Destination Role ID", text("source") ?? "workup", requestor: false))
        return agents
    }

    private func agent(_ code: String, _ words: String, _ address: String, requestor: Bool) -> JSONValue {
        // 2 is an address, 1 the name of a machine.
        let isAddress = address.allSatisfy { $0.isHexDigit || $0 == "." || $0 == ":" }
        return .object(
            ("type", concept(coding(Self.dicom, code, words))),
            ("who", .object(("display", .string(address)))),
            ("requestor", .bool(requestor)),
            ("network", .object(("address", .string(address)), ("type", .string(isAddress ? "2" : "1"))))
        )
    }

    private var source: JSONValue {
        var members = [JSONMember("observer", .object(("display", .string(text("source") ?? "workup"))))]
        if let site = text("site") { members.insert(JSONMember("site", .string(site)), at: 0) }
        members.append(
            JSONMember(
                "type",
                .array([coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server")]
                )
            )
        )
        return .object(members)
    }

    private func entities(_ patient: String?) -> [JSONValue] {
        var entities: [JSONValue] = []
        if let patient {
            entities.append(
                .object(
                    ("what", .object(("identifier", .object(("value", .string(patient)))))),
                    ("type", coding(Self.entities, "1", "Person")),
                    ("role", coding(Self.roles, "1", "Patient"))
                )
            )
        }
        if let query {
            entities.append(
                .object(
                    ("type", coding(Self.entities, "2", "System Object")),
                    ("role", coding(Self.roles, "24", "Query")),
                    ("query", .string(query))
                )
            )
        } else if let object = text("objectId") ?? text("objectType") {
            var members = [
                JSONMember("what", .object(("identifier", .object(("value", .string(object)))))),
                JSONMember("type", coding(Self.entities, "2", "System Object")),
                JSONMember("role", coding(Self.roles, "4", "Domain Resource")),
            ]
            if let name = text("objectName") { members.append(JSONMember("name", .string(name))) }
            entities.append(.object(members))
        }
        if let request = text("requestId") {
            entities.append(
                .object(
                    ("what", .object(("identifier", .object(("value", .string(request)))))),
                    (
                        "type",
                        coding("https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId", nil)
                    )
                )
            )
        }
        return entities
    }

    /// What FHIR has no place for: the four checks, and the categories and origins of the data.
    private var ownExtensions: [JSONValue] {
        var extensions: [JSONValue] = []
        func add(_ name: String, _ value: String) {
            extensions.append(.object(("url", .string(Self.extensionBase + name)), ("valueString", .string(value))))
        }
        if let checks = text("checks") { add("checks", checks) }
        for category in event["dataCategories"]?.array ?? [] { add("data-category", category.string ?? "") }
        for origin in event["origins"]?.array ?? [] { add("origin", origin.string ?? "") }
        return extensions
    }

    private func coding(_ system: String, _ code: String, _ words: String?) -> JSONValue {
        var members = [JSONMember("system", .string(system)), JSONMember("code", .string(code))]
        if let words { members.append(JSONMember("display", .string(words))) }
        return .object(members)
    }

    private func concept(_ coding: JSONValue) -> JSONValue {
        .object(("coding", .array([coding])))
    }
}
