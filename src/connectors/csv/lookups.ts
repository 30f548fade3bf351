import type { TableFiles } from './files.ts';
import { type CsvMapping, type Lookup, sourcesOf, stepsOf } from './mapping.ts';
import { columnIndex, columnMissing, dataRows, type TableFile } from './table.ts';

/** Values of other files by key. */
export type Index = {
  /** The file's name, as a person knows it. */
  readonly name: string;
  /** The distinct values of the rows that have this key; undefined when there is no such row. */
  readonly find: (key: string) => readonly string[] | undefined;
  readonly keys: () => Iterable<string>;
};

/** The index of a lookup step; null when none of its files is there (all of them may be missing). */
export type Indexes = (step: Lookup) => Index | null;

/** Reads every file that values are looked up in into memory, once per key and value. */
export async function loadIndexes(mapping: CsvMapping, files: TableFiles): Promise<Indexes> {
  const steps = mapping.tables
    .flatMap(({ fields }) => Object.values(fields))
    .flatMap(sourcesOf)
    .flatMap(stepsOf);
  const loaded = new Map<string, Index | null>();
  for (const step of steps) {
    if (!loaded.has(keyOf(step))) loaded.set(keyOf(step), await loadIndex(step, files));
  }
  return (step) => loaded.get(keyOf(step)) ?? null;
}

/** The text of a column, or of a template of columns, in a row. Throws `csv_column_missing`. */
export function columnReader(
  table: TableFile,
  reference: string,
): (cells: readonly string[]) => string {
  const at = (column: string) => {
    const index = columnIndex(table, column);
    if (index === null && table.options.optionalColumns !== true)
      throw columnMissing(table, column);
    return (cells: readonly string[]) => (index === null ? '' : (cells[index] ?? '').trim());
  };
  if (!/\{[^{}]+\}/.test(reference)) return at(reference);
  const parts = reference.split(/\{([^{}]+)\}/);
  const columns = parts.map((part, index) => (index % 2 === 1 ? at(part) : null));
  return (cells) => {
    const filled = columns.map((column) => column?.(cells) ?? '');
    if (filled.every((text) => text === '')) return '';
    const text = parts.map((part, index) => (index % 2 === 1 ? filled[index] : part)).join('');
    return text.replace(/\s+/g, ' ').trim();
  };
}

async function loadIndex(step: Lookup, files: TableFiles): Promise<Index | null> {
  const tables = [step.file].flat().flatMap((key) => files.get(key) ?? []);
  if (tables.length === 0) return null;
  const values = new Map<string, readonly string[]>();
  for (const table of tables) {
    const key = columnReader(table, step.key);
    const value = columnReader(table, step.value);
    for await (const { rows } of dataRows(table)) {
      for (const row of rows) {
        if (!('cells' in row)) continue;
        const name = folded(key(row.cells), step);
        const one = value(row.cells);
        const known = values.get(name) ?? [];
        if (name !== '' && !known.includes(one)) values.set(name, [...known, one]);
      }
    }
  }
  const aliases = new Map(
    Object.entries(step.aliases ?? {}).map(([alias, name]) => [folded(alias, step), name]),
  );
  return {
    name: tables.map(({ name }) => name).join(', '),
    find(key) {
      const name = folded(key, step);
      return values.get(folded(aliases.get(name) ?? name, step));
    },
    keys: () => values.keys(),
  };
}

function folded(text: string, step: Lookup): string {
  return step.ignoreCase === true ? text.trim().toLowerCase() : text.trim();
}

/** Steps that read the same things share one index. */
function keyOf(step: Lookup): string {
  return JSON.stringify([step.file, step.key, step.value, step.ignoreCase, step.aliases]);
}
