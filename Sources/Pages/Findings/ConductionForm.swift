// The form of a nerve conduction study: a table for each nerve and side, the sites from distal to proximal.
import Domain
import Reports

/// A motor study that the form offers before anything is recorded.
private struct UsualMotorStudy {
    let nerve: Nerve
    let muscle: String
    let sites: [StimulationSite]

    /// The nerves that a study for multifocal motor neuropathy usually takes, up to Erb's point on the arms.
    static let all = [
        UsualMotorStudy(nerve: .median, muscle: "APB", sites: [.wrist, .elbow, .axilla, .erb]),
        UsualMotorStudy(nerve: .ulnar, muscle: "ADM", sites: [.wrist, .belowElbow, .aboveElbow, .axilla, .erb]),
        UsualMotorStudy(nerve: .radial, muscle: "EDC", sites: [.elbow, .spiralGroove, .axilla, .erb]),
        UsualMotorStudy(nerve: .musculocutaneous, muscle: "biceps", sites: [.axilla, .erb]),
        UsualMotorStudy(nerve: .peroneal, muscle: "EDB", sites: [.ankle, .fibularHead, .poplitealFossa]),
        UsualMotorStudy(nerve: .tibial, muscle: "AH", sites: [.ankle, .poplitealFossa]),
    ]
}

/// A sensory study that the form offers before anything is recorded.
private struct UsualSensoryStudy {
    let nerve: Nerve
    let segment: String

    static let all = [
        UsualSensoryStudy(nerve: .median, segment: "digit2-wrist"),
        UsualSensoryStudy(nerve: .ulnar, segment: "digit5-wrist"),
        UsualSensoryStudy(nerve: .radial, segment: "forearm-thumb"),
        UsualSensoryStudy(nerve: .sural, segment: "calf-ankle"),
    ]
}

extension FindingFormParts {
    /// The groups of a nerve conduction study.
    mutating func addConduction(origin: String) {
        addOrigin(origin: origin)
        addLaboratory()
        var index = 0
        for study in UsualMotorStudy.all {
            for side in Side.allCases {
                let row = body.row(
                    of: "/motor",
                    at: "/motor/\(index)",
                    where: [("nerve", study.nerve.rawValue), ("side", side.rawValue)]
                )
                addMotor(row, study.nerve, side, muscle: study.muscle, usual: study.sites)
                index += 1
            }
        }
        for element in body.elements(of: "/motor") {
            let row = body.row(element, at: "/motor/\(index)")
            let nerve = Nerve(rawValue: row.take("nerve", &body)) ?? .median
            let side = Side(rawValue: row.take("side", &body)) ?? .left
            addMotor(row, nerve, side, muscle: "", usual: [])
            index += 1
        }
        addSensory()
        addNote()
    }

    private mutating func addLaboratory() {
        var fields = [
            field("/laboratory", .text, ConductionFormWord.laboratory),
            number("/lowFrequencyFilterHz", ConductionFormWord.filter, unit: "Hz"),
        ]
        var limits = field(
            "/normalLimits",
            .list(
                [FormOption("buschbacher-2016", "Buschbacher 2016")],
                any: wording(ConductionFormWord.noLimits)
            ),
            ConductionFormWord.normalLimits,
            hint: ConductionFormWord.normalLimitsHint
        )
        if case .list(let options, let any) = limits.kind, !limits.value.isEmpty,
            !options.contains(where: { $0.value == limits.value })
        {
            limits = FormField(
                limits.name,
                .list(options + [FormOption(limits.value, limits.value)], any: any),
                label: limits.label,
                hint: limits.hint,
                value: limits.value
            )
        }
        fields.append(limits)
        let rows = Limb.allCases.enumerated().map { index, limb in
            let row = body.row(
                of: "/skinTemperatures",
                at: "/skinTemperatures/\(index)",
                where: [("limb", limb.rawValue)]
            )
            give(row, "limb", limb.rawValue)
            let label = "\(wording(ConductionFormWord.temperature)), \(wording(limb.label))"
            return FormGrid.Row(wording(limb.label), [cell(row, "celsius", .number(unit: "°C"), label: label)])
        }
        let grid = FormGrid(
            caption: wording(ConductionFormWord.temperature),
            corner: wording(ConductionFormWord.limb),
            columns: ["°C"],
            rows: rows
        )
        groups.append(FormGroup(wording(ConductionFormWord.circumstances), fields, grids: [grid]))
    }

    // MARK: Motor

