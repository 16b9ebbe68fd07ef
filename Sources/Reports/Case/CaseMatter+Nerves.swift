// Nerve by nerve: distal motor values with F-waves, and sensory conduction, beside the limits of the laboratory; and what
// is computed of the study as a whole.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    /// The most distal values and the F-wave of every motor nerve, with the limits of the laboratory.
    func motorTable(_ study: NerveConductionStudy) -> ReportTable {
        let columns = [
            wording.column(ConductionWord.nerve), wording.column(ConductionWord.site),
            wording.figures(ConductionWord.distalLatency, unit: "ms"),
            wording.figures(ConductionWord.distalAmplitude, unit: "mV"),
            wording.figures(ConductionWord.fWave, unit: "ms"), wording.figures(ConductionWord.persistence, unit: "%"),
        ]
        // The limits are of the distal site, which a palm is not.
        let rows = ConductionFacts([study]).motor.enumerated().map { index, limits in
            let nerve = study.motor[index]
            let distal = nerve.distalSite ?? nerve.sites.first
            let isPalm = nerve.distalSite == nil
            let isAbsent = distal?.isAbsent ?? false
            return ReportRow.cells([
                ReportValue(
                    shortNerveWords(nerve),
                    code: "\(nerve.nerve.rawValue).\(nerve.side.rawValue)"
                ),
                wording.value(distal?.site, orElse: .notDone),
                isAbsent ? absentResponse : limited(distal?.latencyMs, upTo: isPalm ? nil : limits.latencyUpperMs),
                isAbsent
                    ? absentResponse : limited(distal?.amplitudeMv, atLeast: isPalm ? nil : limits.amplitudeLowerMv),
                fWave(nerve.fWave, limit: limits.fWaveUpperMs),
                nerve.fWave == nil
                    ? wording.nothing(.notDone) : wording.value(nerve.fWave?.persistencePercent, orElse: .notRecorded),
            ])
        }
        return wording.table(ConductionWord.motorNerves, columns, rows)
    }

    var absentResponse: ReportValue {
        ReportValue(wording(ConductionWord.absent), code: "absent", .strong)
    }

    private func fWave(_ wave: FWave?, limit: Decimal?) -> ReportValue {
        guard let wave else { return wording.nothing(.notDone) }
        if wave.isAbsent == true { return absentResponse }
        return limited(wave.minimalLatencyMs, upTo: limit)
    }

    /// A value with its limit beside it; one outside its limit is set bold, and the limit says why.
    private func limited(_ value: Decimal?, upTo upper: Decimal? = nil, atLeast lower: Decimal? = nil) -> ReportValue {
        guard let value else { return wording.nothing(.notRecorded) }
        if let upper {
            let text = "\(wording.number(value)) (≤\u{A0}\(wording.number(upper)))"
            return ReportValue(text, number: value, value > upper ? .strong : .plain)
        }
        if let lower {
            let text = "\(wording.number(value)) (≥\u{A0}\(wording.number(lower)))"
            return ReportValue(text, number: value, value < lower ? .strong : .plain)
        }
        return wording.value(value)
    }

    /// What is computed of the whole study, where there was anything to compute.
    func derivedBlocks(_ study: NerveConductionStudy) -> [ReportBlock] {
        let lines = DerivedMetrics(study).lines
        guard !lines.isEmpty else { return [] }
        let columns = [
            wording.column(ConductionWord.measure), wording.column(ConductionWord.nerve),
            wording.figures(ConductionWord.value), wording.column(ConductionWord.meaning),
        ]
        let rows = lines.map { line in
            let nerve = [line.nerve?.label(language), line.side?.label(language)].compactMap { $0 }
                .joined(separator: " ")
            let words = [nerve, line.muscle?.text].compactMap { $0 }.joined(separator: ", ")
            let code = [line.nerve?.rawValue, line.side?.rawValue].compactMap { $0 }.joined(separator: ".")
            return ReportRow.cells([
                wording.value(line.measure),
                ReportValue(words, code: code),
                wording.value(line.value, unit: line.measure.unit),
                wording.value(line.meaning, line.meaning.isNoteworthy ? .strong : .plain),
            ])
        }
        return [
            .table(wording.table(ConductionWord.derived, columns, rows)),
            .paragraph(.note, wording(ConductionWord.derivedNote)),
        ]
    }

    /// Every sensory nerve with the reading of the laboratory.
    func sensoryTable(_ study: NerveConductionStudy) -> ReportTable {
        let columns = [
            wording.column(ConductionWord.nerve), wording.column(ConductionWord.site),
            wording.figures(ConductionWord.amplitude, unit: "µV"), wording.figures(ConductionWord.latency, unit: "ms"),
            wording.figures(ConductionWord.velocity, unit: "m/s"), wording.column(ConductionWord.response),
        ]
        let rows = study.sensory.map { nerve in
            let isAbsent = nerve.response == .absent
            let place = [nerve.site?.label(language), nerve.segment].compactMap { $0 }.joined(separator: ", ")
            return ReportRow.cells([
                ReportValue(
                    nerveWords(nerve.nerve, nerve.side),
                    code: "\(nerve.nerve.rawValue).\(nerve.side.rawValue)"
                ),
                wording.value(text: place, orElse: .notRecorded),
                isAbsent ? absentResponse : limited(nerve.amplitudeUv, atLeast: nerve.limits?.amplitudeLowerUv),
                isAbsent ? absentResponse : limited(nerve.latencyMs, upTo: nerve.limits?.latencyUpperMs),
                isAbsent ? absentResponse : limited(nerve.velocityMps, atLeast: nerve.limits?.velocityLowerMps),
                wording.value(nerve.response, nerve.response == .notStated ? .nothing : .plain),
            ])
        }
        return wording.table(ConductionWord.sensory, columns, rows)
    }
}
