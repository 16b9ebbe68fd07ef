// What can be wrong with a protocol although every field reads well: references, repetitions, circles, contradictions.
import Domain
import FoundationEssentials

/// Walks the tree of a protocol once and collects what does not fit together.
///
/// It looks at the tree, not at the value, so that it also runs where some field could not be read; what is missing or
/// has the wrong type is the codec's to tell and is passed over here.
struct ProtocolCheck {
    /// What does not fit, with JSON pointers.
    private(set) var faults: [Fault] = []
    private let root: JSONValue
    private let sources: Set<String>
    private let phases: Set<String>
    private let steps: Set<String>
    private let options: Set<String>
    private let cautions: Set<String>
    private let criteriaSets: Set<String>

    /// The criteria sets that exist; their files are those of `Criteria`, the ids those of the case format.
    static let knownCriteriaSets: Set<String> = [
        "efns-pns-2010-mmn", "aaem-2003-mmn", "utrecht-2000-mmn", "ean-pns-2021-cidp",
    ]

    /// Findings may carry other codes too; a protocol asks only for these, so that a typing error is found.
    private static let laboratoryTests = Set(LaboratoryTest.allCases.map(\.rawValue))

    init(_ root: JSONValue) {
        self.root = root
        sources = Self.words(in: root["sources"], key: "id")
        phases = Self.words(in: root["phases"], key: "code")
        steps = Self.words(in: root["steps"], key: "code")
        options = Self.words(in: root["options"], key: "code")
        cautions = Self.words(in: root["cautions"], key: "code")
        criteriaSets = Set(root["criteriaSets"]?.array?.compactMap(\.string) ?? [])
    }

    mutating func run() {
        refuseRepetition(in: root["criteriaSets"], at: "/criteriaSets")
        checkReferences(
            root["criteriaSets"],
            at: "/criteriaSets",
            among: Self.knownCriteriaSets,
            Sentence.noCriteriaSet
        )
        refuseRepetition(in: root["sources"], at: "/sources", key: "id")
        for list in ["phases", "steps", "options", "cautions", "products", "outcomeMeasures"] {
            refuseRepetition(in: root[list], at: "/" + list, key: "code")
        }
        each(root["steps"], at: "/steps") { check, step, pointer in check.check(step: step, at: pointer) }
        each(root["options"], at: "/options") { check, option, pointer in check.check(option: option, at: pointer) }
        each(root["cautions"], at: "/cautions") { check, caution, pointer in check.checkSource(of: caution, at: pointer)
        }
        each(root["products"], at: "/products") { check, product, pointer in check.check(product: product, at: pointer)
        }
        each(root["outcomeMeasures"], at: "/outcomeMeasures") { check, measure, pointer in
            check.check(measure: measure, at: pointer)
        }
        refuseCircles()
    }

    private mutating func check(step: JSONValue, at pointer: String) {
        checkReference(step["phase"], at: pointer + "/phase", among: phases, Sentence.noPhase)
        each(step["hints"], at: pointer + "/hints") { check, hint, pointer in check.checkSource(of: hint, at: pointer) }
        refuseRepetition(in: step["prerequisites"], at: pointer + "/prerequisites")
        checkReferences(step["prerequisites"], at: pointer + "/prerequisites", among: steps, Sentence.noStep)
        refuseRepetition(in: step["roles"], at: pointer + "/roles")
        refuseRepetition(in: step["checklist"], at: pointer + "/checklist", key: "code")
        each(step["checklist"], at: pointer + "/checklist") { check, item, pointer in
            check.checkSource(of: item, at: pointer)
            check.checkReferences(
                item["laboratory"],
                at: pointer + "/laboratory",
                among: Self.laboratoryTests,
                Sentence.noTest
            )
        }
        each(step["completedBy"]?["laboratory"], at: pointer + "/completedBy/laboratory") { check, group, pointer in
            check.checkReferences(group, at: pointer, among: Self.laboratoryTests, Sentence.noTest)
        }
        checkCondition(of: step, at: pointer)
        if step["interval"]?["from"]?.string == "prerequisites", (step["prerequisites"]?.array ?? []).isEmpty {
            add(pointer + "/interval/from", .contradiction, Sentence.intervalWithoutPrerequisites)
        }
        if step["origin"]?.string == "house", let status = step["status"]?.string, status != "unchecked" {
            add(pointer + "/status", .contradiction, Sentence.houseIsUnchecked)
        }
    }

