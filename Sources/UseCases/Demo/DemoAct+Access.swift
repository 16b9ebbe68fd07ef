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

    /// An organisation asks to see a patient whose number it knows from a letter.
    static func ask(_ identifier: PatientIdentifier, reason: String) -> DemoAct {
        DemoAct { _, moment in
            _ = try await RequestAccess.run(
                RequestAccess.Input(identifier: identifier, reason: reason),
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// Whoever sees the patient grants what was asked: to know who they are.
    static func grant(_ name: String, reason: String) -> DemoAct {
        DemoAct { stage, moment in
            guard let patient = stage.patients[name] else { throw DemoStage.broken("case \(name) was not opened") }
            let page = try await ListAccessRequests.run(call: moment.call, in: moment.environment)
            let requests = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
            let asked = requests.first { $0["patient"]?["id"]?.string == patient.description }
            guard let id = asked?["id"]?.string.flatMap({ ID<AccessRequest>($0) }) else {
                throw DemoStage.broken("nobody asked to see \(name)")
            }
            _ = try await DecideAccessRequest.run(
                patient,
                id,
                DecideAccessRequest.Input(scope: .person, reason: reason),
                call: moment.call,
                in: moment.environment
            )
        }
    }
}
