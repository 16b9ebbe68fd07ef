// What a law of the fuzzer found to be read in more than one way of writing, by name.
import Domain
import EmbeddedPostgreSQL
import Testing

@Suite("one way of writing each value")
struct OneWayOfWritingTests {
    @Test(
        "an id has its digits and nothing in their place",
        arguments: [
            "\u{B}1980000-0000-7000-8000-00000000000a", " 1980000-0000-7000-8000-00000000000a",
            "+1980000-0000-7000-8000-00000000000a", "01980000 0000-7000-8000-00000000000a",
            "01980000-0000-7000-8000-00000000000a\n", "0198000-00000-7000-8000-00000000000a",
        ]
    )
    func ids(text: String) {
        let id = "01980000-0000-7000-8000-00000000000a"
        #expect(ID<Patient>(id.uppercased())?.description == id)
        #expect(ID<Patient>(text) == nil)
    }

    @Test("an index in a pointer is digits alone", arguments: ["+1", "-0", "007", "", "99999999", "٣"])
    func indices(index: String) {
        #expect(CasePlace(pointer: "/examinations/0") != nil)
        #expect(CasePlace(pointer: "/examinations/\(index)") == nil)
    }

    @Test(
        "the state of a meeting names each version once, and as it is written",
        arguments: ["+2", "02", "2,01980000-0000-7000-8000-00000000000a:3", "2,01980000-0000-7000-8000-00000000000A:3"]
    )
    func meetingState(version: String) {
        let id = "01980000-0000-7000-8000-00000000000a"
        #expect(MeetingState("\(id):2")?.versions == [id: 2])
        #expect(MeetingState("\(id):\(version)") == nil)
    }

    @Test(
        "a place in the server's log is two numbers of four bytes",
        arguments: ["+0/1", "0/-1", "100000000/0", "0/100000000", "/0/1", "0//1", "0/1/", "0/"]
    )
    func logPlaces(text: String) {
        #expect(LogPlace("0/8000028")?.description == "0/8000028")
        #expect(LogPlace(text) == nil)
    }
}
