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
  // Without colours of its own it is readable on a dark ground, too.
  const link = (href: string, text: string) => `<a href="${escaped(href)}">${escaped(text)}</a>`;
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">`,
    `<title>${escaped(words.subject(cards.length))}</title></head>`,
    `<body style="margin:0;padding:24px;font:15px/22px ${fonts}"><div style="max-width:600px;margin:0 auto">`,
    `<p style="margin:0 0 12px">${escaped(words.greeting(name))},</p>`,
    `<p style="margin:0 0 20px">${escaped(words.lead(cards.length))}</p>`,
    '<ol style="margin:0 0 20px;padding:0 0 0 22px">',
    ...lines.map(
      ({ sentence, about, link: to }) =>
        `<li style="margin:0 0 16px"><strong>${escaped(sentence)}</strong><br>${link(to, about)}</li>`,
    ),
    '</ol>',
    `<p style="margin:0 0 24px">${link(links.home, words.home)}</p>`,
    `<p style="margin:0;padding:12px 0 0;border-top:1px solid #8a8886;font-size:13px;line-height:18px">${escaped(words.why)}<br>`,
    `${link(links.preferences, words.preferences)}</p>`,
    '</div></body></html>',
  ].join('\n');
}

const fonts = "'Segoe UI',system-ui,-apple-system,Roboto,Arial,sans-serif";

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
