/// All kinds of findings. A number is never given twice; a retired one stays here as a comment.
public enum DiagnosticCode: Int, Hashable, Sendable, CaseIterable, Comparable {
  // 00xx: bytes and YAML
  case invalidYAML = 1
  case invalidUTF8 = 2
  case fileTooLarge = 3
  case tooDeep = 4
  case tooManyNodes = 5
  case anchor = 6
  case alias = 7
  case tag = 8
  case severalDocuments = 9
  case duplicateKey = 10
  case keyNotText = 11
  case unreadableFile = 12
  case emptyFile = 13
  case mergeKey = 14
  case invalidJSON = 15
  case invalidCertificate = 16

  // 01xx: shape of declarations
  case unknownKey = 101
  case missingKey = 102
  case wrongType = 103
  case invalidValue = 104
  case duplicateName = 105
  case invalidName = 106
  case keyOrder = 107
  case expressionAsTemplate = 108
  case conflictingKeys = 110
  case deprecatedKey = 111

  // 02xx: names and packages
  case unknownName = 201
  case unknownPackage = 202
  case noSpecs = 203
  case packageCycle = 204
  case notRunnable = 206
  case unusedName = 207
  case versionOutOfRange = 208
  case privateName = 209
  case circularReference = 210
  case documentOutsidePackage = 211
  case wrongFormerName = 212

  // 03xx: expressions and types
  case expressionSyntax = 301
  case undeclaredName = 302
  case unknownField = 303
  case noOverload = 304
  case typeMismatch = 305
  case notInEnum = 306
  case missingField = 307
  case tableNotTotal = 308
  case expressionLimit = 310
  case badPattern = 311
  case duplicateRow = 312
  case unknownType = 313
  case constantOutOfBounds = 314
  case evaluationFailed = 315
  case valueRefused = 316
  case irreversibleTable = 317
  case missingRule = 318
  case invalidSchema = 319
  case unsupportedSchema = 320
  case unresolvedSchemaReference = 321

  // 04xx: safety
  case retriedUnsafeCreate = 401
  case reservedField = 402
  case unsettledMark = 403
  case circularFlows = 404
  case unstableKey = 405
  case constantKey = 406
  case splitLanes = 407
  case webhookWithoutDeliveryID = 408
  case doubledOnFirstSync = 409
  case forgottenTooSoon = 410
  case madeOutsideScope = 411
  case unorderedStep = 412

  // 05xx: exposure
  case openWebhook = 501
  case plainHTTP = 502
  case secretOutOfPlace = 503
  case duplicatePath = 504
  case literalCredential = 505
  case unsignedWebhook = 506
  case credentialInURL = 507
  case openFinding = 508
  case overdueFinding = 509
  case acceptedWithoutReason = 510
  case replayWindow = 511
  case insecureConnection = 512
  case oldTLS = 513
  case unownedFinding = 514
  case oneAddressTwoParties = 515

  // 06xx: plans and binding
  case planFormat = 601
  case planDigest = 602
  case missingInput = 603
  case missingSecret = 604
  case invalidInput = 605
  case unknownInput = 606
  case planLink = 607

  // 07xx: host and store
  case storeLocked = 701
  case storeUnsafe = 702
  case storeVersion = 703
  case strandedWork = 704
  case listenFailed = 705
  case hostUnreachable = 706
  case storeFailed = 707
  case notFound = 708
  case usage = 709
  case planNotChanged = 710
  case storeKeys = 715
  case auditBroken = 716
  case callerNotKnown = 730
  case roleMissing = 731
  case accessFileUnusable = 732
  case adminExposed = 733

  // 09xx: suppression and baseline
  case unusedAllow = 901
  case expiredAllow = 902
  case allowWithoutReason = 903
  case allowOfUnknownCode = 904
  case malformedAllow = 905
  case allowOfError = 906
  case staleBaseline = 907

  // 10xx: ownership
  case foreignField = 1001
  case twoOwners = 1002
  case ruleAgainstOwner = 1003
  case sharedFieldWithoutAgreement = 1004
  case overlappingFlows = 1005
  case overlappingSyncs = 1006
  case flowIntoSync = 1007
  case endedAgreement = 1008
  case agreementOfOthers = 1009
  case correctionAgainstOwner = 1010
  case neverApplies = 1011
  case shadowedRule = 1012
  case deadBranch = 1013
  case contradictoryScope = 1014
  case valueOfNoOwner = 1015
  case unreachedStep = 1016
  case emptySteps = 1017
  case loneAgreement = 1018

