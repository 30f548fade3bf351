import type { Mail, Person } from './happenings.ts';
import { offsetMinutes } from './workdays.ts';

/** Mailboxes as mail programs export them: mbox with real internet messages (RFC 4155, RFC 5322, RFC 2047). */

/** All messages that a person sent or got, oldest first, as one mbox file. */
export function mboxOf(owner: Person, mails: readonly Mail[]): string {
  return mails
    .filter((mail) => concerns(mail, owner))
    .map((mail) => `${envelope(mail)}\n${quoteFromLines(message(mail, owner))}\n`)
    .join('');
}

function concerns(mail: Mail, owner: Person): boolean {
  return mail.from === owner || [mail.to, mail.cc, mail.bcc].some((list) => list.includes(owner));
}

/** The separator's date is in UTC and in the format of C's `asctime`. */
function envelope({ from, at }: Mail): string {
  const [day = '', date = '', month = '', year = '', time = ''] = new Date(at)
    .toUTCString()
    .split(/,? /);
  return `From ${from.address} ${day} ${month} ${date.replace(/^0/, ' ')} ${time} ${year}`;
}

/** mboxrd: so that no line of a message looks like a separator. */
function quoteFromLines(text: string): string {
  return text.replace(/^(>*From )/gm, '>$1');
}

function message(mail: Mail, owner: Person): string {
  const charset = charsetOf(mail.from);
  const list = (people: readonly Person[]) =>
    people.map((one) => mailboxName(one, charset)).join(',\n ');
  const fields: readonly (readonly [string, string])[] = [
    ...(mail.from === owner ? [] : arrival(mail, owner)),
    ['From', mailboxName(mail.from, charset)],
    ['To', list(mail.to)],
    ['Cc', list(mail.cc)],
    // Only the sender's own copy tells who was in Bcc.
    ['Bcc', mail.from === owner ? list(mail.bcc) : ''],
    ['Subject', encodedWords(mail.subject, charset)],
    ['Date', dateField(mail.at, mail.from)],
    ['Message-ID', mail.messageId],
    ['In-Reply-To', mail.inReplyTo ?? ''],
    ['References', mail.references.join('\n ')],
    ['MIME-Version', '1.0'],
    ['Content-Type', `text/plain; charset="${charset}"`],
    ['Content-Transfer-Encoding', 'quoted-printable'],
  ];
  const own = Object.entries(mail.headers);
  const replaced = new Set(own.map(([name]) => name));
  const lines = [...fields.filter(([name]) => !replaced.has(name)), ...own]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`);
  return `${lines.join('\n')}\n\n${quotedPrintable(mail.body, charset)}`;
}

/** What the servers on the way added at the top. */
function arrival(mail: Mail, owner: Person): readonly (readonly [string, string])[] {
  const domain = mail.from.address.slice(mail.from.address.indexOf('@') + 1);
  const isAutomatic = 'Auto-Submitted' in mail.headers;
  return [
    ['Return-Path', isAutomatic ? '<>' : `<${mail.from.address}>`],
    [
      'Received',
      `from mail.${domain} by mx.brockelund.example\n for <${owner.address}>; ${dateField(mail.at + 2000, owner)}`,
    ],
  ];
}

type Charset = 'utf-8' | 'iso-8859-1';

/** Some companies still write as in the nineties. */
function charsetOf({ address, language }: Person): Charset {
  const isOld = language === 'de' && address.length % 4 === 0 && !address.includes('brockelund');
  return isOld ? 'iso-8859-1' : 'utf-8';
}

function mailboxName({ name, address }: Person, charset: Charset): string {
  if (name === '') return address;
  if (!isAscii(name)) {
    // Latin-1 has no ş.
    return `${encodedWords(name, /[Ā-ſ]/.test(name) ? 'utf-8' : charset)} <${address}>`;
  }
  return /^[A-Za-z ]+$/.test(name) ? `${name} <${address}>` : `"${name}" <${address}>`;
}

/** `Tue, 20 Oct 2026 11:23:05 +0200`, on the sender's clock. */
function dateField(at: number, { language }: Person): string {
  const offset = offsetMinutes(at, language);
  const local = new Date(at + offset * 60_000).toUTCString().replace(' GMT', '');
  return `${local} +${String(offset / 60).padStart(2, '0')}00`;
}

/** RFC 2047: words of at most 75 characters, none cut within a letter. */
function encodedWords(text: string, charset: Charset): string {
  if (isAscii(text)) return text;
  const pieces = text.match(/.{1,16}/gsu) ?? [];
  return pieces.map((piece) => encodedWord(piece, charset)).join('\n ');
}

function encodedWord(piece: string, charset: Charset): string {
  if (charset === 'utf-8') return `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`;
  const letters = [...Buffer.from(piece, 'latin1')].map((byte) => {
    const letter = String.fromCharCode(byte);
    if (letter === ' ') return '_';
    return /[A-Za-z0-9]/.test(letter) ? letter : hex(byte);
  });
  return `=?iso-8859-1?Q?${letters.join('')}?=`;
}

/** RFC 2045; the lines of these texts are short enough to need no soft break but for long words. */
function quotedPrintable(text: string, charset: Charset): string {
  return text
    .split('\n')
    .map((line) => quotedLine(line, charset))
    .join('\n');
}

function quotedLine(line: string, charset: Charset): string {
  if (isAscii(line) && !line.includes('=') && line.length <= 76) return line;
  const bytes = Buffer.from(line, charset === 'utf-8' ? 'utf8' : 'latin1');
  const letters = [...bytes].map((byte) =>
    byte > 126 || byte === 61 ? hex(byte) : String.fromCharCode(byte),
  );
  let [out, width] = ['', 0];
  for (const letter of letters) {
    const isFull = width + letter.length > 75;
    out += isFull ? `=\n${letter}` : letter;
    width = (isFull ? 0 : width) + letter.length;
  }
  return out;
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function isAscii(text: string): boolean {
  return !/[^ -~]/.test(text);
}
