/** Text as text: what feeds send as markup, without any of it. */

/**
 * What a reader would see of a piece of HTML, on one line: no tags, no scripts, no entities, no characters that cannot be
 * seen or that turn the text around. At most so many characters, cut between words. Empty when nothing is left.
 */
export function plainText(html: string, most: number): string {
  // Twice, because some feeds write the markup of their titles as text: &lt;b&gt;.
  const once = withoutMarkup(html.slice(0, most * 20));
  return cut(line(/&(?:#\w+|\w+);|<\/?[a-z]/i.test(once) ? withoutMarkup(once) : once), most);
}

function withoutMarkup(html: string): string {
  const shown = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style|noscript|template|iframe|svg)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<\/?(?:b|i|em|strong|span|a|u|sup|sub|font|mark|small|wbr)\b[^>]*>/gi, '')
    .replace(/<[/!?a-z][^>]*(?:>|$)/gi, ' ');
  return shown.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z][a-z\d]{1,30});/gi, decoded);
}

function decoded(whole: string, name: string): string {
  const number = name.startsWith('#x') || name.startsWith('#X');
  const code = number ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  if (!name.startsWith('#')) return named[name] ?? named[name.toLowerCase()] ?? whole;
  return code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code < 0xe000)
    ? String.fromCodePoint(code)
    : ' ';
}

/** Those that stand in prose; the library that reads feeds has decoded all of them once. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  euro: '€',
  pound: '£',
  copy: '©',
  reg: '®',
  trade: '™',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  shy: '',
};

function line(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .normalize('NFC')
    .trim();
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const part = text.slice(0, most - 1);
  const end = part.lastIndexOf(' ');
  // NOTE: never between the halves of a character.
  return `${(end > most / 2 ? part.slice(0, end) : part).replace(/[\ud800-\udbff]$/, '')}…`;
}
