/** Words that stand in names of companies and elsewhere too, folded (see identity.ts): what a match cannot rest upon. */

const set = (text: string): ReadonlySet<string> =>
  new Set(text.split(/\s+/).filter((word) => word !== ''));

/** What a company is by law. Dots and slashes are taken out: `S.p.A.` is `spa`. */
export const legalForms = set(`
  gmbh mbh ggmbh ag se kg kgaa ohg gbr ug ek ev eg co inc incorporated corp corporation company ltd limited llc llp lp
  plc pllc pc sa sas sasu sarl srl spa sapa bv nv cv vof oy oyj ab publ as asa aps is ans sp zoo sro spol kft zrt nyrt
  doo dd ad ood eood pty pte sdn bhd berhad kk gk sl slu slne sau lda ltda cia scs sca snc sicav oao ooo pao zao uab
  sia ou gesmbh cooperative stiftung haftungsbeschrankt
`);

/** What stands before the name: AB Volvo, PT Telkom. */
export const leadingForms = set(
  'ab pt oy ooo oao pao zao uab sia firma the die der das le la les el los il',
);

/** Parts of a name that say nothing of whose it is; at its end they may be left out. */
export const endings = set(`
  group gruppe groupe grupo gruppo holding holdings international worldwide global europe emea americas apac deutschland
  germany austria osterreich schweiz switzerland suisse france frankreich italia italy espana spain uk ireland usa us
  america nederland netherlands benelux belgium polska poland nordic sverige sweden danmark norge suomi india china japan
  asia pacific australia canada brasil mexico africa
`);

export const connectors = set('and und et y e &');

/** What many companies do, or say that they are. */
export const business = set(`
  advanced advisors agency alliance analytics asset assurance auto automation automotive bank banking beratung bio
  biotech building business capital care central chemical chemicals chemie city cloud commerce commercial communication
  communications computer concepts connect construction consult consulting consumer control corporate creative data design
  development dienstleistungen digital direct distribution dynamics ecommerce education electronic electronics energie
  energy engineering enterprise enterprises entertainment environmental equipment express factory fashion federal finance
  financial first food foods foundation freight general gesellschaft global goods green handel health healthcare home
  hospital hotel hotels immobilien import industrial industrie industries industry information infrastructure innovation
  innovations innovative institute instruments insurance integrated intelligent international invest investment
  investments lab labs land law learning life line link logistics logistik management manufacturing marine market
  marketing markets maschinenbau material materials mechanical media medical medizintechnik metal metall metals mobile
  motor motors national natural net network networks new next office oil online open optical partner partners performance
  petroleum pharma pharmaceuticals plastics plus point power precision premium pro process product production products
  professional project projects properties property public quality rail real recruiting renewable research resources
  retail robotics safety sales science sciences security semiconductor service services shipping shop smart social
  software solar solution solutions source space sports staffing stahl star state steel stores strategic strategy studio
  studios supply support systems system tech technic technik technologie technologies technology telecom
  telecommunications textile tools touristik trade trading transport travel trust union united universal utilities
  venture ventures toys games books music film shoes wine beer coffee tea versicherung vertrieb vision water web wealth wireless works world
`);