    private mutating func addMotor(
        _ study: FindingRow,
        _ nerve: Nerve,
        _ side: Side,
        muscle: String,
        usual: [StimulationSite]
    ) {
        give(study, "nerve", nerve.rawValue)
        give(study, "side", side.rawValue)
        let head = "\(wording(nerve.label)), \(wording(side.label))"
        let recordedMuscle = study.take("muscle", &body)
        var fields: [FormField] = []
        if muscle.isEmpty || (!recordedMuscle.isEmpty && recordedMuscle != muscle) {
            let label = "\(head): \(wording(ConductionFormWord.muscle))"
            fields.append(FormField(study.name("muscle"), .text, label: label, isShort: true, value: recordedMuscle))
        } else {
            give(study, "muscle", study.element == nil ? muscle : recordedMuscle)
        }
        // Where the body has other sites than the usual ones, they stand in their place from distal to proximal.
        let list = "\(study.element ?? "/none")/sites"
        let recorded = body.elements(of: list).compactMap { element in
            StimulationSite(rawValue: body.peek("\(element)/site"))
        }
        let sites = recorded.isEmpty ? usual : FindingFormParts.joined(usual, recorded, of: nerve)
        let rows = sites.enumerated().map { index, site in
            let row = body.row(of: list, at: "\(study.place)/sites/\(index)", where: [("site", site.rawValue)])
            give(row, "site", site.rawValue)
            return siteRow(row, site, head: head, isFirst: index == 0)
        }
        let grid = FormGrid(
            caption: "\(head)\(muscle.isEmpty ? "" : " (\(muscle))")",
            corner: wording(ConductionFormWord.site),
            columns: [
                "\(wording(ConductionFormWord.latency)) (ms)", "\(wording(ConductionFormWord.amplitude)) (mV)",
                "\(wording(ConductionFormWord.area)) (mV·ms)", "\(wording(ConductionFormWord.duration)) (ms)",
                "\(wording(ConductionFormWord.distance)) (mm)", wording(ConductionFormWord.noResponse),
                wording(ConductionFormWord.entrapment), wording(ConductionFormWord.longSegment),
            ],
            rows: rows
        )
        groups.append(
            FormGroup(
                head,
                fields,
                grids: [grid, limitsGrid(study, head: head)],
                isFolded: study.element == nil && nerve != .median && nerve != .ulnar
            )
        )
    }

    /// The usual sites and those that were recorded, each once, from distal to proximal. A bare elbow and the sites on both
    /// sides of it are not mixed.
    private static func joined(
        _ usual: [StimulationSite],
        _ recorded: [StimulationSite],
        of nerve: Nerve
    ) -> [StimulationSite] {
        var all = recorded
        for site in usual where !all.contains(site) {
            let isElbow: (StimulationSite) -> Bool = { [.belowElbow, .elbow, .aboveElbow].contains($0) }
            if site == .elbow, recorded.contains(where: isElbow) { continue }
            all.append(site)
        }
        return all.sorted { $0.proximity < $1.proximity }
    }

    private mutating func siteRow(
        _ row: FindingRow,
        _ site: StimulationSite,
        head: String,
        isFirst: Bool
    ) -> FormGrid.Row {
        let place = "\(head), \(wording(site.label))"
        func label(_ word: ConductionFormWord, _ unit: String) -> String { "\(place): \(wording(word)) \(unit)" }
        var cells = [
            cell(row, "latencyMs", .number(unit: nil), label: label(.latency, "ms")),
            cell(row, "amplitudeMv", .number(unit: nil), label: label(.amplitude, "mV")),
            cell(row, "areaMvMs", .number(unit: nil), label: label(.area, "mV·ms")),
            cell(row, "durationMs", .number(unit: nil), label: label(.duration, "ms")),
            cell(row, "distanceMm", .number(unit: nil), label: label(.distance, "mm")),
            cell(row, "response", .mark("absent"), label: label(.noResponse, "")),
        ]
        let choices = [
            FormOption("true", wording(ConductionFormWord.yes)), FormOption("false", wording(ConductionFormWord.no)),
        ]
        // An override belongs to the segment that ends here; none ends at the most distal site.
        if isFirst {
            let none = wording(ConductionFormWord.noSegment)
            cells += [
                FormField("-\(row.place)-1", .words(none), label: none),
                FormField("-\(row.place)-2", .words(none), label: none),
            ]
        } else {
            let usual = wording(ConductionFormWord.byDefault)
            cells += [
                cell(row, "entrapmentSite", .list(choices, any: usual), label: label(.entrapment, "")),
                cell(row, "longSegment", .list(choices, any: usual), label: label(.longSegment, "")),
            ]
        }
        return FormGrid.Row(wording(site.label), cells)
    }

