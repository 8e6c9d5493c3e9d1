import CEL
import Testing

@Suite("Addresses are read strictly, and written in one way")
struct NetworkLibraryTests {
  @Test(
    "an address has one text (RFC 5952)",
    arguments: [
      ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("::", "::"),
      ("::1", "::1"), ("1::", "1::"), ("0:0:0:0:0:0:0:0", "::"), ("0:0:0:0:0:0:0:1", "::1"),
      ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"), ("2001:DB8::1", "2001:db8::1"),
      // §4.1: leading zeros go.
      ("2001:0db8::0001", "2001:db8::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      // §4.2.2: one group is not shortened, even if written so.
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      // §4.2.3: the longest run is shortened, the first of two.
      ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("1:0:0:0:5:6:0:0", "1::5:6:0:0"), ("1:0:0:4:5:0:0:8", "1::4:5:0:0:8"),
      ("1:2:3:4:5:6::", "1:2:3:4:5:6::"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
      ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("::192.0.2.1", "::c000:201"),
      ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
      ("::fffe:1.2.3.4", "::fffe:102:304"), ("::ffff", "::ffff"),
      ("fFfF:FFFF:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ])
  func canonical(_ written: String, _ canonical: String) {
    #expect(value("string(ip('\(written)'))").asString == canonical)
    #expect(value("ip.isCanonical('\(written)')").asBool == (written == canonical))
    #expect(value("isIP('\(written)')").asBool == true)
    #expect(value("ip('\(written)') == ip('\(canonical)')").asBool == true)
  }

  static let notAddresses = [
    "", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "1.2.3.04", "01.2.3.4", "00.0.0.0",
    "1.2.3.4 ", " 1.2.3.4", "+1.2.3.4", "1.2.3.-4", "0x1.2.3.4", "1.2.3.4a", "١.2.3.4", "1.2.3.1000",
    ":", ":::", "1", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1::", "1::2::3", "1:2:3:4:5:6:7:",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "12345::", "g::", "::g", "+1::", "::1.2.3",
    "::1.2.3.4.5",
    "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::01.2.3.4", "[::1]", "::1/128", "1.2.3.4/32",
    "2001:db8:::68",
    "localhost", "::1\n",
  ]

  @Test("what is no address is refused", arguments: notAddresses)
  func malformed(_ written: String) {
    let value = value("ip(x)", written)
    #expect(value.failure?.kind == .conversion)
    #expect(value.failure?.message.contains("no IP address") == true)
    #expect(self.value("isIP(x)", written).asBool == false)
    #expect(self.value("ip.isCanonical(x)", written).failure?.kind == .conversion)
    #expect(self.value("cidr('0.0.0.0/0').containsIP(x)", written).failure?.kind == .conversion)
  }

  @Test(
    "zones, and IPv4 in IPv6, are refused however they are written",
    arguments: [
      ("fe80::1%en0", "zone"), ("fe80::1%", "zone"), ("1.2.3.4%en0", "zone"), ("::ffff:192.0.2.1", "IPv4 address in"),
      ("::ffff:c000:201", "IPv4 address in"), ("0:0:0:0:0:FFFF:1:1", "IPv4 address in"),
    ])
  func notAllowed(_ written: String, _ words: String) {
    #expect(value("ip(x)", written).failure?.message.contains(words) == true)
    #expect(value("isIP(x)", written).asBool == false)
    #expect(value("cidr(x + '/24')", written).failure?.message.contains(words) == true)
    #expect(value("isCIDR(x + '/24')", written).asBool == false)
  }

  @Test(
    "what an address is for",
    arguments: [
      ("0.0.0.0", "unspecified"), ("127.0.0.1", "loopback"), ("127.255.255.255", "loopback"), ("128.0.0.1", "global"),
      ("126.255.255.255", "global"), ("10.0.0.1", "global"), ("8.8.8.8", "global"), ("255.255.255.255", ""),
      ("255.255.255.254", "global"), ("224.0.0.0", "multicast"), ("224.0.0.255", "multicast"), ("224.0.1.0", ""),
      ("239.255.255.255", ""), ("240.0.0.1", "global"), ("169.254.0.0", "link"), ("169.254.255.255", "link"),
      ("169.253.255.255", "global"), ("169.255.0.0", "global"), ("::", "unspecified"), ("::1", "loopback"),
      ("::2", "global"), ("0:0:0:1::", "global"), ("ff02::1", "multicast"), ("ff12::1", "multicast"), ("ff01::1", ""),
      ("ff05::1", ""), ("fe80::", "link"), ("febf:ffff::", "link"), ("fec0::", "global"), ("fe7f::", "global"),
      ("fd00::1", "global"), ("::7f00:1", "global"),
    ])
  func kinds(_ address: String, _ kind: String) {
    for (name, function) in [
      ("unspecified", "isUnspecified"), ("loopback", "isLoopback"), ("global", "isGlobalUnicast"),
      ("multicast", "isLinkLocalMulticast"), ("link", "isLinkLocalUnicast"),
    ] {
      #expect(value("ip('\(address)').\(function)()").asBool == (name == kind), "\(function)")
    }
    #expect(value("ip('\(address)').family()").asInt == (address.contains(":") ? 6 : 4))
  }

  @Test(
    "what holds of blocks",
    arguments: [
      "string(cidr('192.0.2.7/24')) == '192.0.2.7/24'", "string(cidr('2001:DB8:0::/32')) == '2001:db8::/32'",
      "string(cidr('0.0.0.0/0')) == '0.0.0.0/0'", "string(cidr('::/0')) == '::/0'",
      "string(cidr('::1/128')) == '::1/128'",
      "cidr('192.0.2.7/24').ip() == ip('192.0.2.7')", "cidr('192.0.2.7/24').prefixLength() == 24",
      "cidr('::/128').prefixLength() == 128", "cidr('::/0').prefixLength() == 0",
      "cidr('192.0.2.7/24').masked() == cidr('192.0.2.0/24')", "cidr('192.0.2.7/24') != cidr('192.0.2.0/24')",
      "cidr('192.0.2.0/24') != cidr('192.0.2.0/25')", "cidr('0.0.0.0/0') != cidr('::/0')",
      "string(cidr('255.255.255.255/0').masked()) == '0.0.0.0/0'",
      "string(cidr('255.255.255.255/31').masked()) == '255.255.255.254/31'",
      "string(cidr('255.255.255.255/32').masked()) == '255.255.255.255/32'",
      "string(cidr('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/64').masked()) == 'ffff:ffff:ffff:ffff::/64'",
      "string(cidr('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/65').masked()) == 'ffff:ffff:ffff:ffff:8000::/65'",
      "string(cidr('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/63').masked()) == 'ffff:ffff:ffff:fffe::/63'",
      "string(cidr('ffff::1/0').masked()) == '::/0'", "string(cidr('ffff::1/128').masked()) == 'ffff::1/128'",
      "cidr('192.0.2.0/24').containsIP('192.0.2.0')", "cidr('192.0.2.0/24').containsIP('192.0.2.255')",
      "!cidr('192.0.2.0/24').containsIP('192.0.3.0')", "cidr('192.0.2.7/24').containsIP('192.0.2.1')",
      "cidr('192.0.2.7/24').containsIP(ip('192.0.2.1'))", "cidr('0.0.0.0/0').containsIP('255.255.255.255')",
      "!cidr('0.0.0.0/0').containsIP('::')", "!cidr('::/0').containsIP('0.0.0.0')", "cidr('::/0').containsIP('ff::')",
      "cidr('192.0.2.1/32').containsIP('192.0.2.1')", "!cidr('192.0.2.1/32').containsIP('192.0.2.0')",
      "cidr('192.0.2.0/24').containsCIDR('192.0.2.0/24')", "cidr('192.0.2.0/24').containsCIDR('192.0.2.77/25')",
      "cidr('192.0.2.0/24').containsCIDR(cidr('192.0.2.128/25'))", "!cidr('192.0.2.0/24').containsCIDR('192.0.2.0/23')",
      "!cidr('192.0.2.0/24').containsCIDR('192.0.3.0/25')", "!cidr('0.0.0.0/0').containsCIDR('::/0')",
      "cidr('2001:db8::/32').containsCIDR('2001:db8:ffff::/48')",
      "!cidr('2001:db8::/32').containsCIDR('2001:db9::/48')",
      "isCIDR('10.0.0.0/8')", "isCIDR('::/128')", "type(ip('::1')) == net.IP", "type(cidr('::1/8')) == net.CIDR",
      "type(ip('::1')) != net.CIDR", "ip('::1') in [ip('::1')]", "dyn(ip('::1')) != dyn('::1')",
      "{'a': ip('::1')} == {'a': ip('0::1')}", "'%s'.format([ip('::1')]) == '::1'",
      "string(type(ip('::1')) == net.IP) == 'true'",
    ])
  func blocks(_ source: String) { #expect(value(source).asBool == true) }

  @Test(
    "what is no block is refused",
    arguments: [
      "", "/", "/24", "192.0.2.0", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/+1", "192.0.2.0/01",
      "192.0.2.0/00", "192.0.2.0/ 1", "192.0.2.0/1 ", "192.0.2.0/1/1", "192.0.2.0/255.255.255.0", "192.0.2/24",
      "::/129",
      "::/1000", "::/99999999999999999999", "::1::/8", "192.0.2.0/x",
    ])
  func noBlock(_ written: String) {
    #expect(value("cidr(x)", written).failure?.kind == .conversion)
    #expect(value("cidr(x)", written).failure?.message.contains("no block of addresses") == true)
    #expect(value("isCIDR(x)", written).asBool == false)
    #expect(value("cidr('::/0').containsCIDR(x)", written).failure?.kind == .conversion)
  }

  @Test(
    "types are checked",
    arguments: [
      "isIP(cidr('::/8'))", "ip(1)", "ip('::1').masked()", "cidr('::/8').family()", "ip('::1') < ip('::2')",
      "ip('::1') == cidr('::1/128')", "ip('::1') == '::1'",
    ])
  func checked(_ source: String) { #expect(Environment().compile(source).issues.map(\.kind) == [.noOverload]) }

  @Test(
    "a constant that is no address is found before it runs",
    arguments: [
      "ip('192.0.2.256')", "cidr('192.0.2.0/40')", "ip.isCanonical('x')", "cidr('::/8').containsIP('x')",
      "cidr('::/8').containsCIDR('::1')",
    ])
  func constants(_ source: String) throws {
    let compilation = Environment().compile(source)
    let issue = try #require(compilation.issues.first)
    #expect(compilation.issues.count == 1)
    #expect(issue.message.contains("is no "))
    #expect(compilation.program?.evaluate(Activation()).failure?.kind == .conversion)
  }

  @Test("an address is JSON's text, a part of a text, and no larger than other values")
  func form() {
    #expect(value("[ip('0::1'), cidr('10.0.0.0/8')]").description == #"["::1","10.0.0.0/8"]"#)
    #expect(value("ip('0::1')").pieceText == "::1")
    #expect(MemoryLayout<Value>.size == 25)
  }

  @Test("a long text is refused at once", arguments: [":", "1:", "1.", "%", "/", "f", "::"])
  func hostile(_ piece: String) {
    let text = String(repeating: piece, count: 100_000 / piece.utf8.count)
    #expect(value("isIP(x) || isCIDR(x) || isCIDR(x + '/8') || isCIDR('::/' + x)", text).asBool == false)
  }

  private func value(_ source: String, _ text: String = "") -> Value {
    var environment = Environment()
    environment.declare("x", .string)
    return environment.compile(source).program?.evaluate(slots: [.string(text)]) ?? .string("does not compile")
  }
}
