// The patient's sheet and the letters: goldens in both languages, what they may say of a diagnosis, and where every sentence
// of fact comes from.
import Criteria
import Domain
import Foundation
import Testing

@testable import Reports

@Suite("Papers that leave the house", .timeLimit(.minutes(5)))
struct PaperTests {
    private static let organisations = [
        Organisation(code: "nmc", name: "Centre for nerve and muscle", kind: .neuromuscularCentre),
        Organisation(code: "regio", name: "Regional hospital East", kind: .regionalHospital),
    ]

    private static func request(_ language: Language, _ format: ReportFormat) -> ReportRequest {
        ReportRequest(format: format, language: language, printedBy: "E. de Wit", printedAt: SampleCase.printedAt)
    }

    private static func sheet(
        _ document: WorkupDocument?,
        _ language: Language,
        _ format: ReportFormat = .text,
        protocol code: String = "mmn",
        about: DiseaseText? = nil,
        links: [PaperLink] = []
    ) throws -> [UInt8] {
        let careProtocol = try SampleCase.careProtocol(code)
        return ReportRendering.patientSheet(
            document.map { MeetingReportCase(document: $0, protocol: careProtocol) },
            about: about,
            organisations: ["nmc": "Centre for nerve and muscle"],
            links: links,
            request(language, format)
        ) { "0123abcd\($0.count)" }
    }

