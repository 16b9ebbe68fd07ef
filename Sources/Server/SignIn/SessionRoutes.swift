// The JSON routes of signing in and out, and of what one signs in with.
import Domain
import FoundationEssentials
import HTTPTypes
import UseCases

/// `/api/v1/session` and what is below it.
enum SessionRoutes {
    static let all: [Route] = [
        signIn, show, signOut, signOutEverywhere, factor, stepUp, password, newFactor, replaceFactor, confirmFactor,
    ]

    private static let signIn = Route(
        method: .post,
        path: "/api/v1/session",
        operationID: "signIn",
        summary: "Takes login and password and begins a session that can only go on to the second factor.",
        tag: .session,
        body: SignIn.Input.codec.schema(),
        success: .json("How far signing in has come; the session comes as a cookie.", RowSchemas.signInProgress),
        problems: [.signInRefused, .signInDelayed, .busy, .databaseUnavailable],
        handler: .open { exchange in
            let input = try SignIn.Input.codec.decode(exchange.body)
            return .progress(try await SignIn.run(input, exchange.visit, in: exchange.service.environment))
        }
    )

    private static let show = Route(
        method: .get,
        path: "/api/v1/session",
        operationID: "showSession",
        summary: "Who is signed in, and how far.",
        tag: .session,
        success: .json("The session.", RowSchemas.session),
        handler: .session { exchange in
            let session = exchange.session
            var members: [JSONMember] = [
                JSONMember("stage", .string(session.stage.rawValue)),
                JSONMember("endsAt", .string(session.endsAt.description)),
                JSONMember("idleSeconds", .integer(Int(session.idleSeconds(from: exchange.environment.now())))),
                JSONMember("login", .string(session.login)),
                JSONMember("name", .string(session.actor.name)),
                JSONMember("role", .string(session.actor.role.rawValue)),
            ]
            if let code = session.actor.organisationCode { members.append(JSONMember("organisation", .string(code))) }
            if let at = session.factorAt { members.append(JSONMember("secondFactorAt", .string(at.description))) }
            return .json(JSONValue.object(members).bytes)
        }
    )

    private static let signOut = Route(
        method: .delete,
        path: "/api/v1/session",
        operationID: "signOut",
        summary: "Signs out; the session counts nowhere any more.",
        tag: .session,
        success: .json("Signed out.", RowSchemas.signedOut),
        handler: .session { exchange in
            try await SignOut.run(exchange.session, everywhere: false, exchange.visit, in: exchange.environment)
            return .signedOut
        }
    )

    private static let signOutEverywhere = Route(
        method: .delete,
        path: "/api/v1/sessions",
        operationID: "signOutEverywhere",
        summary: "Signs out everywhere: ends every session of whoever calls.",
        tag: .session,
        success: .json("Signed out.", RowSchemas.signedOut),
        handler: .session { exchange in
            try await SignOut.run(exchange.session, everywhere: true, exchange.visit, in: exchange.environment)
            return .signedOut
        }
    )

    private static let factor = Route(
        method: .post,
        path: "/api/v1/session/factor",
        operationID: "showFactor",
        summary: "Takes a code of the authenticator app or a recovery code, and signs in.",
        tag: .session,
        body: FactorInput.codec.schema(),
        success: .json("Signed in; the session comes under a new token.", RowSchemas.signInProgress),
        problems: [.codeRefused, .signInDelayed, .wrongStage],
        handler: .session { exchange in
            .progress(
                try await ShowFactor.run(
                    exchange.decode(FactorInput.codec),
                    exchange.session,
                    exchange.visit,
                    in: exchange.environment
                )
            )
        }
    )

    private static let stepUp = Route(
        method: .post,
        path: "/api/v1/session/step-up",
        operationID: "stepUp",
        summary: "Shows the second factor again, for what asks for a fresh one.",
        tag: .session,
        body: FactorInput.codec.schema(),
        success: .json("The session, under a new token.", RowSchemas.signInProgress),
        problems: [.codeRefused, .signInDelayed, .wrongStage],
        handler: .session { exchange in
            .progress(
                try await StepUp.run(
                    exchange.decode(FactorInput.codec),
                    exchange.session,
                    exchange.visit,
                    in: exchange.environment
                )
            )
        }
    )

    private static let password = Route(
        method: .post,
        path: "/api/v1/session/password",
        operationID: "setPassword",
        summary: "Chooses a password, the first or another one, and ends every other session.",
        tag: .session,
        body: SetPassword.Input.codec.schema(),
        success: .json("How far signing in has come; the session comes under a new token.", RowSchemas.signInProgress),
        problems: [.signInDelayed, .wrongStage, .busy],
        handler: .session { exchange in
            .progress(
                try await SetPassword.run(
                    exchange.decode(SetPassword.Input.codec),
                    exchange.session,
                    exchange.visit,
                    in: exchange.environment
                )
            )
        }
    )

    private static let newFactor = Route(
        method: .get,
        path: "/api/v1/session/new-factor",
        operationID: "readNewFactor",
        summary: "Shows the secret of a second factor that is being set up.",
        tag: .session,
        success: .json("The secret, for an authenticator app.", ShownFactor.codec.schema()),
        problems: [.wrongStage, .freshFactorNeeded],
        handler: .session { exchange in
            let shown = try await ReadNewFactor.run(exchange.session, in: exchange.environment)
            return .json(ShownFactor.codec.encode(shown))
        }
    )

    private static let replaceFactor = Route(
        method: .post,
        path: "/api/v1/session/new-factor",
        operationID: "replaceFactor",
        summary: "Begins to replace the second factor; the one before counts until the new one is confirmed.",
        tag: .session,
        success: .json("The secret, for an authenticator app.", ShownFactor.codec.schema()),
        problems: [.wrongStage, .freshFactorNeeded],
        handler: .session { exchange in
            let shown = try await ReplaceFactor.run(exchange.session, exchange.visit, in: exchange.environment)
            return .json(ShownFactor.codec.encode(shown))
        }
    )

    private static let confirmFactor = Route(
        method: .post,
        path: "/api/v1/session/new-factor/confirmation",
        operationID: "confirmFactor",
        summary: "Confirms a new second factor by a first code; recovery codes are shown this once.",
        tag: .session,
        body: FactorInput.codec.schema(),
        success: .json("Signed in; the session comes under a new token.", RowSchemas.signInProgress),
        problems: [.codeRefused, .signInDelayed, .wrongStage, .freshFactorNeeded],
        handler: .session { exchange in
            .progress(
                try await ConfirmFactor.run(
                    exchange.decode(FactorInput.codec),
                    exchange.session,
                    exchange.visit,
                    in: exchange.environment
                )
            )
        }
    )
}

extension Reply {
    /// How far signing in has come, with the cookies that go with it.
    fileprivate static func progress(_ progress: SignInProgress) -> Reply {
        var members: [JSONMember] = [
            JSONMember("stage", .string(progress.stage.rawValue)),
            JSONMember("endsAt", .string(progress.endsAt.description)),
        ]
        if !progress.recoveryCodes.isEmpty {
            members.append(JSONMember("recoveryCodes", .array(progress.recoveryCodes.map { .string($0) })))
        }
        if let left = progress.recoveryCodesLeft { members.append(JSONMember("recoveryCodesLeft", .integer(left))) }
        return Reply.json(JSONValue.object(members).bytes).signingIn(progress)
    }

    /// Nobody is signed in any more.
    fileprivate static var signedOut: Reply {
        Reply.json(JSONValue.object(("signedOut", .bool(true))).bytes).signingOut()
    }
}
