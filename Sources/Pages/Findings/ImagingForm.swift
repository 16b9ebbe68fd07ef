// The forms of imaging: a magnetic resonance image, and an ultrasound examination with its measurements.
package import Domain
import Reports

/// A place along the nerves that an ultrasound examination usually measures, on both sides.
private struct UsualPlace {
    let nerve: String
    let level: UltrasoundLevel

    static let all = [
        UsualPlace(nerve: "median", level: .forearm), UsualPlace(nerve: "median", level: .upperArm),
        UsualPlace(nerve: "ulnar", level: .forearm), UsualPlace(nerve: "ulnar", level: .upperArm),
        UsualPlace(nerve: "C5", level: .root), UsualPlace(nerve: "C6", level: .root),
        UsualPlace(nerve: "C7", level: .root),
    ]
}

extension FindingFormParts {
    /// The groups of an image.
    ///
    /// - Parameters:
    ///   - modality: of a new finding; one that was recorded keeps its own.
    ///   - origin: where a result from elsewhere came from.
    mutating func addImaging(_ modality: ImagingModality, origin: String) {
        let modality = ImagingModality(rawValue: body.take("/modality")) ?? modality
        given.append(TeamForm.Given("=/body/modality", modality.rawValue))
        addOrigin(origin: origin)
        switch modality {
        case .mri: addMagneticResonance()
        case .ultrasound: addUltrasound()
        }
        addNote()
    }

    private mutating func addMagneticResonance() {
        let regions = ["brachialPlexus", "lumbosacralPlexus"].map { code in
            FormOption(code, MagneticResonanceImage(origin: FindingOrigin(), region: code).regionLabel(language))
        }
        let fields = [
            open(
                "/region",
                regions,
                any: wording(ImagingFormWord.chooseRegion),
                label: wording(ImagingFormWord.region)
            ),
            sign("/t2Hyperintensity", label: wording(ImagingFormWord.hyperintensity)),
            sign("/diffuseNerveSwelling", label: wording(ImagingFormWord.swelling)),
        ]
        groups.append(FormGroup(wording(ImagingFormWord.seen), fields))
    }

    private mutating func addUltrasound() {
        var rows: [FormGrid.Row] = []
        for (index, place) in UsualPlace.all.enumerated() {
            let nerve = Nerve(rawValue: place.nerve).map { wording($0.label) } ?? place.nerve
            let heading = "\(nerve), \(wording(place.level.label))"
            let members = [("nerve", place.nerve), ("level", place.level.rawValue)]
            rows.append(
                bothSides(of: "/measurements", at: 2 * index, heading, members) { parts, row, name in
                    parts.cell(row, "crossSectionMm2", .number(unit: nil), label: "\(name) mm²")
                }
            )
        }
        let grid = FormGrid(
            caption: "\(wording(ImagingFormWord.crossSection)) (mm²)",
            corner: wording(ImagingFormWord.place),
            columns: Side.allCases.map { wording($0.label) },
            rows: rows
        )
        let nerves =
            FormOption.some(Nerve.allCases.filter { $0.region != .other }, language)
            + ["C5", "C6", "C7", "C8", "T1"].map { FormOption($0, $0) }
        let otherRows = others(
            of: "/measurements",
            from: 2 * UsualPlace.all.count,
            free: 4,
            wording(ImagingFormWord.otherPlace)
        ) { parts, row, name in
            func label(_ word: ImagingFormWord) -> String { "\(name): \(parts.wording(word))" }
            let (nerve, side, level, area) = (label(.nerve), label(.side), label(.level), label(.crossSection))
            return [
                parts.open(row, "nerve", nerves, label: nerve),
                parts.cell(row, "side", among: Side.self, label: side),
                parts.cell(row, "level", among: UltrasoundLevel.self, label: level),
                parts.cell(row, "crossSectionMm2", .number(unit: nil), label: "\(area) mm²"),
            ]
        }
        let otherGrid = FormGrid(
            caption: wording(ImagingFormWord.otherPlaces),
            corner: wording(ImagingFormWord.otherPlace),
            columns: [ImagingFormWord.nerve, .side, .level].map { wording($0) }
                + ["\(wording(ImagingFormWord.crossSection)) (mm²)"],
            rows: otherRows
        )
        groups.append(FormGroup(wording(ImagingFormWord.measurements), [], grids: [grid, otherGrid]))
    }
}

/// The words of the forms of imaging.
package enum ImagingFormWord: String, ReportWord {
    case region, chooseRegion, hyperintensity, swelling, seen, crossSection, place, otherPlace, otherPlaces, nerve, side
    case level, measurements

    package var text: Localized {
        switch self {
        case .region: Localized(en: "Region", nl: "Gebied")
        case .chooseRegion: Localized(en: "choose a region", nl: "kies een gebied")
        case .hyperintensity: Localized(en: "High T2 signal", nl: "Verhoogd T2-signaal")
        case .swelling: Localized(en: "Diffuse swelling of nerves", nl: "Diffuse zwelling van zenuwen")
        case .seen: Localized(en: "What was seen", nl: "Wat er te zien was")
        case .crossSection: Localized(en: "Cross-section", nl: "Doorsnede")
        case .place: Localized(en: "Place", nl: "Plaats")
        case .otherPlace: Localized(en: "Other place", nl: "Andere plaats")
        case .otherPlaces: Localized(en: "Measured elsewhere", nl: "Elders gemeten")
        case .nerve: Localized(en: "Nerve", nl: "Zenuw")
        case .side: Localized(en: "Side", nl: "Zijde")
        case .level: Localized(en: "Level", nl: "Niveau")
        case .measurements: Localized(en: "Measurements", nl: "Metingen")
        }
    }
}
