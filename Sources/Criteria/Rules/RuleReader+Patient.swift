// Reads what rules ask of a patient.
import Domain
import FoundationEssentials

extension RuleReader {
    /// How counts of nerves are narrowed while a rule is read again for a part of the body.
    struct Restriction {
        /// The nerves that count; nil for all.
        var among: [Nerve]?
        /// Whether only affected limbs count.
        var isOfAffectedLimbs = false

        /// Every nerve of every limb.
        static let none = Restriction()
    }

    /// Reads rules about nerves and entries inside a question about the patient.
    struct InnerRules {
        let nerve: (JSONValue, String, inout RuleReader) -> Rule<NerveLeaf>?
        let entry: (JSONValue, String, inout RuleReader) -> Rule<EntryLeaf>?
        /// Reads a rule about the patient again, with counts narrowed.
        let within: (JSONValue, String, Restriction, inout RuleReader) -> Rule<PatientLeaf>?
    }

    /// Reads a question about the patient.
    mutating func patientLeaf(
        _ word: String,
        _ json: JSONValue,
        at pointer: String,
        _ restriction: Restriction,
        _ inner: InnerRules
    ) -> Rule<PatientLeaf>? {
        let leaf: PatientLeaf?
        let faultsBefore = faults.count
        switch word {
        case "absent": leaf = self.word(json, at: pointer).map { .absent($0) }
        case "present": leaf = self.word(json, at: pointer).map { .present($0) }
        case "notPresent": leaf = self.word(json, at: pointer).map { .notPresent($0) }
        case "distribution": leaf = words(json, at: pointer).map { .distribution($0) }
        case "limbPredominance": leaf = words(json, at: pointer).map { .limbPredominance($0) }
        case "weak": leaf = self.word(json, at: pointer).map { .weak($0) }
        case "strong": leaf = self.word(json, at: pointer).map { .strong($0) }
        case "sensoryLoss": leaf = self.word(json, at: pointer).map { .sensoryLoss($0) }
        case "reflexesReduced": leaf = self.word(json, at: pointer).map { .reflexesReduced($0) }
        case "excluded": leaf = self.word(json, at: pointer).map { .excluded($0) }
        case "improvementOn": leaf = words(json, at: pointer).map { .improvement($0) }
        case "weakGrades": leaf = constant(json, "none", at: pointer).map { _ in .noWeakGrade }
        case "antiGm1": leaf = constant(json, "raised", at: pointer).map { _ in .antiGM1Raised }
        case "plexusMri": leaf = constant(json, "abnormal", at: pointer).map { _ in .plexusMriAbnormal }
        case "nerveUltrasound": leaf = constant(json, "enlarged", at: pointer).map { _ in .ultrasoundEnlarged }
        case "nerves": leaf = nerveCount(json, at: pointer, restriction, inner).map { .nerves($0) }
        case "everyEntry": leaf = everyEntry(json, at: pointer, inner)
        case "sensoryAbnormal": leaf = sensoryAbnormal(json, at: pointer)
        case "within": return within(json, at: pointer, restriction, inner)
        default: leaf = historyLeaf(word, json, at: pointer) ?? testLeaf(word, json, at: pointer)
        }
        if leaf == nil, faults.count == faultsBefore { unknownQuestion(pointer) }
        return leaf.map { .leaf($0) }
    }

    /// The one word that a question may be answered with.
    private mutating func constant(_ json: JSONValue, _ word: String, at pointer: String) -> String? {
        if json.string == word { return word }
        report(pointer, .unknownCode, en: "Expected one of: \(word).", nl: "Verwacht een van: \(word).")
        return nil
    }

    // MARK: History and examination

