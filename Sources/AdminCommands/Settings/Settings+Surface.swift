// What has to fit together of the settings of who may come to the service.
import Domain
import Server

extension Settings {
    /// The files of the service's certificate, where it speaks TLS itself.
    var tlsFiles: TLSFiles? {
        guard let certificate = text(.tlsCertificateFile), let key = text(.tlsKeyFile) else { return nil }
        return TLSFiles(certificate: certificate, key: key)
    }

    /// What does not fit together, each with the setting that it is about.
    var surfaceFaults: [SettingFault] {
        var faults: [SettingFault] = []
        let hasCertificate = text(.tlsCertificateFile) != nil
        if hasCertificate != (text(.tlsKeyFile) != nil) {
            let (present, lacks) =
                hasCertificate ? ("tls.certificateFile", "tls.keyFile") : ("tls.keyFile", "tls.certificateFile")
            faults.append(
                SettingFault(
                    source: source(hasCertificate ? .tlsCertificateFile : .tlsKeyFile),
                    message: Localized(
                        en: "\(present) is set, but \(lacks) is not: TLS needs both",
                        nl: "\(present) is ingesteld, maar \(lacks) niet: TLS heeft beide nodig"
                    )
                )
            )
        }
        var edge = ServerSettings()
        edge.host = host
        let proxies = text(.trustedProxies).flatMap { NetworkRange.list($0) } ?? []
        if !edge.isOnLoopback, !hasCertificate, proxies.isEmpty {
            faults.append(
                SettingFault(
                    source: source(.host),
                    message: Localized(
                        en:
                            "\(host) can be reached from other machines, and without TLS anybody between could read along: "
                            + "set tls.certificateFile and tls.keyFile, or http.trustedProxies where a proxy speaks TLS",
                        nl:
                            "\(host) is vanaf andere machines te bereiken, en zonder TLS kan iedereen ertussen meelezen: "
                            + "stel tls.certificateFile en tls.keyFile in, of http.trustedProxies als een proxy TLS spreekt"
                    )
                )
            )
        }
        return faults
    }

    private func source(_ key: SettingKey) -> SettingSource {
        resolved.first { $0.key == key }?.source ?? .notSet
    }
}
