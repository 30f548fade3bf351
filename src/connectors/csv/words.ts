import type { RowType } from './fields.ts';
import words from './words.json' with { type: 'json' };

/**
 * What people call things in the headers, names and values of exported files, in English and German. The lists are in
 * words.json; everything is compared normalised: see `plain`.
 */

/** Names of the things themselves, by type. */
export const nouns: Readonly<Record<RowType, readonly string[]>> = {
  user: listed(words.nouns.user),
  team: listed(words.nouns.team),
  account: listed(words.nouns.account),
  contact: listed(words.nouns.contact),
  lead: listed(words.nouns.lead),
  opportunity: listed(words.nouns.opportunity),
  activity: listed(words.nouns.activity),
};

/** The fields whose header this could be (normalised), by type. */
export function fieldsNamed(header: string, type: RowType): readonly string[] {
  const byField: Readonly<Record<string, string>> = words.headers[type];
  return Object.entries(byField)
    .filter(([, names]) => listed(names).includes(header))
    .map(([field]) => field);
}

/** Parts of a name, which are put together. */
export const firstNames = listed(words.firstNames);
export const lastNames = listed(words.lastNames);

/** What a price list calls its prices. */
export const prices = listed(words.prices);

/** What a word among the values says. The first pattern that fits decides. */
export const statusWords: Readonly<
  Record<'opportunity' | 'lead', readonly (readonly [RegExp, string])[]>
> = {
  opportunity: [
    [/\b(lost|verloren|declined|abgelehnt|cancell?ed|storniert)\b/, 'lost'],
    [/\b(won|gewonnen|signed|success)\b/, 'won'],
    [/^(?!.*\b(closed|geschlossen|abgeschlossen|done)\b)/, 'open'],
  ],
  lead: [
    [/\b(disqualified|unqualified|not converted|lost|junk|disqualifiziert)\b/, 'disqualified'],
    [/\b(qualified|converted|qualifiziert|konvertiert)\b/, 'qualified'],
    [/^(?!.*\b(closed|geschlossen)\b)/, 'open'],
  ],
};

export const kindWords: readonly (readonly [RegExp, string])[] = [
  [/\b(e ?mails?|mail)\b/, 'email'],
  [/\b(meetings?|appointments?|events?|visit|termine?|besuch|besprechung)\b/, 'appointment'],
  [/\b(calls?|phone ?calls?|phone|anrufe?|telefonat)\b/, 'phonecall'],
  [/\b(tasks?|to ?do|aufgaben?)\b/, 'task'],
];

/** A header or a value as it is compared: `dealStage`, `Deal_Stage` and `property_deal_stage` are `deal stage`. */
export function plain(text: string): string {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(property )?(hs )?(?=.)/, '');
}

/** The name of a header without the noun of the thing itself: `account name` of an account is `name`. */
export function bare(text: string, type: RowType): string {
  const own = nouns[type].find((noun) => text.startsWith(`${noun} `));
  return own === undefined ? text : text.slice(own.length + 1);
}

function listed(names: string): readonly string[] {
  return names.split(', ');
}
