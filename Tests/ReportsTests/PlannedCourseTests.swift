// What the papers say of courses: a planned end has not come, a planned start neither, and a caution about an earlier product is
// not told as one about what is given now.
import Criteria
import Domain
import Testing

@testable import Reports

@Suite("Planned courses and past cautions on paper")
struct PlannedCourseTests {
    private static func paper(_ courses: String...) throws -> Paper {
        try Paper(treatments: courses, today: "2026-10-01")
    }

    private static func given(_ dates: String..., product: String) -> [(on: String, product: String)] {
        dates.map { ($0, product) }
    }

    @Test("a course with a planned end is still given, and says until when")
    func plannedEnd() throws {
        let given = Self.given("2026-08-01", "2026-09-01", product: "Octagam")
        let paper = try Self.paper(Paper.course(1, "ivig", from: "2026-08-01", to: "2027-06-30", given: given))
        #expect(
            try paper.sheet().contains(
                "You get: IVIg, from 1 Aug 2026, planned until 30 Jun 2027"
            )
        )
        let letter = try paper.letter()
        #expect(letter.contains("IVIg, Octagam, 1 Sep 2026: This product contains maltose"))
        #expect(letter.contains(LetterFact.thrombosis.sentence.text.en))
        #expect(try paper.letter(.regionalHospital).contains("planned until 30 Jun 2027"))
        #expect(letter.contains("(planned)"))
    }

    @Test("a course that is to begin is told as planned and not as given")
    func plannedStart() throws {
        let paper = try Self.paper(Paper.course(1, "ivig", from: "2027-05-01"))
        let (english, dutch) = (try paper.sheet(), try paper.sheet(.nl))
        #expect(english.contains("Planned for you: IVIg, from 1 May 2027"))
        #expect(!english.contains("You get:"))
        #expect(dutch.contains("Voor u gepland:") && dutch.contains("vanaf 1 mei 2027"))
        #expect(try paper.letter(.regionalHospital).contains("planned from 1 May 2027"))
    }

    @Test("a course that ended is neither given nor watched")
    func ended() throws {
        let given = Self.given("2026-05-01", product: "Octagam")
        let paper = try Self.paper(Paper.course(1, "ivig", from: "2026-05-01", to: "2026-06-01", given: given))
        #expect(try !paper.sheet().contains("You get:"))
        #expect(try !paper.letter().contains("maltose"))
    }

    @Test("a course with a planned end still wears off, and one that has not begun does not")
    func standing() throws {
        func answer(_ course: String, _ today: String) throws -> WearingOffAnswer? {
            let day = try #require(LocalDate(today))
            let file = try Self.paper(course).document.caseFile
            return ResponseStanding(of: file, by: try SampleCase.careProtocol(), on: day).wearingOff
        }
        let given = Self.given("2026-08-01", "2026-09-01", product: "Privigen")
        let running = Paper.course(1, "ivig", from: "2026-08-01", to: "2027-06-30", given: given)
        #expect(try answer(running, "2026-10-01") == .notEvaluable)
        #expect(try answer(running, "2027-07-01") == nil)
        #expect(try answer(Paper.course(1, "ivig", from: "2027-05-01"), "2026-10-01") == nil)
    }

    @Test("a letter tells cautions about the product that is given now, by its name and day, and no past ones")
    func pastCautions() throws {
        let before = Self.given("2026-04-01", "2026-05-01", "2026-05-29", product: "Octagam")
        let now = Self.given("2026-06-26", "2026-07-24", "2026-08-21", "2026-09-18", product: "Privigen")
        for to in LetterRecipient.allCases {
            let letter = try Self.paper(Paper.course(1, "ivig", from: "2026-04-01", given: before + now)).letter(
                to,
                .nl
            )
            #expect(!letter.contains("maltose"))
            #expect(!letter.contains("Een ander product dan bij de vorige kuur"))
        }
        let switched = try Self.paper(
            Paper.course(1, "ivig", from: "2026-04-01", given: now + Self.given("2026-09-29", product: "Octagam"))
        ).letter(.generalPractitioner, .nl)
        #expect(switched.contains("Octagam, 29 sep. 2026: Dit product bevat maltose"))
        #expect(switched.contains("Octagam, 29 sep. 2026: Een ander product dan bij de vorige kuur"))
    }
}
