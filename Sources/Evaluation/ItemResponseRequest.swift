/// What an item response model of a CSV file is to do.
public struct ItemResponseRequest: Sendable {
  /// The model, by its name on the command line.
  public enum Model: String, Sendable, CaseIterable {
    case rasch, pcm, rsm, gpcm, grm
  }

  /// How the ability of a row is estimated, by its name on the command line.
  public enum Scores: String, Sendable, CaseIterable {
    case eap, wle, ml
  }

  /// Columns of the items.
  public var items: [String]
  public var model: Model
  /// Column of the groups; `nil` means that all rows are one.
  public var group: String?
  /// Path of the CSV file of item parameters that are kept.
  public var anchors: String?
  /// `nil` when no scores are asked for.
  public var scores: Scores?

  /// Creates a request.
  public init(
    items: [String], model: Model, group: String? = nil, anchors: String? = nil, scores: Scores? = nil
  ) {
    self.items = items
    self.model = model
    self.group = group
    self.anchors = anchors
    self.scores = scores
  }
}
