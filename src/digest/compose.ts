/** The cards of a day → an email: sentences and links, and nothing that somebody else wrote but the titles of news. */

import type { CardReason } from '../analytics/card-figures.ts';
import type { Mail } from '../mail/send.ts';
import type { Language, RecordType } from '../model/vocabulary.ts';
import { type DigestWords, digestWords } from './words.ts';

export type DigestCard = {
  readonly type: RecordType;
  readonly id: string;
  readonly name: string;
  /** null: the record is an account, or has none. */
  readonly account: string | null;
  readonly reason: CardReason;
};

export type Digest = {
  readonly to: string;
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  /** What the product calls the house. */
  readonly organization: string;
  readonly cards: readonly DigestCard[];
};

/** `origin`: where people open the page. `token`: by which whoever gets the email can stop it with one click. */
export function composeDigest(
  digest: Digest,
  { origin, token }: { readonly origin: string; readonly token: string },
): Mail {
  const words = digestWords(digest.language, digest.timeZone);
  const lines = digest.cards.map((card) => ({
    sentence: words.sentence(card.reason),
    about: [card.name, card.account].filter((part) => part !== null).join(' · '),
    link: `${origin}/${collectionOf[card.type]}/${encodeURIComponent(card.id)}`,
  }));
  const links = { home: `${origin}/`, preferences: `${origin}/account#cards` };
  const stop = `${origin}/api/v1/digest/stop/${token}`;
  return {
    to: digest.to,
    subject: `${digest.organization}: ${words.subject(digest.cards.length)}`,
    text: plainText(digest, words, { lines, links }),
    html: markup(digest, words, { lines, links }),
    headers: {
      'List-Unsubscribe': `<${stop}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
  };
}

type Content = {
  readonly lines: readonly {
    readonly sentence: string;
    readonly about: string;
    readonly link: string;
  }[];
  readonly links: { readonly home: string; readonly preferences: string };
};

function plainText({ name, cards }: Digest, words: DigestWords, { lines, links }: Content): string {
  return [
    `${words.greeting(name)},`,
    words.lead(cards.length),
    ...lines.map(({ sentence, about, link }) => `${about}\n${sentence}\n${link}`),
    `${words.home}: ${links.home}`,
    `-- \n${words.why}\n${words.preferences}: ${links.preferences}`,
  ].join('\n\n');
}

function markup(
  { name, language, cards }: Digest,
  words: DigestWords,
  { lines, links }: Content,
): string {
  const link = (href: string, text: string) => `<a href="${escaped(href)}">${escaped(text)}</a>`;
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(words.subject(cards.length))}</title></head><body>`,
    `<p>${escaped(words.greeting(name))},</p>`,
    `<p>${escaped(words.lead(cards.length))}</p>`,
    '<ol>',
    ...lines.map(
      ({ sentence, about, link: to }) =>
        `<li><p><strong>${link(to, about)}</strong><br>${escaped(sentence)}</p></li>`,
    ),
    '</ol>',
    `<p>${link(links.home, words.home)}</p>`,
    `<p><small>${escaped(words.why)}<br>${link(links.preferences, words.preferences)}</small></p>`,
    '</body></html>',
  ].join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const collectionOf: Readonly<Record<RecordType, string>> = {
  account: 'accounts',
  contact: 'contacts',
  lead: 'leads',
  opportunity: 'opportunities',
};
