import ArgumentParser
import Foundation
import Reporting

struct Card: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the individual development cards of one preschool's children, for the preschool alone.",
    discussion: """
      Example: tarazy card --store pilot.db --plan datasets/pilot-2026/plan.yml --preschool P-001 --language kk -o cards.html

      The official form of five columns, one printable page (A4 across) per child and school year. A cell gives the level of \
      an area with its mean points, how sure that level is, and the items that are formed, changed or need support; measures, \
      conclusion and the child's name are written by hand. Children without consent or without a sheet at a wave of the \
      plan have no card. A FOLDER gets one file per child, named by the pseudonym.
      """)

  @OptionGroup var options: PreschoolOptions
  @Option(help: "Pseudonym of one child (default: all children).") var child: String?
  @Option(help: "kk, ru or en.") var language = Language.en
  @Option(name: .short, help: "File to write, FILE.html, or folder.") var output: String

  func run() async throws {
    try await reportingFailures {
      let cards = try DevelopmentCards(options.findings(), language: language)
      if let child, !cards.children.contains(child) {
        // The same words whether the child is elsewhere or nowhere: they say nothing about other preschools' children.
        throw Failure(
          status: .usage,
          message:
            "no child \(child) with consent has an observation sheet of \(options.preschool) at a wave of the plan")
      }
      for (path, owner) in files(of: cards) { try writeText(cards.rendered(child: owner), to: path) }
      options.sayScope()
      print(output)
    }
  }

  /// What to write, and whose card each file is; `nil` is everybody's.
  private func files(of cards: DevelopmentCards) -> [(path: String, child: String?)] {
    if output.lowercased().hasSuffix(".html") { return [(output, child)] }
    return (child.map { [$0] } ?? cards.children).map { ("\(output)/\(fileName($0)).html", $0) }
  }

  /// A pseudonym as the name of a file, which leads to no other folder.
  private func fileName(_ pseudonym: String) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_"))
    return pseudonym.addingPercentEncoding(withAllowedCharacters: plain) ?? pseudonym
  }
}
