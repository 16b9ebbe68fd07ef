// The criteria files of the program: they load, and the tests beside each come to what they must.
import Criteria
import Domain
import Testing

@Suite("Criteria files of the program")
struct BundledCriteriaTests {
    @Test("every file loads without a fault")
    func load() throws {
        do {
            let sets = try CriteriaSetLoader.bundled()
            #expect(
                sets.map(\.id) == ["aaem-2003-mmn", "ean-pns-2021-cidp", "efns-pns-2010-mmn", "utrecht-2000-mmn"]
            )
        } catch {
            Issue.record("\(error)")
        }
    }
}

extension BundledCriteriaTests {
    @Test("every set's own test cases come to what they must", arguments: CriteriaSetLoader.bundledNames)
    func ownTests(_ name: String) throws {
        let set = try CriteriaSetLoader.load(try #require(CriteriaSetLoader.bundledText(name)))
        #expect(name == "\(set.id).yaml")
        let tests = try BundledTests.of(set, in: name)
        #expect(tests.count > 20)
        for failure in set.failures(of: tests) {
            Issue.record("\(name):\(failure.line): \(failure.name): \(failure.differences.joined(separator: "; "))")
        }
    }

    @Test("what a start of the program reads are the rules alone")
    func rulesAlone() throws {
        for set in try CriteriaSetLoader.bundled() { #expect(set.tests.isEmpty) }
    }
}

/// The test cases beside the criteria files of the program.
enum BundledTests {
    static func of(_ set: CriteriaSet, in name: String) throws -> [CriteriaTest] {
        let file = try #require(CriteriaSetLoader.testsName(beside: name))
        return try CriteriaSetLoader.loadTests(try #require(CriteriaSetLoader.bundledText(file)), of: set)
    }
}
