// The settings of the hospital's own sign-in by OpenID Connect, checked before anything is asked of anybody.
package import Domain
import FoundationEssentials

/// What is shown to the provider as proof of who asks. Nothing prints it, neither a description nor a reflection.
package struct ClientSecret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    let text: String

    /// A secret as it stands in a file or a variable.
    package init(_ text: String) { self.text = text }

    package var description: String { "***" }
    package var debugDescription: String { "***" }
    /// Nothing to see.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The provider that is trusted, and what is asked of it.
package struct ProviderSettings: Sendable, Hashable {
    /// The issuer, letter by letter as its tokens name it.
    let issuer: WebAddress
    let clientID: String
    let secret: ClientSecret
    /// The address that people's browsers know this service by.
    let origin: String
    /// What is asked for; `openid` is always among it.
    let scopes: [String]
    /// The values of `acr` one of which a sign-in needs; none where the provider is not asked for any.
    let acrValues: [String]
    /// The values of `amr` one of which a sign-in needs; none where the provider is not asked for any.
    let amrValues: [String]
    /// How long ago somebody may have shown at the provider who they are, in seconds.
    let ageSecondsMax: Int
    /// A file with the certificates that the provider's is checked against; nil for those of the system.
    let authorityFile: String?

    /// Whether a sign-in there counts as a second factor: only where the settings say by what it is known.
    var provesSecondFactor: Bool { !acrValues.isEmpty || !amrValues.isEmpty }
    /// Where the provider sends browsers back to.
    var redirectAddress: String { origin + ProviderPaths.callback }
}

/// The paths that the provider and its pages know.
enum ProviderPaths {
    static let begin = "/sign-in/provider"
    static let callback = "/sign-in/provider/callback"
    static let finish = "/sign-in/provider/finish"
    static let stepUp = "/account/step-up/provider"
    static let signedOut = "/signed-out"
}

extension ProviderSettings {
    /// The settings as they are written.
    package struct Texts: Sendable {
        package var issuer: String?
        package var clientID: String?
        package var secret: ClientSecret?
        package var origin: String?
        package var scopes: String
        package var acrValues: String?
        package var amrValues: String?
        package var ageSecondsMax: Int
        package var authorityFile: String?

        package init(
            issuer: String?,
            clientID: String?,
            secret: ClientSecret?,
            origin: String?,
            scopes: String,
            acrValues: String?,
            amrValues: String?,
            ageSecondsMax: Int,
            authorityFile: String? = nil
        ) {
            self.authorityFile = authorityFile
            self.issuer = issuer
            self.clientID = clientID
            self.secret = secret
            self.origin = origin
            self.scopes = scopes
            self.acrValues = acrValues
            self.amrValues = amrValues
            self.ageSecondsMax = ageSecondsMax
        }
    }

    /// What is wrong with one of the settings.
    package struct Fault: Sendable, Hashable {
        /// The name of the setting.
        package let setting: String
        package let message: Localized
    }

    /// Reads the settings.
    ///
    /// - Parameter texts: as they are written.
    /// - Returns: the settings, nil where no issuer is named or anything is wrong; and everything that is wrong.
    package static func read(_ texts: Texts) -> (settings: ProviderSettings?, faults: [Fault]) {
        guard let issuerText = texts.issuer, !issuerText.isEmpty else { return (nil, orphans(texts)) }
        var reading = Reading()
        let issuer = reading.issuer(issuerText)
        let clientID = reading.clientID(texts.clientID)
        let secret = reading.secret(texts.secret)
        let origin = reading.origin(texts.origin)
        let scopes = reading.list(texts.scopes, "oidc.scopes")
        if !scopes.contains("openid") {
            reading.report("oidc.scopes", en: "oidc.scopes lacks openid", nl: "in oidc.scopes ontbreekt openid")
        }
        let acrValues = reading.list(texts.acrValues ?? "", "oidc.acrValues")
        let amrValues = reading.list(texts.amrValues ?? "", "oidc.amrValues")
        guard reading.faults.isEmpty, let issuer, let clientID, let secret, let origin else {
            return (nil, reading.faults)
        }
        let settings = ProviderSettings(
            issuer: issuer,
            clientID: clientID,
            secret: secret,
            origin: origin,
            scopes: scopes,
            acrValues: acrValues,
            amrValues: amrValues,
            ageSecondsMax: texts.ageSecondsMax,
            authorityFile: texts.authorityFile
        )
        return (settings, [])
    }

