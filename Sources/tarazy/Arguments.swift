public import ArgumentParser
public import Evaluation
public import Findings
public import Records
public import Reporting

// Words of the command line that are types of other rooms.
extension AdHocFit.LogisticCovariance: ExpressibleByArgument {}
extension AdHocFit.MixedModelCriterion: ExpressibleByArgument {}
extension AdHocFit.MixedModelDegreesOfFreedom: ExpressibleByArgument {}
extension AdHocFit.WeightsDistribution: ExpressibleByArgument {}
extension AdHocFit.WildBootstrapType: ExpressibleByArgument {}
extension AdHocFit.VarianceIntervals: ExpressibleByArgument {}
extension AdHocFit.OrdinalCovariance: ExpressibleByArgument {}
extension AreaLevelRequest.Method: ExpressibleByArgument {}
extension ExportTable: ExpressibleByArgument {}
extension ValueAddedFinding.Level: ExpressibleByArgument {}
extension ItemResponseRequest.Model: ExpressibleByArgument {}
extension ItemResponseRequest.Scores: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension LeastSquaresRequest.Covariance: ExpressibleByArgument {}
extension MetaAnalysisRequest.Method: ExpressibleByArgument {}
extension Plan.Assignment.Unit: ExpressibleByArgument {}
extension RiskFinding.Level: ExpressibleByArgument {}
extension RiskOrder: ExpressibleByArgument {}
extension ScaleDirection: ExpressibleByArgument {}
