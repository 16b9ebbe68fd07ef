// Signing in to the test clinic: passwords that are cheap to hash, secrets that differ, the codes that an app would show.
import Domain
import Foundation
package import Records
package import UseCases

/// The door of a test clinic.
package struct TestDoor: Sendable {
    package let clinic: TestClinic
    /// The clinic's own environment, but for secrets: each is another one.
    package let environment: Environment

    /// A password that the rules allow.
    package static let password = "kade mist orgel"
    /// Costs nothing; tests are not about how long it takes.
    package static let parameters = PasswordHash.Parameters(costExponent: 1, blockSize: 8, parallelism: 1)

    package init(_ clinic: TestClinic) {
        self.clinic = clinic
        let outside = clinic.environment
        environment = Environment(
            record: outside.record,
            logReader: outside.logReader,
            criteria: outside.criteria,
            criteriaSets: outside.criteriaSets,
            now: outside.now,
            day: outside.day,
            makeUUID: outside.makeUUID,
            makeSecret: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
            passwords: outside.passwords
        )
    }

    /// Somebody at an address.
    package static func visit(from address: String = "192.0.2.1", device: String? = nil) -> Visit {
        Visit(networkAddress: address, requestID: "test", deviceToken: device)
    }

    /// Gives a user of the clinic a password.
    package func setPassword(_ password: String = TestDoor.password, of login: String = "neurologist") async throws {
        _ = try await ResetUser.run(
            login: login,
            ResetUser.Input(password: true, secondFactor: false, reason: "test"),
            typed: password,
            call: TestClinic.machine,
            in: environment
        )
    }

    /// Shows a password.
    package func signIn(
        _ login: String = "neurologist",
        _ password: String = TestDoor.password,
        from visit: Visit = TestDoor.visit()
    ) async throws -> SignInProgress {
        try await SignIn.run(SignIn.Input(login: login, password: password), visit, in: environment)
    }

    /// The session behind a token.
    package func session(_ token: String) async throws -> SessionIdentity {
        try await FindSession.run(token: token, in: environment)
    }

    /// The code that a user's app shows now, of the factor that is set or is being set up.
    package func code(_ login: String = "neurologist", stepsLater: Int64 = 0) async throws -> String {
        let rows = try await clinic.rows(
            """
            select encode(coalesce(c.candidate_secret, c.factor_secret), 'hex')
            from user_credential c join app_user u on u.id = c.user_id where u.login = '\(login)'
            """
        )
        let text = rows.first?.first.flatMap(\.self) ?? ""
        let bytes = stride(from: 0, to: text.count, by: 2).compactMap { index in
            UInt8(text.dropFirst(index).prefix(2), radix: 16)
        }
        let step = OneTimeSecret.step(at: environment.now()) + stepsLater
        return OneTimeSecret(bytes).code(step: step)
    }

    /// Moves on to the next code.
    package func waitForCode() {
        clinic.clock.advance(by: .seconds(30))
    }

    /// Signs a user in for the first time, which sets up the second factor.
    package func enrol(
        _ login: String = "neurologist",
        from visit: Visit = TestDoor.visit()
    ) async throws -> SignInProgress {
        try await setPassword(of: login)
        let begun = try await signIn(login, from: visit)
        return try await ConfirmFactor.run(
            FactorInput(code: code(login)),
            session(begun.token),
            visit,
            in: environment
        )
    }

    /// Signs a user in who has a second factor, with the next code.
    package func signInWhole(
        _ login: String = "neurologist",
        from visit: Visit = TestDoor.visit()
    ) async throws -> SignInProgress {
        let begun = try await signIn(login, from: visit)
        waitForCode()
        return try await ShowFactor.run(FactorInput(code: code(login)), session(begun.token), visit, in: environment)
    }
}
