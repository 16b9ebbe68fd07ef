// The connection between the service and PostgreSQL is cut at every boundary of a message, and a byte before and after it.
import Foundation
import PostgreSQLTestKit
import Testing

extension Faults {
    @Suite("Cuts before PostgreSQL", .timeLimit(.minutes(Extent.pick(6, whole: 40))))
    struct DatabaseCutTests {
        /// A unit of work that is cut off.
        private enum Unit: CaseIterable {
            case finding, note, patient, workup

            func run(_ writer: Writer, own: String, shared: String, patient: String) throws {
                switch self {
                case .finding: try writer.recordFinding(in: own)
                case .note: try writer.annotate(in: shared)
                case .patient: _ = try writer.addPatient()
                case .workup: _ = try writer.openWorkup(for: patient)
                }
            }
        }

        /// What came of it.
        private struct Outcome: Sendable {
            var cutCount = 0
            var struckCount = 0
            var counts: [Int] = []
            var report: WriterReport
        }

        /// Longer than a request may take, plus what the machine needs.
        private static let slowestMax = Duration.seconds(33)

        @Test("a unit of work that is cut off anywhere happens once or not at all, and whoever asks again is told")
        func everyBoundary() async throws {
            // Primes keep them from meeting the same offset each time.
            let strides = Extent.pick((47, 97), whole: (1, 11))
            try await Scenario.databaseCut.play { trial in
                trial.bar = "no request past its 30 s"
                try await Self.withStage { stage, proxy in
                    let load = try await stage.startForLoad(writers: 1)
                    let outcome = try await onOwnThread { try Self.cutAll(load, proxy, strides) }
                    trial.done = """
                        \(outcome.cutCount) cuts (\(outcome.struckCount) struck) in 4 units of \
                        \(outcome.counts.map(String.init).joined(separator: ", ")) messages, on standing and new connections
                        """
                    trial.expect(outcome.struckCount > outcome.cutCount / 2, "few of the cuts struck")
                    trial.expect(outcome.report.slowest < Self.slowestMax, "a request took \(outcome.report.slowest)")
                    try await trial.check(stage, load, outcome.report)
                    _ = try await stage.stopService()
                }
            }
        }

