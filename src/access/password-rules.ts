/** What a password must be. Nothing is asked of its characters; only what is guessed first is refused. */

import { passwordLimits } from '../contract/sign-in.ts';
import { Problem } from '../model/problem.ts';
import { commonWords, rows } from './guessed-first.ts';

/** What is known of whoever chooses it, and is tried first. */
export type AboutOwner = { readonly email: string; readonly organization: string };

/**
 * Why this is no password (ASVS 5, 6.2.1, 6.2.4 and 6.2.11); null: it is fine. Length is counted in characters as
 * people see code points, not in bytes.
 */
export function unfitBecause(password: string, { email, organization }: AboutOwner): string | null {
  const given = password.normalize('NFC');
  const length = [...given].length;
  if (length < passwordLimits.min) return `at least ${passwordLimits.min} characters`;
  if (length > passwordLimits.max) return `at most ${passwordLimits.max} characters`;
  const small = given.toLowerCase();
  const [local = '', domain = ''] = email.split('@');
  if (names(local, domain).some((name) => small.includes(name)))
    return 'nothing of your own address';
  if (names(organization, 'rapport').some((name) => small.includes(name)))
    return 'not the name of the organisation or of this program';
  if (leftOver(small) < leastLeft)
    return 'nothing that everybody tries first: common words, keys in a row, repetitions, years';
  return null;
}

/** Throws `password_unfit` with the reason as a hint; `field` is where the password stood. */
export function assertFit(password: string, owner: AboutOwner, field: string): void {
  const because = unfitBecause(password, owner);
  if (because === null) return;
  throw new Problem({
    code: 'password_unfit',
    message: 'This password is too easy to guess.',
    field,
    hint: because,
  });
}

/** Names of four characters and more, whole and without what parts them. */
function names(...texts: readonly string[]): readonly string[] {
  return texts
    .map((text) => text.normalize('NFC').trim().toLowerCase())
    .flatMap((text) => [text, text.replace(/[^\p{L}\p{N}]/gu, '')])
    .filter((text) => text.length >= 4);
}

/** So much has to be left when all that is guessed first is taken out. */
const leastLeft = 4;

/** How many characters are left without common words, rows of keys, repetitions and years. */
function leftOver(small: string): number {
  const plain = repeated(small.replace(/(?:19|20)\d\d/g, ''));
  const letters = [...plain].map((letter) => lookalikes[letter] ?? letter).join('');
  const rest = [plain, letters].map((text) =>
    withoutRows(words.reduce((left, word) => left.replaceAll(word, ' '), text)).replace(
      /[\s\d\p{P}\p{S}]/gu,
      '',
    ),
  );
  return Math.min(...rest.map((text) => new Set(text).size));
}

/** Longer words first, so that no part of one is left over. */
const words = [...commonWords].sort((a, b) => b.length - a.length);

const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** One of what is there several times over: abcabcabc → abc. */
function repeated(text: string): string {
  return /^(.{1,8}?)\1+.{0,3}$/su.exec(text)?.[1] ?? text;
}

/** Without four and more neighbours of a keyboard or the alphabet, forwards or backwards. */
function withoutRows(text: string): string {
  let left = text;
  for (const row of rows) {
    for (let length = row.length; length >= 4; length -= 1) {
      for (let from = 0; from + length <= row.length; from += 1) {
        left = left.replaceAll(row.slice(from, from + length), ' ');
      }
    }
  }
  return left;
}
