// Reports from a standby: what is read there, what only the primary may answer, and what never reaches a reader.
import Foundation
import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension Faults {
    @Suite("Reports from a replica", .timeLimit(.minutes(10)))
    struct ReplicaTests {
        private static let behindSecondsMax = 4

        @Test("reports come from the replica with their moment; log, rights and all that is too late are the primary's")
        func reports() async throws {
            try await Self.withPair { stage, primary, standby in
                try await stage.start()
                let reader = Reader(access: try await stage.makeAccess())
                let patients = try await reader.add(6)
                let meeting = try await reader.planMeeting(of: patients)
                try await level(standby, with: primary)

                let first = try await reader.statistics()
                #expect(first.people == 6)
                #expect(first.knownAt != nil)
                let pack = try await reader.get("/meetings/\(meeting)/report?format=json&part=agenda")
                #expect(pack.status == 200)
                #expect(pack.fields["workup-known-at"] != nil)
                #expect(pack.text.contains(#""knownAt":"\#(pack.fields["workup-known-at"] ?? "")""#))
                #expect(try await primary.events("PrintCaseReport") == 1)

                try await paused(reader, primary, standby)
                try await away(reader, primary, standby)
                try await withdrawn(reader, patients, primary, standby)

                // Nothing that writes was ever sent there.
                #expect(!standby.log.contains("read-only transaction"))
                #expect(!standby.log.contains("during recovery"))

                // No line of the log, no report, although the replica could give it.
                try await primary.kill()
                #expect(try await reader.get("/statistics").status == 503)
            }
        }

        /// The replica stands still: it answers for as long as it is near enough, and the log is the primary's.
        private func paused(_ reader: Reader, _ primary: OwnCluster, _ standby: OwnCluster) async throws {
            try await standby.replay("pause")
            let events = try await primary.events("ReadStatistics")
            _ = try await reader.add(2)
            let behind = try await reader.statistics()
            #expect(behind.people == 6, "what only the replica says")
            #expect(behind.knownAt.map { $0 < Date() } == true)
            #expect(try await primary.events("ReadStatistics") == events + 1)
            #expect(try await standby.events("ReadStatistics") == events)

            try await Task.sleep(for: .seconds(Self.behindSecondsMax + 1))
            let late = try await reader.statistics()
            #expect(late.people == 8, "too far behind: the primary answers")
            #expect(late.knownAt == nil)

            try await standby.replay("resume")
            try await level(standby, with: primary)
            let again = try await reader.statistics()
            #expect(again.people == 8)
            #expect(again.knownAt != nil)
        }

        /// The replica does not answer, then is gone, then comes back: nobody who reads is told.
        private func away(_ reader: Reader, _ primary: OwnCluster, _ standby: OwnCluster) async throws {
            standby.server.signalAll(SIGSTOP)
            let silent = try await reader.statistics()
            #expect(silent.people == 8)
            #expect(silent.knownAt == nil)
            standby.server.signalAll(SIGCONT)
            try await standby.kill()
            let gone = try await reader.statistics()
            #expect(gone.people == 8)
            #expect(gone.knownAt == nil)
            try await standby.start()
            try await level(standby, with: primary)
            // It was left alone for a while.
            for _ in 0..<60 {
                if try await reader.statistics().knownAt != nil { return }
                try await Task.sleep(for: .milliseconds(500))
            }
            Issue.record("the replica came back and is not read")
        }

        /// What a reader may no longer see is not shown from where that is not known yet.
        private func withdrawn(
            _ reader: Reader,
            _ patients: [String],
            _ primary: OwnCluster,
            _ standby: OwnCluster
        ) async throws {
            try await standby.replay("pause")
            #expect(try await reader.statistics().knownAt != nil)
            _ = try await primary.server.rows(
                """
                insert into access_objection (patient_id, id, grantee_kind, grantee_id, reason, origin_id, recorded_at)
                select '\(patients[0])', i, 'user', (select id from app_user where login = 'c.rash'), 'drill', i, now()
                from gen_random_uuid() i
                """
            )
            let objected = try await reader.statistics()
            #expect(objected.people == 7, "an objection that the replica does not know")
            #expect(objected.knownAt == nil)
            try await standby.replay("resume")
            try await level(standby, with: primary)
            #expect(try await reader.statistics().knownAt != nil)

            try await standby.replay("pause")
            #expect(try await reader.statistics().knownAt != nil)
            _ = try await primary.server.rows(
                """
                update access_relation set valid_until = now(), ended_at = now()
                where patient_id = '\(patients[1])' and scope in ('workup', 'record')
                """
            )
            let ended = try await reader.statistics()
            #expect(ended.people == 6, "a relation that ended, which the replica does not know")
            #expect(ended.knownAt == nil)
            try await standby.replay("resume")
        }

        /// Waits until a standby has all that its primary has now.
        private func level(_ standby: OwnCluster, with primary: OwnCluster) async throws {
            let place = try await primary.server.rows("select pg_current_wal_flush_lsn()")[0][0]
            for _ in 0..<600 {
                let there = try? await standby.server.rows("select pg_last_wal_replay_lsn() >= '\(place)'")
                if there?.first?.first == "t" { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            Issue.record("the standby does not come along")
        }

        /// A primary with a standby beside it, and a service that knows both.
        private static func withPair(
            _ body: (Stage, _ primary: OwnCluster, _ standby: OwnCluster) async throws -> Void
        ) async throws {
            try await Stage.withFolder { folder in
                try await OwnCluster.withCluster(in: folder.appending(path: "primary")) { primary in
                    try await primary.withStandby(in: folder.appending(path: "standby"), name: "reports") { standby in
                        let variables = [
                            "WORKUP_DATABASE_REPLICAS": standby.url(),
                            "WORKUP_DATABASE_REPLICA_BEHIND_SECONDS_MAX": "\(behindSecondsMax)",
                        ]
                        try await Stage.withStage(on: primary.server, url: primary.url(), variables: variables) {
                            try await body($0, primary, standby)
                        }
                    }
                }
            }
        }
    }
}

/// Somebody who writes a little and reads reports.
private struct Reader: Sendable {
    let access: ServiceAccess

    /// The statistics of two years, and of which moment they are.
    func statistics() async throws -> (people: Int?, knownAt: Date?) {
        let answer = try await get("/statistics")
        struct Figures: Decodable {
            struct Count: Decodable {
                let count: Int?
            }
            let people: Count
        }
        let figures = try? JSONDecoder().decode(Figures.self, from: answer.body)
        // To the second: beneath that Foundation reads thousandths alone.
        let knownAt = answer.fields["workup-known-at"].flatMap { try? Date($0.prefix(19) + "Z", strategy: .iso8601) }
        return (figures?.people.count, knownAt)
    }

    /// Adds patients, each with a workup; their ids.
    func add(_ count: Int) async throws -> [String] {
        var patients: [String] = []
        for _ in 0..<count {
            let key = "replica-\(UInt32.random(in: 0 ... .max))"
            let patient = try await made(Writer.patientRequest(access, key))
            _ = try await made(Writer.workupRequest(access, "\(key)-w", for: patient))
            patients.append(patient)
        }
        return patients
    }

    /// A meeting on which the first of some patients is discussed; its id.
    func planMeeting(of patients: [String]) async throws -> String {
        let workups = try await get("/patients/\(patients[0])/workups")
        struct Workups: Decodable {
            struct Item: Decodable {
                let id: String
            }
            let items: [Item]
        }
        let workup = try JSONDecoder().decode(Workups.self, from: workups.body).items[0].id
        let day = Date(timeIntervalSinceNow: 86_400 * 3).formatted(.iso8601)
        let meeting = try await made(access.request("POST", "/meetings", body: #"{"startsAt": "\#(day)"}"#))
        let item = access.request("POST", "/meetings/\(meeting)/cases", body: #"{"workupId": "\#(workup)"}"#)
        let answer = try await send(item)
        try #require(answer.isSuccess, "\(answer.status) \(answer.text)")
        return meeting
    }

    func get(_ path: String) async throws -> LoopbackAnswer { try await send(access.request("GET", path)) }

    private func made(_ request: LoopbackRequest) async throws -> String {
        let answer = try await send(request)
        return try #require(answer.isSuccess ? answer.id : nil, "\(answer.status) \(answer.text)")
    }

    private func send(_ request: LoopbackRequest) async throws -> LoopbackAnswer {
        let port = access.port
        return try await onOwnThread { try LoopbackClient(port: port, secondsMax: 40).send(request) }
    }
}

extension OwnCluster {
    /// How many events of a kind its log has.
    fileprivate func events(_ code: String) async throws -> Int {
        Int(try await server.rows("select count(*) from audit_event where event_code = '\(code)'")[0][0]) ?? -1
    }

    /// Stops a standby from taking over what it receives, or lets it go on.
    fileprivate func replay(_ act: String) async throws {
        _ = try await server.rows("select pg_wal_replay_\(act)()", database: "postgres")
        for _ in 0..<100 where act == "pause" {
            if try await server.rows("select pg_get_wal_replay_pause_state()", database: "postgres")[0][0] == "paused" {
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
