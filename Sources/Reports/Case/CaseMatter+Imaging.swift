// Imaging: magnetic resonance and nerve ultrasound.
import Domain
import FoundationEssentials

extension CaseMatter {
    var imaging: ReportSection {
        let images = ordered { finding in
            if case .imaging(let image) = finding { return image }
            return nil
        } on: {
            $0.origin.performedOn
        }
        guard !images.isEmpty else {
            return section(
                .imaging,
                [
                    absence(TestWord.noMri, steps: "plexusMri"),
                    absence(TestWord.noUltrasound, steps: "nerveUltrasound"),
                ]
            )
        }
        let blocks = magneticResonance(images) + ultrasound(images)
        let tables = blocks.compactMap { block -> ReportTable? in
            if case .table(let table) = block { return table }
            return nil
        }
        return section(.imaging, tables.count == blocks.count ? [.tables(tables)] : blocks)
    }

    private func magneticResonance(_ images: [Imaging]) -> [ReportBlock] {
        let rows = images.compactMap { image -> ReportRow? in
            guard case .mri(let image) = image else { return nil }
            return .cells([
                imageDay(image.origin), ReportValue(image.regionLabel(language), code: image.region),
                wording.value(image.t2Hyperintensity ?? .notExamined),
                wording.value(image.diffuseNerveSwelling ?? .notExamined), imageRemark(image.origin),
            ])
        }
        guard !rows.isEmpty else { return [absence(TestWord.noMri, steps: "plexusMri")] }
        let columns = [TestWord.date, .region, .signal, .swelling, .note]
        return [
            .table(
                wording.tableWithRemarks(
                    TestWord.mri,
                    columns.map { $0 == .date ? wording.dates($0) : wording.column($0) },
                    rows
                )
            )
        ]
    }

    private func ultrasound(_ images: [Imaging]) -> [ReportBlock] {
        var rows: [ReportRow] = []
        for image in images {
            guard case .ultrasound(let examination) = image else { continue }
            rows += examination.measurements.map { row(of: $0, examination.origin) }
            if examination.measurements.isEmpty {
                rows.append(
                    .span(
                        head: imageDay(examination.origin),
                        body: ReportValue(wording(TestWord.noMeasurements), .nothing)
                    )
                )
            }
        }
        guard !rows.isEmpty else { return [absence(TestWord.noUltrasound, steps: "nerveUltrasound")] }
        let columns = [
            wording.dates(TestWord.date), wording.column(TestWord.nerve), wording.column(TestWord.level),
            wording.figures(TestWord.area, unit: "mm²"), wording.column(TestWord.note),
        ]
        return [.table(wording.tableWithRemarks(TestWord.ultrasound, columns, rows))]
    }

    private func row(of measurement: UltrasoundMeasurement, _ origin: FindingOrigin) -> ReportRow {
        let name = measurement.nerve?.label(language) ?? measurement.nerveName
        let nerve = [name, measurement.side.label(language)].compactMap { $0 }.joined(separator: " ")
        return .cells([
            imageDay(origin), ReportValue(nerve, code: measurement.nerveName), wording.value(measurement.level),
            wording.value(measurement.crossSectionMm2), imageRemark(origin),
        ])
    }

    private func imageDay(_ origin: FindingOrigin) -> ReportValue {
        origin.performedOn.map { wording.value($0) } ?? ReportValue(wording(ClinicWord.undated), .nothing)
    }

    private func imageRemark(_ origin: FindingOrigin) -> ReportValue {
        let parts = [origin.organisation, origin.performedBy, origin.note].compactMap { $0 }
        return wording.value(text: parts.joined(separator: "; "), orElse: .none)
    }
}
