// The case format: the examples read and nothing is lost on the way.
import Domain
import FoundationEssentials
import Testing

@Suite("Case files")
struct CaseFileTests {
    @Test("every example reads, and reading what was written gives the same value")
    func examples() throws {
        let cases = try Fixtures.allCases()
        #expect(cases.count >= 22)
        for bytes in cases {
            let first = try CaseFile.read(bytes)
            let written = CaseFile.codec.encode(first)
            #expect(try CaseFile.read(written) == first)
            #expect(CaseFile.codec.encode(try CaseFile.read(written)) == written)
        }
    }

    @Test("writing keeps every value of the examples", arguments: Fixtures.caseNames)
    func content(name: String) throws {
        let bytes = try Fixtures.caseBytes(name)
        let written = CaseFile.codec.encode(try CaseFile.read(bytes))
        #expect(leaves(try JSONReader.read(written)) == leaves(try JSONReader.read(bytes)))
    }

    /// All scalars with their pointers; numbers by value, empty lists and objects count as left out.
    private func leaves(_ json: JSONValue, at pointer: String = "") -> [String: String] {
        switch json {
        case .object(let members):
            members.reduce(into: [:]) { all, member in
                all.merge(leaves(member.value, at: "\(pointer)/\(member.key)")) { first, _ in first }
            }
        case .array(let elements):
            elements.enumerated().reduce(into: [:]) { all, element in
                all.merge(leaves(element.element, at: "\(pointer)/\(element.offset)")) { first, _ in first }
            }
        case .number(let number): [pointer: number.decimal.description]
        case .null, .bool, .string: [pointer: json.text]
        }
    }

    @Test("the examples are read into the right places")
    func definite() throws {
        let file = try CaseFile.read(try Fixtures.caseBytes("synthetic-definite"))
        #expect(file.patient?.familyName == "de Wit")
        #expect(file.patient?.identifiers.map(\.system) == [.hospital(organisation: "NMC"), .bsn])
        #expect(file.examinations.first?.signs[.fasciculations] == .present)
        #expect(file.examinations.first?.weakness?.motorNerves?.count == 2)
        let ulnar = try #require(file.nerveConductionStudies.first?.motor[2])
        #expect(ulnar.segments.map(\.isEntrapment) == [false, true, false])
        #expect(ulnar.segments.map(\.isLong) == [true, false, true])
        #expect(ulnar.sites[1].areaMvMs == Decimal(string: "13.1"))
        #expect(file.imaging.map(\.modality) == [.mri, .ultrasound])
        #expect(file.treatments.first?.administrations.count == 6)
        #expect(file.findings.count == 1 + 1 + 1 + 2 + 1 + 2 + 4)
        #expect(file.findings.last?.pointer == "/laboratory/3")
        let again = CaseFile(
            source: file.source,
            patient: file.patient,
            workup: file.workup,
            findings: file.findings.map(\.finding),
            treatments: file.treatments,
            outcomes: file.outcomes,
            diagnosis: file.diagnosis
        )
        #expect(again == file)
    }

    @Test("no weak nerve and unknown nerves are two things, also after writing")
    func emptyMotorNerves() throws {
        for (text, isKnown) in [(#"{"motorNerves":[]}"#, true), ("{}", false)] {
            let weakness = try Weakness.codec.decode(Array(text.utf8))
            #expect((weakness.motorNerves != nil) == isKnown)
            #expect(Weakness.codec.text(weakness) == text)
        }
    }

    @Test("each kind of finding is read and written by its body alone")
    func findings() throws {
        for bytes in try Fixtures.allCases() {
            for placed in try CaseFile.read(bytes).findings {
                let finding = placed.finding
                #expect(try Finding.decode(finding.kind, finding.bytes) == finding)
                #expect(try Finding.decode(finding.kind, finding.json) == finding)
            }
        }
    }

    @Test("the schema of a case names every shape once")
    func schema() {
        let schema = CaseFile.codec.schema()
        #expect(schema.body["$ref"]?.string == "#/components/schemas/CaseFile")
        #expect(schema.definitions.count > 30)
        for kind in FindingKind.allCases { #expect(Finding.codec(for: kind).schema().body["$ref"] != nil) }
        let required = schema.definitions["CaseFile"]?["required"]?.text
        #expect(required == #"["format","workup"]"#)
    }
}
