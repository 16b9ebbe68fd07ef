// `docs/operations/metrics.md`: every number that the service gives out.
import Server

/// Renders the list of the metrics as Markdown.
enum MetricReference {
    /// The page.
    static func markdown() -> String {
        var text = """
            # Metrics

            <!-- Made by `workup generate reference` from the metrics that are declared; a test holds them equal. -->

            What `/metrics` gives out; [monitoring.md](monitoring.md) says how to collect it and when to look.

            | Name | Kind | Labels | What it says |
            |---|---|---|---|

            """
        for metric in MetricCatalogue.all {
            let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
            text += "| `\(metric.name)` | \(metric.kind) | \(labels) | \(metric.help) |\n"
        }
        return text
    }
}