/** Everyday words that are somebody's name. */
export const common = set(`
  ace active adobe agile alpha alphabet amazon amber anchor angel apex apple aqua arc arch aria ark arrow art ascend aspen
  asset atlas aurora avant axis azur balance bamboo base basis bay beacon bear bell best beta bird bison black blaze blick
  block bloom blue bold bolt bond boost border boss bounce box brand brave bread breeze brick bridge bright brill brook
  brother brothers bull burg cable cactus camp canon canvas capgemini cardinal carrier cascade castle catalyst cedar
  celsius center chain champion change charge chase chime circle cisco citizen clear clever climate coach coast cobalt
  code coin columbia comet compass concord condor copper coral core corner cosmos cotton course cover craft crane credit
  crest cross crown crystal cube current dash dawn deep deer delta diamond discover dish dolphin domino dove dragon dream
  drive dual eagle earth east easy echo eclipse eco edge element elevate elite ember emerald emerson epic epoch equal
  essence essential eternal ever evergreen evolution exact exclusive expert extra fable falcon fast feather field fire
  fit five flag flame flash fleet flex flow focus force forest forge form fort fortune forum forward foundry fountain fox
  frame free freedom fresh friend front frost fuel fusion future galaxy gap garden gate gem genesis gift glacier glass
  globe glory gold golden good grace grand granite gravity great grid grip ground grove growth guardian guide guild gull
  halo hammer harbor harbour harmony harvest haus hawk heart heritage hero heron high hill hive honest hope horizon house
  hub human ibis icon ideal image impact impulse indeed indigo infinite infinity inn inside insight inspire iron island
  ivy jade jaguar jet jewel joy jump jupiter just kern key king kite knight kraft lake lamb lantern laser launch laurel
  leaf legacy lemon leo level liberty light lily linde lion live local loft logic loop lotus loyal lucky luna lux lynx
  magic magnet magnolia maple mark mars mass master match matrix max maxim meadow measure mega merit meta meteor metro
  milestone mill mind mint mirror mission modern moment momentum monday moon moss motion mountain mustang native nature
  nest nexus nike noble node north note nova novel oak oasis ocean octopus olive omega one onyx opal opera optimum option
  oracle orange orbit orchid origin orion otis otter owl oxford pace palm panda panther paper paradigm paragon park path
  patriot peach peak pearl pegasus penguin people phoenix pilot pine pink pioneer pixel planet platinum plaza polar port
  post prairie premier press prestige prima prime prism progress promise proof prospect proton pulse puma pure quantum
  quest quick quiet radiant rain rainbow rapid raven reach ready real red reed reef reform regal relay reliance remedy
  republic rex ring ripple rise river rock rocket root rose round route royal ruby sage salt sand sapphire saturn scale
  scout sea seal second seed select sense sequoia seven shade shadow shape share shell shield shift shine shore sierra
  sigma signal signature silver simple single six sky slack snap snow sol solid solo sonic soul sound south spark
  spectrum speed sphere spirit spot spring sprint square stage stand standard staples stella step sterling stone storm
  story stream street strong subway success summit sun sunrise super sure swan swift sync tag talent target team tempo
  ten terra thread three thrive thunder tide tiger time titan top torch total touch tower town trace track trail transit
  tree trend tribe trident triumph true turbo turtle twin two uber ultra unique unit unity up urban valley value vanguard
  vault vector vega velocity venus verge victor victory view viking village violet virgin virtue visa vista vital vivid
  voice volt voyage wave way west whale wheel white wild willow wind window wing wish wolf wonder wood word wolfsburg
  yellow zebra zen zenith zero zone
  adler anker apotheke baum berg blau block brot bund burg eiche eins erde falke feld feuer frei freund garten gold grun
  gut haus heim herz hirsch hof holz horn insel kaiser karte klar konig kraft kreis kreuz kunst leben leicht licht linde
  lowe luft markt meer mond morgen nord ost quelle rad reich ring rot schloss see sonne stadt stark stein stern strom sud
  tag tal turm ufer wald wasser weg weiss welt werk west wind zeit ziel zukunft
`);

/** Names of people and places: capitals, and yet not the company. */
export const given = set(`
  adam alan albert alex alexander alexandra alice andre andrea andreas andrew angela anna anne anthony antonio barbara ben
  benjamin bernd bill bob brian bruce carl carla carlos carol caroline charles chris christian christina christine
  christoph christopher claudia dan daniel dave david dennis diana dieter dirk donald dorothy edward elena elizabeth ellen
  emily emma eric erik eva felix florian francis frank franz fred gary george gerhard giovanni gordon greg guido hannah
  hans harald harry heinrich heinz helen helmut henry holger ian ines ingrid jack jacob james jan jane janet jason jean
  jeff jennifer jens jessica jim joachim joan joe johann johannes john jonas jonathan jordan jorg jose josef joseph juan
  julia julian jurgen kai karen karin karl katharina katja kathrin keith kelly kevin kim klaus kurt larry laura lars lena
  leo linda lisa louis luca lucas lukas maria marco marcus margaret marie mario mark markus martha martin mary matthew
  matthias max michael michel monica monika nancy natalie nicholas nicole nina norbert olaf oliver oscar otto patricia
  patrick paul paula peter petra philip philipp pierre rachel rainer ralf ralph ray rebecca reinhard rene richard rob
  robert roger roland ron rosa ruth ryan sabine sam samuel sandra sara sarah scott sebastian silvia simon sofia sophia
  sophie stefan stefanie stephan stephen steve steven susan susanne sven tanja tim thomas timothy tina tobias tom tony
  udo ulrich ulrike ursula ute uwe vera victor victoria vincent walter werner wilhelm william wolfgang yvonne
`);

