// Importing case files: each whole or not at all, recognised by its content when it comes again.
package import Domain
import FoundationEssentials
import Records

/// Imports case files.
package enum ImportCases {
    /// What became of one case.
    package enum Result: Sendable {
        case imported(workup: ID<Workup>, patient: ID<Patient>)
        /// The same content was imported before.
        case known
        /// Faults with their pointers; nothing of it was stored.
        case refused([Fault])
    }

    /// Transactions side by side at most: more than there are cores seldom helps, and the pool has other users.
    private static let lanesMax = 4
    /// The act as the log names it.
    private static let event = "ImportCase"
    /// Cases that one task reads.
    private static let casesPerTask = 25

    /// Imports several cases, each whole or not at all. Running it again does no harm.
    ///
    /// They travel in a few transactions side by side. Where the record refuses one case for a reason that shows only
    /// there, each of its transaction is imported by itself, so that only that one is refused. Where the database
    /// fails, some may be stored and some not: running it again stores the rest.
    ///
    /// - Parameters:
    ///   - cases: the bytes of each case file.
    ///   - organisation: the code of the organisation that answers for them. Left out: the caller's own; else the
    ///     one the patient's hospital number names; else the only one there is.
    ///   - call: who imports.
    ///   - environment: the outside.
    /// - Returns: a result for each, in order.
    /// - Throws: `UseCaseError` where nothing could be imported at all.
    package static func run(
        _ cases: [[UInt8]],
        organisation: String?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [Result] {
        try await call.authorise(.importCases, in: environment)
        let parsed = await sideBySide(cases) { $0.map { ReadCase($0) } }
        do {
            let setting = try await ImportSetting(for: parsed, organisation: organisation, call: call, in: environment)
            let read = await sideBySide(parsed) { cases in
                await ReadCase.evaluated(cases, on: setting.protocols, at: environment.desks)
            }
            let lanes = CaseLanes.divide(read, lanesMax: setting.needsOneLane ? 1 : lanesMax)
            guard lanes.count > 1 else { return try await lane(read, setting) }
            return try await sideBySide(read, lanes, setting)
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// Does something with all cases, several at a time, so that the processors share the work.
    private static func sideBySide<Item: Sendable>(
        _ cases: [Item],
        _ work: @escaping @Sendable @concurrent ([Item]) async -> [ReadCase]
    ) async -> [ReadCase] {
        let pieces = stride(from: 0, to: cases.count, by: casesPerTask).map {
            Array(cases[$0..<min($0 + casesPerTask, cases.count)])
        }
        return await withTaskGroup(of: (Int, [ReadCase]).self) { group in
            for (index, piece) in pieces.enumerated() {
                group.addTask { (index, await work(piece)) }
            }
            var read = [[ReadCase]](repeating: [], count: pieces.count)
            for await (index, piece) in group { read[index] = piece }
            return read.flatMap { $0 }
        }
    }

    /// Runs each lane beside the others. All end before a failure is told: a transaction is not broken off because
    /// another one failed.
    private static func sideBySide(
        _ read: [ReadCase],
        _ lanes: [[Int]],
        _ setting: ImportSetting
    ) async throws -> [Result] {
        typealias Outcome = Swift.Result<[Result], any Error>
        let outcomes = await withTaskGroup(of: ([Int], Outcome).self) { group in
            for indices in lanes {
                group.addTask {
                    do {
                        return (indices, .success(try await lane(indices.map { read[$0] }, setting)))
                    } catch {
                        return (indices, .failure(error))
                    }
                }
            }
            var outcomes: [([Int], Outcome)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        var results = [Result](repeating: .known, count: read.count)
        for (indices, outcome) in outcomes {
            for (index, result) in zip(indices, try outcome.get()) { results[index] = result }
        }
        return results
    }

    /// Imports cases in one transaction, or each by itself where the record refuses one of them.
    private static func lane(_ read: [ReadCase], _ setting: ImportSetting) async throws -> [Result] {
        do {
            return try await together(read, setting)
        } catch let error as RecordError where error.isAboutContent {
            guard read.count > 1 else { throw await told(error, of: read, setting) }
            var results: [Result] = []
            for item in read {
                do {
                    results += try await together([item], setting)
                } catch let error as RecordError where error.isAboutContent {
                    let told = await told(error, of: [item], setting)
                    // A refusal that the log does not take is not told as one.
                    guard told.code == UseCaseError(error).code else { throw told }
                    results.append(.refused([Fault("", .contradiction, told.message)]))
                }
            }
            return results
        }
    }

    /// What is told of cases that the record refused; that a number is somebody else's is in the log before.
    private static func told(_ error: RecordError, of read: [ReadCase], _ setting: ImportSetting) async -> UseCaseError
    {
        await setting.call.told(
            error,
            trying: read.flatMap { $0.file?.patient?.identifiers ?? [] },
            in: setting.environment
        )
    }

    /// Imports cases in one transaction.
    private static func together(_ read: [ReadCase], _ setting: ImportSetting) async throws -> [Result] {
        let (call, environment) = (setting.call, setting.environment)
        return try await environment.record.write(as: call.identity(at: environment.now()), isDryRun: call.isDryRun) {
            transaction in
            let holders = try await transaction.holders(of: read.flatMap { $0.file?.patient?.identifiers ?? [] })
            // Those who are there already are held, so that a case is evaluated with the patient as they are.
            if !holders.isEmpty {
                let patients = Array(Set(holders.values))
                try await transaction.take(.patients(patients))
                try await transaction.requirePersons(patients, for: call, at: environment.now())
                // A case opens a workup, which lasts.
                try await transaction.requireRegistered(patients, for: call, at: environment.now())
            }
            var importing = CaseImport(
                setting: setting,
                known: try await transaction.importedHashes(among: read.map(\.hash)),
                holders: holders
            )
            var results: [Result] = []
            for item in read { results.append(try await importing.add(item, to: transaction)) }
            transaction.insert(importing.rows, event: event, importing.stamp)
            for case .imported(let workup, let patient) in results {
                var note = AuditNote(
                    event: event,
                    action: .create,
                    patientID: patient,
                    workupID: workup,
                    objectType: "workup",
                    objectID: workup.description,
                    categories: ["patientSummary", "testResult", "imaging", "prescription"]
                )
                note.isOutcomeKnown = true
                transaction.audit(call.entry(note, id: importing.events[workup], in: environment))
            }
            return results
        }
    }
}

extension RecordError {
    /// Whether the record refused what was sent, and not its being sent now.
    fileprivate var isAboutContent: Bool {
        switch self {
        case .versionTaken, .taken, .missingReference, .refused: true
        case .unavailable, .readOnly, .forbidden, .sharedInPart, .busy, .outcomeUnknown, .unusable, .fault: false
        }
    }
}
