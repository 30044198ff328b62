import Glibc

extension RandomStream {
  /// So many independent standard normal numbers by the polar method, several times faster than one by one.
  ///
  /// Unlike `nextNormal` they are not monotone in the uniform numbers behind them.
  ///
  /// **Source.** Marsaglia & Bray (1964), doi:10.1137/1006063.
  public mutating func nextNormals(count: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      var position = 0
      while position < count {
        let x = 2 * nextUniform() - 1
        let y = 2 * nextUniform() - 1
        let square = x * x + y * y
        guard square < 1, square > 0 else { continue }
        let scale = (-2 * log(square) / square).squareRoot()
        buffer.initializeElement(at: position, to: x * scale)
        position += 1
        guard position < count else { break }
        buffer.initializeElement(at: position, to: y * scale)
        position += 1
      }
      initializedCount = count
    }
  }
}
