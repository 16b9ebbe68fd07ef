// Reads what rules ask of segments, motor entries and nerves.
import Domain
import FoundationEssentials

extension RuleReader {
    // MARK: Segments

    /// Reads a question about a segment.
    mutating func segmentLeaf(_ word: String, _ json: JSONValue, at pointer: String) -> Rule<SegmentLeaf>? {
        if let quantity = SegmentQuantity(rawValue: word) {
            return threshold(json, at: pointer).map { .leaf(.quantity(quantity, $0)) }
        }
        switch word {
        case "nerve": return words(json, at: pointer, among: Nerve.motor).map { .leaf(.nerve($0)) }
        case "entrapment": return flag(json, at: pointer).map { .leaf(.entrapment($0)) }
        case "distanceRecorded": return flag(json, at: pointer).map { .leaf(.distanceRecorded($0)) }
        case "distalSite": return words(json, at: pointer).map { .leaf(.distalSite($0)) }
        case "proximalSite": return words(json, at: pointer).map { .leaf(.proximalSite($0)) }
        case "response":
            guard let _: MotorResponse = self.word(json, at: pointer) else { return nil }
            return .leaf(.absentResponse)
        case "long":
            if json == .bool(true) { return .leaf(.long(including: [])) }
            return sitePairs(json, at: pointer).map { .leaf(.long(including: $0)) }
        default:
            unknownQuestion(pointer)
            return nil
        }
    }

    private mutating func sitePairs(_ json: JSONValue, at pointer: String) -> [SitePair]? {
        let wanted = Localized(en: "pairs of sites", nl: "paren van plaatsen")
        guard let elements = list(json, at: pointer, of: wanted) else { return nil }
        let pairs = elements.enumerated().map { index, element -> SitePair? in
            let place = "\(pointer)/\(index)"
            guard let sites: [StimulationSite] = words(element, at: place) else { return nil }
            guard sites.count == 2 else {
                report(place, .outOfRange, en: "Expected two sites.", nl: "Verwacht: twee plaatsen.")
                return nil
            }
            return SitePair(distal: sites[0], proximal: sites[1])
        }
        let found = pairs.compactMap { $0 }
        return found.count == pairs.count ? found : nil
    }

    /// True or false.
    mutating func flag(_ json: JSONValue, at pointer: String) -> Bool? {
        if case .bool(let flag) = json { return flag }
        report(pointer, .wrongType, en: "Expected true or false.", nl: "Verwacht: true of false.")
        return nil
    }

    // MARK: Motor entries

    /// Reads a question about a motor entry.
    mutating func entryLeaf(
        _ word: String,
        _ json: JSONValue,
        at pointer: String,
        segment: (JSONValue, String, inout RuleReader) -> Rule<SegmentLeaf>?
    ) -> Rule<EntryLeaf>? {
        if let quantity = EntryQuantity(rawValue: word) {
            return threshold(json, at: pointer).map { .leaf(.quantity(quantity, $0)) }
        }
        switch word {
        case "nerve": return words(json, at: pointer, among: Nerve.motor).map { .leaf(.nerve($0)) }
        case "someSegment": return segment(json, pointer, &self).map { .leaf(.someSegment($0)) }
        case "distalResponse":
            let answer: Sign? = self.word(json, at: pointer, among: [.absent, .present])
            return answer.map { .leaf(.distalResponseAbsent($0 == .absent)) }
        case "fWave": return self.word(json, at: pointer).map { .leaf(.fWave($0)) }
        case "distalDurationAboveMs": return cutOffs(json, at: pointer).map { .leaf(.distalDurationAbove($0)) }
        default:
            unknownQuestion(pointer)
            return nil
        }
    }

    private mutating func cutOffs(_ json: JSONValue, at pointer: String) -> [DurationCutOffs]? {
        let wanted = Localized(en: "cut-offs by filter", nl: "grenzen per filter")
        guard let elements = list(json, at: pointer, of: wanted) else { return nil }
        let keys = Set(Nerve.motor.map(\.rawValue) + ["lowFrequencyFilterHz"])
        let read = elements.enumerated().map { index, element -> DurationCutOffs? in
            let place = "\(pointer)/\(index)"
            guard let members = mapping(element, at: place, keys: keys) else { return nil }
            let filter = exactNumber(members["lowFrequencyFilterHz"], at: "\(place)/lowFrequencyFilterHz")
            var milliseconds: [Nerve: ExactNumber] = [:]
            for (key, value) in members {
                guard let nerve = Nerve(rawValue: key) else { continue }
                milliseconds[nerve] = exactNumber(value, at: "\(place)/\(key)")
            }
            return filter.map { DurationCutOffs(filterHz: $0, milliseconds: milliseconds) }
        }
        let found = read.compactMap { $0 }
        return found.count == read.count ? found : nil
    }

    // MARK: Nerves

    /// Reads a question about a nerve.
    mutating func nerveLeaf(_ word: String, _ json: JSONValue, at pointer: String) -> Rule<NerveLeaf>? {
        guard word == "sensoryNormal" else {
            unknownQuestion(pointer)
            return nil
        }
        guard let members = mapping(json, at: pointer, keys: Set(Nerve.motor.map(\.rawValue))) else { return nil }
        var substitutes: [Nerve: SensorySubstitute] = [:]
        for (key, value) in members {
            guard let nerve = Nerve(rawValue: key) else { continue }
            if value == "sameLimb" {
                substitutes[nerve] = .sameLimb
            } else if let nerves: [Nerve] = words(value, at: "\(pointer)/\(key)") {
                substitutes[nerve] = .nerves(nerves)
            }
        }
        return .leaf(.sensoryNormal(substitutes))
    }
}
