// What the papers say of several examinations: a sign that was once found is not called absent, and what a newer examination
// did not look at stays.
import Criteria
import Domain
import Testing

@testable import Reports

@Suite("Several examinations on paper")
struct ExaminationTruthTests {
    private static let june = #"""
        {"performedOn":"2026-06-02","history":{"onset":"2025-03","course":"slowlyProgressive","onsetLimb":"arm"},
         "weakness":{"distribution":"multifocalAsymmetric","motorNerves":[{"nerve":"radial","side":"right"}]},
         "signs":{"upperMotorNeuron":"present","bulbarMarked":"present","extensorPlantar":"present",
          "fasciculations":"present","cramps":"absent","atrophy":"present"}}
        """#
    private static let september = #"""
        {"performedOn":"2026-09-02","history":{"course":"unknown","onsetLimb":"unknown"},
         "weakness":{"distribution":"notExamined"},
         "signs":{"upperMotorNeuron":"absent","bulbarMarked":"notExamined","extensorPlantar":"notExamined",
          "fasciculations":"notExamined","atrophy":"absent","respiratory":"absent"}}
        """#

    private static func paper(_ bodies: [String]) throws -> Paper {
        try Paper(findings: bodies.map { (.neurologicalExamination, $0) })
    }

    @Test("a sign that must be absent stays present once found, and an older finding carries its day")
    func signs() throws {
        for order in [[Self.june, Self.september], [Self.september, Self.june]] {
            let paper = try Self.paper(order)
            #expect(
                try paper.first("signsPresent", .summary)
                    == "upper motor neuron signs (2 Jun 2026; absent on 2 Sep 2026); "
                    + "marked bulbar involvement, fasciculations, extensor plantar response (2 Jun 2026)"
            )
            #expect(
                try paper.first("signsAbsent", .summary)
                    == "respiratory muscle weakness; cramps (2 Jun 2026); muscle atrophy (present on 2 Jun 2026)"
            )
            let open = try #require(try paper.first("signsOpen", .summary))
            for word in ["marked bulbar", "plantar", "fasciculations", "upper motor"] {
                #expect(!open.contains(word), "\(word)")
            }
        }
    }

    @Test("an examination that takes the place of what was found before makes the sign absent, and says so")
    func superseded() throws {
        let newer = Self.september.replacing(#""signs":"#, with: #""supersedes":true,"signs":"#)
        let paper = try Self.paper([Self.june, newer])
        #expect(try paper.first("signsAbsent", .summary)?.contains("upper motor neuron signs") == true)
        #expect(try paper.first("signsPresent", .summary)?.contains("upper motor") == false)
    }

    @Test("of each item of the history the newest examination that states it counts, and its day stands beside it")
    func history() throws {
        let paper = try Self.paper([Self.june, Self.september])
        for (code, words) in [
            ("course", "slowly progressive (2 Jun 2026)"), ("onset", "Mar 2025 (stated on 2 Jun 2026)"),
            ("onsetLimb", "arm (2 Jun 2026)"), ("distribution", "multifocal, asymmetric (2 Jun 2026)"),
            ("weakNerves", "radial nerve right (2 Jun 2026)"),
        ] {
            #expect(try paper.first(code, .summary) == words)
        }
        let bare = try Self.paper([Self.september])
        #expect(try bare.first("course", .summary) == "unknown")
        #expect(try bare.first("distribution", .summary) == "not examined")
    }

    @Test("both letters carry the red flags of the first page", arguments: LetterRecipient.allCases)
    func redFlags(_ to: LetterRecipient) throws {
        let paper = try Self.paper([Self.june, Self.september])
        let (english, dutch) = (try paper.letter(to), try paper.letter(to, .nl))
        #expect(english.contains("Think of amyotrophic lateral sclerosis (ALS)"))
        #expect(english.contains("Marked bulbar involvement is recorded: this is rare in MMN; assess urgently"))
        #expect(dutch.contains("Denk aan amyotrofische laterale sclerose (ALS)"))
        #expect(dutch.contains("Kan wijzen op een andere ziekte"))
        #expect(try !Paper().letter(to).contains(BriefWord.redFlags.text.en))
    }
}