  // 11xx: time and load
  case freshnessMissed = 1101
  case freshnessWithoutRetry = 1102
  case quotaExceeded = 1103
  case rateExceeded = 1104
  case paceAgainstAdvice = 1105
  case paceAgainstTrigger = 1106
  case retryBeyondExpiry = 1107
  case retryWithoutJitter = 1108
  case timeoutBeyondPromise = 1109
  case pollFasterThanSearch = 1110
  case slowGate = 1111
  case overlappingProbes = 1112
  case skippedHour = 1113
  case clockTooCoarse = 1114
  case accountRateExceeded = 1115
  case expiryNeverReached = 1116

  // 12xx: data
  case unreachableRow = 1201
  case missingRow = 1202
  case uselessElse = 1203
  case truncation = 1204
  case narrowing = 1205
  case zoneLost = 1206
  case unsetRequired = 1207
  case unusedLookup = 1208
  case unwrittenSide = 1209
  case unvalidatedIntake = 1210
  case emptyKey = 1211
  case unitMismatch = 1212
  case closesNothing = 1213

  // 13xx: data classes
  case unclearedSystem = 1301
  case classifiedLog = 1302
  case classifiedURL = 1303
  case classifiedKey = 1304
  case classifiedGroup = 1305
  case classifiedReason = 1306
  case classifiedQuestion = 1307
  case classifiedAnswer = 1308
  case loweredClass = 1309
  case staffNoteToCustomer = 1310
  case staffCommentsCross = 1311
  case unclearedLookup = 1312
  case unmarkedComments = 1314
  case uncheckedAttachments = 1315

  // 14xx: access
  case missingPermission = 1401
  case excessPermission = 1402
  case unknownPermission = 1403
  case orphanedAccount = 1404
  case unownedAccount = 1405
  case expiredAccount = 1406
  case unreviewedAccount = 1407
  case overdueReview = 1408
  case weakAuthentication = 1409
  case sharedAccount = 1410
  case systemWithoutAccount = 1411
  case reviewedByItself = 1412
  case unrotatedSecret = 1413
  case sharedSecret = 1414
  case unusedSecret = 1415
  case approvedByItself = 1416
  case silenceAsConsent = 1417
  case passwordToPartner = 1418

  // 15xx: retention and logging
  case keptTooLong = 1501
  case keptWithoutPolicy = 1502
  case auditTooShort = 1503
  case unsealedPayload = 1504
  case unredactedClass = 1505
  case shownToOperators = 1506
  case oldKeys = 1507
  case endlessHold = 1508
  case endlessArchive = 1509
  case dataLeavesRegion = 1510
  case classKeptLonger = 1511
  case unloggedAccess = 1512
  case endedHold = 1513

  // 16xx: response
  case nobodyAnswers = 1601
  case uncoveredHour = 1602
  case noRunbook = 1603
  case missingRunbook = 1604
  case callsNobody = 1605
  case disorderedEscalation = 1606
  case endedContract = 1607
  case noticePassed = 1608
  case promiseBeyondContract = 1609
  case unreachableTeam = 1610
  case wrongCalendar = 1611
  case emptyCalendar = 1612
  case noAlert = 1613
  case nobodyAbove = 1614
  case malformedContact = 1615
  case unservedContact = 1616
  case idleChannel = 1617

  // 17xx: lifecycle
  case retiredSystem = 1701
  case retiringSystem = 1702
  case plannedSystem = 1703
  case sunsetPassed = 1704
  case noSuccessor = 1705
  case successorLeaves = 1706
  case sharedRevocation = 1707
  case unknownVersion = 1708
  case sunsetOfActive = 1709
  case pilotCarriesService = 1710
  case dayAhead = 1711
  case daysReversed = 1712

  // 18xx: decisions
  case outcomeNotBest = 1801
  case decidedNothing = 1802
  case avoidedConnector = 1803
  case unusedDecision = 1804
  case topologyAgainstDecision = 1805
  case modelBypassed = 1806
  case paceAgainstDecision = 1807
  case overdueDecision = 1808
  case unscoredOption = 1809
  case supersededDecision = 1810
  case choiceAgainstDecision = 1811

  // 19xx: service map
  case flowWithoutCapability = 1901
  case unservedCapability = 1902
  case unprobedService = 1903
  case unescalatedService = 1904
  case availabilityBeyondDependency = 1905
  case circularDependency = 1906
  case criticalOnLess = 1907
  case unownedCapability = 1908
  case recoveryBeyondDependency = 1909
  case blindProbe = 1910

  // 20xx: bounds
  case wideFanOut = 2001
  case largePage = 2002
  case windowBeyondRetention = 2003
  case windowBeyondExpiry = 2004
  case flappingUnseen = 2005
  case largeAttachment = 2006
  case openGuard = 2007
  case endlessWait = 2008
  case waitBeyondWorkflow = 2009
  case loadBeyondLimit = 2010
  case endlessRetry = 2011
  case graceTooShort = 2012
  case bulkBeforeUrgent = 2013
  case breakerBeyondDeadline = 2014
  case emptyBudget = 2015
  case idleLimit = 2016

