/// What a page says a command prints.
///
/// A line `…` stands for any lines, none among them; `⟨…⟩` inside a line stands for any text.
struct NotebookExpectation {
  /// Where an output leaves the page.
  struct Mismatch: Equatable {
    /// The first line of the page that no reading of the output can meet; the count of lines when it says more.
    let expectedLine: Int
    /// The line of the output that was tried for it.
    let printedLine: Int
  }

  let lines: [String]

  /// The place where an output leaves the page, or nothing when it holds.
  ///
  /// - Complexity: O(*e p*) comparisons for *e* expected and *p* printed lines, the worst case of many `…`.
  func mismatch(with printed: [String]) -> Mismatch? {
    // How many printed lines can have been used up by the expected lines so far.
    var reachable: Set<Int> = [0]
    for (number, line) in lines.enumerated() {
      let earliest = reachable.min() ?? 0
      if line == "…" {
        reachable = Set(earliest...printed.count)
      } else {
        reachable = Set(reachable.filter { $0 < printed.count && matches(printed[$0], line) }.map { $0 + 1 })
      }
      if reachable.isEmpty { return Mismatch(expectedLine: number, printedLine: earliest) }
    }
    if reachable.contains(printed.count) { return nil }
    return Mismatch(expectedLine: lines.count, printedLine: reachable.max() ?? 0)
  }
}

/// Whether a line is what a line with `⟨…⟩` stands for.
private func matches(_ line: String, _ pattern: String) -> Bool {
  let parts = pattern.split(separator: "⟨…⟩", omittingEmptySubsequences: false)
  guard parts.count > 1, let first = parts.first, let last = parts.last else { return line == pattern }
  guard line.hasPrefix(first) else { return false }
  var rest = line.dropFirst(first.count)
  for part in parts.dropFirst().dropLast() where !part.isEmpty {
    guard let found = rest.firstRange(of: part) else { return false }
    rest = rest[found.upperBound...]
  }
  return rest.hasSuffix(last)
}
