/// One design of the study: how many units each arm has, how unequal they are, and how alike children of a unit are.
struct StudyDesign: Sendable {
  /// How many children the units have.
  enum Sizes: String, Sendable, CaseIterable {
    /// 16 in each.
    case equal
    /// From 4 to 64 with mean 16 and a coefficient of variation of about 0.8, shuffled anew in each trial.
    case unequal
  }

  var controlCount: Int
  var experimentalCount: Int
  var sizes: Sizes
  /// Share of the variance that lies between units.
  var intraclassCorrelation: Double
  /// Variance between experimental units over that between control units.
  var varianceRatio: Double = 1

  var unitCount: Int { controlCount + experimentalCount }

  /// From 6 to 200 units, balanced and not, few treated, equal and unequal in size.
  static var all: [StudyDesign] {
    let arms = [
      (3, 3), (4, 4), (5, 5), (8, 4), (10, 10), (15, 5), (17, 3), (18, 2), (25, 25), (45, 5), (50, 50), (100, 100),
      (190, 10),
    ]
    let homogeneous = arms.flatMap { control, experimental in
      Sizes.allCases.flatMap { sizes in
        [0.05, 0.15].map {
          StudyDesign(controlCount: control, experimentalCount: experimental, sizes: sizes, intraclassCorrelation: $0)
        }
      }
    }
    let heterogeneous = [(10, 10), (15, 5), (50, 50)].map { control, experimental in
      StudyDesign(
        controlCount: control, experimentalCount: experimental, sizes: .unequal, intraclassCorrelation: 0.15,
        varianceRatio: 2)
    }
    return homogeneous + heterogeneous
  }
}
