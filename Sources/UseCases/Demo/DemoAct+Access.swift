// What people of the demo clinic do so that others can look along.
import Domain
import Records

extension DemoAct {
    /// A workup is shared with another organisation.
    static func share(_ name: String, with organisation: Organisation, reason: String) -> DemoAct {
        DemoAct { stage, moment in
            let workup = try stage.workup(name)
            guard let patient = stage.patients[name] else { throw DemoStage.broken("case \(name) was not opened") }
            _ = try await ShareRecord.run(
                patient,
                ShareRecord.Input(
                    grantee: AccessGranteeInput.Members(organisation: organisation.code, team: nil, user: nil),
                    workup: workup,
                    reason: reason,
                    until: nil
                ),
                call: moment.call,
                in: moment.environment
            )
        }
    }
}
