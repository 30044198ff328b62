import ArgumentParser
import Foundation

/// Pages of text with commands in them whose output is held to what the program prints.
struct Notebook: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pages whose commands and numbers are checked.", subcommands: [NotebookCheck.self])
}

struct NotebookCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run the commands of Markdown pages and compare what they print with the page.",
    discussion: """
      Example: tarazy notebook check notebooks-md/*.md

      A block fenced by ```console holds lines '$ tarazy …', each followed by what it prints. A line … stands for any \
      lines, and ⟨…⟩ inside a line for any text, such as a run's name. The commands of a page run one after another in \
      a fresh folder with copies of the page's folder and of the folder datasets beside it, so that paths read as from \
      the top of the repository. There is no shell: quotes group words, and nothing else has a meaning. Exit status 1 \
      when a page differs.
      """)

  @Argument(help: "Markdown pages.") var pages: [String]
  @Flag(help: "Where a page differs, put in all that the command prints, in place of … too.") var update = false

  func run() async throws {
    try await reportingFailures {
      let pages = try pages.map { try NotebookPage(text: try readPage($0), path: $0) }
      let differences = try await differences(of: pages)
      for (page, differences) in zip(pages, differences) where update {
        try page.updated(by: differences).write(toFile: page.path, atomically: true, encoding: .utf8)
      }
      if !update { differences.joined().forEach { print($0.text) } }
      let differenceCount = differences.map(\.count).reduce(0, +)
      let pageCount = "\(pages.count) \(pages.count == 1 ? "page" : "pages")"
      print(
        "\(pageCount): \(differenceCount) \(differenceCount == 1 ? "command" : "commands") "
          + (update ? "updated" : "printed something else"))
      if differenceCount > 0, !update { throw ExitCode(Failure.Status.no.rawValue) }
    }
  }

  /// Differences of each page; pages run at the same time, each in its own folder.
  private func differences(of pages: [NotebookPage]) async throws -> [[NotebookDifference]] {
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return try await withThrowingTaskGroup(of: (Int, [NotebookDifference]).self) { group in
      for (number, page) in pages.enumerated() {
        group.addTask {
          (number, try NotebookFolder(pagePath: page.path, program: program).differences(of: page))
        }
      }
      var differences = [[NotebookDifference]](repeating: [], count: pages.count)
      for try await (number, found) in group { differences[number] = found }
      return differences
    }
  }

  private func readPage(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      throw Failure(status: .usage, message: "cannot read \(path) as UTF-8 text")
    }
    return text
  }
}
