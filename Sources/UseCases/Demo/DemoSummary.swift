// What the demo brought, and where to look first.
package import Domain
import Records

extension LoadDemo {
    /// How much of each noun was loaded, and what is good to show.
    package struct Summary: Sendable, Hashable {
        package let organisations: Int
        package let users: Int
        package let patients: Int
        package let workups: Int
        package let administrations: Int
        package let outcomes: Int
        package let meetings: Int
        /// A workup with findings, treatment and a place on the coming agenda.
        package let workupID: ID<Workup>
        /// A step of that workup that can be moved now.
        package let stepCode: String
        /// The version to move it against.
        package let stepVersion: Int
        /// Where it can go with nothing more said.
        package let stepState: StepState
        /// The planned meeting, with cases on its agenda.
        package let meetingID: ID<Meeting>
        /// The meeting that was held and signed.
        package let signedMeetingID: ID<Meeting>
        /// The login of the centre's neurologist.
        package let login: String

        package init(
            organisations: Int,
            users: Int,
            patients: Int,
            workups: Int,
            administrations: Int,
            outcomes: Int,
            meetings: Int,
            workupID: ID<Workup>,
            stepCode: String,
            stepVersion: Int,
            stepState: StepState,
            meetingID: ID<Meeting>,
            signedMeetingID: ID<Meeting>,
            login: String
        ) {
            self.organisations = organisations
            self.users = users
            self.patients = patients
            self.workups = workups
            self.administrations = administrations
            self.outcomes = outcomes
            self.meetings = meetings
            self.workupID = workupID
            self.stepCode = stepCode
            self.stepVersion = stepVersion
            self.stepState = stepState
            self.meetingID = meetingID
            self.signedMeetingID = signedMeetingID
            self.login = login
        }

        /// The JSON that `workup demo load --output json` prints.
        package static let codec: Codec<Summary> = .object(
            "DemoSummary",
            Summary.init(
                organisations:
                users:
                patients:
                workups:
                administrations:
                outcomes:
                meetings:
                workupID:
                stepCode:
                stepVersion:
                stepState:
                meetingID:
                signedMeetingID:
                login:
            ),
            .required("organisations", \.organisations, .integer(0...1_000)),
            .required("users", \.users, .integer(0...1_000)),
            .required("patients", \.patients, .integer(0...1_000)),
            .required("workups", \.workups, .integer(0...1_000)),
            .required("administrations", \.administrations, .integer(0...10_000)),
            .required("outcomes", \.outcomes, .integer(0...10_000)),
            .required("meetings", \.meetings, .integer(0...1_000)),
            .required("workupId", \.workupID, .id()),
            .required("stepCode", \.stepCode, .openCode()),
            .required("stepVersion", \.stepVersion, .integer(1...10_000)),
            .required("stepState", \.stepState, .code),
            .required("meetingId", \.meetingID, .id()),
            .required("signedMeetingId", \.signedMeetingID, .id()),
            .required("login", \.login, User.loginCodec)
        )
    }

    /// The summary of what was told.
    static func summary(of stage: DemoStage) async throws -> Summary {
        let workup = try stage.workup("definite")
        let (step, state) = try await movableStep(of: workup, call: stage.call, stage.environment)
        return Summary(
            organisations: DemoPeople.organisations.count,
            users: DemoPeople.all.count,
            patients: Set(stage.patients.values).count,
            workups: stage.workups.count,
            administrations: stage.administrationCount,
            outcomes: stage.outcomeCount,
            meetings: stage.meetings.count,
            workupID: workup,
            stepCode: step.code,
            stepVersion: step.version,
            stepState: state,
            meetingID: try stage.meeting(.planned),
            signedMeetingID: try stage.meeting(.held),
            login: DemoPeople.testinga.login
        )
    }

    /// A step that waits for review, else one that can be asked for.
    private static func movableStep(
        of workup: ID<Workup>,
        call: Call,
        _ environment: Environment
    ) async throws -> (StepDocument, StepState) {
        let steps = try await environment.record.write(as: call.identity(at: environment.now())) { transaction in
            try await transaction.steps(of: workup, today: environment.today)?.1 ?? []
        }
        if let step = steps.first(where: { $0.state == .reported }) { return (step, .reviewed) }
        if let step = steps.first(where: { $0.state == .planned && $0.cannotStartYet.isEmpty }) {
            return (step, .requested)
        }
        throw DemoStage.broken("no step of the workup to show can be moved")
    }
}
