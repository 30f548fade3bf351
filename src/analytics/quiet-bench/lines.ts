/**
 * The file that `rapport quiet-bench --events FILE` reads: one JSON object per line, an event or a label, in any order.
 *
 *     {"pair": "avery-dana", "on": "2026-03-02"}                        inbound contact on a day
 *     {"pair": "avery-dana", "asOf": "2026-04-20", "quiet": true}       what was true as of a day
 */

import { shown } from '../../model/problem.ts';
import { dayMs } from '../zone.ts';
import type { BenchPair, BenchQuestion } from './cases.ts';

export type BenchFile = {
  readonly pairs: readonly BenchPair[];
  /** Lines (from 1) that fit neither form, and why. */
  readonly rejects: readonly { readonly line: number; readonly value: string }[];
};

/** Events and labels by pair; empty lines are passed over, a line that does not fit is rejected alone. */
export function benchPairsOf(lines: Iterable<string>): BenchFile {
  const pairs = new Map<string, { days: Set<number>; questions: BenchQuestion[] }>();
  const rejects: { line: number; value: string }[] = [];
  let line = 0;
  for (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const entry = entryOf(text);
    if (entry === null) {
      rejects.push({ line, value: shown(text) });
      continue;
    }
    const known = pairs.get(entry.pair) ?? { days: new Set<number>(), questions: [] };
    pairs.set(entry.pair, known);
    if (entry.isQuiet === null) known.days.add(entry.day);
    else known.questions.push({ on: entry.day, isQuiet: entry.isQuiet });
  }
  return {
    rejects,
    pairs: Array.from(pairs, ([pair, { days, questions }]) => ({
      pair,
      rhythm: 'events',
      days: [...days].sort((a, b) => a - b),
      questions,
    })),
  };
}

type Entry = { readonly pair: string; readonly day: number; readonly isQuiet: boolean | null };

function entryOf(text: string): Entry | null {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return null;
  const [pair, quiet, on, asOf] = ['pair', 'quiet', 'on', 'asOf'].map((name): unknown =>
    Reflect.get(value, name),
  );
  const isEvent = quiet === undefined && asOf === undefined;
  const day = dayOf(isEvent ? on : asOf);
  if (typeof pair !== 'string' || day === null) return null;
  if (isEvent) return { pair, day, isQuiet: null };
  return typeof quiet === 'boolean' && on === undefined ? { pair, day, isQuiet: quiet } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The number of a day `YYYY-MM-DD`; null for anything else, the 31st of June among it. */
function dayOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return null;
  const ms = Date.parse(value);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== value) return null;
  return ms / dayMs;
}
