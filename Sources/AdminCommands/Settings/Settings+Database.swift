// Servers on other machines, which have to be who they say they are; and the standbys that reports are read from.
import Domain
import Records

extension Settings {
    /// Servers on other machines that would be reached without making sure who they are, where that is not allowed.
    var unverifiedFaults: [SettingFault] {
        let allowed = resolved.first { $0.key == .databaseAllowUnverifiedTLS }?.value ?? .flag(false)
        guard allowed != .flag(true) else { return [] }
        let source = shownConnection?.source ?? resolved.first { $0.key == .databaseURL }?.source ?? .notSet
        let primary = connection.flatMap { Settings.unverified($0, source) }
        return [primary].compactMap(\.self) + replicas.compactMap { Settings.unverified($0, replicaSource) }
    }

    /// The standbys that reports are read from, each as libpq takes it.
    var replicas: [String] {
        (text(.databaseReplicas) ?? "").split(separator: ";").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
    }

    /// How far behind one of them may be.
    var replicaBehindMax: Duration { .seconds(integer(.databaseReplicaBehindSecondsMax)) }

    /// What is wrong with the standbys as they are named, as libpq sees it without connecting.
    var replicaFaults: [SettingFault] {
        replicas.flatMap { text in
            ConnectionReading(text).troubles().map { SettingFault(source: replicaSource, message: $0.sentence) }
        }
    }

    private var replicaSource: SettingSource {
        resolved.first { $0.key == .databaseReplicas }?.source ?? .notSet
    }

    private static func unverified(_ connection: String, _ source: SettingSource) -> SettingFault? {
        guard let unverified = ConnectionReading(connection).unverifiedServers else { return nil }
        let hosts = unverified.hosts.joined(separator: ", ")
        return SettingFault(
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
    }
}

extension Substring {
    /// Without the spaces around it.
    fileprivate var trimmingSpaces: String {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
