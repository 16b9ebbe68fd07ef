// Imaging of nerves: magnetic resonance and ultrasound.
package import FoundationEssentials

/// How the image was made.
package enum ImagingModality: String, Code {
    case mri
    case ultrasound

    package var label: Localized {
        switch self {
        case .mri: Localized(same: "MRI")
        case .ultrasound: Localized(en: "nerve ultrasound", nl: "zenuwecho")
        }
    }
}

/// A magnetic resonance image.
package struct MagneticResonanceImage: Hashable, Sendable {
    /// When, by whom, where.
    package let origin: FindingOrigin
    /// What was imaged; `brachialPlexus` is the region that the criteria speak of.
    package let region: String
    /// Increased signal on T2.
    package let t2Hyperintensity: Sign?
    /// Diffuse swelling of the nerves.
    package let diffuseNerveSwelling: Sign?

    /// An image.
    package init(
        origin: FindingOrigin,
        region: String,
        t2Hyperintensity: Sign? = nil,
        diffuseNerveSwelling: Sign? = nil
    ) {
        self.origin = origin
        self.region = region
        self.t2Hyperintensity = t2Hyperintensity
        self.diffuseNerveSwelling = diffuseNerveSwelling
    }

    /// Always `mri`.
    package var modality: ImagingModality { .mri }

    /// The region in words, or its code as recorded.
    package func regionLabel(_ language: Language) -> String {
        switch region {
        case "brachialPlexus": Localized(en: "brachial plexus", nl: "plexus brachialis")[language]
        case "lumbosacralPlexus": Localized(en: "lumbosacral plexus", nl: "plexus lumbosacralis")[language]
        default: region
        }
    }

    /// The JSON form.
    package static let codec: Codec<MagneticResonanceImage> = .object(
        "MagneticResonanceImage",
        { _, origin, region, hyperintensity, swelling in
            MagneticResonanceImage(
                origin: origin,
                region: region,
                t2Hyperintensity: hyperintensity,
                diffuseNerveSwelling: swelling
            )
        },
        .required("modality", \.modality, .code(among: [.mri])),
        .inlined(\.origin, FindingOrigin.codec),
        .required("region", \.region, .openCode()),
        .optional("t2Hyperintensity", \.t2Hyperintensity, .code),
        .optional("diffuseNerveSwelling", \.diffuseNerveSwelling, .code)
    )
}

/// Where along a nerve its cross-section was measured.
package enum UltrasoundLevel: String, Code {
    case forearm
    case upperArm
    case root
    case trunk

    /// Whether the level belongs to a plexus rather than to one nerve, so that the nerve's name is passed over.
    package var isOfPlexus: Bool { self == .root || self == .trunk }

    package var label: Localized {
        switch self {
        case .forearm: Localized(en: "forearm", nl: "onderarm")
        case .upperArm: Localized(en: "upper arm", nl: "bovenarm")
        case .root: Localized(en: "root", nl: "wortel")
        case .trunk: Localized(en: "trunk", nl: "truncus")
        }
    }
}

/// The cross-section of a nerve at one level.
package struct UltrasoundMeasurement: Hashable, Sendable {
    /// The nerve as recorded; at a root or trunk any name (such as `C5`) or none.
    package let nerveName: String?
    /// Its side.
    package let side: Side
    /// The level.
    package let level: UltrasoundLevel
    /// The cross-section.
    package let crossSectionMm2: Decimal

    /// A measurement.
    package init(nerveName: String?, side: Side, level: UltrasoundLevel, crossSectionMm2: Decimal) {
        self.nerveName = nerveName
        self.side = side
        self.level = level
        self.crossSectionMm2 = crossSectionMm2
    }

    /// The nerve, where the name is that of one.
    package var nerve: Nerve? { nerveName.flatMap { Nerve(rawValue: $0) } }

    /// The JSON form.
    package static let codec: Codec<UltrasoundMeasurement> = .object(
        "UltrasoundMeasurement",
        UltrasoundMeasurement.init(nerveName:side:level:crossSectionMm2:),
        .optional("nerve", \.nerveName, .text(max: 60)),
        .required("side", \.side, .code),
        .required("level", \.level, .code),
        .required("crossSectionMm2", \.crossSectionMm2, .measured(upTo: 10_000))
    ).checked { measurement, reading in
        guard !measurement.level.isOfPlexus, measurement.nerve == nil else { return }
        let codes = Nerve.allCases.map(\.rawValue).joined(separator: ", ")
        reading.report(
            measurement.nerveName == nil ? .missing : .unknownCode,
            at: "/nerve",
            en: "At this level one of: \(codes).",
            nl: "Op dit niveau een van: \(codes)."
        )
    }
}

/// An ultrasound examination of nerves.
package struct NerveUltrasound: Hashable, Sendable {
    /// When, by whom, where.
    package let origin: FindingOrigin
    /// The measurements.
    package let measurements: [UltrasoundMeasurement]

    /// An examination.
    package init(origin: FindingOrigin, measurements: [UltrasoundMeasurement] = []) {
        self.origin = origin
        self.measurements = measurements
    }

    /// Always `ultrasound`.
    package var modality: ImagingModality { .ultrasound }

    /// The JSON form.
    package static let codec: Codec<NerveUltrasound> = .object(
        "NerveUltrasound",
        { _, origin, measurements in NerveUltrasound(origin: origin, measurements: measurements) },
        .required("modality", \.modality, .code(among: [.ultrasound])),
        .inlined(\.origin, FindingOrigin.codec),
        .list("measurements", \.measurements, UltrasoundMeasurement.codec, max: 100)
    )
}

/// An imaging finding.
package enum Imaging: Hashable, Sendable {
    case mri(MagneticResonanceImage)
    case ultrasound(NerveUltrasound)

    /// How the image was made.
    package var modality: ImagingModality {
        switch self {
        case .mri: .mri
        case .ultrasound: .ultrasound
        }
    }

    /// When, by whom, where.
    package var origin: FindingOrigin {
        switch self {
        case .mri(let image): image.origin
        case .ultrasound(let examination): examination.origin
        }
    }

    /// The JSON form, told apart by `modality`.
    package static let codec: Codec<Imaging> = .variants(
        "Imaging",
        by: "modality",
        [
            Variant("mri", MagneticResonanceImage.codec, wrap: { .mri($0) }) {
                guard case .mri(let image) = $0 else { return nil }
                return image
            },
            Variant("ultrasound", NerveUltrasound.codec, wrap: { .ultrasound($0) }) {
                guard case .ultrasound(let examination) = $0 else { return nil }
                return examination
            },
        ]
    )
}
