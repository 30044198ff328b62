import Disclosure
import Findings
import Reporting

/// A run that has passed disclosure control.
enum LeavingRun {
  case released(Released<RunFindings>)
  case ownScope(OwnScope<RunFindings>)

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

  func csv(_ table: ExportTable) -> String {
    switch self {
    case .released(let run): CSVExport(run).rendered(table)
    case .ownScope(let run): CSVExport(run).rendered(table)
    }
  }

  func json() throws -> String {
    switch self {
    case .released(let run): try JSONExport(run).rendered()
    case .ownScope(let run): try JSONExport(run).rendered()
    }
  }
}