    private mutating func historyLeaf(_ word: String, _ json: JSONValue, at pointer: String) -> PatientLeaf? {
        switch word {
        case "course":
            guard let members = mapping(json, at: pointer, keys: ["in", "unclear"]) else { return nil }
            let courses: [Course]? = words(members["in"] ?? .null, at: "\(pointer)/in")
            let unclear: [Course]? = members["unclear"].map { words($0, at: "\(pointer)/unclear") } ?? []
            guard let courses, let unclear else { return nil }
            return .course(courses, unclear: unclear)
        case "durationMonths":
            guard let members = mapping(json, at: pointer, keys: ["above"]) else { return nil }
            return count(members["above"], at: "\(pointer)/above").map { .durationLonger(months: $0) }
        case "durationWeeks":
            guard let members = mapping(json, at: pointer, keys: ["atLeast"]) else { return nil }
            return count(members["atLeast"], at: "\(pointer)/atLeast").map { .durationAtLeast(weeks: $0) }
        case "ageAtOnsetYears":
            guard let members = mapping(json, at: pointer, keys: ["atLeast", "atMost"]) else { return nil }
            let lowest = count(members["atLeast"], at: "\(pointer)/atLeast")
            let highest = count(members["atMost"], at: "\(pointer)/atMost")
            guard let low = lowest, let high = highest else { return nil }
            return .ageAtOnset(min(low, high)...max(low, high))
        case "weakRegions":
            guard let members = mapping(json, at: pointer, keys: ["below"]) else { return nil }
            return count(members["below"], at: "\(pointer)/below").map { .weakRegionsBelow($0) }
        case "motorNerves":
            guard let members = mapping(json, at: pointer, keys: ["atLeast", "exactly", "among"]) else { return nil }
            let bound = countBound(members, at: pointer)
            guard let among = members["among"] else { return bound.map { .motorNerves($0, among: nil) } }
            let nerves: [Nerve]? = words(among, at: "\(pointer)/among", among: Nerve.motor)
            guard let bound, let nerves else { return nil }
            return .motorNerves(bound, among: nerves)
        case "motorNerveLimbs":
            guard let members = mapping(json, at: pointer, keys: ["atLeast", "exactly"]) else { return nil }
            return countBound(members, at: pointer).map { .motorNerveLimbs($0) }
        default: return nil
        }
    }

    // MARK: Tests

    private mutating func testLeaf(_ word: String, _ json: JSONValue, at pointer: String) -> PatientLeaf? {
        switch word {
        case "cerebrospinalProtein":
            let keys: Set = ["aboveLimitOrGramPerLitre", "belowGramPerLitre"]
            guard let members = mapping(json, at: pointer, keys: keys) else { return nil }
            let below = number(members["belowGramPerLitre"], at: "\(pointer)/belowGramPerLitre")
            guard let stated = members["aboveLimitOrGramPerLitre"] else { return below.map { .proteinBelow($0) } }
            let above = number(stated, at: "\(pointer)/aboveLimitOrGramPerLitre")
            guard let below, let above else { return nil }
            return .proteinRaised(aboveElse: above, below: below)
        case "cerebrospinalDissociation": return dissociation(json, at: pointer)
        case "sensoryNormalThroughout":
            guard let members = mapping(json, at: pointer, keys: ["atLeast", "each"]) else { return nil }
            let nerves = members["atLeast"].map { count($0, at: "\(pointer)/atLeast") ?? 1 } ?? 1
            guard let each = members["each"] else {
                return .sensoryNormal(SensoryNormality(nervesMin: nerves, each: []))
            }
            return words(each, at: "\(pointer)/each")
                .map { .sensoryNormal(SensoryNormality(nervesMin: nerves, each: $0)) }
        case "sensoryDemyelination": return demyelination(json, at: pointer)
        default: return nil
        }
    }

    private mutating func dissociation(_ json: JSONValue, at pointer: String) -> PatientLeaf? {
        let keys: Set = ["leukocytesAtMost", "proteinAboveUnderAge", "proteinAboveFromAge", "ageYears"]
        guard let members = mapping(json, at: pointer, keys: keys) else { return nil }
        let cells = number(members["leukocytesAtMost"], at: "\(pointer)/leukocytesAtMost")
        let young = number(members["proteinAboveUnderAge"], at: "\(pointer)/proteinAboveUnderAge")
        let old = number(members["proteinAboveFromAge"], at: "\(pointer)/proteinAboveFromAge")
        let age = count(members["ageYears"], at: "\(pointer)/ageYears")
        guard let cells, let young, let old, let age else { return nil }
        return .dissociation(
            CerebrospinalDissociation(
                leukocytesAtMost: cells,
                proteinAboveUnderAge: young,
                proteinAboveFromAge: old,
                ageYears: age
            )
        )
    }

    private mutating func demyelination(_ json: JSONValue, at pointer: String) -> PatientLeaf? {
        let keys: Set = [
            "among", "nerveNames", "velocityPercentBelow", "velocityPercentBelowWhenLowAmplitude",
            "amplitudePercentAbove",
        ]
        let low = "velocityPercentBelowWhenLowAmplitude"
        guard let members = mapping(json, at: pointer, keys: keys) else { return nil }
        let among: [Nerve]? = words(members["among"] ?? .null, at: "\(pointer)/among")
        let names = count(members["nerveNames"], at: "\(pointer)/nerveNames")
        let velocity = exactNumber(members["velocityPercentBelow"], at: "\(pointer)/velocityPercentBelow")
        let velocityLow = exactNumber(members[low], at: "\(pointer)/\(low)")
        let amplitude = exactNumber(members["amplitudePercentAbove"], at: "\(pointer)/amplitudePercentAbove")
        guard let among, let names, let velocity, let velocityLow, let amplitude else { return nil }
        return .sensoryDemyelination(
            SensoryDemyelination(
                among: among,
                nerveNamesMin: names,
                velocityPercentBelow: velocity,
                velocityPercentBelowWhenLowAmplitude: velocityLow,
                amplitudePercentAbove: amplitude
            )
        )
    }

