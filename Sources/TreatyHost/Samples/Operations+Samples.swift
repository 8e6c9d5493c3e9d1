import Foundation
import NIOCore

extension Operations {
  /// Hands out samples of what came in, page by page, the newest first. Needs a running host: that somebody took them is in the audit trail.
  /// - Parameter reason: why, for whoever reads that.
  public func samples(_ query: SampleQuery, reason: String?, _ take: (SamplePage) throws(Failure) -> Void)
    async throws(Failure)
  {
    var query = query
    let target = "/samples\(Operations.query([("reason", reason)]))"
    while true {
      let body: [UInt8]
      do { body = Array(try JSONEncoder().encode(query)) } catch {
        throw .refused("the question cannot be written: \(error)")
      }
      let answer: SamplePage? = try await host.ask(target, method: "POST", body: body, timeout: .minutes(10))
      guard let page = answer else { throw .noHost }
      try take(page)
      query.limit -= page.samples.count
      guard let next = page.next, query.limit > 0 else { return }
      query.below = next
    }
  }
}
