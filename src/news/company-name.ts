/** A company's name → what of it is looked for in a text, and how much it takes to be sure. */

import { folded } from './identity.ts';
import {
  business,
  common,
  connectors,
  endings,
  given,
  leadingForms,
  legalForms,
  places,
  surnames,
} from './words.ts';

export type Word = {
  /** As it stands there. */
  readonly raw: string;
  /** Without case, accents and dots. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
};

/**
 * How much it takes: `sure` – the words alone, of a name that is written small itself; `capital` – with capitals, as names
 * are written; `proven` – something beside them has to say that it is the company: its legal form or its industry.
 */
export type Strength = 'sure' | 'capital' | 'proven';

export type NameForm = { readonly words: readonly string[]; readonly strength: Strength };

export type CompanyName = {
  /** Without legal form, as it is written. */
  readonly core: string;
  /** Longest first. */
  readonly forms: readonly NameForm[];
  /** Legal forms in it, folded. */
  readonly legal: ReadonlySet<string>;
  /** Written in a script without blanks between words: looked for as it stands. */
  readonly unspaced: string | null;
};

/** Words with their places. Dotted and slashed abbreviations are one word: `S.p.A.`, `A/S`. Connecting words are none. */
export function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(wordPattern), ({ 0: raw, index }) => ({
    raw,
    folded: folded(raw.replace(/[./]/g, '')),
    start: index,
    end: index + raw.length,
  })).filter((word) => !connectors.has(word.folded));
}

const wordPattern = /(?:\p{L}\.){2,}\p{L}?|(?<!\p{L})\p{L}\/\p{L}(?!\p{L})|[\p{L}\p{N}\p{M}]+/gu;

/** What to look for. A name without words, such as `–`, has no forms. */
export function companyName(name: string): CompanyName {
  const bare = name
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[®™©"“”„']/g, ' ')
    .trim();
  const all = wordsOf(bare);
  const legal = new Set(
    all.slice(1).flatMap((word) => (legalForms.has(word.folded) ? [word.folded] : [])),
  );
  const core = withoutEnds(all, legalForms);
  const short = withoutEnds(core, endings);
  const isShorter = short.length < core.length && strengthOf(short) !== 'proven';
  const cores = isShorter ? [core, short] : [core];
  return {
    core: bare.slice(core[0]?.start ?? 0, core.at(-1)?.end),
    forms: cores
      .flatMap((words) =>
        spellings(words).map((spelling) => ({ words: spelling, strength: strengthOf(words) })),
      )
      .filter(({ words }) => words.length > 0),
    legal,
    unspaced: unspacedScripts.test(bare) && bare.length >= 2 ? bare : null,
  };
}

const unspacedScripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2}/u;

function withoutEnds(words: readonly Word[], ends: ReadonlySet<string>): readonly Word[] {
  let [from, to] = [0, words.length];
  while (to - from > 1 && ends.has(words[to - 1]?.folded ?? '')) to -= 1;
  while (to - from > 1 && leadingForms.has(words[from]?.folded ?? '')) from += 1;
  return words.slice(from, to);
}

/** Müller is also written Mueller, and the other way round. */
function spellings(words: readonly Word[]): readonly (readonly string[])[] {
  const plain = words.map((word) => word.folded);
  const wide = words.map(({ raw }) =>
    folded(raw.replace(/[äöüÄÖÜ]/g, (letter) => `${folded(letter)}e`).replace(/[./]/g, '')),
  );
  const narrow = plain.map((word) =>
    word.length > 4 ? word.replace(/(?<![aeioq])([aou])e/g, '$1') : word,
  );
  const distinct = new Map([plain, wide, narrow].map((spelling) => [spelling.join(' '), spelling]));
  return [...distinct.values()];
}

function strengthOf(words: readonly Word[]): Strength {
  const [first, second] = words;
  if (first === undefined) return 'proven';
  if (words.some(isDistinctive)) return /^\p{Ll}/u.test(first.raw) ? 'sure' : 'capital';
  if (words.length === 1) return 'proven';
  const isPerson =
    words.length === 2 && given.has(first.folded) && surnames.has(second?.folded ?? '');
  return isPerson || words.every((word) => business.has(word.folded) || word.folded.length < 3)
    ? 'proven'
    : 'capital';
}

function isDistinctive({ folded: word }: Word): boolean {
  if (word.length < 4 && !/^(?=.*\d)(?=.*\p{L})...?$/u.test(word)) return false;
  return ![business, common, given, surnames, places, endings, legalForms].some((list) =>
    list.has(word),
  );
}
