// What is typed about who may see a patient: one field for whom, whatever kind they are, and days on the clock of the service.
import Domain
import FoundationEssentials
import Pages
import Reports
import UseCases

/// Whom somebody chose, as `organisation:REG`, `team:NMC/neuromuscular` or `user:a.smit`.
enum GranteeTyped {
    /// The one that was chosen.
    ///
    /// - Throws: invalid input for what no form offers.
    static func members(_ text: String) throws(UseCaseError) -> AccessGranteeInput.Members {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = AccessGranteeKind(rawValue: parts[0]) else {
            throw .invalid("/grantee", .unknownCode, en: "Choose one of the list.", nl: "Kies een uit de lijst.")
        }
        return AccessGranteeInput.Members(
            organisation: kind == .organisation ? parts[1] : nil,
            team: kind == .team ? parts[1] : nil,
            user: kind == .user ? parts[1] : nil
        )
    }
}

extension UseCaseError {
    /// The same with what is wrong with organisation, team or person at the one field that asks for them.
    var aboutGrantee: UseCaseError {
        var error = self
        error.faults = faults.map { fault in
            ["/organisation", "/team", "/user"].contains(fault.pointer)
                ? Fault("/grantee", fault.code, en: fault.message.en, nl: fault.message.nl) : fault
        }
        return error
    }
}

/// What was typed to share a record.
struct ShareTyped: Sendable, Hashable {
    let grantee: String
    /// The workup, or the word for everything.
    let what: String
    /// The last day on which it counts.
    let until: LocalDate?
    let reason: String

    /// The JSON of the form.
    static let codec: Codec<ShareTyped> = .object(
        "ShareTyped",
        ShareTyped.init(grantee:what:until:reason:),
        .required("grantee", \.grantee, .text(max: 100)),
        .required("what", \.what, .text(max: 100)),
        .optional("until", \.until, .date),
        .required("reason", \.reason, .note(max: 2_000))
    )

    /// The same as the use case takes it.
    func input(_ wording: Wording) throws(UseCaseError) -> ShareRecord.Input {
        let workup = ID<Workup>(what)
        guard workup != nil || what == AccessForms.record else {
            throw .invalid("/what", .unknownCode, en: "Choose one of these.", nl: "Kies een van deze.")
        }
        return ShareRecord.Input(
            grantee: try GranteeTyped.members(grantee),
            workup: workup,
            reason: reason,
            until: until.flatMap { wording.instant(at: "00:00", on: $0.addingDays(1)) }
        )
    }
}

/// What was typed of an objection.
struct ObjectionTyped: Sendable, Hashable {
    let grantee: String
    let reason: String?

    /// The JSON of the form.
    static let codec: Codec<ObjectionTyped> = .object(
        "ObjectionTyped",
        ObjectionTyped.init(grantee:reason:),
        .required("grantee", \.grantee, .text(max: 100)),
        .optional("reason", \.reason, .note(max: 2_000))
    )
}

/// What was decided on a request.
struct DecisionTyped: Sendable, Hashable {
    let scope: String
    let reason: String

    /// The JSON of the form.
    static let codec: Codec<DecisionTyped> = .object(
        "DecisionTyped",
        DecisionTyped.init(scope:reason:),
        .required("scope", \.scope, .text(max: 20)),
        .required("reason", \.reason, .note(max: 2_000))
    )

    /// The same as the use case takes it.
    func input() throws(UseCaseError) -> DecideAccessRequest.Input {
        switch scope {
        case "person": DecideAccessRequest.Input(scope: .person, reason: reason)
        case AccessForms.record: DecideAccessRequest.Input(scope: .record, reason: reason)
        case "none": DecideAccessRequest.Input(scope: nil, reason: reason)
        default: throw .invalid("/scope", .unknownCode, en: "Choose one of these.", nl: "Kies een van deze.")
        }
    }
}
