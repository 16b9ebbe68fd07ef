// The sealer of the running service, made and tried once before the service begins.
import Domain
import Records
import UseCases

extension RecordOpening {
    /// Lends a sealer that has sealed what was there. What keeps it from that keeps the service from starting.
    func withSealer<R: Sendable>(
        _ connections: Connections,
        _ session: Session,
        _ body: @Sendable (LogSealer) async throws -> R
    ) async throws -> R {
        // One at work, and one for a step that came late.
        let pool = RecordPool(connectionsMax: 2, callTimeout: .seconds(30))
        let settings = run.settings.log
        return try await Record.withLog(connections.owner, as: .sealer, pool, logger: logger) { record in
            let sealer: LogSealer
            do {
                let signer = try await LogKeys.signer(
                    settings,
                    LogHistory(record: record),
                    makeSecret: session.environment.makeSecret
                )
                sealer = try LogSealer(
                    record: record,
                    signer: signer,
                    settings: settings,
                    now: run.surroundings.now,
                    logger: logger
                )
                try await sealer.begin()
            } catch let error as SealError {
                throw CommandFailure(error)
            } catch let error as LogFileError {
                throw CommandFailure(error)
            }
            let (call, environment) = (session.call, session.environment)
            try await NoteService.run(.started, sealer: record, call: call, in: environment)
            let result = try await body(sealer)
            // The stop is noted and sealed as well, unless the database is gone: then nothing can be.
            try? await NoteService.run(.stopped, sealer: record, call: call, in: environment)
            try? await sealer.step(until: .now + LogSealer.lastStepMax)
            return result
        }
    }
}
