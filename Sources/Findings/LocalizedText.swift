/// A text in the three languages of the pilot.
public struct LocalizedText: Sendable, Codable, Equatable {
  public var kk: String
  public var ru: String
  public var en: String

  /// Creates a text from its three wordings.
  public init(kk: String, ru: String, en: String) {
    self.kk = kk
    self.ru = ru
    self.en = en
  }
}
