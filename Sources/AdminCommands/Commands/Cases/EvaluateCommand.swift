// `workup evaluate`: what the criteria say of case files; needs no database and no server.
import ArgumentParser
import Criteria
import Domain

/// `workup evaluate`.
struct EvaluateCommand: Subcommand {
    static let configuration = CommandConfiguration.command(
        "evaluate",
        "Say what the criteria make of case files, and why.",
        examples: [
            "workup evaluate case.json",
            "workup evaluate cases.ndjson --output json > evaluations.ndjson",
        ],
        more: """
            No database is needed. One case file gives one evaluation; a file with faults gives exit code 64 and all
            its faults. Several files, or a file whose name ends in .ndjson or .jsonl with one case a line, or - for
            such lines on standard input, give one evaluation a line, in order; a case with faults gives its faults
            on its line, and the exit code is 3.

            Not validated for clinical decisions.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "Case files, - for standard input.", completion: .file(extensions: ["json", "ndjson", "jsonl"]))
    var files: [String]
    @Option(help: ArgumentHelp("Only this criteria set.", valueName: "id")) var criteria: String?

    func perform(_ run: Run) async throws {
        let engine = try Self.engine(only: criteria)
        var reader = CaseSourceReader(files, run)
        if files.count == 1, !Self.holdsLines(files[0]) {
            guard let input = try reader.next(countMax: 1, bytesMax: 1).first else { return }
            try show(input, engine, run)
        } else {
            try await stream(&reader, engine, run)
        }
    }

    /// Whether a file has one case a line.
    private static func holdsLines(_ name: String) -> Bool {
        name == "-" || name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl")
    }

    /// The engine of the program, with one set only where that is asked for.
    private static func engine(only id: String?) throws -> CriteriaEngine {
        let engine = try CriteriaEngine.program()
        guard let id else { return engine }
        guard let single = engine.limited(to: id) else {
            let known = engine.sets.map(\.id).joined(separator: ", ")
            throw CommandFailure.usage(
                "unknown-criteria",
                en: "there is no criteria set \"\(id)\"",
                nl: "er is geen criteriaset \"\(id)\"",
                hint: Localized(en: "one of: \(known)", nl: "een van: \(known)")
            )
        }
        return single
    }

    // MARK: One case

    private func show(_ input: CaseInput, _ engine: CriteriaEngine, _ run: Run) throws {
        let file: CaseFile
        do {
            file = try CaseFile.read(input.bytes)
        } catch {
            throw CommandFailure.faultyCase(input.source, error)
        }
        switch run.console.form {
        case .json: try run.console.write(Self.line(file, CaseEvaluator(engine), run.language))
        case .csv:
            let items = EvaluationTable.items(input.source, engine.evaluate(file))
            try run.console.write(EvaluationTable.rows.csv(items))
        case .table:
            let codecs = EvaluationCodecs.inLanguage(run.language)
            var writer = JSONWriter()
            codecs.evaluation.write(engine.evaluate(file), &writer)
            let document = try JSONReader.read(writer.bytes, limits: .ownDocuments)
            try run.console.write(EvaluationTable.text(document, of: file, run))
        }
        if run.console.form == .table { run.console.say(EvaluationTable.notValidated) }
    }

    /// One line of JSON.
    private static func line(_ file: CaseFile, _ evaluator: CaseEvaluator, _ language: Language) -> [UInt8] {
        var writer = JSONWriter(capacity: 32_768)
        evaluator.write(file, in: language, to: &writer)
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    // MARK: Many cases

    private func stream(_ reader: inout CaseSourceReader, _ engine: CriteriaEngine, _ run: Run) async throws {
        var faultyCount = 0
        var hasTitles = false
        var rows: [JSONValue] = []
        let evaluator = CaseEvaluator(engine)
        // Each case goes out before the next is read, so that a program at the other end may wait for its answer.
        while let input = try reader.next(countMax: 1, bytesMax: 1).first {
            try Task.checkCancellation()
            do {
                let file = try CaseFile.read(input.bytes)
                switch run.console.form {
                case .json: try run.console.write(Self.line(file, evaluator, run.language))
                case .csv:
                    let items = EvaluationTable.items(input.source, evaluator.evaluate(file))
                    try run.console.write(EvaluationTable.rows.csv(items, hasTitles: !hasTitles))
                    hasTitles = true
                case .table: rows += EvaluationTable.items(input.source, evaluator.evaluate(file))
                }
            } catch let faults as Faults {
                faultyCount += 1
                try tell(faults, of: input, run)
            }
        }
        // Where every case was at fault, that is said, and not that there was none.
        if run.console.form == .table, !rows.isEmpty || faultyCount == 0 {
            try run.console.show(items: rows, as: EvaluationTable.rows)
            if let note = PublishedSets.note(on: rows) { run.console.say(note) }
        }
        guard faultyCount > 0 else { return }
        run.console.say(
            Localized(
                en: "\(faultyCount) \(faultyCount == 1 ? "case has" : "cases have") faults.",
                nl: "\(faultyCount) \(faultyCount == 1 ? "casus heeft" : "casussen hebben") fouten."
            )
        )
        throw ExitCode.found
    }

    /// The faults of one of many cases: on its line of JSON, else as talk.
    private func tell(_ faults: Faults, of input: CaseInput, _ run: Run) throws {
        guard run.console.form == .json else {
            run.console.say(
                Localized(en: "error: \(input.source) has faults", nl: "fout: \(input.source) heeft fouten")
            )
            for fault in faults.all {
                run.console.say("  \(FailureText.line(fault, run.language))")
            }
            return
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("format")
        writer.string(EvaluationFormat.version1.rawValue)
        writer.key("faults")
        writer.beginArray()
        for fault in faults.all {
            writer.beginObject()
            writer.key("pointer")
            writer.string(fault.pointer)
            writer.key("message")
            writer.string(fault.message[run.language])
            writer.key("code")
            writer.string(fault.code.rawValue)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        try run.console.write(writer.bytes + [UInt8(ascii: "\n")])
    }
}

extension CommandFailure {
    /// A case file with faults.
    fileprivate static func faultyCase(_ name: String, _ faults: Faults) -> CommandFailure {
        let count = faults.all.count
        return CommandFailure(
            code: "invalid-input",
            exit: .usage,
            message: Localized(
                en: "\(name) has \(count) \(count == 1 ? "fault" : "faults"); it was not evaluated",
                nl: "\(name) heeft \(count) \(count == 1 ? "fout" : "fouten"); het is niet geëvalueerd"
            ),
            faults: faults.all
        )
    }
}
