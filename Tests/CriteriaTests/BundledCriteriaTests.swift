// The criteria files of the program: they load, and they answer every given case as expected.
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
    @Test("every file's own test cases come to what they must")
    func ownTests() throws {
        for set in try CriteriaSetLoader.bundled() {
            for failure in set.runTests() {
                Issue.record("\(set.id): \(failure.name): \(failure.differences.joined(separator: "; "))")
            }
        }
    }
}
