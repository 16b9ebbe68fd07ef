// Findings of every kind as one type: what a workup collects, and the bodies of the API.

/// A kind of finding; the kind says which shape the body has.
package enum FindingKind: String, Code {
    case neurologicalExamination
    case nerveConductionStudy
    case needleExamination
    case antibody
    case cerebrospinalFluid
    case imaging
    case laboratory

    package var label: Localized {
        switch self {
        case .neurologicalExamination: Localized(en: "Neurological examination", nl: "Neurologisch onderzoek")
        case .nerveConductionStudy: Localized(en: "Nerve conduction study", nl: "Zenuwgeleidingsonderzoek")
        case .needleExamination: Localized(en: "Needle EMG", nl: "Naald-EMG")
        case .antibody: Localized(en: "Antibody result", nl: "Antistofuitslag")
        case .cerebrospinalFluid: Localized(en: "Cerebrospinal fluid", nl: "Hersenvocht (liquor)")
        case .imaging: Localized(en: "Imaging", nl: "Beeldvorming")
        case .laboratory: Localized(en: "Blood test", nl: "Bloedonderzoek")
        }
    }
}

/// A study or test result.
package enum Finding: Hashable, Sendable {
    case neurologicalExamination(NeurologicalExamination)
    case nerveConductionStudy(NerveConductionStudy)
    case needleExamination(NeedleExamination)
    case antibody(AntibodyResult)
    case cerebrospinalFluid(CerebrospinalFluid)
    case imaging(Imaging)
    case laboratory(LaboratoryResult)

    /// The kind of the finding.
    package var kind: FindingKind {
        switch self {
        case .neurologicalExamination: .neurologicalExamination
        case .nerveConductionStudy: .nerveConductionStudy
        case .needleExamination: .needleExamination
        case .antibody: .antibody
        case .cerebrospinalFluid: .cerebrospinalFluid
        case .imaging: .imaging
        case .laboratory: .laboratory
        }
    }

    /// When, by whom, where.
    package var origin: FindingOrigin {
        switch self {
        case .neurologicalExamination(let examination): examination.origin
        case .nerveConductionStudy(let study): study.origin
        case .needleExamination(let examination): examination.origin
        case .antibody(let result): result.origin
        case .cerebrospinalFluid(let sample): sample.origin
        case .imaging(let image): image.origin
        case .laboratory(let result): result.origin
        }
    }

    /// The day of the finding: when the sample was taken, else when the study was done.
    package var date: PartialDate? {
        switch self {
        case .antibody(let result): result.sampledOn ?? result.origin.performedOn
        case .cerebrospinalFluid(let sample): sample.sampledOn ?? sample.origin.performedOn
        case .neurologicalExamination, .nerveConductionStudy, .needleExamination, .imaging, .laboratory:
            origin.performedOn
        }
    }
}

extension Finding {
    /// Reads and writes the bodies of one kind.
    package static func codec(for kind: FindingKind) -> Codec<Finding> {
        switch kind {
        case .neurologicalExamination: neurologicalExaminationCodec
        case .nerveConductionStudy: nerveConductionStudyCodec
        case .needleExamination: needleExaminationCodec
        case .antibody: antibodyCodec
        case .cerebrospinalFluid: cerebrospinalFluidCodec
        case .imaging: imagingCodec
        case .laboratory: laboratoryCodec
        }
    }

    /// Reads a body of a kind.
    ///
    /// - Throws: `Faults`.
    package static func decode(_ kind: FindingKind, _ json: JSONValue) throws(Faults) -> Finding {
        try codec(for: kind).decode(json)
    }

    /// Reads a body of a kind from UTF-8 JSON.
    ///
    /// - Throws: `Faults`.
    package static func decode(_ kind: FindingKind, _ bytes: [UInt8]) throws(Faults) -> Finding {
        try codec(for: kind).decode(bytes)
    }

    /// The body as compact UTF-8 JSON, without the kind.
    package var bytes: [UInt8] {
        Finding.codec(for: kind).encode(self)
    }

    /// The body as a tree, without the kind.
    package var json: JSONValue {
        // Our own writer's text is always JSON.
        JSONReader.parse(bytes, limits: .ownDocuments).value ?? .null
    }

    private static let neurologicalExaminationCodec = NeurologicalExamination.codec.wrapped(
        { .neurologicalExamination($0) },
        {
            guard case .neurologicalExamination(let value) = $0 else { return nil }
            return value
        }
    )
    private static let nerveConductionStudyCodec = NerveConductionStudy.codec.wrapped(
        { .nerveConductionStudy($0) },
        {
            guard case .nerveConductionStudy(let value) = $0 else { return nil }
            return value
        }
    )
    private static let needleExaminationCodec = NeedleExamination.codec.wrapped(
        { .needleExamination($0) },
        {
            guard case .needleExamination(let value) = $0 else { return nil }
            return value
        }
    )
    private static let antibodyCodec = AntibodyResult.codec.wrapped(
        { .antibody($0) },
        {
            guard case .antibody(let value) = $0 else { return nil }
            return value
        }
    )
    private static let cerebrospinalFluidCodec = CerebrospinalFluid.codec.wrapped(
        { .cerebrospinalFluid($0) },
        {
            guard case .cerebrospinalFluid(let value) = $0 else { return nil }
            return value
        }
    )
    private static let imagingCodec = Imaging.codec.wrapped(
        { .imaging($0) },
        {
            guard case .imaging(let value) = $0 else { return nil }
            return value
        }
    )
    private static let laboratoryCodec = LaboratoryResult.codec.wrapped(
        { .laboratory($0) },
        {
            guard case .laboratory(let value) = $0 else { return nil }
            return value
        }
    )
}

extension Codec {
    /// The same JSON for one case of `Finding`.
    fileprivate func wrapped(
        _ wrap: @escaping @Sendable (Value) -> Finding,
        _ unwrap: @escaping @Sendable (Finding) -> Value?
    ) -> Codec<Finding> {
        let (read, write) = (read, write)
        return Codec<Finding>(
            schema: schema,
            read: { (json, reading) throws(Mismatch) in wrap(try read(json, &reading)) },
            write: { finding, writer in
                guard let value = unwrap(finding) else { preconditionFailure("a finding of another kind") }
                write(value, &writer)
            }
        )
    }
}
