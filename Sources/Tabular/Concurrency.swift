import Dispatch
import Glibc

/// The number of processors that are online.
package func processorCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// Computes `transform(0) … transform(count - 1)` on the available processors, results in order.
package func concurrentMap<Result: Sendable>(_ count: Int, _ transform: @Sendable (Int) -> Result) -> [Result] {
  guard count > 1 else { return (0..<count).map(transform) }
  return [Result](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    nonisolated(unsafe) let slots = buffer
    DispatchQueue.concurrentPerform(iterations: count) { index in
      slots.initializeElement(at: index, to: transform(index))
    }
    initializedCount = count
  }
}
