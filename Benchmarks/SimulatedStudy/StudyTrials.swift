import Dispatch
import Foundation
import Synchronization

/// Runs the trials of a study on all cores and counts them on the error output.
///
/// - Parameters:
///   - count: Number of trials.
///   - trial: What a trial finds, by its number.
/// - Returns: What all trials found, in their order.
/// - Throws: What the first trial that failed threw.
public func studyTrials<Answer: Sendable>(
  _ count: Int, _ trial: @escaping @Sendable (Int) throws -> [Answer]
) throws -> [Answer] {
  let results = Mutex<[Int: [Answer]]>([:])
  let failure = Mutex<(any Error)?>(nil)
  DispatchQueue.concurrentPerform(iterations: count) { number in
    guard failure.withLock({ $0 == nil }) else { return }
    switch Result(catching: { try trial(number) }) {
    case .success(let answers):
      let done = results.withLock { results in
        results[number] = answers
        return results.count
      }
      if done.isMultiple(of: 50) { FileHandle.standardError.write(Data("\(done) of \(count) pilots\n".utf8)) }
    case .failure(let error): failure.withLock { $0 = $0 ?? error }
    }
  }
  if let error = failure.withLock({ $0 }) { throw error }
  return results.withLock { $0.sorted { $0.key < $1.key }.flatMap(\.value) }
}
