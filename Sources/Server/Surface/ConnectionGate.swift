// Who may have a connection: so many for each address, and in the open only proxies of ours.
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// Counts the open connections of each address.
///
/// The proxies in front speak for everybody, so they are not counted.
final class ConnectionGate: Sendable {
    private let counts = Mutex<[NetworkAddress: Int]>([:])
    private let perAddressMax: Int
    private let rule: ClientAddressRule
    /// Whether strangers would send what nobody should read on its way.
    private let isOpenToNetwork: Bool
    private let registry: MetricsRegistry

    init(_ settings: ServerSettings, _ registry: MetricsRegistry) {
        perAddressMax = settings.connectionsPerAddressMax
        rule = ClientAddressRule(settings)
        isOpenToNetwork = !settings.hasOwnTLS && !settings.isOnLoopback && !settings.admitsStrangersInPlain
        self.registry = registry
    }

    /// Lets a connection in.
    ///
    /// - Returns: what to call when it has closed; nil where it may not be.
    func enter(_ text: String?) -> (@Sendable () -> Void)? {
        guard let peer = text.flatMap({ NetworkAddress($0) }), !rule.isProxy(peer) else { return {} }
        // Behind a proxy that speaks TLS nobody else comes here, but for a watchdog on this machine.
        guard !isOpenToNetwork || peer.isLoopback else { return refuse("plain") }
        let key = peer.counted
        let isFree = counts.withLock { counts in
            guard counts[key, default: 0] < perAddressMax else { return false }
            counts[key, default: 0] += 1
            return true
        }
        guard isFree else { return refuse("address") }
        return { [self] in leave(key) }
    }

    private func refuse(_ reason: String) -> (@Sendable () -> Void)? {
        registry.series("connections_refused_total", [("reason", reason)], .counter).increment(by: 1 as Int64)
        return nil
    }

    private func leave(_ key: NetworkAddress) {
        counts.withLock { counts in
            guard let count = counts[key], count > 1 else {
                counts[key] = nil
                return
            }
            counts[key] = count - 1
        }
    }
}

/// A connection that the gate has a say in, before anything is read of it.
struct GatedChannel<Base: ServerChildChannel>: ServerChildChannel {
    /// The gate did not let it in.
    struct Refused: Error {}

    let base: Base
    let gate: ConnectionGate

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        guard let leave = gate.enter(channel.remoteAddress?.ipAddress) else {
            return channel.close().flatMapThrowing { throw Refused() }
        }
        channel.closeFuture.whenComplete { _ in leave() }
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
