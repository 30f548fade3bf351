/** How fast a record's emails are answered, with the turns and the working time of whoever answers them. */

import { type ResponseTimes, responseTimes } from '../../analytics/response-hours.ts';
import { viewOf } from '../../analytics/snapshot.ts';
import { answererOf, type Turn, turnsOf } from '../../analytics/turns.ts';
import type { WorkingTime } from '../../analytics/working-calendar.ts';
import type { RecordResponse, ResponseTimes as ShownTimes } from '../../contract/response.ts';
import { workingTimesOf } from '../../facts/calendars.ts';
import type { OrganizationState } from '../../facts/organization.ts';
import type { StoredSnapshot } from '../../facts/snapshot.ts';
import type { Side } from '../../model/vocabulary.ts';

export type AnsweredTurn = Turn & {
  /** Key of the person who answered or is to answer; null: nobody known. */
  readonly answerer: number | null;
  /** True when it began in the window. */
  readonly isInWindow: boolean;
};

export type TurnsOfRecord = {
  readonly turns: readonly AnsweredTurn[];
  /** null: the organisation has no working hours. */
  readonly workingTimeOf: ((person: number | null) => WorkingTime) | null;
};

export type TurnsQuestion = {
  readonly key: number;
  readonly asOf: number;
  readonly days: number;
  readonly state: Pick<OrganizationState, 'organization' | 'settings'>;
};

/** The turns of a record of the snapshot as of an instant (ms). */
export function turnsOfRecord(
  { facts, factsOf, people }: StoredSnapshot,
  { key, asOf, days, state }: TurnsQuestion,
): TurnsOfRecord {
  const { timeZone } = state.organization;
  const view = viewOf({ asOf, days, timeZone, settings: state.settings });
  const turns = turnsOf(facts, factsOf(key), view).map((turn) => ({
    ...turn,
    answerer: answererOf(facts, turn, people.isUser),
    isInWindow: (facts.day[turn.email] ?? 0) >= view.firstDay,
  }));
  return { turns, workingTimeOf: workingTimesOf(people, state) };
}

/** Response times of both sides over the lifetime and over the window, as of an instant (ms). */
export function presentResponse(
  { turns, workingTimeOf }: TurnsOfRecord,
  { facts, people }: StoredSnapshot,
  asOf: number,
): RecordResponse {
  const inWindow = turns.filter(({ isInWindow }) => isInWindow);
  const times = (list: readonly AnsweredTurn[], side: Side) =>
    presentTimes(responseTimes(facts, list, { asOf, side, workingTimeOf, isUser: people.isUser }));
  const ofBoth = (list: readonly AnsweredTurn[]) => ({
    responseByUs: times(list, 'us'),
    responseByThem: times(list, 'them'),
  });
  return { lifetime: ofBoth(turns), window: ofBoth(inWindow) };
}

function presentTimes({ elapsed, working, ...counts }: ResponseTimes): ShownTimes {
  return {
    ...counts,
    elapsed: { ...elapsed },
    working: working === null ? null : { ...working },
  };
}
