// Usual doses for a weight, and the move to subcutaneous immunoglobulin, from the numbers of the protocols.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Dose proposals")
struct DoseProposalTests {
    private typealias Samples = TreatmentSamples

    struct Row: Sendable, CustomTestStringConvertible {
        let care: String
        let code: String
        let phase: DosePhase
        let total: String
        let perDay: String?
        let weeks: [Decimal]?
        var testDescription: String { "\(care) \(code)" }
    }

    static let rows: [Row] = [
        Row(care: "mmn", code: "start", phase: .start, total: "143", perDay: "28.6–71.5", weeks: nil),
        Row(care: "mmn", code: "maintenanceShort", phase: .maintenance, total: "71.5", perDay: nil, weeks: [2, 4]),
        Row(care: "mmn", code: "maintenanceLong", phase: .maintenance, total: "143", perDay: nil, weeks: [4, 8]),
        Row(care: "cidp", code: "start", phase: .start, total: "143", perDay: "28.6–71.5", weeks: nil),
        Row(
            care: "cidp",
            code: "maintenanceLabel",
            phase: .maintenance,
            total: "71.5",
            perDay: "35.8–71.5",
            weeks: [3, 3]
        ),
        Row(
            care: "cidp",
            code: "maintenancePractice",
            phase: .maintenance,
            total: "28.6–71.5",
            perDay: nil,
            weeks: [2, 6]
        ),
    ]

    @Test("the doses of IVIg for 71.5 kg", arguments: rows)
    func doses(_ row: Row) throws {
        let weight = try Samples.number("71.5")
        let all = DoseProposal.all(of: .ivig, weightKg: weight, by: try BundledProtocolTests.load(row.care))
        let found = try #require(all.first { $0.dose.code == row.code })
        #expect(found.phase == row.phase)
        #expect(found.totalGrams.textForDisplay == row.total)
        #expect(found.gramsPerDay?.textForDisplay == row.perDay)
        #expect(found.everyWeeks.map { [$0.from, $0.to ?? -1] } == row.weeks)
        #expect(found.weightKg == weight)
        #expect(found.source == found.dose.statement.source)
        #expect(found.status == (row.code == "maintenancePractice" ? .secondary : .checked))
    }

