// Whose record need not be kept any longer. Nothing goes by itself.
import Domain
import FoundationEssentials
import Records

/// Lists the records whose term is over.
package enum ListRetention {
    /// At most this many records at a time, the oldest first.
    package static let recordsMax = 1_000

    /// The records of which the terms of every organisation that has to do with them are over. Where an organisation has no
    /// term, its records are kept.
    ///
    /// - Parameters:
    ///   - terms: the terms as they are configured.
    ///   - call: who asks; only the machine's own administrator may.
    ///   - environment: the outside.
    /// - Returns: `{"items": [{"patientId", "organisations", "lastChangeOn", "lastContactOn", "dueSince"}]}`.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ terms: [RetentionTerm],
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        try await call.requireMachine(in: environment)
        let today = environment.today
        // A record that was begun less than the shortest term ago is never due.
        let shortest = terms.map(\.years).min() ?? 10_000
        let before = Instant(startOf: today.addingYears(-shortest))
        let note = AuditNote(
            event: "ListRetention",
            action: .execute,
            objectType: "patient",
            categories: [],
            purpose: "PATADMIN"
        )
        do {
            return try await environment.record.write(as: call.identity(at: environment.now())) { transaction in
                let facts =
                    terms.isEmpty
                    ? []
                    : try await transaction.retentionFacts(before: before, of: nil, limit: recordsMax)
                let items = facts.compactMap { facts -> (RetentionFacts, LocalDate)? in
                    guard let end = facts.termEnds(terms, environment), end <= today else { return nil }
                    return (facts, end)
                }
                transaction.audit(call.entry(note, in: environment), subjects: items.map(\.0.patient))
                return Page(items: items.map { $0.0.json(dueSince: $0.1, environment).bytes }, next: nil)
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension RetentionFacts {
    /// The first day on which no organisation has to keep the record; nil where one of them has no term.
    func termEnds(_ terms: [RetentionTerm], _ environment: Environment) -> LocalDate? {
        var latest: LocalDate?
        for code in organisations {
            guard let term = terms.first(where: { $0.organisation == code }) else { return nil }
            let end = term.ends(lastChange: environment.day(lastChange), lastContact: lastContact)
            latest = max(latest ?? end, end)
        }
        return latest
    }

    fileprivate func json(dueSince: LocalDate, _ environment: Environment) -> JSONValue {
        var members = [
            JSONMember("patientId", .string(patient.description)),
            JSONMember("organisations", .array(organisations.map { .string($0) })),
            JSONMember("lastChangeOn", .string(environment.day(lastChange).description)),
        ]
        if let lastContact { members.append(JSONMember("lastContactOn", .string(lastContact.description))) }
        members.append(JSONMember("dueSince", .string(dueSince.description)))
        return .object(members)
    }
}

extension Call {
    /// Passes for the machine's own administrator alone.
    func requireMachine(in environment: Environment) async throws(UseCaseError) {
        try await authorise(.manageAccounts, in: environment)
        guard origin == .commandLine, actor.userID == nil else {
            throw UseCaseError(
                .forbidden,
                "machine-only",
                en: "Only the machine's own administrator may do this, at its command line.",
                nl: "Alleen de beheerder van de machine zelf mag dit, op de opdrachtregel van de machine."
            )
        }
    }
}
