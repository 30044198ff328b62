import Foundation

/// The fresh folder in which the commands of a page run.
struct NotebookFolder {
  let pagePath: String
  /// The program that stands for `tarazy`.
  let program: URL

  /// Runs the commands of a page in order and compares.
  ///
  /// - Throws: `Failure` for a folder that cannot be made or copied, and for a command that fails.
  func differences(of page: NotebookPage) throws -> [NotebookDifference] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tarazy-notebook-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try fill(folder)
    return try page.commands.compactMap { command in
      let printed = try output(of: command, of: page, in: folder)
      let expectation = NotebookExpectation(lines: page.expectation(of: command))
      return expectation.mismatch(with: printed).map {
        NotebookDifference(page: page, command: command, printed: printed, mismatch: $0)
      }
    }
  }

  /// Copies the page's folder and `datasets` beside it: whatever a command writes, the originals stay as they are.
  private func fill(_ folder: URL) throws {
    let pageFolder = URL(filePath: pagePath).absoluteURL.standardizedFileURL.deletingLastPathComponent()
    let datasets = pageFolder.deletingLastPathComponent().appending(path: "datasets")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for source in [pageFolder, datasets]
      where FileManager.default.fileExists(atPath: source.path(percentEncoded: false)) {
        try FileManager.default.copyItem(at: source, to: folder.appending(path: source.lastPathComponent))
      }
    } catch {
      throw Failure(status: .data, message: "\(pagePath): cannot copy its folder: \(error.localizedDescription)")
    }
  }

  /// Lines that a command prints, without empty lines at the end.
  private func output(of command: NotebookPage.Command, of page: NotebookPage, in folder: URL) throws -> [String] {
    let process = Process()
    process.executableURL = program
    process.arguments = command.arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw Failure(
        status: .no,
        message: "\(page.path):\(command.expectedRange.lowerBound): the command ended with status "
          + "\(process.terminationStatus)")
    }
    var lines = String(decoding: data, as: UTF8.self).components(separatedBy: "\n")
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
