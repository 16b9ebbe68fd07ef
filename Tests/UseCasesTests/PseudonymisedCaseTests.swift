// Data for research: no canary of the patient is left, intervals are exact, and the criteria say the same.
import Domain
import Foundation
import Records
import TestSupport
import Testing
import UseCases

@Suite("A pseudonymised case")
struct PseudonymisedCaseTests {
    private static let key = PseudonymKey([UInt8](repeating: 7, count: 32))
    private static let patient = ID<Patient>(UUID(uuid: (1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 16)))

    private func outcome(_ file: CaseFile) throws -> PseudonymisedCase.Outcome {
        let key = try #require(Self.key)
        return try PseudonymisedCase(
            pseudonym: key.pseudonym(of: Self.patient),
            shiftDays: key.shiftDays(of: Self.patient),
            patient: file.patient
        ).make(file)
    }

    private static let canaryText = """
        {"format": "workup-case/1", "source": {"kind": "clinic", "note": "CANARYnote", "citation": "CANARYcitation"},
         "patient": {"familyName": "Canaryfamily", "givenNames": ["Canarygiven"], "birthDate": "1950-03-02", "sex": "male",
                     "identifiers": [{"system": "mrn:UMC", "value": "CANARY-77"}, {"system": "bsn", "value": "111222333"}]},
         "workup": {"protocol": "mmn", "openedOn": "2024-01-12", "question": "CANARYquestion",
                    "referredBy": "CANARYreferrer"},
         "nerveConductionStudies": [{"performedOn": "2024-01-20", "laboratory": "CANARYlab", "motor": [], "sensory": []}],
         "antibodies": [{"performedOn": "2024-02-01", "antigen": "GM1", "isotype": "IgM", "value": 100, "unit": "titre",
                         "method": "CANARYmethod"},
                        {"performedOn": "2024-02-03", "antigen": "GM1 Canaryfamily", "isotype": "IgM",
                         "value": 3}],
         "outcomes": [{"on": "2024-02-20", "measure": "gripVigorimeter", "side": "right", "value": 40,
                       "note": "CANARYoutcome"},
                      {"on": "2024-05-20", "measure": "gripVigorimeter", "side": "right", "value": 49}],
         "diagnosis": {"text": "CANARYdiagnosis", "statedBy": "CANARYdoctor", "statedOn": "2024-06-01"}}
        """

    @Test("holds none of what tells who the patient is, and says which fields went")
    func canaries() throws {
        let file = try CaseFile.read(Array(Self.canaryText.utf8))
        let outcome = try outcome(file)
        let text = outcome.file.text.lowercased()
        for canary in ["canary", "111222333", "1950", "2024-0", "\(Self.patient)"] {
            #expect(!text.contains(canary), "\(canary): \(text)")
        }
        for field in ["workup.question", "workup.referredBy", "diagnosis", "source.note", "outcomes.note"] {
            #expect(outcome.removed.contains(field), "\(field): \(outcome.removed)")
        }
        let read = try CaseFile.codec.decode(outcome.file)
        #expect(read.outcomes.count == 2 && read.antibodies.count == 1)
        #expect(read.patient?.birthDate?.precision == .year)
        #expect(read.outcomes[0].on.days(until: read.outcomes[1].on) == 90)
    }

    @Test("of the examples: every interval is exact, and the criteria say the same")
    func examples() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/cases").resolvingSymlinksInPath()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".json") }
        #expect(!names.isEmpty)
        let days = try #require(Self.key).shiftDays(of: Self.patient)
        for name in names.sorted() {
            let file = try CaseFile.read(Array(Data(contentsOf: folder.appending(path: name))))
            let left = try CaseFile.codec.decode(outcome(file).file)
            #expect(file.workup.openedOn.days(until: left.workup.openedOn) == days, "\(name)")
            #expect(Self.dates(file).count == Self.dates(left).count, "\(name)")
            for (before, after) in zip(Self.dates(file), Self.dates(left)) {
                #expect(before.days(until: after) == days, "\(name)")
            }
            let (was, now) = (TestCriteria.ofProgram(file), TestCriteria.ofProgram(left))
            #expect(now.evaluations.map(\.category) == was.evaluations.map(\.category), "\(name)")
        }
    }

    /// The days of what was done, known to the day.
    private static func dates(_ file: CaseFile) -> [LocalDate] {
        file.outcomes.map(\.on) + file.nerveConductionStudies.compactMap { $0.origin.performedOn?.exactDay }
            + file.examinations.compactMap { $0.origin.performedOn?.exactDay }
    }

    @Test("has a pseudonym that another key does not give, and one shift for all of a patient's dates")
    func key() throws {
        let (own, other) = (try #require(Self.key), try #require(PseudonymKey([UInt8](repeating: 8, count: 32))))
        #expect(own.pseudonym(of: Self.patient) == own.pseudonym(of: Self.patient))
        #expect(own.pseudonym(of: Self.patient) != other.pseudonym(of: Self.patient))
        #expect((-395 ... -30).contains(own.shiftDays(of: Self.patient)))
        #expect(PseudonymKey([1, 2, 3]) == nil)
    }
}
