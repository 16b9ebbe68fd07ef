// BSN, INSZ and hospital numbers.
import Domain
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test(
        "a BSN is accepted",
        arguments: [
            ("111222333", "111222333"), ("123456782", "123456782"), ("999990019", "999990019"),
            ("12345672", "012345672"),
            ("10000008", "010000008"),
        ]
    )
    func validBSN(text: String, digits: String) throws {
        #expect(try BSN(text).digits == digits)
    }

    @Test(
        "a BSN is refused by the check that fails",
        arguments: [
            ("123456789", BSN.Refusal.elevenTest), ("111222334", .elevenTest), ("000000000", .allZero),
            ("00000000", .allZero),
            ("1234567", .form), ("1112223330", .form), ("12345678A", .form), ("", .form), ("111 222 333", .form),
            ("１１１２２２３３３", .form),
        ]
    )
    func invalidBSN(text: String, refusal: BSN.Refusal) {
        #expect(throws: refusal) { try BSN(text) }
    }

    @Test("every single digit that is changed is found by the 11-test")
    func changedDigits() throws {
        for place in 0..<9 {
            for digit in 1...9 {
                var digits = Array("123456782".utf8)
                digits[place] = (digits[place] - 48 + UInt8(digit)) % 10 + 48
                let text = String(decoding: digits, as: UTF8.self)
                #expect(throws: BSN.Refusal.elevenTest) { try BSN(text) }
            }
        }
    }

    @Test(
        "an INSZ is accepted, in its century",
        arguments: [
            ("93.05.18-223.61", 1993), ("85.07.30-033.28", 1985), ("10.06.15-002.23", 2010), ("04.02.29-001.32", 2004),
            ("80.01.01-008.97", 1980), ("93.45.18-223.50", 1993), ("93.25.18-223.07", 1993), ("75.00.00-123.94", 1975),
            ("57020800197", 1957), ("74090300270", 1974),
        ]
    )
    func validINSZ(text: String, year: Int) throws {
        let number = try INSZ(text)
        #expect(number.births.map(\.year) == [year])
        #expect(try INSZ(number.formatted) == number)
        #expect(number.digits.count == 11)
    }

    @Test(
        "an INSZ is refused by the check that fails",
        arguments: [
            ("93.05.18-223.62", INSZ.Refusal.checkDigits), ("93.13.18-223.20", .date), ("93.05.32-223.29", .date),
            ("93.05.18-000.61", .serial), ("93.05.18-999.61", .serial), ("9305182236", .form),
            ("93.05.18.223-61", .form),
            ("93051822361x", .form), ("93.60.18-223.00", .date),
        ]
    )
    func invalidINSZ(text: String, refusal: INSZ.Refusal) {
        #expect(throws: refusal) { try INSZ(text) }
    }

    @Test("29 February counts only in the century whose check digits fit")
    func leapDay() throws {
        // 2004 is a leap year; 1900-02-29 never was.
        let birth = try #require(try INSZ("04.02.29-001.32").births.first)
        #expect(birth.firstDay.description == "2004-02-29")
        let base = 000_229_001
        let check = String(97 - base % 97)
        #expect(throws: INSZ.Refusal.date) { try INSZ("000229001" + (check.count == 1 ? "0" : "") + check) }
    }

    @Test("the serial number tells the sex, except where it was not known")
    func sex() throws {
        #expect(try INSZ("93.05.18-223.61").sex == .male)
        #expect(try INSZ("10.06.15-002.23").sex == .female)
        #expect(try INSZ("93.45.18-223.50").sex == .male)
        #expect(try INSZ("93.25.18-223.07").sex == nil)
        #expect(try INSZ("93.25.18-223.07").isBisNumber)
        #expect(try !INSZ("93.05.18-223.61").isBisNumber)
    }

    @Test("a birth in the future is found where the day is known")
    func future() throws {
        let number = try INSZ("10.06.15-002.23")
        #expect(number.isBorn(by: try #require(LocalDate("2010-06-15"))))
        #expect(!number.isBorn(by: try #require(LocalDate("2010-06-14"))))
        let patient = Patient(
            familyName: "A",
            identifiers: [try PatientIdentifier(system: .insz, value: "10.06.15-002.23")]
        )
        #expect(patient.identifiersBornAfter(try #require(LocalDate("2009-01-01"))) == [0])
        #expect(patient.identifiersBornAfter(try #require(LocalDate("2020-01-01"))).isEmpty)
    }

    @Test(
        "what does not agree with the record is a warning",
        arguments: [
            ("1993-05-18", Sex.male, []), ("1993-05", .unknown, []), ("1993", .other, []),
            ("1993-05-19", .male, [INSZWarning.birthDateDiffers]), ("1992", .female, [.birthDateDiffers, .sexDiffers]),
        ]
    )
    func warnings(birthDate: String, sex: Sex, expected: [INSZWarning]) throws {
        let number = try PatientIdentifier(system: .insz, value: "93.05.18-223.61")
        let patient = Patient(familyName: "A", birthDate: PartialDate(birthDate), sex: sex, identifiers: [number])
        #expect(patient.inszWarnings == expected)
    }

    @Test("national numbers are shown by their last three digits, hospital numbers in full")
    func masked() throws {
        #expect(try PatientIdentifier(system: .bsn, value: "111222333").masked == "••••••333")
        #expect(try PatientIdentifier(system: .insz, value: "93.05.18-223.61").masked == "••••••••361")
        #expect(try PatientIdentifier(system: .hospital(organisation: "NMC"), value: "100231").masked == "100231")
    }

    @Test("systems are read as they are written", arguments: ["bsn", "insz", "mrn:NMC", "mrn:reg-1.a_B"])
    func systems(text: String) {
        #expect(IdentifierSystem(text)?.description == text)
    }

    @Test("other systems are refused", arguments: ["", "BSN", "mrn:", "mrn", "mrn:a b", "mrn:-a", "mrn:é", "nhs"])
    func badSystems(text: String) {
        #expect(IdentifierSystem(text) == nil)
    }

    @Test("the fault of an identifier says which check failed")
    func faultMessages() {
        func message(_ system: String, _ value: String) -> [String] {
            do throws(Faults) {
                _ = try PatientIdentifier.codec.decode(Array(#"{"system":"\#(system)","value":"\#(value)"}"#.utf8))
                return []
            } catch {
                return error.all.map { "\($0.pointer) \($0.code.rawValue) \($0.message[.nl])" }
            }
        }
        #expect(message("bsn", "123456789") == ["/value checkFailed Dit BSN doorstaat de 11-proef niet."])
        #expect(message("bsn", "1") == ["/value badFormat Een BSN heeft negen cijfers."])
        #expect(
            message("insz", "93.05.18-223.62") == ["/value checkFailed De controlecijfers van dit INSZ kloppen niet."]
        )
        #expect(message("mrn:A", "a b").count == 1)
        #expect(message("bsn", "12345672").isEmpty)
    }
}
