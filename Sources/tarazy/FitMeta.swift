import ArgumentParser
import Evaluation

struct MetaAnalysis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meta", abstract: "Random-effects meta-analysis of studies or regions, one per row.",
    discussion: "Example: tarazy fit meta --data trials.csv --effect y --sampling-variance v --knapp-hartung")

  @OptionGroup var file: FitFileOptions
  @Option(help: "Column of the studies' effects.") var effect: String
  @Option(help: "Column of their sampling variances.") var samplingVariance: String
  @Option(help: "Moderators in R's notation, such as '~ year + kind'.") var formula = "~ 1"
  @Option(help: "Variance between studies: reml, ml, dl, pm, he or sj; fixed takes it as 0.")
  var method = MetaAnalysisRequest.Method.reml
  @Flag(help: "Knapp and Hartung's test, right for few studies, instead of the normal one.")
  var knappHartung = false

  func run() async throws {
    let request = MetaAnalysisRequest(
      effect: effect, samplingVariance: samplingVariance, method: method, usesKnappHartung: knappHartung)
    try await reportingFailures { try file.show(file.request(formula).metaAnalysis(request)) }
  }
}