    private mutating func sensoryAbnormal(_ json: JSONValue, at pointer: String) -> PatientLeaf? {
        guard let members = mapping(json, at: pointer, keys: ["atLeast", "limbs"]) else { return nil }
        let number = count(members["atLeast"], at: "\(pointer)/atLeast")
        let limbs = members["limbs"].map { constant($0, "affected", at: "\(pointer)/limbs") }
        guard let number, limbs != .some(nil) else { return nil }
        return .sensoryAbnormal(atLeast: number, isOfAffectedLimbs: limbs != nil)
    }

    // MARK: Nerves

    private mutating func nerveCount(
        _ json: JSONValue,
        at pointer: String,
        _ restriction: Restriction,
        _ inner: InnerRules
    ) -> NerveCount? {
        let keys: Set = ["atLeast", "meet", "different", "among", "limbs"]
        guard let members = mapping(json, at: pointer, keys: keys) else { return nil }
        let slots = slots(members, at: pointer, inner)
        if let slots, slots.count > 3 {
            report(
                pointer,
                .outOfRange,
                en: "A rule can ask for at most three nerves.",
                nl: "Een regel kan hoogstens drie zenuwen vragen."
            )
            return nil
        }
        let narrowed = narrowed(restriction, by: members, at: pointer)
        guard let slots, let narrowed else { return nil }
        return NerveCount(slots: slots, among: narrowed.among, isOfAffectedLimbs: narrowed.isOfAffectedLimbs)
    }

    /// What each of the nerves asked for must meet: `different` rules, or one that so many nerves meet.
    private mutating func slots(
        _ members: [String: JSONValue],
        at pointer: String,
        _ inner: InnerRules
    ) -> [Rule<NerveLeaf>]? {
        if let different = members["different"] {
            guard let rules = list(different, at: "\(pointer)/different", of: Self.rules) else { return nil }
            let read = rules.enumerated().map { inner.nerve($1, "\(pointer)/different/\($0)", &self) }
            let found = read.compactMap { $0 }
            return found.count == read.count ? found : nil
        }
        let number = count(members["atLeast"], at: "\(pointer)/atLeast")
        let rule = inner.nerve(members["meet"] ?? .null, "\(pointer)/meet", &self)
        guard let number, let rule else { return nil }
        return Array(repeating: rule, count: number)
    }

    private mutating func everyEntry(_ json: JSONValue, at pointer: String, _ inner: InnerRules) -> PatientLeaf? {
        guard let members = mapping(json, at: pointer, keys: ["among", "meets"]) else { return nil }
        let among: [Nerve]? = words(members["among"] ?? .null, at: "\(pointer)/among", among: Nerve.motor)
        let rule = inner.entry(members["meets"] ?? .null, "\(pointer)/meets", &self)
        guard let among, let rule else { return nil }
        return .everyEntry(among: among, rule)
    }

    /// Reads `{narrow: {among: […]}, rule: M2}`: the rule with its counts narrowed.
    private mutating func within(
        _ json: JSONValue,
        at pointer: String,
        _ outer: Restriction,
        _ inner: InnerRules
    ) -> Rule<PatientLeaf>? {
        guard let members = mapping(json, at: pointer, keys: ["narrow", "rule"]) else { return nil }
        let narrow = members["narrow"] ?? .null
        let restriction = mapping(narrow, at: "\(pointer)/narrow", keys: ["among", "limbs"])
            .flatMap { narrowed(outer, by: $0, at: "\(pointer)/narrow") }
        // Where the restriction is faulty the rule is read all the same, so that its own faults are told too.
        let rule = inner.within(members["rule"] ?? .null, "\(pointer)/rule", restriction ?? outer, &self)
        return restriction == nil ? nil : rule
    }

    /// Narrows by `{among: […]}` or `{limbs: affected}`, beside other keys.
    private mutating func narrowed(
        _ outer: Restriction,
        by members: [String: JSONValue],
        at pointer: String
    ) -> Restriction? {
        var result: Restriction? = outer
        if let among = members["among"] {
            let nerves: [Nerve]? = words(among, at: "\(pointer)/among", among: Nerve.motor)
            if let nerves {
                result?.among = outer.among.map { limit in nerves.filter(limit.contains) } ?? nerves
            } else {
                result = nil
            }
        }
        if let limbs = members["limbs"] {
            if constant(limbs, "affected", at: "\(pointer)/limbs") == nil { result = nil }
            result?.isOfAffectedLimbs = true
        }
        return result
    }
}
