// Keeps slow or silent peers from holding a connection for ever: deadlines that Hummingbird does not have.
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Watches one connection.
///
/// Hummingbird's idle timeout is pushed back by every part of a trickled body and stands still while an answer is
/// written. So here the first request of a connection must begin within a time, each request must arrive whole within a
/// time, and each part of an answer must be taken by the peer within a time. An answer that is given before its request is
/// whole ends the connection, since the rest would stand in front of the next request. After an answer with
/// `Connection: close` the connection is closed in order: our side first, then the rest after a short while, so that the
/// peer can still read the answer.
///
/// What the library answers by itself to what is no HTTP gets the fields that every answer carries.
///
/// Confined to its channel's event loop, as every channel handler.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let headMax: TimeAmount
    private let readMax: TimeAmount
    private let writeMax: TimeAmount
    private let lingerMax: TimeAmount
    private let headers: SecurityHeaders
    private var headDeadline: Scheduled<Void>?
    private var readDeadline: Scheduled<Void>?
    private var writeDeadline: Scheduled<Void>?
    private var lingering: Scheduled<Void>?
    private var pendingWriteCount = 0
    private var closesAfterAnswer = false
    private var isRefused = false

    init(
        headMax: TimeAmount,
        readMax: TimeAmount,
        writeMax: TimeAmount,
        lingerMax: TimeAmount = .seconds(2),
        headers: SecurityHeaders
    ) {
        self.headMax = headMax
        self.headers = headers
        self.readMax = readMax
        self.writeMax = writeMax
        self.lingerMax = lingerMax
    }

    func handlerAdded(context: ChannelHandlerContext) {
        headDeadline = close(context, in: headMax)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            // Exactly one host (RFC 9112, 3.2), so that nobody in front reads another one than we do.
            guard head.authority?.isEmpty == false, !head.headerFields.contains(.host) else {
                isRefused = true
                context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
                return
            }
            headDeadline?.cancel()
            readDeadline?.cancel()
            readDeadline = close(context, in: readMax)
        case .body: break
        case .end:
            readDeadline?.cancel()
            readDeadline = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = completed(unwrapOutboundIn(data))
        let written = promise ?? context.eventLoop.makePromise()
        watch(written, context)
        if case .end = part, closesAfterAnswer { finish(after: written, context) }
        context.write(wrapOutboundOut(part), promise: written)
    }

    private func completed(_ part: HTTPResponsePart) -> HTTPResponsePart {
        // A continuation is no answer yet.
        guard case .head(var head) = part, head.status.kind != .informational else { return part }
        if readDeadline != nil { head.headerFields[.connection] = "close" }
        if head.headerFields[.connection]?.lowercased() == "close" { closesAfterAnswer = true }
        if head.headerFields[.contentSecurityPolicy] == nil { headers.apply(to: &head.headerFields) }
        return .head(head)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        for task in [headDeadline, readDeadline, writeDeadline, lingering] { task?.cancel() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        for task in [headDeadline, readDeadline, writeDeadline, lingering] { task?.cancel() }
        context.fireChannelInactive()
    }

    /// While anything written has not been taken by the peer, a deadline runs; every part taken begins it anew.
    private func watch(_ written: EventLoopPromise<Void>, _ context: ChannelHandlerContext) {
        pendingWriteCount += 1
        if writeDeadline == nil { writeDeadline = close(context, in: writeMax) }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            let (handler, context) = bound.value
            handler.pendingWriteCount -= 1
            handler.writeDeadline?.cancel()
            handler.writeDeadline = handler.pendingWriteCount > 0 ? handler.close(context, in: handler.writeMax) : nil
        }
    }

    private func finish(after written: EventLoopPromise<Void>, _ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        written.futureResult.whenSuccess {
            let (handler, context) = bound.value
            context.close(mode: .output, promise: nil)
            handler.lingering = handler.close(context, in: handler.lingerMax)
        }
    }

    private func close(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: time) { bound.value.close(promise: nil) }
    }
}
