/// Children of one arm at one wave: how many were expected, how many observed.
public struct FlowFinding: Sendable, Codable, Equatable {
  public var address: String
  public var wave: String
  public var arm: String
  /// Children of the arm enrolled on the wave's dates (median observation date of the wave).
  public var enrolled: Disclosable<Int>
  /// Children with an observation sheet or a score at the wave, and the groups and preschools they are in.
  public var observed: Disclosable<Counts>

  /// Creates a finding.
  public init(
    address: String, wave: String, arm: String, enrolled: Disclosable<Int>, observed: Disclosable<Counts>
  ) {
    self.address = address
    self.wave = wave
    self.arm = arm
    self.enrolled = enrolled
    self.observed = observed
  }
}
