/** Which accounts an item is about, by their names and domains, with the words that say so. Pure. */

import {
  type CompanyName,
  companyName,
  type NameForm,
  type Word,
  wordsOf,
} from './company-name.ts';
import { folded } from './identity.ts';
import { common, given, legalForms, otherThings, titles } from './words.ts';

/** What of an account an item can be about. */
export type Subject = {
  readonly key: number;
  readonly name: string;
  /** Without www; not those of mail for everybody. */
  readonly domains: readonly string[];
  readonly industry: string | null;
};

export type Match = {
  readonly account: number;
  readonly because: 'name' | 'domain';
  /** As they stand in the item, each once. */
  readonly words: readonly string[];
};

export type Matcher = (item: {
  readonly title: string;
  readonly excerpt: string | null;
}) => readonly Match[];

/**
 * Matches texts with subjects. Names count by whole words, without legal form and however accents are written; those
 * that are also words, people or places need capitals or something beside them that says it is the company. Of names
 * within one another the longest counts.
 */
export function matcherOf(subjects: readonly Subject[]): Matcher {
  const index = indexOf(subjects);
  return ({ title, excerpt }) => {
    const found = new Map<number, Found[]>();
    for (const text of excerpt === null ? [title] : [title, excerpt]) {
      for (const one of foundIn(text, { index, whole: `${title} ${excerpt ?? ''}` }))
        found.set(one.subject.key, [...(found.get(one.subject.key) ?? []), one]);
    }
    return Array.from(found, ([account, list]) => ({
      account,
      because: list.some(({ because }) => because === 'name') ? 'name' : 'domain',
      words: distinct(list.flatMap(({ words }) => words)),
    }));
  };
}

type Named = { readonly subject: Subject; readonly name: CompanyName; readonly form: NameForm };
type Index = {
  readonly byFirstWord: ReadonlyMap<string, readonly Named[]>;
  readonly byDomain: ReadonlyMap<string, readonly Subject[]>;
  readonly unspaced: readonly { readonly subject: Subject; readonly text: string }[];
};
type Found = {
  readonly subject: Subject;
  readonly because: 'name' | 'domain';
  readonly words: readonly string[];
};
type Span = Named & { readonly from: number; readonly to: number; readonly legal: string | null };