    /// The laboratory's own limits and the F-wave.
    private mutating func limitsGrid(_ study: FindingRow, head: String) -> FormGrid {
        func number(_ member: String, _ word: ConductionFormWord, _ unit: String) -> FormField {
            cell(study, member, .number(unit: nil), label: "\(head): \(wording(word)) \(unit)")
        }
        let cells = [
            number("limits/amplitudeLowerMv", .amplitudeLower, "mV"),
            number("limits/latencyUpperMs", .latencyUpper, "ms"),
            number("limits/velocityLowerMps", .velocityLower, "m/s"),
            number("limits/fWaveUpperMs", .fWaveUpper, "ms"),
            number("fWave/minimalLatencyMs", .fWaveMinimal, "ms"),
            number("fWave/persistencePercent", .fWavePersistence, "%"),
            cell(
                study,
                "fWave/absent",
                .list(
                    [
                        FormOption("true", wording(ConductionFormWord.yes)),
                        FormOption("false", wording(ConductionFormWord.no)),
                    ],
                    any: wording(NothingWord.notRecorded)
                ),
                label: "\(head): \(wording(ConductionFormWord.fWaveAbsent))"
            ),
        ]
        return FormGrid(
            caption: "\(wording(ConductionFormWord.limitsAndFWave)), \(head)",
            corner: wording(ConductionFormWord.nerve),
            columns: [
                "\(wording(ConductionFormWord.amplitudeLower)) (mV)",
                "\(wording(ConductionFormWord.latencyUpper)) (ms)",
                "\(wording(ConductionFormWord.velocityLower)) (m/s)", "\(wording(ConductionFormWord.fWaveUpper)) (ms)",
                "\(wording(ConductionFormWord.fWaveMinimal)) (ms)",
                "\(wording(ConductionFormWord.fWavePersistence)) (%)",
                wording(ConductionFormWord.fWaveAbsent),
            ],
            rows: [FormGrid.Row(head, cells)]
        )
    }

    // MARK: Sensory

    private mutating func addSensory() {
        var rows: [FormGrid.Row] = []
        var index = 0
        for study in UsualSensoryStudy.all {
            for side in Side.allCases {
                let row = body.row(
                    of: "/sensory",
                    at: "/sensory/\(index)",
                    where: [("nerve", study.nerve.rawValue), ("side", side.rawValue)]
                )
                rows.append(sensoryRow(row, study.nerve, side, segment: study.segment))
                index += 1
            }
        }
        for element in body.elements(of: "/sensory") {
            let row = body.row(element, at: "/sensory/\(index)")
            let nerve = Nerve(rawValue: row.take("nerve", &body)) ?? .sural
            let side = Side(rawValue: row.take("side", &body)) ?? .left
            rows.append(sensoryRow(row, nerve, side, segment: ""))
            index += 1
        }
        let grid = FormGrid(
            caption: wording(ConductionFormWord.sensory),
            corner: wording(ConductionFormWord.nerve),
            columns: [
                "\(wording(ConductionFormWord.amplitude)) (µV)",
                "\(wording(ConductionFormWord.velocity)) (m/s)", "\(wording(ConductionFormWord.peakLatency)) (ms)",
                wording(ConductionFormWord.reading), "\(wording(ConductionFormWord.amplitudeLower)) (µV)",
                "\(wording(ConductionFormWord.velocityLower)) (m/s)",
            ],
            rows: rows
        )
        groups.append(FormGroup(wording(ConductionFormWord.sensory), [], grids: [grid]))
    }

    private mutating func sensoryRow(
        _ row: FindingRow,
        _ nerve: Nerve,
        _ side: Side,
        segment: String
    ) -> FormGrid.Row {
        give(row, "nerve", nerve.rawValue)
        give(row, "side", side.rawValue)
        let stretch = row.take("segment", &body)
        // What was recorded without a stretch gets none by being corrected.
        let shown = row.element == nil ? segment : stretch
        give(row, "segment", shown)
        let head = "\(wording(nerve.label)), \(wording(side.label))"
        func label(_ word: ConductionFormWord, _ unit: String = "") -> String { "\(head): \(wording(word)) \(unit)" }
        let responses = [SensoryResponse.normal, .abnormal, .absent]
        return FormGrid.Row(
            shown.isEmpty ? head : "\(head) (\(shown))",
            [
                cell(row, "amplitudeUv", .number(unit: nil), label: label(.amplitude, "µV")),
                cell(row, "velocityMps", .number(unit: nil), label: label(.velocity, "m/s")),
                cell(row, "latencyMs", .number(unit: nil), label: label(.peakLatency, "ms")),
                cell(
                    row,
                    "response",
                    .list(FormOption.some(responses, language), any: wording(ConductionFormWord.byLimits)),
                    label: label(.reading)
                ),
                cell(row, "limits/amplitudeLowerUv", .number(unit: nil), label: label(.amplitudeLower, "µV")),
                cell(row, "limits/velocityLowerMps", .number(unit: nil), label: label(.velocityLower, "m/s")),
            ]
        )
    }
}
