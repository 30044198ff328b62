import Findings

/// The colours and patterns of all charts; the order of lightness is the order of meaning.
enum ChartPaint {
  /// Hatching of what disclosure control hid.
  static let hidden = "url(#hidden)"
  /// Dots where there are no data.
  static let absent = "url(#absent)"
  /// Levels I, II, III: dark to light, so that the level that needs support stands out in grayscale too.
  static let levels = ["#8c3b2e", "#e0b070", "#f4ecd8"]
  /// Moves to a higher level, none, and to a lower one: dark, light and between, also in grayscale.
  static let moves = (rose: "#1f5a7a", stayed: "#dde3e8", fell: "#b98b4e")
  /// Control and experimental groups.
  static let arms = ["#9aa5b1", "#1f5a7a"]

  /// Background of a zone that asks for support; light enough for text.
  static func zone(_ rating: RiskFinding.Rating) -> String {
    switch rating {
    case .green: "#f2f6ef"
    case .amber: "#fdf3d8"
    case .red: "#f8dcd8"
    }
  }

  /// Patterns with the same names in every drawing of a page.
  static let definitions = """
    <defs><pattern id="hidden" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
    <rect width="6" height="6" fill="#fff"/><line x1="0" y1="0" x2="0" y2="6" stroke="#777" stroke-width="2"/></pattern>\
    <pattern id="absent" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/>\
    <circle cx="3" cy="3" r="0.9" fill="#999"/></pattern></defs>
    """

  /// Fill of a share of the scale in [0, 1], from near white to dark red.
  static func scale(_ share: Double) -> String {
    let position = min(1, max(0, share))
    let light = (250.0, 244.0, 232.0)
    let dark = (116.0, 22.0, 30.0)
    func channel(_ from: Double, _ to: Double) -> Int { Int((from + (to - from) * position).rounded()) }
    return "rgb(\(channel(light.0, dark.0)),\(channel(light.1, dark.1)),\(channel(light.2, dark.2)))"
  }

  /// A text colour that can be read on ``scale(_:)``.
  static func ink(onScale share: Double) -> String { share > 0.6 ? "#fff" : "#222" }
}
