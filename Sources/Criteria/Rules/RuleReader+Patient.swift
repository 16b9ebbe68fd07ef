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
            guard let members = mapping(json, at: pointer, keys: ["in", "unclear"]),
                let courses: [Course] = words(members["in"] ?? .null, at: "\(pointer)/in")
            else { return nil }
            guard let unclear = members["unclear"] else { return .course(courses, unclear: []) }
            return words(unclear, at: "\(pointer)/unclear").map { .course(courses, unclear: $0) }
        case "durationMonths":
            guard let members = mapping(json, at: pointer, keys: ["above"]) else { return nil }
            return count(members["above"], at: "\(pointer)/above").map { .durationLonger(months: $0) }
        case "durationWeeks":
            guard let members = mapping(json, at: pointer, keys: ["atLeast"]) else { return nil }
            return count(members["atLeast"], at: "\(pointer)/atLeast").map { .durationAtLeast(weeks: $0) }
        case "ageAtOnsetYears":
            guard let members = mapping(json, at: pointer, keys: ["atLeast", "atMost"]),
                let low = count(members["atLeast"], at: "\(pointer)/atLeast"),
                let high = count(members["atMost"], at: "\(pointer)/atMost")
            else { return nil }
            return .ageAtOnset(min(low, high)...max(low, high))
        case "weakRegions":
            guard let members = mapping(json, at: pointer, keys: ["below"]) else { return nil }
            return count(members["below"], at: "\(pointer)/below").map { .weakRegionsBelow($0) }
        case "motorNerves":
            guard let members = mapping(json, at: pointer, keys: ["atLeast", "exactly", "among"]),
                let bound = countBound(members, at: pointer)
            else { return nil }
            guard let among = members["among"] else { return .motorNerves(bound, among: nil) }
            return words(among, at: "\(pointer)/among", among: Nerve.motor).map { .motorNerves(bound, among: $0) }
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
            guard let members = mapping(json, at: pointer, keys: keys),
                let below = number(members["belowGramPerLitre"], at: "\(pointer)/belowGramPerLitre")
            else { return nil }
            guard let above = members["aboveLimitOrGramPerLitre"] else { return .proteinBelow(below) }
            return number(above, at: "\(pointer)/aboveLimitOrGramPerLitre")
                .map { .proteinRaised(aboveElse: $0, below: below) }
        case "cerebrospinalDissociation":
            let keys: Set = ["leukocytesAtMost", "proteinAboveUnderAge", "proteinAboveFromAge", "ageYears"]
            guard let members = mapping(json, at: pointer, keys: keys),
                let cells = number(members["leukocytesAtMost"], at: "\(pointer)/leukocytesAtMost"),
                let young = number(members["proteinAboveUnderAge"], at: "\(pointer)/proteinAboveUnderAge"),
                let old = number(members["proteinAboveFromAge"], at: "\(pointer)/proteinAboveFromAge"),
                let age = count(members["ageYears"], at: "\(pointer)/ageYears")
            else { return nil }
            return .dissociation(
                CerebrospinalDissociation(
                    leukocytesAtMost: cells,
                    proteinAboveUnderAge: young,
                    proteinAboveFromAge: old,
                    ageYears: age
                )
            )
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

    private mutating func demyelination(_ json: JSONValue, at pointer: String) -> PatientLeaf? {
        let keys: Set = [
            "among", "nerveNames", "velocityPercentBelow", "velocityPercentBelowWhenLowAmplitude",
            "amplitudePercentAbove",
        ]
        let low = "velocityPercentBelowWhenLowAmplitude"
        guard let members = mapping(json, at: pointer, keys: keys),
            let among: [Nerve] = words(members["among"] ?? .null, at: "\(pointer)/among"),
            let names = count(members["nerveNames"], at: "\(pointer)/nerveNames"),
            let velocity = exactNumber(members["velocityPercentBelow"], at: "\(pointer)/velocityPercentBelow"),
            let velocityLow = exactNumber(members[low], at: "\(pointer)/\(low)"),
            let amplitude = exactNumber(members["amplitudePercentAbove"], at: "\(pointer)/amplitudePercentAbove")
        else { return nil }
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
        guard let members = mapping(json, at: pointer, keys: ["atLeast", "limbs"]),
            let count = count(members["atLeast"], at: "\(pointer)/atLeast")
        else { return nil }
        guard let limbs = members["limbs"] else { return .sensoryAbnormal(atLeast: count, isOfAffectedLimbs: false) }
        return constant(limbs, "affected", at: "\(pointer)/limbs")
            .map { _ in .sensoryAbnormal(atLeast: count, isOfAffectedLimbs: true) }
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
        var slots: [Rule<NerveLeaf>] = []
        if let different = members["different"] {
            guard let rules = list(different, at: "\(pointer)/different") else { return nil }
            for (index, rule) in rules.enumerated() {
                guard let slot = inner.nerve(rule, "\(pointer)/different/\(index)", &self) else { return nil }
                slots.append(slot)
            }
        } else {
            guard let count = count(members["atLeast"], at: "\(pointer)/atLeast"),
                let rule = inner.nerve(members["meet"] ?? .null, "\(pointer)/meet", &self)
            else { return nil }
            slots = Array(repeating: rule, count: count)
        }
        guard slots.count <= 3 else {
            report(
                pointer,
                .outOfRange,
                en: "A rule can ask for at most three nerves.",
                nl: "Een regel kan hoogstens drie zenuwen vragen."
            )
            return nil
        }
        var among = restriction.among
        if let own = members["among"] {
            guard let nerves: [Nerve] = words(own, at: "\(pointer)/among", among: Nerve.motor) else { return nil }
            among = among.map { limit in nerves.filter(limit.contains) } ?? nerves
        }
        var isOfAffectedLimbs = restriction.isOfAffectedLimbs
        if let limbs = members["limbs"] {
            guard constant(limbs, "affected", at: "\(pointer)/limbs") != nil else { return nil }
            isOfAffectedLimbs = true
        }
        return NerveCount(slots: slots, among: among, isOfAffectedLimbs: isOfAffectedLimbs)
    }

    private mutating func everyEntry(_ json: JSONValue, at pointer: String, _ inner: InnerRules) -> PatientLeaf? {
        guard let members = mapping(json, at: pointer, keys: ["among", "meets"]),
            let among: [Nerve] = words(members["among"] ?? .null, at: "\(pointer)/among", among: Nerve.motor),
            let rule = inner.entry(members["meets"] ?? .null, "\(pointer)/meets", &self)
        else { return nil }
        return .everyEntry(among: among, rule)
    }

    /// Reads `{narrow: {among: […]}, rule: M2}`: the rule with its counts narrowed.
    private mutating func within(
        _ json: JSONValue,
        at pointer: String,
        _ outer: Restriction,
        _ inner: InnerRules
    ) -> Rule<PatientLeaf>? {
        guard let members = mapping(json, at: pointer, keys: ["narrow", "rule"]),
            let restriction = restriction(members["narrow"] ?? .null, at: "\(pointer)/narrow", within: outer)
        else { return nil }
        return inner.within(members["rule"] ?? .null, "\(pointer)/rule", restriction, &self)
    }

    /// Reads `{among: […]}` or `{limbs: affected}`.
    private mutating func restriction(_ json: JSONValue, at pointer: String, within outer: Restriction) -> Restriction?
    {
        guard let members = mapping(json, at: pointer, keys: ["among", "limbs"]) else { return nil }
        var result = outer
        if let among = members["among"] {
            guard let nerves: [Nerve] = words(among, at: "\(pointer)/among", among: Nerve.motor) else { return nil }
            result.among = outer.among.map { limit in nerves.filter(limit.contains) } ?? nerves
        }
        if let limbs = members["limbs"] {
            guard constant(limbs, "affected", at: "\(pointer)/limbs") != nil else { return nil }
            result.isOfAffectedLimbs = true
        }
        return result
    }
}
