// The JSON form of the steps of a protocol.

extension ProtocolStep {
    static let codec = Codec<ProtocolStep>.object(
        "ProtocolStep",
        {
            ProtocolStep(
                code: $0,
                phase: $1,
                names: $2,
                hints: $3,
                requirement: $4,
                condition: $5,
                gate: $6,
                prerequisites: $7,
                interval: $8,
                roles: $9,
                burden: $10,
                completedBy: $11,
                checklist: $12,
                origin: $13,
                status: $14
            )
        },
        .required("code", \.code, .openCode()),
        .required("phase", \.phase, .openCode()),
        .required("names", \.names, ProtocolName.codec),
        .required("hints", \.hints, .list(SourcedText.codec, count: 1...10)),
        .required("requirement", \.requirement, .code),
        .optional("condition", \.condition, StepCondition.codec),
        .optional("gate", \.gate, .code),
        .list("prerequisites", \.prerequisites, .openCode(), max: CareProtocol.stepCountMax),
        .optional("interval", \.interval, StepInterval.codec),
        .required("roles", \.roles, .list(.code, count: 1...10)),
        .required("burden", \.burden, .integer(0...3)),
        .required("completedBy", \.completedBy, StepCompletion.codec),
        .list("checklist", \.checklist, ChecklistItem.codec, max: 40),
        .required("origin", \.origin, .code),
        .required("status", \.status, .code)
    )
}

extension StepCondition {
    static let codec = Codec<StepCondition>.object(
        "StepCondition",
        { StepCondition(code: $0, options: $1, orWhenAsked: $2, text: $3) },
        .required("code", \.code, .code),
        .list("options", \.options, .code, max: 20),
        .list("orWhenAsked", \.orWhenAsked, .openCode(), max: 10),
        .inlined(\.text, Localized.sentences)
    )
}

extension StepInterval {
    /// Ten years; longer is a typing error.
    private static let daysMax = 3_660

    static let codec = Codec<StepInterval>.object(
        "StepInterval",
        { StepInterval(days: $0, from: $1) },
        .required("days", \.days, .integer(0...daysMax)),
        .required("from", \.from, .code)
    )
}

extension ChecklistItem {
    static let codec = Codec<ChecklistItem>.object(
        "ChecklistItem",
        { ChecklistItem(code: $0, kind: $1, statement: $3, laboratory: $2) },
        .required("code", \.code, .openCode()),
        .required("kind", \.kind, .code),
        .list("laboratory", \.laboratory, .openCode(), max: 20),
        .inlined(\.statement, SourcedText.codec)
    )
}

extension StepCompletion {
    /// The fields as they stand in JSON; only some combinations mean something.
    private struct Form {
        var finding: FindingKind?
        var modality: ImagingModality?
        var laboratory: [[String]] = []
        var record: CompletingRecord?
    }

    private static let form = Codec<Form>.object(
        "StepCompletion",
        { Form(finding: $0, modality: $1, laboratory: $2, record: $3) },
        .optional("finding", \.finding, .code),
        .optional("modality", \.modality, .code),
        .list("laboratory", \.laboratory, .list(.openCode(), count: 1...10), max: 40),
        .optional("record", \.record, .code)
    )

    static let codec = form.map(
        expecting: Localized(
            en: "either a finding (imaging with a modality, laboratory with its groups of codes) or a record",
            nl: "óf een bevinding (imaging met een modality, laboratory met groepen codes) óf een record"
        ),
        { form -> StepCompletion? in
            switch (form.finding, form.modality, form.laboratory.isEmpty, form.record) {
            case (nil, nil, true, let record?): .record(record)
            case (.imaging?, let modality?, true, nil): .imaging(modality)
            case (.laboratory?, nil, false, nil): .laboratory(panel: form.laboratory)
            case (.imaging?, _, _, _), (.laboratory?, _, _, _): nil
            case (let kind?, nil, true, nil): .finding(kind)
            default: nil
            }
        },
        back: { completion in
            switch completion {
            case .finding(let kind): Form(finding: kind)
            case .imaging(let modality): Form(finding: .imaging, modality: modality)
            case .laboratory(let panel): Form(finding: .laboratory, laboratory: panel)
            case .record(let record): Form(record: record)
            }
        }
    )
}
