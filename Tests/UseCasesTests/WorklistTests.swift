// The worklist: overdue first, then by due date, undated last; filters; pages without gaps or repeats.
import Domain
import Records
import TestSupport
import Testing
import UseCases

@Suite("The worklist", .database(.clinic))
struct WorklistTests {
    @Test("puts the overdue first, then by due date, the undated last")
    func order() async throws {
        try await TestDatabase.withClinic { clinic in
            let late = try await clinic.openWorkup("Late", openedOn: day("2026-01-01"))
            let soon = try await clinic.openWorkup("Soon", openedOn: day("2026-03-01"))
            let undated = try await clinic.openWorkup("Undated", openedOn: day("2026-02-01"))
            try await endAllSteps(of: undated, clinic)
            let items = try await items(WorklistFilter(), clinic)
            #expect(items.map { $0["workupId"]?.string } == [late, soon, undated].map(\.description))
            #expect(items.first?["nextStep"]?["isOverdue"] == .bool(true))
            #expect(items.last?["nextStep"] == nil)
        }
    }

    @Test("comes page by page, every workup once")
    func pages() async throws {
        try await TestDatabase.withClinic { clinic in
            var expected: Set<String> = []
            for index in 0..<7 {
                let workup = try await clinic.openWorkup("P\(index)", openedOn: day("2026-02-0\(1 + index % 3)"))
                expected.insert(workup.description)
            }
            var seen: [String] = []
            var cursor: String?
            repeat {
                let page = try await ListWorklist.run(
                    WorklistFilter(limit: 3),
                    cursor: cursor,
                    call: clinic.call(),
                    in: clinic.environment
                )
                let list = try JSONReader.read(page.body)["items"]?.array ?? []
                seen += list.compactMap { $0["workupId"]?.string }
                cursor = page.next
            } while cursor != nil && seen.count < 100
            #expect(seen.count == 7 && Set(seen) == expected)
        }
    }

    @Test("narrows by status, step, assignee, organisation, overdue, protocol and text")
    func filters() async throws {
        try await TestDatabase.withClinic { clinic in
            let mine = try await clinic.openWorkup("Mine", openedOn: day("2026-03-01"), question: "Wrist drop right?")
            let other = try await clinic.openWorkup("Other", openedOn: day("2026-01-01"), question: "Foot drop?")
            _ = try await MoveStep.run(
                mine,
                code: "neurologicalExamination",
                expecting: 1,
                StepMove(state: .requested, assigneeID: TestClinic.userID(.nurse), organisation: "REG"),
                call: clinic.call(),
                in: clinic.environment
            )
            _ = try await CloseWorkup.run(
                other,
                expecting: 1,
                CloseWorkup.Input(on: nil, reason: "no MMN"),
                call: clinic.call(),
                in: clinic.environment
            )
            let cases: [(WorklistFilter, [ID<Workup>])] = [
                (WorklistFilter(status: .open), [mine]), (WorklistFilter(status: .closed), [other]),
                (WorklistFilter(step: "neurologicalExamination", stepState: .requested), [mine]),
                (WorklistFilter(stepState: .requested), [mine]),
                (WorklistFilter(assignee: TestClinic.userID(.nurse)), [mine]),
                (WorklistFilter(organisation: "REG"), [mine]), (WorklistFilter(organisation: "NMC"), [mine, other]),
                (WorklistFilter(isOverdue: true), []), (WorklistFilter(isOverdue: false), [mine, other]),
                (WorklistFilter(protocolCode: "cidp"), []), (WorklistFilter(text: "wrist"), [mine]),
            ]
            for (filter, expected) in cases {
                let found = try await items(filter, clinic).compactMap { $0["workupId"]?.string }
                #expect(found == expected.map(\.description), "\(filter)")
            }
        }
    }

    @Test("refuses a cursor that no page gave")
    func badCursor() async throws {
        try await TestDatabase.withClinic { clinic in
            let error = await failure {
                try await ListWorklist.run(
                    WorklistFilter(),
                    cursor: "nonsense",
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(error?.category == .invalidInput)
        }
    }

    private func items(_ filter: WorklistFilter, _ clinic: TestClinic) async throws -> [JSONValue] {
        let page = try await ListWorklist.run(filter, cursor: nil, call: clinic.call(), in: clinic.environment)
        return try JSONReader.read(page.body)["items"]?.array ?? []
    }

    private func endAllSteps(of workup: ID<Workup>, _ clinic: TestClinic) async throws {
        for code in try await clinic.document(workup).steps.map(\.code) {
            let step = try await clinic.step(code, of: workup)
            _ = try await MoveStep.run(
                workup,
                code: code,
                expecting: step.version,
                StepMove(state: .notNeeded, reason: "test"),
                call: clinic.call(),
                in: clinic.environment
            )
        }
    }
}
