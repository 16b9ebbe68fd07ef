// A nerve conduction study: temperature, filter, motor and sensory studies of single nerves.
package import FoundationEssentials

/// The temperature of the skin of a limb. Where a limb stands twice, the later measurement counts.
package struct SkinTemperature: Hashable, Sendable {
    /// The limb.
    package let limb: Limb
    /// The temperature.
    package let celsius: Decimal

    /// The temperature of a limb.
    package init(limb: Limb, celsius: Decimal) {
        self.limb = limb
        self.celsius = celsius
    }

    /// The JSON form.
    package static let codec: Codec<SkinTemperature> = .object(
        "SkinTemperature",
        SkinTemperature.init(limb:celsius:),
        .required("limb", \.limb, .code),
        .required("celsius", \.celsius, .measured(upTo: 1_000))
    )
}

/// A nerve conduction study.
package struct NerveConductionStudy: Hashable, Sendable {
    /// When, by whom, where.
    package let origin: FindingOrigin
    /// The laboratory.
    package let laboratory: String?
    /// The low-frequency filter of the amplifier.
    package let lowFrequencyFilterHz: Decimal?
    /// The id of the set of normal limits that fills in what `limits` leave out.
    package let normalLimits: String?
    /// The skin temperatures measured.
    package let skinTemperatures: [SkinTemperature]
    /// The motor studies.
    package let motor: [MotorConduction]
    /// The sensory studies.
    package let sensory: [SensoryConduction]

    /// A study.
    package init(
        origin: FindingOrigin,
        laboratory: String? = nil,
        lowFrequencyFilterHz: Decimal? = nil,
        normalLimits: String? = nil,
        skinTemperatures: [SkinTemperature] = [],
        motor: [MotorConduction] = [],
        sensory: [SensoryConduction] = []
    ) {
        self.origin = origin
        self.laboratory = laboratory
        self.lowFrequencyFilterHz = lowFrequencyFilterHz
        self.normalLimits = normalLimits
        self.skinTemperatures = skinTemperatures
        self.motor = motor
        self.sensory = sensory
    }

    /// The JSON form.
    package static let codec: Codec<NerveConductionStudy> = .object(
        "NerveConductionStudy",
        NerveConductionStudy.init(
            origin:
            laboratory:
            lowFrequencyFilterHz:
            normalLimits:
            skinTemperatures:
            motor:
            sensory:
        ),
        .inlined(\.origin, FindingOrigin.codec),
        .optional("laboratory", \.laboratory, .text(max: 200)),
        .optional("lowFrequencyFilterHz", \.lowFrequencyFilterHz, .positive(upTo: 100_000)),
        .optional("normalLimits", \.normalLimits, .openCode()),
        .list("skinTemperatures", \.skinTemperatures, SkinTemperature.codec, max: 20),
        .list("motor", \.motor, MotorConduction.codec, max: 100),
        .list("sensory", \.sensory, SensoryConduction.codec, max: 100)
    )
}
