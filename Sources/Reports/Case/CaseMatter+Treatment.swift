// Treatment: what was chosen together, the courses, every administration with product and batch, the doses.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    /// Grams per kilogram are shown with at most so many decimals.
    static let perKgDecimalsMax = 3

    var treatment: ReportSection {
        guard !document.treatments.isEmpty || !document.choices.isEmpty else {
            return section(.treatment, [.paragraph(.nothing, wording(TreatmentWord.noTreatment))])
        }
        var blocks: [ReportBlock] = []
        if document.choices.isEmpty {
            blocks.append(.paragraph(.nothing, wording(TreatmentWord.noChoices)))
        } else {
            blocks.append(.table(choicesTable))
        }
        if document.treatments.isEmpty {
            blocks.append(.paragraph(.nothing, wording(TreatmentWord.noTreatment)))
        } else {
            blocks.append(.table(coursesTable))
        }
        let given = document.treatments.filter { !$0.administrations.isEmpty }
        if !given.isEmpty {
            blocks.append(.table(administrationsTable(given)))
            if productNames(cycles).count > 1 {
                blocks.append(.paragraph(.note, wording(TreatmentWord.brandNote)))
            }
        }
        return section(.treatment, blocks)
    }

    /// The name of an option in the words of the protocol, or its own label.
    func optionName(_ option: TreatmentOption) -> String {
        careProtocol.option(option)?.names[language] ?? option.label(language)
    }

    private var choicesTable: ReportTable {
        let replaced = Set(document.choices.compactMap(\.replaces))
        let columns = [TreatmentWord.option, .chosenOn, .participants, .preference, .reason, .cautions]
        let rows = document.choices.map { choice in
            let isReplaced = replaced.contains(choice.id)
            let name = optionName(choice.option) + (isReplaced ? ", \(wording(TreatmentWord.replaced))" : "")
            return ReportRow.cells([
                ReportValue(name, code: choice.option.rawValue), wording.value(choice.chosenOn),
                ReportValue(wording.list(choice.participants, orElse: NothingWord.notRecorded)),
                wording.value(text: choice.patientPreference, orElse: .notRecorded),
                wording.value(text: choice.reason, orElse: .none), cautions(choice.cautions),
            ])
        }
        return wording.tableWithRemarks(
            TreatmentWord.choices,
            columns.map { $0 == .chosenOn ? wording.dates($0) : wording.column($0) },
            rows
        )
    }

    private func cautions(_ codes: [String]) -> ReportValue {
        guard !codes.isEmpty else { return wording.nothing(.none) }
        let texts = codes.map { code in
            TreatmentCautionCode(rawValue: code).map { cautionText($0) } ?? code
        }
        return ReportValue(texts.joined(separator: "; "), code: codes.joined(separator: " "))
    }

    /// The sentence of a caution in the words of the protocol, or its own label.
    func cautionText(_ code: TreatmentCautionCode) -> String {
        careProtocol.caution(code)?.statement.text[language] ?? code.label(language)
    }

    private var coursesTable: ReportTable {
        let columns = [
            wording.column(TreatmentWord.option), wording.column(TreatmentWord.substance),
            wording.dates(TreatmentWord.started), wording.dates(TreatmentWord.ended),
            wording.column(TreatmentWord.improvement), wording.column(TreatmentWord.administrations),
            wording.column(TreatmentWord.cautions), wording.column(TreatmentWord.note),
        ]
        let guidance = guidance
        let rows = document.treatments.map { course in
            let note = [course.note, course.performedBy, course.organisation].compactMap { $0 }.joined(separator: "; ")
            return ReportRow.cells([
                ReportValue(optionName(course.option), code: course.option.rawValue),
                wording.value(text: course.substance, orElse: .notRecorded),
                start(of: course), end(of: course),
                improvement(course.objectiveImprovement), administrationSummary(course),
                raised(guidance.cautions(of: course.treatment, asOf: document.today)),
                wording.value(text: note, orElse: .none),
            ])
        }
        return wording.tableWithRemarks(TreatmentWord.courses, columns, rows)
    }

    /// What the clinician recorded of the effect; nothing recorded is no answer, and not *not examined*.
    func improvement(_ sign: Sign?) -> ReportValue {
        sign.map { wording.value($0) } ?? wording.nothing(.notRecorded)
    }

    /// The rules on treatment, over everything that this case holds.
    var guidance: TreatmentGuidance { TreatmentGuidance(of: document, by: careProtocol) }

    /// Raised cautions in the words of the protocol.
    func raised(_ cautions: [RaisedCaution]) -> ReportValue {
        guard !cautions.isEmpty else {
            return ReportValue(wording(TreatmentWord.noCautions), code: NothingWord.none.rawValue, .nothing)
        }
        let texts = cautions.map { caution in
            "\(caution.effect.label(language)): \(caution.text[language])"
                + (caution.detail.map { " (\($0[language]))" } ?? "")
        }
        return ReportValue(
            texts.joined(separator: "; "),
            code: cautions.map(\.code.rawValue).joined(separator: " ")
        )
    }

    func administrationSummary(_ course: CourseDocument) -> ReportValue {
        guard !course.administrations.isEmpty else {
            return ReportValue(wording(TreatmentWord.noAdministrations), .nothing)
        }
        let cycles = InfusionCycle.cycles(of: course, by: careProtocol)
        let words = wording.count(cycles.count, one: ChartWord.cycle, many: ChartWord.cycles)
        let products = productNames(cycles).sorted().joined(separator: ", ")
        return ReportValue(products.isEmpty ? words : "\(words), \(products)")
    }

    /// The products of cycles, each as it was first written.
    private func productNames(_ cycles: [InfusionCycle]) -> [String] {
        var known: Set<String> = []
        return cycles.flatMap(\.products).filter { known.insert(careProtocol.identity(ofProduct: $0)).inserted }
    }

    // MARK: Administrations

    /// A row per administration; the first of a cycle says what the cycle was.
    private func administrationsTable(_ courses: [CourseDocument]) -> ReportTable {
        let columns = [
            wording.dates(TreatmentWord.dates), wording.column(TreatmentWord.product),
            wording.column(TreatmentWord.lots), wording.figures(TreatmentWord.grams, unit: "g"),
            wording.figures(TreatmentWord.weight, unit: "kg"), wording.figures(TreatmentWord.perKg, unit: "g/kg"),
            wording.column(TreatmentWord.cycle), wording.column(TreatmentWord.note),
        ]
        var rows: [ReportRow] = []
        for course in courses {
            if courses.count > 1 {
                rows.append(.group(ReportValue(optionName(course.option), code: course.option.rawValue)))
            }
            let ordered = course.administrations.sorted { ($0.on, $0.id) < ($1.on, $1.id) }
            for (index, cycle) in InfusionCycle.cycles(of: course, by: careProtocol).enumerated() {
                var words = "\(index + 1): \(cycleWords(cycle))"
                for administration in ordered where cycle.first <= administration.on && administration.on <= cycle.last
                {
                    rows.append(row(of: administration, cycle: words))
                    words = wording(TreatmentWord.sameCycle)
                }
            }
        }
        return wording.tableWithRemarks(TreatmentWord.administrations, columns, rows)
    }

    /// Dose, interval and changes of a cycle, in words.
    func cycleWords(_ cycle: InfusionCycle) -> String {
        var parts = [dose(of: cycle)]
        if let days = cycle.daysSinceLast {
            parts.append(
                "\(wording.count(days, one: ChartWord.day, many: ChartWord.days)) \(wording(ChartWord.after))"
            )
        }
        if cycle.isProductChange { parts.append(wording(TreatmentWord.productChanged)) }
        return parts.joined(separator: ", ")
    }

    /// `160 g, 2 g/kg`; what can not be computed says so.
    private func dose(of cycle: InfusionCycle) -> String {
        guard let grams = cycle.grams else {
            return "\(wording(TreatmentWord.grams)) \(wording(NothingWord.notRecorded))"
        }
        let total = "\(wording.number(grams))\u{A0}g"
        if cycle.hasTooManyWeights { return "\(total), \(wording(TreatmentWord.severalWeights))" }
        guard let perKg = cycle.gramsPerKg else {
            return "\(total), \(wording(TreatmentWord.weight).lowercased()) \(wording(NothingWord.notRecorded))"
        }
        return "\(total), \(perKgWords(perKg))"
    }

    /// `2 g/kg`, `0.933 g/kg`.
    func perKgWords(_ perKg: Decimal) -> String {
        "\(wording.number(perKg, decimalsMax: CaseMatter.perKgDecimalsMax))\u{A0}g/kg"
    }

    private func row(of administration: AdministrationDocument, cycle: String) -> ReportRow {
        var perKg = wording.nothing(.notAssessable)
        if let grams = administration.grams, let weight = administration.bodyWeightKg, weight > 0 {
            let quotient = grams / weight
            perKg = ReportValue(
                wording.number(quotient, decimalsMax: CaseMatter.perKgDecimalsMax),
                number: quotient
            )
        }
        return .cells([
            wording.value(administration.on), wording.value(text: administration.product, orElse: .notRecorded),
            wording.value(text: administration.lot, orElse: .notRecorded),
            wording.value(administration.grams, orElse: .notRecorded),
            wording.value(administration.bodyWeightKg, orElse: .notRecorded), perKg, ReportValue(cycle),
            wording.value(text: remarks(on: administration), orElse: .none),
        ])
    }
}
