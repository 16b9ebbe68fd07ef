// Keeps a process that makes PDFs ready beside the running service, and ends all of them with it.
import Logging
import Reports
import ServiceLifecycle

/// The service's own PDFs: the next one is ready to be made before anybody asks for it.
struct PaperReady: Service {
    let desk: PDFDesk
    let logger: Logger

    /// Runs until the service stops; then no process is left.
    func run() async {
        await cancelWhenGracefulShutdown { [desk, logger] in
            await desk.keepReady { error in
                logger.warning("no process is ready to make PDFs", metadata: ["reason": "\(error)"])
            }
        }
    }
}
