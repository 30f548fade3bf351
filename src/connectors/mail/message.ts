/**
 * One message's headers as an activity. Only headers are read: the body is not looked at, whatever `bytes` hold behind
 * the empty line.
 */

import { hash } from 'node:crypto';
import {
  type Activity,
  blankActivity,
  exclusionHeaders,
  type ReaderFlag,
} from '../../model/activity.ts';
import type { Reject } from '../../model/bundle.ts';
import { shown } from '../../model/problem.ts';
import { type Mailbox, parseAddresses } from './addresses.ts';
import { authorOf } from './author.ts';
import { conversationOf } from './conversation.ts';
import { sentAt } from './date.ts';
import { evidenceIn } from './evidence.ts';
import { eachHeader, firstHeader, type Headers, hasHeader, splitHeaders } from './headers.ts';
import { startOfText } from './separator.ts';
import { cleanText, cutText, decodedText } from './text.ts';

export type MessageOptions = {
  /** False for a source that marks every message as bulk, such as a shared list mailbox. */
  readonly bulkRule: boolean;
};

/** An activity, or why there is none; whoever knows where the message stood adds the place. */
export type Reading = { readonly activity: Activity } | { readonly reject: Omit<Reject, 'place'> };

/** Reads the headers at the start of a message; never throws, whatever the bytes. */
export function readMessage(bytes: Uint8Array, options: MessageOptions): Reading {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return readHeaders(splitHeaders(buffer, startOfText(buffer)), options);
}

/** Reads headers that have been split already. */
export function readHeaders(headers: Headers, options: MessageOptions): Reading {
  if (headers.spans.length === 0) return notAMessage(headers);
  const sent = sentAt(headers);
  if (sent === null) return withoutDate(headers);
  const people = peopleOf(headers);
  const { author, to, cc, bcc } = people;
  if (!peopleHeaders.some((name) => hasHeader(headers, name))) return withoutPeople;
  const kept = keptHeaders(headers, options);
  const conversation = conversationOf(headers);
  const subject = decodedText(firstHeader(headers, 'subject') ?? '');
  const evidence = evidenceIn({ headers, kept, from: author, subject }, options.bulkRule);
  const activity: Activity = {
    ...blankActivity,
    id: conversation.messageId === null ? '' : idOf(conversation.messageId),
    kind: 'email',
    startsAt: sent.at,
    subject: subject === '' ? null : subject,
    sensitivity: sensitivityOf(headers),
    from: author?.address ?? null,
    to: addressesOf(to),
    cc: addressesOf(cc),
    bcc: addressesOf(bcc),
    messageId: conversation.messageId,
    inReplyTo: conversation.inReplyTo,
    references: conversation.references,
    headers: evidence.headers === null ? kept : { ...kept, ...evidence.headers },
    displayNames: namesOf(people),
    flags: [
      ...sent.flags,
      ...people.flags,
      ...evidence.flags,
      ...(options.bulkRule ? [] : bulkRuleOff),
    ],
  };
  return { activity: activity.messageId === null ? identifiedByHash(activity) : activity };
}

const peopleHeaders = ['from', 'sender', 'to', 'cc', 'bcc'] as const;
const bulkRuleOff: readonly ReaderFlag[] = ['bulk_rule_off'];

/** RFC 5322 §2.1.1: the longest line a header may have. */
const longestValue = 998;
const ofList: ReadonlySet<string> = new Set(['list-id', 'list-unsubscribe']);
const bulkPrecedence = /^(?:bulk|list|junk)$/i;

function keptHeaders(headers: Headers, options: MessageOptions): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of exclusionHeaders) {
    if (!options.bulkRule && ofList.has(name)) continue;
    const value = firstHeader(headers, name);
    // `auto_reply` is said by the message, not by the list.
    const isOff = !options.bulkRule && name === 'precedence' && bulkPrecedence.test(value ?? '');
    if (value !== null && !isOff) kept[name] = cutText(value, longestValue);
  }
  return kept;
}

function identifiedByHash(activity: Activity): Activity {
  const { from, startsAt, to, cc, subject, flags } = activity;
  const id = idOf(JSON.stringify([from, startsAt, to, cc, subject]));
  return { ...activity, id, flags: [...flags, 'no_message_id'] };
}

function idOf(identity: string): string {
  return `mail:${hash('sha256', identity, 'hex').slice(0, 32)}`;
}

/** RFC 4021 §2.1.55; its words mean what the product means by private. */
function sensitivityOf(headers: Headers): string {
  return cutText(firstHeader(headers, 'sensitivity')?.toLowerCase() || 'normal', 40);
}

type People = {
  readonly author: Mailbox | null;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
  readonly flags: readonly ReaderFlag[];
};

function peopleOf(headers: Headers): People {
  const to = mailboxesIn(headers, 'to');
  const cc = mailboxesIn(headers, 'cc');
  const { mailbox, flags } = authorOf(headers, [...to, ...cc]);
  return { author: mailbox, to, cc, bcc: mailboxesIn(headers, 'bcc'), flags };
}

function mailboxesIn(headers: Headers, name: 'to' | 'cc' | 'bcc'): readonly Mailbox[] {
  let mailboxes: readonly Mailbox[] = [];
  for (const value of eachHeader(headers, name)) {
    const more = parseAddresses(value);
    mailboxes = mailboxes.length === 0 ? more : [...mailboxes, ...more];
  }
  return mailboxes;
}

function addressesOf(mailboxes: readonly Mailbox[]): readonly string[] {
  return mailboxes.map(({ address }) => address);
}

function namesOf({ author, to, cc, bcc }: People): Record<string, string> {
  // Without a prototype it is a table from the start, not a shape that changes with every address.
  const names: Record<string, string> = Object.create(null);
  if (author !== null && author.name !== '') names[author.address] = author.name;
  for (const mailboxes of [to, cc, bcc]) {
    for (const { address, name } of mailboxes) {
      if (name !== '') names[address] ??= name;
    }
  }
  return names;
}

function notAMessage({ bytes, start, end }: Headers): Reading {
  const text = cleanText(bytes.toString('latin1', start, Math.min(end, start + 200)));
  return {
    reject: {
      field: 'headers',
      value: shown(text),
      expected: 'an email that starts with headers such as From, Date and Message-ID',
    },
  };
}

function withoutDate(headers: Headers): Reading {
  return {
    reject: {
      field: 'date',
      value: shown(firstHeader(headers, 'date') ?? ''),
      expected: 'a date between 1990 and 2100 in Date or in Received',
    },
  };
}

const withoutPeople: Reading = {
  reject: { field: 'from', value: '', expected: 'an email with From, To, Cc or Bcc' },
};
