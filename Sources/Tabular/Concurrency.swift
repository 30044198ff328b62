import Dispatch
import Glibc

/// The number of processors that are online.
package func processorCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// Computes `transform(0) … transform(count - 1)` on several threads and gives the results in order.
///
/// Thread `k` takes every `threadCount`-th index from `k` on.
package func concurrentMap<Result: Sendable>(
  _ count: Int, threadCount: Int = processorCount(), _ transform: @Sendable (Int) -> Result
) -> [Result] {
  let workerCount = min(threadCount, count)
  guard workerCount > 1 else { return (0..<count).map(transform) }
  return [Result](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    nonisolated(unsafe) let slots = buffer
    DispatchQueue.concurrentPerform(iterations: workerCount) { worker in
      for index in stride(from: worker, to: count, by: workerCount) {
        slots.initializeElement(at: index, to: transform(index))
      }
    }
    initializedCount = count
  }
}
