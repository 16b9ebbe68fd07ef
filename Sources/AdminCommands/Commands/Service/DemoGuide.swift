// What to try with the demo clinic: who to sign in as, a token, and five commands with ids that are really there.
import Domain
import Records
import UseCases

/// Lines to paste.
struct DemoGuide: Sendable {
    /// One line, and what it shows.
    struct Line {
        let title: Localized
        let line: String
    }

    /// The token of the demo's neurologist, for as long as a demo lasts.
    let token: String
    /// As whom one can sign in on the pages.
    let signIns: [DemoSignIn]
    private let workup: ID<Workup>
    private let step: Step
    private let meeting: ID<Meeting>?
    private let today: LocalDate

    /// A step that can be requested now.
    private struct Step: Sendable {
        let workup: ID<Workup>
        let code: String
        let version: Int
        let state: StepState
    }

    /// The demo's neurologist of the centre, who may do all that the lines do.
    private static let login = "f.testinga"
    /// How long the token counts: a demo is looked at for days, not years.
    private static let tokenSeconds: Int64 = 30 * 86_400

    /// The lines, the five acts of the house in one glance.
    func commands(_ address: String) -> [Line] {
        let base = "\(address)/api/v1"
        let authorisation = "-H 'Authorization: Bearer \(token)'"
        let json = "-H 'Content-Type: application/json'"
        var lines = [
            Line(
                title: Localized(en: "the worklist: overdue first", nl: "de werklijst: eerst wat te laat is"),
                line: "curl -sS \(authorisation) '\(base)/workups?status=open'"
            ),
            Line(
                title: Localized(en: "one workup, whole", nl: "één traject, helemaal"),
                line: "curl -sS \(authorisation) \(base)/workups/\(workup)"
            ),
            Line(
                title: Localized(en: "a step moved", nl: "een stap verzet"),
                line: "curl -sS -X PATCH \(authorisation) \(json) -H 'If-Match: \"\(step.version)\"' "
                    + "-d '{\"state\":\"\(step.state.rawValue)\"}' \(base)/workups/\(step.workup)/steps/\(step.code)"
            ),
            Line(
                title: Localized(en: "a finding added", nl: "een bevinding toegevoegd"),
                line: "curl -sS -X POST \(authorisation) \(json) -d '{\"kind\":\"laboratory\",\"body\":"
                    + "{\"performedOn\":\"\(today)\",\"code\":\"ck\",\"value\":240,\"unit\":\"U/L\",\"band\":\"high\"}}' "
                    + "\(base)/workups/\(workup)/findings"
            ),
        ]
        if let meeting {
            lines.append(
                Line(
                    title: Localized(en: "the meeting's report", nl: "het verslag van het overleg"),
                    line: "curl -sS \(authorisation) '\(base)/meetings/\(meeting)/report?format=text&language=nl'"
                )
            )
        }
        return lines
    }
}

extension DemoGuide {
    /// Loads the demo where the record is empty, and finds what to try.
    ///
    /// - Returns: nil where the record is not the demo's; then nothing is made in it.
    static func prepared(_ session: Session) async throws -> DemoGuide? {
        let users = try session.items(await ListUsers.run(call: session.call, in: session.environment))
        if users.isEmpty {
            session.run.console.say(Localized(en: "Loading the demo clinic.", nl: "De demokliniek wordt geladen."))
            let summary = try await LoadDemo.run(call: session.call, in: session.environment)
            let step = Step(
                workup: summary.workupID,
                code: summary.stepCode,
                version: summary.stepVersion,
                state: summary.stepState
            )
            return try await guide(session, workup: summary.workupID, step, meeting: summary.signedMeetingID)
        }
        guard users.contains(where: { $0["login"]?.string == login }) else {
            session.run.console.say(
                Localized(
                    en: "The record is not empty and not the demo's: nothing was loaded and no token was made.",
                    nl: "Het dossier is niet leeg en niet dat van de demo: er is niets geladen en geen token gemaakt."
                )
            )
            return nil
        }
        return try await found(session)
    }

    /// What to try in a demo that was loaded before, whatever has become of it.
    private static func found(_ session: Session) async throws -> DemoGuide? {
        let worklist = try session.items(
            await ListWorklist.run(
                WorklistFilter(status: .open),
                cursor: nil,
                call: session.call,
                in: session.environment
            )
        )
        let workups = worklist.compactMap { $0["workupId"]?.string.flatMap { ID<Workup>($0) } }
        guard let first = workups.first, let step = try await requestable(in: workups, session) else { return nil }
        let meetings = try session.items(
            await ListMeetings.run(
                from: nil,
                to: nil,
                organisation: nil,
                call: session.call,
                in: session.environment
            )
        )
        let meeting = meetings.first.flatMap { $0["id"]?.string }.flatMap { ID<Meeting>($0) }
        return try await guide(session, workup: first, step, meeting: meeting)
    }

    /// The guide with a token of its own.
    private static func guide(
        _ session: Session,
        workup: ID<Workup>,
        _ step: Step,
        meeting: ID<Meeting>?
    ) async throws -> DemoGuide? {
        let environment = session.environment
        let input = CreateToken.Input(
            login: login,
            name: "demo",
            expiresAt: environment.now().addingSeconds(tokenSeconds)
        )
        let answer = try await CreateToken.run(input, call: session.call, in: environment)
        guard let token = try JSONReader.read(answer.body)["token"]?.string else { return nil }
        return DemoGuide(
            token: token,
            signIns: try await DemoSignIn.prepared(session),
            workup: workup,
            step: step,
            meeting: meeting,
            today: environment.today
        )
    }

    /// The first step of the worklist's workups that is planned and waits for nothing.
    private static func requestable(in workups: [ID<Workup>], _ session: Session) async throws -> Step? {
        for workup in workups {
            let steps = try session.items(
                await ListSteps.run(workup, asOf: nil, call: session.call, in: session.environment)
            )
            for step in steps where step["state"] == "planned" && (step["cannotStartYet"]?.array ?? []).isEmpty {
                if let code = step["code"]?.string, case .number(let version)? = step["version"] {
                    return Step(workup: workup, code: code, version: version.integer ?? 1, state: .requested)
                }
            }
        }
        return nil
    }
}

extension Session {
    /// The items of a page.
    func items(_ page: Page) throws -> [JSONValue] {
        try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
    }
}
