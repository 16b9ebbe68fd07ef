// What stops an administration: a withdrawn product, a missing batch, a caution that asks for a reason.
import Criteria
import Domain
import FoundationEssentials
import Records

extension RecordTransaction {
    /// Passes when no caution of the protocol refuses the administration, and every one that asks for a reason has it.
    ///
    /// - Parameters:
    ///   - input: what is to be recorded; nil where an administration is taken back.
    ///   - course: the course it belongs to.
    ///   - replaced: the administration it takes the place of, which has to be one of that course.
    ///   - row: the workup.
    ///   - environment: the outside.
    /// - Throws: `UseCaseError` with the caution's own words.
    func requireAllowed(
        _ input: RecordAdministration.Input?,
        course: ID<Treatment>,
        replacing replaced: ID<Administration>?,
        of row: WorkupRow,
        _ environment: Environment
    ) async throws {
        let document = try await findRecord(row.workupID, environment)
        guard let now = document.treatments.first(where: { $0.id == course }) else {
            throw UseCaseError.notFound("course", "Deze kuur")
        }
        let others = now.administrations.filter { $0.id != replaced }
        guard replaced == nil || others.count < now.administrations.count else {
            throw UseCaseError.notFound("administration of this course", "Deze toediening van deze kuur")
        }
        guard let input else { return }
        let guidance = TreatmentGuidance(of: document, by: try await careProtocol(of: row, environment))
        let without = Treatment(course: now.treatment.course, administrations: others.map(\.administration))
        let raised = guidance.cautions(adding: input.administration, to: without)
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

    /// Passes when a course was chosen together, follows the guideline, or says why it does not.
    func requireReasoned(
        _ input: RecordCourse.Input,
        of row: WorkupRow,
        _ environment: Environment,
        _ stamp: Stamp
    ) async throws {
        let document = try await findTreatments(row.workupID)
        let option = input.course.option
        guard !document.choices.contains(where: { $0.option == option }), (input.reason ?? "").isEmpty else { return }
        let guidance = try await guidance(for: row, environment)
        let day = input.course.startedOn?.firstDay ?? environment.day(stamp.at)
        let open = guidance.cautions(choosing: option, on: day).filter { $0.effect == .needsReason }
        guard guidance.needsReason(choosing: option, on: day) else { return }
        throw UseCaseError.invalid(
            "/reason",
            .missing,
            en:
                "This treatment departs from the guideline and was not chosen together yet: record the choice, or a reason. "
                + open.map(\.sentence.en).joined(separator: " "),
            nl:
                "Deze behandeling wijkt af van de richtlijn en is nog niet samen gekozen: leg de keuze vast, of een reden. "
                + open.map(\.sentence.nl).joined(separator: " ")
        )
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
    var sentence: Localized { inFull.localized }
}