export const surnames = set(`
  adams albrecht allen anderson arnold bach bailey baker barnes bauer baumann beck becker bell bennett berger bergmann
  bernard bohm bosch brandt braun brooks brown bryant busch butler campbell carter clark coleman collins cook cooper cox
  cruz davis dietrich edwards engel evans fischer fisher ford foster frank franke friedrich fuchs garcia gonzalez gray
  green griffin gross gunther haas hahn hall hansen harris hartmann hayes heinrich henderson henry hernandez herrmann
  hill hoffmann hofmann horn howard huber hughes hunter jackson jager jenkins johnson jones jung kaiser keller kelly
  kennedy king klein koch kohler konig kraft kramer kraus krause kruger kuhn kumar lang lange lee lehmann lewis lopez
  lorenz ludwig maier marshall martin martinez mason mayer mcdonald meier meyer miller mitchell moller moore moreno
  morgan morris muller murphy murray myers nelson neumann nguyen otto owens parker patel patterson perez perry peters
  peterson pfeiffer phillips pohl powell price ramirez reed reynolds rice richards richardson richter riley rivera
  roberts robertson robinson rodriguez rogers ross roth russell ryan sanchez sanders sauer schafer schmid schmidt
  schmitt schmitz schneider scholz schreiber schroder schubert schulte schulz schulze schumacher schuster schwarz
  scott seidel shah shaw siemens silva simmons simon singh smith sommer stein stevens stewart stone sullivan taylor
  thomas thompson torres tucker turner vogel vogt voigt wagner walker wallace walter ward washington watson weber weiss
  wells werner west white williams wilson winkler winter wolf wolff wood woods wright young ziegler zimmermann
`);

export const places = set(`
  africa alaska amsterdam antwerp argentina arizona asia athens atlanta atlantic austin australia austria baltic bangkok
  barcelona basel bavaria bayern beijing belgium berlin bern birmingham bonn boston brandenburg brasil brazil bremen
  bristol britain british brussels budapest california canada chicago china cologne colorado copenhagen dallas dakota
  denver detroit deutsche deutschland dresden dubai dublin dusseldorf england essen europa europe european finland
  florence florida france frankfurt french geneva georgia german germany ghana glasgow greece hamburg hamilton hannover
  hawaii helsinki hessen holland houston hungary idaho india indian indiana ireland irish istanbul italian italy japan
  jersey kansas kent kenya koln korea leeds leipzig lisbon liverpool london london lux luxemburg lyon madrid mainz malta
  manchester mannheim memphis mexico miami michigan milan milano montreal moscow munchen munich napoli nevada nigeria
  norway nurnberg ohio oregon orlando oslo ottawa pacific paris perth peru philadelphia phoenix poland portland portugal
  prague rhein rhine richmond rome russia sachsen salzburg scotland seattle shanghai singapore spain stockholm stuttgart
  swiss sydney tennessee texas tokyo toronto turkey ukraine utah vienna vietnam virginia wales warsaw washington wien
  york zurich
`);

/** Behind a name they make it a place, a prize or a school. */
export const otherThings = set(`
  street avenue road square lane boulevard strasse platz allee weg gasse valley county river mountain mountains island
  islands bay beach university college school award prize preis stadium arena stadion airport flughafen
`);

export const titles = set(
  'mr mrs ms miss dr prof professor sir lord lady herr frau herrn president minister senator',
);
