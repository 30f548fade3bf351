/** What separates two messages of an mbox file (RFC 4155): `From sender date`, the date in the form of asctime. */

/** Whether a line is a separator; the year must be there, so that sentences that begin with "From" are none. */
export function isSeparator(line: string): boolean {
  return line.startsWith('From ') && line.length <= longestSeparator && separator.test(line);
}

/** Whether a line looks like a header, or like a separator that was escaped. */
export function looksLikeHeader(line: string): boolean {
  return /^(?:[!-9;-~]+[ \t]*:|>From )/.test(line);
}

/** Whether a file that begins like this is an mbox file. */
export function startsWithSeparator(bytes: Buffer): boolean {
  return isSeparator(lineAt(bytes, startOfText(bytes)));
}

/** Where text begins: after a byte order mark and white space, looked for in the first 600 bytes. */
export function startOfText(bytes: Buffer): number {
  const start = bytes.toString('latin1', 0, longestSeparator);
  return /^(?:\xef\xbb\xbf)?\s*/.exec(start)?.[0].length ?? 0;
}

/** The line that starts at an index, cut when it is too long for a separator. */
export function lineAt(bytes: Buffer, at: number): string {
  const line = bytes.toString('latin1', at, at + longestSeparator + 1);
  return line.slice(0, line.search(/[\r\n]|$/));
}

/** Longer lines are no separators: a sender has at most 320 characters, a date some forty. */
export const longestSeparator = 600;

const weekday = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?';
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const clock = '\\d{1,2}:\\d\\d(?::\\d\\d)?';
const year = '(?:19|20)\\d\\d';
const zone = '(?:\\s+(?:[+-]\\d{4}|[a-z]{1,5}(?:[+-]\\d{1,4})?)(?:\\s+\\([a-z ]+\\))?)?';
const asctime = `${month}\\s+\\d{1,2}\\s+${clock}${zone}\\s+${year}${zone}`;
/** Some programs write the date as a Date header has it. */
const headerDate = `\\d{1,2}\\s+${month}\\s+${year}\\s+${clock}${zone}`;
const separator = new RegExp(
  `^From (?:.*\\s)?${weekday}\\s+(?:${asctime}|${headerDate})(?:\\s+remote from\\s.*)?\\s*$`,
  'i',
);
