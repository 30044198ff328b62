public import Records

/// Makes a synthetic pilot of any size from a stated truth.
///
/// The same shape, truth, seed and regions give the same records on any machine. Every draw is keyed by what it is for,
/// so a pilot with one preschool more has the same records for all the others, as long as the regions are the same.
/// Every code is invented, and every name says that it is synthetic.
public struct PilotSimulator: Sendable {
  public let shape: PilotShape
  public let truth: PilotTruth
  public let seed: UInt64
  public let regions: [Region]
  /// Always `PilotInstrument.standard`.
  public let instrument = PilotInstrument.standard

  /// Creates a simulator.
  ///
  /// - Parameters:
  ///   - shape: Size and layout.
  ///   - truth: Effects, variances, rates.
  ///   - seed: Any number; another seed gives another pilot of the same truth.
  ///   - regions: Where preschools lie, in the order in which they are filled.
  /// - Throws: What makes the request impossible; see `SimulationError`.
  public init(
    shape: PilotShape = PilotShape(), truth: PilotTruth = PilotTruth(), seed: UInt64,
    regions: [Region] = KazakhstanRegions.all
  ) throws(SimulationError) {
    guard !regions.isEmpty else { throw .noRegions }
    try shape.check()
    try truth.check(developmentAreas: PilotInstrument.standard.developmentAreas.map(\.key))
    self.shape = shape
    self.truth = truth
    self.seed = seed
    self.regions = regions
  }

  /// What the children of a preschool gain beyond the growth of all, the mean of the development areas; in latent standard
  /// deviations.
  public func gain(ofPreschool code: String) -> Double {
    let areas = instrument.developmentAreas.map(\.key)
    let gains = LatentTrait(truth: truth, areas: areas, draws: PilotDraws(seed: seed)).gains(ofPreschool: code)
    return gains.reduce(0, +) / Double(gains.count)
  }

  /// Makes the records of the pilot.
  ///
  /// - Returns: Regions as given; preschools, groups, children and sheets in the order of their codes.
  /// - Complexity: O(sheets × items).
  public func simulate() -> PilotRecords {
    let draws = PilotDraws(seed: seed)
    let planner = PreschoolPlanner(shape: shape, truth: truth, regions: regions, draws: draws)
    let places = regions.prefix(shape.preschoolCount).map { region in
      let own = truth.inRegion(region.code, draws)
      return (
        children: ChildPlanner(truth: own, draws: draws),
        sheets: SheetSimulator(truth: own, instrument: instrument, draws: draws)
      )
    }
    let implementation = ImplementationSimulator(truth: truth.implementation, draws: draws)
    var records = PilotRecords(regions: regions, instrument: instrument)
    for position in 0..<shape.preschoolCount {
      let preschool = planner.preschool(at: position)
      let (children, sheets) = places[planner.regionIndex(at: position)]
      records.preschools.append(preschool.record)
      var childrenOfPreschool: [ChildPlan] = []
      for group in preschool.groups {
        let childrenOfGroup = (0..<group.childCount).map { children.child($0, of: group) }
        records.groups += group.records
        records.children += childrenOfGroup.map(\.record)
        records.enrolments += childrenOfGroup.map(\.enrolment)
        records.assessments += sheets.assessments(of: childrenOfGroup, in: group)
        records.sessions += implementation.sessions(of: group, children: childrenOfGroup)
        records.feedback += implementation.feedback(of: group)
        childrenOfPreschool += childrenOfGroup
      }
      records.indicators += implementation.indicators(of: preschool, children: childrenOfPreschool)
    }
    return records
  }
}
