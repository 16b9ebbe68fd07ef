// Organisations, accounts, tokens, identities, and signing in.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

extension FaultStory {
    private static let identity = IdentityInput(issuer: "https://login.example.org", subject: "4711")

    static let accounts = FaultStory(
        name: "accounts and signing in",
        acts: [
            FaultAct("AddOrganisation", by: .administrator) { stage, call in
                let organisation = Organisation(code: "NEW", name: "New Hospital", kind: .regionalHospital)
                _ = try await AddOrganisation.run(organisation, call: call, in: stage.environment)
            },
            FaultAct("AddUser", by: .administrator) { stage, call in
                let input = AddUser.Input(login: "a.smit", name: "Anna Smit", role: .nurse, organisation: "NMC")
                _ = try await AddUser.run(input, call: call, in: stage.environment)
            },
            FaultAct("ChangeRole", by: .administrator) { stage, call in
                let input = ChangeRole.Input(role: .coordinator, reason: "new job")
                _ = try await ChangeRole.run(login: "a.smit", input, call: call, in: stage.environment)
            },
            FaultAct("EndSessions", by: .administrator) { stage, call in
                let input = EndSessions.Input(reason: "telephone stolen")
                _ = try await EndSessions.run(login: "a.smit", input, call: call, in: stage.environment)
            },
            FaultAct("ActivateProtocol", by: .administrator) { stage, call in
                let input = ActivateProtocol.Input(version: 1, reason: "signed off")
                _ = try await ActivateProtocol.run(code: "mmn", input, call: call, in: stage.environment)
            },
            FaultAct("DisableUser", by: .administrator) { stage, call in
                _ = try await DisableUser.run(
                    login: "a.smit",
                    DisableUser.Input(reason: "left"),
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("EnableUser", by: .administrator) { stage, call in
                _ = try await EnableUser.run(
                    login: "a.smit",
                    EnableUser.Input(reason: "came back"),
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("CreateToken", by: nil) { stage, call in
                let answer = try await CreateToken.run(
                    CreateToken.Input(login: "a.smit", name: "test", expiresAt: nil),
                    call: call,
                    in: stage.door.environment
                )
                stage.keep("token", answer.id)
            },
            FaultAct("RevokeToken", by: .administrator) { stage, call in
                _ = try await RevokeToken.run(stage.id("token"), call: call, in: stage.environment)
            },
            FaultAct("LinkIdentity", by: nil) { stage, call in
                _ = try await LinkIdentity.run(login: "a.smit", identity, call: call, in: stage.environment)
            },
            FaultAct("UnlinkIdentity", by: nil) { stage, call in
                _ = try await UnlinkIdentity.run(login: "a.smit", identity, call: call, in: stage.environment)
            },
            FaultAct("ResetUser", by: nil) { stage, call in
                _ = try await ResetUser.run(
                    login: "a.smit",
                    ResetUser.Input(password: true, secondFactor: false, reason: "test"),
                    typed: TestDoor.password,
                    call: call,
                    in: stage.door.environment
                )
            },
            // That somebody tried is counted before it is looked at, whatever comes of it; and enough tries have to wait.
            FaultAct("SignIn", by: nil, apart: ["sign_in_tally"], pause: .seconds(600)) { stage, _ in
                let progress = try await stage.door.signIn("a.smit")
                stage.keep("session", progress.token)
            },
            FaultAct("ConfirmFactor", by: nil, apart: ["sign_in_tally"], prepare: { try await $0.findSession() }) {
                stage,
                _ in
                let progress = try await ConfirmFactor.run(
                    FactorInput(code: stage.door.code("a.smit")),
                    stage.session(),
                    TestDoor.visit(),
                    in: stage.door.environment
                )
                stage.keep("session", progress.token)
            },
            FaultAct("SignOut", by: nil, prepare: { try await $0.findSession() }) { stage, _ in
                try await SignOut.run(
                    stage.session(),
                    everywhere: false,
                    TestDoor.visit(),
                    in: stage.door.environment
                )
            },
        ]
    )
}
