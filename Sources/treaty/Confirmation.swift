import Foundation
import TreatyHost

/// Asks before something is done that cannot be undone.
enum Confirmation {
  /// Goes on only after a yes. Where nobody can be asked it is refused, and the option is named that says yes beforehand.
  static func ask(_ question: String) throws(Operations.Failure) {
    guard isatty(STDIN_FILENO) == 1 else {
      throw .refused("nothing was done, as nobody is there to be asked: \(question) Say so with `--yes`")
    }
    Terminal.complain("\(question) [y/N]")
    guard let answer = readLine()?.lowercased(), ["y", "yes"].contains(answer) else {
      throw .refused("nothing was done")
    }
  }
}
