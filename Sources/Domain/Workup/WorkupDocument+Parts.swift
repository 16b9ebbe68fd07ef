// A workup reduced to a part of it, for what shows one part at a time.

extension WorkupDocument {
    /// The same workup with these findings instead of its own.
    package func with(findings: [FindingDocument]) -> WorkupDocument {
        WorkupDocument(
            id: id,
            version: version,
            asOf: asOf,
            today: today,
            protocolCode: protocolCode,
            protocolVersion: protocolVersion,
            status: status,
            openedOn: openedOn,
            question: question,
            referredBy: referredBy,
            organisation: organisation,
            assignee: assignee,
            closedOn: closedOn,
            closeReason: closeReason,
            diagnosis: diagnosis,
            recordedAt: recordedAt,
            recordedBy: recordedBy,
            source: source,
            patient: patient,
            steps: steps,
            findings: findings,
            treatments: treatments,
            choices: choices,
            outcomes: outcomes,
            conditions: conditions,
            meetings: meetings,
            sharedInPart: sharedInPart,
            evaluation: evaluation
        )
    }
}