    private mutating func checkCondition(of step: JSONValue, at pointer: String) {
        guard let requirement = step["requirement"]?.string else { return }
        guard let condition = step["condition"] else {
            if requirement == "conditional" { add(pointer + "/condition", .missing, Sentence.conditionMissing) }
            return
        }
        let place = pointer + "/condition"
        guard requirement == "conditional" else {
            add(place, .contradiction, Sentence.conditionUnasked)
            return
        }
        let names = condition["options"]?.array ?? []
        if let code = condition["code"]?.string, (code == "treatmentChosen") == names.isEmpty {
            add(place + "/options", names.isEmpty ? .missing : .contradiction, Sentence.conditionOptions)
        }
        checkReferences(condition["options"], at: place + "/options", among: options, Sentence.noOption)
        checkReferences(condition["orWhenAsked"], at: place + "/orWhenAsked", among: criteriaSets, Sentence.setNotNamed)
    }

    private mutating func check(option: JSONValue, at pointer: String) {
        refuseRepetition(in: option["sources"], at: pointer + "/sources")
        checkReferences(option["sources"], at: pointer + "/sources", among: sources, Sentence.noSource)
        refuseRepetition(in: option["doses"], at: pointer + "/doses", key: "code")
        each(option["doses"], at: pointer + "/doses") { check, dose, pointer in
            check.check(dose: dose, at: pointer)
        }
        refuseRepetition(in: option["cautions"], at: pointer + "/cautions")
        checkReferences(option["cautions"], at: pointer + "/cautions", among: cautions, Sentence.noCaution)
    }

    private mutating func check(dose: JSONValue, at pointer: String) {
        checkSource(of: dose, at: pointer)
        let ranges = ["gramsPerKg", "overDays", "everyWeeks", "infusionsPerWeek", "daysAfterIvig", "shareOfWeeklyIvig"]
        for key in ranges { checkRange(dose[key], at: pointer + "/" + key) }
        let isConversion = dose["phase"]?.string == "conversion"
        if isConversion, dose["shareOfWeeklyIvig"] == nil {
            add(pointer + "/shareOfWeeklyIvig", .missing, Sentence.conversionShare)
        }
        for key in ["daysAfterIvig", "shareOfWeeklyIvig"] where !isConversion && dose[key] != nil {
            add(pointer + "/" + key, .contradiction, Sentence.conversionShare)
        }
        // Days are divided by: a dose over no day has no dose a day.
        for key in ["overDays", "infusionsPerWeek"] {
            guard case .number(let from)? = dose[key]?["from"], from.decimal < 1 else { continue }
            add(pointer + "/" + key + "/from", .outOfRange, Sentence.atLeastOne)
        }
    }

    private mutating func check(product: JSONValue, at pointer: String) {
        checkSource(of: product, at: pointer)
        let rate = product["rateMlPerKgPerHour"]
        checkRange(rate, at: pointer + "/rateMlPerKgPerHour")
        if case .number(let max)? = rate?["max"] {
            for key in ["from", "to"] {
                guard case .number(let value)? = rate?[key], value.decimal > max.decimal else { continue }
                add(pointer + "/rateMlPerKgPerHour/" + key, .contradiction, Sentence.aboveHighest)
            }
        }
        refuseRepetition(in: product["flags"], at: pointer + "/flags", key: "code")
        let first = product["validFrom"]?.string.flatMap { LocalDate($0) }
        let last = product["validTo"]?.string.flatMap { LocalDate($0) }
        if let first, let last, last < first { add(pointer + "/validTo", .contradiction, Sentence.endBeforeStart) }
        switch product["withdrawn"]?.string {
        case "dated" where product["validTo"] == nil: add(pointer + "/validTo", .missing, Sentence.withdrawalDay)
        case "dateUnknown" where last != nil: add(pointer + "/withdrawn", .contradiction, Sentence.withdrawalDayKnown)
        default: break
        }
    }

