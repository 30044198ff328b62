internal import Dispatch

/// Runs `body` for every index on as many threads as there are cores and returns the results in order of the index.
///
/// The work is cut into runs of indices whose bounds depend on `count` only, and no result depends on another, so the
/// outcome does not depend on the number of threads.
func inParallel<Result: Sendable>(over count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
  let runCount = min(count, 64)
  guard runCount > 1 else { return (0..<count).map(body) }
  let slots = UnsafeMutablePointer<[Result]>.allocate(capacity: runCount)
  slots.initialize(repeating: [], count: runCount)
  defer {
    slots.deinitialize(count: runCount)
    slots.deallocate()
  }
  nonisolated(unsafe) let results = slots
  DispatchQueue.concurrentPerform(iterations: runCount) { run in
    results[run] = (run * count / runCount..<(run + 1) * count / runCount).map(body)
  }
  return (0..<runCount).flatMap { results[$0] }
}
