import Dispatch
import Foundation
import Synchronization

/// The number of processors that the process may run on.
package func processorCount() -> Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

/// Computes `transform(0) … transform(count - 1)` on several threads and gives the results in order.
///
/// A thread that is done takes the next index that is left, so that long and short work share the threads well.
package func concurrentMap<Result: Sendable>(
  _ count: Int, threadCount: Int = processorCount(), _ transform: @Sendable (Int) -> Result
) -> [Result] {
  let workerCount = min(threadCount, count)
  guard workerCount > 1 else { return (0..<count).map(transform) }
  return [Result](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    nonisolated(unsafe) let slots = buffer
    let taken = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workerCount) { _ in
      while true {
        let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        slots.initializeElement(at: index, to: transform(index))
      }
    }
    initializedCount = count
  }
}
