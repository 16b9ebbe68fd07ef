// Units that share a transaction: those that wait while one of their kind is under way go together, with one commit. Each is
// answered only after it. Where one of them fails none of it is kept, and each runs again by itself.

extension WireDriver {
    /// Sends those that wait to share a transaction, unless one of their kind is under way: then they wait for its end, and
    /// others may join them.
    /// - Returns: false where the connection does not take it.
    mutating func sendSharing() -> Bool {
        while !sharing.isEmpty, held.isEmpty, units.isEmpty || isInPipelineMode,
            !units.contains(where: \.ticket.unit.isShareable)
        {
            var members: [UnitTicket] = []
            while members.count < limits.sharingMax, let ticket = sharing.popFirst() {
                if ticket.promise.take() { members.append(ticket) } else { finishedUnsent += 1 }
            }
            guard let unit = InFlightUnit(sharedBy: members) else { continue }
            guard send(unit) else { return false }
        }
        return true
    }

    /// A transaction that several share is over: each is given its own part of the results, or runs again by itself.
    /// - Returns: false where the connection has to go.
    mutating func completeShared(_ unit: InFlightUnit, _ completions: inout [Completion]) -> Bool {
        var unit = unit
        if let error = unit.outcome.error {
            if error.isStaleStatement { prepared.removeAll() }
            return runAlone(unit, because: error, &completions)
        }
        unit.closeLimit(bytesMax: limits.resultBytesMax, isOpen: connection.standing.isInTransaction)
        unit.outcome.session = connection.standing
        if let warning = unit.warningAtCommit, unit.outcome.error == nil { unit.outcome.error = .doubted(by: warning) }
        let isLeftOpen = unit.hasLeftOpen(connection.standing, isLast: units.isEmpty)
        if isLeftOpen { unit.outcome.error = .leftOpen }
        var results = unit.outcome.results[...]
        for member in unit.members {
            var outcome = unit.outcome
            outcome.results = outcome.error == nil ? Array(results.prefix(member.unit.statementCount)) : []
            results = results.dropFirst(member.unit.statementCount)
            completions.append((member, outcome))
        }
        return !isLeftOpen
    }

    /// Nothing of it was kept: whoever still waits is served without the others.
    private mutating func runAlone(
        _ unit: InFlightUnit,
        because error: PostgreSQLError,
        _ completions: inout [Completion]
    ) -> Bool {
        for member in unit.members {
            if member.promise.isDone {
                completions.append((member, .failed(error)))
            } else if !send(member, again: true) {
                return false
            }
        }
        return true
    }
}

extension InFlightUnit {
    /// One unit of the statements of several; nil for none.
    init?(sharedBy members: [UnitTicket]) {
        guard let first = members.first else { return nil }
        guard members.count > 1 else {
            self.init(ticket: first)
            return
        }
        var unit = first.unit
        unit.work = .statements(members.flatMap(\.unit.cores))
        unit.deadline = members.map(\.unit.deadline).max() ?? unit.deadline
        self.init(ticket: UnitTicket(unit), members: members)
    }
}

extension WireUnit {
    /// The statements it is made of.
    fileprivate var cores: [BoundCore] {
        if case .statements(let cores) = work { cores } else { [] }
    }
    fileprivate var statementCount: Int { cores.count }
}
