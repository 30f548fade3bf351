/** Every number that has a target, as people read it. */

export type Target = {
  /** Where the number stands: `recompute.vsDuckdb`. */
  readonly number: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly says: string;
};

export const targets: readonly Target[] = [
  {
    number: 'core.factsPerSecond',
    atLeast: 5e6,
    says: 'record facts a second and core, all figures',
  },
  { number: 'core.vsLoop', atMost: 2, says: 'time ÷ that of a hand-written loop, KPIs' },
  { number: 'recompute.vsPostgresSql', atMost: 0.5, says: 'time ÷ that of SQL in PostgreSQL' },
  { number: 'recompute.vsDuckdb', atMost: 2, says: 'time ÷ that of SQL in DuckDB on its own file' },
  { number: 'recompute.peakMb', atMost: 1024, says: 'MB resident in a process that recomputes' },
  { number: 'ingest.activitiesPerSecond', atLeast: 5000, says: 'activities a second, attributed' },
  { number: 'ingest.mboxVsPython', atLeast: 5, says: "Python's time ÷ ours for an mbox file" },
  { number: 'fresh.p95Ms', atMost: 1000, says: 'ms from commit to visible, at 200 a second' },
  { number: 'read.p99Ms', atMost: 25, says: 'ms for a record, while ingesting' },
  { number: 'read.listP99Ms', atMost: 50, says: 'ms for 50 rows of a list, while ingesting' },
  { number: 'regrade.seconds', atMost: 60, says: 's until every record has its new grade' },
  { number: 'similar.p50Ms', atMost: 50, says: 'ms for the deals like one of 100,000' },
  { number: 'similar.p99Ms', atMost: 50, says: 'the same, the slowest hundredth' },
  { number: 'web.firstViewKib', atMost: 250, says: 'KiB of JavaScript of the first view, gzip' },
  { number: 'web.interactiveMs', atMost: 1000, says: 'ms until rows are painted and it answers' },
  { number: 'web.sortSlowestMs', atMost: 150, says: 'ms from a click until a sort is painted' },
  { number: 'web.framesPerSecond', atLeast: 55, says: 'frames a second, scrolling at 4× slowdown' },
  { number: 'web.longestTaskMs', atMost: 50, says: 'ms of the longest task meanwhile' },
];

type Numbers = Readonly<Record<string, unknown>>;

/** A table: every number, the ones with a target beside it and whether they meet it. */
export function reportOf(result: Numbers): string {
  const rows = Object.entries(result).flatMap(([part, numbers]) =>
    typeof numbers === 'object' && numbers !== null
      ? Object.entries(numbers).map(([name, value]) => rowOf(`${part}.${name}`, value))
      : [rowOf(part, numbers)],
  );
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rowOf(number: string, value: unknown): readonly string[] {
  const target = targets.find((one) => one.number === number);
  if (target === undefined) return [number, shownValue(value), '', ''];
  const bound =
    target.atLeast === undefined
      ? `≤ ${shownValue(target.atMost)}`
      : `≥ ${shownValue(target.atLeast)}`;
  return [number, shownValue(value), `${bound} ${isMet(target, value) ? '✓' : '✗'}`, target.says];
}

function isMet({ atLeast, atMost }: Target, value: unknown): boolean {
  if (typeof value !== 'number') return false;
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}

function shownValue(value: unknown): string {
  if (typeof value !== 'number') return String(value);
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
}
