import Foundation

/// A Markdown page with the commands of its console blocks.
struct NotebookPage {
  /// A command with what the page says it prints.
  struct Command {
    /// Words after `tarazy`.
    let arguments: [String]
    /// Lines of the page that hold the expected output, counted from 0; empty right after the command when there is none.
    let expectedRange: Range<Int>
  }

  let path: String
  let lines: [String]
  let commands: [Command]

  /// Reads a page.
  ///
  /// - Throws: `Failure` with the line, for an unclosed fence or a command that no page may have.
  init(text: String, path: String) throws {
    self.path = path
    lines = text.components(separatedBy: "\n")
    var commands: [Command] = []
    for block in try Self.consoleBlocks(of: lines, path: path) {
      commands += try Self.commands(of: block, lines: lines, path: path)
    }
    self.commands = commands
  }

  func expectation(of command: Command) -> [String] { Array(lines[command.expectedRange]) }

  /// The page with what commands printed in place of what it said.
  func updated(by differences: [NotebookDifference]) -> String {
    var lines = lines
    for difference in differences.reversed() {
      lines.replaceSubrange(difference.command.expectedRange, with: difference.printed.map(maskingRunNames))
    }
    return lines.joined(separator: "\n")
  }

  /// Lines between the fences of each console block.
  private static func consoleBlocks(of lines: [String], path: String) throws -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var open: (line: Int, isConsole: Bool)?
    for (number, line) in lines.enumerated() where line.hasPrefix("```") {
      guard let fence = open else {
        open = (number, line.dropFirst(3).trimmingCharacters(in: .whitespaces) == "console")
        continue
      }
      guard line.trimmingCharacters(in: .whitespaces) == "```" else { continue }
      if fence.isConsole { blocks.append(fence.line + 1..<number) }
      open = nil
    }
    if let open {
      throw Failure(status: .data, message: "\(path):\(open.line + 1): the block that begins here has no closing ```")
    }
    return blocks
  }

  private static func commands(of block: Range<Int>, lines: [String], path: String) throws -> [Command] {
    let starts = block.filter { lines[$0].hasPrefix("$ ") }
    let first = starts.first ?? block.upperBound
    guard first == block.lowerBound else {
      throw Failure(
        status: .data, message: "\(path):\(block.lowerBound + 1): a console block begins with a line '$ tarazy …'")
    }
    return try starts.enumerated().map { index, start in
      let end = index + 1 < starts.count ? starts[index + 1] : block.upperBound
      do throws(NotebookCommandError) {
        let arguments = try notebookArguments(of: String(lines[start].dropFirst(2)))
        return Command(arguments: arguments, expectedRange: start + 1..<end)
      } catch {
        throw Failure(status: .data, message: "\(path):\(start + 1): \(error.text)")
      }
    }
  }
}

/// A line with ⟨…⟩ in place of the names of runs, which hold the day and differ each time.
private func maskingRunNames(_ line: String) -> String {
  line.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{6}/, with: "⟨…⟩")
}
