// The page on which an organisation asks to see a patient whose number it has.
import Domain
import Pages
import UseCases

/// `/access-requests`.
enum AskingPageRoutes {
    static let all = Route.checked(
        AskingForms.address,
        "askAccess",
        "Asks to see a patient by a number; the answer says nothing of whether there is one.",
        .changePatients,
        in: .patients,
        problems: [.tooManyAccessRequests],
        RequestAccess.Input.codec
    ) { exchange in
        AskingForms.asked(
            organisation: exchange.call.actor.organisationCode,
            organisations: try await exchange.people().organisations,
            key: exchange.newKey,
            exchange.wording
        )
    } body: { exchange, _, input in
        _ = try await RequestAccess.run(input, call: exchange.call, in: exchange.environment)
        return .redirect(to: "/patients?asked=true")
    }
}
