// Nerve conduction: laboratory, temperature and filter, and the key table with reductions per segment.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    var conduction: ReportSection {
        let studies = ordered { finding in
            if case .nerveConductionStudy(let study) = finding { return study }
            return nil
        } on: {
            $0.origin.performedOn
        }
        guard !studies.isEmpty else {
            return section(.conduction, [absence(ConductionWord.noStudy, steps: "nerveConductionStudy")])
        }
        var blocks: [ReportBlock] = []
        for study in studies {
            if studies.count > 1 {
                blocks.append(
                    .heading(
                        code: study.origin.performedOn?.description ?? "undated",
                        text: "\(wording(ConductionWord.study)) \(dateWords(study.origin.performedOn))"
                    )
                )
            }
            blocks.append(.facts(studyFacts(study)))
            blocks += segmentBlocks(study)
            if study.motor.contains(where: { !$0.sites.isEmpty }) { blocks.append(.table(siteTable(study))) }
            var tables: [ReportTable] = []
            if !study.motor.isEmpty { tables.append(motorTable(study)) }
            if !study.sensory.isEmpty { tables.append(sensoryTable(study)) }
            if !tables.isEmpty { blocks.append(.tables(tables)) }
            blocks += derivedBlocks(study)
            if study.sensory.isEmpty { blocks.append(.paragraph(.nothing, wording(ConductionWord.noSensory))) }
        }
        blocks.append(.paragraph(.note, wording(ConductionWord.arrowNote)))
        return section(.conduction, blocks)
    }

    private func segmentBlocks(_ study: NerveConductionStudy) -> [ReportBlock] {
        guard !study.motor.isEmpty else { return [.paragraph(.nothing, wording(ConductionWord.noMotor))] }
        let hasSegments = study.motor.contains { $0.sites.count > 1 }
        return [
            hasSegments
                ? .table(segmentTable(study)) : .paragraph(.nothing, wording(ConductionWord.noSegments))
        ]
    }

    /// Day, laboratory, filter, limits and the temperature of every limb that was measured.
    func studyFacts(_ study: NerveConductionStudy) -> [ReportFact] {
        var latest: [Limb: Decimal] = [:]
        for temperature in study.skinTemperatures { latest[temperature.limb] = temperature.celsius }
        let temperatures = Limb.allCases.compactMap { limb in
            latest[limb].map { "\(limb.label(language)) \(wording.number($0))\u{A0}°C" }
        }
        let hasOwnLimits = study.motor.contains { $0.limits != nil } || study.sensory.contains { $0.limits != nil }
        let limits = [hasOwnLimits ? wording(ConductionWord.limitsOwn) : nil, study.normalLimits].compactMap { $0 }
        var facts = [
            wording.fact(TestWord.date, study.origin.performedOn.map { wording.value($0) }),
            wording.fact(ConductionWord.laboratory, text: study.laboratory ?? study.origin.organisation),
            wording.fact(ConductionWord.performedBy, text: study.origin.performedBy),
            wording.fact(
                ConductionWord.temperature,
                wording.value(text: temperatures.joined(separator: ", "), orElse: .notMeasured)
            ),
            wording.fact(
                ConductionWord.filter,
                wording.value(study.lowFrequencyFilterHz, unit: "Hz", orElse: .notRecorded)
            ),
            wording.fact(ConductionWord.limits, text: limits.joined(separator: ", ")),
        ]
        facts += wording.completeness(of: study, protocolCode: document.protocolCode)
        if let note = study.origin.note { facts.append(wording.fact(TestWord.note, text: note)) }
        return facts
    }

    /// `median nerve left`.
    func nerveWords(_ nerve: Nerve, _ side: Side) -> String {
        "\(nerve.label(language)) \(side.label(language))"
    }

    /// `median nerve left, abductor pollicis brevis (APB)`: the short code is what the table of distal values shows.
    func fullNerveWords(_ nerve: MotorConduction) -> String {
        let name = nerveWords(nerve.nerve, nerve.side)
        guard let muscle = nerve.muscle else { return name }
        let label = muscle.label(language)
        return label == muscle.text ? "\(name), \(label)" : "\(name), \(label) (\(muscle.text))"
    }

    /// `median nerve left, APB`.
    func shortNerveWords(_ nerve: MotorConduction) -> String {
        let name = nerveWords(nerve.nerve, nerve.side)
        return nerve.muscle.map { "\(name), \($0.text)" } ?? name
    }

    // MARK: Segments

    private func segmentTable(_ study: NerveConductionStudy) -> ReportTable {
        let columns = [
            wording.column(ConductionWord.segment), wording.figures(ConductionWord.amplitude, unit: "mV"),
            wording.figures(ConductionWord.amplitudeReduction, unit: "%"),
            wording.figures(ConductionWord.area, unit: "mV·ms"),
            wording.figures(ConductionWord.areaReduction, unit: "%"),
            wording.figures(ConductionWord.duration, unit: "ms"),
            wording.figures(ConductionWord.durationIncrease, unit: "%"),
            wording.figures(ConductionWord.velocity, unit: "m/s"), wording.column(ConductionWord.remark),
        ]
        let measured = SegmentTable(study)
        let limits = ConductionFacts([study]).motor
        var rows: [ReportRow] = []
        for (index, nerve) in study.motor.enumerated() {
            let code = "\(nerve.nerve.rawValue).\(nerve.side.rawValue)"
            let name = fullNerveWords(nerve)
            if nerve.segments.isEmpty {
                rows.append(.group(ReportValue("\(name): \(wording(ConductionWord.singleSite))", code: code)))
            } else {
                rows.append(.group(ReportValue(name, code: code)))
            }
            rows += measured.rows.filter { $0.motorIndex == index }.map { row in
                self.row(of: row.measures, velocityLowerMps: limits[index].velocityLowerMps(of: row.measures.segment))
            }
        }
        return wording.table(ConductionWord.segments, columns, rows)
    }

    private func row(of measures: SegmentMeasures, velocityLowerMps limit: Decimal?) -> ReportRow {
        let segment = measures.segment
        let sites = segmentWords(segment.distal.site, segment.proximal.site)
        return .cells([
            ReportValue(sites, code: "\(segment.distal.site.rawValue)-\(segment.proximal.site.rawValue)"),
            pair(segment, \.amplitudeMv), rounded(measures.amplitudeReductionPercent), pair(segment, \.areaMvMs),
            rounded(measures.areaReductionPercent), pair(segment, \.durationMs),
            rounded(measures.durationIncreasePercent), velocity(measures, atLeast: limit),
            wording.value(text: remarks(segment), orElse: .none),
        ])
    }

    /// `8.0 → 3.4`; an absent response and a value that was not recorded are words.
    func pair(_ segment: ConductionSegment, _ value: KeyPath<MotorSite, Decimal?>) -> ReportValue {
        func words(_ site: MotorSite) -> String {
            if site.isAbsent { return wording(ConductionWord.absent) }
            return site[keyPath: value].map { wording.number($0) } ?? wording(NothingWord.notRecorded)
        }
        let (distal, proximal) = (words(segment.distal), words(segment.proximal))
        let isNothing =
            segment.distal[keyPath: value] == nil && segment.proximal[keyPath: value] == nil
            && !segment.distal.isAbsent && !segment.proximal.isAbsent
        return isNothing ? wording.nothing(.notRecorded) : ReportValue("\(distal)\u{A0}→\u{A0}\(proximal)")
    }

    /// A computed figure with its one decimal; one that can not be computed is *not assessable*.
    func rounded(_ value: Decimal?) -> ReportValue {
        guard let value else { return wording.nothing(.notAssessable) }
        return ReportValue(wording.number(value, decimals: 1), number: value)
    }

    private func remarks(_ segment: ConductionSegment) -> String {
        var remarks: [String] = []
        if segment.isEntrapment { remarks.append(wording(ConductionWord.entrapment)) }
        if segment.isLong { remarks.append(wording(ConductionWord.long)) }
        if segment.distal.isAbsent { remarks.append(wording(ConductionWord.distalAbsent)) }
        if segment.proximal.isAbsent { remarks.append(wording(ConductionWord.proximalAbsent)) }
        return remarks.joined(separator: ", ")
    }
}