    private static func letter(
        _ document: WorkupDocument,
        _ letter: LetterRequest,
        _ language: Language,
        _ format: ReportFormat = .text
    ) throws -> [UInt8] {
        ReportRendering.letter(
            MeetingReportCase(document: document, protocol: try SampleCase.careProtocol()),
            letter,
            criteriaSets: SampleCase.sets,
            organisations: organisations,
            request(language, format)
        ) { "0123abcd\($0.count)" }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("where no segment can be judged, no paper says that there is no block", arguments: Language.allCases)
    func unjudged(_ language: Language) throws {
        let rich = String(decoding: WorkupDocument.codec.encode(try SampleCase.rich()), as: UTF8.self)
        let open = rich.replacing(#/"block":\{[^}]*\}/#) { blocks in
            String(blocks.output).replacing(#/:"(?:definite|probable|none)"/#, with: #":"notEvaluable""#)
        }
        let document = try WorkupDocument.codec.decode(Array(open.utf8), limits: .ownDocuments)
        let brief = try SampleCase.report(document, language)
        let papers = [
            Self.text(try Self.sheet(document, language)),
            Self.text(try Self.letter(document, LetterRequest(to: .generalPractitioner), language)),
            String(decoding: CaseReportHTML.render(brief, part: .first, contentHash: "0"), as: UTF8.self),
        ]
        let none =
            language == .en
            ? ["no such place found", "in no segment", "No set finds conduction block in a segment."]
            : ["zo'n plaats is niet gevonden", "in geen segment", "Geen set vindt geleidingsblok in een segment."]
        let said =
            language == .en
            ? ["the test could not show this", "cannot be judged in", "cannot be judged in any segment"]
            : ["kon dit niet laten zien", "niet te beoordelen in", "is in geen enkel segment te beoordelen"]
        for (paper, (none, said)) in zip(papers, zip(none, said)) {
            let words = paper.split { $0.isWhitespace }.joined(separator: " ")
            #expect(!words.contains(none) && words.contains(said), "\(said)")
        }
    }

    @Test("the patient's sheet and the general one stay as they are", arguments: Language.allCases)
    func sheetGoldens(_ language: Language) throws {
        try expectGolden(
            Self.text(Self.sheet(SampleCase.rich(), language, about: .mmn)),
            "papers/sheet-\(language.rawValue).txt"
        )
        let general = Self.text(try Self.sheet(nil, language, .html))
        let body = try #require(general.components(separatedBy: "<body>").last)
        try expectGolden(body, "papers/general-\(language.rawValue).html")
    }

    @Test(
        "the letters stay as they are",
        arguments: Language.allCases.flatMap { language in LetterRecipient.allCases.map { (language, $0) } }
    )
    func letterGoldens(_ language: Language, _ to: LetterRecipient) throws {
        let request = LetterRequest(to: to, about: .mmn, message: "Please call about the batch.")
        let text = Self.text(try Self.letter(SampleCase.rich(), request, language))
        try expectGolden(text, "papers/\(to.rawValue)-\(language.rawValue).txt")
    }

    @Test("a sheet tells the clinician's own diagnosis or that there is none, and no answer of the criteria")
    func diagnosis() throws {
        for language in Language.allCases {
            let rich = Self.text(try Self.sheet(SampleCase.rich(), language))
            #expect(rich.contains("Multifocal motor neuropathy"))
            let bare = Self.text(try Self.sheet(SampleCase.bare("synthetic-definite"), language))
            #expect(bare.contains(SheetWord.noDiagnosis.text[language].prefix(40)))
            for set in SampleCase.sets { #expect(!bare.contains(set.names[language]), "\(set.id)") }
            #expect(!bare.contains(CriteriaCategory.definite.label(language).capitalized))
        }
    }

    /// The rich case with another diagnosis of the clinician; nil takes it away, and leaves that of the meeting.
    private static func diagnosed(_ diagnosis: String?) throws -> WorkupDocument {
        let rich = String(decoding: WorkupDocument.codec.encode(try SampleCase.rich()), as: UTF8.self)
        let other = rich.replacing(#/"diagnosis":\{"text":"[^"]*"(?<rest>[^}]*)\},/#) { found in
            diagnosis.map { #""diagnosis":{"text":"\#($0)"\#(found.output.rest)},"# } ?? ""
        }
        return try WorkupDocument.codec.decode(Array(other.utf8), limits: .ownDocuments)
    }

    @Test(
        "once a diagnosis is stated, what is said of MMN stands on a paper only where its printer says so",
        arguments: [
            "Motor neuron disease (ALS)", "PMA rather than MMN", "MADSAM (multifocal, motor and sensory)", "MMN", nil,
        ]
    )
    func aboutMmn(_ diagnosis: String?) throws {
        let document = try Self.diagnosed(diagnosis)
        for (about, isSaid) in [(nil, false), (.nothing, false), (.mmn, true)] as [(DiseaseText?, Bool)] {
            let sheet = Self.text(try Self.sheet(document, .en, about: about)).split { $0.isWhitespace }
                .joined(separator: " ")
            #expect(diagnosis.map(sheet.contains) ?? sheet.contains(SheetWord.askConclusion.text[.en]))
            #expect(!sheet.contains(SheetWord.noDiagnosis.text[.en]))
            #expect(sheet.contains(SheetWord.noLeaflet.text[.en]) == !isSaid)
            #expect(sheet.contains(SheetFact.sheath.sentence.text[.en]) == isSaid)
            for fact in [SheetFact.reactions, .tellDoctor, .vaccines, .measles] {
                #expect(sheet.contains(fact.sentence.text[.en]), "what is given has its risks whatever it is given for")
            }
            #expect(sheet.contains(SheetWord.contact.text[.en]))
            for to in LetterRecipient.allCases {
                let letter = Self.text(try Self.letter(document, LetterRequest(to: to, about: about), .en))
                    .split { $0.isWhitespace }.joined(separator: " ")
                #expect(letter.contains(LetterFact.anaesthesia.sentence.text[.en]) == isSaid)
            }
        }
    }

    @Test("a letter tells what the meeting concluded, and that no diagnosis is stated only where none is")
    func meeting() throws {
        for language in Language.allCases {
            let none = LetterWord.noDiagnosis.text[language]
            for to in LetterRecipient.allCases {
                let bare = try SampleCase.bare("synthetic-definite")
                #expect(Self.text(try Self.letter(bare, LetterRequest(to: to), language)).contains(none))
                let document = try Self.diagnosed(nil)
                let discussion = try #require(document.diagnosingMeeting?.discussion)
                let letter = Self.text(try Self.letter(document, LetterRequest(to: to), language))
                    .split { $0.isWhitespace }.joined(separator: " ")
                #expect(!letter.contains(none))
                for words in [discussion.diagnosis, discussion.decision, discussion.dissent, discussion.furtherTests] {
                    #expect(words.map(letter.contains) ?? true, "\(words ?? "")")
                }
            }
        }
    }

    @Test("what an earlier meeting stated and a later one left open is told, and that minutes are not signed")
    func earlierDiagnosis() throws {
        func meeting(_ number: Int, _ status: String, _ day: String, _ outcome: String) -> String {
            let id = "01931f00-0000-7000-8000-00000000030\(number)"
            return """
                {"meeting":{"id":"\(id)","version":1,"status":"\(status)","organisation":"nmc","attendance":[],
                 "startsAt":"\(day)T13:30:00Z","recordedAt":"\(day)T15:00:00Z"},
                 "case":{"id":"\(id)","version":1,"meetingId":"\(id)","status":"discussed","position":1,
                 "workupId":"01931f00-0000-7000-8000-000000000020","patientId":"01931f00-0000-7000-8000-000000000021",
                 "recordedAt":"\(day)T15:00:00Z",\(outcome)}}
                """
        }
        let first = #""diagnosis":"Definite MMN","decision":"Start IVIg","nextReviewOn":"2026-12-01""#
        let document = try SampleCase.empty(
            protocol: "mmn",
            meetings: [
                meeting(1, "signed", "2026-02-09", first), meeting(2, "held", "2026-03-09", #""decision":"Go on""#),
            ]
        )
        for to in LetterRecipient.allCases {
            let letter = Self.text(try Self.letter(document, LetterRequest(to: to), .en))
            for words in ["Go on", "Definite MMN", "Start IVIg", "1 Dec 2026"] {
                #expect(letter.contains(words), "\(words)")
            }
            let count = letter.components(separatedBy: LetterWord.notSigned.text[.en]).count - 1
            #expect(count == 1, "of the second meeting alone")
        }
    }

    @Test("a review that was amended says so in a letter, also where a later meeting said nothing of it")
    func amendedReview() throws {
        func line(_ id: String, _ version: Int, at recordedAt: String, _ outcome: String) -> String {
            """
            {"id":"\(id)","version":\(version),"meetingId":"\(id)","status":"discussed","position":1,"decision":"Treat",
             "workupId":"01931f00-0000-7000-8000-000000000020","patientId":"01931f00-0000-7000-8000-000000000021",
             "recordedAt":"\(recordedAt)","recordedBy":"B. Person"\(outcome)}
            """
        }
        func meeting(_ id: String, _ day: String, _ lines: [String]) throws -> String {
            """
            {"meeting":{"id":"\(id)","version":1,"status":"signed","organisation":"nmc","attendance":[],
             "startsAt":"\(day)T13:30:00Z","signedAt":"\(day)T15:00:00Z","signedBy":"A. Chair",
             "recordedAt":"\(day)T15:00:00Z"},"case":\(try #require(lines.last))
             \(lines.count > 1 ? ",\"amended\":[\(lines.joined(separator: ","))]" : "")}
            """
        }
        let ids = (1...2).map { "01931f00-0000-7000-8000-00000000030\($0)" }
        let first = [
            line(ids[0], 1, at: "2026-02-09T14:00:00Z", #","nextReviewOn":"2026-11-03""#),
            line(ids[0], 2, at: "2026-02-11T09:00:00Z", #","nextReviewOn":"2026-12-01","reason":"Away""#),
        ]
        let document = try SampleCase.empty(
            protocol: "mmn",
            meetings: [
                try meeting(ids[0], "2026-02-09", first),
                try meeting(ids[1], "2026-03-09", [line(ids[1], 1, at: "2026-03-09T14:00:00Z", "")]),
            ]
        )
        let letter = Self.text(try Self.letter(document, LetterRequest(to: .generalPractitioner), .en))
            .split { $0.isWhitespace }.joined(separator: " ")
        for words in ["1 Dec 2026", "3 Nov 2026", "Away"] { #expect(letter.contains(words), "\(letter)") }
    }

    @Test("a letter names the hospital that its sender chose, else the one that takes care, and of two nobody")
    func recipient() throws {
        let all =
            Self.organisations + [
                Organisation(code: "west", name: "Hospital West", kind: .regionalHospital),
                // A result came from there.
                Organisation(code: "north", name: "Streekziekenhuis", kind: .regionalHospital),
            ]
        let document = try SampleCase.rich()
        #expect(document.findings.contains { $0.finding.origin.organisation == "Streekziekenhuis" })
        let named = LetterPlaces(of: document, among: all)
        #expect(named.hospital?.code == "regio" && named.centre?.code == "nmc")
        #expect(LetterPlaces(of: document, among: all, chosen: "north").hospital?.code == "north")
        let text = String(decoding: WorkupDocument.codec.encode(document), as: UTF8.self)
        let referred = text.replacing(#/"referredBy":"[^"]*"/#, with: #""referredBy":"Hospital West""#)
        let second = try WorkupDocument.codec.decode(Array(referred.utf8), limits: .ownDocuments)
        #expect(second.referredBy == "Hospital West")
        #expect(LetterPlaces(of: second, among: all).hospital == nil)
        let letter = Self.text(try Self.letter(second, LetterRequest(to: .regionalHospital, hospital: "regio"), .en))
        #expect(letter.contains("Regional hospital East"))
    }

    @Test("what is said of MMN does not stand on the sheet of a patient who is worked up for another disease")
    func otherDisease() throws {
        for language in Language.allCases {
            let document = try SampleCase.empty(protocol: "cidp")
            let text = Self.text(try Self.sheet(document, language, protocol: "cidp")).replacing("\n", with: " ")
            #expect(text.contains(SheetWord.noLeaflet.text[language]))
            for fact in [SheetFact.sheath, .ivigHelps, .corticosteroid, .anaesthesia] {
                #expect(!text.contains(fact.sentence.text[language]), "\(fact)")
            }
        }
    }

    @Test("the general sheet names nobody and has every fact; the links that a centre sets stand on it")
    func general() throws {
        let links = PaperLink.links("Spierziekten Nederland = www.spierziekten.nl; Aids = 0800 1234; broken; = x")
        #expect(links.map(\.name) == ["Spierziekten Nederland", "Aids"])
        for language in Language.allCases {
            let html = Self.text(try Self.sheet(nil, language, .html, links: links))
            for fact in SheetFact.allCases {
                var writer = HTMLWriter()
                writer.text(fact.sentence.text[language])
                #expect(html.contains(writer.string), "\(fact)")
            }
            #expect(html.contains("www.spierziekten.nl") && html.contains("0800 1234"))
            #expect(!html.contains("DE WIT"))
        }
    }

    @Test("every sentence of fact stands on a letter or a sheet", arguments: Language.allCases)
    func everyFact(_ language: Language) throws {
        let cases = [try SampleCase.rich(), try SampleCase.bare("synthetic-motor-neuron-disease")]
        let letters = try LetterRecipient.allCases.flatMap { to in
            try cases.map { Self.text(try Self.letter($0, LetterRequest(to: to, about: .mmn), language)) }
        }
        let sheets = try ([nil] + cases).map { Self.text(try Self.sheet($0, language, about: .mmn)) }
        func plain(_ text: String) -> String { text.split { $0.isWhitespace }.joined(separator: " ") }
        let (letter, sheet) = (plain(letters.joined(separator: " ")), plain(sheets.joined(separator: " ")))
        for fact in LetterFact.allCases { #expect(letter.contains(plain(fact.sentence.text[language])), "\(fact)") }
        for fact in SheetFact.allCases { #expect(sheet.contains(plain(fact.sentence.text[language])), "\(fact)") }
    }

    @Test("a letter says what its sender adds, escaped; without a message there is no such section")
    func message() throws {
        let document = try SampleCase.rich()
        let hostile = LetterRequest(to: .regionalHospital, message: "<script>x</script>")
        let html = Self.text(try Self.letter(document, hostile, .en, .html))
        #expect(html.contains("&lt;script&gt;x&lt;/script&gt;") && !html.contains("<script"))
        let plain = Self.text(try Self.letter(document, LetterRequest(to: .regionalHospital), .en, .html))
        #expect(!plain.contains("class=\"letterMessage\""))
    }

    @Test(
        "each paper is a tagged PDF of two pages at most, with the patient, the version and the hash on each",
        arguments: Language.allCases
    )
    func pdf(_ language: Language) async throws {
        signal(SIGPIPE, SIG_IGN)
        let document = try SampleCase.rich()
        let papers: [(String, [UInt8])] = [
            ("workup-patient-sheet/1", try Self.sheet(document, language, .pdf, about: .mmn)),
            (
                "workup-letter/1",
                try Self.letter(document, LetterRequest(to: .regionalHospital, about: .mmn), language, .pdf)
            ),
            (
                "workup-letter/1",
                try Self.letter(document, LetterRequest(to: .generalPractitioner, about: .mmn), language, .pdf)
            ),
        ]
        for (version, html) in papers {
            let pdf = try PDFReader(try await PDFDesk.unhurried.pdf(of: html))
            #expect(pdf.facts["Tagged"] == "yes")
            #expect((1...2).contains(pdf.pages.count), "\(version): \(pdf.pages.count) pages")
            for (index, page) in pdf.pages.enumerated() {
                for words in ["DE WIT, Maarten", "1982", "100231", "0123abcd", version] {
                    #expect(page.contains(words), "\(version), page \(index + 1): \(words)")
                }
                let count = language == .en ? "page \(index + 1) of " : "pagina \(index + 1) van "
                #expect(page.contains("\(count)\(pdf.pages.count)"))
            }
        }
    }

    @Test("every sentence of fact stands with its source and status in the documentation")
    func documented() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/clinical/papers.md").resolvingSymlinksInPath()
        var lines = [
            "# The sentences of fact on papers", "",
            "Made from `Sources/Reports/Paper`; a test keeps it the same. *Place* is the section of the clinical reference;",
            "`leaflets` is what the two leaflets behind the product say, as the design reports them.", "",
            "| Sentence | English | Dutch | Source | Place | Status |", "|---|---|---|---|---|---|",
        ]
        lines += PaperFacts.all.map { code, fact in
            "| `\(code)` | \(fact.text.en) | \(fact.text.nl) | \(fact.source) | \(fact.place) | `\(fact.status.rawValue)` |"
        }
        let text = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
}
