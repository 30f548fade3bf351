import type { Activity } from './activity.ts';
import type {
  Account,
  Contact,
  Lead,
  Opportunity,
  Organization,
  Settings,
  Team,
  User,
} from './entities.ts';

/** Everything that the analytics of one organisation are computed from. */
export type Bundle = {
  readonly organization: Organization;
  readonly settings: Settings;
  readonly users: readonly User[];
  readonly teams: readonly Team[];
  readonly accounts: readonly Account[];
  readonly contacts: readonly Contact[];
  readonly leads: readonly Lead[];
  readonly opportunities: readonly Opportunity[];
  readonly activities: readonly Activity[];
};

/** One thing that a source gives. Settings are given in part: what is not there stays as it was. */
export type Item =
  | { readonly type: 'organization'; readonly value: Organization }
  | { readonly type: 'settings'; readonly value: Partial<Settings> }
  | { readonly type: 'user'; readonly value: User }
  | { readonly type: 'team'; readonly value: Team }
  | { readonly type: 'account'; readonly value: Account }
  | { readonly type: 'contact'; readonly value: Contact }
  | { readonly type: 'lead'; readonly value: Lead }
  | { readonly type: 'opportunity'; readonly value: Opportunity }
  | { readonly type: 'activity'; readonly value: Activity };

/** A thing that did not fit and was left out alone. */
export type Reject = {
  /** Where: `activities[17]`, `line 240`, `inbox.mbox message 12 (byte 48213)`. */
  readonly place: string;
  readonly field: string;
  /** What stood there, cut to 200 characters. */
  readonly value: string;
  readonly expected: string;
};

/**
 * A step of an import, written in one transaction together with `cursor`, so that an import that was cut off goes on
 * after the last step that was committed.
 */
export type Batch = {
  readonly items: readonly Item[];
  readonly rejects: readonly Reject[];
  /** Opaque to everybody but the connector that gave it: where to go on after this batch. */
  readonly cursor: string;
  /** Done and total in one unit (bytes, files or rows); total null when it is not known. */
  readonly progress: { readonly done: number; readonly total: number | null };
};

/**
 * How every connector is called: a source of batches that goes on after `cursor` (null: from the start) and stops
 * between two batches once `signal` is aborted. Broken input becomes a reject; only what makes the whole source
 * unreadable is thrown, with a code, the value and a hint.
 */
export type Connector = (run: {
  readonly cursor: string | null;
  readonly signal: AbortSignal;
}) => AsyncIterable<Batch>;
