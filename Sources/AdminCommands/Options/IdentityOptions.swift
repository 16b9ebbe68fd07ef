// An identity of the hospital's own sign-in, as flags name it.
import ArgumentParser
import Domain
import UseCases

/// Which identity.
struct IdentityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The issuer, letter by letter as its tokens name it; that of oidc.issuer where nothing is said.",
            valueName: "address"
        )
    )
    var issuer: String?
    @Option(
        help: ArgumentHelp(
            "What the issuer calls the person (`sub`): they are told it when they try to sign in.",
            valueName: "text"
        )
    )
    var subject: String

    /// The identity; says so where its issuer is not the one that is configured.
    func input(_ session: Session) throws -> IdentityInput {
        let configured = session.run.settings.resolved.first { $0.key == .oidcIssuer }?.value?.description
        if let issuer, let configured, issuer != configured {
            session.run.console.say(
                Localized(
                    en: "This is not the issuer of oidc.issuer, \(configured): nobody can sign in by it as it is.",
                    nl: "Dit is niet de issuer van oidc.issuer, \(configured): zo kan niemand zich ermee aanmelden."
                )
            )
        }
        guard let issuer = issuer ?? configured else {
            throw CommandFailure.usage(
                "issuer-missing",
                en: "there is no issuer",
                nl: "er is geen issuer",
                hint: Localized(en: "give --issuer, or set oidc.issuer", nl: "geef --issuer, of stel oidc.issuer in")
            )
        }
        return try session.run.decode(
            IdentityInput.codec,
            nil,
            [("issuer", .string(issuer)), ("subject", .string(subject))]
        )
    }
}
