// Makes PDFs out of reports: a few at a time, with a bounded queue and a deadline, and a process ready before it is needed.
import FoundationEssentials

/// Where PDFs are made.
///
/// Without ``keepReady(onTrouble:)`` each document starts its own process, which takes half a second to get ready. The
/// process that this runs in has to ignore SIGPIPE, as the program does, since a renderer may end before it has read all.
package actor PDFDesk {
    private let settings: PDFSettings
    private let environment: [String: String]
    private let clock = ContinuousClock()
    /// The process that is ready for the next document; nil where none is kept, or it has ended.
    private var spare: (number: Int, worker: PDFWorker)?
    private var keepsSpare = false
    private var tellTrouble: @Sendable (PDFError) -> Void = { _ in }
    private var isStopped = false
    private var running: [Int: PDFWorker] = [:]
    private var runningCount = 0
    private var waiting: [(number: Int, turn: CheckedContinuation<Bool, Never>)] = []
    private var lastNumber = 0

    /// A desk at which nothing runs yet.
    ///
    /// - Parameters:
    ///   - settings: what it may take.
    ///   - environment: the variables of this process: where programs, libraries and fonts are.
    package init(
        settings: PDFSettings = PDFSettings(),
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.settings = settings
        self.environment = environment
    }

    /// A report as it is to be given out: made into a PDF where that was asked for, else as it is.
    ///
    /// - Parameters:
    ///   - bytes: what `ReportRendering` made.
    ///   - request: the request that it was made for.
    /// - Returns: the bytes of the format.
    /// - Throws: why there is no PDF.
    package func finished(_ bytes: [UInt8], _ request: ReportRequest) async throws(PDFError) -> [UInt8] {
        request.format == .pdf ? try await pdf(of: bytes) : bytes
    }

    /// Makes a standalone HTML document into a tagged PDF.
    ///
    /// - Parameter html: the document as UTF-8, with its style sheet inside; nothing is fetched for it.
    /// - Returns: the PDF.
    /// - Throws: why there is none; no process is left then.
    package func pdf(of html: [UInt8]) async throws(PDFError) -> [UInt8] {
        guard html.count <= settings.documentBytesMax else { throw .tooLarge }
        try await arrive()
        defer { leave() }
        let deadline = clock.now + .seconds(settings.secondsMax)
        if let ready = takeSpare() {
            switch await outcome(of: ready, html, until: deadline) {
            case .success(let pdf): return pdf
            // One that has waited may have ended since, for reasons that are not the document's.
            case .failure(.failed), .failure(.unusable), .failure(.noRenderer): break
            case .failure(let error): throw error
            }
        }
        return try await outcome(of: try start(), html, until: deadline).get()
    }

    /// Keeps a process ready until the caller's task is cancelled, then ends all that runs.
    ///
    /// - Parameter onTrouble: is told where the process that is kept ready ends without having been asked for anything.
    package func keepReady(onTrouble: @escaping @Sendable (PDFError) -> Void) async {
        (keepsSpare, tellTrouble) = (true, onTrouble)
        prepareSpare()
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        await stop()
    }

    /// Ends everything: whoever waits is refused, and no process is left.
    package func stop() async {
        (isStopped, keepsSpare) = (true, false)
        for waiter in waiting { waiter.turn.resume(returning: false) }
        waiting = []
        let workers = [spare?.worker].compactMap(\.self) + running.values
        spare = nil
        for worker in workers { worker.cancel() }
        for worker in workers { _ = await worker.ended() }
    }

    /// How many are made, how many wait, and whether a process is ready, for tests.
    var load: (running: Int, waiting: Int, isReady: Bool) { (runningCount, waiting.count, spare != nil) }

    // MARK: One document

    private func outcome(
        of worker: PDFWorker,
        _ html: [UInt8],
        until deadline: ContinuousClock.Instant
    ) async -> Result<[UInt8], PDFError> {
        let number = nextNumber()
        running[number] = worker
        defer { running[number] = nil }
        worker.give(html)
        let watch = Task {
            try await Task.sleep(until: deadline, clock: .continuous)
            worker.cancel()
        }
        defer { watch.cancel() }
        let result = await withTaskCancellationHandler {
            await worker.ended()
        } onCancel: {
            worker.cancel()
        }
        guard case .failure(.stopped) = result, !isStopped, !Task.isCancelled, clock.now >= deadline else {
            return result
        }
        return .failure(.timedOut)
    }

    private func start() throws(PDFError) -> PDFWorker {
        guard !isStopped else { throw .stopped }
        let python = try PDFInterpreter.find(settings.python, environment: environment)
        return PDFWorker(python: python, environment: environment, bytesMax: settings.bytesMax)
    }

    // MARK: The one that is ready

    /// The process that is ready; the next one is started at once, so that it is ready before it is needed.
    private func takeSpare() -> PDFWorker? {
        let worker = spare?.worker
        spare = nil
        prepareSpare()
        return worker
    }

    private func prepareSpare() {
        guard keepsSpare, !isStopped, spare == nil else { return }
        let worker: PDFWorker
        do {
            worker = try start()
        } catch {
            return tellTrouble(error)
        }
        let number = nextNumber()
        spare = (number, worker)
        Task {
            if case .failure(let error) = await worker.ended() { spareEnded(number, error) }
        }
    }

    /// Not started again at once: whatever ended it may end the next one too. The next document starts its own.
    private func spareEnded(_ number: Int, _ error: PDFError) {
        guard spare?.number == number else { return }
        spare = nil
        tellTrouble(error)
    }

    private func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    // MARK: Turns

    private func arrive() async throws(PDFError) {
        guard !isStopped else { throw .stopped }
        guard runningCount >= settings.atOnceMax else {
            runningCount += 1
            return
        }
        guard waiting.count < settings.waitingMax else { throw .busy }
        let number = nextNumber()
        let patience = Task {
            try await Task.sleep(for: .seconds(settings.waitingSecondsMax))
            giveUp(number)
        }
        let isCalled = await withTaskCancellationHandler {
            await withCheckedContinuation { waiting.append((number, $0)) }
        } onCancel: {
            // Runs after the line above: both are on this actor.
            Task { await self.giveUp(number) }
        }
        patience.cancel()
        guard isCalled else { throw isStopped || Task.isCancelled ? .stopped : .busy }
    }

    private func giveUp(_ number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: index).turn.resume(returning: false)
    }

    private func leave() {
        guard !waiting.isEmpty else {
            runningCount -= 1
            return
        }
        waiting.removeFirst().turn.resume(returning: true)
    }
}
