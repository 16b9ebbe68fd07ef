// Whether a statement leaves something behind in its session, which the pool gives to others, or ends a transaction.

extension StatementCheck {
    /// What a statement does to the session or the transaction around it that it must not do.
    static func sessionProblems(_ words: SQLWords, _ plan: StatementPlan?) -> [String] {
        var problems: [String] = []
        if words.endsOrBeginsTransaction {
            problems.append("begins or ends a transaction: that is for the verb `transaction`")
        }
        if words.first == "copy" { problems.append("is a COPY: those are run by `copyIn` and `copyOut`") }
        if let change = words.sessionChange {
            problems.append("\(change), for all who use the session later: \(elsewhere)")
        }
        let locks = words.calledNames.union(plan?.words.calledNames ?? []).intersection(sessionLocks).sorted()
        if !locks.isEmpty {
            problems.append("calls \(locks.joined(separator: ", ")), whose lock stays with the session: \(elsewhere)")
        }
        if words.keepsSetting || plan?.words.keepsSetting == true {
            problems.append("calls set_config without `true` as its third argument: the setting stays in the session")
        }
        return problems
    }

    private static let elsewhere = "run it as a script on a connection of one's own"

    private static let sessionLocks: Set = [
        "pg_advisory_lock", "pg_advisory_lock_shared", "pg_try_advisory_lock", "pg_try_advisory_lock_shared",
        "pg_advisory_unlock", "pg_advisory_unlock_shared", "pg_advisory_unlock_all",
    ]
}

extension SQLWords {
    /// Whether it is one of the statements around a transaction. Savepoints are not: they are within one.
    fileprivate var endsOrBeginsTransaction: Bool {
        switch first {
        case "begin", "start", "commit", "end", "abort": true
        case "rollback": !tokens.contains(.word("to"))
        case "prepare": word(1) == "transaction"
        default: false
        }
    }

    /// What it changes in the session for good.
    fileprivate var sessionChange: String? {
        switch first {
        case "set":
            ["local", "transaction", "constraints"].contains(word(1)) ? nil : "changes a setting"
        case "reset": "changes a setting"
        case "prepare": word(1) == "transaction" ? nil : "prepares a statement by a name"
        case "deallocate", "execute": "uses a statement prepared by a name"
        case "listen", "unlisten": "listens to a channel"
        case "declare": contains("with", "hold") ? "keeps a cursor" : nil
        case "discard": "discards what the session holds, prepared statements included"
        case "load": "loads a library"
        default: makesTemporary ? "makes something temporary" : nil
        }
    }

    private var makesTemporary: Bool {
        if contains("into", "temp") || contains("into", "temporary") { return true }
        guard first == "create", !contains("commit", "drop") else { return false }
        let before: [Token] = ["or", "replace", "local", "global"].map(Token.word)
        let made = tokens.dropFirst().drop { before.contains($0) }.first
        return made == .word("temp") || made == .word("temporary")
    }

    /// Whether it calls `set_config` for more than the transaction.
    fileprivate var keepsSetting: Bool {
        for index in tokens.indices.dropLast() where tokens[index] == .word("set_config") {
            guard tokens[index + 1] == .symbol("(") else { continue }
            let arguments = arguments(from: index + 2)
            if arguments.count != 3 || arguments[2] != [.word("true")] { return true }
        }
        return false
    }

    /// The arguments of a call, from behind its parenthesis on.
    private func arguments(from start: Int) -> [[Token]] {
        var arguments: [[Token]] = [[]]
        var depth = 0
        for token in tokens[start...] {
            switch token {
            case .symbol(")") where depth == 0: return arguments
            case .symbol(",") where depth == 0:
                arguments.append([])
                continue
            case .symbol("("), .symbol("["): depth += 1
            case .symbol(")"), .symbol("]"): depth -= 1
            default: break
            }
            arguments[arguments.count - 1].append(token)
        }
        return arguments
    }

    private func word(_ index: Int) -> String? {
        guard index < tokens.count, case .word(let word) = tokens[index] else { return nil }
        return word
    }

    private func contains(_ first: String, _ second: String) -> Bool {
        zip(tokens, tokens.dropFirst()).contains { $0 == .word(first) && $1 == .word(second) }
    }
}
