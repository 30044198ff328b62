import ArgumentParser
import Foundation

/// A failure with the words and the exit status the shell sees.
struct Failure: Error {
  enum Status: Int32 {
    /// The question was answered, and the answer is no.
    case no = 1
    case usage = 64
    case data = 65
    case internalError = 70
  }

  var status: Status
  var message: String
}

/// Runs a command's work; whatever it throws is worded once, printed to stderr and turned into an exit status.
func reportingFailures(_ work: () async throws -> Void) async throws {
  do {
    try await work()
  } catch let exit as ExitCode {
    throw exit
  } catch {
    let failure = Failure(describing: error)
    printError(failure.message)
    throw ExitCode(failure.status.rawValue)
  }
}

/// Prints a line to stderr.
func printError(_ text: String) { FileHandle.standardError.write(Data("tarazy: \(text)\n".utf8)) }
