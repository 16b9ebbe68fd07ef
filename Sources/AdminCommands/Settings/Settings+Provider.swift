// The hospital's own sign-in as the settings have it, and everything that is wrong with them.
import Domain
import FoundationEssentials
import Server

extension Settings {
    /// The hospital's own sign-in; nil where none is configured, or where something is wrong.
    func provider() -> (settings: ProviderSettings?, faults: [SettingFault]) {
        let (secret, faults) = clientSecret()
        let texts = ProviderSettings.Texts(
            issuer: written(.oidcIssuer),
            clientID: written(.oidcClientID),
            secret: secret,
            origin: written(.origin),
            scopes: written(.oidcScopes) ?? "openid",
            acrValues: written(.oidcAcrValues),
            amrValues: written(.oidcAmrValues),
            ageSecondsMax: ageSecondsMax,
            authorityFile: written(.oidcAuthorityFile)
        )
        let all = faults + authorityFaults
        guard all.isEmpty else { return (nil, all) }
        let read = ProviderSettings.read(texts)
        return (read.settings, read.faults.map { SettingFault(source: source(of: $0.setting), message: $0.message) })
    }

    private var authorityFaults: [SettingFault] {
        guard let path = written(.oidcAuthorityFile), !FileManager.default.isReadableFile(atPath: path) else {
            return []
        }
        return [
            SettingFault(
                source: source(of: SettingKey.oidcAuthorityFile.name),
                message: Localized(
                    en: "the file of oidc.authorityFile is not there or not readable",
                    nl: "het bestand van oidc.authorityFile is er niet of is niet leesbaar"
                )
            )
        ]
    }

    private var ageSecondsMax: Int {
        let setting = resolved.first { $0.key == .oidcAgeSecondsMax }
        guard case .integer(let seconds)? = setting?.value ?? SettingKey.oidcAgeSecondsMax.standard else { return 0 }
        return seconds
    }

    private func written(_ key: SettingKey) -> String? {
        guard case .text(let text)? = resolved.first(where: { $0.key == key })?.value else { return nil }
        return text
    }

    private func source(of name: String) -> SettingSource {
        resolved.first { $0.key.name == name }?.source ?? .notSet
    }

    /// The secret, from its file or as it is written. Never a word of it in a fault.
    private func clientSecret() -> (ClientSecret?, [SettingFault]) {
        let text = written(.oidcClientSecret)
        guard let path = written(.oidcClientSecretFile) else { return (text.map(ClientSecret.init), []) }
        let place = source(of: SettingKey.oidcClientSecretFile.name)
        func fault(_ en: String, _ nl: String) -> (ClientSecret?, [SettingFault]) {
            (nil, [SettingFault(source: place, message: Localized(en: en, nl: nl))])
        }
        guard text == nil else {
            return fault(
                "oidc.clientSecret and oidc.clientSecretFile are both set: take one",
                "oidc.clientSecret en oidc.clientSecretFile zijn allebei ingesteld: neem er een"
            )
        }
        guard let data = FileManager.default.contents(atPath: path), data.count <= 4_096,
            let content = String(validating: data, as: UTF8.self)
        else {
            return fault(
                "the file of oidc.clientSecretFile is not there, not readable, or no short text",
                "het bestand van oidc.clientSecretFile is er niet, is niet leesbaar, of is geen korte tekst"
            )
        }
        return (ClientSecret(String(content.prefix { !$0.isNewline })), [])
    }
}
