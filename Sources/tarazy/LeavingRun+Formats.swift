import Disclosure
import Findings
import Reporting

extension LeavingRun {
  func html(_ language: Language) throws -> String {
    switch self {
    case .released(let run): try HTMLReport(run, language: language).rendered()
    case .ownScope(let run): try HTMLReport(run, language: language).rendered()
    }
  }

  func markdown(_ language: Language) -> String {
    switch self {
    case .released(let run): MarkdownReport(run, language: language).rendered()
    case .ownScope(let run): MarkdownReport(run, language: language).rendered()
    }
  }

  /// The stand-alone reports of the regions: of all of them, or of the own one for its authority.
  func regionReports(_ language: Language) -> [(region: String, report: RegionReport)] {
    switch self {
    case .released(let run):
      run.value.risk.regions.compactMap { region in
        RegionReport(run, region: region.place, language: language).map { (region.place, $0) }
      }
    case .ownScope(let run): RegionReport(run, language: language).map { [(run.region, $0)] } ?? []
    }
  }

  func json() throws -> String {
    switch self {
    case .released(let run): try JSONExport(run).rendered()
    case .ownScope(let run): try JSONExport(run).rendered()
    }
  }
}
