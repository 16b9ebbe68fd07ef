// The clock, ids and calendar that commands give to use cases.
import Domain
import FoundationEssentials
import Synchronization
import Testing

@testable import AdminCommands

@Suite("Outside")
struct OutsideTests {
    private func bytes(_ id: UUID) -> [UInt8] {
        withUnsafeBytes(of: id.uuid) { Array($0) }
    }

    @Test("ids are of version 7, hold the time, and each sorts after the one before, also when the clock is set back")
    func ids() {
        let clock = Mutex<Int64>(1_768_212_000_000)
        let maker = UUIDMaker(now: { Instant(microsecondsSince1970: clock.withLock { $0 } * 1_000) })
        var last: [UInt8] = []
        for round in 0..<10_000 {
            if round == 5_000 { clock.withLock { $0 -= 60_000 } }
            let id = bytes(maker.next())
            #expect(id[6] >> 4 == 7)
            #expect(id[8] >> 6 == 2)
            #expect(last.lexicographicallyPrecedes(id))
            last = id
        }
        let first = bytes(UUIDMaker(now: { Instant(microsecondsSince1970: 1_768_212_000_000_000) }).next())
        #expect(first.prefix(6).reduce(Int64(0)) { $0 << 8 | Int64($1) } == 1_768_212_000_000)
    }

    @Test(
        "a day begins and ends where the service stands",
        arguments: [
            ("2026-01-12T22:59:59Z", "2026-01-12"), ("2026-01-12T23:00:00Z", "2026-01-13"),
            ("2026-07-12T21:59:59Z", "2026-07-12"), ("2026-07-12T22:00:00Z", "2026-07-13"),
        ]
    )
    func days(instant: String, day: String) throws {
        let zone = try #require(ServiceZone("Europe/Amsterdam"))
        #expect(zone.day(of: try #require(Instant(instant))) == LocalDate(day))
    }

    @Test(
        "the end of a day is its last microsecond, also when the clocks change",
        arguments: [
            ("2026-01-12", "2026-01-12T22:59:59.999999Z"), ("2026-03-28", "2026-03-28T22:59:59.999999Z"),
            ("2026-03-29", "2026-03-29T21:59:59.999999Z"), ("2026-10-25", "2026-10-25T22:59:59.999999Z"),
            ("2026-10-24", "2026-10-24T21:59:59.999999Z"),
            ("2026-07-12", "2026-07-12T21:59:59.999999Z"),
        ]
    )
    func ends(day: String, end: String) throws {
        let zone = try #require(ServiceZone("Europe/Amsterdam"))
        #expect(zone.end(of: try #require(LocalDate(day))).description == end)
    }

    @Test(
        "summer time begins and ends at 01:00 UTC on the last Sundays of March and October",
        arguments: [
            ("2026-03-29T00:59:59.999999Z", 3_600), ("2026-03-29T01:00:00Z", 7_200),
            ("2026-10-25T00:59:59.999999Z", 7_200), ("2026-10-25T01:00:00Z", 3_600),
            ("2024-03-31T01:00:00Z", 7_200), ("2027-10-31T00:59:59Z", 7_200), ("2028-10-29T01:00:00Z", 3_600),
        ]
    )
    func summerTime(instant: String, offset: Int) throws {
        let zone = try #require(ServiceZone("Europe/Brussels"))
        #expect(zone.offsetSeconds(at: try #require(Instant(instant))) == offset)
        #expect(ServiceZone.utc.offsetSeconds(at: try #require(Instant(instant))) == 0)
    }

    @Test("a zone is one that the service knows", arguments: ["", "CET", "+01:00", "Europe/Nowhere"])
    func zones(name: String) {
        #expect(ServiceZone(name) == nil)
    }

    @Test("off a terminal, progress is a line every ten seconds; on one it is drawn over")
    func progress() {
        let clock = Mutex<Int64>(0)
        func talk(columns: Int?) -> String {
            clock.withLock { $0 = 0 }
            let talk = Recorder()
            let surroundings = Surroundings(
                environment: [:],
                userName: "tester",
                input: ByteQueue([]).source,
                output: Recorder().sink,
                talk: talk.sink,
                talkColumns: columns,
                now: { Instant(microsecondsSince1970: clock.withLock { $0 }) }
            )
            let progress = Progress(
                Localized(en: "cases", nl: "casussen"),
                total: 100,
                on: Console(surroundings: surroundings, form: .table, language: .nl)
            )
            for _ in 0..<25 {
                clock.withLock { $0 += 1_000_000 }
                progress.advance()
            }
            progress.end()
            return talk.text
        }
        #expect(talk(columns: nil) == "casussen: 10/100 (1/s)\ncasussen: 20/100 (1/s)\n")
        let drawn = talk(columns: 80)
        #expect(drawn.contains("\r\u{1B}[2Kcasussen: 25/100 (1/s)"))
        #expect(drawn.hasSuffix("\r\u{1B}[2K"))
    }

    @Test("ctrl-C ends with 130 and says that it waits for the transaction")
    func interruption() async throws {
        let talk = Recorder()
        let surroundings = Surroundings(
            environment: ["HOME": "/nonexistent"],
            userName: "tester",
            input: ByteSource { _ in
                throw CancellationError()
            },
            output: Recorder().sink,
            talk: talk.sink,
            now: { .min },
            interruptions: {
                AsyncStream { continuation in
                    continuation.yield()
                    continuation.finish()
                }
            }
        )
        let code = await Program.run(["protocol", "check", "-"], in: surroundings)
        #expect(code == .interrupted)
    }
}
