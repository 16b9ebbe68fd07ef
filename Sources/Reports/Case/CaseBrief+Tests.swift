// Blood, antibodies, cerebrospinal fluid and imaging of a case, the latest of each, in a line per test.
import Domain
import FoundationEssentials

extension CaseMatter {
    /// At most so many measurements of nerve ultrasound stand on the first pages, the largest first.
    private static let crossSectionsMax = 6

    /// The tests beside conduction; what was not done says how its step stands.
    var briefTests: ReportSection {
        var facts: [ReportFact] = []
        var missing: [String] = []
        for (found, absence) in [bloodFacts, antibodyFacts, fluidFacts, resonanceFacts, ultrasoundFacts] {
            facts += found
            if let absence { missing.append(absence) }
        }
        if !missing.isEmpty {
            facts.append(wording.fact(BriefWord.notThere, ReportValue(missing.joined(separator: "; "), .nothing)))
        }
        return brief(.tests, nil, [.lines(facts)])
    }

    private typealias Found = ([ReportFact], String?)

    /// What was not done, and how its step stands: *not needed* is not *could not*, and neither is *not done yet*.
    private func without(_ word: TestWord, step code: String) -> String {
        let name = wording.lowercasingFirst(wording(word))
        guard let step = document.steps.first(where: { $0.code == code }) else {
            return "\(name): \(wording(NothingWord.notDone))"
        }
        let reason = step.reason.map { " (\($0))" } ?? ""
        return "\(name): \(wording.lowercasingFirst(step.state.label(language)))\(reason)"
    }

    private func day(_ date: PartialDate?) -> String { dateWords(date) }

    /// The latest result of each test: those that are not normal with their values.
    private var bloodFacts: Found {
        var seen: Set<String> = []
        let results = ordered { finding in
            if case .laboratory(let result) = finding { return result }
            return nil
        } on: {
            $0.origin.performedOn
        }.filter { seen.insert($0.code).inserted }
        guard !results.isEmpty else { return ([], without(TestWord.bloodTests, step: "bloodPanel")) }
        func words(_ result: LaboratoryResult) -> String {
            let value = result.value.map { wording.value($0, unit: result.unit).text }
            let band = result.band.map { $0.label(language) }
            let parts = [result.label(language), value, band].compactMap { $0 }
            return "\(parts.joined(separator: " ")) (\(day(result.origin.performedOn)))"
        }
        let normal = results.filter { $0.band == .normal }
        let newest = normal.compactMap(\.origin.performedOn).max { $0.firstDay < $1.firstDay }
        let names = normal.map { $0.label(language) }.joined(separator: ", ")
        let until = newest.map { " (\(wording(BriefWord.upTo)) \(wording.date($0)))" } ?? ""
        return (
            [
                fact(
                    BriefWord.bloodAbnormal,
                    results.filter { $0.band != nil && $0.band != .normal }.map(words),
                    .strong
                ),
                fact(BriefWord.bloodNormal, normal.isEmpty ? [] : [names + until]),
                fact(BriefWord.bloodOpen, results.filter { $0.band == nil }.map(words)),
            ].compactMap { $0 }, nil
        )
    }

    /// Every antibody with method, unit and band, since results of different methods are never compared.
    private var antibodyFacts: Found {
        let results = ordered { finding in
            if case .antibody(let result) = finding { return result }
            return nil
        } on: {
            $0.sampledOn ?? $0.origin.performedOn
        }
        guard !results.isEmpty else { return ([], without(TestWord.antibodies, step: "antiGanglioside")) }
        let words = results.map { result in
            let parts = [
                "\(result.antigen) \(result.isotype.label(language))", value(of: result).text,
                result.band?.label(language) ?? wording(NothingWord.notRecorded),
            ]
            let about = [result.method, day(result.sampledOn ?? result.origin.performedOn)].compactMap { $0 }
            return "\(parts.joined(separator: " ")) (\(about.joined(separator: ", ")))"
        }
        let isRaised = results.contains { $0.band != nil && $0.band != .negative }
        return ([fact(TestWord.antibodies, words, isRaised ? .strong : .plain)].compactMap { $0 }, nil)
    }

