// Routes of patients: add, find, read, correct, merge, their workups.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/patients`.
enum PatientRoutes {
    static let all: [Route] = [add, search, read, update, merge, unmerge, workups, openWorkup]

    static func location(_ id: ID<Patient>) -> String { "/api/v1/patients/\(id)" }

    private static let document = PatientDocument.codec.schema()

    private static let add = Route(
        method: .post,
        path: "/api/v1/patients",
        operationID: "addPatient",
        summary: "Adds a patient with name and numbers.",
        tag: .patients,
        permission: .changePatients,
        body: Patient.codec.schema(),
        success: .created("The patient.", document),
        problems: [.identifierTaken],
        handler: .signedIn { exchange in
            let input = try exchange.decode(Patient.codec)
            let answer = try await AddPatient.run(input, call: exchange.call, in: exchange.environment)
            return .created(answer, at: location(ID(answer.id)))
        }
    )

    private static let search = Route(
        method: .post,
        path: "/api/v1/patients/search",
        operationID: "findPatients",
        summary: "Finds patients by number, or by name and birth date; the terms travel in the body.",
        tag: .patients,
        permission: .readPatients,
        body: FindPatients.Input.codec.schema(),
        success: .page("The patients found.", document),
        handler: .signedIn { exchange in
            let input = try exchange.decode(FindPatients.Input.codec)
            return .page(
                try await FindPatients.run(input, call: exchange.call, in: exchange.environment),
                of: exchange
            )
        }
    )

    private static let read = Route(
        method: .get,
        path: "/api/v1/patients/{patientId}",
        operationID: "readPatient",
        summary: "Reads a patient.",
        tag: .patients,
        permission: .readPatients,
        parameters: [Parameters.patientID.declaration, Parameters.asOf.declaration],
        success: .document("The patient.", document),
        handler: .signedIn { exchange in
            .document(
                try await ReadPatient.run(
                    exchange(Parameters.patientID),
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let update = Route(
        method: .patch,
        path: "/api/v1/patients/{patientId}",
        operationID: "updatePatient",
        summary: "Corrects a patient's name, birth date, sex or numbers; the old version stays.",
        tag: .patients,
        permission: .changePatients,
        parameters: [Parameters.patientID.declaration],
        body: UpdatePatient.Input.codec.schema(),
        needsVersion: true,
        success: .document("The patient.", document),
        problems: [.identifierTaken],
        handler: .signedIn { exchange in
            .document(
                try await UpdatePatient.run(
                    exchange(Parameters.patientID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(UpdatePatient.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let merge = Route(
        method: .post,
        path: "/api/v1/patients/{patientId}/merge",
        operationID: "mergePatients",
        summary: "Links a record to the one that leads, where both are one person.",
        tag: .patients,
        permission: .mergePatients,
        parameters: [Parameters.patientID.declaration],
        body: MergePatients.Input.codec.schema(),
        success: .document("The merged patient.", document),
        problems: [.alreadyMerged, .targetIsMerged, .sourceLeadsOthers],
        handler: .signedIn { exchange in
            .document(
                try await MergePatients.run(
                    exchange(Parameters.patientID),
                    exchange.decode(MergePatients.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let unmerge = Route(
        method: .post,
        path: "/api/v1/patients/{patientId}/unmerge",
        operationID: "unmergePatients",
        summary: "Undoes a merge.",
        tag: .patients,
        permission: .mergePatients,
        parameters: [Parameters.patientID.declaration],
        body: MergePatients.Input.codec.schema(),
        success: .document("The patient.", document),
        problems: [.notMerged],
        handler: .signedIn { exchange in
            .document(
                try await UnmergePatients.run(
                    exchange(Parameters.patientID),
                    exchange.decode(MergePatients.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let workups = Route(
        method: .get,
        path: "/api/v1/patients/{patientId}/workups",
        operationID: "listPatientWorkups",
        summary: "Lists a patient's workups.",
        tag: .patients,
        permission: .readWorkups,
        parameters: [Parameters.patientID.declaration],
        success: .page("The workups.", RowSchemas.patientWorkup),
        handler: .signedIn { exchange in
            .page(
                try await ListPatientWorkups.run(
                    exchange(Parameters.patientID),
                    call: exchange.call,
                    in: exchange.environment
                ),
                of: exchange
            )
        }
    )

    private static let openWorkup = Route(
        method: .post,
        path: "/api/v1/patients/{patientId}/workups",
        operationID: "openWorkup",
        summary: "Opens a workup on the active version of a protocol; its steps stand ready.",
        tag: .workups,
        permission: .changeWorkups,
        parameters: [Parameters.patientID.declaration],
        body: OpenWorkup.Input.codec.schema(),
        success: .created("The whole workup.", WorkupDocument.codec.schema()),
        problems: [.patientIsMerged],
        handler: .signedIn { exchange in
            let answer = try await OpenWorkup.run(
                exchange(Parameters.patientID),
                exchange.decode(OpenWorkup.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(answer, at: WorkupRoutes.location(ID(answer.id)))
        }
    )
}
