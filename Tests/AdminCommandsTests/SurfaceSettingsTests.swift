// The settings of who may come and by what way: what has to fit together, and that no secret is ever a flag.
import Domain
import Server
import Testing

@testable import AdminCommands

@Suite("Settings of the surface")
struct SurfaceSettingsTests {
    private func settings(_ values: [SettingKey: String]) throws -> Settings {
        let environment = Dictionary(uniqueKeysWithValues: values.map { ($0.key.environmentName, $0.value) })
        return try SettingsReader(flags: [:], environment: environment, file: nil).settings()
    }

    @Test(
        "other machines are let in by TLS only: by a certificate, or by a proxy that has one",
        arguments: [
            ([:], 0), ([.host: "0.0.0.0"], 1), ([.host: "::"], 1), ([.host: "192.0.2.1"], 1),
            ([.host: "workup.example.org"], 1),
            ([.host: "localhost"], 0), ([.host: "::1"], 0), ([.host: "127.0.0.2"], 0),
            ([.host: "0.0.0.0", .trustedProxies: "10.0.0.7"], 0), ([.host: "0.0.0.0", .trustedProxies: " "], 1),
            ([.host: "0.0.0.0", .tlsCertificateFile: "/c", .tlsKeyFile: "/k"], 0),
            ([.tlsCertificateFile: "/c"], 1), ([.tlsKeyFile: "/k"], 1), ([.host: "0.0.0.0", .tlsKeyFile: "/k"], 2),
        ] as [([SettingKey: String], Int)]
    )
    func plainText(values: [SettingKey: String], faultCount: Int) throws {
        let faults = try settings(values).surfaceFaults
        #expect(faults.count == faultCount)
        for fault in faults { #expect(fault.message.en != fault.message.nl) }
    }

    @Test("networks are read when the settings are", arguments: ["10.0.0.0/33", "proxy", "10.0.0.1;10.0.0.2"])
    func networks(text: String) {
        let reader = SettingsReader(flags: [:], environment: ["WORKUP_HTTP_TRUSTED_PROXIES": text], file: nil)
        #expect(reader.read().faults.count == 1)
    }

    @Test("serve and config check refuse plain text for other machines with 78, and name the setting")
    func refusal() async {
        for arguments in [["serve", "--host", "0.0.0.0", "--data", "/nonexistent"], ["config", "check"]] {
            let ran = await runAll(arguments, environment: ["WORKUP_HTTP_HOST": "0.0.0.0"])
            #expect(ran.code == .badConfiguration)
            #expect(ran.talk.contains("tls.certificateFile") && ran.talk.contains("http.trustedProxies"), "\(ran.talk)")
        }
    }

    /// What only asks for a secret, or names a file or a thing that is called so, without being one.
    private static let harmless: Set<String> = [
        "--tls-key", "--public-key", "--password-file", "--token-file", "--repository-key",
    ]

    @Test("no flag takes a secret: those that look so are a file, a yes, or refused where they hold one")
    func flags() throws {
        for key in SettingKey.all where key.isSecret {
            // The connection: its password is refused there, which `SettingsTests` shows.
            #expect(key.flag == nil || key == .databaseURL, "\(key.name)")
        }
        for command in try CommandDescription.root().all {
            for option in command.arguments {
                let flag = option.names.first { $0.hasPrefix("--") } ?? ""
                let words = ["password", "secret", "token", "key", "credential"]
                guard words.contains(where: { flag.contains($0) }), !option.isFlag, !option.isPositional else {
                    continue
                }
                #expect(Self.harmless.contains(flag), "\(command.path.joined(separator: " ")) \(flag)")
            }
        }
    }
}
