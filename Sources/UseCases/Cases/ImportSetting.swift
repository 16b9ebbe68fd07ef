// What all transactions of one import share: who imports, the protocols the cases are on, and the organisations.
import Domain
import Records

/// Read once before the cases are stored.
struct ImportSetting: Sendable {
    let environment: Environment
    let call: Call
    /// The organisation that the caller named.
    let organisation: String?
    /// The active protocols that the cases name.
    let protocols: [String: CareProtocol]
    /// The organisations that are there, by code.
    let organisations: [String: ID<Organisation>]
    /// Whether an organisation has to be added: two transactions would both add it, and one of them in vain.
    let needsOneLane: Bool

    init(
        for cases: [ReadCase],
        organisation: String?,
        call: Call,
        in environment: Environment
    ) async throws {
        self.environment = environment
        self.call = call
        self.organisation = organisation
        let files = cases.compactMap(\.file)
        let protocolCodes = Set(files.map(\.workup.protocolCode)).sorted()
        let patients = files.compactMap(\.patient)
        let organisationCodes = Set(
            patients.compactMap { ImportSetting.organisationCode(organisation, call, $0) }
        ).sorted()
        (protocols, organisations) = try await environment.record.write { transaction in
            var protocols: [String: CareProtocol] = [:]
            for code in protocolCodes {
                guard let body = try await transaction.protocolBody(code: code, version: nil) else { continue }
                protocols[code] = try CareProtocol.codec.decode(body)
            }
            var organisations: [String: ID<Organisation>] = [:]
            for code in organisationCodes {
                if let id = try await transaction.organisation(code: code) { organisations[code] = id }
            }
            return (protocols, organisations)
        }
        needsOneLane = organisations.count < organisationCodes.count
    }

    /// The code of the organisation that answers for a patient's case; nil where it is the caller's own or the only one.
    func organisationCode(for patient: Patient) -> String? {
        ImportSetting.organisationCode(organisation, call, patient)
    }

    private static func organisationCode(_ organisation: String?, _ call: Call, _ patient: Patient) -> String? {
        if let organisation { return organisation }
        guard call.actor.organisationID == nil else { return nil }
        for case .hospital(let code) in patient.identifiers.map(\.system) { return code }
        return nil
    }
}
