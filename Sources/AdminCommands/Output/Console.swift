// Where a command says things: data on standard output, talk on standard error, in the chosen form and language.
import Domain

/// The forms of output.
enum OutputForm: String, CaseIterable, Sendable {
    case table, json, csv
}

/// The streams of a command, with the form and the language they are written in.
struct Console: Sendable {
    let surroundings: Surroundings
    let form: OutputForm
    let language: Language

    /// Writes data as it is.
    func write(_ bytes: [UInt8]) throws {
        try surroundings.output.write(bytes)
    }

    /// Writes data as it is.
    func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// Says something to the person, beside the data.
    func say(_ text: Localized) {
        say(text[language])
    }

    /// Says something to the person, beside the data.
    func say(_ text: String) {
        let line = TerminalText.plain(text, keepsLineBreaks: true) + "\n"
        // Talk that cannot be heard must not stop the work.
        try? surroundings.talk.write(Array(line.utf8))
    }

    /// Shows one thing: the use case's own bytes as JSON, or laid out by its view.
    func show(_ body: [UInt8], as view: RecordView) throws {
        switch form {
        case .json: try write(body + [UInt8(ascii: "\n")])
        case .csv: try write(view.csv(single: try parsed(body)))
        case .table: try write(view.single(try parsed(body), language, columnsMax: surroundings.outputColumns))
        }
    }

    /// Shows a page `{"items": […], "next": …}`, and says how to read on where there is more.
    func show(page body: [UInt8], as view: RecordView) throws {
        guard form != .json else { return try write(body + [UInt8(ascii: "\n")]) }
        let document = try parsed(body)
        try show(items: document["items"]?.array ?? [], as: view)
        if let next = document["next"]?.string {
            say(Localized(en: "more: add --cursor \(next)", nl: "meer: voeg --cursor \(next) toe"))
        }
    }

    /// Shows a list that a document holds.
    func show(items: [JSONValue], as view: RecordView) throws {
        switch form {
        case .json: try write(JSONValue.array(items).bytes + [UInt8(ascii: "\n")])
        case .csv: try write(view.csv(items))
        case .table where items.isEmpty: say(view.empty)
        case .table: try write(view.table(items, language, columnsMax: surroundings.outputColumns))
        }
    }

    /// Our own documents are JSON; that they are not would be a fault of ours.
    private func parsed(_ body: [UInt8]) throws -> JSONValue {
        do {
            return try JSONReader.read(body, limits: .ownDocuments)
        } catch {
            throw CommandFailure(
                code: "fault",
                exit: .failed,
                message: Localized(
                    en: "the answer could not be read as JSON",
                    nl: "het antwoord was niet te lezen als JSON"
                )
            )
        }
    }
}
