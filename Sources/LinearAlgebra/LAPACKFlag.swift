/// The letters by which LAPACK names what to compute.
enum LAPACKFlag {
  /// The lower triangle is given.
  static let lower = CChar(UInt8(ascii: "L"))
  /// The matrix is applied from the left.
  static let left = CChar(UInt8(ascii: "L"))
  /// The matrix is applied transposed.
  static let transposed = CChar(UInt8(ascii: "T"))
  /// Eigenvectors are wanted too.
  static let withVectors = CChar(UInt8(ascii: "V"))
}
