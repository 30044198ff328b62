import Foundation

/// The built program, run as a person runs it.
enum Program {
  /// How a run ended and what it said.
  struct Outcome {
    /// Exit status, or the number of the signal.
    let status: Int32
    /// Whether a signal ended the program: it crashed, or ran over the time limit.
    let isSignalled: Bool
    let output: String
    let errors: String
  }

  /// Where the package manager puts the program: beside the tests themselves.
  static var url: URL {
    let tests = Bundle.main.executableURL ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appending(path: "tarazy")
  }

  /// Seconds after which a run is ended: far above what any takes on a slow machine.
  private static let timeLimit = 120.0

  /// A process that is not yet started, with nothing in its environment that changes an answer.
  static func process(_ arguments: [String], in folder: Folder, environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: String..., in folder: Folder, environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(arguments, in: folder, environment: environment)
  }

  /// Runs the program to its end.
  static func run(_ arguments: [String], in folder: Folder, environment: [String: String] = [:]) throws -> Outcome {
    // Files, not pipes: no amount of output can block the program.
    let capture = try Folder()
    let process = process(arguments, in: folder, environment: environment)
    process.standardOutput = try capture.newFile("output")
    process.standardError = try capture.newFile("errors")
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + timeLimit) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
    }
    return Outcome(
      status: process.terminationStatus, isSignalled: process.terminationReason == .uncaughtSignal,
      output: try capture.text("output"), errors: try capture.text("errors"))
  }
}
