// No log, no data: what the API gives out when no line can be written; and who may read the log over it.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PostgreSQL
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The API and the access log", .database(.clinic))
struct LogRouteTests {
    @Test(
        "answers 503 without a byte of data to every read of a patient while the log takes no line",
        arguments: [
            "revoke insert on audit_event from workup, workup_service, workup_machine",
            """
            create function stop_audit() returns trigger language plpgsql as
                $$ begin raise exception 'the log is full'; end $$;
            create trigger stop_audit before insert on audit_event for each row execute function stop_audit()
            """,
        ]
    )
    func stopped(sql: String) async throws {
        try await ClinicClient.run { clinic in
            let patient = try await clinic.send(
                .post,
                "/api/v1/patients",
                .object(("familyName", "Canary"), ("sex", "male"))
            )
            let workup = try await clinic.send(
                .post,
                "/api/v1/patients/\(patient.locationID)/workups",
                .object(("protocol", "mmn"), ("question", "Canary?"))
            )
            let path = try #require(workup.headers[.location])
            _ = try await clinic.clinic.logRows(sql)
            let reads = [
                "/api/v1/patients/\(patient.locationID)", "/api/v1/patients/\(patient.locationID)/workups",
                "/api/v1/workups", path, "\(path)/steps", "\(path)/steps/examination", "\(path)/findings",
                "\(path)/evaluations", "\(path)/evaluations/history", "\(path)/treatments", "\(path)/report",
            ]
            for read in reads {
                let answer = try await clinic.send(.get, read)
                #expect(answer.status == .serviceUnavailable, "\(read)")
                #expect(!answer.text.contains("Canary"), "\(read)")
            }
            let found = try await clinic.send(
                .post,
                "/api/v1/patients/search",
                .object(("familyName", "Canary"))
            )
            #expect(found.status == .serviceUnavailable && !found.text.contains("Canary"))
            let added = try await clinic.send(
                .post,
                "/api/v1/patients",
                .object(("familyName", "Another"), ("sex", "male"))
            )
            #expect(added.status == .serviceUnavailable)
            let count = try await clinic.clinic.logRows("select count(*) from patient")
            #expect(count == [["1"]])
        }
    }

    @Test("gives the log to the privacy officer alone")
    func roles() async throws {
        try await ClinicClient.run { clinic in
            let read = try await clinic.send(.get, "/api/v1/audit?limit=5", as: .privacyOfficer)
            #expect(read.status == .ok)
            #expect(try read.json["items"]?.array?.isEmpty == false)
            for role in Role.allCases where role != .privacyOfficer {
                let refused = try await clinic.send(.get, "/api/v1/audit", as: role)
                #expect(refused.status == .forbidden, "\(role)")
            }
        }
    }
}
