// Routes of who may see a patient: relations, sharing, objections, emergencies, teams.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/patients/{patientId}/access` and what changes it.
enum AccessRoutes {
    static let all: [Route] = [read, share, end, object, lift, breakGlass, tasks, teams]

    private static let patient = "/api/v1/patients/{patientId}"
    private static let relationID = Parameter<ID<AccessRelation>>.path("relationId", "The relation.", .id())
    private static let objectionID = Parameter<ID<AccessObjection>>.path("objectionId", "The objection.", .id())

    private static func location(_ id: ID<Patient>) -> String { "\(PatientRoutes.location(id))/access" }

    private static let read = Route(
        method: .get,
        path: "\(patient)/access",
        operationID: "readAccess",
        summary:
            "Who may see the patient and on what ground, past relations included, and whom the patient objects to.",
        tag: .access,
        permission: .readPatients,
        parameters: [Parameters.patientID.declaration],
        success: .document("Relations and objections.", RowSchemas.access),
        handler: .signedIn { exchange in
            .document(
                try await ReadAccess.run(
                    exchange(Parameters.patientID),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let share = Route(
        method: .post,
        path: "\(patient)/shares",
        operationID: "shareRecord",
        summary:
            "Shares a workup, or everything of the patient, with an organisation, a team or a user, who may read and add to it.",
        tag: .access,
        permission: .shareRecords,
        parameters: [Parameters.patientID.declaration],
        body: ShareRecord.Input.codec.schema(),
        success: .created("Relations and objections.", RowSchemas.access),
        problems: [.notYoursToShare],
        handler: .signedIn { exchange in
            let patient = try exchange(Parameters.patientID)
            let answer = try await ShareRecord.run(
                patient,
                exchange.decode(ShareRecord.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            // A relation is read among those of its patient.
            return .created(answer, at: location(patient))
        }
    )

    private static let end = Route(
        method: .post,
        path: "\(patient)/relations/{relationId}/end",
        operationID: "endRelation",
        summary: "Ends what was shared, referred or taken in an emergency, and what its holder gave on.",
        tag: .access,
        permission: .shareRecords,
        parameters: [Parameters.patientID.declaration, relationID.declaration],
        body: EndRelation.Input.codec.schema(),
        success: .document("Relations and objections.", RowSchemas.access),
        problems: [.relationNotEndable],
        handler: .signedIn { exchange in
            .document(
                try await EndRelation.run(
                    exchange(Parameters.patientID),
                    exchange(relationID),
                    exchange.decode(EndRelation.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let object = Route(
        method: .post,
        path: "\(patient)/objections",
        operationID: "recordObjection",
        summary: "Records that the patient objects to a person or an organisation; it counts at once.",
        tag: .access,
        permission: .recordObjections,
        parameters: [Parameters.patientID.declaration],
        body: RecordObjection.Input.codec.schema(),
        success: .created("The objection.", ObjectionAnswer.codec.schema()),
        problems: [.objectionExists],
        handler: .signedIn { exchange in
            let patient = try exchange(Parameters.patientID)
            let answer = try await RecordObjection.run(
                patient,
                exchange.decode(RecordObjection.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(answer, at: location(patient))
        }
    )

    private static let lift = Route(
        method: .post,
        path: "\(patient)/objections/{objectionId}/lift",
        operationID: "liftObjection",
        summary:
            "Takes an objection back, as the patient asks; the lists are empty for whoever may not know the patient after it.",
        tag: .access,
        permission: .recordObjections,
        parameters: [Parameters.patientID.declaration, objectionID.declaration],
        body: LiftObjection.Input.codec.schema(),
        success: .document("Relations and objections.", RowSchemas.access),
        handler: .signedIn { exchange in
            .document(
                try await LiftObjection.run(
                    exchange(Parameters.patientID),
                    exchange(objectionID),
                    exchange.decode(LiftObjection.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let breakGlass = Route(
        method: .post,
        path: "/api/v1/emergency-access",
        operationID: "openEmergencyAccess",
        summary: "Opens the record of one patient for four hours, with a reason that the privacy officer reads.",
        tag: .access,
        permission: .breakGlass,
        body: OpenEmergencyAccess.Input.codec.schema(),
        success: .created("What was opened, and until when.", OpenEmergencyAccess.Opened.codec.schema()),
        problems: [.notFound],
        handler: .signedIn { exchange in
            let input = try exchange.decode(OpenEmergencyAccess.Input.codec)
            let (answer, patient) = try await OpenEmergencyAccess.run(
                input,
                call: exchange.call,
                in: exchange.environment
            )
            return .created(answer, at: location(patient))
        }
    )

    private static let tasks = Route(
        method: .get,
        path: "/api/v1/tasks",
        operationID: "listTasks",
        summary: "The open steps that others gave to you or your organisation, those that are due first.",
        tag: .access,
        permission: .readWorkups,
        success: .page("The tasks.", RowSchemas.taskLine),
        handler: .signedIn { exchange in
            .page(try await ListTasks.run(call: exchange.call, in: exchange.environment), of: exchange)
        }
    )

    private static let teams = Route(
        method: .get,
        path: "/api/v1/teams",
        operationID: "listTeams",
        summary: "Lists teams with those who belong to them.",
        tag: .access,
        permission: .readAccounts,
        success: .page("The teams.", RowSchemas.teamLine),
        handler: .signedIn { exchange in
            .page(try await ListTeams.run(call: exchange.call, in: exchange.environment), of: exchange)
        }
    )
}

extension RowSchemas {
    private static let grantee = words(["organisation", "team", "user"])

    static let access = record(
        "Access",
        [
            (
                "relations",
                list(
                    record(
                        "Relation",
                        [
                            ("id", uuid), ("granteeKind", grantee),
                            ("scope", words(AccessScope.allCases.map(\.rawValue))),
                            ("ground", words(AccessGround.allCases.map(\.rawValue))), ("from", instant),
                            ("isCounting", flag),
                        ],
                        optional: [
                            ("grantee", text), ("workupId", uuid), ("objectId", uuid), ("reason", text),
                            ("until", instant),
                            ("recordedBy", text),
                        ]
                    )
                )
            ),
            (
                "objections",
                list(
                    record(
                        "ObjectionLine",
                        [("id", uuid), ("granteeKind", grantee), ("from", instant)],
                        optional: [("grantee", text), ("reason", text), ("until", instant), ("recordedBy", text)]
                    )
                )
            ),
            ("requests", list(accessRequest)),
        ]
    )

    static let taskLine = record(
        "TaskLine",
        [
            ("workupId", uuid),
            (
                "patient",
                record(
                    "TaskPatient",
                    [("id", uuid), ("familyName", text), ("givenNames", list(text)), ("sex", text)],
                    optional: [("birthDate", partialDate)]
                )
            ),
            ("organisation", text), ("protocol", text), ("protocolVersion", integer), ("step", text),
            ("version", integer), ("state", words(StepState.allCases.map(\.rawValue))), ("isOverdue", flag),
            ("waitingDays", integer),
        ],
        optional: [("question", text), ("dueOn", date), ("note", text)]
    )

    static let teamLine = record(
        "TeamLine",
        [
            ("organisation", text), ("code", text), ("name", text),
            ("members", list(record("TeamLineMember", [("login", text), ("name", text)]))),
        ]
    )
}
