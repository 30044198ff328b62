// swift-tools-version: 6.1
import PackageDescription

// Every room and what it may import: the same table as in Documentation/Rooms.md.
// `scripts/check-layers` compares the two.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

func room(_ name: String, _ imports: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: imports, resources: resources, swiftSettings: settings)
}

/// Optimised in debug builds too: its loops would otherwise take most of the time of the tests.
func optimizedRoom(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]
  return .target(name: name, dependencies: imports, swiftSettings: settings + optimized)
}

func tests(_ name: String, _ imports: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: imports + ["TestSupport"], swiftSettings: settings)
}

let package = Package(
  name: "tarazy",
  products: [.executable(name: "tarazy", targets: ["tarazy"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  ],
  targets: [
    // Ground floor: C and C++ libraries, numbers, tables.
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(name: "CNLopt", providers: [.apt(["libnlopt-dev"])]),
    .target(name: "CDistributions", cxxSettings: [.define("BOOST_MATH_DISABLE_FLOAT128")]),
    room("LinearAlgebra", ["COpenBLAS"]),
    optimizedRoom("Probability", ["CDistributions"]),
    room("Optimization", ["LinearAlgebra", "CNLopt"]),
    room("Tabular"),

    // Records: the pilot's vocabulary, its files and its store.
    room("Findings"),
    room(
      "Records", [yams],
      resources: [
        .embedInCode("Resources/risk-framework.yml"), .embedInCode("Resources/concept-targets.yml"),
      ]),
    room("RecordStore", ["Records", "Findings", "Tabular", grdb]),
    room("Intake", ["Tabular", "Records", "RecordStore", crypto]),
    optimizedRoom("Simulation", ["Records", "Probability", "LinearAlgebra"]),

    // Collect and merge.
    room("Design", ["Tabular", "LinearAlgebra"]),
    room("Moments", ["Design", "Tabular", "LinearAlgebra"]),

    // Estimate: no estimator imports another, but Balancing and ItemResponse, which fit auxiliary models by Regression,
    // and SmallArea, whose unit-level estimates are a mixed model's predictions.
    room(
      "Regression", ["Moments", "Design", "LinearAlgebra", "Optimization", "Probability", "Findings"]),
    room(
      "MixedModels", ["Moments", "Design", "LinearAlgebra", "Optimization", "Probability", "Findings"]),
    room(
      "SmallArea",
      ["MixedModels", "Moments", "Design", "LinearAlgebra", "Optimization", "Probability", "Findings"]),
    room("Movement", ["Moments", "Design", "LinearAlgebra", "Optimization", "Probability", "Findings"]),
    room(
      "Balancing",
      ["Regression", "Moments", "Design", "Tabular", "LinearAlgebra", "Optimization", "Probability", "Findings"]),
    optimizedRoom(
      "ItemResponse",
      [
        "Regression", "Moments", "Design", "Tabular", "LinearAlgebra", "Optimization", "Probability", "Findings",
      ]),
    room("EffectSizes", ["Probability", "LinearAlgebra", "Findings"]),
    optimizedRoom("CompositeIndex", ["Tabular", "Probability", "LinearAlgebra", "Findings"]),

    // The only room that sees both the store and the estimators.
    optimizedRoom(
      "Evaluation",
      [
        "LinearAlgebra", "Probability", "Tabular", "Records", "RecordStore", "Design", "Moments", "Findings",
        "Regression", "MixedModels", "SmallArea", "Movement", "ItemResponse", "EffectSizes", "CompositeIndex",
        "Balancing",
        crypto,
      ]),

    // Release: only `Released` values leave.
    room("Disclosure", ["Findings"]),
    room(
      "Reporting", ["Findings", "Disclosure", "Tabular", mustache],
      resources: [.embedInCode("Resources/labels.csv")]),
    room(
      "QueryService",
      ["RecordStore", "Findings", "Disclosure", "Reporting", hummingbird, httpTypes, logging],
      resources: [.embedInCode("Resources/openapi.json")]),
    .executableTarget(
      name: "tarazy",
      dependencies: [
        "Intake", "Records", "Simulation", "Evaluation", "RecordStore", "Findings", "Disclosure", "Reporting",
        "QueryService", argumentParser,
      ], swiftSettings: settings),

    // The simulation study behind the referee's rules; a command of its own, not a room.
    .executableTarget(
      name: "referee-study",
      dependencies: [
        "Evaluation", "Regression", "MixedModels", "Moments", "Design", "Tabular", "Probability", "Records", "Findings",
        argumentParser,
      ], path: "Benchmarks/RefereeStudy", swiftSettings: settings),

    // What both simulation studies of whole pilots begin with; no room.
    .target(
      name: "SimulatedStudy", dependencies: ["RecordStore", "Records", "Simulation"], path: "Benchmarks/SimulatedStudy",
      swiftSettings: settings),

    // The simulation study of latent effects; a command of its own, not a room.
    .executableTarget(
      name: "progression-study",
      dependencies: ["Evaluation", "Records", "Findings", "Simulation", "SimulatedStudy", argumentParser],
      path: "Benchmarks/ProgressionStudy", swiftSettings: settings),

    // The simulation study of the regional risk index; a command of its own, not a room.
    .executableTarget(
      name: "risk-study",
      dependencies: [
        "Evaluation", "CompositeIndex", "Records", "Findings", "Simulation", "SimulatedStudy", "Probability",
        argumentParser,
      ], path: "Benchmarks/RiskStudy", swiftSettings: settings),

    // The simulation study of candidates by what their children gained; a command of its own, not a room.
    .executableTarget(
      name: "value-added-study",
      dependencies: ["Evaluation", "Records", "Findings", "Simulation", "SimulatedStudy", argumentParser],
      path: "Benchmarks/ValueAddedStudy", swiftSettings: settings),

    // Tests.
    .target(name: "TestSupport", dependencies: ["Findings"], path: "Tests/TestSupport", swiftSettings: settings),
    tests("TestSupportTests", []),
    tests("LinearAlgebraTests", ["LinearAlgebra"]),
    tests("ProbabilityTests", ["Probability"]),
    tests("OptimizationTests", ["Optimization", "LinearAlgebra"]),
    tests("TabularTests", ["Tabular"]),
    tests("RecordsTests", ["Records"]),
    tests("IntakeTests", ["Intake", "Records", "RecordStore", "Findings", grdb]),
    tests("SimulationTests", ["Simulation", "Records"]),
    tests("DesignTests", ["Design", "Tabular", "LinearAlgebra"]),
    tests("MomentsTests", ["Moments", "Design", "Tabular", "LinearAlgebra"]),
    tests(
      "EstimatorTests",
      [
        "Regression", "MixedModels", "SmallArea", "Movement", "EffectSizes", "CompositeIndex", "Moments", "Design",
        "Tabular", "LinearAlgebra", "Probability", "Findings",
      ]),
    tests(
      "BalancingTests",
      ["Balancing", "Regression", "Moments", "Design", "Tabular", "Probability", "LinearAlgebra", "Findings"]),
    tests(
      "ItemResponseTests",
      [
        "ItemResponse", "MixedModels", "Balancing", "Moments", "Design", "Tabular", "LinearAlgebra", "Probability",
        "Findings",
      ]),
    tests(
      "EvaluationTests",
      [
        "Evaluation", "RecordStore", "Records", "Findings", "Design", "Moments", "Regression", "MixedModels",
        "SmallArea", "Tabular",
      ]),
    tests("DisclosureTests", ["Disclosure", "Findings"]),
    tests("ReportingTests", ["Reporting", "Disclosure", "Findings"]),
    tests("QueryServiceTests", ["QueryService", "RecordStore", "Findings", hummingbird]),
    tests("EndToEndTests", []),
  ],
  cxxLanguageStandard: .cxx17
)