    /// A setting without an issuer does nothing: somebody who wrote it expects otherwise.
    private static func orphans(_ texts: Texts) -> [Fault] {
        let written: [(name: String, isWritten: Bool)] = [
            ("oidc.clientId", texts.clientID?.isEmpty == false), ("oidc.clientSecret", texts.secret != nil),
            ("oidc.acrValues", texts.acrValues?.isEmpty == false),
            ("oidc.amrValues", texts.amrValues?.isEmpty == false),
        ]
        return written.filter(\.isWritten).map { setting in
            Fault(
                setting: setting.name,
                message: Localized(
                    en: "\(setting.name) is set, but oidc.issuer is not: nobody can sign in by it",
                    nl: "\(setting.name) is ingesteld, maar oidc.issuer niet: niemand kan er zich mee aanmelden"
                )
            )
        }
    }

    /// Reads one setting after the other and keeps what is wrong.
    private struct Reading {
        var faults: [Fault] = []

        mutating func report(_ setting: String, en: String, nl: String) {
            faults.append(Fault(setting: setting, message: Localized(en: en, nl: nl)))
        }

        mutating func issuer(_ text: String) -> WebAddress? {
            guard let address = WebAddress(text), !address.rest.contains("?") else {
                report(
                    "oidc.issuer",
                    en: "oidc.issuer is no address such as https://login.example.org/realms/hospital",
                    nl: "oidc.issuer is geen adres zoals https://login.example.org/realms/hospital"
                )
                return nil
            }
            guard address.isProtected else {
                report(
                    "oidc.issuer",
                    en: "oidc.issuer has to begin with https://; without TLS only this machine itself is trusted",
                    nl: "oidc.issuer moet met https:// beginnen; zonder TLS wordt alleen deze machine zelf vertrouwd"
                )
                return nil
            }
            return address
        }

        mutating func clientID(_ text: String?) -> String? {
            guard let text, (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                report(
                    "oidc.clientId",
                    en: "oidc.clientId is missing, or is not 1 to 200 plain characters",
                    nl: "oidc.clientId ontbreekt, of is niet 1 tot 200 gewone tekens"
                )
                return nil
            }
            return text
        }

        mutating func secret(_ secret: ClientSecret?) -> ClientSecret? {
            let isPlain = secret?.text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ?? false
            guard let secret, (1...1_000).contains(secret.text.utf8.count), isPlain else {
                report(
                    "oidc.clientSecretFile",
                    en:
                        "the client's secret is missing, or is not 1 to 1000 plain characters: set oidc.clientSecretFile "
                        + "or WORKUP_OIDC_CLIENT_SECRET",
                    nl: "het geheim van de client ontbreekt, of is niet 1 tot 1000 gewone tekens: stel "
                        + "oidc.clientSecretFile of WORKUP_OIDC_CLIENT_SECRET in"
                )
                return nil
            }
            return secret
        }

        mutating func origin(_ text: String?) -> String? {
            guard let text, let address = WebAddress(text), address.origin == text, address.isProtected else {
                report(
                    "http.origin",
                    en:
                        "oidc.issuer needs http.origin, such as https://workup.example.org, without a path and with TLS: "
                        + "the provider sends browsers back there",
                    nl: "oidc.issuer heeft http.origin nodig, zoals https://workup.example.org, zonder pad en met TLS: "
                        + "daarheen stuurt de aanbieder browsers terug"
                )
                return nil
            }
            return text
        }

        /// Words with spaces between them, as OAuth allows them in a scope.
        mutating func list(_ text: String, _ setting: String) -> [String] {
            let words = text.split(separator: " ").map(String.init)
            let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
            guard isPlain, words.count <= 20, text.utf8.count <= 1_000 else {
                report(
                    setting,
                    en: "\(setting) is no list of at most 20 plain words with spaces between them",
                    nl: "\(setting) is geen lijst van hoogstens 20 gewone woorden met spaties ertussen"
                )
                return []
            }
            return words
        }
    }
}
