// Trial plans and the details of administrations: their JSON, and what is refused.
import Domain
import FoundationEssentials
import Testing

@Suite("Trial plans")
struct TrialPlanTests {
    private static let plain = """
        {"chosenOn":"2026-02-10","goal":"Open a jar","measure":"gripVigorimeter","side":"right",\
        "target":{"improvement":8},"judgedOn":"2026-08-16",\
        "stoppingRule":{"text":"No effect","worseningBy":8,"withoutImprovementOn":"2026-05-16"}}
        """

    @Test("a plan survives its JSON")
    func roundTrip() throws {
        let plan = try TrialPlan.codec.decode(Array(Self.plain.utf8))
        #expect(plan.target == .improvement(8))
        #expect(plan.stoppingRule.worseningBy == 8)
        #expect(TrialPlan.codec.text(plan) == Self.plain)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String
        /// The place of the fault; nil where the plan is accepted.
        let pointer: String?
        var testDescription: String { to }
    }

    static let changes: [Change] = [
        Change(from: #"{"improvement":8}"#, to: #"{"value":60}"#, pointer: nil),
        Change(from: #"{"improvement":8}"#, to: #"{"value":1000}"#, pointer: nil),
        Change(from: #"{"improvement":8}"#, to: #"{"value":60,"improvement":8}"#, pointer: "/target"),
        Change(from: #"{"improvement":8}"#, to: "{}", pointer: "/target"),
        Change(from: #"{"improvement":8}"#, to: #"{"improvement":0}"#, pointer: "/target/improvement"),
        Change(from: #""judgedOn":"2026-08-16""#, to: #""judgedOn":"2026-02-10""#, pointer: "/judgedOn"),
        Change(from: #""side":"right","#, to: "", pointer: "/side"),
        Change(from: #""gripVigorimeter""#, to: #""mmnRods""#, pointer: "/side"),
        Change(from: #""gripVigorimeter","side":"right""#, to: #""mmnRods""#, pointer: nil),
        Change(
            from: #""gripVigorimeter","side":"right","target":{"improvement":8}"#,
            to: #""incat","target":{"value":11}"#,
            pointer: "/target"
        ),
        Change(from: #""2026-05-16""#, to: #""2026-08-16""#, pointer: nil),
        Change(from: #""2026-05-16""#, to: #""2026-08-17""#, pointer: "/stoppingRule/withoutImprovementOn"),
        Change(from: #""2026-05-16""#, to: #""2026-02-10""#, pointer: "/stoppingRule/withoutImprovementOn"),
        Change(from: #""text":"No effect","#, to: "", pointer: "/stoppingRule/text"),
        Change(from: #""goal":"Open a jar","#, to: "", pointer: "/goal"),
    ]

    @Test("what does not fit together is refused at its place", arguments: changes)
    func checks(_ change: Change) throws {
        let text = Self.plain.replacing(change.from, with: change.to)
        #expect(text != Self.plain)
        do {
            let plan = try TrialPlan.codec.decode(Array(text.utf8))
            #expect(change.pointer == nil)
            #expect(TrialPlan.codec.text(plan) == text)
        } catch {
            #expect(error.all.map(\.pointer).contains(change.pointer ?? "accepted"))
        }
    }
}

@Suite("Details of administrations")
struct AdministrationDetailsTests {
    private static let plain = """
        {"manufacturer":"Maker","expiresOn":"2027-03","startedAt":"2026-02-16T09:00:00Z","endedAt":"2026-02-16T13:30:00Z",\
        "ratesMlPerKgPerHour":[0.3,4.8],"reactions":[{"code":"headache","severity":"mild"},{"code":"other","note":"Hiccups"}]}
        """

    @Test("details survive their JSON")
    func roundTrip() throws {
        let details = try AdministrationDetails.codec.decode(Array(Self.plain.utf8))
        #expect(details.ratesMlPerKgPerHour.map(\.description) == ["0.3", "4.8"])
        #expect(details.reactions?.map(\.code) == [.headache, .other])
        #expect(AdministrationDetails.codec.text(details) == Self.plain)
    }

    @Test("no reactions and nobody asked are not the same")
    func asked() throws {
        #expect(try AdministrationDetails.codec.decode(Array("{}".utf8)).reactions == nil)
        #expect(try AdministrationDetails.codec.decode(Array(#"{"reactions":[]}"#.utf8)).reactions == [])
        #expect(AdministrationDetails.codec.text(AdministrationDetails(reactions: [])) == #"{"reactions":[]}"#)
        #expect(AdministrationDetails.codec.text(AdministrationDetails()) == "{}")
    }

    @Test(
        "what does not fit together is refused at its place",
        arguments: [
            (#"{"startedAt":"2026-02-16T09:00:00Z","endedAt":"2026-02-16T08:59:59Z"}"#, "/endedAt"),
            (#"{"reactions":[{"code":"other"}]}"#, "/reactions/0/note"),
            (#"{"reactions":[{"code":"sneezing"}]}"#, "/reactions/0/code"),
            (#"{"ratesMlPerKgPerHour":[0]}"#, "/ratesMlPerKgPerHour/0"),
            (#"{"lot":"L"}"#, "/lot"),
        ]
    )
    func faults(_ text: String, _ pointer: String) {
        #expect {
            try AdministrationDetails.codec.decode(Array(text.utf8))
        } throws: { error in
            (error as? Faults)?.all.map(\.pointer) == [pointer]
        }
    }

    @Test("an infusion may end at the moment it began", arguments: ["2026-02-16T09:00:00Z"])
    func sameMoment(_ at: String) throws {
        _ = try AdministrationDetails.codec.decode(Array(#"{"startedAt":"\#(at)","endedAt":"\#(at)"}"#.utf8))
    }

    @Test(
        "a batch is good through the last day of what is printed",
        arguments: [
            ("2026-02", "2026-02-28", false), ("2026-02", "2026-03-01", true), ("2026-02-15", "2026-02-16", true),
        ]
    )
    func expiry(_ printed: String, _ day: String, _ isExpired: Bool) throws {
        let details = AdministrationDetails(expiresOn: PartialDate(printed))
        #expect(details.isExpired(on: try #require(LocalDate(day))) == isExpired)
        #expect(!AdministrationDetails().isExpired(on: .max))
    }
}