function indexOf(subjects: readonly Subject[]): Index {
  const byFirstWord = new Map<string, Named[]>();
  const byDomain = new Map<string, Subject[]>();
  const unspaced: { readonly subject: Subject; readonly text: string }[] = [];
  for (const subject of subjects) {
    const name = companyName(subject.name);
    for (const form of name.forms) add(byFirstWord, form.words[0] ?? '', { subject, name, form });
    for (const domain of new Set(subject.domains)) add(byDomain, domain, subject);
    if (name.unspaced !== null) unspaced.push({ subject, text: name.unspaced });
  }
  return { byFirstWord, byDomain, unspaced };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function foundIn(
  text: string,
  { index, whole }: { readonly index: Index; readonly whole: string },
): readonly Found[] {
  const words = wordsOf(text);
  const spans = longest(spansIn(words, { index, text }));
  const named = spans.flatMap((span) => {
    const proof = proofOf(span, { words, text, whole });
    return proof === null ? [] : { subject: span.subject, because: 'name' as const, words: proof };
  });
  const written = index.unspaced.flatMap(({ subject, text: name }) =>
    text.includes(name) ? { subject, because: 'name' as const, words: [name] } : [],
  );
  return [...named, ...written, ...domainsIn(text, index)];
}

function spansIn(
  words: readonly Word[],
  { index, text }: { readonly index: Index; readonly text: string },
): readonly Span[] {
  return words.flatMap((word, from) =>
    candidates(index, word.folded).flatMap((named) => {
      const to = from + named.form.words.length;
      const isThere = named.form.words.every((wanted, place) => {
        const at = words[from + place];
        return at !== undefined && isSame(at.folded, wanted, place === named.form.words.length - 1);
      });
      if (!isThere || !isTogether(words.slice(from, to), text)) return [];
      const next = words[to];
      const legal = next !== undefined && legalForms.has(next.folded) ? next.folded : null;
      return { ...named, from, to, legal };
    }),
  );
}

/** Also of the genitive: Contosos. */
function candidates({ byFirstWord }: Index, word: string): readonly Named[] {
  const genitive =
    word.length > 4 && word.endsWith('s') ? (byFirstWord.get(word.slice(0, -1)) ?? []) : [];
  return [
    ...(byFirstWord.get(word) ?? []),
    ...genitive.filter(({ form }) => form.words.length === 1),
  ];
}

function isSame(word: string, wanted: string, isLast: boolean): boolean {
  return word === wanted || (isLast && wanted.length > 3 && word === `${wanted}s`);
}

/** No sentence ends within a name. */
function isTogether(words: readonly Word[], text: string): boolean {
  return words.every((word, place) => {
    const before = words[place - 1];
    return before === undefined || between.test(text.slice(before.end, word.start));
  });
}

const between = /^(?:[\s\p{Pd}&+'’./]{1,3}|\s(?:and|und|et|y|e)\s)$/iu;

/** Of spans within one another the longest; of several with the same words those whose legal form follows, if any. */
function longest(spans: readonly Span[]): readonly Span[] {
  return spans.filter((span) => {
    const isWithin = spans.some(
      (other) =>
        other.from <= span.from &&
        other.to >= span.to &&
        other.to - other.from > span.to - span.from,
    );
    if (isWithin) return false;
    const { legal } = span;
    const isOthers = (other: Span) =>
      legal !== null &&
      other.from === span.from &&
      other.to === span.to &&
      other.name.legal.has(legal);
    return legal === null || span.name.legal.has(legal) || !spans.some(isOthers);
  });
}

type Place = { readonly words: readonly Word[]; readonly text: string; readonly whole: string };

/** The words that say that it is the company, or null when they do not. */
function proofOf(span: Span, place: Place): readonly string[] | null {
  const { words, text, whole } = place;
  const { from, to, form, legal, name, subject } = span;
  const [first, last] = [words[from], words[to - 1]];
  if (first === undefined || last === undefined) return null;
  const raw = text.slice(first.start, last.end);
  const hasForm = legal !== null && (name.legal.has(legal) || name.legal.size === 0);
  const withForm = hasForm ? text.slice(first.start, words[to]?.end ?? last.end) : raw;
  if (form.words.length === 1 && !hasForm && isSomethingElse(span, words)) return null;
  if (form.strength === 'sure') return [withForm];
  const isCapital = words
    .slice(from, to)
    .every((word) => /^[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(word.raw));
  if (form.strength === 'capital' && isCapital && isMeant(span, place)) return [withForm];
  if (hasForm && isCapital) return [withForm];
  const symbol = /[&+\d]/.test(subject.name) && raw === subject.name.trim() && raw.length > 1;
  if (symbol) return [raw];
  const field = isCapital ? industryIn(subject, whole) : null;
  return field === null ? null : [withForm, field];
}

/** A person, a street, a prize. */
function isSomethingElse({ from, to }: Span, words: readonly Word[]): boolean {
  const [before, after] = [words[from - 1]?.folded ?? '', words[to]?.folded ?? ''];
  return given.has(before) || titles.has(before) || otherThings.has(after);
}

/** Not where the word stands small beside it, nor an everyday word in a headline that writes every word large. */
function isMeant({ form }: Span, { words, whole }: Place): boolean {
  const [only] = form.words;
  const isSmall =
    form.words.length === 1 &&
    wordsOf(whole.replace(domainPattern, ' ')).some(
      (word) => word.folded === only && isLower(word.raw),
    );
  return !isSmall && (!isTitleCase(words) || form.words.some((word) => !common.has(word)));
}

function isLower(raw: string): boolean {
  return raw === raw.toLowerCase() && raw !== raw.toUpperCase();
}

function isTitleCase(words: readonly Word[]): boolean {
  const long = words.filter(({ raw }) => raw.length > 3);
  return (
    long.length > 3 &&
    long.filter(({ raw }) => /^[\p{Lu}\p{N}]/u.test(raw)).length / long.length > 0.8
  );
}

/** A word of the account's industry in the text. */
function industryIn({ industry }: Subject, text: string): string | null {
  const wanted = wordsOf(industry ?? '')
    .map((word) => word.folded)
    .filter((word) => word.length > 2 && word !== 'services');
  return wordsOf(text).find((word) => wanted.some((one) => isKin(word.folded, one)))?.raw ?? null;
}

/** The same stem: `airline` and `airlines`, `retail` and `retailer`. */
function isKin(word: string, wanted: string): boolean {
  if (wanted.length < 5) return word === wanted;
  return (
    word.startsWith(wanted.slice(0, Math.max(5, wanted.length - 2))) &&
    word.length - wanted.length < 4
  );
}

function domainsIn(text: string, { byDomain }: Index): readonly Found[] {
  return Array.from(text.matchAll(domainPattern), ([raw]) => raw).flatMap((raw) => {
    const labels = raw.toLowerCase().split('.');
    const parents = labels.slice(0, -1).map((_, place) => labels.slice(place).join('.'));
    const known = parents.find((parent) => byDomain.has(parent));
    const subjects = known === undefined ? [] : (byDomain.get(known) ?? []);
    return subjects.map((subject) => ({ subject, because: 'domain' as const, words: [raw] }));
  });
}

const domainPattern =
  /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,24}(?![\p{L}\p{N}-]|\.\p{L})/gu;

function distinct(words: readonly string[]): readonly string[] {
  return [...new Map(words.map((word) => [folded(word), word])).values()].slice(0, 5);
}
