// Short ways to give access on and to take it back, by whoever is to do it; and a third hospital.
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

extension AccessClinic {
    /// A neurologist of a third hospital, made the first time.
    func third() async throws -> Call {
        let known = try await clinic.rows("select 1 from organisation where code = 'DRD'")
        if known.isEmpty {
            _ = try await AddOrganisation.run(
                Organisation(code: "DRD", name: "Third Hospital", kind: .regionalHospital),
                call: TestClinic.machine,
                in: environment
            )
            _ = try await AddUser.run(
                AddUser.Input(login: "drd.neurologist", name: "Third", role: .neurologist, organisation: "DRD"),
                call: TestClinic.machine,
                in: environment
            )
        }
        return try await clinic.call(login: "drd.neurologist")
    }

    /// Somebody gives a workup, or everything of its patient, on.
    @discardableResult
    func give(
        _ workup: ID<Workup>,
        to members: AccessGranteeInput.Members,
        until: Instant? = nil,
        by call: Call
    ) async throws -> ID<AccessRelation> {
        ID(
            try await ShareRecord.run(
                patient(of: workup),
                ShareRecord.Input(grantee: members, workup: workup, reason: "treated together", until: until),
                call: call,
                in: environment
            ).id
        )
    }

    /// Somebody breaks the glass for a patient.
    func breakGlass(for patient: ID<Patient>, by call: Call) async throws {
        _ = try await OpenEmergencyAccess.run(
            OpenEmergencyAccess.Input(
                patient: patient,
                identifier: nil,
                reason: "unconscious at the emergency department"
            ),
            call: call,
            in: environment
        )
    }

    /// A relation is ended by hand.
    func end(_ relation: ID<AccessRelation>, of patient: ID<Patient>, by call: Call) async throws {
        _ = try await EndRelation.run(
            patient,
            relation,
            EndRelation.Input(reason: "over"),
            call: call,
            in: environment
        )
    }

    /// Opens a workup for a patient who is there.
    @discardableResult
    func open(_ patient: ID<Patient>, for organisation: String? = nil, by call: Call) async throws -> ID<Workup> {
        let input = OpenWorkup.Input(
            protocolCode: "mmn",
            openedOn: nil,
            question: nil,
            referredBy: nil,
            organisation: organisation,
            assigneeID: nil
        )
        return ID(try await OpenWorkup.run(patient, input, call: call, in: environment).id)
    }

    /// An objection is recorded by somebody.
    @discardableResult
    func object(
        _ patient: ID<Patient>,
        organisation: String? = nil,
        user: String? = nil,
        by call: Call
    ) async throws -> ID<AccessObjection> {
        let members = AccessGranteeInput.Members(organisation: organisation, team: nil, user: user)
        return ID(
            try await RecordObjection.run(
                patient,
                RecordObjection.Input(grantee: members, reason: "said so"),
                call: call,
                in: environment
            ).id
        )
    }

    /// An objection is lifted by somebody; gives the answer.
    @discardableResult
    func lift(_ objection: ID<AccessObjection>, of patient: ID<Patient>, by call: Call) async throws -> String {
        let answer = try await LiftObjection.run(
            patient,
            objection,
            LiftObjection.Input(reason: "taken back"),
            call: call,
            in: environment
        )
        return String(decoding: answer.body, as: UTF8.self)
    }

    /// A patient of the centre is registered at the regional hospital as well: what the centre grants when it is asked.
    func register(_ patient: ID<Patient>) async throws {
        let now = environment.now()
        try await TestDatabase.current?.asOwner(
            """
            insert into access_relation (patient_id, id, grantee_kind, grantee_id, scope, ground, valid_from, recorded_at)
            values ('\(patient)', gen_random_uuid(), 'organisation', '\(TestClinic.hospitalID)', 'person', 'registration',
                '\(now)', '\(now)')
            """
        )
    }

    /// A patient whom the regional hospital registered itself.
    func regionalPatient(_ familyName: String = "Eigen") async throws -> ID<Patient> {
        ID(
            try await AddPatient.run(
                Patient(familyName: familyName, sex: .unknown),
                call: regional(),
                in: environment
            ).id
        )
    }

    /// The relations of an organisation or its people with a patient that count at an instant, by ground.
    func grounds(of organisation: String, with patient: ID<Patient>, at instant: Instant) async throws -> [String?] {
        try await clinic.rows(
            """
            select distinct r.ground from access_relation r
            left join app_user u on u.id = r.grantee_id
            join organisation o on o.id in (r.grantee_id, u.organisation_id)
            where o.code = '\(organisation)' and r.patient_id = '\(patient)' and r.valid_from <= '\(instant)'
                and (r.valid_until is null or r.valid_until > '\(instant)')
            order by 1
            """
        ).map { $0[0] }
    }

    /// The entries of the queue of unusual access, as kind and who.
    func queue() async throws -> [[String?]] {
        try await clinic.rows("select kind, user_name from audit_review order by user_name")
    }
}
