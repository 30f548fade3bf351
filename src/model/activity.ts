import type { RecordRef } from './entities.ts';
import type { ActivityKind, Response } from './vocabulary.ts';

/**
 * One email, meeting, phone call or task as it came in. Addresses are trimmed and lower-cased by whoever reads them
 * in; message ids carry their angle brackets. Instants are milliseconds since 1970 (UTC).
 */
export type Activity = {
  readonly id: string;
  readonly kind: ActivityKind;
  /** `completed`, `canceled`, or any other word of the source: those two are the ones that matter. */
  readonly status: string;
  readonly subject: string | null;
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly durationMinutes: number | null;
  readonly regarding: RecordRef | null;
  /** Anything but `normal` is private. */
  readonly sensitivity: string;
  readonly override: 'include' | 'exclude' | null;
  readonly from: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly threadId: string | null;
  /** Header names in lower case; only those that `exclusionHeaders` lists are kept. */
  readonly headers: Readonly<Record<string, string>>;
  readonly organizer: string | null;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** By address. */
  readonly responses: Readonly<Record<string, Response>>;
  readonly icalUid: string | null;
  readonly allDay: boolean;
  readonly direction: 'outgoing' | 'incoming' | null;
  /** Names that the source gave to addresses: how a new contact gets its name. */
  readonly displayNames: Readonly<Record<string, string>>;
  /** What the reader had to decide, shown in the ledger: see `readerFlags`. */
  readonly flags: readonly ReaderFlag[];
  /** When the source says this version was made; null when it does not say. A later version replaces an earlier one. */
  readonly versionAt: number | null;
};

/** The headers that decide whether an email counts; no other header is stored. */
export const exclusionHeaders = [
  'auto-submitted',
  'content-type',
  'list-id',
  'list-unsubscribe',
  'precedence',
  'return-path',
  'x-autoreply',
  'x-autorespond',
] as const;

export const readerFlags = [
  /** The Date header was missing or absurd; the topmost Received gave the time. */
  'date_from_received',
  /** A list had rewritten From; the author named by Reply-To is credited. */
  'author_from_reply_to',
  /** The source marks every message as bulk (a shared list mailbox), so its list headers were not kept. */
  'bulk_rule_off',
  /** The message had no Message-ID; its identity is a hash of its headers. */
  'no_message_id',
  /** No header that the rules look at, but other headers show a bounce, automatic reply or bulk mail: one was added. */
  'reason_from_evidence',
] as const;
export type ReaderFlag = (typeof readerFlags)[number];

/** Defaults of every field that a source may leave out: `{ ...blankActivity, id, kind, startsAt }` is an activity. */
export const blankActivity: Omit<Activity, 'id' | 'kind' | 'startsAt'> = {
  status: 'completed',
  subject: null,
  endsAt: null,
  durationMinutes: null,
  regarding: null,
  sensitivity: 'normal',
  override: null,
  from: null,
  to: [],
  cc: [],
  bcc: [],
  messageId: null,
  inReplyTo: null,
  references: [],
  threadId: null,
  headers: {},
  organizer: null,
  required: [],
  optional: [],
  responses: {},
  icalUid: null,
  allDay: false,
  direction: null,
  displayNames: {},
  flags: [],
  versionAt: null,
};
