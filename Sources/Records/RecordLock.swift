// What a change holds while it decides, so that two of them on one noun follow each other.
package import Domain
import PostgreSQL

/// The noun a change is about.
package enum RecordLock: Sendable, Hashable {
    /// Something new, or what the schema alone keeps apart.
    case nothing
    /// One workup and everything in it.
    case workup(ID<Workup>)
    /// Several workups and everything in them.
    case workups([ID<Workup>])
    /// One meeting with its cases and actions.
    case meeting(ID<Meeting>)
    /// Patients: their names, numbers and merges. Those beside are held where the caller sees them, who may go on without.
    case patients([ID<Patient>], beside: [ID<Patient>] = [])
}

extension RecordTransaction {
    /// Waits until no other change holds the noun, and holds it to the end of the transaction.
    ///
    /// What is not there locks nothing; the change then finds that out.
    package func take(_ lock: RecordLock) async throws {
        switch lock {
        case .nothing: break
        case .workup(let workup): _ = try await fetchAll(LockStatements.workup(workup))
        case .workups(let workups): _ = try await fetchAll(LockStatements.workups(workups))
        case .meeting(let meeting): _ = try await fetchAll(LockStatements.meeting(meeting))
        case .patients(let patients, let others): _ = try await fetchAll(LockStatements.patients(patients + others))
        }
    }

    /// Holds a workup and finds out what connects somebody with it, in one round trip. From here on the transaction sees
    /// all of the workup where the caller has any part of it: what follows from a change rests on the whole.
    package func take(
        _ workup: ID<Workup>,
        grantsTo user: ID<User>,
        at organisation: ID<Organisation>?
    ) async throws -> [AccessGrant] {
        let (_, grants, _) = try await fetchAll(
            LockStatements.workup(workup),
            AccessStatements.grantsOfWorkup(workup, user, organisation),
            AccessStatements.seeWhole(workup)
        )
        return grants
    }

    /// Holds a meeting and finds out whose it is; nil where there is none to see.
    package func takeMeeting(_ meeting: ID<Meeting>) async throws -> ID<Organisation>? {
        try await fetchFirst(LockStatements.meeting(meeting))
    }

    /// Holds every workup of a patient who is held already, those that the caller does not see included, and names them.
    package func takeWorkups(of patient: ID<Patient>) async throws -> [ID<Workup>] {
        _ = try await fetchAll(AccessStatements.seeAll(patient))
        return try await fetchAll(LockStatements.workupsOfPatient(patient))
    }
}

enum LockStatements {
    static let workup = Statement<ID<Workup>, ID<Workup>>(
        "lock.workup",
        """
        select w.id from workup_directory d
        join workup w on w.patient_id = d.patient_id and w.id = d.workup_id
        where d.workup_id = $1 for no key update of w
        """,
        effect: .writes
    )

    /// In the order of the ids, so that two changes of the same workups never wait for each other.
    static let workups = Statement<[ID<Workup>], ID<Workup>>(
        "lock.workups",
        """
        select w.id from workup_directory d
        join workup w on w.patient_id = d.patient_id and w.id = d.workup_id
        where d.workup_id = any ($1::uuid[]) order by w.patient_id, w.id for no key update of w
        """,
        effect: .writes
    )

    /// Gives whose meeting it is.
    static let meeting = Statement<ID<Meeting>, ID<Organisation>>(
        "lock.meeting",
        "select organisation_id from meeting where id = $1 for no key update",
        effect: .writes
    )

    /// In the order of the ids, so that two changes of the same patients never wait for each other.
    static let patients = Statement<[ID<Patient>], ID<Patient>>(
        "lock.patients",
        "select patient_id from patient where patient_id = any ($1::uuid[]) order by patient_id for no key update",
        effect: .writes
    )

    /// In the order of the ids, as above; the patient is held by whoever asks.
    static let workupsOfPatient = Statement<ID<Patient>, ID<Workup>>(
        "lock.workups_of_patient",
        "select id from workup where patient_id = $1 order by id for no key update",
        effect: .writes
    )

    static let all: [any AnyStatement] = [workup, workups, meeting, patients, workupsOfPatient]
}
