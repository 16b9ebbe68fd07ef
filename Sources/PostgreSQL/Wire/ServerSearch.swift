// Goes through the hosts of the settings and their addresses until one gives a connection.

/// A search for a server. libpq is given one address at a time: left to itself it would let a host that accepts and
/// then says nothing use up all the time, since its asynchronous side knows no `connect_timeout`.
struct ServerSearch {
    private let target: ConnectionTarget
    private let settings: EffectiveSettings
    private let shares: ConnectShares
    private let wait: StoppableWait
    private var failures: [ConnectFailure] = []
    /// Hosts that would have given a session of another kind than was wanted.
    private var otherKind: [HostEntry] = []

    /// Reads the settings.
    /// - Throws: category `configuration`.
    init(target: ConnectionTarget, wait: StoppableWait) throws(PostgreSQLError) {
        self.target = target
        self.wait = wait
        settings = try EffectiveSettings(target.settings)
        shares = ConnectShares(
            addressTimeout: try settings.connectTimeout(),
            end: .after(target.timeout),
            hostTimeoutMax: target.hostTimeoutMax
        )
    }

    /// Searches.
    /// - Throws: the failure that ended the search, or all of them as one.
    mutating func run() throws(PostgreSQLError) -> PGConnection {
        var hosts = HostEntry.entries(of: settings)
        if settings.isLoadBalanced { hosts.shuffle() }
        let rounds = settings.sessionsWanted
        for (round, kind) in rounds.enumerated() {
            for (index, host) in hosts.enumerated() {
                // A second round may come to all of them again.
                let turnsLeft = hosts.count * (rounds.count - round) - index
                let connection = try visit(host, wanting: kind, until: shares.hostDeadline(turnsLeft: turnsLeft))
                if let connection { return connection }
            }
            // Who did not answer when asked for a standby will hardly do so a moment later.
            hosts = hosts.filter(otherKind.contains)
        }
        throw ConnectFailure.error(of: failures)
    }

    private mutating func visit(
        _ host: HostEntry,
        wanting kind: String?,
        until hostDeadline: Deadline
    ) throws(PostgreSQLError) -> PGConnection? {
        let place = ServerPlace(host, settings, role: target.session.all["role"])
        var addresses = [host]
        if let name = host.nameToLookUp {
            switch try lookUp(name, until: hostDeadline) {
            case .addresses(let found):
                addresses = found.map(host.at)
            case .failed:
                note(ConnectFailure(.nameUnknown, place: place))
                return nil
            case nil:
                note(ConnectFailure(.nameUnanswered, place: place))
                return nil
            }
        }
        if settings.isLoadBalanced { addresses.shuffle() }
        for (index, address) in addresses.enumerated() {
            let attempt = ConnectionAttempt(
                target: target,
                place: place,
                deadline: shares.addressDeadline(within: hostDeadline, addressesLeft: addresses.count - index),
                wait: wait
            )
            do throws(ConnectFailure) {
                return try attempt.run(target.parameters(settings, at: address, kind: kind))
            } catch {
                note(error)
                switch error.consequence {
                case .endsSearch where target.settings.looksUnescaped: throw error.asUnescaped.error
                case .endsSearch: throw error.error
                case .nextAddress: continue
                case .nextHost:
                    if error.trouble == .otherKind { otherKind.append(host) }
                    return nil
                }
            }
        }
        return nil
    }

    private mutating func note(_ failure: ConnectFailure) {
        failures.append(target.settings.looksUnescaped ? failure.asUnescaped : failure)
    }

    private func lookUp(_ name: String, until deadline: Deadline) throws(PostgreSQLError) -> NameLookupOutcome? {
        let inbox = try target.lookups.begin(name, waking: wait.waker)
        while true {
            if let outcome = inbox.outcome { return outcome }
            if deadline.hasPassed { return nil }
            _ = try wait(until: deadline)
        }
    }
}

/// How the time for connecting is shared out, so that no host can use up what the others need.
struct ConnectShares {
    /// The settings' own `connect_timeout`: then each address gets that, as in libpq.
    let addressTimeout: Duration?
    /// Until when the whole may take, where the settings say nothing.
    let end: Deadline
    let hostTimeoutMax: Duration

    /// Until when the next host may take.
    func hostDeadline(turnsLeft: Int) -> Deadline {
        if let addressTimeout { return .after(addressTimeout) }
        return share(until: end, among: turnsLeft)
    }

    /// Until when the next address of a host may take.
    func addressDeadline(within hostDeadline: Deadline, addressesLeft: Int) -> Deadline {
        if let addressTimeout { return .after(addressTimeout) }
        return share(until: hostDeadline, among: addressesLeft)
    }

    private func share(until end: Deadline, among count: Int) -> Deadline {
        let share = (end.remaining ?? hostTimeoutMax) / max(1, count)
        return .after(min(share, hostTimeoutMax))
    }
}
