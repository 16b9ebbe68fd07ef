// The connection between a client and the service is cut after any byte of a request or of its answer.
import Foundation
import PostgreSQLTestKit
import Testing

extension Faults {
    @Suite("Cuts before the service", .timeLimit(.minutes(Extent.pick(4, whole: 30))))
    struct ClientCutTests {
        private struct Outcome: Sendable {
            var cutCount = 0
            var struckCount = 0
            var counts: [Int] = []
            var report = WriterReport()
        }

        @Test("a request or an answer that is cut after any byte takes effect once, and whoever asks again is told")
        func everyByte() async throws {
            let stride = Extent.pick(61, whole: 1)
            try await Scenario.clientCut.play { trial in
                trial.bar = "no request past its 30 s"
                try await Stage.withStage { stage in
                    try await stage.start()
                    let direct = try await stage.makeAccess()
                    let proxy = try SocketProxy(to: .loopback(port: Int(stage.program.port)))
                    defer { proxy.close() }
                    guard case .loopback(let port) = proxy.address else { return }
                    let access = ServiceAccess(port: UInt16(port), token: direct.token)
                    let load = try await Load.prepare(access, writers: 1, in: stage.program.folder)
                    let outcome = try await onOwnThread { try Self.cutAll(load, proxy, stride: stride) }
                    trial.done = """
                        \(outcome.cutCount) cuts and half-closes (\(outcome.struckCount) struck) in a POST and a read with a \
                        PATCH of \(outcome.counts.map(String.init).joined(separator: ", ")) bytes
                        """
                    trial.expect(outcome.struckCount > outcome.cutCount * 3 / 4, "few of the cuts struck")
                    trial.expect(outcome.report.slowest < .seconds(33), "a request took \(outcome.report.slowest)")
                    proxy.behave()
                    try await trial.check(stage, load, outcome.report)
                    _ = try await stage.stopService()
                }
            }
        }

        private static func cutAll(_ load: Load, _ proxy: SocketProxy, stride: Int) throws -> Outcome {
            // Half a request, and the word that no more will come, is 400.
            let writer = try load.writer(refusals: [400])
            var outcome = Outcome()
            var own = load.own[0]
            var workups = [own]
            guard let patient = try writer.addPatient() else { throw ProcessFault(what: "no patient") }
            for isPost in [true, false] {
                let run = { isPost ? try writer.recordFinding(in: own) : try writer.annotate(in: load.shared[0]) }
                try run()
                if isPost { try writer.review(in: own) }
                for direction in SocketProxy.Direction.allCases {
                    let before = proxy.byteCount(direction)
                    try run()
                    let count = proxy.byteCount(direction) - before
                    if isPost { try writer.review(in: own) }
                    outcome.counts.append(count)
                    // An answer with a long history has more bytes than there is time for.
                    for place in Swift.stride(from: 1, through: count, by: max(stride, count / 600)) {
                        // A byte is enough to tell a side that no more will come: each tenth time, and not a cut.
                        let effect: SocketProxy.Fault.Effect = place % 10 == 0 ? .halfClose(direction) : .cut
                        proxy.behave(.init(fault: .init(effect, after: place, of: .only(direction))))
                        try run()
                        outcome.cutCount += 1
                        if proxy.hasStruck { outcome.struckCount += 1 }
                        proxy.behave()
                        // The next finding is to report its step again.
                        if isPost { try writer.review(in: own) }
                        guard outcome.cutCount.isMultiple(of: 50), let next = try writer.openWorkup(for: patient)
                        else { continue }
                        own = next
                        workups.append(next)
                    }
                }
            }
            try writer.repeatLatest()
            outcome.report = writer.report
            outcome.report.workups = workups
            outcome.report.sharedWorkups = load.shared
            return outcome
        }
    }
}
