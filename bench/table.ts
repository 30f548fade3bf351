/** The numbers as a table, each beside its target. */

type Target = { readonly name: string; readonly target: string; readonly path: readonly string[] };

const rows: readonly Target[] = [
  {
    name: 'core: record facts a second and core',
    target: '≥ 5,000,000',
    path: ['core', 'factsPerSecond'],
  },
  { name: 'core: time ÷ hand-written loop', target: '≤ 2', path: ['core', 'vsLoop'] },
  {
    name: 'recompute: time ÷ SQL in PostgreSQL',
    target: '≤ 0.5',
    path: ['recompute', 'vsPostgresSql'],
  },
  { name: 'recompute: time ÷ DuckDB', target: '≤ 2', path: ['recompute', 'vsDuckdb'] },
  { name: 'recompute: seconds', target: '', path: ['recompute', 'seconds'] },
  { name: 'recompute: peak memory, MB', target: '< 1024', path: ['recompute', 'peakMb'] },
  {
    name: 'ingest: activities a second',
    target: '≥ 5,000',
    path: ['ingest', 'activitiesPerSecond'],
  },
  { name: 'mbox: Python’s time ÷ ours', target: '≥ 5', path: ['mbox', 'vsPython'] },
  { name: 'fresh: event to visible, p95 ms', target: '< 1,000', path: ['fresh', 'p95Ms'] },
  { name: 'read: record analytics, p99 ms', target: '< 25', path: ['read', 'p99Ms'] },
  { name: 'read: list of 50, p99 ms', target: '< 50', path: ['read', 'listP99Ms'] },
  { name: 'regrade: seconds', target: '< 60', path: ['regrade', 'seconds'] },
  { name: 'regrade: records', target: '', path: ['regrade', 'records'] },
];

/** Lines of name, number and target; parts that were not run are left out. */
export function table(results: object): string {
  const lines = rows.flatMap(({ name, target, path }) => {
    const value = path.reduce<unknown>(
      (part, key) =>
        typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined,
      results,
    );
    if (typeof value !== 'number') return [];
    const shown = value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 2 : 0 });
    return [`${name.padEnd(40)} ${shown.padStart(14)}   ${target}`];
  });
  return `${lines.join('\n')}\n`;
}
