/// A command of a page that printed something else.
struct NotebookDifference {
  /// Lines shown of either side.
  private static let shownLineCount = 3

  let page: NotebookPage
  let command: NotebookPage.Command
  let printed: [String]
  let mismatch: NotebookExpectation.Mismatch

  /// The place, and the lines of the page and of the output from there on.
  var text: String {
    let line = command.expectedRange.lowerBound + mismatch.expectedLine
    let expected = page.lines[line..<command.expectedRange.upperBound].prefix(Self.shownLineCount)
    let found = printed[mismatch.printedLine...].prefix(Self.shownLineCount)
    let place = "\(page.path):\(line + 1): tarazy \(command.arguments.joined(separator: " "))"
    return ([place] + expected.map { "- " + $0 } + found.map { "+ " + $0 }).joined(separator: "\n")
  }
}
