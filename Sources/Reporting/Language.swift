package import Findings

/// The languages of the pilot.
public enum Language: String, Sendable, CaseIterable, Codable {
  case kk, ru, en
}

extension LocalizedText {
  /// The wording in one language.
  package subscript(_ language: Language) -> String {
    switch language {
    case .kk: kk
    case .ru: ru
    case .en: en
    }
  }
}
