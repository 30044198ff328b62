/// A text in the three languages of the pilot.
public struct Names: Sendable, Hashable, Codable {
  public var kk: String
  public var ru: String
  public var en: String

  /// Creates names from their three wordings.
  public init(kk: String, ru: String, en: String) {
    self.kk = kk
    self.ru = ru
    self.en = en
  }
}

/// A first-level administrative unit: an oblast or a city of republican significance.
public struct Region: Sendable, Hashable, Codable {
  /// ISO 3166-2 code such as `KZ-27`.
  public var code: String
  public var names: Names
  /// `oblast`, `city`, or another word of the country the data come from.
  public var kind: String

  /// Creates a region.
  public init(code: String, names: Names, kind: String) {
    self.code = code
    self.names = names
    self.kind = kind
  }
}

/// A preschool organisation.
public struct Preschool: Sendable, Hashable, Codable {
  /// Type of the settlement.
  public enum Locality: String, Sendable, Codable, CaseIterable { case urban, rural }
  /// Who owns the preschool.
  public enum Ownership: String, Sendable, Codable, CaseIterable { case state, `private` }

  public var code: String
  public var name: String
  /// Code of the region.
  public var region: String
  public var district: String?
  /// `nil` when the source does not say.
  public var locality: Locality?
  /// `nil` when the source does not say.
  public var ownership: Ownership?

  /// Creates a preschool.
  public init(
    code: String, name: String, region: String, district: String?, locality: Locality?, ownership: Ownership?
  ) {
    self.code = code
    self.name = name
    self.region = region
    self.district = district
    self.locality = locality
    self.ownership = ownership
  }
}

/// The two arms of the comparative monitoring.
public enum Arm: String, Sendable, Hashable, Codable, CaseIterable { case control, experimental }

/// A group of children in one school year.
public struct Group: Sendable, Hashable, Codable {
  public var code: String
  /// Code of the preschool.
  public var preschool: String
  public var schoolYear: SchoolYear
  /// 1 … 5: completed years of age on 1 September; for other school systems the plan's own number.
  public var ageBand: Int
  /// Language of instruction, such as `kk` or `ru`.
  public var language: String
  public var arm: Arm
  /// Directions of practice (workshops); empty in control groups.
  public var directions: [String]
  /// Code of the educator; empty when the source names none.
  public var educator: String

  /// Creates a group.
  public init(
    code: String, preschool: String, schoolYear: SchoolYear, ageBand: Int, language: String, arm: Arm,
    directions: [String], educator: String
  ) {
    self.code = code
    self.preschool = preschool
    self.schoolYear = schoolYear
    self.ageBand = ageBand
    self.language = language
    self.arm = arm
    self.directions = directions
    self.educator = educator
  }
}
