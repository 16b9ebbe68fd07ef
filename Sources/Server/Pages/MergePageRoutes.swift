// The pages on which two records of one person are joined, after both were looked at, and taken apart again.
import Domain
import Pages
import Reports
import UseCases

/// `/patients/{patientId}/merge` and `/patients/{patientId}/unmerge`.
enum MergePageRoutes {
    static let all: [Route] = [findPage, findForm] + merge + part

    private static let otherID = Parameter<ID<Patient>>.path("otherPatientId", "The other record.", .id())

    private static let findPage = Route.page(
        "/patients/{patientId}/merge",
        "findOtherRecordPage",
        "The page on which the other record of a patient is looked for.",
        .mergePatients,
        in: .patients,
        parameters: [Parameters.patientID.declaration],
        problems: [.notFound]
    ) { exchange in
        let (page, shell) = try await exchange.findOtherPage()
        return exchange.show(page, in: shell)
    }

    private static let findForm = Route.pageForm(
        "/patients/{patientId}/merge",
        "findOtherRecordForm",
        "Looks for the other record of a patient by a number, which stands in no address.",
        .mergePatients,
        in: .patients,
        parameters: [Parameters.patientID.declaration]
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.findOtherPage(typed)
        } with: {
            let patient = try exchange(Parameters.patientID)
            return try await form.using(OtherRecordTyped.codec) { typed in
                let other = try await exchange.record(with: typed.identifier)
                guard other != patient else {
                    throw UseCaseError.wrongNumber(MergeWord.itself)
                }
                return .redirect(to: "/patients/\(patient)/merge/\(other)")
            }
        }
    }

    private static let merge = Route.checked(
        "/patients/{patientId}/merge/{otherPatientId}",
        "mergePatients",
        "Two records beside each other, to be joined as one person.",
        .mergePatients,
        in: .patients,
        parameters: [Parameters.patientID.declaration, otherID.declaration],
        problems: [.alreadyMerged, .targetIsMerged, .sourceLeadsOthers],
        MergeTyped.codec
    ) { exchange in
        let (one, other) = (try await exchange.patient(), try await exchange.patient(exchange(otherID)))
        return MergeForms.merge(one, other, workups: try await exchange.workupCounts(one, other), key: exchange.newKey)
    } body: { exchange, _, typed in
        let both = [try exchange(Parameters.patientID), try exchange(otherID)]
        guard both.contains(typed.leading), let source = both.first(where: { $0 != typed.leading }) else {
            throw UseCaseError.invalid(
                "/leading",
                .contradiction,
                en: "Choose one of these two records.",
                nl: "Kies een van deze twee dossiers."
            )
        }
        _ = try await MergePatients.run(
            source,
            MergePatients.Input(into: typed.leading, reason: typed.reason),
            call: exchange.call,
            in: exchange.environment
        )
        return .redirect(to: "/patients/\(typed.leading)?merged=true")
    }

    private static let part = Route.checked(
        "/patients/{patientId}/unmerge",
        "unmergePatients",
        "Takes a record out of the one that it was joined with.",
        .mergePatients,
        in: .patients,
        parameters: [Parameters.patientID.declaration],
        problems: [.notMerged],
        PartingTyped.codec
    ) { exchange in
        let source = try await exchange.patient()
        guard let target = source.document.mergedInto else { throw Problem(.notMerged) }
        // Whoever parts it for this record need not see the other.
        let isSeen = source.standing.others.first { $0.id == target }?.identifiers != nil
        let other = isSeen ? try await exchange.patient(target) : nil
        let counts: (one: Int, other: Int)? =
            if let other { try await exchange.workupCounts(source, other) } else { nil }
        return MergeForms.part(source, other, workups: counts, key: exchange.newKey)
    } body: { exchange, _, typed in
        let source = try await exchange.patient().document
        guard let target = source.mergedInto else { throw Problem(.notMerged) }
        _ = try await UnmergePatients.run(
            source.id,
            MergePatients.Input(into: target, reason: typed.reason),
            call: exchange.call,
            in: exchange.environment
        )
        return .redirect(to: "/patients/\(source.id)?parted=true")
    }
}

/// By which number the other record is looked for.
private struct OtherRecordTyped: Sendable, Hashable {
    let identifier: PatientIdentifier

    static let codec: Codec<OtherRecordTyped> = .object(
        "OtherRecordTyped",
        OtherRecordTyped.init(identifier:),
        .required("identifier", \.identifier, PatientIdentifier.codec)
    )
}

/// Which of two records leads, and why they are one person.
private struct MergeTyped: Sendable, Hashable {
    let leading: ID<Patient>
    let reason: String

    static let codec: Codec<MergeTyped> = .object(
        "MergeTyped",
        MergeTyped.init(leading:reason:),
        .required("leading", \.leading, .id()),
        .required("reason", \.reason, .note(max: 2_000))
    )
}

/// Why two records are not one person.
private struct PartingTyped: Sendable, Hashable {
    let reason: String

    static let codec: Codec<PartingTyped> = .object(
        "PartingTyped",
        PartingTyped.init(reason:),
        .required("reason", \.reason, .note(max: 2_000))
    )
}

extension UseCaseError {
    /// A number that leads to no other record.
    fileprivate static func wrongNumber(_ word: MergeWord) -> UseCaseError {
        .invalid("/identifier/value", .unknownCode, en: word.text.en, nl: word.text.nl)
    }
}

extension PageExchange {
    fileprivate func findOtherPage(_ typed: FormTyped? = nil) async throws -> (page: FormPage, shell: PageShell) {
        let subject = try await patient()
        var form = MergeForms.find(subject, organisation: call.actor.organisationCode, key: newKey)
        form.typed = typed
        let page = FormPage(title: wording(MergeWord.find), lead: wording(MergeWord.findLead), form, of: subject)
        return (page, shell(at: form.action))
    }

    /// The record with a number, of those whom the reader may know.
    fileprivate func record(with identifier: PatientIdentifier) async throws -> ID<Patient> {
        let input = FindPatients.Input(identifier: identifier, familyName: nil, birthDate: nil)
        let page = try await FindPatients.run(input, call: call, in: environment)
        let rows = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
        guard let found = try rows.first.map({ try PatientDocument.codec.decode($0) }) else {
            throw UseCaseError.wrongNumber(MergeWord.nobody)
        }
        return found.id
    }

    /// How many workups two records have; nil for a role that reads none.
    fileprivate func workupCounts(
        _ one: PatientSubject,
        _ other: PatientSubject
    ) async throws -> (one: Int, other: Int)? {
        guard Permission.readWorkups.roles.contains(call.actor.role) else { return nil }
        let counts = (
            one: try await workups(of: one.document.id).count, other: try await workups(of: other.document.id).count
        )
        return counts
    }
}
