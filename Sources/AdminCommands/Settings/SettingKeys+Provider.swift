// The settings of the hospital's own sign-in by OpenID Connect.
import Domain

extension SettingKey {
    static let oidcIssuer = SettingKey(
        "oidc.issuer",
        .text,
        en: """
            Issuer of the hospital's own sign-in (OpenID Connect), letter by letter as its tokens name it, such as \
            https://login.example.org/realms/hospital. It needs `http.origin`. Where it is not set, people sign in with \
            an account of this service alone.
            """,
        nl: """
            Issuer van de aanmelding van het ziekenhuis zelf (OpenID Connect), letter voor letter zoals de tokens die \
            noemen, zoals https://login.example.org/realms/hospital. Heeft `http.origin` nodig. Zonder deze waarde \
            melden mensen zich alleen aan met een account van deze dienst.
            """
    )
    static let oidcClientID = SettingKey(
        "oidc.clientId",
        .text,
        en: "Name under which this service is known to the issuer.",
        nl: "Naam waaronder de issuer deze dienst kent."
    )
    static let oidcClientSecret = SettingKey(
        "oidc.clientSecret",
        .text,
        isSecret: true,
        en: "The secret that goes with `oidc.clientId`; better in a file of its own, by `oidc.clientSecretFile`.",
        nl: "Het geheim bij `oidc.clientId`; beter in een eigen bestand, met `oidc.clientSecretFile`."
    )
    static let oidcClientSecretFile = SettingKey(
        "oidc.clientSecretFile",
        .path,
        en: "File whose first line is the secret that goes with `oidc.clientId`.",
        nl: "Bestand waarvan de eerste regel het geheim bij `oidc.clientId` is."
    )
    static let oidcScopes = SettingKey(
        "oidc.scopes",
        .text,
        standard: .text("openid"),
        en: "What the issuer is asked for, with spaces between; `openid` is enough, since nothing else is looked at.",
        nl:
            "Wat de issuer gevraagd wordt, met spaties ertussen; `openid` volstaat, want naar niets anders wordt gekeken."
    )
    static let oidcAcrValues = SettingKey(
        "oidc.acrValues",
        .text,
        en: """
            Values of `acr`, with spaces between, one of which a sign-in has to have. With these or `oidc.amrValues` the \
            hospital's sign-in counts as a second factor; without either, that of this service is asked for as well.
            """,
        nl: """
            Waarden van `acr`, met spaties ertussen, waarvan een aanmelding er een moet hebben. Met deze of \
            `oidc.amrValues` telt de aanmelding van het ziekenhuis als tweede factor; zonder beide wordt ook die van \
            deze dienst gevraagd.
            """
    )
    static let oidcAmrValues = SettingKey(
        "oidc.amrValues",
        .text,
        en: """
            Values of `amr`, with spaces between, one of which a sign-in has to have, such as `mfa` or `hwk`; see \
            `oidc.acrValues`. Where both are set, both are needed.
            """,
        nl: """
            Waarden van `amr`, met spaties ertussen, waarvan een aanmelding er een moet hebben, zoals `mfa` of `hwk`; zie \
            `oidc.acrValues`. Zijn beide ingesteld, dan zijn beide nodig.
            """
    )
    static let oidcAgeSecondsMax = SettingKey(
        "oidc.ageSecondsMax",
        .integer(60...86_400),
        standard: .integer(43_200),
        en: "How long ago somebody may have shown the issuer who they are.",
        nl: "Hoe lang geleden iemand zich bij de issuer bekend mag hebben gemaakt."
    )
    static let oidcAuthorityFile = SettingKey(
        "oidc.authorityFile",
        .path,
        en:
            "File with the certificates (PEM) that the issuer's TLS is checked against; those of the system without it.",
        nl: """
            Bestand met de certificaten (PEM) waaraan de TLS van de issuer getoetst wordt; zonder deze waarde die van het \
            systeem.
            """
    )

    /// Those of the hospital's own sign-in, in the order in which they are documented.
    static let provider: [SettingKey] = [
        oidcIssuer, oidcClientID, oidcClientSecret, oidcClientSecretFile, oidcScopes, oidcAcrValues, oidcAmrValues,
        oidcAgeSecondsMax, oidcAuthorityFile,
    ]
}
