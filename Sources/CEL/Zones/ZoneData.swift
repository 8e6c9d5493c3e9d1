// Written by Scripts/zones.py, which says what the lines mean. Not by hand.
// swift-format-ignore-file

/// Time zones of the world since 1970.
enum ZoneData {
  /// Release of the tz database (public domain, iana.org/time-zones).
  static let version = "2025b"

  /// A line a zone.
  static let lines = """
    Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome \
    Africa/Nouakchott Africa/Ouagadougou Africa/Timbuktu Atlantic/Reykjavik Atlantic/St_Helena Etc/GMT Etc/GMT+0 Etc\
    /GMT-0 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC Etc/Universal Etc/Zulu GMT GMT+0 GMT-0 GMT0 Greenwich Iceland UCT \
    UTC Universal Zulu;0;;0
    Africa/Addis_Ababa Africa/Asmara Africa/Asmera Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadi\
    shu Africa/Nairobi Antarctica/Syowa Asia/Aden Asia/Kuwait Asia/Riyadh Etc/GMT-3 Indian/Antananarivo Indian/Comor\
    o Indian/Mayotte;10800;;10800
    Africa/Algiers;0,3600,7200;etacB4r40A1r7loB9xs0C5m9oBcb8oA5m9oB5u1oA5m6cB;3600
    Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda Afri\
    ca/Malabo Africa/Niamey Africa/Porto-Novo Etc/GMT-1;3600;;3600
    Africa/Bissau;-3600,0;1kcxoB;0
    Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Johannesburg Africa/Kigali Africa/Lubumbas\
    hi Africa/Lusaka Africa/Maputo Africa/Maseru Africa/Mbabane Etc/GMT-2;7200;;7200
    Africa/Cairo Egypt;7200,10800;3pacB4q1oA6jicB4q1oA6kmcB4q1oA6jicB4q1oA6jicB4q1oA6jicB4q1oA6kmcB4q1oA6jicB4q1oA6j\
    icB4q1oA6jicB4q1oA6kmcB4q1oA6jicB4q1oA95ycB23loA8ricB2i1oA6kmcB4q1oA6jicB4q1oA6jicB4q1oA6jicB4q1oA6kmcB4q1oA6p2c\
    B4khoA6jicB4q1oA6jicB4q1oA6kmcB4q1oA6jicB4q1oA6jicB4q1oA6g4oB4r2cA6hdoB4r2cA6hdoB4r2cA6hdoB4r2cA6p5oB4r2cA6hdoB4\
    r2cA6hdoB4r2cA6hdoB4r2cA6hdoB4r2cA6p5oB4r2cA6hdoB4r2cA6hdoB4jacA6p5oB43qcA74poB3vycA7choB3o6cA7s1oB36ecAxdoBnacA\
    14u1oB1amcA12xoB1q6cA2oshoB;7200 10800 4.5.5.0 10.5.4.86400
    Africa/Casablanca;0,3600;1ego0B24mcAirloB2u6cA8fdoB4mmcA7ldoB1z2cA1raxoBk8ucA70opoB2u6cA8fdoB2hycA7u9oB30ucA7cho\
    B3o6cA8fh0B2j40Ayg0B19k0A6hc0B25s0A11s0B2eo0A4r40B2s00A12w0B2mg0A4r40B2dk0A12w0B30w0A4r40B25s0A12w0B3gg0A4jc0B1q\
    80A1ao0B3o80A4jc0B1ig0A12w0B9xs0A12w0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A12w0B9xs0A12w0B9q00A1ao0B9q00A12w0B9xs0\
    A12w0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A12w0B9xs0A12w0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A1ao0B9q00A12w0B9q00A1\
    ao0B9q00A12w0B9xs0A12w0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A12w0B9xs0A12w0B9q00A1ao\
    0B9q00A12w0B9q00A1ao0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A12w0B9xs0A12w0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A1ao0B\
    9q00A12w0B9q00A1ao0B9q00A12w0B9xs0A12w0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A12w0B9x\
    s0A12w0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A1ao0B9q00A12w0B9q00A1ao0B9q00A12w0B9xs0A12w0B9q00A1ao0B9q00A12w0B9q00\
    A1ao0B9q00A12w0B9xs0A12w0B9q00A1ao0B9q00A12w0B9xs0A12w0B9q00A1ao0B;3600
    Africa/Ceuta;0,3600,7200;1ego0B24mcAirloB2u6cA8fdoB4mmcA7ldoB1z2cA1raxoBmypoC5m80B5m80C5m80B5m80C5m80B5m80C5m80B\
    5m80C5u00B5m80C5m80B5m80C5m80B5m80C5m80B5m80C5m80B5m80C5m80B5u00C;3600 7200 3.5.0.7200 10.5.0.10800
    Africa/El_Aaiun;-3600,0,3600;1yu1oBiucC2u6cB8fdoC4mmcB7ldoC1z2cB9c8hoC2u6cB8fdoC2hycB7u9oC30ucB7choC3o6cB8fh0C2j\
    40Byg0C19k0B6hc0C25s0B11s0C2eo0B4r40C2s00B12w0C2mg0B4r40C2dk0B12w0C30w0B4r40C25s0B12w0C3gg0B4jc0C1q80B1ao0C3o80B\
    4jc0C1ig0B12w0C9xs0B12w0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B12w0C9xs0B12w0C9q00B1ao0C9q00B12w0C9xs0B12w0C9q00B1a\
    o0C9q00B12w0C9q00B1ao0C9q00B12w0C9xs0B12w0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B12w0\
    C9xs0B12w0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B12w0C9xs0B12w0C9q00B1ao0C9q00B12w0C9\
    q00B1ao0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B12w0C9xs0B12w0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B1ao0C9q00B12w0C9q0\
    0B1ao0C9q00B12w0C9xs0B12w0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B12w0C9xs0B12w0C9q00B\
    1ao0C9q00B12w0C9q00B1ao0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B12w0C9xs0B12w0C9q00B1ao0C9q00B12w0C9q00B1ao0C9q00B12\
    w0C9xs0B12w0C9q00B1ao0C9q00B12w0C9xs0B12w0C9q00B1ao0C;3600
    Africa/Juba;7200,10800;3p8oB55icA62xoB56mcA641oB56mcA61toB57qcA60poB58ucA5zloB59ycA5yhoB5c6cA5w9oB5dacA62xoB56mc\
    A61toB57qcA60poB59ycA5yhoB5b2cA5xdoB5c6cA5w9oB5dacA62xoB57qcA60poB58ucA4gnxoB6l9mcA;7200
    Africa/Khartoum;7200,10800;3p8oB55icA62xoB56mcA641oB56mcA61toB57qcA60poB58ucA5zloB59ycA5yhoB5c6cA5w9oB5dacA62xoB\
    56mcA61toB57qcA60poB59ycA5yhoB5b2cA5xdoB5c6cA5w9oB5dacA62xoB57qcA60poB58ucA4gnxoB5klmcA;7200
    Africa/Monrovia;-2670,0;mpt9B;0
    Africa/Ndjamena;3600,7200;329ycB4i6cA;3600
    Africa/Sao_Tome;0,3600;f141oBb9k0A;0
    Africa/Tripoli Libya;7200,3600;3r9woB2s1oA5nacB5m9oA5nacB5ndoA5nacB5rtoA5hqcB5ploA5m6cB5k1oA5nacB5ndoA5nacB5m9oA\
    5nacB6mxoA2092cB5qpoA4vw9oB4ag0A;7200
    Africa/Tunis;3600,7200;2alacB4jc0A6rc0B4q00A30zc0B3kw0A5m80B5m80A6rc0B4ow0A4kew0B4oxoA5gpoB6p40A4jc0B6p40A4r40B6\
    hc0A;3600
    Africa/Windhoek;7200,3600;7kzooB55p0A6hacB4r5oA6p2cB4jdoA6p2cB4r5oA6hacB4r5oA6hacB4r5oA6hacB4r5oA6hacB4r5oA6p2cB\
    4jdoA6p2cB4r5oA6hacB4r5oA6hacB4r5oA6hacB4r5oA6hacB4r5oA6p2cB4r5oA6hacB4r5oA6hacB4r5oA6hacB4r5oA6hacB4r5oA6p2cB4j\
    doA6p2cB4r5oA6hacB4r5oA6hacB4r5oA6hacB4r5oA;7200
    America/Adak America/Atka US/Aleutian;-39600,-36000,-32400;3kdoB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9\
    oB7k6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoBbg6cC5m6cB5m9oC5m6cB5m9oC5m6cB\
    4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4y\
    xoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB43toC;-36000 -32400 3.2.\
    0.7200 11.1.0.7200
    America/Anchorage US/Alaska;-36000,-32400,-28800;3kc0B5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9\
    oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoBbg6cC5m6cB5m9oC5m6cB5m9oC5m6cB4yxoC69icB\
    4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC69icB4y\
    xoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB43toC;-32400 -28800 3.2.0.7200 11.\
    1.0.7200
    America/Anguilla America/Antigua America/Aruba America/Blanc-Sablon America/Curacao America/Dominica America/Gre\
    nada America/Guadeloupe America/Kralendijk America/La_Paz America/Lower_Princes America/Marigot America/Montserr\
    at America/Port_of_Spain America/Puerto_Rico America/St_Barthelemy America/St_Kitts America/St_Lucia America/St_\
    Thomas America/St_Vincent America/Tortola America/Virgin Etc/GMT+4;-14400;;-14400
    America/Araguaina;-10800,-7200;4yit0B43qcA6wxoB3gecA7t5oB38mcA7s1oB38mcA7ztoB3o6cA1ry9oB3o6cA7choB43qcA75toB4i6c\
    A6wxoB43qcA6wxoB4jacA6wxoB43qcA7choB3vycA7ztoB38mcA313toB3o6cA;-10800
    America/Argentina/Buenos_Aires America/Buenos_Aires;-10800,-7200;19rx0B30ucA4kg1oB2wecA6wxoB4bicA74poB43qcA74poB\
    43qcA74poB4bicA4n09oB2dicA6p5oB4jacA;-10800
    America/Argentina/Catamarca America/Argentina/ComodRivadavia America/Catamarca;-10800,-7200,-14400;19rx0B30ucA4k\
    g1oB2wecA6wxoB4bicA74poB43qcC74rcB43ooA74poB4bicA3io1oCl5oA13r2cB2dicA;-10800
    America/Argentina/Cordoba America/Cordoba America/Rosario;-10800,-7200,-14400;19rx0B30ucA4kg1oB2wecA6wxoB4bicA74\
    poB43qcC74rcB43ooA74poB4bicA4n09oB2dicA6p5oB4jacA;-10800
    America/Argentina/Jujuy America/Jujuy;-10800,-7200,-14400;19rx0B30ucA4kg1oB2wecA6wxoB4bicC7cjcA4bicC69loB4j8oA74\
    poB4bicA4n09oB2dicA;-10800
    America/Argentina/La_Rioja;-10800,-7200,-14400;19rx0B30ucA4kg1oB2wecA6wxoB4bicA74poB41icC22jcA54ecB43qcA74poB4bi\
    cA3io1oCl5oA13r2cB2dicA;-10800
    America/Argentina/Mendoza America/Mendoza;-10800,-7200,-14400;19rx0B30ucA4kg1oB2wecA6wxoB4bicC6y3cA486cC71doA49a\
    cC74poB4bgoA3ie1oC3w1oA10q6cB2dicA;-10800
    America/Argentina/Rio_Gallegos;-10800,-7200,-14400;19rx0B30ucA4kg1oB2wecA6wxoB4bicA74poB43qcA74poB43qcA74poB4bic\
    A3io1oCl5oA13r2cB2dicA;-10800
    America/Argentina/Salta;-10800,-7200,-14400;19rx0B30ucA4kg1oB2wecA6wxoB4bicA74poB43qcC74rcB43ooA74poB4bicA4n09oB\
    2dicA;-10800
    America/Argentina/San_Juan;-10800,-7200,-14400;19rx0B30ucA4kg1oB2wecA6wxoB4bicA74poB41icC22jcA54ecB43qcA74poB4bi\
    cA3imxoC1p5oA12o6cB2dicA;-10800
    America/Argentina/San_Luis;-10800,-7200,-14400;19rx0B30ucA4kg1oB2wecA6wxoB4mmcC6mzcA486cC2u9oA42jicC1p5oA12o6cBo\
    ecA1hdoC6p5oA4jacC6p5oA;-10800
    America/Argentina/Tucuman;-10800,-7200,-14400;19rx0B30ucA4kg1oB2wecA6wxoB4bicA74poB43qcC74rcB43ooA74poB4bicA3io1\
    oCddoA13yucB2dicA6p5oB4jacA;-10800
    America/Argentina/Ushuaia;-10800,-7200,-14400;19rx0B30ucA4kg1oB2wecA6wxoB4bicA74poB43qcA74poB43qcA74poB4bicA3ilt\
    oCndoA13r2cB2dicA;-10800
    America/Asuncion;-14400,-10800;uzqoBgvqcAgwxoB4oucA6ltoB4nqcA6ltoB4nqcA6ltoB5m6cA5ndoB5nacA5ndoB5m6cA5ndoB5m6cA5\
    ndoB5m6cA5ndoB5nacA5ndoB5m6cA5ndoB5m6cA5ndoB5m6cA5ndoB5nacA5ndoB5m6cA6apoB4yucA5ndoB5m6cA5sxoB4jacA6q9oB5gmcA5oh\
    oB4licA6o1oB4kecA6p5oB4oucA6rdoB4bicA6wxoB4jacA6p5oB4r2cA6hdoB4r2cA6hdoB4r2cA6p5oB5m6cA4jdoB6p2cA4r5oB6hacA61toB\
    4jacA6p5oB4jacA6p5oB4jacA6wxoB4bicA6wxoB4bicA6wxoB5eecA5ehoB5tycA5ehoB5tycA5m9oB56mcA61toB56mcA61toB56mcA61toB5e\
    ecA5u1oB5eecA5u1oB5eecA61toB56mcA61toB56mcA61toB5eecA5u1oB5eecA5u1oB5eecA5u1oB5eecA61toB;-10800
    America/Atikokan America/Cayman America/Coral_Harbour America/Panama EST Etc/GMT+5;-18000;;-18000
    America/Bahia;-10800,-7200;4yit0B43qcA6wxoB3gecA7t5oB38mcA7s1oB38mcA7ztoB3o6cA7s1oB3o6cA7k9oB3gecA7ztoB30ucA7zto\
    B3vycA7choB3vycA7choB3o6cA7choB43qcA75toB4i6cA6wxoB43qcA6wxoB4jacA6wxoB43qcA7choB3vycA7ztoB38mcA2pnloB43qcA;-108\
    00
    America/Bahia_Banderas;-25200,-21600,-18000;883b0B69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA5u1oB4jacA5u1oB69\
    icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoC6h8oB4r5oC6hacB4r5oC6hacB4yxoC69ic\
    B4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB;-21600
    America/Barbados;-14400,-10800;2bxe0B3gecA61toB56mcA61toB56mcA69loB4vicA;-14400
    America/Belem;-10800,-7200;4yit0B43qcA6wxoB3gecA7t5oB38mcA;-10800
    America/Belize;-21600,-18000;189m0B21acA2rtdoB1q6cA;-21600
    America/Boa_Vista;-14400,-10800;4yiuoB43qcA6wxoB3gecA7t5oB38mcA3ncxoB4jacA6wxoB7qcA;-14400
    America/Bogota;-18000,-14400;6zsocB8n2cA;-18000
    America/Boise;-25200,-21600;3k70B5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA30xoB87icA3o9oB7k6cA5m9oB5tycA5ehoB5tycA5m9o\
    B5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6\
    hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6ha\
    cA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-25200 -21600 3.2.0.7200 11.1.0.7200
    America/Cambridge_Bay;-25200,-21600,-18000;q8v0B5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6c\
    A5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4\
    r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoBb8ecC6oz0Bb0t0A4yx\
    oB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-25200 -21600 3.2.0.7200 11.1.0.7200
    America/Campo_Grande;-14400,-10800;4yiuoB43qcA6wxoB3gecA7t5oB38mcA7s1oB38mcA7ztoB3o6cA7s1oB3o6cA7k9oB3gecA7ztoB3\
    0ucA7ztoB3vycA7choB3vycA7choB3o6cA7choB43qcA75toB4i6cA6wxoB43qcA6wxoB4jacA6wxoB43qcA7choB3vycA7ztoB38mcA7k9oB3o6\
    cA821oB3e6cA7choB3vycA7ztoB3gecA74poB3vycA7k9oB3o6cA7k9oB3vycA7choB3vycA7choB43qcA7choB3o6cA7k9oB3o6cA7k9oB3vycA\
    7choB3vycA7choB3vycA7choB3vycA7ztoB38mcA;-14400
    America/Cancun;-21600,-18000,-14400;3r3pcBbjf0A45g50B69icA4yxoBb8ecC3o6cB2ldoA4yxoB6hacA4r5oB6hacA5u1oB4jacA5u1o\
    B69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB6\
    9icA4yxoB69icA30xoB;-18000
    America/Caracas;-14400,-16200;bvnvoB2mmo0A;-14400
    America/Cayenne Etc/GMT+3;-10800;;-10800
    America/Chicago CST6CDT US/Central;-21600,-18000;3k5cB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9\
    oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB\
    69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69\
    icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-21600 -18000 3.2.0.720\
    0 11.1.0.7200
    America/Chihuahua;-21600,-18000,-25200;8839cB69icA4yxoB69icAb8hoC4yxoA6hacC4r5oA6hacC5u1oA4jacC5u1oA69icC4yxoA69\
    icC4yxoA6hacC4r5oA6hacC4r5oA6hacC4r5oA6hacC4yxoA69icC4yxoA69icC4yxoA6hacC4r5oA6hacC4r5oA6hacC4yxoA69icC4yxoA69ic\
    C4yxoA69icC4yxoA6hacC4r5oA6hacC4r5oA6hacC4yxoA69icC4yxoA69icC4yxoA6hacC4r5oA;-21600
    America/Ciudad_Juarez;-21600,-18000,-25200;8839cB69icA4yxoB69icAb8hoC4yxoA6hacC4r5oA6hacC5u1oA4jacC5u1oA69icC4yx\
    oA69icC4yxoA6hacC4r5oA6hacC4r5oA6hacC4r5oA6hacC4yxoA69icC4yxoA69icC4bloA7cecC3w1oA7cecC3w1oA7cecC3w1oA7cecC3w1oA\
    7cecC3w1oA7cecC43toA7cecC3w1oA7cecC3w1oA7cecC3w1oA7cecC3w1oA7cecC43toA7cecC3w1oA82z0C;-25200 -21600 3.2.0.7200 1\
    1.1.0.7200
    America/Costa_Rica;-21600,-18000;2v5m0B30ucA87loB30ucA3bvloB512cA67doB1racA;-21600
    America/Coyhaique;-10800,-14400;2ot0B61toA4r2cB6hdoA4r2cB6p5oA4jacB69loA4yucB6p5oA4jacB6p5oA4r2cB6hdoA4r2cB6hdoA\
    4r2cB6p5oA4jacB6p5oA4jacB6p5oA4r2cB6hdoA4r2cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA4jacB6p5oA5m6cB5m9oA4r2cB6hdoA4r\
    2cB6p5oA4jacB5u1oA5eecB6p5oA4r2cB6hdoA4r2cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA56mcB61toA4r2cB61toA5tycB5u1oA4r2c\
    B6p5oA4jacB6p5oA4jacB6p5oA4jacB6p5oA4r2cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA56mcB61toA4r2cB6hdoA5eecB5u1oA6hacB3\
    8poA7rycB3w1oA7cecB43toA74mcB43toAj0ecB2t5oA8facB2t5oA8facB2t5oA7cecB4r5oA6hacB4r5oA6hacB4r5oA6hacB4yxoA69icB4r5\
    oA6p2cB4r5oA;-10800
    America/Creston America/Phoenix Etc/GMT+7 MST US/Arizona;-25200;;-25200
    America/Cuiaba;-14400,-10800;4yiuoB43qcA6wxoB3gecA7t5oB38mcA7s1oB38mcA7ztoB3o6cA7s1oB3o6cA7k9oB3gecA7ztoB30ucA7z\
    toB3vycA7choB3vycA7choB3o6cA7choB43qcA75toB4i6cA6wxoB43qcA6wxoB4jacA6wxoB43qcA7choB3vycA7ztoB38mcAjahoB3e6cA7cho\
    B3vycA7ztoB3gecA74poB3vycA7k9oB3o6cA7k9oB3vycA7choB3vycA7choB43qcA7choB3o6cA7k9oB3o6cA7k9oB3vycA7choB3vycA7choB3\
    vycA7choB3vycA7ztoB38mcA;-14400
    America/Danmarkshavn;-10800,-7200,0;37oocB5e9cA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B\
    5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A323cC;0
    America/Dawson;-32400,-28800,-25200;173j0B218poC5m6cB5m9oC5m6cB5m9oC5tycB5ehoC5tycB5m9oC5m6cB5m9oC5m6cB5m9oC5m6c\
    B4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4\
    yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB43toC7cecB3w1oC7cecB3w1\
    oC7cecB43toC7cecB3w1oC7cecB3w1oC7cecB3w1oC7cecB3w1oC7cecB3w1oC7cecB43toC7cecB3w1oC7cecB3w1oC7cecB3w1oC7cecB3w1oC\
    ;-25200
    America/Dawson_Creek;-28800,-25200;3k8oB5m6cA5m9oB5tycA5m9oB;-25200
    America/Denver America/Shiprock MST7MDT Navajo US/Mountain;-25200,-21600;3k70B5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6c\
    A25toB92mcA3o9oB7k6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5\
    m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yx\
    oB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB\
    ;-25200 -21600 3.2.0.7200 11.1.0.7200
    America/Detroit US/Michigan;-18000,-14400;11h7oB5m6cA25toB92mcA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6c\
    A5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4\
    yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yx\
    oB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-18000 -14400 3.2.0.7200 11.1.0.7200
    America/Edmonton America/Yellowknife Canada/Mountain;-25200,-21600;q8v0B5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB\
    5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69\
    icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69ic\
    A4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-25200 -21600 3.2.0.7200 \
    11.1.0.7200
    America/Eirunepe;-18000,-14400;4yiwcB43qcA6wxoB3gecA7t5oB38mcA1s61oB3vycA4ho1oB1onacA;-18000
    America/El_Salvador;-21600,-18000;5feq0B4jacA6p5oB4jacA;-21600
    America/Ensenada America/Santa_Isabel America/Tijuana Mexico/BajaNorte;-28800,-25200;1z6ooB5tycA5ehoB5tycA5m9oB5\
    m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6ha\
    cA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA\
    4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4bloB;-28800 -25200 3.\
    2.0.7200 11.1.0.7200
    America/Fort_Nelson;-28800,-25200;3k8oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5ty\
    cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA\
    4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r\
    5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB7cecA3w1oB7cecA3w1oB7cecA43toB7cecA3w1o\
    B7cecA3w1oB7cecA3w1oB7cecA3w1oB7cecA3w1oB;-25200
    America/Fort_Wayne America/Indiana/Indianapolis America/Indianapolis US/East-Indiana;-18000,-14400;3k3oB5m6cAb3h\
    5oB6hacA43toB;-18000 -14400 3.2.0.7200 11.1.0.7200
    America/Fortaleza;-10800,-7200;4yit0B43qcA6wxoB3gecA7t5oB38mcA7s1oB38mcA7ztoB3o6cA30o9oB4jacA6wxoBficAb0poB3vycA\
    ;-10800
    America/Glace_Bay;-14400,-10800;q8q0B5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA\
    5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4y\
    xoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxo\
    B69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-14400 -10800 3.2.0.7200 11.1.0.7200
    America/Godthab America/Nuuk;-10800,-7200,-3600;37oocB5e9cA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m8\
    0B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B\
    6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6h\
    c0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0\
    A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0Bbg80C;-7200 -3600 3.5.0.-3600 10.5.0.0
    America/Goose_Bay;-14400,-10800,-7200;3k20B5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5eho\
    B5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yudB69icA4yxoC6\
    h8oA4r7cB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6ha\
    cA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB7cecA3w1oB7cecA3w1oB7cecA43toB7cecA\
    3w1oB7chnA;-14400 -10800 3.2.0.7200 11.1.0.7200
    America/Grand_Turk;-18000,-14400;2x3noB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6\
    cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA\
    4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB7cecA3w1oB7cecA3w\
    1oB7cecA43toB7cecA3w1oB7cecA3w1oB7cecA3w1oB7cecA3w1oB7cecA3w1oBxx40B;-18000 -14400 3.2.0.7200 11.1.0.7200
    America/Guatemala;-21600,-18000;17yi0B2t2cA2w3toB3tqcA2cjdoB56mcA4l3doB4r2cA;-21600
    America/Guayaquil;-18000,-14400;768wcB24mcA;-18000
    America/Guyana;-13500,-10800,-14400;1qwm9B57t4fC;-14400
    America/Halifax Canada/Atlantic;-14400,-10800;3k20B5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5\
    tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69i\
    cA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA\
    4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-14400 -10800 3.2.0.7200 1\
    1.1.0.7200
    America/Havana Cuba;-18000,-14400;3k0cB5m6cA5m9oB5tycA5m9oB4yucA69loB4zycA68hoB512cA67doB5m6cA5m9oB5tycA5ehoB5ty\
    cA5u1oB4r2cA4yxoB6hacA4r5oB6hacA6hdoB4r2cA6hdoB4r2cA6hdoB4r2cA6hdoB4yucA69loB4yucA4r5oB6hacA4r5oB6hacA4yxoB69icA\
    4yxoB69icA5ehoB61qcA5ehoB5u00A5eg0B5u00A5eg0B5u00A5eg0B5u00A5eg0B5u00A5m80B5m80A5m80B5u00A56o0B6hc0A4r40B6p40A4r\
    40B6hc0A4r40B6hc0A4yw0B69k0A4yw0B69k0A4r40Bt600A43s0B74o0A4bk0B6ww0A43s0B74o0A4bk0B74o0A4bk0B7cg0A4bk0B;-18000 -\
    14400 3.2.0.0 11.1.0.3600
    America/Hermosillo;-25200,-21600;883b0B69icA4yxoB69icA4yxoB69icA;-25200
    America/Indiana/Knox America/Knox_IN US/Indiana-Starke;-21600,-18000;3k5cB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25t\
    oB92mcA3o9oB7k6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB\
    5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB4vficA43toB;-21600 -18000 3.2.0.7200 11.1.0.7200
    America/Indiana/Marengo;-18000,-14400;3k3oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cAewpoB7k6cA9j35oB6hacA43toB;-18000 \
    -14400 3.2.0.7200 11.1.0.7200
    America/Indiana/Petersburg;-21600,-18000;3k5cB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9oB5tycA5\
    ehoB98pqcA43toB7cecB;-18000 -14400 3.2.0.7200 11.1.0.7200
    America/Indiana/Tell_City;-18000,-14400,-21600;3k3oB5m6cAb9yhoC43toA;-21600 -18000 3.2.0.7200 11.1.0.7200
    America/Indiana/Vevay;-18000,-14400;3k3oB5m6cA5m9oB5tycA5m9oB5m6cAagshoB6hacA43toB;-18000 -14400 3.2.0.7200 11.1\
    .0.7200
    America/Indiana/Vincennes;-18000,-14400,-21600;3k3oB5m6cAb9yhoC43toA7cecA;-18000 -14400 3.2.0.7200 11.1.0.7200
    America/Indiana/Winamac;-18000,-14400,-21600;3k3oB5m6cAb9yhoC43toB;-18000 -14400 3.2.0.7200 11.1.0.7200
    America/Inuvik;-28800,-25200,-21600;q8woB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oC5\
    m4oB5m9oC5m6cB5m9oC5m6cB5m9oC5tycB5ehoC5tycB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6ha\
    cB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB\
    4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB43toC;-25200 -21600 3.2.0.7200 11.1.0.7200
    America/Iqaluit America/Pangnirtung;-18000,-14400,-21600;q8roB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB\
    5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6h\
    acA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hac\
    C4r7cAb8ecB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-18000 -14400 3.2.0.7200 11.1.0.7200
    America/Jamaica Jamaica;-18000,-14400;1997oB92mcA3o9oB7k6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9\
    oB5m6cA5m9oB5tycA5ehoB5tycA;-18000
    America/Juneau;-28800,-25200,-32400;3k8oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9oB5tycA5ehoB5\
    tycA5m9oB5m6cA5m9oB5m6cAgupoB5m6cA5m9oB5tycA5ehoB5tycC5mbcA5m6cC5m9oA5m6cC5m9oA5m6cC4yxoA69icC4yxoA6hacC4r5oA6ha\
    cC4r5oA6hacC4yxoA69icC4yxoA69icC4yxoA6hacC4r5oA6hacC4r5oA6hacC4yxoA69icC4yxoA69icC4yxoA69icC4yxoA6hacC4r5oA6hacC\
    4r5oA6hacC4yxoA69icC4yxoA69icC4yxoA6hacC4r5oA6hacC4r5oA6hacC43toA;-32400 -28800 3.2.0.7200 11.1.0.7200
    America/Kentucky/Louisville America/Louisville;-18000,-14400;3k3oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cAewpoB7k6cA5\
    m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yx\
    oB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB\
    69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-18000 -14400 3.2.0.7\
    200 11.1.0.7200
    America/Kentucky/Monticello;-21600,-18000,-14400;3k5cB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9\
    oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB\
    69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69\
    icA4yxoB6hacA4r5oBb8ecC6hacB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB43toC;-18000 -14400 3.2.0.7200 11.\
    1.0.7200
    America/Lima;-18000,-14400;50dkcB2rycA8hloB2rycAv1toB2rycA16bdoB2rycA;-18000
    America/Los_Angeles PST8PDT US/Pacific;-28800,-25200;3k8oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6c\
    A5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4\
    yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yx\
    oB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-28800 -25200 3.2.0\
    .7200 11.1.0.7200
    America/Maceio;-10800,-7200;4yit0B43qcA6wxoB3gecA7t5oB38mcA7s1oB38mcA7ztoB3o6cA1ry9oB3o6cA151toB4jacA6wxoBficAb0\
    poB3vycA;-10800
    America/Managua;-21600,-18000;11je0Bk8ucA1a0poB31ycA86hoB31ycA3lwwcB88foA321oB193acA2l8poB5eecA6hh0B4r0oA;-21600
    America/Manaus Brazil/West;-14400,-10800;4yiuoB43qcA6wxoB3gecA7t5oB38mcA1s61oB3vycA;-14400
    America/Martinique;-14400,-10800;37omoB5eecA;-14400
    America/Matamoros;-21600,-18000;5ps5cB6hacA2bttoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA5u1oB4jacA5u1oB69i\
    cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4bloB;-21600 -18000 3.2.0.7200 11.1.0.72\
    00
    America/Mazatlan Mexico/BajaSur;-25200,-21600;883b0B69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA5u1oB4jacA5u1oB\
    69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69\
    icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA;-25200
    America/Menominee;-18000,-21600;173foB25toA92mcB3o9oA7k6cB5m9oA5tycB5ehoA5tycB5m9oA5m6cB5m9oA5m6cB5m9oA5m6cB5m9o\
    A5m6cB5m9oA5tycB5ehoA5tycB5m9oA5m6cB5m9oA5m6cB5m9oA5m6cB4yxoA69icB4yxoA6hacB4r5oA6hacB4r5oA6hacB4yxoA69icB4yxoA6\
    9icB4yxoA6hacB4r5oA6hacB4r5oA6hacB4yxoA69icB4yxoA69icB4yxoA69icB4yxoA6hacB4r5oA6hacB4r5oA6hacB4yxoA69icB4yxoA69i\
    cB4yxoA6hacB4r5oA6hacB4r5oA6hacB43toA;-21600 -18000 3.2.0.7200 11.1.0.7200
    America/Merida;-21600,-18000;3r3pcB9licA47e1oB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA5u1oB4jacA5u1oB69icA4\
    yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yx\
    oB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA;-21600
    America/Metlakatla;-28800,-25200,-32400;3k8oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9oB5tycA5e\
    hoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycAa0sxoC43toA7cecC3w1oA7cecC3w1oA9pycC;-32400 \
    -28800 3.2.0.7200 11.1.0.7200
    America/Mexico_City Mexico/General;-21600,-18000;8839cB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA5u1oB4jacA5u\
    1oB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxo\
    B69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA;-21600
    America/Miquelon;-14400,-10800,-7200;38geoB2635oC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC6ha\
    cB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC6hacB\
    4r5oC6hacB4r5oC6hacB43toC;-10800 -7200 3.2.0.7200 11.1.0.7200
    America/Moncton;-14400,-10800;3k20B5m6cA5m9oB5tycA5m9oB5m6cAgupoB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m\
    9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5o\
    B6hacA4yxoB69icA4yxoB69icA4yudB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6\
    hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43wzB;-14400 -10800 3.2.0.7200 11.1.0.7200
    America/Monterrey;-21600,-18000;5ps5cB6hacA2bttoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA5u1oB4jacA5u1oB69i\
    cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA\
    4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA;-21600
    America/Montevideo;-10800,-7200,-5400,-9000;3it0B1jicAkyhoB2lacAgupoC1q5iD5ehoA3gguB30ucAjg1oB2dicA8fdoB2t2cA8ux\
    oB2dicA1q9oB9xqcA2fbdoB2cecA8uxoB2lacA7choB3o6cA7choB43qcA7choB3vycA74poB43qcA3ma1oB5u1oA61toB4r2cA69loB4yucA6hd\
    oB4r2cA6hdoB4r2cA6hdoB4yucA69loB4yucA69loB4yucA6hdoB4r2cA6hdoB4r2cA6hdoB4r2cA;-10800
    America/Montreal America/Nassau America/Nipigon America/Thunder_Bay America/Toronto Canada/Eastern;-18000,-14400\
    ;3k3oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5\
    m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yx\
    oB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB\
    69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-18000 -14400 3.2.0.7200 11.1.0.7200
    America/New_York EST5EDT US/Eastern;-18000,-14400;3k3oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m\
    9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxo\
    B69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6\
    9icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-18000 -14400 3.2.0.72\
    00 11.1.0.7200
    America/Nome;-39600,-36000,-32400,-28800;3kdoB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9oB5tycA5\
    ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycC5m6cD5m6cC5m9oD5m6cC5m9oD5m6cC4yxoD69icC4yx\
    oD6hacC4r5oD6hacC4r5oD6hacC4yxoD69icC4yxoD69icC4yxoD6hacC4r5oD6hacC4r5oD6hacC4yxoD69icC4yxoD69icC4yxoD69icC4yxoD\
    6hacC4r5oD6hacC4r5oD6hacC4yxoD69icC4yxoD69icC4yxoD6hacC4r5oD6hacC4r5oD6hacC43toD;-32400 -28800 3.2.0.7200 11.1.0\
    .7200
    America/Noronha Brazil/DeNoronha;-7200,-3600;4yircB43qcA6wxoB3gecA7t5oB38mcA7s1oB38mcA7ztoB3o6cA30o9oB4jacA6wxoB\
    7qcAb8hoB3vycA;-7200
    America/North_Dakota/Beulah;-25200,-21600;3k70B5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9oB5tycA\
    5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4y\
    xoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxo\
    B6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB7cecA3w1oB7cecA3w1oB7cecA43toB7\
    cecB;-21600 -18000 3.2.0.7200 11.1.0.7200
    America/North_Dakota/Center;-25200,-21600,-18000;3k70B5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9\
    oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB\
    69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoBb8ecC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC69icB4y\
    xoC6hacB4r5oC6hacB4r5oC6hacB4yxoC69icB4yxoC69icB4yxoC6hacB4r5oC6hacB4r5oC6hacB43toC;-21600 -18000 3.2.0.7200 11.\
    1.0.7200
    America/North_Dakota/New_Salem;-25200,-21600,-18000;3k70B5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA\
    5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4y\
    xoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxo\
    B69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoBb8ecC6hacB4r5oC6hacB4r5oC6hacB43toC;-21600 -18000 3.2.0.7200 \
    11.1.0.7200
    America/Ojinaga;-21600,-18000,-25200;8839cB69icA4yxoB69icAb8hoC4yxoA6hacC4r5oA6hacC5u1oA4jacC5u1oA69icC4yxoA69ic\
    C4yxoA6hacC4r5oA6hacC4r5oA6hacC4r5oA6hacC4yxoA69icC4yxoA69icC4bloA7cecC3w1oA7cecC3w1oA7cecC3w1oA7cecC3w1oA7cecC3\
    w1oA7cecC43toA7cecC3w1oA7cecC3w1oA7cecC3w1oA7cecC3w1oA7cecC43toA7cecC3w1oAb8ecB;-21600 -18000 3.2.0.7200 11.1.0.\
    7200
    America/Paramaribo;-12600,-10800;4m9puB;-10800
    America/Port-au-Prince;-18000,-14400;46gwcB5eecA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yzcB6hc0A4r40B6hc0A4r40\
    B6hc0A4yw0B69k0A4yw0B69k0A4yw0B6hc0A4r40B6hc0A4r40B6hc0A4yw0B69k0A4yw0B69k0A2btqcB6hacA4r5oB6hacA1ohx0B7cecA3w1o\
    B7cecA3w1oB7cecA3w1oB7cecAfc9oB;-18000 -14400 3.2.0.7200 11.1.0.7200
    America/Porto_Acre America/Rio_Branco Brazil/Acre;-18000,-14400;4yiwcB43qcA6wxoB3gecA7t5oB38mcA6dq1oB1onacA;-180\
    00
    America/Porto_Velho;-14400,-10800;4yiuoB43qcA6wxoB3gecA7t5oB38mcA;-14400
    America/Punta_Arenas;-10800,-14400;2ot0B61toA4r2cB6hdoA4r2cB6p5oA4jacB69loA4yucB6p5oA4jacB6p5oA4r2cB6hdoA4r2cB6h\
    doA4r2cB6p5oA4jacB6p5oA4jacB6p5oA4r2cB6hdoA4r2cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA4jacB6p5oA5m6cB5m9oA4r2cB6hdo\
    A4r2cB6p5oA4jacB5u1oA5eecB6p5oA4r2cB6hdoA4r2cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA56mcB61toA4r2cB61toA5tycB5u1oA4\
    r2cB6p5oA4jacB6p5oA4jacB6p5oA4jacB6p5oA4r2cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA56mcB61toA4r2cB6hdoA5eecB5u1oA6ha\
    cB38poA7rycB3w1oA7cecB43toA74mcB43toAj0ecB2t5oA;-10800
    America/Rainy_River America/Winnipeg Canada/Central;-21600,-18000;3k5cB5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5\
    m80A5m80B5m80A5m80B5u00A5eg0B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5eg0B5u00A5m80B5m80A5m80B5m8\
    0A5m80B5m80A4yw0B69k0A4yw0B6hc0A4r40B6hc0A4r40B6hc0A4yw0B69k0A4yw0B69k0A4yw0B6hc0A4r40B6hc0A4r40B6hc0A4yw0B69k0A\
    4yw0B69k0A4yw0B69k0A4yw0B6hc0A4r40B6hc0A4r40B6hc0A4yw0B69k0A4yw0B69k0A4yw0B6hc0A4r40B6hc0A4r40B6hacA43toB;-21600\
     -18000 3.2.0.7200 11.1.0.7200
    America/Rankin_Inlet;-21600,-18000;q8tcB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m\
    6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hac\
    A4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oBhpqcA4yxoB69icA4\
    yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-21600 -18000 3.2.0.7200 11.1.0.7200
    America/Recife;-10800,-7200;4yit0B43qcA6wxoB3gecA7t5oB38mcA7s1oB38mcA7ztoB3o6cA30o9oB4jacA6wxoB7qcAb8hoB3vycA;-1\
    0800
    America/Regina Canada/Saskatchewan Etc/GMT+6;-21600;;-21600
    America/Resolute;-21600,-18000;q8tcB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5\
    m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yx\
    oB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oBhpqcA4yxoB69icA4yxoB\
    69icA4yxoB6hacA4r5oB6hacA4r5oBal40B;-21600 -18000 3.2.0.7200 11.1.0.7200
    America/Santarem;-14400,-10800;4yiuoB43qcA6wxoB3gecA7t5oB38mcA6dq1oB;-10800
    America/Santiago Chile/Continental;-10800,-14400;2ot0B61toA4r2cB6hdoA4r2cB6p5oA4jacB69loA4yucB6p5oA4jacB6p5oA4r2\
    cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA4jacB6p5oA4r2cB6hdoA4r2cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA4jacB6p5oA5m6cB\
    5m9oA4r2cB6hdoA4r2cB6p5oA4jacB5u1oA5eecB6p5oA4r2cB6hdoA4r2cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA56mcB61toA4r2cB61\
    toA5tycB5u1oA4r2cB6p5oA4jacB6p5oA4jacB6p5oA4jacB6p5oA4r2cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA56mcB61toA4r2cB6hdo\
    A5eecB5u1oA6hacB38poA7rycB3w1oA7cecB43toA74mcB43toAj0ecB2t5oA8facB2t5oA8facB2t5oA7cecB4r5oA6hacB4r5oA6hacB4r5oA6\
    hacB4yxoA;-14400 -10800 9.1.6.86400 4.1.6.86400
    America/Santo_Domingo;-16200,-18000,-14400;1kviB7lcuA2on6B8rkuA2j36B8pcuA2lb6B8n4uA2mf6B8m0uC856hoB12w0C;-14400
    America/Sao_Paulo Brazil/East;-10800,-7200;4yit0B43qcA6wxoB3gecA7t5oB38mcA7s1oB38mcA7ztoB3o6cA7s1oB3o6cA7k9oB3ge\
    cA7ztoB30ucA7ztoB3vycA7choB3vycA7choB3o6cA7choB43qcA75toB4i6cA6wxoB43qcA6wxoB4jacA6wxoB43qcA7choB3vycA7ztoB38mcA\
    7k9oB3o6cA821oB3e6cA7choB3vycA7ztoB3gecA74poB3vycA7k9oB3o6cA7k9oB3vycA7choB3vycA7choB43qcA7choB3o6cA7k9oB3o6cA7k\
    9oB3vycA7choB3vycA7choB3vycA7choB3vycA7ztoB38mcA;-10800
    America/Scoresbysund;-7200,-3600,0;37omoB5eg0A5m4oC5m6cB5m80C5m80B5m80C5m80B5m80C5u00B5m80C5m80B5m80C5m80B5m80C5\
    m80B5m80C5m80B5m80C5m80B5m80C5u00B5m80C5m80B5m80C5m80B5m80C5m80B5m80C5m80B5m80C5m80B5u00C6hc0B4r40C6hc0B4r40C6hc\
    0B4r40C6p40B4jc0C6p40B4jc0C6p40B4r40C6hc0B4r40C6hc0B4r40C6p40B4jc0C6p40B4jc0C6p40B4jc0C6p40B4r40C6hc0B4r40C6hc0B\
    4r40C6p40B4jc0C6p40B4jc0C6p40B4r40C6hc0B4r40C6hc0B4r40C6hc0B4r40C6p40B4jc0C6p40B4jc0C6p40B4r40C6hc0B4r40C6hc0B4r\
    40C6p40B4jc0C6p40B4jc0C6p40B4r40B;-7200 -3600 3.5.0.-3600 10.5.0.0
    America/Sitka;-28800,-25200,-32400;3k8oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9oB5tycA5ehoB5t\
    ycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycC5mbcA5m6cC5m9oA5m6cC5m9oA5m6cC4yxoA69icC4yxoA6hac\
    C4r5oA6hacC4r5oA6hacC4yxoA69icC4yxoA69icC4yxoA6hacC4r5oA6hacC4r5oA6hacC4yxoA69icC4yxoA69icC4yxoA69icC4yxoA6hacC4\
    r5oA6hacC4r5oA6hacC4yxoA69icC4yxoA69icC4yxoA6hacC4r5oA6hacC4r5oA6hacC43toA;-32400 -28800 3.2.0.7200 11.1.0.7200
    America/St_Johns Canada/Newfoundland;-12600,-9000,-5400;3k16B5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5\
    m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6\
    cA4yudB69icA4yxoC6h8oA4r7cB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA\
    4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB7cecA3w1oB7cecA3w\
    1oB7cecA43toB7cecA3w1oB7chnA;-12600 -9000 3.2.0.7200 11.1.0.7200
    America/Swift_Current;-25200,-21600;q8v0B;-21600
    America/Tegucigalpa;-21600,-18000;5feq0B4jacA6p5oB4jacA5ijtoB2u6cA;-21600
    America/Thule;-14400,-10800;6nhe0B5m6cA5m9oB5m6cA5u1oB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yx\
    oB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-14400 -10800 3.2.0.7200 11.1\
    .0.7200
    America/Vancouver Canada/Pacific;-28800,-25200;3k8oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB\
    5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69\
    icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69ic\
    A4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-28800 -25200 3.2.0.7200 \
    11.1.0.7200
    America/Whitehorse Canada/Yukon;-28800,-25200;38c8oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB\
    5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69\
    icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB7cecA3w1oB7cec\
    A3w1oB7cecA43toB7cecA3w1oB7cecA3w1oB7cecA3w1oB7cecA3w1oB7cecA3w1oB7cecA43toB7cecA3w1oB7cecA3w1oB7cecA3w1oB7cecA3\
    w1oB;-25200
    America/Yakutat;-32400,-28800;3kacB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA25toB92mcA3o9oB7k6cA5m9oB5tycA5ehoB5tycA5m\
    9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5o\
    B6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6\
    hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA43toB;-32400 -28800 3.2.0.7200 11.1.0.7200
    Antarctica/Casey;28800,39600;cglq0B4970Ail10B3lycA1glacBfl5oA6hh0B4ypcA67h0B4t70A6hc1B4yqzA69p1B4yqzA69p1B4vjzA;\
    28800
    Antarctica/Davis;25200,18000;cglroB4g1oAie6cB3m1oA;25200
    Antarctica/DumontDUrville Etc/GMT-10 Pacific/Chuuk Pacific/Port_Moresby Pacific/Truk Pacific/Yap;36000;;36000
    Antarctica/Macquarie;39600,36000;20yoB74o0A4bk0B74o0A3o80B7k80A3w00B7cg0A3w00B7cg0A3w00B7cg0A43s0B7cg0A3w00B7cg0\
    A3w00B7cg0A3w00B7cg0A3w00B7cg0A3w00B7cg0A4r40B6p40A4jc0B6p40A3w00B7cg0A3w00B7cg0A3w00B74o0A4jc0B6ww0A4jc0B6ww0A4\
    bk0B6ww0A4bk0B6ww0A4r40B5u00A5eg0B5u00A5eg0B5u00A5eg0B5u00A5eg0B5u00A5m80B5u00A5eg0B5u00A5eg0B5u00A5eg0B5u00A5eg\
    0B4r40A6hc0B61s0A5eg0B5u00A5eg0B5u00A5eg0B5u00A5eg0B5u00A5m80B5m80A5eg0B61s0A5m80B5m80A5m80B5m80Aguo0B;36000 396\
    00 10.1.0.7200 4.1.0.10800
    Antarctica/Mawson;21600,18000;cgltcB;18000
    Antarctica/McMurdo Antarctica/South_Pole NZ Pacific/Auckland;43200,46800;1iivcB3gg0A7k80B43s0A7cg0B3w00A7cg0B3w0\
    0A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A\
    6p40B4yw0A69k0B4yw0A69k0B4yw0A69k0B56o0A61s0B56o0A61s0B56o0A61s0B56o0A69k0B4yw0A69k0B4yw0A69k0B56o0A61s0B56o0A61\
    s0B56o0A69k0B4yw0A69k0B4yw0A69k0B56o0A61s0B56o0A61s0B56o0A61s0B56o0A61s0B;43200 46800 9.5.0.7200 4.1.0.10800
    Antarctica/Palmer;-10800,-7200,-14400;19rx0B30ucA2i6poC501oA4r2cC6hdoA4r2cC6p5oA4jacC6p5oA4jacC6p5oA5m6cC5m9oA4r\
    2cC6hdoA4r2cC6p5oA4jacC5u1oA5eecC6p5oA4r2cC6hdoA4r2cC6hdoA4r2cC6hdoA4r2cC6p5oA4jacC6p5oA56mcC61toA4r2cC61toA5tyc\
    C5u1oA4r2cC6p5oA4jacC6p5oA4jacC6p5oA4jacC6p5oA4r2cC6hdoA4r2cC6hdoA4r2cC6p5oA4jacC6p5oA56mcC61toA4r2cC6hdoA5eecC5\
    u1oA6hacC38poA7rycC3w1oA7cecC43toA74mcC43toAj0ecC2t5oA;-10800
    Antarctica/Rothera;0,-10800;25yo0B;-10800
    Antarctica/Troll;0;azv40A;0 7200 3.5.0.3600 10.5.0.10800
    Antarctica/Vostok;25200,0,18000;7ji4cB8fnoA94cvoC;18000
    Arctic/Longyearbyen Atlantic/Jan_Mayen Europe/Berlin Europe/Copenhagen Europe/Oslo Europe/Stockholm;3600,7200;37\
    ohoB5eg0A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m8\
    0B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.10800
    Asia/Almaty;21600,25200,18000;3is60B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5\
    m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc\
    0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A61xgoC;18000
    Asia/Amman;7200,10800;12n0oB3lycA6jloB4pycA6jloB4pycA6kpoB5oecA5l5oB4pycA6ihoB4pycA21axoB5nacA5ploB5m6cA5m9oB5m6\
    cA5m9oB5tycA6kpoB4nqcA69loB4yucA5zloB512cA61toB5eecA5m9oB5m6cA5m9oB56mcA69loB4yw0A69k0B56o0A61s0B56o0A61s0B56o0A\
    8ts0B2mg0A5sw0B5nc0A5l40B5nc0A5m80B5m80A5m80B6hc0A4r40B69k0A56o0B5m80A5m80B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4j\
    c0B6p40A4r40B6hc0A4r40BjfycA30xoB6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A3o80\
    B;10800
    Asia/Anadyr;46800,50400,43200,39600;3irucB5nacAb9loC5m9oA5nacC5ndoA5mbcC5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C\
    5m80A5m80C5m80A5u00Cb8hoD3gg0C25qcA5m80C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p40C4j\
    c0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0Cbg9oD4jc0C;432\
    00
    Asia/Aqtau;18000,21600,14400;3ofjoBb9icA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m\
    80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80C5m9oA5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0\
    A6p40C4r40A6hc0C4r40A6hc0C4r40A;18000
    Asia/Aqtobe;18000,21600,14400;3is7oBgwucA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5\
    m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc\
    0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A;18000
    Asia/Ashgabat Asia/Ashkhabad;18000,21600,14400;3is7oB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80\
    B5m80A5m80B5m80A5m80B5m80A5m80B5u00Ab8hoC3gg0A;18000
    Asia/Atyrau;18000,21600,14400;3ofjoBb9icA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5\
    m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0Abg9oC4jc0A6p40C4jc0A6p4\
    0C4r40A6hc0C4r40A6hc0C4r40A;18000
    Asia/Baghdad;10800,14400;3uz70B4pycA5l5oB5oecA5ndoB5nacA5m9oB5l5oA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5\
    u00A5nfcB5nc0A5nc0B5nc0A5m80B5nc0A5m80B5nc0A5m80B5nc0A5nc0B5nc0A5m80B5nc0A5m80B5nc0A5m80B5nc0A5nc0B5nc0A5m80B5nc\
    0A5m80B5nc0A5m80B5nc0A5nc0B5nc0A5m80B5nc0A5m80B5nc0A5m80B5nc0A;10800
    Asia/Bahrain Asia/Qatar;14400,10800;r7tcB;10800
    Asia/Baku;14400,18000,10800;3is9cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m8\
    0B5m80A5m80B5u00Ab8hoC5m80A195ncB6hc0A4r2cB6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40\
    B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6\
    hc0A;14400
    Asia/Bangkok Asia/Jakarta Asia/Phnom_Penh Asia/Vientiane Etc/GMT-7 Indian/Christmas;25200;;25200
    Asia/Barnaul;25200,28800,21600;3is4cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A\
    5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B1xv0A3oeoC5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p\
    40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40\
    C4jc0A14eecCfzloA;25200
    Asia/Beirut;7200,10800;rv8oB346cA6jloB4pycA6jloB4pycA6jloB4pycA6kpoB4pycA6jloB4pycA6ihoB4pycA1qypoB56mcA62xoB56m\
    cA62xoB56mcA62xoB56mcA72hoB486cA6cxoB4wmcA62xoB56mcA62xoB56mcA641oB4tacA5ehoB5m6cA5m9oB5m6cA5m9oB5m6cA5u1oB5m6cA\
    5m9oB5m6cA5m9oB5m6cA5m9oB;7200 10800 3.5.0.0 10.5.0.0
    Asia/Bishkek;21600,25200,18000;3is60B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A\
    5m80B5m80A5m80B5u00Aac80C6xycA56mcC61toA56mcC61toA56mcC61toA56mcC61toA5eecC5mduA6hacC4r5oA6hacC4r5oA6p2cC4jdoA6p\
    2cC4jdoA6p2cC4r5oA6hacC4r5oA6hacC4r5oA6p2cC4jdoA;21600
    Asia/Brunei Asia/Kuching Asia/Makassar Asia/Ujung_Pandang Etc/GMT-8;28800;;28800
    Asia/Calcutta Asia/Kolkata;19800;;19800
    Asia/Chita;32400,36000,28800;3is10B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m\
    80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0\
    B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B1\
    4eecCfzncA;32400
    Asia/Choibalsan Asia/Ulaanbaatar Asia/Ulan_Bator;25200,28800,32400;2i6ccB1n4ucC5nacB5ndoC5m6cB5m9oC5m6cB5m9oC5m6\
    cB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5tycB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5u1oC5m6cB5m9oC5m6cB\
    5m9oC5m6cBt510C4r2cB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5tycB2nploC5m30B5md0C5m30B;28800
    Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Shanghai PRC;28800,32400;545q0B43qcA6hdoB4r2cA6p5oB4jacA6p5oB4r2c\
    A6hdoB4r2cA6hdoB4r2cA;28800
    Asia/Colombo;19800,23400,21600;89jyuB4r36C2yq8uA;19800
    Asia/Dacca Asia/Dhaka;21600,25200;ccwccB60o0A;21600
    Asia/Damascus;7200,10800;3pc0B4pycA6jloB4pycA6kpoB4pycA6jloB4pycA6jloB4pycA6jloB4pycA6kpoB4pycA6jloB3smcA7gxoB3s\
    mcA1fvtoB5eecA5w9oB5eecAfixoB792cA4exoB7j2cA475oB73icA4ntoB5oecA5m9oB5m6cA5nacB5nacA5v5oB5ficA5floB5nacA5sxoB5na\
    cA5m9oB5nacA5ndoB5nacA5l5oB5oecA5k1oB5picA5m9oB5nacA5ndoB5nacA5m9oB5nacA5m9oB5nacA5m9oB5nacA5ndoB5nacA5m9oB5nacA\
    5m9oB5dacA5u1oB6p2cA4r5oB6iecA4i9oB6p2cA4r5oB6hacA4r5oB6hacA4r5oB6hacA4r5oB6hacA4r5oB6p2cA4jdoB6p2cA4jdoB6p2cA4r\
    5oB6hacA4r5oB6hacA4r5oB6hacA4r5oB6p2cA4jdoB6p2cA4jdoB;10800
    Asia/Dili;32400,28800;1zep0B7ms9oA;32400
    Asia/Dubai Asia/Muscat Etc/GMT-4 Indian/Mahe Indian/Reunion;14400;;14400
    Asia/Dushanbe;21600,25200,18000;3is60B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80\
    A5m80B5m80A5m80B5u00Aam9oC;18000
    Asia/Famagusta;7200,10800;1ni4oB5m6cA6o1oB4licA5ddoB5eecA5u1oB5nacA5l5oB5m6cA5u1oB5eecA5m9oB5m6cA5m9oB5m6cA5m9oB\
    5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m\
    6cA5m9oB5m6cA5u1oB5m6cA5m9oB5m6cA5m9oB6hh0A4r40B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40\
    A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6hc0A4r40Bhxk0A;\
    7200 10800 3.5.0.10800 10.5.0.14400
    Asia/Gaza;7200,10800;1ev0oB30ucA5u1oB43qcA1jixoB1ao0A151s0B3gg0A74o0B4bicA7ztoB3gecA6shoB4nqcA6hdoB4jacA7choB3vy\
    cA69loB4r2cA6hdoB4yucA6hdoB4yucA6f5oB4tacA6f5oB4licA6mxoB4tacA6mxoB56o0A61s0B56o0A61s0B56o0A6hc0B5m6cA5u1oB5m6cA\
    5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB56o0A61s0B5b5oA5iucB5dacA5w9oB53doA62ucB4r2cA6hdoB4yw0A6ao1B486bA76xpB3ribA7g\
    xoB5eg0A5u00B5m6cA5m9oB6hacA4s9oB6g80A4s9oB6p2cA4jdoB6p2cA4jdoB6p2cA4q00B6iecA4r5oB6hc0A4r40B6o00A4lk0B6o1oA5m9o\
    B5m6cA5ehoB5tycA56poB61qcA4r5oB6hacA4r5oB6p2cA4jdoB6p2cA4jdoB6p2cA4r5oB6hacA4r5oB6hacA4r5oB6p2cA4jdoB6p2cA4jdoB6\
    p2cA4jdoB6p2cA4r5oB69icA4yxoB61qcA56poB5m6cA5m9oB5eecA5u1oB4yucA1ihoB7qcA4r5oB4jacA1apoBnacA4r5oB4bicA1apoBv2cA4\
    r5oB3vycA1ihoB12ucA4r5oB3o6cA1apoB1q6cA4jdoB3gecA1apoB1xycA4jdoB30ucA1ihoB25qcA4r5oB2lacA1apoB2lacA4r5oB25qcA1ih\
    oB2t2cA4r5oB1xycA1apoB3gecA4jdoB1q6cA1apoB3o6cA4jdoB1amcA1ihoB3vycA4r5oBv2cA1apoB4bicA4r5oBficA1ihoB4jacA4r5oB7q\
    cA1ihoB4r2cA61toB5eecA5m9oB5m6cA56poB61qcA4yxoB69icA4r5oB6hacA4r5oB6p2cA4jdoB6p2cA4jdoB6p2cA4jdoB6p2cA4r5oB6hacA\
    4r5oB6hacA4r5oB6p2cA4jdoB6p2cA4jdoB6hacA4yxoB61qcA56poB5tycA5ehoB5eecA5u1oB56mcA1apoB7qcA4jdoB4yucA1apoBficA4jdo\
    B4jacA1ihoBnacA4r5oB43qcA1apoB12ucA4r5oB3o6cA1ihoB1amcA4r5oB3gecA1ihoB1q6cA4jdoB38mcA1apoB25qcA4jdoB2t2cA1ihoB2d\
    icA4r5oB2dicA1apoB2t2cA4r5oB25qcA1apoB30ucA4r5oB1q6cA1ihoB38mcA4r5oB1iecA1apoB3vycA4jdoB12ucA1ihoB43qcA4jdoBv2cA\
    1ihoB4bicA4r5oBficA1apoB;7200 10800 3.4.4.180000 10.4.4.180000
    Asia/Hebron;7200,10800;1ev0oB30ucA5u1oB43qcA1jixoB1ao0A151s0B3gg0A74o0B4bicA7ztoB3gecA6shoB4nqcA6hdoB4jacA7choB3\
    vycA69loB4r2cA6hdoB4yucA6hdoB4yucA6f5oB4tacA6f5oB4licA6mxoB4tacA6mxoB56o0A61s0B56o0A61s0B56o0A6hc0B5m6cA5u1oB5m6\
    cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB56o0A61s0B5b5oA5iucB5dacA5w9oB53doA62ucB4uecA6e1oB4yw0A69k0B49acA76xpB3ribA\
    w9oByecA5m9oB5eg0A5u00B5m6cA5m9oB6hacA4s9oB6g80A4s9oB6p2cA4jdoB6p2cA4jdoB6p2cA4q00B6iecA4r5oB6hc0A4r40B6o00A4lk0\
    B6o1oA5m9oB5m6cA5ehoB5tycA56poB61qcA4r5oB6hacA4r5oB6p2cA4jdoB6p2cA4jdoB6p2cA4r5oB6hacA4r5oB6hacA4r5oB6p2cA4jdoB6\
    p2cA4jdoB6p2cA4jdoB6p2cA4r5oB69icA4yxoB61qcA56poB5m6cA5m9oB5eecA5u1oB4yucA1ihoB7qcA4r5oB4jacA1apoBnacA4r5oB4bicA\
    1apoBv2cA4r5oB3vycA1ihoB12ucA4r5oB3o6cA1apoB1q6cA4jdoB3gecA1apoB1xycA4jdoB30ucA1ihoB25qcA4r5oB2lacA1apoB2lacA4r5\
    oB25qcA1ihoB2t2cA4r5oB1xycA1apoB3gecA4jdoB1q6cA1apoB3o6cA4jdoB1amcA1ihoB3vycA4r5oBv2cA1apoB4bicA4r5oBficA1ihoB4j\
    acA4r5oB7qcA1ihoB4r2cA61toB5eecA5m9oB5m6cA56poB61qcA4yxoB69icA4r5oB6hacA4r5oB6p2cA4jdoB6p2cA4jdoB6p2cA4jdoB6p2cA\
    4r5oB6hacA4r5oB6hacA4r5oB6p2cA4jdoB6p2cA4jdoB6hacA4yxoB61qcA56poB5tycA5ehoB5eecA5u1oB56mcA1apoB7qcA4jdoB4yucA1ap\
    oBficA4jdoB4jacA1ihoBnacA4r5oB43qcA1apoB12ucA4r5oB3o6cA1ihoB1amcA4r5oB3gecA1ihoB1q6cA4jdoB38mcA1apoB25qcA4jdoB2t\
    2cA1ihoB2dicA4r5oB2dicA1apoB2t2cA4r5oB25qcA1apoB30ucA4r5oB1q6cA1ihoB38mcA4r5oB1iecA1apoB3vycA4jdoB12ucA1ihoB43qc\
    A4jdoBv2cA1ihoB4bicA4r5oBficA1apoB;7200 10800 3.4.4.180000 10.4.4.180000
    Asia/Ho_Chi_Minh Asia/Saigon;28800,25200;1pdmoB;25200
    Asia/Hong_Kong Asia/Macao Asia/Macau Hongkong;28800,32400;3bsiB5m6cA5m9oB5m6cA5m9oB5tycA5m9oB5m6cA25toB92mcA5m9o\
    B5m6cA5m9oB5m6cAsy9oB4yucA;28800
    Asia/Hovd;21600,25200,28800;2i6e0B1n4ucC5nacB5ndoC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5t\
    ycB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5m9oC5m6cB5u1oC5m6cB5m9oC5m6cB5m9oC5m6cBt510C4r2cB5m9oC5m6cB5m9oC5m6c\
    B5m9oC5m6cB5m9oC5m6cB5m9oC5tycB2nploC5m30B5md0C5m30B;25200
    Asia/Irkutsk;28800,32400,25200;3is2oB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A\
    5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4j\
    c0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0\
    B14eecA;28800
    Asia/Istanbul Europe/Istanbul Turkey;7200,10800,14400;12jqcB4r40A4jdoB6p2cA4ahoB6xycA4bloB6wucA4r5oB61qcA56poB1o\
    26cC1xycBc81oA58w0B4yw0A5nc0B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5eg0B5u0\
    0A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A\
    4jc0B6p40A4jfcB6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4kg0B6o00A4jc0B6p40A4r40B6hc0A4s80B6g80A4r40B6ww0A4bk0B;10800
    Asia/Jayapura Asia/Tokyo Etc/GMT-9 Japan Pacific/Palau;32400;;32400
    Asia/Jerusalem Asia/Tel_Aviv Israel;7200,10800;1ev0oB30ucA5u1oB43qcA1jixoB1ao0A151s0B3gg0A74o0B4bicA7ztoB3gecA6s\
    hoB4nqcA6hdoB4jacA7choB3vycA69loB4r2cA6hdoB4yucA6hdoB4yucA6f5oB4tacA6f5oB4licA6mxoB4tacA5zloB5picA5qpoB5gmcA5rto\
    B58ucA6f90B4r2cA6wxoB5ecoA5ploB56mcA5qpoB5xacA5b5oB5tycA5rtoB56mcA5wbcB5w6cA5c9oB5oecA5k1oB58ucA5zloB5w6cA5c9oB5\
    oecA5k1oB58ucA67doB5oecA5k1oB5gmcA5rtoB;7200 10800 3.4.4.93600 10.5.0.7200
    Asia/Kabul;16200;;16200
    Asia/Kamchatka;43200,46800,39600;3irw0B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m8\
    0A5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A\
    4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0Abg9oC4jc0A;4\
    3200
    Asia/Karachi;18000,21600;a3p3oB5m6cA1rqhoB4pycA53doB666cA;18000
    Asia/Kashgar Asia/Urumqi Etc/GMT-6;21600;;21600
    Asia/Kathmandu Asia/Katmandu;19800,20700;50d2uB;20700
    Asia/Khandyga;32400,36000,28800,39600;3is10B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m8\
    0B5m80A5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B\
    6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A22coB2opoD6p40B4jc0D6p40B4jc0D6p40B4jc0D6p40B4r40D6hc0B4r40D6hc0B4r\
    40D6p40B4jc0D58r0Bz5p0A;32400
    Asia/Krasnoyarsk;25200,28800,21600;3is4cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5\
    m80A5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p4\
    0A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A\
    4jc0B14eecA;25200
    Asia/Kuala_Lumpur Asia/Singapore Singapore;27000,28800;3r9moB;28800
    Asia/Magadan;39600,43200,36000;3irxoB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A\
    5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4j\
    c0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0\
    B14eecCgurcA;39600
    Asia/Manila;28800,32400;29kaoB5hqcA3yptoB24mcA;28800
    Asia/Nicosia Europe/Nicosia;7200,10800;1ni4oB5m6cA6o1oB4licA5ddoB5eecA5u1oB5nacA5l5oB5m6cA5u1oB5eecA5m9oB5m6cA5m\
    9oB5m6cA5m9oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5tycA5m9oB5m6cA5m9oB5m6cA5m9o\
    B5m6cA5m9oB5m6cA5m9oB5m6cA5u1oB5m6cA5m9oB5m6cA5m9oB6hh0A;7200 10800 3.5.0.10800 10.5.0.14400
    Asia/Novokuznetsk;25200,28800,21600;3is4cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B\
    5m80A5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p\
    40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0Abg9oC4jc0\
    A;25200
    Asia/Novosibirsk;25200,28800,21600;3is4cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5\
    m80A5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B1q30A3w6oC5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r4\
    0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A\
    6p40C4jc0A14eecCjntoA;25200
    Asia/Omsk;21600,25200,18000;3is60B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m8\
    0B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B\
    6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B14\
    eecA;21600
    Asia/Oral;18000,21600,14400;3is7oBgwucA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80Ab8hoC5m80A5u0\
    0C5m80A5m80C3gg0A7s00C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C\
    4r40A6hc0C4r40A6hc0C4r40A;18000
    Asia/Pontianak;28800,25200;5mw2oB;25200
    Asia/Pyongyang;32400,30600;ea8x0Buog0A;32400
    Asia/Qostanay;18000,21600,14400;3is7oBgwucA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80\
    A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4\
    jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B68mj0A;18000
    Asia/Qyzylorda;18000,21600;3is7oBgwucA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80\
    B5u00Aeow0B7s00A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4r40B6\
    hc0A4r40B6hc0A4r40B4m2r0A;18000
    Asia/Rangoon Asia/Yangon Indian/Cocos;23400;;23400
    Asia/Sakhalin;39600,43200,36000;3irxoB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80\
    A5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0Ab8hoC4r40A6hc0C4r40A6p40C4jc0A6\
    p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A14e\
    ecCfzloA;39600
    Asia/Samarkand;18000,21600;3is7oBgwucA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80\
    B5u00A5m80B5m80A;18000
    Asia/Seoul ROK;32400,36000;5flwcB4r40A6hc0B4r40A;32400
    Asia/Srednekolymsk;39600,43200,36000;3irxoB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80\
    B5m80A5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6\
    p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p4\
    0A4jc0B14eecA;39600
    Asia/Taipei ROC;28800,32400;1buyoB5nacA5m9oB5nacA1695oB2u6cA;28800
    Asia/Tashkent;21600,25200,18000;3is60B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80\
    A5m80B5m80A5m80B5u00Ab8hoC;18000
    Asia/Tbilisi;14400,18000,10800;3is9cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A\
    5m80B5m80A5m80B5u00Ab8hoC5m4oA5m6cC5m9oA5m6cC5m9oAb8ecB5m6cA5u1oBhpqcA4r5oB6hacA4r5oB6p2cA4jdoB6p2cA4jdoB6p2cA4r\
    5oB6hacA4r5oB6hacA4r5oB2t2cA3w6oC4jc0A;14400
    Asia/Tehran Iran;12600,16200,14400,18000;29dsiB6ko0C4s8uD43s0C30w0A62wuB3jqcA5ohoB5qmcA3bkhoB4dqcA5m9oB5oecA5l5o\
    B5oecA5l5oB5oecA5l5oB5oecA5l5oB5oecA5m9oB5oecA5l5oB5oecA5l5oB5oecA5l5oB5oecA5m9oB5oecA5l5oB5oecA5l5oB5oecA5l5oB5\
    oecA5m9oB5oecAs49oB5oecA5m9oB5oecA5l5oB5oecA5l5oB5oecA5l5oB5oecA5m9oB5oecA5l5oB5oecA5l5oB5oecA5l5oB5oecA5m9oB5oe\
    cA5l5oB5oecA5l5oB5oecA5l5oB5oecA5m9oB5oecA5l5oB5oecA;12600
    Asia/Thimbu Asia/Thimphu;19800,21600;5k1yuB;21600
    Asia/Tomsk;25200,28800,21600;3is4cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m\
    80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0\
    B6p40A4jc0B6p40A4r40Byg0A5ixoC4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4j\
    c0A14eecChxloA;25200
    Asia/Ust-Nera;32400,43200,39600,36000;3is10B5n70C5m9oB5nacC5m9oB5nacC5ndoB5mbcC5m80B5m80C5m80B5m80C5m80B5m80C5m8\
    0B5m80C5m80B5m80C5m80B5u00Cb8hoD3gg0C25qcB5m80C5m80B5m80C5m80B5m80C5m80B5m80C5u00B6hc0C4r40B6hc0C4r40B6hc0C4r40B\
    6p40C4jc0B6p40C4jc0B6p40C4r40B6hc0C4r40B6hc0C4r40B6p40C4jc0B6p40C4jc0B6p40C4jc0B6p40C4r40B6hc0C4r40B6hc0C4r40B6p\
    40C4jc0B58r0Cz5p0D;36000
    Asia/Vladivostok;36000,39600,32400;3irzcB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5\
    m80A5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p4\
    0A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A\
    4jc0B14eecA;36000
    Asia/Yakutsk;32400,36000,28800;3is10B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A\
    5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4j\
    c0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0\
    B14eecA;32400
    Asia/Yekaterinburg;18000,21600,14400;3is7oB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80\
    B5m80A5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6\
    p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p4\
    0A4jc0B14eecA;18000
    Asia/Yerevan;14400,18000,10800;3is9cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A\
    5m80B5m80A5m80B5u00Ab8hoC5m80A5m80C5m80A5m80C5m80A5m80C5m80AmomcB6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4r\
    40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A;14400
    Atlantic/Azores;-3600,0,3600;3txloB5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m\
    80B5u00A5m80B5m80A5m80B5m80A2t5oB2t2cC2i00B3480A5m80B5m80A5m80B5m80A5u00B;-3600 0 3.5.0.0 10.5.0.3600
    Atlantic/Bermuda;-14400,-10800;1cpm0B5m6cA5m9oB5m6cA5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA\
    5m9oB5tycA5ehoB5tycA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4y\
    xoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxoB69icA4yxoB6hacA4r5oB6hacA4r5oB6hacA4yxoB69icA4yxoB69icA4yxo\
    B6hacA4r5oB6hacA4r5oB6hacA43toB;-14400 -10800 3.2.0.7200 11.1.0.7200
    Atlantic/Canary;0,3600;37og0B5ehoA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m8\
    0A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;0 3600 3.5.0.3600 10.5.0.7200
    Atlantic/Cape_Verde;-7200,-3600;1uhioB;-3600
    Atlantic/Faeroe Atlantic/Faroe;0,3600;3ip5oB5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m8\
    0B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;0 3600 3.5.0.3600 10.5.0.7200
    Atlantic/Madeira;0,3600;3u5c0B5eg0A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m9oA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u\
    00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;0 3600 3.5.0.3600 10.5.0.7200
    Atlantic/South_Georgia Etc/GMT+2;-7200;;-7200
    Atlantic/Stanley;-14400,-10800,-7200;4692oB4jacC6p2cB4bloC6wucBb0poA4jdoB6p2cA4jdoB6p2cA4jdoB6p2cA4jdoB6wucA4blo\
    B6wucA4jdoB6p2cA4jdoB6p2cA4jdoB6p2cA4jdoB6p2cA4jdoB6wucA4jdoB6p2cA4jdoB6p2cA4jdoB6p2cA4jdoB6p2cA4jdoB6p5oA4bloB7\
    4mcA43toB74mcA4bloB6wucA4bloB6wucA4bloB6wucA4bloB6wucA4bloB74mcA4bloB6wucA4bloB6wucA4bloB;-10800
    Australia/ACT Australia/Canberra Australia/NSW Australia/Sydney;36000,39600;kluoB3o80A7k80B3w00A7cg0B3w00A7cg0B3\
    w00A7cg0B43s0A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B4yw0A6hc0B3w00A7cg0B3w00A7cg0B3w00A7cg0B4bk\
    0A6p40B4jc0A6ww0B4jc0A6ww0B4bk0A6ww0B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A7cg0B3w00A7cg0B4r40A6hc0B4r40A\
    6hc0B4r40A6hc0B4r40A6p40B4jc0A4r40B6hc0A6p40B4r40A6hc0B4r40A6hc0B4r40A6p40B4jc0A6p40B4r40A6hc0B4jc0A6p40B;36000 \
    39600 10.1.0.7200 4.1.0.10800
    Australia/Adelaide Australia/South;34200,37800;klviB3o80A7k80B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A7cg0B\
    3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B4bk0A6p40B4jc0A6ww0B4jc0A6ww0B4b\
    k0A6ww0B4bk0A6ww0B3w00A7cg0B4jc0A6p40B43s0A7cg0B4bk0A6ww0B4jc0A6p40B4r40A6hc0B4r40A6hc0B4r40A6hc0B4r40A6p40B4jc0\
    A6p40B4jc0A6p40B4r40A6hc0B4r40A6hc0B4r40A6p40B4jc0A6p40B4r40A6hc0B4jc0A6p40B;34200 37800 10.1.0.7200 4.1.0.10800
    Australia/Brisbane Australia/Queensland;36000,39600;kluoB3o80A5j740B3w00A7cg0B3w00A7cg0B3w00A;36000
    Australia/Broken_Hill Australia/Yancowinna;34200,37800;klviB3o80A7k80B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w\
    00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B4yw0A6hc0B3w00A7cg0B3w00A7cg0B3w00A7cg0B4bk0A6p40B4jc0A6ww0B4jc0\
    A6ww0B4bk0A6ww0B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A7cg0B3w00A7cg0B4r40A6hc0B4r40A6hc0B4r40A6hc0B4r40A6\
    p40B4jc0A6p40B4jc0A6p40B4r40A6hc0B4r40A6hc0B4r40A6p40B4jc0A6p40B4r40A6hc0B4jc0A6p40B;34200 37800 10.1.0.7200 4.1\
    .0.10800
    Australia/Currie Australia/Hobart Australia/Tasmania;39600,36000;20yoB74o0A4bk0B74o0A3o80B7k80A3w00B7cg0A3w00B7c\
    g0A3w00B7cg0A43s0B7cg0A3w00B7cg0A3w00B7cg0A3w00B7cg0A3w00B7cg0A3w00B7cg0A4r40B6p40A4jc0B6p40A3w00B7cg0A3w00B7cg0\
    A3w00B74o0A4jc0B6ww0A4jc0B6ww0A4bk0B6ww0A4bk0B6ww0A4r40B5u00A5eg0B5u00A5eg0B5u00A5eg0B5u00A5eg0B5u00A5m80B5u00A5\
    eg0B5u00A5eg0B5u00A5eg0B5u00A5eg0B4r40A6hc0B61s0A5eg0B5u00A5eg0B5u00A5eg0B5u00A5eg0B5u00A5m80B5m80A5eg0B61s0A;36\
    000 39600 10.1.0.7200 4.1.0.10800
    Australia/Darwin Australia/North;34200;;34200
    Australia/Eucla;31500,35100;1ib8rB3w00A2pnk0B3w00A2euo0B38o0A4mcw0B3gg0A6p40B4r40A6hc0B4r40A;31500
    Australia/LHI Australia/Lord_Howe;36000,37800,41400,39600;3htjcB7ciiC43qcB7choC3vycB7choC3vycB7choC3vycB7choD4bj\
    6B6p4uD4jb6B6wwuD4jb6B6wwuD4bj6B6wwuD3vz6B7cguD3vz6B7cguD3vz6B7cguD43r6B7cguD3vz6B7cguD3vz6B7cguD4r36B6hcuD4r36B\
    6hcuD4r36B6hcuD4r36B6p4uD4jb6B4r4uD6hb6B6p4uD4r36B6hcuD4r36B6hcuD4r36B6p4uD4jb6B6p4uD4r36B6hcuD4jb6B6p4uD;37800 \
    39600 10.1.0.7200 4.1.0.7200
    Australia/Lindeman;36000,39600;kluoB3o80A5j740B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A;36000
    Australia/Melbourne Australia/Victoria;36000,39600;kluoB3o80A7k80B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A7\
    cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B4bk0A6p40B4jc0A6p40B4r40A6ww\
    0B4bk0A6ww0B4bk0A6ww0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A7cg0B4jc0A6p40B4r40A6hc0B4r40A6hc0B4r40A6hc0B4r40A6p40B\
    4jc0A4r40B6hc0A6p40B4r40A6hc0B4r40A6hc0B4r40A6p40B4jc0A6p40B4r40A6hc0B4jc0A6p40B;36000 39600 10.1.0.7200 4.1.0.1\
    0800
    Australia/Perth Australia/West;28800,32400;1iba0B3w00A2pnk0B3w00A2euo0B38o0A4mcw0B3gg0A6p40B4r40A6hc0B4r40A;2880\
    0
    CET Europe/Amsterdam Europe/Brussels Europe/Luxembourg MET;3600,7200;29rdoB5eg0A5u00B5m80A5m80B5m80A5u00B5eg0A5m\
    80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80\
    B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.10800
    Chile/EasterIsland Pacific/Easter;-21600,-25200,-18000;2ot0B61toA4r2cB6hdoA4r2cB6p5oA4jacB69loA4yucB6p5oA4jacB6p\
    5oA4r2cB6hdoA4r2cB6hdoA4r2cB6p5oA4jacB6p5oA4jacB6p5oA4r2cB6hdoAb8g0C4r2cA6hdoC4r2cA6p5oC4jacA6p5oC4jacA6p5oC5m6c\
    A5m9oC4r2cA6hdoC4r2cA6p5oC4jacA5u1oC5eecA6p5oC4r2cA6hdoC4r2cA6hdoC4r2cA6hdoC4r2cA6p5oC4jacA6p5oC56mcA61toC4r2cA6\
    1toC5tycA5u1oC4r2cA6p5oC4jacA6p5oC4jacA6p5oC4jacA6p5oC4r2cA6hdoC4r2cA6hdoC4r2cA6p5oC4jacA6p5oC56mcA61toC4r2cA6hd\
    oC5eecA5u1oC6hacA38poC7rycA3w1oC7cecA43toC74mcA43toCj0ecA2t5oC8facA2t5oC8facA2t5oC7cecA4r5oC6hacA4r5oC6hacA4r5oC\
    6hacA4yxoC;-21600 -18000 9.1.6.79200 4.1.6.79200
    EET;7200,10800;29rdoB5eg0A5u00B5m80A5m80B5m80A5u00B5eg0A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5\
    m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;7200 10800 3\
    .5.0.10800 10.5.0.14400
    Eire Europe/Dublin;3600,0;kmbcB4bk0A6ww0B4bk0A6ww0B4bk0A6ww0B4bk0A6ww0B4jc0A6p40B4jc0A6p40B4jc0A6ww0B4bk0A6ww0B4\
    bk0A6ww0B4r2cA6hc0B4r40A6hc0B4r40A6hc0B4r40A6p40B4r40A6hc0B4r40A6hc0B4r40A6hc0B4r40A6hc0B4r40A6p40B4jc0A6p40B4r4\
    0A6hc0B4r40A6hc0B4r40A6hc0B4r40A6hc0B4r40A6hc0B4yw0A;3600 0 10.5.0.7200 3.5.0.3600
    Etc/GMT+10 HST Pacific/Honolulu Pacific/Johnston Pacific/Tahiti US/Hawaii;-36000;;-36000
    Etc/GMT+11 Pacific/Midway Pacific/Niue Pacific/Pago_Pago Pacific/Samoa US/Samoa;-39600;;-39600
    Etc/GMT+12;-43200;;-43200
    Etc/GMT+1;-3600;;-3600
    Etc/GMT+8;-28800;;-28800
    Etc/GMT+9 Pacific/Gambier;-32400;;-32400
    Etc/GMT-11 Pacific/Guadalcanal Pacific/Pohnpei Pacific/Ponape;39600;;39600
    Etc/GMT-12 Pacific/Funafuti Pacific/Majuro Pacific/Tarawa Pacific/Wake Pacific/Wallis;43200;;43200
    Etc/GMT-13;46800;;46800
    Etc/GMT-14;50400;;50400
    Etc/GMT-5 Indian/Kerguelen Indian/Maldives;18000;;18000
    Europe/Andorra;3600,7200;4rupoB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5\
    m80A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.10800
    Europe/Astrakhan;14400,18000,10800;3is9cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5\
    m80Ab8hoC5m80A5u00C5m80Aguo0C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc\
    0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A14eecCfzlo\
    A;14400
    Europe/Athens;7200,10800;1nh0oB71c0A48bcB5m80A5eg0B5fk0A5sw0B5ehoA5ua0B5kqoA5picB5jycA5meoB5m80A5m80B5m80A5m80B5\
    m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m8\
    0A5m80B5m80A5u00B;7200 10800 3.5.0.10800 10.5.0.14400
    Europe/Belfast Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/London GB GB-Eire;3600,0;kmbcB4bk0A6ww0B4\
    bk0A6ww0B4bk0A6ww0B4bk0A6ww0B4jc0A6p40B4jc0A6p40B4jc0A6ww0B4bk0A6ww0B4bk0A6ww0B4r2cA6hc0B4r40A6hc0B4r40A6hc0B4r4\
    0A6p40B4r40A6hc0B4r40A6hc0B4r40A6hc0B4r40A6hc0B4r40A6p40B4jc0A6p40B4r40A6hc0B4r40A6hc0B4r40A6hc0B4r40A6hc0B4r40A\
    6hc0B4yw0A;0 3600 3.5.0.3600 10.5.0.7200
    Europe/Belgrade Europe/Ljubljana Europe/Podgorica Europe/Sarajevo Europe/Skopje Europe/Zagreb;3600,7200;4561oB5m\
    80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80\
    A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.10800
    Europe/Bratislava Europe/Prague;3600,7200;2w89oB5m80A5u00B5eg0A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80\
    A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;3600 \
    7200 3.5.0.7200 10.5.0.10800
    Europe/Bucharest;7200,10800;2xycoB3vycA5u00B5ehoA5mbcB5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m8\
    0B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m4oB5m80A5m80B5m80A5m80B5m80A5m80B5m6cA5m9oB5m6cA5u1oB6hacA4raoB;7200 1080\
    0 3.5.0.10800 10.5.0.14400
    Europe/Budapest;3600,7200;37oecB5eg0A5m80B5m80A5m80B5m80A5m80B5m80A5mbcB5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B\
    5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.108\
    00
    Europe/Busingen Europe/Vaduz Europe/Zurich;3600,7200;3ip5oB5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m8\
    0A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.\
    0.7200 10.5.0.10800
    Europe/Chisinau Europe/Tiraspol;10800,14400,7200;3isb0B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m\
    80B5m80A5m80B5m80A5m80B5m80A5m80B1amcA4jfcC5m80A5m80C5m4oA5m6cC5m9oA5m6cC5m9oA5m6cC5m9oA5m6cC5u1oA6hacC4r90A;720\
    0 10800 3.5.0.7200 10.5.0.10800
    Europe/Gibraltar;3600,7200;3txloB5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80\
    B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.10800
    Europe/Helsinki Europe/Mariehamn;7200,10800;3ip40B5m80A5m80B5m80A5m9oB5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m\
    80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;7200 10800 3.5.0.10800 \
    10.5.0.14400
    Europe/Kaliningrad;10800,14400,7200;3isb0B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B\
    5m80Ab8hoC5m80A5u00C5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p40C4j\
    c0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0\
    A14eecC;7200
    Europe/Kiev Europe/Kyiv Europe/Uzhgorod Europe/Zaporozhye;10800,14400,7200;3isb0B5nacA5m9oB5nacA5m9oB5nacA5ndoB5\
    mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B30ucAe1ncC5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C5u0\
    0A6hdoC;7200 10800 3.5.0.10800 10.5.0.14400
    Europe/Kirov;14400,18000,10800;3is9cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A\
    b8hoC5m80A5u00C5m80Aguo0C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p\
    40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A14eecC;10800
    Europe/Lisbon Portugal;3600,0,7200;23xc0B5m80A5m80B5u1oA5m80B5m80A5m80B5u00A5eg0B5m6cA5m80B5m80A5m80B5m80A5m80B5\
    m80A5u00B5m80A5m80B5m9oA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B5m80A5m80B5m80Ab8g0C5m80A5m80C5m80A5m80C5m8\
    0A5u00A;0 3600 3.5.0.3600 10.5.0.7200
    Europe/Madrid;3600,7200;1c9ooB5ehoA5tycB5ehoA5eecB5m9oA5tycB5ehoA5u3cB5m80A5m80B5m80A5u00B5eg0A5m80B5m80A5m80B5m\
    80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80\
    A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.10800
    Europe/Malta;3600,7200;4mmcB3o80A7cg0B3w00A7k80B3w00A5l40B5m80A6ao0B4kg0A6o3cB4r2cA6hdoB4r2cA6hdoB4r2cA6hdoB4r2c\
    A6hdoB4r2cA62xoB5dacA5u1oB5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5\
    m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.10800
    Europe/Minsk;10800,14400,7200;3isb0B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5\
    m80B5m80AmopoC5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p4\
    0C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A;10800
    Europe/Monaco Europe/Paris;3600,7200;1yb40B5m6cA5u3cB5eg0A5u00B5m80A5m80B5m80A5u00B5eg0A5m80B5m80A5m80B5m80A5m80\
    B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5\
    m80A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.10800
    Europe/Moscow W-SU;10800,14400,7200;3isb0B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B\
    5m80A5m80B5m80A5m80B5u00Ab8hoC3gg0A25qcB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p\
    40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40\
    A4jc0B14eecA;10800
    Europe/Riga;10800,14400,7200;3isb0B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80Ab8\
    hoC5m80A5u00C5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C5u00A5m80C5m9oA6hc0C4r40A6hc0C4r40A6p40Cfrs0A;720\
    0 10800 3.5.0.10800 10.5.0.14400
    Europe/Rome Europe/San_Marino Europe/Vatican;3600,7200;4mmcB3o80A7cg0B3w00A7k80B3w00A7k80B3o80A7cg0B3w00A7k80B3o\
    80A7k80B3o80A7cg0B3w00A7k80B3w00A7cg0B3w00A5u3cB5eg0A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80\
    A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.0\
    .7200 10.5.0.10800
    Europe/Samara;14400,18000,10800;3is9cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80\
    Ab8hoC5m80A5u00CbvtoA4ysoB5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B6hc0A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4\
    jc0B6p40A4r40B6hc0A4r40B6hc0A4r40B6p40A4jc0B6p40A4jc0B6p40A4jc0B6p40A4r40B6hc0A4r40B6hc0Abg9oC4jc0A;14400
    Europe/Saratov;14400,18000,10800;3is9cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80Ab8hoC5m8\
    0A5m80C5m80A5u00C5m80Aguo0C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A\
    6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A14eecCnrloA;\
    14400
    Europe/Simferopol;10800,14400,7200;3isb0B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5\
    m80A5m80B5m80A8n40CjntoA5m80C5m80A5m80C5m80A12r0B4jfcA5m80B5m80A5twoB6hh0Ab8hoC4r40A6hc0C4r40A6p40C4jc0A6p40C4jc\
    0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A\
    6p40C4r40A6hc0C4r2cB6h8oA;10800
    Europe/Sofia;7200,10800;2w830B5ndoA5sucB5floA5sucB5ejcA5twoB5el0A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m\
    80A5m80B5m80A5m80B5m80A5m80B5u00A5m4oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5u1oB6hacA4raoB;7200 10800 3.\
    5.0.10800 10.5.0.14400
    Europe/Tallinn;10800,14400,7200;3isb0B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80\
    Ab8hoC5m80A5u00C5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hdoC4r40A6p40Cr800A;\
    7200 10800 3.5.0.10800 10.5.0.14400
    Europe/Tirane;3600,7200;1cvycB4nqcA6ihoB4r2cA6kpoB4r2cA6p5oB4jacA6o1oB4kecA6o1oB4kecA6o1oB4r2cA6apoB4r2cA6p5oB4r\
    2cA62xoB54ecA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80\
    A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.10800
    Europe/Ulyanovsk;14400,18000,10800,7200;3is9cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5\
    m80B5m80Ab8hoC5m80A5u00Cb8hoD3gg0C25qcA5m80C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p4\
    0C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C\
    4jc0A14eecCfzloA;14400
    Europe/Vienna;3600,7200;37oecB5eecA5md0B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m\
    80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;3600 7200 3.5.0.7200 10.5.0.10800
    Europe/Vilnius;10800,14400,7200,3600;3isb0B5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80A5m80\
    B5m80Ab8hoC5m80A5u00C5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0Cb8hoD4r40C195k0A;7200\
     10800 3.5.0.10800 10.5.0.14400
    Europe/Volgograd;14400,18000,10800;3is9cB5nacA5m9oB5nacA5m9oB5nacA5ndoB5mbcA5m80B5m80A5m80B5m80A5m80B5m80Ab8hoC5\
    m80A5m80C5m80A5u00C5m80Aguo0C5m80A5m80C5m80A5m80C5m80A5m80C5u00A6hc0C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc\
    0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A6p40C4jc0A6p40C4jc0A6p40C4r40A6hc0C4r40A6hc0C4r40A6p40C4jc0A14eecC195l\
    oAoeucC;10800
    Europe/Warsaw Poland;3600,7200;29rc0B5eg0A5u00B5m80A5m80B5m80A5u00B5eg0A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A\
    5m80B5m80A5m80B5m80A5m80B5m80A5m9oB5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u\
    00B;3600 7200 3.5.0.7200 10.5.0.10800
    Indian/Chagos;18000,21600;852voB;21600
    Indian/Mauritius;14400,18000;3zz5cB4zycA80m50B4r2cA;14400
    Kwajalein Pacific/Kwajalein;-43200,43200;7egs0B;43200
    NZ-CHAT Pacific/Chatham;45900,49500;1iivcB3gg0A7k80B43s0A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B\
    43s0A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B3w00A7cg0B43s0A7cg0B3w00A6p40B4yw0A69k0B4yw0A69k0B4yw0A69k0B56\
    o0A61s0B56o0A61s0B56o0A61s0B56o0A69k0B4yw0A69k0B4yw0A69k0B56o0A61s0B56o0A61s0B56o0A69k0B4yw0A69k0B4yw0A69k0B56o0\
    A61s0B56o0A61s0B56o0A61s0B56o0A61s0B;45900 49500 9.5.0.9900 4.1.0.13500
    Pacific/Apia;-39600,-36000,50400,46800;cr7mcB5t10A5eg0B2zlcC2ueoD5m80C5u00D5eg0C5u00D5eg0C5u00D5eg0C5u00D5eg0C5u\
    00D5eg0C5u00D5m80C5u00D5eg0C5u00D5eg0C5u00D;46800
    Pacific/Bougainville;36000,39600;e35eoB;39600
    Pacific/Efate;39600,43200;18ss0B30w0A2yy1oB5m6cA5m9oB5m6cA5u1oB5eecA5u1oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9oB5m6cA5m9o\
    B5m6cA5u1oB3o6cA8fdoB2t2cA;39600
    Pacific/Enderbury Pacific/Kanton;-43200,-39600,46800;31w40B4rwucC;46800
    Pacific/Fakaofo;-39600,46800;d5eqcB;46800
    Pacific/Fiji;43200,46800;910ncB3o80A7s00B3gg0A31yw0B3o80A6hc0B43s0A74o0B2t40A8fc0B2t40A8n40B2lacA8uxoB2dk0A8uw0B\
    2dk0A92o0B25s0A92o0B25s0A92o0B25s0A9ag0B1y00Aal40Bv40A;43200
    Pacific/Galapagos;-18000,-21600;50dkcB25vdoA24mcB;-21600
    Pacific/Guam Pacific/Saipan;36000,39600;3jeoB43qcA74poB43qcApploB25qcApddoB2pqdA7k9nB3vycA;36000
    Pacific/Kiritimati;-38400,-36000,50400;31w1sB4rwuwC;50400
    Pacific/Kosrae;43200,39600;92wc0B;39600
    Pacific/Marquesas;-34200;;-34200
    Pacific/Nauru;41400,43200;2uo86B;43200
    Pacific/Norfolk;41400,45000,39600,43200;1ib46B3w00Acplc0C195kuD;39600 43200 10.1.0.7200 4.1.0.10800
    Pacific/Noumea;39600,43200;2hb1oB2mecA8m1oB2nicA5k7x0B2t40A;39600
    Pacific/Pitcairn;-30600,-28800;8v8m6B;-28800
    Pacific/Rarotonga;-37800,-34200,-36000;2rx5iB3gecC7cguB3vz6C7cguB3vz6C7cguB43r6C7cguB3vz6C7cguB3vz6C7cguB3vz6C7c\
    guB3vz6C7cguB3vz6C7cguB43r6C7cguB3vz6C7cguB3vz6C7cguB3vz6C;-36000
    Pacific/Tongatapu;46800,50400;9bidoB5280A74o0B2lacA8n5oB2lacA4mkpoB25s0A;46800
    WET;0,3600;29rdoB5eg0A5u00B5m80A5m80B5m80A5u00B5eg0A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A\
    5m80B5m80A5m80B5m80A5m80B5m80A5m80B5u00A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5m80B5m80A5u00B;0 3600 3.5.0.360\
    0 10.5.0.7200
    """
}
