import ArgumentParser
import Foundation
import Synchronization

/// How often each method, and the referee's choice among them, rejects a true hypothesis of no effect.
@main
struct RefereeStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "referee-study",
    abstract: "Type-I error and coverage of every method and of the recommended answer, by simulation.",
    discussion: "Prints the table of Documentation/WhichAnswerHolds.md. Example: referee-study --trials 10000")

  @Option(help: "Simulated trials of each design.") var trials = 10_000
  @Option(help: "Seed; the same one gives the same table on any number of threads.") var seed: UInt64 = 1

  func run() throws {
    var results: [(StudyDesign, StudyTally)] = []
    for (number, design) in StudyDesign.all.enumerated() {
      results.append((design, try tally(design, number: UInt64(number))))
      FileHandle.standardError.write(Data("\(number + 1) of \(StudyDesign.all.count) designs\n".utf8))
    }
    print(StudyTable(results: results).text)
  }

  /// Trials in blocks that threads take one after the other; sums do not depend on the order.
  private func tally(_ design: StudyDesign, number: UInt64) throws -> StudyTally {
    let blockSize = 50
    let total = Mutex(StudyTally())
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: (trials + blockSize - 1) / blockSize) { block in
      var own = StudyTally()
      for trial in block * blockSize..<min(trials, (block + 1) * blockSize) {
        let result = Result { try StudyTrial(design, seed: seed, trial: number << 32 | UInt64(trial)) }
        switch result {
        case .success(let trial): own.add(trial)
        case .failure(let error): failure.withLock { $0 = $0 ?? error }
        }
      }
      total.withLock { $0.merge(own) }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return total.withLock { $0 }
  }
}