        /// Every unit, both ways, every boundary, every offset; and once more with connections that are new.
        private static func cutAll(_ load: Load, _ proxy: MessageProxy, _ strides: (standing: Int, new: Int)) throws
            -> Outcome
        {
            let writer = try load.writer()
            var outcome = Outcome(report: writer.report)
            var own = load.own[0]
            var workups = [own]
            guard var patient = try writer.addPatient() else { throw ProcessFault(what: "no patient") }
            for unit in Unit.allCases {
                for isConnecting in [false, true] {
                    let stride = isConnecting ? strides.new : strides.standing
                    let run = { try unit.run(writer, own: own, shared: load.shared[0], patient: patient) }
                    // Before anything is counted: what is prepared once is prepared then.
                    for _ in 0..<2 {
                        try run()
                        if unit == .finding { try writer.review(in: own) }
                    }
                    if isConnecting { proxy.cutAll() }
                    proxy.expect()
                    try run()
                    let counts = SocketProxy.Direction.allCases.map { ($0, proxy.messageCount($0)) }
                    if unit == .finding { try writer.review(in: own) }
                    outcome.counts.append(counts.reduce(0) { $0 + $1.1 })
                    let cuts = counts.flatMap { direction, count in
                        (1...max(1, count)).flatMap { message in
                            (-1...1).map { MessageProxy.Cut(direction, message: message, offset: $0) }
                        }
                    }
                    for (number, cut) in cuts.enumerated() where number.isMultiple(of: stride) {
                        if isConnecting { proxy.cutAll() }
                        proxy.expect(cut)
                        try run()
                        outcome.cutCount += 1
                        if proxy.hasStruck { outcome.struckCount += 1 }
                        proxy.expect()
                        // The next finding is to report its step again.
                        if unit == .finding { try writer.review(in: own) }
                        guard outcome.cutCount.isMultiple(of: 50), let other = try writer.addPatient(),
                            let next = try writer.openWorkup(for: other)
                        else { continue }
                        patient = other
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

        @Test("an import that is cut off is done by running it again: each case once")
        func importing() async throws {
            let attempts = Extent.pick(4, whole: 40)
            try await Scenario.importCut.play { trial in
                trial.bar = "exit code 0, 69 or 75; at the second run 0"
                try await Self.withStage { stage, proxy in
                    try await stage.start()
                    _ = try await stage.makeAccess()
                    let count = try await Self.messageCount(stage, proxy)
                    var struckCount = 0
                    for number in 1...attempts {
                        let file = try Self.caseFile(number, in: stage.program.folder)
                        let message = max(1, count * number / attempts)
                        proxy.expect(MessageProxy.Cut(.toServer, message: message, offset: number % 3 - 1))
                        let code = try await stage.program.exitCode(of: Self.command(file))
                        trial.expect([0, 69, 75].contains(code), "a cut at message \(message) ended with \(code)")
                        if proxy.hasStruck { struckCount += 1 }
                        proxy.expect()
                        let again = try await stage.program.exitCode(of: Self.command(file))
                        trial.expect(again == 0, "the second run ended with \(again)")
                    }
                    trial.done = "\(attempts) imports (\(struckCount) cuts struck) of \(count) messages each"
                    trial.expect(struckCount > attempts / 2, "few of the cuts struck")
                    let rows = try await stage.server.rows(
                        """
                        select v.family_name, count(distinct w.id) from patient_version v
                        left join workup w on w.patient_id = v.patient_id
                        where v.version = 1 group by 1 order by 1;
                        """
                    )
                    let expected = Set((0...attempts).map { ["Import-\($0)", "1"] })
                    trial.expect(Set(rows) == expected, "the record holds \(rows)")
                    trial.expect(rows.count == attempts + 1, "\(rows.count) patients")
                    _ = try await stage.stopService()
                }
            }
        }

        /// How many messages an undisturbed import sends.
        private static func messageCount(_ stage: Stage, _ proxy: MessageProxy) async throws -> Int {
            let file = try caseFile(0, in: stage.program.folder)
            proxy.expect()
            _ = try await stage.program.command(command(file))
            return proxy.messageCount(.toServer)
        }

        private static func command(_ file: URL) -> [String] { ["import", file.path(), "--organisation", "UMC"] }

        /// A case of a patient whom no other has.
        private static func caseFile(_ number: Int, in folder: URL) throws -> URL {
            let file = folder.appending(path: "case-\(number).json")
            let text = """
                {"format": "workup-case/1", "source": {"kind": "synthetic"},
                 "patient": {"familyName": "Import-\(number)", "givenNames": ["Irma"], "birthDate": "1970-01-01"},
                 "workup": {"protocol": "mmn", "openedOn": "2026-03-02", "question": "Case \(number)"}}
                """
            try Data(text.utf8).write(to: file)
            return file
        }

        /// A service that reaches its server by the proxy alone, and does little by itself meanwhile.
        private static func withStage(_ body: (Stage, MessageProxy) async throws -> Void) async throws {
            try await Stage.withFolder { folder in
                try await OwnCluster.withCluster(in: folder) { cluster in
                    let proxy = try MessageProxy(to: .unix(folder: cluster.server.socketFolder, port: 5_432))
                    defer { proxy.close() }
                    guard case .unix(_, let port) = proxy.address else { return }
                    let quiet = [
                        "WORKUP_AUDIT_SEAL_MILLISECONDS": "60000", "WORKUP_DATABASE_CONNECTIONS_MAX": "2",
                    ]
                    try await Stage.withStage(on: cluster.server, url: cluster.url(port: port), variables: quiet) {
                        try await body($0, proxy)
                    }
                }
            }
        }
    }
}
