// Where PDFs are made, with renderers that are missing, hang, fail and talk: errors, deadlines, turns, and no process left.
import Foundation
import Testing

@testable import Reports

@Suite("Making PDFs", .timeLimit(.minutes(5)))
struct PDFDeskTests {
    private static let html = Array("<!doctype html><html lang=\"en\"><title>T</title><p>Proefpersoon</p></html>".utf8)

    private static func settings(_ python: String, secondsMax: Int = 60) -> PDFSettings {
        var settings = PDFSettings()
        settings.python = python
        settings.secondsMax = secondsMax
        return settings
    }

    /// Why there is no PDF.
    private static func fault(_ desk: PDFDesk, _ html: [UInt8] = html) async -> PDFError? {
        do throws(PDFError) {
            _ = try await desk.pdf(of: html)
            return nil
        } catch {
            return error
        }
    }

    private static func wait(_ isSo: () async -> Bool) async throws {
        for _ in 0..<600 where !(await isSo()) { try await Task.sleep(for: .milliseconds(50)) }
        #expect(await isSo())
    }

    @Test("a renderer that is not there is told as that")
    func missing() async throws {
        #expect(await Self.fault(PDFDesk(settings: Self.settings("/nowhere/python3"))) == .noRenderer)
        try await FakePython.with("exit 0") { fake in
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: fake.path)
            #expect(await Self.fault(PDFDesk(settings: Self.settings(fake.path))) == .noRenderer)
        }
    }

    @Test("a Python without WeasyPrint is told as that, with the kind of its error")
    func unusable() async throws {
        // `-S` leaves out the folders in which packages are.
        let script = #"exec "$(sed -n '1s/^#!//p' "$(command -v weasyprint)")" -S "$@""#
        try await FakePython.with(script) { fake in
            #expect(await Self.fault(PDFDesk(settings: Self.settings(fake.path))) == .unusable("ModuleNotFoundError"))
        }
    }

    @Test("a renderer that hangs is ended at its deadline, also with a document that it has not read")
    func hanging() async throws {
        try await FakePython.with("exec sleep 600") { fake in
            let desk = PDFDesk(settings: Self.settings(fake.path, secondsMax: 1))
            let long = Array(repeating: UInt8(ascii: "a"), count: 1 << 20)
            #expect(await Self.fault(desk) == .timedOut)
            #expect(await Self.fault(desk, long) == .timedOut)
            #expect(fake.processes.count == 2 && fake.left.isEmpty)
        }
    }

    @Test("a renderer that fails is told with how it ended, and never with its words")
    func failing() async throws {
        for (script, fault) in [
            ("exit 7", PDFError.failed("exited(7)")),
            ("echo ValueError | tr -d '\\n' >&2; exit 4", .failed("exited(4), ValueError")),
            ("echo 'Proefpersoon, born 1970' >&2; cat > /dev/null; exit 4", .failed("exited(4)")),
            ("cat > /dev/null; echo 'not a PDF'", .failed("exited(0)")), ("kill -9 $$", .failed("signaled(9)")),
        ] {
            try await FakePython.with(script) { fake in
                #expect(await Self.fault(PDFDesk(settings: Self.settings(fake.path))) == fault)
                #expect(fake.left.isEmpty)
            }
        }
    }

    @Test("a document and a PDF are bounded")
    func bounds() async throws {
        try await FakePython.with("cat > /dev/null; printf %%PDF-; head -c 100000 /dev/zero") { fake in
            var settings = Self.settings(fake.path)
            settings.bytesMax = 50_000
            settings.documentBytesMax = 1_000
            #expect(await Self.fault(PDFDesk(settings: settings)) == .tooLarge)
            #expect(fake.processes.count == 1 && fake.left.isEmpty)
            #expect(await Self.fault(PDFDesk(settings: settings), Array(repeating: 65, count: 1_001)) == .tooLarge)
            #expect(fake.processes.count == 1)
        }
    }

    @Test("so many are made at once, so many wait, not for ever, and everybody else is refused")
    func turns() async throws {
        try await FakePython.with("exec sleep 600") { fake in
            var settings = Self.settings(fake.path, secondsMax: 600)
            (settings.atOnceMax, settings.waitingMax, settings.waitingSecondsMax) = (1, 1, 2)
            let desk = PDFDesk(settings: settings)
            async let first = Self.fault(desk)
            try await Self.wait { await desk.load.running == 1 }
            async let second = Self.fault(desk)
            try await Self.wait { await desk.load.waiting == 1 }
            #expect(await Self.fault(desk) == .busy)
            #expect(await second == .busy)
            #expect(await desk.load.waiting == 0)
            await desk.stop()
            #expect(await first == .stopped)
            #expect(await Self.fault(desk) == .stopped)
            #expect(fake.processes.count == 1 && fake.left.isEmpty)
        }
    }

    @Test("whoever gives up, waiting or being served, leaves no process and no place taken")
    func cancelled() async throws {
        try await FakePython.with("exec sleep 600") { fake in
            var settings = Self.settings(fake.path, secondsMax: 600)
            settings.atOnceMax = 1
            let desk = PDFDesk(settings: settings)
            let served = Task { await Self.fault(desk) }
            try await Self.wait { fake.processes.count == 1 }
            let waiter = Task { await Self.fault(desk) }
            try await Self.wait { await desk.load.waiting == 1 }
            waiter.cancel()
            #expect(await waiter.value == .stopped)
            served.cancel()
            #expect(await served.value == .stopped)
            #expect(await desk.load.running == 0)
            #expect(fake.left.isEmpty)
        }
    }

    @Test("a process is ready before it is needed, and nothing is left once the service ends")
    func ready() async throws {
        try await FakePython.with(FakePython.real) { fake in
            let desk = PDFDesk(settings: Self.settings(fake.path))
            let service = Task { await desk.keepReady { Issue.record("the spare ended: \($0)") } }
            try await Self.wait { fake.processes.count == 1 }
            let first = try PDFReader(try await desk.pdf(of: Self.html))
            #expect(first.text.contains("Proefpersoon"))
            try await Self.wait { fake.processes.count == 2 }
            #expect(await desk.load.isReady)
            #expect(try PDFReader(try await desk.pdf(of: Self.html)).text == first.text)
            try await Self.wait { fake.processes.count == 3 }
            service.cancel()
            await service.value
            #expect(fake.left.isEmpty)
        }
    }

    @Test("where the process that was ready has died, the next document starts its own, and it is told")
    func died() async throws {
        try await FakePython.with(FakePython.real) { fake in
            let desk = PDFDesk(settings: Self.settings(fake.path))
            let (troubles, tell) = AsyncStream.makeStream(of: PDFError.self)
            let service = Task { await desk.keepReady { tell.yield($0) } }
            try await Self.wait { fake.processes.count == 1 }
            kill(try #require(fake.processes.first), SIGKILL)
            var iterator = troubles.makeAsyncIterator()
            #expect(await iterator.next() == .failed("signaled(9)"))
            #expect(await desk.load.isReady == false)
            #expect(try PDFReader(try await desk.pdf(of: Self.html)).text.contains("Proefpersoon"))
            service.cancel()
            await service.value
            #expect(fake.left.isEmpty)
        }
    }
}
