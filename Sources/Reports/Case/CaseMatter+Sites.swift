// Motor conduction site by site, as it was measured, and the velocity of a segment beside its limit.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    /// Every value of every site of the motor nerves: what the other tables only compute with stands here itself.
    func siteTable(_ study: NerveConductionStudy) -> ReportTable {
        let columns = [
            wording.column(ConductionWord.site), wording.figures(ConductionWord.siteLatency, unit: "ms"),
            wording.figures(ConductionWord.amplitude, unit: "mV"), wording.figures(ConductionWord.area, unit: "mV·ms"),
            wording.figures(ConductionWord.duration, unit: "ms"), wording.figures(ConductionWord.distance, unit: "mm"),
        ]
        var rows: [ReportRow] = []
        for nerve in study.motor where !nerve.sites.isEmpty {
            let code = "\(nerve.nerve.rawValue).\(nerve.side.rawValue)"
            rows.append(.group(ReportValue(fullNerveWords(nerve), code: code)))
            rows += nerve.sites.enumerated().map { index, site in
                func value(_ value: Decimal?) -> ReportValue {
                    site.isAbsent ? absentResponse : wording.value(value, orElse: .notRecorded)
                }
                return ReportRow.cells([
                    wording.value(site.site), value(site.latencyMs), value(site.amplitudeMv), value(site.areaMvMs),
                    value(site.durationMs),
                    index == 0 && site.distanceMm == nil
                        ? wording.nothing(.none) : wording.value(site.distanceMm, orElse: .notRecorded),
                ])
            }
        }
        return wording.table(ConductionWord.motorSites, columns, rows)
    }

    /// `16.7 (≥ 52)`, bold below the limit; without a limit the velocity alone.
    func velocity(_ measures: SegmentMeasures, atLeast limit: Decimal?) -> ReportValue {
        guard let limit, let value = measures.velocityForDisplayMps(beside: limit) else {
            return rounded(measures.velocityForDisplayMps)
        }
        let exact = wording.number(value, decimals: max(1, -value.exponent))
        return ReportValue(
            "\(exact) (≥\u{A0}\(wording.number(limit)))",
            number: value,
            measures.isSlow(below: limit) == true ? .strong : .plain
        )
    }
}
