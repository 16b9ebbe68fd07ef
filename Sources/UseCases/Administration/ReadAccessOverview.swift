// The patient's own overview of who used the record, from the log. Making it is itself in the log.
package import Domain
import FoundationEssentials
import Records

/// Reads what was done with one patient's record.
package enum ReadAccessOverview {
    /// At most this many acts in one overview; more are asked for by period.
    package static let actsMax = 50_000

    /// The acts, the newest first: all there are in the period, or none. What was done with a record that was joined is
    /// among them, and names that record.
    ///
    /// - Parameters:
    ///   - patient: whose record.
    ///   - from: from this instant on.
    ///   - to: before this instant.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the acts.
    /// - Throws: `UseCaseError`; invalid input where the period is empty or there are too many acts in it.
    package static func run(
        _ patient: ID<Patient>,
        from: Instant?,
        to: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [AccessLook] {
        if let from, let to, to <= from {
            throw .invalid(
                "to",
                .outOfRange,
                en: "The period ends before it begins.",
                nl: "De periode eindigt voordat zij begint."
            )
        }
        let detail = [from.map { "from \($0)" }, to.map { "to \($0)" }].compactMap(\.self).joined(separator: ", ")
        var note = AuditNote.ofLog("ReadAccessOverview", patient: patient)
        note.objectDetail = detail
        let (own, joined) = try await call.readLog(note, in: environment) { transaction in
            (
                try await pages(of: patient, from, to, actsMax, transaction),
                try await transaction.joinedRecords(of: patient)
            )
        }
        var acts = own.map { (record: ID<Patient>?.none, event: $0) }
        for record in joined {
            // To look into a record that was joined is a use of that record.
            var note = AuditNote.ofLog("ReadAccessOverview", patient: record)
            note.objectDetail = detail
            let rest = actsMax - acts.count
            let found = try await call.readLog(note, in: environment) { transaction in
                try await pages(of: record, from, to, rest, transaction)
            }
            acts += found.map { (record: record, event: $0) }
        }
        do {
            let names = try await organisationNames(environment)
            // A list that showed several records of the person is one act.
            var seen: Set<String> = []
            return try acts.map { try look($0.event, of: $0.record, names) }.filter { seen.insert($0.id).inserted }
                .sorted { ($1.look.at, $1.id) < ($0.look.at, $0.id) }.map(\.look)
        } catch {
            throw UseCaseError(any: error)
        }
    }

    private static func pages(
        of patient: ID<Patient>,
        _ from: Instant?,
        _ to: Instant?,
        _ countMax: Int,
        _ transaction: RecordTransaction
    ) async throws -> [[UInt8]] {
        var events: [[UInt8]] = []
        var place: (Instant, UUID)?
        repeat {
            let page = try await transaction.auditEvents(
                patient: patient,
                user: nil,
                from: from,
                to: to,
                event: nil,
                after: place,
                limit: SearchAudit.pageSizeMax
            )
            events += page.items
            place = page.next.map { ($0.recordedAt, $0.id) }
            guard events.count <= countMax else {
                throw UseCaseError.invalid(
                    "from",
                    .outOfRange,
                    en: "The record was used more than \(actsMax) times in this period. Ask for a shorter one.",
                    nl: "Het dossier is in deze periode meer dan \(actsMax) keer gebruikt. Vraag een kortere periode."
                )
            }
        } while place != nil
        return events
    }

    /// The names of the organisations, by their ids.
    private static func organisationNames(_ environment: Environment) async throws -> [String: String] {
        let rows = try await environment.record.write { try await $0.organisations(limit: 10_000) }
        let pairs = try rows.compactMap { bytes -> (String, String)? in
            let row = try JSONReader.read(bytes, limits: .ownDocuments)
            guard let id = row["id"]?.string, let name = row["name"]?.string else { return nil }
            return (id, name)
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func look(
        _ event: [UInt8],
        of record: ID<Patient>?,
        _ organisations: [String: String]
    ) throws -> (id: String, look: AccessLook) {
        let event = try JSONReader.read(event, limits: .ownDocuments)
        guard let at = event["recordedAt"]?.string.flatMap({ Instant($0) }), let id = event["id"]?.string else {
            throw UseCaseError.brokenDocument
        }
        var outcome = 0
        if case .number(let number)? = event["outcome"] { outcome = number.integer ?? 0 }
        let organisation = event["organisationId"]?.string
        let look = AccessLook(
            at: at,
            who: event["userName"]?.string ?? "",
            role: event["role"]?.string.flatMap { Role(rawValue: $0) },
            organisation: organisation.map { organisations[$0] ?? $0 },
            event: event["event"]?.string ?? "",
            categories: event["dataCategories"]?.array?.compactMap(\.string) ?? [],
            purpose: event["purpose"]?.string ?? "",
            checks: event["checks"]?.string,
            isList: event["patientId"] == nil,
            isRefused: outcome != 0,
            reason: event["reason"]?.string,
            record: record
        )
        return (id, look)
    }
}
