/** The words of insight cards: what they are made of, what their sentences say, and a card. */

import type { BesideMeasure, CardKind, Grade, RecordType } from '../model/vocabulary.ts';
import type { WonShare } from './likeness.ts';

/** What cards are made of: the stored figures of one open record, as of one instant. */
export type CardFigures = {
  readonly key: number;
  readonly type: RecordType;
  /** The account that a contact or deal belongs to; the deal's contact. */
  readonly accountKey: number | null;
  readonly contactKey: number | null;
  /** Estimated value of an opportunity in the organisation's currency. */
  readonly worth: number | null;
  readonly score: number | null;
  readonly scoreBefore: number | null;
  /** ms; null: not known, or something has happened since. */
  readonly createdAt: number | null;
  /** ms; null: never. */
  readonly lastAt: number | null;
  /** ms; null: they do not wait. */
  readonly lastInboundAt: number | null;
  /** Turns of theirs without an answer, while it is them who were in touch last. */
  readonly turns: number;
  /** Day number. */
  readonly closeOn: number | null;
  /** The next meeting (ms) of those that still begin today, and how many there are. */
  readonly meeting: { readonly at: number; readonly meetings: number } | null;
  readonly streak: { readonly emails: number; readonly since: number } | null;
  readonly coverage: {
    readonly theirs: number;
    readonly single: boolean;
    readonly activities: number;
  } | null;
  /**
   * Of who has gone quiet: gaps in working days, the day number of the last contact, and that of the last day that is
   * known of, when what their contact came from ends before today.
   */
  readonly quiet: {
    readonly usualGap: number;
    readonly presentGap: number;
    readonly allowedGap: number;
    readonly since: number;
    readonly lastKnown: number | null;
  } | null;
  /** Of a deal that is much like won ones. */
  readonly likeness: Likeness | null;
  /** What was published lately about the record's account: the newest item, and how many there are. */
  readonly news: {
    readonly key: number;
    readonly items: number;
    readonly title: string;
    readonly url: string | null;
    readonly source: string;
    readonly publishedAt: number;
  } | null;
};

/** How many of the nearest closed deals were won, of all that the reader may see, and a deal's figures beside theirs. */
export type Likeness = {
  readonly nearest: WonShare;
  readonly known: WonShare;
  /** As of now, beside the won deals most like it at the same age; no figure that too few of them have. */
  readonly beside: readonly {
    readonly measure: BesideMeasure;
    readonly own: number;
    readonly lowerQuartile: number;
    readonly median: number;
  }[];
};

/** What the sentence of a card says; days are `YYYY-MM-DD`, instants ISO 8601. */
export type CardReason =
  | { readonly code: 'meetingToday'; readonly at: string; readonly meetings: number }
  | { readonly code: 'waitingForUs'; readonly turns: number; readonly since: string }
  | { readonly code: 'closeDateMissed'; readonly on: string; readonly days: number }
  | { readonly code: 'closeDateNear'; readonly on: string; readonly days: number }
  | {
      readonly code: 'healthDropped';
      readonly from: Grade;
      readonly to: Grade;
      readonly scoreFrom: number;
      readonly scoreTo: number;
    }
  | {
      readonly code: 'goneQuiet';
      readonly usualGap: number;
      readonly presentGap: number;
      readonly allowedGap: number;
      readonly since: string;
      readonly lastKnown: string | null;
    }
  | { readonly code: 'unansweredStreak'; readonly emails: number; readonly since: string }
  | {
      readonly code: 'noActivity';
      readonly days: number | null;
      readonly since: string | null;
      readonly limit: number;
    }
  | { readonly code: 'singleThreaded'; readonly people: number; readonly activities: number }
  | {
      readonly code: 'similarToWon';
      readonly nearest: WonShare;
      readonly known: WonShare;
      readonly measure: BesideMeasure;
      readonly own: number;
      readonly median: number;
      readonly isBehind: boolean;
    }
  | {
      readonly code: 'news';
      readonly items: number;
      readonly title: string;
      readonly url: string | null;
      readonly source: string;
      readonly at: string;
    };

/** A card that could be shown, with what it is ranked by: `priority` is `points` × `value`. */
export type Card = {
  readonly record: number;
  readonly type: RecordType;
  /** Key of the account it is about; null: none is known. */
  readonly customer: number | null;
  readonly kind: CardKind;
  readonly cause: string;
  readonly reason: CardReason;
  readonly points: number;
  readonly value: number;
  readonly priority: number;
  /** Cards of one group tell of the same event on several records. */
  readonly group: string;
};
