// Routes of the papers that leave the house: the patient's sheet and the letters.
import Domain
import HTTPTypes
import Hummingbird
import Reports
import UseCases

/// The patient's information sheet, and letters.
enum PaperRoutes {
    static let all: [Route] = [generalSheet, sheet, letter, letterWithMessage]

    private static let generalSheet = Route(
        method: .get,
        path: "/api/v1/information-sheet",
        operationID: "generalSheet",
        summary: "What every patient with MMN may want to know, in plain words; it speaks of nobody.",
        tag: .reports,
        permission: .readProtocols,
        parameters: [ReportRoutes.format.declaration, Parameters.language.declaration],
        success: .paper("The sheet.", json: RowSchemas.patientSheet),
        problems: ReportRoutes.paperProblems,
        handler: .signedIn { exchange in
            let request = ReportRoutes.request(exchange)
            let bytes = ReportRendering.patientSheet(
                nil,
                organisations: [:],
                links: exchange.service.settings.paperLinks,
                request,
                digest: ReportRoutes.digest
            )
            return try await .report(bytes, request, name: "information-sheet", on: exchange.service.paper)
        }
    )

    private static let about = Parameter<DiseaseText>.query(
        "about",
        """
        Whether the general text about MMN goes with it: `mmn` or `none`. Where left out it does in a workup for MMN until a \
        diagnosis is stated, and not from then on.
        """,
        .word(DiseaseText.allCases)
    )

    private static let sheet = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/information-sheet",
        operationID: "patientSheet",
        summary: "The sheet for one patient: the general one with what was found, what is open, and the batch card.",
        tag: .reports,
        permission: .readWorkups,
        parameters: [
            Parameters.workupID.declaration, ReportRoutes.format.declaration, Parameters.language.declaration,
            Parameters.asOf.declaration, about.declaration,
        ],
        success: .paper("The sheet.", json: RowSchemas.patientSheet),
        problems: ReportRoutes.paperProblems,
        handler: .signedIn { exchange in
            let paper = try await ReadCaseForSheet.run(
                exchange(Parameters.workupID),
                asOf: exchange[Parameters.asOf],
                call: exchange.call,
                in: exchange.environment
            )
            let request = ReportRoutes.request(exchange)
            let bytes = ReportRendering.patientSheet(
                MeetingReportCase(document: paper.found.document, protocol: paper.found.careProtocol),
                about: exchange[about],
                organisations: paper.organisationNames,
                links: exchange.service.settings.paperLinks,
                request,
                digest: ReportRoutes.digest
            )
            let name = "information-sheet-\(try exchange(Parameters.workupID))"
            return try await .report(bytes, request, name: name, on: exchange.service.paper)
        }
    )

    // MARK: Letters

    private static let recipient = Parameter<LetterRecipient>.query(
        "to",
        "Whom it is for: `generalPractitioner` or `regionalHospital`; `generalPractitioner` where left out.",
        .word(LetterRecipient.allCases)
    )

    private static let hospital = Parameter<String>.query(
        "hospital",
        """
        The code of the hospital that a letter to the regional hospital is for. Where left out it is the one that the record \
        names as referring or caring; where it names none, or several, the letter names nobody.
        """,
        .text(max: 32)
    )

    private static let letterParameters = [
        Parameters.workupID.declaration, recipient.declaration, hospital.declaration, about.declaration,
        ReportRoutes.format.declaration,
        Parameters.language.declaration, Parameters.asOf.declaration,
    ]

    private static let letter = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/letter",
        operationID: "letter",
        summary: "A letter about a workup to the general practitioner or the regional hospital.",
        tag: .reports,
        permission: .readWorkups,
        parameters: letterParameters,
        success: .paper("The letter.", json: RowSchemas.letter),
        problems: ReportRoutes.paperProblems,
        handler: .signedIn { exchange in try await printed(nil, exchange) }
    )

    /// What the sender adds to a letter; it is printed and not kept.
    struct Message: Sendable {
        let message: String

        static let codec: Codec<Message> = .object(
            "LetterMessage",
            Message.init(message:),
            .required("message", \.message, .text(max: LetterRequest.messageCharactersMax))
        )
    }

    private static let letterWithMessage = Route(
        method: .post,
        path: "/api/v1/workups/{workupId}/letter",
        operationID: "letterWithMessage",
        summary: "The same letter with a message of the sender's own, which is printed and not kept.",
        tag: .reports,
        permission: .readWorkups,
        parameters: letterParameters,
        body: Message.codec.schema(),
        success: .paper("The letter.", json: RowSchemas.letter),
        problems: ReportRoutes.paperProblems,
        handler: .signedIn { exchange in
            try await printed(try exchange.decode(Message.codec).message, exchange)
        }
    )

    private static func printed(_ message: String?, _ exchange: Exchange) async throws -> Reply {
        try await printed(
            LetterRequest(
                to: exchange[recipient] ?? .generalPractitioner,
                hospital: exchange[hospital],
                about: exchange[about],
                message: message
            ),
            of: exchange(Parameters.workupID),
            asOf: exchange[Parameters.asOf],
            ReportRoutes.request(exchange),
            call: exchange.call,
            exchange.service
        )
    }

    /// What the form of the papers page asks for.
    struct AskedLetter: Sendable {
        let to: LetterRecipient
        let hospital: String?
        let about: DiseaseText
        let language: Language
        let format: ReportFormat
        let message: String?

        static let codec: Codec<AskedLetter> = .object(
            "AskedLetter",
            AskedLetter.init(to:hospital:about:language:format:message:),
            .required("to", \.to, .word(LetterRecipient.allCases)),
            .optional("hospital", \.hospital, .text(max: 32)),
            .required("about", \.about, .word(DiseaseText.allCases)),
            .required("language", \.language, .word(Language.allCases)),
            .required("format", \.format, .word([ReportFormat.pdf, .html])),
            .optional("message", \.message, .text(max: LetterRequest.messageCharactersMax))
        )
    }

    /// The letter that the papers page asks for.
    static func printed(_ asked: AskedLetter, of exchange: PageExchange) async throws -> Reply {
        try await printed(
            LetterRequest(to: asked.to, hospital: asked.hospital, about: asked.about, message: asked.message),
            of: exchange(Parameters.workupID),
            asOf: exchange[Parameters.asOf],
            ReportRequest(
                format: asked.format,
                language: asked.language,
                printedBy: exchange.call.actor.name,
                printedAt: exchange.environment.now(),
                clock: exchange.open.service.clock
            ),
            call: exchange.call,
            exchange.open.service
        )
    }

    private static func printed(
        _ letter: LetterRequest,
        of workup: ID<Workup>,
        asOf: Instant?,
        _ request: ReportRequest,
        call: Call,
        _ service: ServiceParts
    ) async throws -> Reply {
        let paper = try await ReadCaseForLetter.run(
            workup,
            hospital: letter.hospital,
            asOf: asOf,
            call: call,
            in: service.environment
        )
        let bytes = ReportRendering.letter(
            MeetingReportCase(document: paper.found.document, protocol: paper.found.careProtocol),
            letter,
            criteriaSets: service.environment.criteriaSets,
            organisations: paper.organisations,
            request,
            digest: ReportRoutes.digest
        )
        return try await .report(bytes, request, name: "letter-\(workup)", on: service.paper)
    }
}
