// What is wrong with the way to a database on another machine.
import Domain
import Records

extension Settings {
    /// Servers on other machines that would be reached without making sure who they are, where that is not allowed.
    var unverifiedFaults: [SettingFault] {
        let allowed = resolved.first { $0.key == .databaseAllowUnverifiedTLS }?.value ?? .flag(false)
        guard allowed != .flag(true), let connection,
            let unverified = ConnectionReading(connection).unverifiedServers
        else { return [] }
        let hosts = unverified.hosts.joined(separator: ", ")
        let source = shownConnection?.source ?? resolved.first { $0.key == .databaseURL }?.source ?? .notSet
        return [
            SettingFault(
                source: source,
                message: Localized(
                    en: "the database\(hosts.isEmpty ? "" : " at \(hosts)") is on another machine, and with "
                        + "sslmode=\(unverified.mode) anybody on the network between can pose as it: set "
                        + "sslmode=verify-full, with sslrootcert for the authority of its certificate, or "
                        + "database.allowUnverifiedTLS where that network is trusted",
                    nl: "de database\(hosts.isEmpty ? "" : " op \(hosts)") staat op een andere machine, en met "
                        + "sslmode=\(unverified.mode) kan iedereen op het netwerk ertussen zich voor haar uitgeven: stel "
                        + "sslmode=verify-full in, met sslrootcert voor de instantie van haar certificaat, of "
                        + "database.allowUnverifiedTLS als dat netwerk vertrouwd is"
                )
            )
        ]
    }
}
