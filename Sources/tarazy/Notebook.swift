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
      let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      var differenceCount = 0
      for path in pages {
        let page = try NotebookPage(text: try readPage(path), path: path)
        let differences = try NotebookFolder(pagePath: path, program: program).differences(of: page)
        differenceCount += differences.count
        guard update else {
          differences.forEach { print($0.text) }
          continue
        }
        try page.updated(by: differences).write(toFile: path, atomically: true, encoding: .utf8)
      }
      let pageCount = "\(pages.count) \(pages.count == 1 ? "page" : "pages")"
      print(
        "\(pageCount): \(differenceCount) \(differenceCount == 1 ? "command" : "commands") "
          + (update ? "updated" : "printed something else"))
      if differenceCount > 0, !update { throw ExitCode(Failure.Status.no.rawValue) }
    }
  }

  private func readPage(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      throw Failure(status: .usage, message: "cannot read \(path) as UTF-8 text")
    }
    return text
  }
}
