// The treatment options of a workup with guidance, cautions, and usual doses for the patient's weight.
package import Criteria
package import Domain
package import FoundationEssentials
import Records

/// Shows the treatment options of a workup's protocol with guidance and the cautions that stand today.
package enum TreatmentOptions {
    /// One option as it stands for this workup.
    package struct Item: Sendable, Hashable {
        package let option: ProtocolOption
        /// The cautions that choosing it today would raise.
        package let cautions: [RaisedCaution]
        /// Whether choosing it takes a reason.
        package let needsReason: Bool
        /// Usual doses for the weight; empty without one.
        package let doses: [DoseAdvice]
        /// What a move from the IVIg that is given comes to; for SCIg alone.
        package let conversion: ConversionAdvice?
        /// What to say beside doses.
        package let doseCaveat: Localized?

        package init(
            option: ProtocolOption,
            cautions: [RaisedCaution],
            needsReason: Bool,
            doses: [DoseAdvice] = [],
            conversion: ConversionAdvice? = nil,
            doseCaveat: Localized? = nil
        ) {
            self.option = option
            self.cautions = cautions
            self.needsReason = needsReason
            self.doses = doses
            self.conversion = conversion
            self.doseCaveat = doseCaveat
        }

        /// The JSON of an option.
        package static let codec: Codec<Item> = .object(
            "TreatmentOptionItem",
            Item.init(option:cautions:needsReason:doses:conversion:doseCaveat:),
            .required("option", \.option, ProtocolOption.codec),
            .list("cautions", \.cautions, RaisedCaution.codec, max: 50),
            .required("needsReason", \.needsReason, .bool),
            .list("doses", \.doses, DoseAdvice.codec, max: 20),
            .optional("conversion", \.conversion, ConversionAdvice.codec),
            .optional("doseCaveat", \.doseCaveat, Codec<Localized>.inBothLanguages)
        )
    }

    /// Lists the options; the read is in the log.
    ///
    /// - Parameters:
    ///   - workup: the workup.
    ///   - weightKg: the weight that doses are reckoned by; nil takes that of the last administration, where there is one.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the options of the protocol.
    /// - Throws: `UseCaseError`.
    package static func run(
        _ workup: ID<Workup>,
        weightKg: Decimal? = nil,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let note = AuditNote(
            event: "TreatmentOptions",
            action: .read,
            workupID: workup,
            objectType: "treatment",
            categories: ["patientSummary", "testResult", "prescription"]
        )
        return try await call.list(.readWorkups, note, in: environment) { transaction in
            let row = try await transaction.findWorkup(workup)
            let guidance = try await transaction.guidance(for: row, environment)
            let weight = weightKg ?? guidance.treatments.lastWeightKg
            let items = guidance.careProtocol.options.map { option in
                Item.codec.encode(Item(option, guidance, weightKg: weight, on: environment.today))
            }
            return (Page(items: items, next: nil), [row.patientID])
        }
    }
}

extension TreatmentOptions.Item {
    fileprivate init(_ option: ProtocolOption, _ guidance: TreatmentGuidance, weightKg: Decimal?, on day: LocalDate) {
        let doses = weightKg.map { weight in
            DoseProposal.all(of: option.code, weightKg: weight, by: guidance.careProtocol).compactMap(DoseAdvice.init)
        }
        var conversion: ConversionAdvice?
        if option.code == .scig, let weightKg, let last = guidance.treatments.lastIvig {
            conversion = SubcutaneousConversion(after: last, weightKg: weightKg, by: guidance.careProtocol)
                .flatMap { ConversionAdvice($0, weightKg: weightKg) }
        }
        let hasAdvice = !(doses ?? []).isEmpty || conversion != nil
        self.init(
            option: option,
            cautions: guidance.cautions(choosing: option.code, on: day),
            needsReason: guidance.needsReason(choosing: option.code, on: day),
            doses: doses ?? [],
            conversion: conversion,
            doseCaveat: hasAdvice ? DoseProposal.caveat : nil
        )
    }
}

extension [Treatment] {
    /// The body weight of the last administration that has one.
    fileprivate var lastWeightKg: Decimal? {
        flatMap(\.administrations).filter { $0.bodyWeightKg != nil }.max { $0.on < $1.on }?.bodyWeightKg
    }

    /// The course of IVIg that was given last.
    fileprivate var lastIvig: Treatment? {
        func lastDay(_ treatment: Treatment) -> LocalDate { treatment.administrations.map(\.on).max() ?? .min }
        return filter { $0.option == .ivig }.max { lastDay($0) < lastDay($1) }
    }
}
