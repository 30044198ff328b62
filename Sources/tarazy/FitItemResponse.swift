import ArgumentParser
import Evaluation
import Foundation

struct ItemResponse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "irt", abstract: "Item response model of ordinal items, one row per child.",
    discussion: """
      Marks are whole numbers such as 1, 2, 3. The lowest mark seen in any of the items is the lowest category of all of
      them. An empty cell, NA or na is no answer.
      Rasch family (rasch, pcm, rsm): slope 1, step difficulties, mean 0 and a free variance of abilities in the first
      group. gpcm and grm: a slope per item, abilities standard normal in the first group. Other groups have a mean and a
      variance of their own; groups are in the order of their names. Infit and outfit are for the Rasch family, children
      at their weighted likelihood abilities.
      An anchors file holds parameters that are kept: a header item,slope,location1,location2 … and a row per item, with
      an empty slope meaning 1 and empty cells after the last location. Means and variances are then free in all groups.
      Example: tarazy fit irt --data marks.csv --items a,b,c --model pcm --group wave --scores wle
      """)

  @OptionGroup var file: FitFileOptions
  @Option(help: "Columns of the items, joined by commas.") var items: String
  @Option(help: "rasch, pcm, rsm, gpcm or grm.") var model: ItemResponseRequest.Model
  @Option(help: "Column of the groups whose abilities have distributions of their own.") var group: String?
  @Option(help: "CSV file of item parameters that are kept.") var anchors: String?
  @Option(help: "Ability of every row: eap, wle or ml.") var scores: ItemResponseRequest.Scores?

  func run() async throws {
    let names = items.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    let request = ItemResponseRequest(items: names, model: model, group: group, anchors: anchors, scores: scores)
    try await reportingFailures { try file.show(file.request(items).itemResponse(request)) }
  }
}
