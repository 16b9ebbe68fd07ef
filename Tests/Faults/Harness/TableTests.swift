// The table at the end: what it says decides whether `make faults` passed, so it has to be able to say no.
import Foundation
import Testing

@Suite("The table of faults", .timeLimit(.minutes(1)))
struct TableTests {
    /// Runs the script on these rows of two that were planned.
    private func table(_ rows: [FaultRow], status: Int = 0, isPlanned: Bool = true) throws -> (
        code: Int32, text: String
    ) {
        let file = URL(fileURLWithPath: "/tmp/workup-table-\(UInt64.random(in: 0 ... .max))")
        let output = URL(fileURLWithPath: file.path() + ".out")
        defer { for file in [file, output] { try? FileManager.default.removeItem(at: file) } }
        var lines = isPlanned ? [#"{"planned": ["one", "two"]}"#] : []
        lines += try rows.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../table.py")
        process.arguments = ["python3", script.standardized.path(), file.path(), "--status", String(status)]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOf: output, encoding: .utf8))
    }

    private func row(_ name: String, _ verdict: FaultRow.Verdict = .passed, note: String = "") -> FaultRow {
        FaultRow(
            scenario: name,
            requirement: "R0",
            done: "once",
            acknowledged: 7,
            refused: 0,
            unavailable: 0,
            unanswered: 0,
            lost: 0,
            twice: 0,
            half: 0,
            readyMedian: 1.25,
            readyLongest: nil,
            bar: "none",
            verdict: verdict,
            note: note
        )
    }

    @Test("passes where every scenario that was planned has passed")
    func passed() throws {
        let (code, text) = try table([row("one"), row("two")])
        #expect(code == 0)
        #expect(text.contains("1.25 s"))
        #expect(text.split(separator: "\n").count == 4)
    }

    @Test("does not pass where a bar was missed, or something was not done, or left no row")
    func missed() throws {
        let missed = try table([row("one"), row("two", .missed, note: "it was lost")])
        #expect(missed.code == 3)
        #expect(missed.text.contains("two: missed: it was lost"))
        let notDone = try table([row("one"), row("two", .notDone, note: "no root")])
        #expect(notDone.code == 3)
        #expect(notDone.text.contains("two: not done: no root"))
        let silent = try table([row("one")])
        #expect(silent.code == 3)
        #expect(silent.text.contains("two: not done: it left no result"))
        #expect(try table([row("one"), row("two")], status: 1).code == 3)
    }

    @Test("says that nothing ran where there is no plan")
    func nothing() throws {
        #expect(try table([], isPlanned: false).code == 1)
    }
}