  // Changes of meaning, from 10,000 on: TD0101 is 10101.
  case flowRemoved = 10101
  case flowAdded = 10102
  case identityChanged = 10103
  case itemsChanged = 10104
  case systemRemoved = 10105
  case addressChanged = 10106
  case markChanged = 10107
  case keyHeaderChanged = 10108
  case idFieldChanged = 10109
  case renamed = 10110
  case pathChanged = 10201
  case eventChanged = 10202
  case conditionAdded = 10203
  case conditionDropped = 10204
  case conditionChanged = 10205
  case destinationAdded = 10206
  case destinationRemoved = 10207
  case deliveriesReordered = 10208
  case verbChanged = 10209
  case conditionNarrower = 10210
  case conditionWider = 10211
  case fieldRequired = 10301
  case fieldOptional = 10302
  case fieldRetyped = 10303
  case wordRefused = 10304
  case wordTaken = 10305
  case limitTightened = 10306
  case limitLoosened = 10307
  case fieldUnknown = 10308
  case fieldKnown = 10309
  case classLowered = 10310
  case classRaised = 10311
  case dataReaches = 10312
  case schemaChanged = 10313
  case fieldAdded = 10401
  case fieldDropped = 10402
  case fieldChanged = 10403
  case mappingChanged = 10404
  case rowRemoved = 10411
  case rowChanged = 10412
  case rowAdded = 10413
  case elseAdded = 10414
  case elseRemoved = 10415
  case elseChanged = 10416
  case tableRemoved = 10417
  case tableAdded = 10418
  case tableReadOtherwise = 10419
  case senderUnproved = 10501
  case senderProved = 10502
  case senderProofChanged = 10503
  case proofToSystemChanged = 10504
  case secretNeeded = 10505
  case secretUnneeded = 10506
  case tlsLowered = 10507
  case tlsRaised = 10508
  case insecureAllowed = 10509
  case insecureForbidden = 10510
  case accountRemoved = 10511
  case accountAdded = 10512
  case accountChanged = 10513
  case authorityChanged = 10514
  case safetyWeaker = 10601
  case safetyStronger = 10602
  case answersReadAnew = 10603
  case attemptsLowered = 10605
  case attemptsRaised = 10606
  case deadlineShorter = 10607
  case deadlineLonger = 10608
  case pauseShorter = 10609
  case jitterOff = 10610
  case breakerLooser = 10611
  case budgetLooser = 10612
  case priorityLowered = 10613
  case priorityRaised = 10614
  case unsureAutomatic = 10615
  case unsureAsked = 10616
  case failureSkipped = 10617
  case failureDealtWith = 10618
  case lanePolicyChanged = 10619
  case rateRaised = 10620
  case rateLowered = 10621
  case concurrencyRaised = 10622
  case concurrencyLowered = 10623
  case timeoutShorter = 10624
  case pauseLonger = 10625
  case jitterChanged = 10626
  case budgetStricter = 10627
  case expiresSooner = 10630
  case expiresLater = 10631
  case dormantRetryChanged = 10641
  case keptShorter = 10701
  case keptLonger = 10702
  case deadKeptShorter = 10703
  case deadKeptLonger = 10704
  case payloadKeptShorter = 10705
  case payloadKeptLonger = 10706
  case auditKeptShorter = 10707
  case auditKeptLonger = 10708
  case holdRemoved = 10709
  case holdAdded = 10710
  case archiveDropped = 10711
  case archiveAdded = 10712
  case archiveKeptShorter = 10713
  case archiveKeptLonger = 10714
  case logsKeptShorter = 10715
  case logsKeptLonger = 10716
  case linksKeptShorter = 10717
  case linksKeptLonger = 10718
  case redactionDropped = 10721
  case redactionAdded = 10722
  case moreShown = 10723
  case lessShown = 10724
  case keyPeriodChanged = 10725
  case dormantRetentionChanged = 10741
  case dormantProtectionChanged = 10742
  case ownerChanged = 10801
  case teamRemoved = 10802
  case teamAdded = 10803
  case teamChanged = 10804
  case escalationRemoved = 10811
  case escalationAdded = 10812
  case escalationChanged = 10813
  case channelRemoved = 10821
  case channelAdded = 10822
  case channelChanged = 10823
  case contractRemoved = 10831
  case contractAdded = 10832
  case contractChanged = 10833
  case agreementRemoved = 10841
  case agreementAdded = 10842
  case agreementChanged = 10843
  case serviceRemoved = 10851
  case serviceAdded = 10852
  case serviceChanged = 10853
  case capabilityRemoved = 10861
  case capabilityAdded = 10862
  case capabilityChanged = 10863
  case decisionRemoved = 10871
  case decisionAdded = 10872
  case decisionChanged = 10873
  case findingRemoved = 10874
  case findingAdded = 10875
  case findingChanged = 10876
  case levelsLowered = 10881
  case levelsRaised = 10882
  case levelsDropped = 10883
  case levelsPromised = 10884
  case runbookGone = 10885
  case toldLater = 10886
  case escalatedElsewhere = 10887
  case toldSooner = 10888
  case healthDropped = 10891
  case healthAdded = 10892
  case healthSlower = 10893
  case healthFaster = 10894
  case calendarRemoved = 10901
  case calendarAdded = 10902
  case calendarChanged = 10903
  case inputNeeded = 11001
  case inputAdded = 11002
  case inputRemoved = 11003
  case inputRetyped = 11004
  case defaultChanged = 11005
  case packageRenamed = 11006
  case systemVersionChanged = 11007
  case versionTooLow = 11010
  case approvalNeedless = 11011
  case profileDropped = 11012
  case profileAdded = 11013
  case profileChanged = 11014
  case findingAllowed = 11015
  case findingCounts = 11016
  case ruleLowered = 11017
  case ruleRaised = 11018
  case rotationSlower = 11019
  case rotationFaster = 11020
  case useChanged = 11021
  case packageSaidOtherwise = 11022
  case syncRemoved = 11201
  case syncAdded = 11202
  case syncChanged = 11203
  case reconcileRemoved = 11211
  case reconcileAdded = 11212
  case reconcileChanged = 11213
  case workflowRemoved = 11301
  case workflowAdded = 11302
  case workflowChanged = 11303
  case gateRemoved = 11311
  case gateAdded = 11312
  case gateChanged = 11313
  case probeRemoved = 11321
  case probeAdded = 11322
  case probeChanged = 11323
  case dormantFlowRemoved = 11331
  case dormantFlowAdded = 11332
  case dormantFlowChanged = 11333
  case flowDormant = 11334
  case flowAwake = 11335

