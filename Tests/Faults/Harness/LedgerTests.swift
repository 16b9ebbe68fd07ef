// The control: a check that could not fail would prove nothing.
import Foundation
import Testing

@Suite("Ledger", .timeLimit(.minutes(1)))
struct LedgerTests {
    private static let sound: [LedgerEntry] = [
        .intent(key: "a"), .acknowledged(key: "a", id: "1"),
        .intent(key: "b"), .acknowledged(key: "b", id: "2"),
        .intent(key: "c"), .refused(key: "c"),
    ]
    private static let effects = [Effect(key: "a", id: "1"), Effect(key: "b", id: "2")]

    @Test("what was acknowledged once and is there once is in order")
    func inOrder() {
        #expect(LedgerCheck.faults(Self.sound, Self.effects).isEmpty)
    }

    @Test(
        "every kind of difference is found",
        arguments: [
            ([Effect(key: "b", id: "2")], LedgerFault.lost(key: "a")),
            (Self.effects + [Effect(key: "a", id: "9")], .doubled(key: "a", count: 2)),
            (Self.effects + [Effect(key: "a", id: "1")], .doubled(key: "a", count: 2)),
            (
                [Effect(key: "a", id: "1"), Effect(key: "b", id: "7")],
                .elsewhere(key: "b", acknowledged: "2", found: "7")
            ),
            (Self.effects + [Effect(key: "c", id: "3")], .doneThoughRefused(key: "c")),
            (Self.effects + [Effect(key: "d", id: "4")], .unheardOf(key: "d")),
        ]
    )
    func found(effects: [Effect], fault: LedgerFault) {
        #expect(LedgerCheck.faults(Self.sound, effects) == [fault])
    }

    @Test("a request that was never resolved is named, whether or not it took effect")
    func unresolved() {
        let entries = Self.sound + [.intent(key: "d")]
        #expect(LedgerCheck.faults(entries, Self.effects) == [.unresolved(key: "d")])
        #expect(LedgerCheck.faults(entries, Self.effects + [Effect(key: "d", id: "4")]) == [.unresolved(key: "d")])
    }

    @Test("two answers to one key that differ are named")
    func answeredTwice() {
        let entries = Self.sound + [.acknowledged(key: "a", id: "5")]
        #expect(LedgerCheck.faults(entries, Self.effects).contains(.answeredTwice(key: "a")))
    }

    @Test("the file gives back what was written, and says so when it can not")
    func file() throws {
        let file = URL(fileURLWithPath: "/tmp/workup-ledger-\(UInt64.random(in: 0 ... .max))")
        defer { try? FileManager.default.removeItem(at: file) }
        let ledger = try Ledger(file)
        for entry in Self.sound { try ledger.write(entry) }
        #expect(try Ledger.read(file) == Self.sound)
        try Data("ack a\n".utf8).write(to: file)
        #expect(throws: UnreadableLedger.self) { try Ledger.read(file) }
    }
}
