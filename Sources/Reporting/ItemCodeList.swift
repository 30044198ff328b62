/// Writes item codes in few words: `4-Ф.1–3, 6; 5-Ф.2`.
enum ItemCodeList {
  /// The codes of a list, those of one prefix together and three or more neighbours as a range.
  static func text(_ codes: [String]) -> String {
    var groups: [(prefix: String, numbers: [Int])] = []
    for code in codes {
      let (prefix, number) = parts(code)
      if let number, groups.last?.prefix == prefix {
        groups[groups.count - 1].numbers.append(number)
      } else {
        groups.append((prefix, number.map { [$0] } ?? []))
      }
    }
    return groups.map { $0.prefix + ranges($0.numbers) }.joined(separator: "; ")
  }

  /// A code before and after its point; a code of another shape has no number.
  private static func parts(_ code: String) -> (prefix: String, number: Int?) {
    guard let point = code.lastIndex(of: "."), let number = Int(code[code.index(after: point)...]) else {
      return (code, nil)
    }
    return (String(code[...point]), number)
  }

  private static func ranges(_ numbers: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, number == last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { run in
      run.count > 2 ? "\(run.lowerBound)–\(run.upperBound)" : run.map(String.init).joined(separator: ", ")
    }.joined(separator: ", ")
  }
}
