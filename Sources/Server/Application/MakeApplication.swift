// Hummingbird's application out of the parts: the tests use the same one.
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The application of a route table.
func makeApplication(
    _ service: ServiceParts,
    table: RouteTable,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
) -> Application<WorkupResponder> {
    let settings = service.settings
    let connection = HTTP1Channel.Configuration(
        additionalChannelHandlers: [
            ConnectionGuard(
                readMax: .seconds(Int64(settings.requestSecondsMax)),
                writeMax: .seconds(Int64(settings.writeSecondsMax))
            )
        ],
        idleTimeout: .seconds(Int64(settings.idleSecondsMax)),
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16 * 1_024,
            maxHeaderListSize: 32 * 1_024,
            maxHeaderFieldCount: 100
        )
    )
    return Application(
        responder: WorkupResponder(router: table.makeRouter(service).buildResponder(), service: service),
        server: .http1(configuration: connection),
        configuration: ApplicationConfiguration(
            address: .hostname(settings.host, port: settings.port),
            availableConnectionsDelegate: .maximum(settings.connectionsMax, logger: service.logger)
        ),
        onServerRunning: { channel in await onListening(channel.localAddress?.port ?? settings.port) },
        logger: service.logger
    )
}
