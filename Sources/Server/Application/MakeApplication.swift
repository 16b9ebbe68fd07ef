// Hummingbird's application out of the parts: the tests use the same one.
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore

/// The application of a route table.
func makeApplication(
    _ service: ServiceParts,
    table: RouteTable,
    tls: TLSConfiguration? = nil,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
) -> Application<WorkupResponder> {
    let settings = service.settings
    let connection = HTTP1Channel.Configuration(
        additionalChannelHandlers: [
            ConnectionGuard(
                headMax: .seconds(Int64(settings.headSecondsMax)),
                readMax: .seconds(Int64(settings.requestSecondsMax)),
                writeMax: .seconds(Int64(settings.writeSecondsMax)),
                headers: SecurityHeaders(usesTLS: settings.usesTLS)
            )
        ],
        idleTimeout: .seconds(Int64(settings.idleSecondsMax)),
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16 * 1_024,
            maxHeaderListSize: 32 * 1_024,
            maxHeaderFieldCount: 100
        )
    )
    let gate = ConnectionGate(settings, service.metrics.registry)
    let server = HTTPServerBuilder { responder in
        let channel = HTTP1Channel(responder: responder, configuration: connection)
        guard let tls else { return GatedChannel(base: channel, gate: gate) }
        return GatedChannel(base: try TLSChannel(channel, tlsConfiguration: tls), gate: gate)
    }
    return Application(
        responder: WorkupResponder(router: table.makeRouter(service).buildResponder(), service: service),
        server: server,
        configuration: ApplicationConfiguration(
            address: .hostname(settings.host, port: settings.port),
            availableConnectionsDelegate: .maximum(settings.connectionsMax, logger: service.logger)
        ),
        onServerRunning: { channel in await onListening(channel.localAddress?.port ?? settings.port) },
        logger: service.logger
    )
}
