// Writes an evaluation of which parts were written before.

extension EvaluationCodecs {
    /// Writes an evaluation as `evaluation` does, but takes some of its lists from elsewhere: most clauses, categories and
    /// steps of a case came out of another case before, and are not written anew.
    ///
    /// - Parameters:
    ///   - evaluation: the evaluation.
    ///   - writer: takes the JSON.
    ///   - categories: writes the categories of a set, one after another; told its place among the sets.
    ///   - clauses: writes its clauses likewise.
    ///   - nextSteps: writes the list of next steps.
    ///   - unnecessarySteps: writes the list of steps that can change nothing.
    package func write(
        _ evaluation: CaseEvaluation,
        to writer: inout JSONWriter,
        categories: (Int, inout JSONWriter) -> Void,
        clauses: (Int, inout JSONWriter) -> Void,
        nextSteps: (inout JSONWriter) -> Void,
        unnecessarySteps: (inout JSONWriter) -> Void
    ) {
        writer.beginObject()
        writer.key("format")
        writer.string(EvaluationFormat.version1.rawValue)
        Self.write("segments", evaluation.segments, segment, &writer)
        writer.key("evaluations")
        writer.beginArray()
        for (index, set) in evaluation.evaluations.enumerated() {
            writer.beginObject()
            writer.key("criteria")
            writer.string(set.criteria)
            writer.key("version")
            writer.string(set.version)
            writer.key("category")
            writer.string(set.category.rawValue)
            writer.key("status")
            writer.string(set.status.rawValue)
            writer.key("categories")
            writer.beginArray()
            categories(index, &writer)
            writer.endArray()
            writer.key("clauses")
            writer.beginArray()
            clauses(index, &writer)
            writer.endArray()
            Self.write("reachable", set.reachable, .code, &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("nextSteps")
        nextSteps(&writer)
        writer.key("unnecessarySteps")
        unnecessarySteps(&writer)
        Self.write("cautions", evaluation.cautions, caution, &writer)
        Self.write("warnings", evaluation.warnings, warning, &writer)
        writer.endObject()
    }

    private static func write<Element>(
        _ name: String,
        _ elements: [Element],
        _ codec: Codec<Element>,
        _ writer: inout JSONWriter
    ) {
        writer.key(name)
        writer.beginArray()
        for element in elements { codec.write(element, &writer) }
        writer.endArray()
    }
}
