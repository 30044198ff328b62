import Glibc

/// The normal density covered by layers of equal area, most of whose points need no logarithm.
///
/// **Source.** Marsaglia & Tsang (2000), doi:10.18637/jss.v005.i08, with 256 layers; the layer and the point in it are
/// taken from different bits, as Doornik (2005) asks.
struct Ziggurat: Sendable {
  static let normal = Ziggurat()

  private static let layerCount = 256
  /// Where the tail begins, and the area of each layer, for exp(−x²/2).
  private static let tailStart = 3.654152885361008796
  private static let layerArea = 0.00492867323397465524494

  /// Right ends of the layers, widest first; the first is that of a rectangle with the tail's area beside it.
  let ends: [Double]
  /// Shares of the layers that lie wholly under the density.
  let inner: [Double]
  /// The density at the ends of the layers, 1 at the peak.
  let heights: [Double]

  private init() {
    func density(_ x: Double) -> Double { exp(-0.5 * x * x) }
    var ends = [Self.layerArea / density(Self.tailStart), Self.tailStart]
    while ends.count < Self.layerCount {
      let last = ends[ends.count - 1]
      ends.append((-2 * log(Self.layerArea / last + density(last))).squareRoot())
    }
    ends.append(0)
    inner = zip(ends, ends.dropFirst()).map { $1 / $0 }
    heights = ends.map(density)
    self.ends = ends
  }

  /// Decides about a point outside the inner part of its layer: in the tail, under the density, or neither.
  func outerDraw(layer: Int, x: Double, _ stream: inout RandomStream) -> Double? {
    guard layer > 0 else { return x < 0 ? -tailDraw(&stream) : tailDraw(&stream) }
    let height = heights[layer] + stream.nextUniform() * (heights[layer + 1] - heights[layer])
    return height < exp(-0.5 * x * x) ? x : nil
  }

  /// Marsaglia's (1964) rejection from an exponential distribution.
  private func tailDraw(_ stream: inout RandomStream) -> Double {
    while true {
      let excess = -log(stream.nextUniform()) / Self.tailStart
      if -2 * log(stream.nextUniform()) > excess * excess { return Self.tailStart + excess }
    }
  }
}

extension RandomStream {
  /// Writes independent standard normal numbers over a buffer, at about a word each: for samplers that need millions.
  ///
  /// They are other numbers than those of `nextNormals` from the same stream.
  package mutating func fillWithNormals(_ buffer: UnsafeMutableBufferPointer<Double>) {
    let ziggurat = Ziggurat.normal
    ziggurat.ends.withUnsafeBufferPointer { ends in
      ziggurat.inner.withUnsafeBufferPointer { inner in
        var position = 0
        while position < buffer.count {
          let word = next()
          let layer = Int(truncatingIfNeeded: word & 0xFF)
          let share = (Double(Int64(bitPattern: word) >> 11) + 0.5) * 0x1p-52
          let x = share * ends[layer]
          if abs(share) < inner[layer] {
            buffer[position] = x
          } else if let drawn = ziggurat.outerDraw(layer: layer, x: x, &self) {
            buffer[position] = drawn
          } else {
            continue
          }
          position += 1
        }
      }
    }
  }
}
