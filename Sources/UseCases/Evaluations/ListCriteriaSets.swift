// The criteria sets of the program: what stands behind an answer, and what was published of it.
import Criteria
import Domain
import Records

/// Lists the criteria sets.
package enum ListCriteriaSets {
    /// Every set in the version that answers now, with what was published of its accuracy: it stands beside a verdict.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> Page {
        let note = AuditNote(event: "ListCriteriaSets", action: .read, objectType: "criteriaSet", categories: [])
        let sets = environment.criteriaSets
        return try await call.list(.readProtocols, note, in: environment) { _ in
            (Page(items: sets.map(\.json.bytes), next: nil), [])
        }
    }
}

extension CriteriaSet {
    fileprivate var json: JSONValue {
        let fixed: [JSONMember] = [
            JSONMember("id", .string(id)), JSONMember("version", .string(version)),
            JSONMember("effectiveFrom", .string(effectiveFrom.description)),
            JSONMember("disease", .string(disease.rawValue)), JSONMember("names", names.json),
            JSONMember("status", .string(status.rawValue)),
            JSONMember("signedOffBy", .array(signedOffBy.map { .string($0) })),
            JSONMember("accuracy", .array(accuracy.map { $0.json(sources) })),
        ]
        return .object(fixed + (note.map { [JSONMember("note", $0.json)] } ?? []))
    }
}

extension CriteriaAccuracy {
    fileprivate func json(_ sources: [CriteriaSource]) -> JSONValue {
        let citation = sources.first { $0.id == source }?.citation ?? source
        let fixed: [JSONMember] = [
            JSONMember("category", .string(category.rawValue)), JSONMember("population", population.json),
            JSONMember("source", .string(citation)), JSONMember("status", .string(status.rawValue)),
        ]
        let published: [JSONMember?] = [
            otherSet.map { JSONMember("otherSet", $0.json) },
            sensitivityPercent.map { JSONMember("sensitivityPercent", .decimal($0)) },
            specificityPercent.map { JSONMember("specificityPercent", .decimal($0)) },
            responseCount.map { JSONMember("responseCount", .integer($0)) },
            patientCount.map { JSONMember("patientCount", .integer($0)) },
        ]
        return .object(fixed + published.compactMap { $0 })
    }
}

extension Localized {
    fileprivate var json: JSONValue { .object(("en", .string(en)), ("nl", .string(nl))) }
}
