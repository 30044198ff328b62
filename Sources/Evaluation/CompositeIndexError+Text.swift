internal import CompositeIndex

extension CompositeIndexError {
  /// What stands in the way, in English.
  var text: String {
    switch self {
    case .goalposts(let noRisk, let fullRisk): "goalposts \(noRisk) and \(fullRisk) leave nothing between them"
    case .emptyFramework: "a block holds neither indicators nor blocks"
    case .weight(let member, let value): "the weight \(value) of \(member) is not a number from 0 upwards"
    case .weightsSumToZero(let block): "the weights of \(block.isEmpty ? "the blocks" : block) sum to 0"
    case .duplicateKey(let key): "\(key) is named twice"
    case .flagLimit(let flag, let value): "the limit \(value) of the flag \(flag) is not a number"
    case .goalpostsRequired(let indicator, let normalisation):
      "\(indicator) has no goalposts, which \(normalisation.rawValue) needs"
    case .unknownIndicator(let area, let indicator): "\(area): the framework has no indicator \(indicator)"
    case .notANumber(let area, let indicator):
      "\(area): the value of \(indicator) or its standard error is not a number"
    case .notAShare(let area, let indicator): "\(area): \(indicator) is no share"
    case .duplicateArea(let area): "\(area) is named twice"
    case .suppliedDraws(let area, let indicator, let found, let required):
      "\(area): \(found) draws of \(indicator), \(required) are needed"
    case .tooManyMembers(let block, let found, let limit):
      "the harmonic block \(block) has \(found) members; contributions can be found for up to \(limit)"
    }
  }
}
