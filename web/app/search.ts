import {
  type ActivityKind,
  activityKinds,
  type ExclusionReason,
  exclusionReasons,
  type Side,
  sides,
} from '../../src/model/vocabulary.ts';
import { defaultDays, offeredDays } from '../data/collections.ts';
import { isDay } from '../days.ts';

/** What the addresses carry after the `?`. Anything that does not fit is dropped: an old link still opens. */

export type RecordSearch = {
  /** A day, or any instant; left out: now. */
  readonly asOf?: string | undefined;
  /** Left out: 60. */
  readonly days?: number | undefined;
  readonly kind?: ActivityKind | undefined;
  readonly side?: Side | undefined;
  readonly counted?: 'yes' | 'no' | undefined;
  readonly reason?: ExclusionReason | undefined;
  /** First and last day of the ledger. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

type Raw = Readonly<Record<string, unknown>>;

/** The record page's part of an address. */
export function recordSearch(raw: Raw): RecordSearch {
  const asOf = text(raw.asOf);
  const days = offeredDays.find((offered) => offered === raw.days);
  return {
    asOf: asOf !== undefined && (isDay(asOf) || isInstant(asOf)) ? asOf : undefined,
    days: days === defaultDays ? undefined : days,
    kind: word(raw.kind, activityKinds),
    side: word(raw.side, sides),
    counted: word(raw.counted, ['yes', 'no']),
    reason: word(raw.reason, exclusionReasons),
    from: day(raw.from),
    to: day(raw.to),
  };
}

/** A text of so many characters at most; undefined when there is none. */
export function text(value: unknown, most = 200): string | undefined {
  // The router reads a search for 2026 as a number.
  const written = typeof value === 'number' ? String(value) : value;
  return typeof written === 'string' && written !== '' ? written.slice(0, most) : undefined;
}

/** The one of `words` that the value is. */
export function word<Word extends string>(
  value: unknown,
  words: readonly Word[],
): Word | undefined {
  return words.find((one) => one === value);
}

/** A calendar day that exists. */
export function day(value: unknown): string | undefined {
  return typeof value === 'string' && isDay(value) ? value : undefined;
}

function isInstant(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(value) && !Number.isNaN(Date.parse(value))
  );
}
