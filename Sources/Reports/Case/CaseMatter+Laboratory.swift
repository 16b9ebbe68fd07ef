// Blood tests, antibodies and cerebrospinal fluid; then imaging.
import Domain
import FoundationEssentials

extension CaseMatter {
    var laboratory: ReportSection {
        var tables: [ReportTable] = []
        var blocks: [ReportBlock] = []
        for block in bloodBlocks + antibodyBlocks + fluidBlocks {
            if case .table(let table) = block { tables.append(table) } else { blocks.append(block) }
        }
        return section(.laboratory, tables.isEmpty ? blocks : [.tables(tables)] + blocks)
    }

    // MARK: Blood

    private var bloodBlocks: [ReportBlock] {
        let results = ordered { finding in
            if case .laboratory(let result) = finding { return result }
            return nil
        } on: {
            $0.origin.performedOn
        }
        guard !results.isEmpty else { return [absence(TestWord.noBlood, steps: "bloodPanel")] }
        let rows = results.map { result in
            let band = result.band.map { wording.value($0, $0 == .normal ? .plain : .strong) }
            return ReportRow.cells([
                ReportValue(result.label(language), code: result.code),
                wording.value(result.value, unit: result.unit, orElse: .notRecorded),
                band ?? wording.nothing(.notRecorded), day(result.origin.performedOn), remark(result.origin),
            ])
        }
        let columns = [
            wording.column(TestWord.test), wording.figures(TestWord.result), wording.column(TestWord.band),
            wording.dates(TestWord.date), wording.column(TestWord.note),
        ]
        return [.table(wording.tableWithRemarks(TestWord.bloodTests, columns, rows))]
    }

    private func day(_ date: PartialDate?) -> ReportValue {
        date.map { wording.value($0) } ?? ReportValue(wording(ClinicWord.undated), .nothing)
    }

    /// By whom and where, and the note.
    private func remark(_ origin: FindingOrigin) -> ReportValue {
        let parts = [origin.organisation, origin.performedBy, origin.note].compactMap { $0 }
        return wording.value(text: parts.joined(separator: "; "), orElse: .none)
    }

    // MARK: Antibodies

    private var antibodyBlocks: [ReportBlock] {
        let results = ordered { finding in
            if case .antibody(let result) = finding { return result }
            return nil
        } on: {
            $0.sampledOn ?? $0.origin.performedOn
        }
        let fixed = ReportBlock.paragraph(.note, wording(TestWord.negativeDoesNotExclude))
        guard !results.isEmpty else { return [absence(TestWord.noAntibodies, steps: "antiGanglioside"), fixed] }
        let rows = results.map { result in
            let band = result.band.map { wording.value($0, $0 == .negative ? .plain : .strong) }
            return ReportRow.cells([
                ReportValue("\(result.antigen) \(result.isotype.label(language))", code: result.antigen),
                wording.value(text: result.method, orElse: .notRecorded), value(of: result),
                band ?? wording.nothing(.notRecorded), day(result.sampledOn ?? result.origin.performedOn),
                remark(result.origin),
            ])
        }
        let columns = [
            wording.column(TestWord.antigen), wording.column(TestWord.method), wording.figures(TestWord.result),
            wording.column(TestWord.band), wording.dates(TestWord.date), wording.column(TestWord.note),
        ]
        return [.table(wording.tableWithRemarks(TestWord.antibodies, columns, rows)), fixed]
    }

    /// `> 120 %`.
    func value(of result: AntibodyResult) -> ReportValue {
        guard let number = result.value else { return wording.nothing(.notRecorded) }
        let sign = result.comparator.flatMap { $0 == .equal ? nil : "\($0.rawValue)\u{A0}" } ?? ""
        let unit = result.unit.map { "\u{A0}\($0)" } ?? ""
        return ReportValue("\(sign)\(wording.number(number))\(unit)", number: number)
    }

    // MARK: Cerebrospinal fluid

    private var fluidBlocks: [ReportBlock] {
        let samples = ordered { finding in
            if case .cerebrospinalFluid(let sample) = finding { return sample }
            return nil
        } on: {
            $0.sampledOn ?? $0.origin.performedOn
        }
        guard !samples.isEmpty else { return [absence(TestWord.noFluid, steps: "lumbarPuncture")] }
        let rows = samples.map { sample in
            ReportRow.cells([
                day(sample.sampledOn ?? sample.origin.performedOn),
                wording.value(sample.proteinGramPerLitre, orElse: .notRecorded),
                wording.value(sample.proteinUpperGramPerLitre, orElse: .notRecorded),
                wording.value(sample.leukocytesPerMicrolitre, orElse: .notRecorded), remark(sample.origin),
            ])
        }
        let columns = [
            wording.dates(TestWord.date), wording.figures(TestWord.protein, unit: "g/L"),
            wording.figures(TestWord.proteinUpper, unit: "g/L"), wording.figures(TestWord.leukocytes, unit: "/µL"),
            wording.column(TestWord.note),
        ]
        return [.table(wording.tableWithRemarks(TestWord.fluid, columns, rows))]
    }
}
