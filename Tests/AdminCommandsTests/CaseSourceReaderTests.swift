// Cases out of files and standard input: one by one, whatever the pieces they come in.
import Domain
import FoundationEssentials
import Testing

@testable import AdminCommands

@Suite("Case source")
struct CaseSourceReaderTests {
    private func run(input: [UInt8], piece: Int = 1 << 18) -> Run {
        let queue = ByteQueue(input)
        let surroundings = Surroundings(
            environment: [:],
            userName: "tester",
            input: ByteSource { countMax in queue.take(min(countMax, piece)) },
            output: Recorder().sink,
            talk: Recorder().sink,
            now: { .min }
        )
        let settings = SettingsReader(flags: [:], environment: [:], file: nil).read().settings
        return Run(
            surroundings: surroundings,
            console: Console(surroundings: surroundings, form: .table, language: .en),
            settings: settings,
            settingFaults: [],
            isVerbose: false
        )
    }

    private func all(_ reader: inout CaseSourceReader, countMax: Int) throws -> [[CaseInput]] {
        var batches: [[CaseInput]] = []
        while true {
            let batch = try reader.next(countMax: countMax, bytesMax: 1 << 20)
            if batch.isEmpty { return batches }
            batches.append(batch)
        }
    }

    @Test("standard input has one case a line, in pieces of any size", arguments: [1, 3, 7, 64])
    func lines(piece: Int) throws {
        var reader = CaseSourceReader(
            ["-"],
            run(input: Array("{\"a\":1}\r\n\n{\"b\":2}\n{\"c\":3}".utf8), piece: piece)
        )
        let batches = try all(&reader, countMax: 2)
        #expect(batches.map(\.count) == [2, 1])
        #expect(
            batches.joined().map { String(decoding: $0.bytes, as: UTF8.self) } == [
                "{\"a\":1}", "{\"b\":2}", "{\"c\":3}",
            ]
        )
        #expect(batches.joined().map(\.source) == ["stdin:1", "stdin:3", "stdin:4"])
    }

    @Test("standard input may hold a single case of several lines", arguments: [1, 5, 64])
    func pretty(piece: Int) throws {
        let text = "{\n  \"a\": [\n 1]\n}\n"
        var reader = CaseSourceReader(["-"], run(input: Array(text.utf8), piece: piece))
        let cases = try all(&reader, countMax: 10).joined()
        #expect(cases.count == 1)
        #expect(try JSONReader.read(try #require(cases.first).bytes)["a"]?[0] == .integer(1))
    }

    @Test(
        "a first line that is at fault takes no other line with it",
        arguments: ["nonsense", "{\"a\": nope}", "{\"a\": 1,", "[1", "{\"a\": \"x"],
        [1, 6, 64]
    )
    func faultyFirstLine(first: String, piece: Int) throws {
        var reader = CaseSourceReader(
            ["-"],
            run(input: Array("\(first)\n\n{\"b\": 2}\n{\"c\": 3}\n".utf8), piece: piece)
        )
        let cases = try all(&reader, countMax: 1).joined()
        #expect(cases.map { String(decoding: $0.bytes, as: UTF8.self) } == [first, "{\"b\": 2}", "{\"c\": 3}"])
        #expect(cases.map(\.source) == ["stdin:1", "stdin:3", "stdin:4"])
    }

    @Test("a single case of several lines that is at fault is one case")
    func faultyPretty() throws {
        let text = "{\n  \"a\": nope,\n  \"b\": {\"c\": 1}\n}\n"
        var reader = CaseSourceReader(["-"], run(input: Array(text.utf8)))
        let cases = try all(&reader, countMax: 10).joined()
        #expect(cases.map(\.source) == ["stdin"])
    }

    @Test("a file that is not there is named")
    func missing() {
        var reader = CaseSourceReader(["/nonexistent/case.json"], run(input: []))
        #expect { try reader.next(countMax: 1, bytesMax: 1) } throws: { error in
            (error as? CommandFailure)?.message.en.contains("/nonexistent/case.json") == true
        }
    }

    @Test("a line longer than a case may be is cut one byte over, so that it is refused")
    func longLine() {
        var splitter = LineSplitter(lineBytesMax: 4)
        #expect(splitter.lines(in: Array("1234567\n12\n".utf8)) == [Array("12345".utf8), Array("12".utf8)])
        #expect(splitter.rest() == nil)
    }
}