  // 114xx: calls, and what systems keep
  case operationRemoved = 11401
  case operationAdded = 11402
  case callChanged = 11403
  case answerUsedOtherwise = 11404
  case recordRemoved = 11405
  case recordAdded = 11406
  case watermarkChanged = 11407
  case operationPaceChanged = 11408
  case batchChanged = 11409
  case traceStampChanged = 11410
  case connectorChanged = 11411
  case logChanged = 11412
  case deliveryIDChanged = 11413
  case quotingChanged = 11414
  case searchDelayChanged = 11415
  case throttleChanged = 11416
  case accountLimitsChanged = 11417
  case timeoutLonger = 11418
  case targetTypeChanged = 11419
  case tableTypeChanged = 11420
  case budgetWindowChanged = 11421
  case alertNameChanged = 11422
  case healthAskedOtherwise = 11423
  case ownedElsewhere = 11424
  case archiveMoved = 11425
  case breakerStricter = 11426
  case systemSaidOtherwise = 11427
  case connectorSaidOtherwise = 11428
  case connectorRemoved = 11429
  case connectorAdded = 11430
  case modelSaidOtherwise = 11431
  case modelRemoved = 11432
  case modelAdded = 11433

  /// Where the numbers of changes begin.
  private static let changes = 10_000

  /// Whether it is a kind of change between two plans, and not of a fault in one.
  public var isChange: Bool { rawValue >= DiagnosticCode.changes }

  /// As it is printed: `TR0412`, and `TD0101` for a kind of change.
  public var name: String {
    let digits = String(rawValue % DiagnosticCode.changes)
    return (isChange ? "TD" : "TR") + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The code of a name as people write it: `TR0412`, and also `tr412` or `412`. `nil` for anything else, and for a number that no
  /// code has.
  public init?(name: String) {
    let bytes = Array(name.utf8)
    let letters = bytes.prefix(2).map { $0 | 0x20 }
    let isChange = bytes.count > 2 && letters == Array("td".utf8)
    let hasLetters = isChange || bytes.count > 2 && letters == Array("tr".utf8)
    let digits = bytes[(hasLetters ? 2 : 0)...]
    guard (1...8).contains(digits.count), digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    guard number < DiagnosticCode.changes else { return nil }
    self.init(rawValue: number + (isChange ? DiagnosticCode.changes : 0))
  }

  /// What the kind of finding is about.
  public var family: CodeFamily { isChange ? .changes : CodeFamily(rawValue: rawValue / 100) ?? .other }

  /// Lower numbers first.
  public static func < (left: DiagnosticCode, right: DiagnosticCode) -> Bool { left.rawValue < right.rawValue }
}
