import Disclosure
import Findings
import Synchronization

/// Answers that were made already: runs are immutable, so that the same question has the same answer.
final class KeptAnswers: Sendable {
  private let answers = Mutex<[String: QueryAnswer]>([:])
  /// Beyond so many answers all are forgotten: questions are few, and making one anew is cheap.
  private static let capacity = 512

  /// The answer that is kept, or the one that is made now.
  func answer(
    to request: QueryRequest, of run: LeavingRun, _ make: () throws -> QueryAnswer
  ) rethrows -> QueryAnswer {
    let key = run.value.run + "&" + request.question
    if let kept = answers.withLock({ $0[key] }) { return kept }
    let made = try make()
    answers.withLock { answers in
      if answers.count >= Self.capacity { answers = [:] }
      answers[key] = made
    }
    return made
  }
}
