import Foundation

/// Files of a commit, read from the objects of a local repository: nothing is fetched, and the working copy does not matter. Works in shallow clones and
/// worktrees, as far as their objects go.
struct GitTree {
  /// Why there is none.
  struct Failure: Error {
    let message: String
    let mend: String
  }

  /// What a specification such as `git:v2.3.0//specs` or `.git#branch=main` names.
  struct Reference {
    /// Folder of the repository, or in it.
    var repository = "."
    /// Commit, branch or tag.
    var revision: String
    /// Folder in it; empty for all.
    var folder = ""

    /// - Returns: `nil` for what is no reference to git.
    init?(_ text: String) {
      if text.hasPrefix("git:") {
        let parts = text.dropFirst(4).split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)
        revision = String(parts[0])
        folder = parts.count > 1 ? String(parts[1]) : ""
      } else if let mark = text.range(of: ".git#") {
        repository = String(text[..<mark.lowerBound])
        if repository.isEmpty { repository = "." }
        var revision: String?
        for part in text[mark.upperBound...].split(separator: ",") {
          let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
          guard pair.count == 2 else { return nil }
          switch pair[0] {
          case "branch", "tag", "ref", "commit": revision = pair[1]
          case "subdir": folder = pair[1]
          default: return nil
          }
        }
        guard let revision else { return nil }
        self.revision = revision
      } else {
        return nil
      }
      guard !revision.isEmpty else { return nil }
    }
  }

  /// Writes the files of a reference into a folder.
  static func write(_ reference: Reference, to folder: URL) throws(Failure) {
    let revision = try git(
      reference, ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(reference.revision)^{commit}"])
    guard let commit = revision.flatMap({ String(data: $0, encoding: .utf8) })?.trimmingCharacters(in: .newlines),
      !commit.isEmpty
    else {
      throw Failure(
        message: "there is no `\(reference.revision)` in the repository",
        mend: "nothing is fetched unasked: `git fetch origin \(reference.revision)` gets it, if it is somewhere else")
    }
    let tree = reference.folder.isEmpty ? commit : "\(commit):\(reference.folder)"
    guard let archive = try git(reference, ["archive", "--format=tar", tree]) else {
      throw Failure(
        message: "`\(reference.revision)` has no folder `\(reference.folder)`",
        mend: "look at the spelling: it is a path from the top of the repository")
    }
    guard run("/usr/bin/tar", ["-x", "-C", folder.path], input: archive).code == 0 else {
      throw Failure(
        message: "the files of `\(reference.revision)` cannot be written to `\(folder.path)`",
        mend: "see that there is room")
    }
  }

  private static func git(_ reference: Reference, _ arguments: [String]) throws(Failure) -> Data? {
    let outcome = run("/usr/bin/git", ["-C", reference.repository] + arguments, input: nil)
    guard outcome.code != 127 else { throw Failure(message: "git cannot be run", mend: "install it") }
    guard outcome.code != 128 || !outcome.errors.contains("not a git repository") else {
      throw Failure(message: "`\(reference.repository)` is in no repository of git", mend: "run it in the repository")
    }
    return outcome.code == 0 ? outcome.output : nil
  }

  private static func run(_ program: String, _ arguments: [String], input: Data?) -> (
    code: Int32, output: Data, errors: String
  ) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let (output, errors, standard) = (Pipe(), Pipe(), Pipe())
    (process.standardOutput, process.standardError, process.standardInput) = (output, errors, standard)
    do { try process.run() } catch { return (127, Data(), "\(error)") }
    // Both ends at once: neither side waits for the other with a full pipe.
    let writing = Thread {
      if let input { try? standard.fileHandleForWriting.write(contentsOf: input) }  // who does not read it says so by its exit code
      try? standard.fileHandleForWriting.close()
    }
    writing.start()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, data, text)
  }
}
