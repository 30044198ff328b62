import COpenBLAS

/// The number of threads that OpenBLAS may start inside one call.
///
/// The room starts with one: the rooms above run many small problems on threads of their own, and two layers of
/// threads on the same cores cost several times more than they gain. The threads that the library starts when it is loaded
/// are ended: without work they keep the other cores busy for about a tenth of a second.
public enum BLASThreads {
  /// Evaluated once, before the first call of the library.
  private static let oneByDefault: Void = {
    openblas_set_num_threads(1)
    openblas_end_idle_threads()
  }()

  /// Lets OpenBLAS use `count` threads per call, in the whole process.
  ///
  /// - Parameter count: At least 1. Call it while no other thread is inside this room.
  public static func set(_ count: Int) {
    precondition(count >= 1, "thread count \(count) is below 1")
    _ = oneByDefault
    openblas_set_num_threads(Int32(count))
  }

  /// Makes sure that the default is in force; every call of the library goes through here.
  package static func prepare() {
    _ = oneByDefault
  }
}
