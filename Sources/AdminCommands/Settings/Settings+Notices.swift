// The settings of what is told outside at once, and everything that is wrong with them.
import Domain
import FoundationEssentials
import Server

extension SettingKey {
    static let noticesURL = SettingKey(
        "notices.url",
        .text,
        en: """
            Address to which emergency access is told at once, as a POST of JSON: of a gateway that sends it on to the \
            privacy officer as mail or message. `https`, or `http` on this machine. It names who and when, and no patient. \
            What is not taken is sent again. Where it is not set, emergencies stand in the queue of unusual access, in \
            this service's log and, by `audit.syslogSocket`, in the system log.
            """,
        nl: """
            Adres waar noodtoegang direct gemeld wordt, als POST met JSON: van een doorgeefluik dat het als mail of bericht \
            aan de functionaris gegevensbescherming stuurt. `https`, of `http` op deze machine. Het noemt wie en wanneer, \
            en geen patiënt. Wat niet aankomt, wordt opnieuw gestuurd. Zonder deze waarde staan noodgevallen in de lijst \
            met ongewone toegang, in het logboek van deze dienst en, met `audit.syslogSocket`, in het systeemlogboek.
            """
    )
    static let noticesTokenFile = SettingKey(
        "notices.tokenFile",
        .path,
        en: "File whose first line is sent to `notices.url` as a bearer token.",
        nl: "Bestand waarvan de eerste regel als bearer-token naar `notices.url` gaat."
    )
    static let noticesAuthorityFile = SettingKey(
        "notices.authorityFile",
        .path,
        en:
            "File with the certificates (PEM) that the TLS of `notices.url` is checked against; those of the system without it.",
        nl:
            "Bestand met de certificaten (PEM) waaraan de TLS van `notices.url` getoetst wordt; zonder deze waarde die van het systeem."
    )

    /// Those of what is told outside, in the order in which they are documented.
    static let notices = [noticesURL, noticesTokenFile, noticesAuthorityFile]
}

extension Settings {
    /// Where notices go; nil where nothing is set, or where something is wrong.
    func notices() -> (post: NoticePost?, faults: [SettingFault]) {
        guard let url = text(.noticesURL), !url.isEmpty else { return (nil, []) }
        var faults: [SettingFault] = []
        var token: ClientSecret?
        if let path = text(.noticesTokenFile) {
            token = FileManager.default.contents(atPath: path)
                .flatMap { $0.count <= 4_096 ? String(validating: $0, as: UTF8.self) : nil }
                .map { ClientSecret(String($0.prefix { !$0.isNewline })) }
            if token == nil { faults.append(unreadable(.noticesTokenFile)) }
        }
        let authority = text(.noticesAuthorityFile)
        if let authority, !FileManager.default.isReadableFile(atPath: authority) {
            faults.append(unreadable(.noticesAuthorityFile))
        }
        let post = NoticePost(address: url, token: token, authorityFile: authority)
        if post == nil {
            faults.append(
                SettingFault(
                    source: source(of: .noticesURL),
                    message: Localized(
                        en: "notices.url is no https address, nor an http address of this machine",
                        nl: "notices.url is geen https-adres, en ook geen http-adres van deze machine"
                    )
                )
            )
        }
        return faults.isEmpty ? (post, []) : (nil, faults)
    }

    private func unreadable(_ key: SettingKey) -> SettingFault {
        SettingFault(
            source: source(of: key),
            message: Localized(
                en: "the file of \(key.name) is not there or not readable",
                nl: "het bestand van \(key.name) is er niet of is niet leesbaar"
            )
        )
    }

    private func source(of key: SettingKey) -> SettingSource {
        resolved.first { $0.key == key }?.source ?? .notSet
    }
}
