// What the papers say of needle EMG and of antibodies: what was not looked at is not called normal, and one method that finds
// nothing does not hide another that does.
import Domain
import Testing

@testable import Reports

@Suite("Needle EMG and antibodies on paper")
struct FindingTruthTests {
    private static let looked = #""fibrillations":0,"positiveSharpWaves":0,"fasciculations":0"#
    private static let units =
        #""unitDuration":"normal","unitAmplitude":"normal","polyphasia":"normal","recruitment":"normal""#

    @Test(
        "a needle that found nothing says what it looked at",
        arguments: [
            (
                [#""insertional":"normal""#],
                "nothing abnormal in insertional activity; not examined: fibrillations, positive sharp waves, "
                    + "fasciculations, unit duration, unit amplitude, polyphasia, recruitment"
            ),
            ([#""insertional":"normal",\#(looked),\#(units)"#], "nothing abnormal"),
            (
                [#""insertional":"normal",\#(looked),\#(units)"#, looked],
                "nothing abnormal in insertional activity (1 of 2), fibrillations, positive sharp waves, fasciculations, "
                    + "unit duration (1 of 2), unit amplitude (1 of 2), polyphasia (1 of 2), recruitment (1 of 2)"
            ),
            (
                [#"\#(looked)"#.replacing(#""fibrillations":0"#, with: #""fibrillations":2"#)],
                "spontaneous activity in muscle 0 left; not examined: insertional activity, unit duration, unit amplitude, "
                    + "polyphasia, recruitment"
            ),
        ]
    )
    func needle(_ muscles: [String], _ words: String) throws {
        let bodies = muscles.enumerated().map { #"{"muscle":"muscle \#($0.offset)","side":"left",\#($0.element)}"# }
        let body = #"{"performedOn":"2026-09-02","muscles":[\#(bodies.joined(separator: ","))]}"#
        let paper = try Paper(findings: [(.needleExamination, body)])
        #expect(try paper.first("needle", .summary) == "2 Sep 2026, \(muscles.count) examined: \(words)")
    }

    @Test("a conduction study of which no segment can be judged is told in letters, with what is outside its limits")
    func wristAlone() throws {
        let body = """
            {"performedOn":"2026-09-02","motor":[{"nerve":"median","side":"left","muscle":"APB",
             "limits":{"latencyUpperMs":4.2,"amplitudeLowerMv":4},
             "sites":[{"site":"wrist","latencyMs":9.5,"amplitudeMv":0.8}]}]}
            """
        for language in Language.allCases {
            let letter = try Paper(findings: [(.nerveConductionStudy, body)]).letter(.generalPractitioner, language)
            #expect(letter.contains(LetterWord.noSegment.text[language]), "\(letter)")
            #expect(letter.contains(language == .en ? "9.5" : "9,5"))
            let none = try Paper().letter(.generalPractitioner, language)
            #expect(!none.contains(LetterWord.noSegment.text[language]))
        }
    }

    private static func antibody(_ method: String, _ band: String?, _ on: String = "2026-09-02") -> (
        FindingKind, String
    ) {
        let reading = band.map { #","band":"\#($0)""# } ?? ""
        return (
            .antibody,
            #"{"sampledOn":"\#(on)","antigen":"GM1","isotype":"IgM","method":"\#(method)","value":120\#(reading)}"#
        )
    }

    @Test(
        "antibodies that one method finds are raised, whatever another finds, and a result without a reading is told",
        arguments: [
            (
                [antibody("ELISA", "strongPositive"), antibody("Luminex", "negative")],
                "strongly positive (ELISA, 2 Sep 2026); not raised (Luminex, 2 Sep 2026); ways of measuring can differ"
            ),
            (
                [antibody("Luminex", "negative"), antibody("ELISA", "strongPositive")],
                "strongly positive (ELISA, 2 Sep 2026); not raised (Luminex, 2 Sep 2026); ways of measuring can differ"
            ),
            (
                [antibody("ELISA", "positive", "2026-01-02"), antibody("ELISA", "negative")],
                "positive (ELISA, 2 Jan 2026); not raised (ELISA, 2 Sep 2026)"
            ),
            ([antibody("ELISA", "negative"), antibody("Luminex", "negative")], "Antibodies against GM1: not raised "),
            (
                [antibody("ELISA", "positive", "2026-01-02"), antibody("ELISA", nil)],
                "positive (ELISA, 2 Jan 2026); measured, without a reading by the laboratory (ELISA, 2 Sep 2026)"
            ),
            ([antibody("ELISA", nil)], "measured, without a reading by the laboratory (ELISA, 2 Sep 2026)"),
        ]
    )
    func antibodies(_ findings: [(FindingKind, String)], _ words: String) throws {
        let sheet = try Paper(findings: findings).sheet()
        #expect(sheet.contains(words), "\(sheet)")
    }
}
