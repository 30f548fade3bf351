/**
 * What the commonest passwords are made of. Those of twelve characters and more are these words doubled, put together or
 * filled up with digits, so that parts find more of them than a list of wholes.
 */
export const commonWords: readonly string[] = `
  password passwort passw0rd kennwort parole letmein welcome willkommen login signin admin administrator root user test
  testing guest secret geheim hallo hello master access default changeme change temp start system server service
  computer internet office windows microsoft google apple samsung facebook linkedin whatsapp youtube netflix spotify
  salesforce outlook iloveyou loveyou ichliebedich schatz liebe love princess prinzessin angel engel sunshine sonnenschein
  baby babygirl sweetheart darling honey flower blume rainbow butterfly dragon monkey tiger lion panther eagle falcon
  phoenix wolf bear dolphin horse pony kitty puppy hund katze maus mouse chicken shadow killer hunter ranger soldier
  warrior ninja pirate batman superman spiderman starwars pokemon naruto matrix hacker trustno football fussball baseball
  basketball hockey soccer tennis golf chelsea liverpool arsenal barcelona madrid bayern dortmund schalke yankees cowboys
  michael jennifer jessica ashley daniel thomas andreas stefan christian alexander sebastian matthias michelle nicole
  andrea charlie robert jordan george andrew joshua matthew william richard patrick martin florian hannah sophie
  summer winter spring autumn sommer herbst fruehling january february march april june july august september october
  november december januar februar maerz juni juli oktober dezember monday tuesday wednesday thursday friday saturday
  sunday montag dienstag mittwoch donnerstag freitag samstag sonntag berlin hamburg muenchen london paris america
  germany deutschland england freedom freiheit whatever forever nothing cookie cheese chocolate schokolade banana orange
  pepper coffee kaffee bier beer money geld business company firma vertrieb sales customer money diamond silver gold
  purple yellow black white green blue power magic mustang ferrari porsche mercedes yamaha harley corvette computer
  qwerty qwertz asdf zxcv yxcv azerty qazwsx wsxedc zaqwsx abc xyz please bitte asshole fuckyou arschloch jesus christ
  family familie mother father mutter vater friends freunde lucky happy number
`
  .trim()
  .split(/\s+/);

const forwards = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiopü',
  'azertyuiop',
  'asdfghjklöä',
  'qsdfghjklm',
  'zxcvbnm',
  'yxcvbnm',
  'wxcvbn',
  '1qaz2wsx3edc4rfv5tgb',
];

/** Neighbours on keyboards and in the alphabet, in both directions. */
export const rows: readonly string[] = forwards.flatMap((row) => [
  row,
  [...row].reverse().join(''),
]);
