// Keeps slow or silent peers from holding a connection for ever: deadlines that Hummingbird does not have.
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Watches one connection.
///
/// Hummingbird's idle timeout is pushed back by every part of a trickled body and stands still while an answer is
/// written. So here a request must arrive whole within a time, and each part of an answer must be taken by the
/// peer within a time. After an answer with `Connection: close` the connection is closed in order: our side first,
/// then the rest after a short while, so that the peer can still read the answer.
///
/// Confined to its channel's event loop, as every channel handler.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let readMax: TimeAmount
    private let writeMax: TimeAmount
    private let lingerMax: TimeAmount
    private var readDeadline: Scheduled<Void>?
    private var writeDeadline: Scheduled<Void>?
    private var lingering: Scheduled<Void>?
    private var pendingWriteCount = 0
    private var closesAfterAnswer = false

    init(readMax: TimeAmount, writeMax: TimeAmount, lingerMax: TimeAmount = .seconds(2)) {
        self.readMax = readMax
        self.writeMax = writeMax
        self.lingerMax = lingerMax
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
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
        let part = unwrapOutboundIn(data)
        if case .head(let head) = part, head.headerFields[.connection]?.lowercased() == "close" {
            closesAfterAnswer = true
        }
        let written = promise ?? context.eventLoop.makePromise()
        watch(written, context)
        if case .end = part, closesAfterAnswer { finish(after: written, context) }
        context.write(data, promise: written)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        for task in [readDeadline, writeDeadline, lingering] { task?.cancel() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        for task in [readDeadline, writeDeadline, lingering] { task?.cancel() }
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
