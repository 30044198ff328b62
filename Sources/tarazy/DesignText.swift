import Evaluation
import Findings
import Foundation

/// What the data show about a design as a methodist reads it in the terminal, at most 80 columns wide.
struct DesignText {
  let statement: DesignStatement
  var design: DesignFindings { statement.design }

  init(_ statement: DesignStatement) { self.statement = statement }

  var text: String {
    let parts = [
      heading, part("Who was observed", flow), part("What was assigned", units), part("Who was lost", attrition),
      part("How alike the arms were before the treatment", balance),
      part("How alike children of one unit are (intraclass correlation)", clustering),
      part("What the effects rest on", weights), part("What could be detected", detectable), warnings,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var heading: String {
    let (pilot, provenance) = (statement.pilot, statement.provenance)
    return lines("\(pilot.name)\(pilot.isSynthetic ? " (SYNTHETIC DATA)" : "")") + "\n"
      + lines(
        "design by plan \(provenance.planSHA256?.prefix(8) ?? "–"), data \(provenance.dataSHA256.prefix(8)), "
          + provenance.engine)
  }

  private func part(_ title: String, _ text: String) -> String { text.isEmpty ? "" : "\(title)\n\n\(text)" }

  private var flow: String {
    var table = TextTable(["wave", "arm", ">enrolled", ">observed", ">groups", ">preschools"])
    for row in statement.flow {
      let counts = row.observed.value
      table.add([
        row.wave, row.arm, row.enrolled.value.map(String.init) ?? "no data",
        counts.map { String($0.children) } ?? "", counts.map { String($0.groups) } ?? "",
        counts.map { String($0.preschools) } ?? "",
      ])
    }
    return table.text
  }

  private var warnings: String {
    statement.warnings.map { lines("Warning (\($0.code.rawValue)): \($0.message)") }.joined(separator: "\n")
  }
}

// How numbers and sentences stand.
extension DesignText {
  /// A text in lines of at most 80 characters.
  func lines(_ text: String) -> String {
    text.split(separator: " ").reduce(into: [String]()) { lines, word in
      if let last = lines.last, last.count + word.count < 80 {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }.joined(separator: "\n")
  }

  func percent(_ share: Double?) -> String { share.map { String(format: "%.1f", 100 * $0) } ?? "–" }

  func signed(_ value: Double?) -> String { value.map { String(format: "%+.2f", $0) } ?? "" }

  func share(_ value: Double?) -> String? { value.map { String(format: "%.3f", $0) } }
}
