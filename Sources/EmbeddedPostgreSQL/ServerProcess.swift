// The server as a child process of the service: started, watched, restarted after a crash, stopped with it.
import Logging
import Subprocess
import Synchronization

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// One run of the server as our child.
///
/// The process lives in a task of its own, so that cancelling the service does not end the database under a commit:
/// only ``stop()`` does.
final class ServerProcess: Sendable {
    private let task: Task<String, Never>
    private let state: Mutex<State>

    private struct State {
        var isEnded = false
    }

    /// Ends a server as its administrator would: fast, then without farewells.
    private static let teardown: [TeardownStep] = [
        .send(signal: .interrupt, allowedDurationToNextStep: Cluster.fastStopTimeout),
        .send(signal: .quit, allowedDurationToNextStep: Cluster.immediateStopTimeout),
    ]

    private init(_ cluster: Cluster) {
        let configuration = cluster.program("postgres").configuration(
            ["-D", cluster.folder.data],
            teardown: Self.teardown
        )
        state = Mutex(State())
        task = Task { await Self.run(configuration, folder: cluster.folder) }
    }

    /// Starts the server and waits until it answers.
    ///
    /// - Throws: `EmbeddedServerError` with the server's last words; nothing runs then.
    static func start(_ cluster: Cluster) async throws -> ServerProcess {
        try await cluster.clear()
        let process = ServerProcess(cluster)
        let watch = Task {
            _ = await process.task.value
            process.state.withLock { $0.isEnded = true }
        }
        do {
            if try await cluster.waitUntilReady(within: cluster.startTimeout, orUntil: { process.isEnded }) {
                return process
            }
        } catch {
            await process.stop()
            throw error
        }
        await process.stop()
        await watch.value
        throw cluster.startFailure()
    }

    /// Whether the process has ended.
    var isEnded: Bool { state.withLock { $0.isEnded } }

    /// Waits for the end, whatever its cause, and says what it was.
    func ended() async -> String { await task.value }

    /// Ends the server, waits for it, and leaves nothing behind.
    func stop() async {
        task.cancel()
        _ = await task.value
    }

    private static func run(_ configuration: Configuration, folder: ClusterFolder) async -> String {
        do {
            let log = FileDescriptor(
                rawValue: try FileSystem.openEmptied(folder.startLog, owner: folder.account)
            )
            let result = try await Subprocess.run(
                configuration,
                input: .none,
                output: .discarded,
                error: .fileDescriptor(log, closeAfterSpawningProcess: true)
            )
            return "\(result.terminationStatus)"
        } catch {
            return "\(error)"
        }
    }
}

/// Keeps a server running until it is told to stop.
struct ServerSupervisor: Sendable {
    private static let backoffMin = Duration.milliseconds(200)
    private static let backoffMax = Duration.seconds(10)

    let cluster: Cluster

    /// Watches the first run and starts another whenever one ends by itself; returns once cancelled and stopped.
    func run(_ first: ServerProcess) async {
        var process = first
        while !Task.isCancelled {
            let current = process
            let reason = await withTaskCancellationHandler {
                await current.ended()
            } onCancel: {
                current.cancel()
            }
            guard !Task.isCancelled else { return }
            cluster.logger.warning("the database server ended; starting it again", metadata: ["reason": "\(reason)"])
            guard let next = await restart() else { return }
            process = next
        }
        await process.stop()
    }

    /// Tries until it succeeds, ever more slowly: the service answers 503 meanwhile and recovers by itself.
    private func restart() async -> ServerProcess? {
        var backoff = Self.backoffMin
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: backoff)
                let process = try await ServerProcess.start(cluster)
                cluster.logger.notice("the database server runs again")
                return process
            } catch is CancellationError {
                return nil
            } catch {
                cluster.logger.warning("the database server did not start", metadata: ["reason": "\(error)"])
                backoff = min(backoff * 2, Self.backoffMax)
            }
        }
        return nil
    }
}

extension ServerProcess {
    fileprivate func cancel() { task.cancel() }
}
