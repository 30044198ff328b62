internal import Dispatch
internal import Foundation
internal import Synchronization

/// Does `work(0) … work(count - 1)` on several threads; a thread that is done takes the next index that is left.
///
/// - Parameters:
///   - count: How often to do it.
///   - threadCount: Threads at most; `nil` means one per processor.
///   - work: Called once with each index, in any order.
func forEachConcurrently(_ count: Int, threadCount: Int?, _ work: @Sendable (Int) -> Void) {
  let workerCount = min(threadCount ?? ProcessInfo.processInfo.activeProcessorCount, count)
  guard workerCount > 1 else {
    for index in 0..<count { work(index) }
    return
  }
  let taken = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: workerCount) { _ in
    while true {
      let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      work(index)
    }
  }
}

/// `value(0) … value(count - 1)`, computed on several threads.
func concurrentValues<Value: Sendable>(
  _ count: Int, threadCount: Int?, _ value: @Sendable (Int) -> Value
) -> [Value] {
  [Value](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    nonisolated(unsafe) let slots = buffer
    forEachConcurrently(count, threadCount: threadCount) { slots.initializeElement(at: $0, to: value($0)) }
    initializedCount = count
  }
}
