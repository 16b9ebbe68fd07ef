// The outside of the use cases as it really is: the clock, ids, secrets, the calendar of the place.
import Criteria
import Domain
import Records
import UseCases

extension UseCases.Environment {
    /// The environment of this process on a record.
    ///
    /// - Throws: `RuleFileFaults` where a criteria set of the program itself is at fault, which a test rules out.
    static func live(
        _ record: Record,
        _ run: Run,
        logReader: Record? = nil,
        replicas: ReplicaSet? = nil
    ) throws -> UseCases.Environment {
        let engine = try CriteriaEngine.bundled()
        let ids = UUIDMaker(now: run.surroundings.now)
        let zone = run.settings.zone
        return UseCases.Environment(
            record: record,
            logReader: logReader,
            replicas: replicas,
            criteria: { engine.evaluate($0, by: $1) },
            successively: {
                let evaluator = CaseEvaluator(engine)
                return { file, careProtocol in
                    let written = evaluator.evaluateAndWrite(file, by: careProtocol)
                    return WrittenEvaluation(evaluation: written.evaluation, document: written.document)
                }
            },
            criteriaSets: engine.sets,
            now: run.surroundings.now,
            day: { zone.day(of: $0) },
            makeUUID: { ids.next() },
            makeSecret: { count in
                // The system's generator, which nobody can guess.
                var generator = SystemRandomNumberGenerator()
                return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            }
        )
    }
}
