// The lawful destruction of one patient's record, and later of the log's lines about it: by two people, each with a reason of
// their own, of whom the first asked for it while signed in; tried first where they want. The record goes as a whole or not at all.
package import Domain
import FoundationEssentials
package import Records

/// Destroys one patient's record.
package enum DestroyRecord {
    /// Why, and with whom.
    package struct Input: Sendable, Hashable {
        package let reason: String
        /// The login of the privacy officer who asked for it.
        package let witness: String
        /// Although the term is not over: the patient asked for it.
        package let isBeforeTerm: Bool

        package init(reason: String, witness: String, isBeforeTerm: Bool) {
            self.reason = reason
            self.witness = witness
            self.isBeforeTerm = isBeforeTerm
        }
    }

    /// Destroys it, or tries to and takes everything back.
    ///
    /// - Parameters:
    ///   - patient: whose record.
    ///   - input: why, and with whom.
    ///   - terms: the terms as they are configured.
    ///   - destruction: the record as the role that removes.
    ///   - call: who does it; only the machine's own administrator may.
    ///   - environment: the outside.
    /// - Returns: how many rows went from where.
    /// - Throws: invalid input where the term is not over, or the other person is no privacy officer or did not ask for it. A
    ///   dry run asks nobody: it destroys nothing.
    package static func run(
        _ patient: ID<Patient>,
        _ input: Input,
        terms: [RetentionTerm],
        destruction: RecordDestruction,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [RemovedRows] {
        try await call.requireMachine(in: environment)
        try requireReason(input.reason)
        do {
            let identity = call.identity(at: environment.now())
            let (witness, facts) = try await environment.record.write(as: identity) { transaction in
                let witness = try await transaction.privacyOfficer(input.witness)
                try await requireUnmerged(patient, transaction)
                let facts = try await transaction.retentionFacts(before: .max, of: patient, limit: 1)
                return (witness, facts.first)
            }
            guard let facts else { throw UseCaseError.notFound("patient", "Deze patiënt") }
            if !input.isBeforeTerm { try requireTermOver(facts, terms, environment) }
            var note = AuditNote(
                event: "DestroyRecord",
                action: .delete,
                patientID: patient,
                objectType: "patient",
                reason: input.reason,
                purpose: "PATADMIN"
            )
            note.isOutcomeKnown = true
            note.objectDetail = "with \(input.witness)" + (input.isBeforeTerm ? ", before its term" : "")
            if !call.isDryRun {
                let proposal = try await ProposeDestruction.find(
                    input.isBeforeTerm ? [.recordBeforeTerm] : [.record, .recordBeforeTerm],
                    of: patient,
                    by: witness,
                    login: input.witness,
                    destruction,
                    in: environment
                )
                note.objectDetail? += ", asked for by event \(proposal.uuidString.lowercased())"
            }
            var entry = call.entry(note, in: environment)
            entry.responsibleUserID = witness
            entry.responsibleRole = Role.privacyOfficer.rawValue
            return try await destruction.destroy(patient, isDryRun: call.isDryRun, entry: entry)
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// A record that was joined with another speaks of one person: the two are parted first, so that nobody is surprised.
    private static func requireUnmerged(_ patient: ID<Patient>, _ transaction: RecordTransaction) async throws {
        let document = try PatientDocument.codec.decode(
            try await transaction.findPatient(patient),
            limits: .ownDocuments
        )
        guard document.mergedInto == nil, document.mergedFrom.isEmpty else {
            throw UseCaseError.invalid(
                "/patient",
                .contradiction,
                en:
                    "This record is joined with another one. Part them first (`workup patient unmerge`), then destroy each.",
                nl:
                    "Dit dossier is met een ander samengevoegd. Maak ze eerst los (`workup patient unmerge`) en vernietig dan elk."
            )
        }
    }

    private static func requireTermOver(
        _ facts: RetentionFacts,
        _ terms: [RetentionTerm],
        _ environment: Environment
    ) throws(UseCaseError) {
        if let end = facts.termEnds(terms, environment), end <= environment.today { return }
        let organisations = facts.organisations.joined(separator: ", ")
        throw .invalid(
            "/patient",
            .outOfRange,
            en:
                "The record has to be kept still, or nobody set a term (`retention.terms`) for \(organisations). Where the "
                + "patient asks for it in writing, give --before-term.",
            nl: "Het dossier moet nog bewaard worden, of er is geen termijn ingesteld (`retention.terms`) voor "
                + "\(organisations). Vraagt de patiënt er schriftelijk om, geef dan --before-term."
        )
    }
}

/// Takes a patient whose record is destroyed out of the log too, once the log's own term is over.
package enum ForgetLogLines {
    /// Takes them out, or tries to and takes everything back.
    ///
    /// - Parameters:
    ///   - patient: who is forgotten.
    ///   - input: why, and with whom.
    ///   - years: for how long the log keeps its lines; nil where nobody set that.
    ///   - retention: the log as the role that removes.
    ///   - signer: the log's key, which signs what is removed.
    ///   - call: who does it; only the machine's own administrator may.
    ///   - environment: the outside.
    /// - Returns: how many events went, and of how many lists the patient was taken out.
    /// - Throws: invalid input where the record is still there, or the newest line is not old enough.
    package static func run(
        _ patient: ID<Patient>,
        _ input: DestroyRecord.Input,
        years: Int?,
        retention: Record,
        signer: LogSigner,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> LogForgetting.Count {
        try await call.requireMachine(in: environment)
        try requireReason(input.reason)
        do {
            let identity = call.identity(at: environment.now())
            let (witness, isThere) = try await environment.record.write(as: identity) { transaction in
                let witness = try await transaction.privacyOfficer(input.witness)
                return (witness, try await transaction.patientDocument(patient) != nil)
            }
            guard !isThere else { throw UseCaseError.recordIsThere }
            let destruction = RecordDestruction(record: retention)
            guard let newest = try await destruction.newestLogLine(of: patient) else {
                throw UseCaseError.notFound("patient in the log", "Deze patiënt in het logboek")
            }
            guard let years, environment.day(newest).addingYears(years) < environment.today else { throw tooYoung }
            var note = AuditNote.ofLog("ForgetPatient", .delete, reason: input.reason)
            note.objectName = "with \(input.witness)"
            if !call.isDryRun {
                let proposal = try await ProposeDestruction.find(
                    [.logLines],
                    of: patient,
                    by: witness,
                    login: input.witness,
                    destruction,
                    in: environment
                )
                note.objectName? += ", asked for by event \(proposal.uuidString.lowercased())"
            }
            var entry = call.entry(note, in: environment)
            entry.responsibleUserID = witness
            entry.responsibleRole = Role.privacyOfficer.rawValue
            return try await LogForgetting(record: retention, signer: signer)
                .forget(patient, isDryRun: call.isDryRun, entry: entry)
        } catch let error as LogForgetting.NotSealed {
            throw UseCaseError(
                .busy,
                "busy",
                en:
                    "\(error.count) lines about the patient are not sealed yet. Start the service, wait some seconds, and try again.",
                nl:
                    "\(error.count) regels over de patiënt zijn nog niet verzegeld. Start de dienst, wacht enkele seconden en probeer het opnieuw."
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }

    private static var tooYoung: UseCaseError {
        .invalid(
            "/patient",
            .outOfRange,
            en: "The log's lines about this patient have to be kept still, or nobody set for how long "
                + "(`retention.logYears`).",
            nl:
                "De regels in het logboek over deze patiënt moeten nog bewaard worden, of er is niet ingesteld hoe lang "
                + "(`retention.logYears`)."
        )
    }
}

extension UseCaseError {
    /// The record is kept still, and so is the log of it.
    static var recordIsThere: UseCaseError {
        .invalid(
            "/patient",
            .contradiction,
            en: "The patient's record is still there, and the log is kept at least as long. Destroy the record first "
                + "(`workup retention forget`).",
            nl:
                "Het dossier van de patiënt is er nog, en het logboek blijft minstens zo lang. Vernietig eerst het dossier "
                + "(`workup retention forget`)."
        )
    }
}

extension RecordTransaction {
    /// The privacy officer with a login, who may act now.
    fileprivate func privacyOfficer(_ login: String) async throws -> ID<User> {
        let row = try await users(login: login, detail: .all, limit: 1).first
        let user = try row.map { try JSONReader.read($0, limits: .ownDocuments) }
        guard let user, user["role"]?.string == Role.privacyOfficer.rawValue, user["disabledAt"] == nil,
            let id = user["id"]?.string.flatMap({ ID<User>($0) })
        else {
            throw UseCaseError.invalid(
                "/with",
                .unknownCode,
                en: "Two people decide this: name a privacy officer by their login, one who is not disabled.",
                nl:
                    "Dit beslissen twee mensen: noem een functionaris gegevensbescherming bij de aanmeldnaam, niet uitgeschakeld."
            )
        }
        return id
    }
}

/// Passes where the reason says something.
private func requireReason(_ reason: String) throws(UseCaseError) {
    guard (1...2_000).contains(reason.unicodeScalars.count), reason.contains(where: { !$0.isWhitespace }) else {
        throw .invalid(
            "/reason",
            .outOfRange,
            en: "Say why, in 1 to 2,000 characters.",
            nl: "Zeg waarom, in 1 tot 2.000 tekens."
        )
    }
}
