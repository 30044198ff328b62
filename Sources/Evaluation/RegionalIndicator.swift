internal import Findings
internal import Moments
internal import Records
internal import SmallArea

/// One indicator of the risk framework, estimated for every region that has data.
///
/// Every indicator is a ratio of sums over preschools, so that its sampling variance comes from the differences between
/// the preschools of a region. Shares of children are shrunken towards the country (Fay–Herriot); what preschools report
/// about themselves is taken as reported.
struct RegionalIndicator {
  struct Value {
    var estimate: Double
    var direct: Double
    /// `nil` where it cannot be known: no region has two preschools to compare.
    var standardError: Double?
    /// Weight of the direct estimate; `nil` where nothing was shrunken.
    var shrinkage: Double?
    var observationCount: Int
  }

  /// By region code.
  private(set) var values: [String: Value] = [:]
  private(set) var warnings: [FindingWarning] = []
  /// Whether values lie in [0, 1].
  let isShare: Bool

  init(_ indicator: RiskFramework.Indicator, panel: Panel) {
    isShare = indicator.source == .levelOneShare || indicator.source == .noProgressShare
    let sums = RegionalSums(panel).sums(of: indicator)
    let observations = estimateDirectly(sums)
    if isShare { shrink(observations) }
  }

  /// Ratios with the variance between preschools; where preschools can be compared and all agree the error is 0.
  ///
  /// - Returns: The direct estimates as a small-area model takes them; none when no variance can be formed.
  private mutating func estimateDirectly(_ sums: AreaSums) -> [AreaObservation] {
    let canCompare = sums.areas.contains { sums.clusters(of: $0).count { $0.denominator > 0 } > 1 }
    for region in sums.areas {
      let clusters = sums.clusters(of: region)
      let denominator = clusters.reduce(0) { $0 + $1.denominator }
      guard denominator > 0 else { continue }
      let ratio = clusters.reduce(0) { $0 + $1.numerator } / denominator
      values[region] = Value(
        estimate: ratio, direct: ratio, standardError: canCompare ? 0 : nil, shrinkage: nil,
        observationCount: clusters.reduce(0) { $0 + $1.observationCount })
    }
    do throws(SmallAreaError) {
      let fit = try ShareVariance().fit(sums)
      warnings += fit.warnings
      for share in fit.shares { values[share.area]?.standardError = share.variance.squareRoot() }
      return fit.observations
    } catch {
      return []
    }
  }

  /// Moves shares towards the country's; regions too few for a model keep their direct estimates, with a warning.
  private mutating func shrink(_ observations: [AreaObservation]) {
    guard !observations.isEmpty else { return }
    do throws(SmallAreaError) {
      let fit = try FayHerriot().fit(observations)
      warnings += fit.warnings
      for area in fit.areaEstimates {
        values[area.area]?.estimate = min(1, max(0, area.estimate))
        values[area.area]?.standardError = area.standardError
        values[area.area]?.shrinkage = area.shrinkage
      }
    } catch {
      warnings.append(
        FindingWarning(
          .insufficientData, "too few regions to shrink their shares: direct estimates stand",
          facts: ["regions": String(observations.count)]))
    }
  }
}