    private var fluidFacts: Found {
        let samples = ordered { finding in
            if case .cerebrospinalFluid(let sample) = finding { return sample }
            return nil
        } on: {
            $0.sampledOn ?? $0.origin.performedOn
        }
        guard !samples.isEmpty else { return ([], without(TestWord.fluid, step: "lumbarPuncture")) }
        let words = samples.map { sample in
            let upper = sample.proteinUpperGramPerLitre.map { " (≤\u{A0}\(wording.number($0)))" } ?? ""
            let protein = wording.value(sample.proteinGramPerLitre, unit: "g/L", orElse: .notRecorded).text
            let cells = wording.value(sample.leukocytesPerMicrolitre, unit: "/µL", orElse: .notRecorded).text
            return "\(wording(TestWord.protein).lowercased()) \(protein)\(upper), "
                + "\(wording(TestWord.leukocytes).lowercased()) \(cells) (\(day(sample.sampledOn ?? sample.origin.performedOn)))"
        }
        return ([fact(TestWord.fluid, words)].compactMap { $0 }, nil)
    }

    private var images: [Imaging] {
        ordered { finding in
            if case .imaging(let image) = finding { return image }
            return nil
        } on: {
            $0.origin.performedOn
        }
    }

    private var resonanceFacts: Found {
        let words = images.compactMap { image -> String? in
            guard case .mri(let image) = image else { return nil }
            let signs = [
                "\(wording.lowercasingFirst(wording(TestWord.signal))) \((image.t2Hyperintensity ?? .notExamined).label(language))",
                "\(wording.lowercasingFirst(wording(TestWord.swelling))) \((image.diffuseNerveSwelling ?? .notExamined).label(language))",
            ]
            return "\(image.regionLabel(language)): \(signs.joined(separator: ", ")) (\(day(image.origin.performedOn)))"
        }
        guard !words.isEmpty else { return ([], without(TestWord.mri, step: "plexusMri")) }
        return ([fact(TestWord.mri, words)].compactMap { $0 }, nil)
    }

    private var ultrasoundFacts: Found {
        let all = images.flatMap { image -> [(measurement: UltrasoundMeasurement, origin: FindingOrigin)] in
            guard case .ultrasound(let examination) = image else { return [] }
            return examination.measurements.map { ($0, examination.origin) }
        }
        let isDone = images.contains { if case .ultrasound = $0 { true } else { false } }
        guard isDone else { return ([], without(TestWord.ultrasound, step: "nerveUltrasound")) }
        let largest = all.enumerated().sorted {
            ($1.element.measurement.crossSectionMm2, $0.offset) < ($0.element.measurement.crossSectionMm2, $1.offset)
        }.map(\.element)
        var words = largest.prefix(CaseMatter.crossSectionsMax).map { item in
            let measurement = item.measurement
            let name = measurement.nerve?.label(language) ?? measurement.nerveName
            let parts = [
                name, measurement.side.label(language), measurement.level.label(language),
                wording.value(measurement.crossSectionMm2, unit: "mm²").text,
            ]
            return parts.compactMap { $0 }.joined(separator: " ")
        }
        let more = all.count - words.count
        if more > 0 { words.append("\(more) \(wording(BriefWord.andMore))") }
        if all.isEmpty { words = [wording(TestWord.noMeasurements)] }
        let days = Set(
            images.compactMap { image -> String? in
                if case .ultrasound(let examination) = image { return day(examination.origin.performedOn) }
                return nil
            }
        )
        let text = "\(words.joined(separator: "; ")) (\(days.sorted().joined(separator: ", ")))"
        return ([wording.fact(TestWord.ultrasound, text: text)], nil)
    }
}
