extension [Double] {
  /// Two quantiles of values in any order, linear between order statistics (Hyndman & Fan 1996, type 7).
  ///
  /// - Parameters:
  ///   - lower: Probability of the first, at most that of the second.
  ///   - upper: Probability of the second.
  /// - Returns: The two quantiles of at least one value.
  /// - Complexity: O(*n*) on average: values are sorted only as far as it takes (Hoare 1961, algorithm 65).
  package func quantiles(_ lower: Double, _ upper: Double) -> (lower: Double, upper: Double) {
    var values = self
    return values.withUnsafeMutableBufferPointer { values in
      (values.quantile(lower, from: 0), values.quantile(upper, from: Int(lower * Double(values.count - 1))))
    }
  }
}

extension UnsafeMutableBufferPointer<Double> {
  /// A quantile of values of which the first `start` are the smallest.
  fileprivate func quantile(_ probability: Double, from start: Int) -> Double {
    let position = probability * Double(count - 1)
    let below = Int(position)
    select(below, from: start)
    guard below + 1 < count else { return self[below] }
    let next = self[(below + 1)...].reduce(Double.infinity) { $1 < $0 ? $1 : $0 }
    return self[below] + (position - Double(below)) * (next - self[below])
  }

  /// Moves the value of a rank to its place, smaller ones before and larger ones behind it.
  private func select(_ rank: Int, from start: Int) {
    var (first, last) = (start, count - 1)
    while first < last {
      let pivot = self[rank]
      var (left, right) = (first, last)
      repeat {
        while self[left] < pivot { left += 1 }
        while pivot < self[right] { right -= 1 }
        if left <= right {
          swapAt(left, right)
          left += 1
          right -= 1
        }
      } while left <= right
      if right < rank { first = left }
      if rank < left { last = right }
    }
  }
}
