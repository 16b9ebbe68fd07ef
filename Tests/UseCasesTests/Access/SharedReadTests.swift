// Reads that share a transaction: each sees what its own person may see, and the log says so, whoever came before.
import Domain
import FoundationEssentials
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@Suite("Reads that share a transaction", .database(.clinic))
struct SharedReadTests {
    @Test("show each person their own, however they are mixed, and are in the log as theirs")
    func ownRows() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let own = try await clinic.openWorkup()
            let (centre, hospital) = (clinic.call(), try stage.regional())
            // More than there are connections, so that they have to wait, and then go together.
            let sights = await withTaskGroup(of: (Bool, Sight).self) { group in
                for number in 0..<120 {
                    let isCentre = number % 3 != 0
                    group.addTask { (isCentre, await stage.sight(own, by: isCentre ? centre : hospital)) }
                }
                return await group.reduce(into: [(Bool, Sight)]()) { $0.append($1) }
            }
            #expect(sights.filter { $0.0 }.allSatisfy { $0.1 == .whole })
            #expect(sights.filter { !$0.0 }.allSatisfy { $0.1 == .nothing })
            let outcomes = try await clinic.logRows(
                """
                select user_name, outcome, count(*) from audit_event where event_code = 'ReadWorkup'
                group by user_name, outcome order by user_name, outcome
                """
            )
            #expect(outcomes.map { $0[1] } == ["0", "8"] || outcomes.map { $0[1] } == ["8", "0"], "\(outcomes)")
            #expect(Set(outcomes.map { $0[2] }) == ["80", "40"], "\(outcomes)")
            let mixed = try await clinic.logRows(
                """
                select count(*) from (
                    select from audit_event where event_code = 'ReadWorkup'
                    group by transaction_id having count(distinct user_id) > 1) t
                """
            )
            #expect(mixed != [["0"]], "no two people shared a transaction: nothing was tried")
        }
    }

    @Test("rely on nothing that entering does not set")
    func enteringSetsAll() async throws {
        try await AccessClinic.run { stage in
            let settings = try await stage.clinic.logRows(
                #"""
                select distinct m[1] from pg_proc p, regexp_matches(p.prosrc, '(workup\.[a-z]+)''', 'g') m
                where p.pronamespace = 'public'::regnamespace order by 1
                """#
            ).compactMap { $0[0] }
            let entering = try await stage.clinic.logRows(
                """
                select p.prosrc from pg_proc p
                where p.proname = 'access_enter' and p.pronamespace = 'public'::regnamespace
                """
            ).compactMap { $0[0] }.joined()
            #expect(settings.count >= 7, "\(settings)")
            #expect(settings.filter { !entering.contains("set_config('\($0)'") } == [])
        }
    }
}
