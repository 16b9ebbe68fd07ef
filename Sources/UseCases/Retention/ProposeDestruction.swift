// The first of the two people by whom a record, or the log's lines about it, are destroyed: a privacy officer who is signed in asks
// for it, with a reason. What they said stands in the sealed log, and nothing is destroyed without it.
package import Domain
import FoundationEssentials
import Records

/// Asks for a destruction, which the machine's administrator then does.
package enum ProposeDestruction {
    /// For how many days it stands: what was not destroyed by then is asked for again.
    package static let days = 30

    /// What is to be destroyed.
    package enum Matter: String, Sendable, Hashable, CaseIterable {
        /// A record whose term is over.
        case record
        /// A record whose term is not over: the patient asked for it in writing.
        case recordBeforeTerm
        /// The log's lines about a patient whose record is destroyed.
        case logLines
    }

    /// Whose, what and why.
    package struct Input: Sendable, Hashable {
        package let patient: ID<Patient>
        package let matter: Matter
        package let reason: String

        package init(patient: ID<Patient>, matter: Matter, reason: String) {
            self.patient = patient
            self.matter = matter
            self.reason = reason
        }

        /// The JSON of asking.
        package static let codec: Codec<Input> = .object(
            "NewDestruction",
            Input.init(patient:matter:reason:),
            .required("patientId", \.patient, .id()),
            .required("matter", \.matter, .plainWord),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// What was asked, and until when it stands.
    package struct Proposal: Sendable, Hashable {
        let patient: ID<Patient>
        let matter: Matter
        let proposedAt: Instant
        let endsAt: Instant

        /// The JSON form.
        package static let codec: Codec<Proposal> = .object(
            "Destruction",
            Proposal.init(patient:matter:proposedAt:endsAt:),
            .required("patientId", \.patient, .id()),
            .required("matter", \.matter, .plainWord),
            .required("proposedAt", \.proposedAt, .instant),
            .required("endsAt", \.endsAt, .instant)
        )
    }

    /// Asks for it. Only somebody who is signed in themselves may: a token can be made by the machine's administrator, who is
    /// the other of the two.
    ///
    /// - Returns: the proposal as JSON.
    /// - Throws: `UseCaseError`; not found where there is no such record, or nothing of the patient in the log.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [UInt8] {
        var note = AuditNote.ofLog("ProposeDestruction", .execute, patient: input.patient, reason: input.reason)
        note.objectType = "destruction"
        note.objectDetail = input.matter.rawValue
        return try await call.writeLog(note, in: environment) { transaction, _ in
            guard case .session = call.proof, call.actor.userID != nil else { throw sessionNeeded }
            let isThere = try await transaction.isPatientThere(input.patient)
            guard isThere == (input.matter != .logLines) else {
                throw isThere ? UseCaseError.recordIsThere : .notFound("patient", "Deze patiënt")
            }
            if input.matter == .logLines, try await transaction.newestLogLine(of: input.patient) == nil {
                throw UseCaseError.notFound("patient in the log", "Deze patiënt in het logboek")
            }
            let now = environment.now()
            return Proposal.codec.encode(
                Proposal(
                    patient: input.patient,
                    matter: input.matter,
                    proposedAt: now,
                    endsAt: now.addingSeconds(Int64(days) * 86_400)
                )
            )
        }
    }

    /// The event of the log by which a privacy officer asked for one of these, newest first.
    /// - Throws: invalid input where they did not ask for it, or too long ago.
    static func find(
        _ matters: [Matter],
        of patient: ID<Patient>,
        by officer: ID<User>,
        login: String,
        _ destruction: RecordDestruction,
        in environment: Environment
    ) async throws -> UUID {
        let now = environment.now()
        let found = try await destruction.proposal(
            of: patient,
            by: officer,
            matters: matters.map(\.rawValue),
            from: now.addingSeconds(-Int64(days) * 86_400),
            to: now
        )
        if let found { return found }
        throw UseCaseError.invalid(
            "/with",
            .contradiction,
            en:
                "\(login) has not asked for this within \(days) days. Two people destroy: the privacy officer signs in and asks "
                + "for it themselves (on the page `/audit/review`), then you do it.",
            nl:
                "\(login) heeft hier de laatste \(days) dagen niet om gevraagd. Vernietigen doen twee mensen: de functionaris "
                + "meldt zich aan en vraagt er zelf om (op de pagina `/audit/review`), daarna doet u het."
        )
    }

    private static var sessionNeeded: UseCaseError {
        UseCaseError(
            .forbidden,
            "session-needed",
            en: "Sign in yourself for this: a token or the command line does not say that it is you.",
            nl: "Meld u hiervoor zelf aan: een token of de opdrachtregel zegt niet dat u het bent."
        )
    }
}
