// The page by which somebody breaks the glass: the patient by a number, the reason, a check, and then the record.
import Domain
import Pages
import UseCases

/// `/emergency-access`.
enum EmergencyPageRoutes {
    static let all = Route.checked(
        EmergencyForms.address,
        "emergencyAccess",
        "Opens the record of one patient for four hours, with a reason that the privacy officer reads.",
        .breakGlass,
        in: .patients,
        EmergencyTyped.codec
    ) { exchange in
        EmergencyForms.asked(
            organisation: exchange.call.actor.organisationCode,
            organisations: try await exchange.people().organisations,
            hours: OpenEmergencyAccess.hours,
            key: exchange.newKey,
            exchange.wording
        )
    } body: { exchange, _, typed in
        let patient = try await exchange.breakGlass(typed)
        let open = try await exchange.workups(of: patient).filter { $0.status == .open }
        guard open.count == 1, let workup = open.first else { return .redirect(to: "/patients/\(patient)") }
        return .redirect(to: "/workups/\(workup.id)")
    }
}

/// What was typed to break the glass.
struct EmergencyTyped: Sendable, Hashable {
    let identifier: PatientIdentifier
    let reason: String

    /// The JSON of the form.
    static let codec: Codec<EmergencyTyped> = Codec.object(
        "EmergencyTyped",
        EmergencyTyped.init(identifier:reason:),
        .required("identifier", \.identifier, PatientIdentifier.codec),
        .required("reason", \.reason, .note(max: 2_000))
    ).checked { typed, reading in reading.requireEmergencyReason(typed.reason) }
}

extension PageExchange {
    /// Breaks the glass; that nobody has the number is told at its field.
    fileprivate func breakGlass(_ typed: EmergencyTyped) async throws(UseCaseError) -> ID<Patient> {
        let input = OpenEmergencyAccess.Input(patient: nil, identifier: typed.identifier, reason: typed.reason)
        do throws(UseCaseError) {
            return try await OpenEmergencyAccess.run(input, call: call, in: environment).patient
        } catch {
            guard error.category == .notFound else { throw error }
            throw .invalid(
                "/identifier/value",
                .unknownCode,
                en: "There is no patient with this number. Nothing was opened; that you asked is in the access log.",
                nl:
                    "Er is geen patiënt met dit nummer. Er is niets geopend; dat u het vroeg staat in het toegangslogboek."
            )
        }
    }
}
