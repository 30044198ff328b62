/// The engine's own name and version, which every finding carries.
public enum Engine {
  public static let version = "0.1.0"
  public static let name = "tarazy \(version)"
}
