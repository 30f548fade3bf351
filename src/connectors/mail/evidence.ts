/**
 * Mail that machines sent and that the rules of the product (spec §3) would not know by the headers they look at:
 * bounces and automatic replies of mail servers that follow no standard, newsletters without List-Unsubscribe. Each
 * rule is a named observation that holds for no mail between people; when one holds, the header that the rules do look
 * at is added and the message is flagged, so the ledger can say so.
 */

import type { ReaderFlag } from '../../model/activity.ts';
import type { Mailbox } from './addresses.ts';
import { eachHeader, firstHeader, type HeaderName, type Headers, hasHeader } from './headers.ts';

export type Evidence = {
  /** Headers to keep in addition; null when there is no evidence. */
  readonly headers: Readonly<Record<string, string>> | null;
  readonly flags: readonly ReaderFlag[];
};

/** What the rules look at: the headers, those of them that are kept, and what has been read from others. */
export type Clues = {
  readonly headers: Headers;
  readonly kept: Readonly<Record<string, string>>;
  readonly from: Mailbox | null;
  readonly subject: string;
};

/** What the first rule that holds adds to a message whose kept headers say nothing; bulk rules only with `bulkRule`. */
export function evidenceIn(clues: Clues, bulkRule: boolean): Evidence {
  if (isTold(clues)) return none;
  const rule = evidenceRules.find(
    ({ says, holds }) => (bulkRule || says !== 'bulk') && holds(clues),
  );
  if (rule === undefined) return none;
  return { headers: sayingSo(rule.says, clues.kept), flags: ['reason_from_evidence'] };
}

type Rule = {
  readonly name: string;
  readonly says: 'bounce' | 'automatic_reply' | 'bulk';
  readonly holds: (clues: Clues) => boolean;
};

/** In this order; the first that holds is taken. */
const evidenceRules: readonly Rule[] = [
  {
    name: 'failed recipients are listed (Exim, Gmail)',
    says: 'bounce',
    holds: ({ headers }) => hasHeader(headers, 'x-failed-recipients'),
  },
  {
    name: 'the sender is a mail server, with no address or another spelling',
    says: 'bounce',
    holds: ({ headers, from }) =>
      mailServer.test(from?.address ?? firstHeader(headers, 'from')?.slice(0, 200) ?? ''),
  },
  {
    name: 'the content is a report for machines (RFC 6522)',
    says: 'automatic_reply',
    holds: ({ kept }) => /^\s*multipart\/report\b/i.test(kept['content-type'] ?? ''),
  },
  {
    name: 'a header of an autoresponder (Apple, AMaViS, FirstClass, and others)',
    says: 'automatic_reply',
    holds: ({ headers }) =>
      autoresponderHeaders.some((name) => hasHeader(headers, name)) ||
      /vacation/i.test(firstHeader(headers, 'x-apple-action') ?? '') ||
      /auto-?respon/i.test(firstHeader(headers, 'x-post-messageclass') ?? '') ||
      /auto-?respon/i.test(firstHeader(headers, 'x-loop') ?? ''),
  },
  {
    name: 'the subject begins as autoresponders begin it',
    says: 'automatic_reply',
    holds: ({ subject }) => autoresponderSubject.test(subject),
  },
  {
    name: 'the sender says that nobody reads answers',
    says: 'automatic_reply',
    holds: ({ headers, from }) => isFirst(headers) && nobody.test(localPart(from)),
  },
  {
    name: 'a script wrote it: a library for scripts says so, or HTML came from a program on the server, not a client',
    says: 'automatic_reply',
    holds: ({ headers, kept }) => isFirst(headers) && isOfScript(headers, kept),
  },
  {
    name: 'a header that list software or a bulk mailer writes',
    says: 'bulk',
    holds: ({ headers }) => listHeaders.some((name) => hasHeader(headers, name)),
  },
  {
    name: 'the sender is a newsletter or a list by name or address',
    says: 'bulk',
    holds: ({ headers, from }) =>
      isFirst(headers) &&
      from !== null &&
      (bulkSender.test(localPart(from)) ||
        bulkDomain.test(domain(from.address)) ||
        bulkName.test(from.name) ||
        isTracked(localPart(from))),
  },
  {
    name: 'bounces, or answers, go to an address made for them',
    says: 'bulk',
    holds: ({ headers }) =>
      isFirst(headers) &&
      (eachHeader(headers, 'return-path').some(isForBounces) ||
        /unsubscribe/i.test(firstHeader(headers, 'reply-to') ?? '')),
  },
  {
    name: 'the program that wrote it writes to lists only',
    says: 'bulk',
    holds: ({ headers }) => bulkMailer.test(firstHeader(headers, 'x-mailer') ?? ''),
  },
];

const none: Evidence = { headers: null, flags: [] };

/** Whether the product's rules know it anyway: then nothing needs to be found out. */
function isTold({ kept, from }: Clues): boolean {
  return (
    /^(?:mailer-daemon|postmaster)$/.test(localPart(from)) ||
    /report-type\s*=\s*"?\s*delivery-status/i.test(kept['content-type'] ?? '') ||
    !/^\s*(?:no\b|$)/i.test(kept['auto-submitted'] ?? '') ||
    /^\s*(?:bulk|list|junk|auto_reply)\s*$/i.test(kept.precedence ?? '') ||
    kept['return-path'] === '<>' ||
    toldByPresence.some((name) => kept[name] !== undefined)
  );
}