    private mutating func check(measure: JSONValue, at pointer: String) {
        checkSource(of: measure, at: pointer)
        checkRange(measure["range"], at: pointer + "/range")
        if let code = measure["code"]?.string.flatMap(OutcomeMeasure.init(rawValue:)) {
            // Findings are read by the scale's own definition; a protocol that says otherwise would mislead.
            if case .bool(let isPerSide)? = measure["isPerSide"], isPerSide != code.isPerSide {
                add(pointer + "/isPerSide", .contradiction, Sentence.scaleDiffers)
            }
            if let better = measure["better"]?.string, (better == "higher") != code.isBetterWhenHigher {
                add(pointer + "/better", .contradiction, Sentence.scaleDiffers)
            }
        }
        if measure["countsForResponse"] == .bool(true), measure["minimalImportantChange"] == nil {
            add(pointer + "/countsForResponse", .contradiction, Sentence.responseWithoutChange)
        }
    }

    private mutating func checkSource(of value: JSONValue, at pointer: String) {
        checkReference(value["source"], at: pointer + "/source", among: sources, Sentence.noSource)
    }

    private mutating func checkRange(_ range: JSONValue?, at pointer: String) {
        guard case .number(let from)? = range?["from"], case .number(let to)? = range?["to"], to.decimal < from.decimal
        else { return }
        add(pointer + "/to", .contradiction, Sentence.endBeforeStart)
    }
}

// MARK: The means

extension ProtocolCheck {
    private static func words(in list: JSONValue?, key: String) -> Set<String> {
        Set(list?.array?.compactMap { $0[key]?.string } ?? [])
    }

    private mutating func each(
        _ list: JSONValue?,
        at pointer: String,
        _ body: (inout ProtocolCheck, JSONValue, String) -> Void
    ) {
        for (index, element) in (list?.array ?? []).enumerated() { body(&self, element, "\(pointer)/\(index)") }
    }

    private mutating func checkReference(
        _ value: JSONValue?,
        at pointer: String,
        among known: Set<String>,
        _ sentence: Localized
    ) {
        guard let word = value?.string, !known.contains(word) else { return }
        add(pointer, .unknownReference, sentence)
    }

    private mutating func checkReferences(
        _ list: JSONValue?,
        at pointer: String,
        among known: Set<String>,
        _ sentence: Localized
    ) {
        for (index, element) in (list?.array ?? []).enumerated() {
            checkReference(element, at: "\(pointer)/\(index)", among: known, sentence)
        }
    }

    private mutating func refuseRepetition(in list: JSONValue?, at pointer: String, key: String? = nil) {
        var seen: Set<String> = []
        for (index, element) in (list?.array ?? []).enumerated() {
            guard let word = key.map({ element[$0]?.string }) ?? element.string, !seen.insert(word).inserted else {
                continue
            }
            add("\(pointer)/\(index)\(key.map { "/" + $0 } ?? "")", .duplicate, Sentence.secondTime)
        }
    }

    /// Names every step that can reach itself over its prerequisites.
    private mutating func refuseCircles() {
        var waitsFor: [String: [String]] = [:]
        for step in root["steps"]?.array ?? [] {
            guard let code = step["code"]?.string else { continue }
            waitsFor[code, default: []] += step["prerequisites"]?.array?.compactMap(\.string) ?? []
        }
        for (index, step) in (root["steps"]?.array ?? []).enumerated() {
            guard let code = step["code"]?.string, Self.reaches(code, from: code, over: waitsFor) else { continue }
            add("/steps/\(index)/prerequisites", .cyclicPrerequisites, Sentence.circle)
        }
    }

    private static func reaches(_ goal: String, from start: String, over edges: [String: [String]]) -> Bool {
        var seen: Set<String> = []
        var open = edges[start] ?? []
        while let code = open.popLast() {
            if code == goal { return true }
            if seen.insert(code).inserted { open += edges[code] ?? [] }
        }
        return false
    }

    private mutating func add(_ pointer: String, _ code: FaultCode, _ sentence: Localized) {
        faults.append(Fault(pointer, code, sentence))
    }
}