    @Test("every dose of IVIg is proposed, and nothing without a weight", arguments: ["mmn", "cidp"])
    func all(_ care: String) throws {
        let loaded = try BundledProtocolTests.load(care)
        #expect(
            DoseProposal.all(of: .ivig, weightKg: 70, by: loaded).map(\.dose.code)
                == loaded.option(.ivig)?.doses.map(\.code)
        )
        #expect(DoseProposal.all(of: .ivig, weightKg: 0, by: loaded).isEmpty)
        #expect(DoseProposal.all(of: .ivig, weightKg: -70, by: loaded).isEmpty)
        #expect(DoseProposal.all(of: .physiotherapy, weightKg: 70, by: loaded).isEmpty)
    }

    @Test("amounts are exact: a third of a gram a day stays a fraction")
    func exact() throws {
        let all = DoseProposal.all(of: .ivig, weightKg: try Samples.number("70.1"), by: try Samples.mmn())
        let start = try #require(all.first?.gramsPerDay)
        #expect(start.from == ExactRatio(try Samples.number("140.2"), over: 5))
        #expect(start.to == ExactRatio(try Samples.number("140.2"), over: 2))
    }

    // MARK: From IVIg to SCIg

    @Test("one to one with the weekly IVIg, from a week after the last: 80 g every 4 weeks is 20 g a week")
    func conversion() throws {
        let course = Samples.course(.ivig, [0, 1, 28, 56], grams: 80)
        let found = try #require(SubcutaneousConversion(after: course, weightKg: 80, by: try Samples.mmn()))
        #expect(found.weeklyIvigGrams.valueForDisplay == 20)
        #expect(found.weeklyGrams.textForDisplay == "20")
        #expect(found.gramsPerInfusion?.textForDisplay == "10–20")
        #expect(found.startsOn == Samples.day(63))
        #expect(found.labelWeeklyGrams == nil && found.isWithinLabel == nil)
        #expect(found.dose.statement.status == .secondary)
    }

    @Test(
        "in CIDP the label gives 0.2 to 0.4 g/kg a week, both ends included",
        arguments: [(64, true), (128, true), (129, false), (63, false)] as [(Decimal, Bool)]
    )
    func label(_ grams: Decimal, _ isWithin: Bool) throws {
        let course = Samples.course(.ivig, [0, 28], grams: grams)
        let cidp = try BundledProtocolTests.load("cidp")
        let found = try #require(SubcutaneousConversion(after: course, weightKg: 80, by: cidp))
        #expect(found.labelWeeklyGrams?.textForDisplay == "16–32")
        #expect(found.isWithinLabel == isWithin)
    }

    @Test("the grams of a cycle over several days count together, from its last day")
    func severalDays() throws {
        let course = Samples.course(.ivig, [0, 21, 22], grams: 30)
        let found = try #require(SubcutaneousConversion(after: course, weightKg: 80, by: try Samples.mmn()))
        #expect(found.weeklyIvigGrams.valueForDisplay == 20)
        #expect(found.startsOn == Samples.day(29))
    }

    @Test("nothing is proposed after one cycle, without grams, after another treatment or without a weight")
    func none() throws {
        let mmn = try Samples.mmn()
        #expect(SubcutaneousConversion(after: Samples.course(.ivig, [0]), weightKg: 80, by: mmn) == nil)
        #expect(
            SubcutaneousConversion(after: Samples.course(.ivig, [0, 28], grams: nil), weightKg: 80, by: mmn) == nil
        )
        #expect(SubcutaneousConversion(after: Samples.course(.scig, [0, 28]), weightKg: 80, by: mmn) == nil)
        #expect(SubcutaneousConversion(after: Samples.course(.ivig, [0, 28]), weightKg: 0, by: mmn) == nil)
    }

    // MARK: The shape of protocol files

    @Test("a stored protocol without the newer fields still loads")
    func oldVersions() throws {
        let text = try #require(ProtocolLoader.bundledText("cidp.yaml"))
        let newer =
            ["phase: start", "phase: maintenance", "phase: conversion", "infusionsPerWeek:", "daysAfterIvig:"]
            + ["shareOfWeeklyIvig:", "rateMlPerKgPerHour:"]
        let old = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            !newer.contains { line.contains($0) }
        }
        let loaded = try ProtocolLoader.load(old.joined(separator: "\n"))
        #expect(loaded.option(.ivig)?.doses.first?.phase == nil)
        #expect(DoseProposal.all(of: .ivig, weightKg: 70, by: loaded).first?.totalGrams.textForDisplay == "140")
        #expect(SubcutaneousConversion(after: Samples.course(.ivig, [0, 28]), weightKg: 80, by: loaded) == nil)
        #expect(try CareProtocol.codec.decode(CareProtocol.codec.encode(loaded)) == loaded)
    }

    @Test("the rates of infusion are data of the products", arguments: ["mmn", "cidp"])
    func rates(_ care: String) throws {
        let loaded = try BundledProtocolTests.load(care)
        let rate = try #require(loaded.product(named: "Privigen")?.rateMlPerKgPerHour)
        #expect([rate.from, rate.to, rate.max].map { $0?.description } == ["0.3", "4.8", "7.2"])
        #expect(loaded.product(named: "Ig Vena")?.rateMlPerKgPerHour?.max.description == "1.85")
        #expect(loaded.product(named: "Kiovig")?.rateMlPerKgPerHour == nil)
    }

    struct Misfit: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String
        let path: String
        var testDescription: String { path }
    }

    static let misfits: [Misfit] = [
        Misfit(
            from: "        shareOfWeeklyIvig: {from: 1, to: 1}\n",
            to: "",
            path: "/options/1/doses/0/shareOfWeeklyIvig"
        ),
        Misfit(
            from: "        phase: start\n",
            to: "        phase: start\n        daysAfterIvig: {from: 7}\n",
            path: "/options/0/doses/0/daysAfterIvig"
        ),
        Misfit(
            from: "overDays: {from: 2, to: 5}",
            to: "overDays: {from: 0, to: 5}",
            path: "/options/0/doses/0/overDays/from"
        ),
        Misfit(
            from: "{from: 0.3, to: 4.8, max: 7.2}",
            to: "{from: 0.3, to: 7.3, max: 7.2}",
            path: "/products/0/rateMlPerKgPerHour/to"
        ),
        Misfit(
            from: "{from: 0.3, to: 4.8, max: 7.2}",
            to: "{from: 5, to: 4.8, max: 7.2}",
            path: "/products/0/rateMlPerKgPerHour/to"
        ),
        Misfit(
            from: "infusionsPerWeek: {from: 1, to: 2}",
            to: "infusionsPerWeek: {from: 3, to: 2}",
            path: "/options/1/doses/0/infusionsPerWeek/to"
        ),
    ]

    @Test("a dose or rate that does not fit together is refused at its place", arguments: misfits)
    func faults(_ misfit: Misfit) throws {
        let text = try #require(ProtocolLoader.bundledText("mmn.yaml"))
        #expect(text.contains(misfit.from))
        do {
            _ = try ProtocolLoader.load(text.replacing(misfit.from, with: misfit.to, maxReplacements: 1))
            Issue.record("the file was accepted")
        } catch {
            #expect(error.all.map(\.path) == [misfit.path])
        }
    }
}
