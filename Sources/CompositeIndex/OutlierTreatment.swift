/// Outliers of an indicator pulled in to the nearest other value, before it is normalised.
///
/// An indicator is treated when its skewness and its kurtosis are both beyond their limits. The point farthest out on
/// the skewed side takes the value of the next one, then two points that of the third, until one of the two lies within
/// its limit or `maximumCount` points have moved.
///
/// Fixed goalposts need no treatment: a value beyond them counts as the goalpost.
///
/// **Source.** OECD & JRC (2008), step 5; the rule of Becker, Caperna, Del Sorbo, Norlén, Papadimitriou & Saisana
/// (2022), COINr, doi:10.21105/joss.04567.
public struct Winsorising: Sendable, Equatable {
  public var maximumCount: Int
  public var skewnessLimit: Double
  public var kurtosisLimit: Double

  /// Creates a treatment.
  public init(maximumCount: Int = 5, skewnessLimit: Double = 2, kurtosisLimit: Double = 3.5) {
    precondition(maximumCount >= 1, "at most \(maximumCount) points")
    self.maximumCount = maximumCount
    self.skewnessLimit = skewnessLimit
    self.kurtosisLimit = kurtosisLimit
  }

  /// What the treatment did to an indicator.
  public struct Outcome: Sendable, Codable, Equatable {
    /// Values below and above these count as these; infinite where nothing was moved.
    public let lower: Double
    public let upper: Double
    /// Number of points that moved.
    public let movedCount: Int
    /// Whether skewness or kurtosis now lies within its limit.
    public let passes: Bool
  }

  /// Treats the values of one indicator over the areas that have one.
  public func treat(_ values: [Double]) -> Outcome {
    let ascending = values.sorted()
    var treated = ascending
    var movedCount = 0
    let movesHighest = (skewness(ascending) ?? 0) > 0
    while !passes(treated), movedCount < maximumCount, movedCount + 1 < treated.count {
      movedCount += 1
      if movesHighest {
        let bound = ascending.count - movedCount - 1
        for position in bound..<treated.count { treated[position] = ascending[bound] }
      } else {
        for position in 0..<movedCount { treated[position] = ascending[movedCount] }
      }
    }
    guard movedCount > 0 else {
      return Outcome(lower: -.infinity, upper: .infinity, movedCount: 0, passes: passes(treated))
    }
    return Outcome(
      lower: movesHighest ? -.infinity : treated[0], upper: movesHighest ? treated[treated.count - 1] : .infinity,
      movedCount: movedCount, passes: passes(treated))
  }

  private func passes(_ values: [Double]) -> Bool {
    guard let skewness = skewness(values), let kurtosis = excessKurtosis(values) else { return true }
    return abs(skewness) < skewnessLimit || kurtosis < kurtosisLimit
  }
}

/// Sample skewness G₁ with its small-sample factor; `nil` for fewer than three values or values all equal.
///
/// **Source.** Joanes & Gill (1998), doi:10.1111/1467-9884.00122.
package func skewness(_ values: [Double]) -> Double? {
  guard values.count > 2, let (second, third, _) = centralMoments(values) else { return nil }
  let n = Double(values.count)
  return (n * (n - 1)).squareRoot() / (n - 2) * third / (second * second.squareRoot())
}

/// Sample excess kurtosis G₂ with its small-sample factor; `nil` for fewer than four values or values all equal.
///
/// **Source.** Joanes & Gill (1998), doi:10.1111/1467-9884.00122.
package func excessKurtosis(_ values: [Double]) -> Double? {
  guard values.count > 3, let (second, _, fourth) = centralMoments(values) else { return nil }
  let n = Double(values.count)
  let excess = fourth / (second * second) - 3
  return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6)
}

/// Second, third and fourth moments about the mean; `nil` when nothing varies.
private func centralMoments(_ values: [Double]) -> (second: Double, third: Double, fourth: Double)? {
  let n = Double(values.count)
  let mean = values.reduce(0, +) / n
  var (second, third, fourth) = (0.0, 0.0, 0.0)
  for value in values {
    let deviation = value - mean
    let square = deviation * deviation
    second += square
    third += square * deviation
    fourth += square * square
  }
  guard second > 0 else { return nil }
  return (second / n, third / n, fourth / n)
}
