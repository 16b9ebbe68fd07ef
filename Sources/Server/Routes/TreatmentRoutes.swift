// Routes of treatment: options, choices, courses, the look at all of it.
import Domain
import FoundationEssentials
import HTTPTypes
import UseCases

/// `/api/v1/workups/{workupId}/treatments`, `/choices` and `/treatment-options`.
enum TreatmentRoutes {
    static let all: [Route] = [options, list, choose, readChoice, start, readCourse, change]

    static let document = TreatmentsDocument.codec.schema()

    private static let weight = Parameter<Decimal>.query(
        "weightKg",
        "The weight that doses are reckoned by; that of the last administration where left out.",
        .positive(upTo: 1_000)
    )

    private static let options = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/treatment-options",
        operationID: "listTreatmentOptions",
        summary:
            "Lists the protocol's treatment options with guidance, the cautions that stand today, and usual doses.",
        tag: .treatments,
        permission: .readWorkups,
        parameters: [Parameters.workupID.declaration, weight.declaration],
        success: .page("The options.", TreatmentOptions.Item.codec.schema()),
        handler: .signedIn { exchange in
            .page(
                try await TreatmentOptions.run(
                    exchange(Parameters.workupID),
                    weightKg: exchange[weight],
                    call: exchange.call,
                    in: exchange.environment
                ),
                of: exchange
            )
        }
    )

    private static let list = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/treatments",
        operationID: "listTreatments",
        summary: "Reads everything on treatment: courses with administrations, choices, outcomes, conditions.",
        tag: .treatments,
        permission: .readWorkups,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        success: .json("Everything on treatment.", document),
        handler: .signedIn { exchange in .json(try await treatments(of: exchange).body) }
    )

    private static let choose = Route(
        method: .post,
        path: "/api/v1/workups/{workupId}/choices",
        operationID: "chooseTreatment",
        summary: "Records a choice made together; one that departs from the guideline takes a reason.",
        tag: .treatments,
        permission: .chooseTreatment,
        parameters: [Parameters.workupID.declaration],
        body: ChooseTreatment.Input.codec.schema(),
        success: .created("Everything on treatment.", document),
        problems: [.workupClosed, .choiceReplaced, .trialTooLate],
        handler: .signedIn { exchange in
            let workup = try exchange(Parameters.workupID)
            let answer = try await ChooseTreatment.run(
                workup,
                exchange.decode(ChooseTreatment.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(
                answer,
                at: "\(WorkupRoutes.location(workup))/choices/\(ID<ChoiceDocument>(answer.id))"
            )
        }
    )

    private static let readChoice = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/choices/{choiceId}",
        operationID: "readChoice",
        summary: "Reads one choice.",
        tag: .treatments,
        permission: .readWorkups,
        parameters: [
            Parameters.workupID.declaration, Parameters.choiceID.declaration, Parameters.asOf.declaration,
        ],
        success: .json("The choice.", ChoiceDocument.codec.schema()),
        handler: .signedIn { exchange in
            let id = try exchange(Parameters.choiceID).description
            return try .member(of: try await treatments(of: exchange).body, "choices", id: id)
        }
    )

    private static let start = Route(
        method: .post,
        path: "/api/v1/workups/{workupId}/treatments",
        operationID: "startCourse",
        summary: "Records a course of treatment.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: [Parameters.workupID.declaration],
        body: RecordCourse.Input.codec.schema(),
        success: .created("Everything on treatment.", document),
        problems: [.workupClosed],
        handler: .signedIn { exchange in
            let workup = try exchange(Parameters.workupID)
            let answer = try await RecordCourse.run(
                workup,
                exchange.decode(RecordCourse.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(
                answer,
                at: "\(WorkupRoutes.location(workup))/treatments/\(ID<Treatment>(answer.id))"
            )
        }
    )

    private static let readCourse = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/treatments/{courseId}",
        operationID: "readCourse",
        summary: "Reads one course with its administrations.",
        tag: .treatments,
        permission: .readWorkups,
        parameters: [
            Parameters.workupID.declaration, Parameters.courseID.declaration, Parameters.asOf.declaration,
        ],
        success: .document("The course.", CourseDocument.codec.schema()),
        handler: .signedIn { exchange in
            let id = try exchange(Parameters.courseID).description
            return try .member(of: try await treatments(of: exchange).body, "treatments", id: id)
        }
    )

    private static let change = Route(
        method: .put,
        path: "/api/v1/workups/{workupId}/treatments/{courseId}",
        operationID: "changeCourse",
        summary: "Corrects or continues a course (its end, the improvement) with a reason.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: [Parameters.workupID.declaration, Parameters.courseID.declaration],
        body: RecordCourse.Input.codec.schema(),
        needsVersion: true,
        success: .document("Everything on treatment; the ETag is the course's.", document),
        problems: [.workupClosed],
        handler: .signedIn { exchange in
            .document(
                try await RecordCourse.change(
                    exchange(Parameters.workupID),
                    exchange(Parameters.courseID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(RecordCourse.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    /// Everything on treatment of the workup that the path names.
    static func treatments(of exchange: Exchange) async throws -> Page {
        try await ListTreatments.run(
            exchange(Parameters.workupID),
            asOf: exchange[Parameters.asOf],
            call: exchange.call,
            in: exchange.environment
        )
    }
}

extension Reply {
    /// One member of a list inside a document, with its own version where it has one.
    ///
    /// - Throws: not found, where the list has no member with this id.
    static func member(of document: [UInt8], _ list: String, id: String) throws -> Reply {
        let all = try JSONReader.read(document, limits: .ownDocuments)
        return try member(all[list], id: id)
    }

    /// One member of a list, with its own version where it has one.
    static func member(_ list: JSONValue?, id: String) throws -> Reply {
        guard let found = list?.array?.first(where: { $0["id"]?.string == id }) else { throw Problem(.notFound) }
        var reply = json(found.bytes)
        if case .number(let version) = found["version"], let version = version.integer {
            reply.headers[.eTag] = EntityTag.text(version)
        }
        return reply
    }
}
