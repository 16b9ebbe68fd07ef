// Telling outside what is to be known at once: what is due is taken, told by whoever can, and kept as told.
package import Domain
import FoundationEssentials
package import Records

/// Tells what is due.
package enum TellNotices {
    /// So many at a time.
    static let countMax = 20

    /// One round: takes what is due, tells them at once, keeps each that was told. A notice whose telling fails, or whose process
    /// ends in between, comes again: whoever is told drops repeats by its id.
    ///
    /// - Parameters:
    ///   - environment: the outside.
    ///   - tell: tells one; gives whether it was told.
    /// - Returns: for how many seconds the oldest that was not told has been waiting; 0 where none is.
    /// - Throws: `UseCaseError`.
    package static func run(
        in environment: Environment,
        _ tell: @escaping @Sendable (Notice) async -> Bool
    ) async throws(UseCaseError) -> Int {
        do {
            let due = try await environment.record.write { transaction in
                try await transaction.takeNotices(at: environment.now(), limit: countMax)
            }
            // One that nobody takes does not hold up the others.
            try await withThrowingTaskGroup(of: UUID?.self) { group in
                for notice in due { group.addTask { await tell(notice) ? notice.id : nil } }
                for try await id in group {
                    guard let id else { continue }
                    try await environment.record.write { $0.told(id, at: environment.now()) }
                }
            }
            let oldest = try await environment.record.write { try await $0.oldestNotice() }
            let now = environment.now().microsecondsSince1970
            return oldest.map { max(0, Int((now - $0.microsecondsSince1970) / 1_000_000)) } ?? 0
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension Notice {
    /// What is sent: `{"id", "kind", "reviewId", "userName", "organisation", "createdAt", "text": {"en", "nl"}}`.
    package var body: [UInt8] {
        var members: [JSONMember] = [
            JSONMember("id", .string(ID<Never>(id).description)), JSONMember("kind", .string(kind)),
            JSONMember("reviewId", .string(ID<Never>(review).description)), JSONMember("userName", .string(userName)),
        ]
        if let organisation { members.append(JSONMember("organisation", .string(organisation))) }
        members.append(JSONMember("createdAt", .string(createdAt.description)))
        let text = text
        members.append(
            JSONMember("text", .object([JSONMember("en", .string(text.en)), JSONMember("nl", .string(text.nl))]))
        )
        return JSONValue.object(members).bytes
    }

    /// What a person reads.
    package var text: Localized {
        let who = organisation.map { "\(userName) (\($0))" } ?? userName
        return Localized(
            en:
                "Emergency access to a patient's record: \(who), \(createdAt). It is to be judged: review \(ID<Never>(review)).",
            nl:
                "Noodtoegang tot een patiëntendossier: \(who), \(createdAt). Dit moet beoordeeld worden: nummer \(ID<Never>(review))."
        )
    }
}
