// A stream whose connection breaks at any byte is whole, or says that it is not.
import PostgreSQL
import PostgreSQLTestKit
import Testing

private let numbers = Statement<Int32, Int32>("n", "select * from generate_series(1, $1)", nonNull: .all)

@Suite("A stream that breaks at any byte", .tags(.slow), .usesServer, .timeLimit(.minutes(2)))
struct StreamCutTests {
    @Test("rows: all of them, or an error", arguments: SocketProxy.Fault.Effect.breaking)
    func rows(effect: SocketProxy.Fault.Effect) async throws {
        let loop = AnomalyLoop(effect: effect, count: .only(.toClient), step: 3)
        let report = try await loop.run(on: try await PrivateServer.shared.value, .undoing) { _, _, database in
            let sum = try await database.stream(numbers(60)) { rows in
                var sum = 0
                for try await row in rows { sum += Int(row) }
                return sum
            }
            #expect(sum == 60 * 61 / 2)
        }
        #expect(report.answers["connection", default: 0] > 0)
        #expect(report.answers["done", default: 0] >= 3)
        #expect(Set(report.answers.keys).isSubset(of: ["connection", "done"]), "\(report.answers)")
    }

    @Test("COPY out: all bytes, or an error", arguments: SocketProxy.Fault.Effect.breaking)
    func copyOut(effect: SocketProxy.Fault.Effect) async throws {
        let copy = CopyOut("o", of: "select * from generate_series(1, 60)")
        let loop = AnomalyLoop(effect: effect, count: .only(.toClient), step: 3)
        let report = try await loop.run(on: try await PrivateServer.shared.value, .undoing) { _, _, database in
            let bytes = try await database.copyOut(copy) { chunks in
                var bytes: [UInt8] = []
                for try await chunk in chunks { bytes += chunk }
                return bytes
            }
            #expect(bytes == Array((1...60).map { "\($0)\n" }.joined().utf8))
        }
        #expect(report.answers["connection", default: 0] > 0)
        #expect(report.answers["done", default: 0] >= 3)
        #expect(Set(report.answers.keys).isSubset(of: ["connection", "done"]), "\(report.answers)")
    }
}

extension SocketProxy.Fault.Effect {
    /// Those after which the client hears nothing more.
    fileprivate static let breaking: [Self] = [.cut, .halfClose(.toClient)]
}
