/** The run of a backtest that was asked for, and the last answer: in one row that every process sees. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { StoredBacktest } from './backtest.ts';

/** The channel on which a process hears that somebody has asked. */
export const backtestChannel = 'rapport_backtest';

export type BacktestState = {
  /** ms; null: nobody has. */
  readonly askedAt: number | null;
  readonly isRunning: boolean;
  readonly done: number | null;
  readonly total: number | null;
  readonly hasFailed: boolean;
  /** As it was written, and when (ms). */
  readonly report: unknown;
  readonly computedAt: number | null;
};

/** Whoever runs it and was not heard of for so long (ms) is dead. */
const deadAfterMs = 5 * 60_000;

/** How it stands, with the last answer. */
export async function backtestState(session: Session): Promise<BacktestState> {
  const [row] = await session.query<BacktestState>(sql`
    select asked_at as "askedAt", is_open as "isRunning", done, total, has_failed as "hasFailed", report,
      computed_at as "computedAt"
    from backtest`);
  if (row === undefined) throw new Error('The table of the backtest has lost its row.');
  return row;
}

/** Asks for a run, unless one is under way. */
export async function askBacktest(session: Session, now: number): Promise<void> {
  await session.run(sql`
    update backtest set run = run + 1, asked_at = ${new Date(now)}, is_open = true, has_failed = false, alive_at = null,
      done = null, total = null
    where not is_open`);
  await session.run(sql`select pg_notify(${backtestChannel}, '')`);
}

/** Takes the run that waits, or that somebody died of; answers its number, or null. */
export async function takeBacktest(session: Session, now: number): Promise<number | null> {
  const [row] = await session.query<{ run: number }>(sql`
    update backtest set alive_at = ${new Date(now)}
    where is_open and (alive_at is null or alive_at < ${new Date(now - deadAfterMs)})
    returning run`);
  return row?.run ?? null;
}

/** Writes how far a run has come. */
export async function noteBacktest(
  session: Session,
  run: number,
  { done, total, now }: { readonly done: number; readonly total: number; readonly now: number },
): Promise<void> {
  await session.run(sql`
    update backtest set done = ${done}, total = ${total}, alive_at = ${new Date(now)}
    where run = ${run} and is_open`);
}

/** How a run ended: with an answer, with a failure, or broken off, so that it begins anew. */
export type BacktestEnd = StoredBacktest | 'failed' | 'stopped';

/** Ends a run. NOTE: one that was forgotten meanwhile leaves nothing, as it may tell of who was erased. */
export async function endBacktest(
  session: Session,
  run: number,
  { end, now }: { readonly end: BacktestEnd; readonly now: number },
): Promise<void> {
  const change =
    end === 'stopped'
      ? sql``
      : end === 'failed'
        ? sql`, is_open = false, has_failed = true`
        : sql`, is_open = false, report = ${JSON.stringify(end)}::jsonb, computed_at = ${new Date(now)}`;
  await session.run(sql`
    update backtest set alive_at = null, done = null, total = null ${change}
    where run = ${run} and is_open`);
}

/** What is derived from everybody goes when somebody is erased. */
export async function forgetBacktest(session: Session): Promise<void> {
  await session.run(sql`
    update backtest set run = run + 1, asked_at = null, is_open = false, has_failed = false, alive_at = null,
      done = null, total = null, report = null, computed_at = null`);
}
