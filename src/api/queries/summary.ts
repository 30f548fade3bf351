/** What the summary of a record is said from: the figures that the widgets of its page show, from the same sources. */

import { presentKpis } from '../../analytics/present.ts';
import { isOpenAt } from '../../analytics/records.ts';
import type { Question, RecordResult } from '../../analytics/snapshot.ts';
import { asksForSimilar, type SummaryFigures } from '../../analytics/summary.ts';
import { dayText } from '../../analytics/zone.ts';
import type { OrganizationState } from '../../facts/organization.ts';
import { quietOf } from '../../facts/quiet.ts';
import type { StoredSnapshot } from '../../facts/snapshot.ts';
import { coverageIn } from './coverage.ts';
import { type RecordAsked, resultOf } from './record-asked.ts';
import { presentResponse, turnsOfRecord } from './response.ts';
import { comparedWithSimilar, type SimilarTools } from './similar.ts';

export type SummaryQuestion = {
  readonly asOf: number;
  readonly days: number;
  readonly state: OrganizationState;
  /** The present (ms). */
  readonly now: number;
};

/**
 * The figures of a record that its reader asked for. Health is left out while the organisation does not show it; similar
 * deals are those that the reader may see.
 */
export async function summaryFigures(
  { head, snapshot }: RecordAsked,
  { asOf, days, state, now }: SummaryQuestion,
  tools: SimilarTools,
): Promise<SummaryFigures> {
  const { key, type, id } = head;
  const { database } = tools;
  const isOpen = isOpenAt(head, asOf);
  const { settings, organization } = state;
  const question: Question = { asOf, days, timeZone: organization.timeZone, settings };
  const own = ownFigures(resultOf(snapshot, question, head), snapshot);
  const turns = turnsOfRecord(snapshot, { key, asOf, days, state });
  const [coverage, quiet] = await Promise.all([
    type === 'contact' ? null : coverageIn(database, snapshot, { key, asOf }),
    // Of an account its contacts and deals go quiet, each for itself.
    type === 'account' ? null : quietOf(database, [key], { asOf, now }),
  ]);
  const { responseByUs, responseByThem } = presentResponse(turns, snapshot, asOf).window;
  const ofRecord = quiet?.records.get(key);
  const figures = {
    ...own,
    type,
    isOpen,
    health: settings.showHealth ? own.health : null,
    workingMedians: {
      us: responseByUs.working?.medianHours ?? null,
      them: responseByThem.working?.medianHours ?? null,
    },
    quiet: ofRecord ?? null,
    lastKnown: ofRecord === undefined || ofRecord.on === quiet?.today ? null : dayText(ofRecord.on),
    isSingleThreaded: coverage?.theirs.singleThreaded ?? false,
    similar: null,
  };
  // The page asks for similar deals as well: here they are looked up where they can be heard of only.
  if (!asksForSimilar(figures)) return figures;
  const record = { key, id };
  return { ...figures, similar: await comparedWithSimilar({ ...state, record, asOf }, tools) };
}

/** NOTE: copied before anything is awaited, as a result shares its memory with the next one. */
function ownFigures({ kpis, health }: RecordResult, { facts }: StoredSnapshot) {
  const startOf = (fact: number) => (fact < 0 ? null : (facts.startsAt[fact] ?? null));
  const { score, before, detail } = health;
  return {
    window: presentKpis(kpis.window),
    lastInteractionAt: startOf(kpis.lastInteraction),
    lastInboundAt: startOf(kpis.lastInbound),
    lastOutboundAt: startOf(kpis.lastOutbound),
    health: score === null ? null : { score, before },
    unansweredStreak: detail?.unansweredStreak ?? 0,
  };
}
