// The desk most tests make their PDFs at: one that waits where a machine is busy.
import Reports

extension PDFDesk {
    /// Makes a document in a process of its own, however long a machine that runs a whole suite takes to start one.
    static var unhurried: PDFDesk {
        var settings = PDFSettings()
        settings.secondsMax = 240
        settings.waitingSecondsMax = 240
        return PDFDesk(settings: settings)
    }
}
