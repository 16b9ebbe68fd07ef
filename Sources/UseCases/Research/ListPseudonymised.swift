// The order in which data for research goes out: that of the pseudonyms, which only the key gives. In the order of the
// record itself, whoever has an ordinary export, or knows who came first, would read who is who off the place of a line.
package import Domain
package import Records

/// Lists the workups of an export for research, in the order in which they go out.
package enum ListPseudonymised {
    /// A workup in its place.
    package struct Item: Sendable, Hashable {
        /// The workup.
        package let workup: ID<Workup>
        /// What stands for the patient.
        package let pseudonym: String
        /// Which of the patient's workups it is, from 1 on; no order in time.
        package let number: Int
    }

    /// So many are listed at a time.
    private static let pageSize = 10_000

    /// The workups by pseudonym, and those of one pseudonym in an order that the key gives as well.
    ///
    /// - Parameters:
    ///   - workups: the workups to export; all there are where it is empty.
    ///   - key: the key of the pseudonyms.
    ///   - call: who exports; only the machine's own administrator may.
    ///   - environment: the outside.
    /// - Returns: every workup once.
    /// - Throws: `UseCaseError`; not found where one of the given workups is not there.
    package static func run(
        _ workups: [ID<Workup>],
        key: PseudonymKey,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [Item] {
        try await call.requireMachine(in: environment)
        var found: [(pseudonym: String, place: [UInt8], workup: ID<Workup>)] = []
        var last: ID<Workup>?
        repeat {
            let page = try await page(of: workups, after: last, call: call, in: environment)
            found += page.map { (key.pseudonym(of: $0.patient), key.place(of: $0.workup), $0.workup) }
            last = page.count < pageSize ? nil : page.last?.workup
        } while last != nil
        guard workups.isEmpty || found.count == Set(workups).count else {
            throw .notFound("workup", "Dit traject")
        }
        found.sort { one, other in
            one.pseudonym == other.pseudonym
                ? one.place.lexicographicallyPrecedes(other.place) : one.pseudonym < other.pseudonym
        }
        var items: [Item] = []
        for (pseudonym, _, workup) in found {
            let number = items.last?.pseudonym == pseudonym ? items[items.count - 1].number + 1 : 1
            items.append(Item(workup: workup, pseudonym: pseudonym, number: number))
        }
        return items
    }

    private static func page(
        of workups: [ID<Workup>],
        after last: ID<Workup>?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [(workup: ID<Workup>, patient: ID<Patient>)] {
        do {
            return try await environment.record.write(as: call.identity(at: environment.now())) { transaction in
                let page = try await transaction.persons(of: workups, after: last, limit: pageSize)
                let note = AuditNote(event: "ListWorkupIDs", action: .execute, objectType: "workup", categories: [])
                transaction.audit(call.entry(note, in: environment))
                return page
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
