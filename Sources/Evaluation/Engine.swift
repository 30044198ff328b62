internal import LinearAlgebra

/// The engine's own name and version, which every finding carries.
public enum Engine {
  public static let version = "0.1.0"
  public static let name = "tarazy \(version)"

  /// Readies a process that may never come to linear algebra: the threads that its library starts when it is loaded would
  /// keep the other cores busy.
  ///
  /// Call it before anything else is computed; what does come to linear algebra is readied there too.
  public static func start() { BLASThreads.prepare() }
}
