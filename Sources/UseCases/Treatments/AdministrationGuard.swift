// What stops an administration: a withdrawn product, a missing batch, a caution that asks for a reason.
import Criteria
import Domain
import FoundationEssentials
import Records

extension RecordTransaction {
    /// Passes when no caution of the protocol refuses the administration, and every one that asks for a reason has it.
    func requireAllowed(
        _ input: RecordAdministration.Input,
        course: ID<Treatment>,
        of row: WorkupRow,
        _ environment: Environment
    ) async throws {
        let document = try await findTreatments(row.workupID)
        guard let now = document.treatments.first(where: { $0.id == course }) else {
            throw UseCaseError.notFound("course", "Deze kuur")
        }
        let guidance = TreatmentGuidance(
            try await careProtocol(of: row, environment),
            treatments: document.treatments.map(\.treatment),
            outcomes: document.outcomes.map(\.measurement)
        )
        let raised = guidance.cautions(adding: input.administration, to: now.treatment)
        let refusals = raised.filter { $0.effect == .refuses }
        guard refusals.isEmpty else {
            throw UseCaseError.invalid(
                Faults(
                    refusals.map { caution in
                        Fault(
                            caution.code == .lotMissing ? "/lot" : "/product",
                            FaultCode(rawValue: caution.code.rawValue),
                            caution.sentence
                        )
                    }
                )
            )
        }
        // The product information asks for the batch at every administration: without one it takes a reason.
        let open = raised.filter { $0.effect == .needsReason || $0.code == .lotMissing }
        guard open.isEmpty || !(input.reason ?? "").isEmpty else {
            throw UseCaseError.invalid(
                Faults(open.map { Fault("/reason", FaultCode(rawValue: $0.code.rawValue), $0.sentence) })
            )
        }
    }

    /// Everything on treatment of a workup, or not found.
    func findTreatments(_ workup: ID<Workup>) async throws -> TreatmentsDocument {
        guard let body = try await treatmentsDocument(workup) else {
            throw UseCaseError.notFound("workup", "Dit traject")
        }
        return try TreatmentsDocument.codec.decode(body)
    }
}

extension RaisedCaution {
    /// The caution with what it adds.
    var sentence: Localized {
        guard let detail else { return text }
        return Localized(en: "\(text.en) \(detail.en)", nl: "\(text.nl) \(detail.nl)")
    }
}