const toldByPresence = ['list-id', 'list-unsubscribe', 'x-autoreply', 'x-autorespond'] as const;

function sayingSo(says: Rule['says'], kept: Clues['kept']): Readonly<Record<string, string>> {
  if (says === 'bulk') return { precedence: 'bulk' };
  if (says === 'automatic_reply') return { 'auto-submitted': 'auto-generated' };
  const type = kept['content-type'] ?? 'multipart/report';
  return { 'content-type': `${type}; report-type=delivery-status` };
}

/** An answer belongs to a conversation between people, even when it passed a bulk mailer or a shared address. */
function isFirst(headers: Headers): boolean {
  return !hasHeader(headers, 'in-reply-to') && !hasHeader(headers, 'references');
}

const mailServer =
  /^(?:[^@]*<\s*>|(?:[^@]*[<\s"])?(?:mail(?:er)?[-_. ]?daemon|postmaster)[^@]*|mail(?:er)?[-_.]?daemon@.*)$/i;

const autoresponderHeaders = [
  'x-autogenerated',
  'x-mail-autoreply',
  'x-fc-machinegenerated',
] as const satisfies readonly HeaderName[];

/** What Exchange, Gmail, Domino, iCloud and others put before the subject; a person's answer to it begins with `Re:`. */
const autoresponderSubject =
  /^(?:auto(?:matic|mated)?[- ]?(?:reply|response)|out of (?:the )?office auto-?reply|automatische (?:antwort|reactie)|automatisch antwoord|abwesenheits(?:notiz|nachricht|meldung)|réponse automatique|respuesta automática|risposta automatica|resposta automática|autosvar|automatiskt svar|odpowiedź automatyczna)\s*:/i;

const nobody =
  /^(?:no[-_.]?reply|do[-_.]?not[-_.]?(?:reply|respond|use)|nobody|notif(?:y|ications?)|alerts?)(?:[-_+]|$)/i;

/** RFC 2369 and 2919 beyond the two that the product's rules know, and what lists and bulk mailers wrote before them. */
const listHeaders = [
  'list-post',
  'list-help',
  'list-subscribe',
  'list-owner',
  'list-archive',
  'mailing-list',
  'x-mailing-list',
  'x-beenthere',
  'x-mailman-version',
  'x-ml-name',
  'x-mlserver',
  'x-listprocessor-version',
  'approved-by',
  'errors-to',
  'bounces-to',
  'x-campaign',
  'x-campaignid',
  'x-campaign-id',
  'x-mc-user',
  'x-csa-complaints',
] as const satisfies readonly HeaderName[];

const bulkSender =
  /^(?:(?:e-?)?newsletters?|news|repl(?:y|ies)|mailing-?lists?|list|mailer|majordomo|listserv|bounces?)(?:[-_+]|$)|^owner-|-(?:newsletters?|bounces?|reply)$/i;
const bulkDomain =
  /(?:^|\.)(?:newsletters?|enews|lists?|listserv|mailings?|campaigns?|bounces?|notifications?|alerts?)\./i;
const bulkName = /\b(?:e?newsletters?|enews|mailing list)\b/i;
const bulkMailer =
  /\b(?:list ?manager|lyris|listserv|majordomo|phplist|mailchimp|campaign|newsletter|bulk ?mail|targetmail|octeth|emessaging)/i;

/** Not PHPMailer or nodemailer: CRM systems send with them what people write. */
const scriptMailer = /\b(?:mime::lite|aspmail|sendemail-v|blat )/i;

/** The lowest Received tells how a message entered the mail system; people on the server itself write plain text. */
function isOfScript(headers: Headers, kept: Clues['kept']): boolean {
  const client = firstHeader(headers, 'x-mailer') ?? firstHeader(headers, 'user-agent');
  if (client !== null) return scriptMailer.test(client);
  if (!/^\s*(?:text\/html|multipart\/(?:alternative|related))/i.test(kept['content-type'] ?? '')) {
    return false;
  }
  const entry = [...eachHeader(headers, 'received')].at(-1) ?? '';
  return /^\(from \S+\)|\bwith local\b|\binvoked by uid \d|\bfrom userid \d/i.test(entry);
}

/** A made-up local part that tells the mailer who it was sent to: nobody has eleven digits in a name. */
function isTracked(local: string): boolean {
  return (
    local.length >= 20 && (/^\d+\.\d{4,}\./.test(local) || local.replace(/\D/g, '').length >= 11)
  );
}

/** Forwarding at Microsoft 365 also writes `bounces+SRS=…`, on anybody's mail. */
function isForBounces(returnPath: string): boolean {
  const address = returnPath.replace(/[<>\s]/g, '');
  if (/\bsrs\d?[=+-]/i.test(address)) return false;
  return (
    /(?:^|[-+._=])(?:bounced?|bounces)(?:$|[-+._=\d])|^owner-|[-+](?:request|errors?)$/i.test(
      address.split('@')[0] ?? '',
    ) || /(?:^|\.)(?:bounced?|bounces)\./i.test(domain(address))
  );
}

function localPart(mailbox: Mailbox | null): string {
  return mailbox === null ? '' : mailbox.address.slice(0, mailbox.address.lastIndexOf('@'));
}

function domain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
