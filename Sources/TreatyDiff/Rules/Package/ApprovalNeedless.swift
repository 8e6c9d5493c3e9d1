import TreatyDiagnostics

/// An approval that fits no change.
enum ApprovalNeedless {
  static let page: CodePage = {
    var page = CodePage(
      code: .approvalNeedless, name: "approval-needless", severity: .note, title: "An approval fits no change",
      summary:
        "`treaty.approvals.json` agrees to a change on the way to this version that the comparison does not find.",
      why: """
        An approval holds on to a change by its fingerprint, which is made of what stood there and what stands there now. Where either is different, \
        nobody has agreed to it.
        """,
      mend:
        "Take it out of the file; agree to what is there now with `treaty diff OLD NEW --approve FINGERPRINT --reason TEXT`.",
      bad: nil,
      good: #"{"change": "3f9c0a121b2c3d4e", "version": "2.0.0", "reason": "The desk has moved", "message": "…"}"#)
    page.grade = "note, people"
    return page
  }()
}
