// A sample of cerebrospinal fluid.
package import FoundationEssentials

/// What the laboratory found in cerebrospinal fluid.
package struct CerebrospinalFluid: Hashable, Sendable {
    /// When, by whom, where.
    package let origin: FindingOrigin
    /// When the sample was taken.
    package let sampledOn: PartialDate?
    /// Protein.
    package let proteinGramPerLitre: Decimal?
    /// The laboratory's upper limit of protein.
    package let proteinUpperGramPerLitre: Decimal?
    /// White cells.
    package let leukocytesPerMicrolitre: Decimal?

    /// A sample.
    package init(
        origin: FindingOrigin,
        sampledOn: PartialDate? = nil,
        proteinGramPerLitre: Decimal? = nil,
        proteinUpperGramPerLitre: Decimal? = nil,
        leukocytesPerMicrolitre: Decimal? = nil
    ) {
        self.origin = origin
        self.sampledOn = sampledOn
        self.proteinGramPerLitre = proteinGramPerLitre
        self.proteinUpperGramPerLitre = proteinUpperGramPerLitre
        self.leukocytesPerMicrolitre = leukocytesPerMicrolitre
    }

    /// The JSON form.
    package static let codec: Codec<CerebrospinalFluid> = .object(
        "CerebrospinalFluid",
        CerebrospinalFluid.init(
            origin:
            sampledOn:
            proteinGramPerLitre:
            proteinUpperGramPerLitre:
            leukocytesPerMicrolitre:
        ),
        .inlined(\.origin, FindingOrigin.codec),
        .optional("sampledOn", \.sampledOn, .partialDate),
        .optional("proteinGramPerLitre", \.proteinGramPerLitre, .measured(upTo: 1_000)),
        .optional("proteinUpperGramPerLitre", \.proteinUpperGramPerLitre, .positive(upTo: 1_000)),
        .optional("leukocytesPerMicrolitre", \.leukocytesPerMicrolitre, .measured(upTo: 1_000_000))
    )
}
