import type { Misfit } from '../../contract/misfit.ts';
import type { Index, Indexes } from './lookups.ts';
import { columnReader } from './lookups.ts';
import {
  type Condition,
  type FieldCondition,
  type Lookup,
  type Source,
  stepsOf,
} from './mapping.ts';
import { nearest } from './nearest.ts';
import type { Remarks } from './remarks.ts';
import type { TableFile } from './table.ts';

/** What a source gives for a row: texts, none when it is blank; or why the row is rejected. */
export type Texts = { readonly texts: readonly string[] } | { readonly misfit: Misfit };

/** A row, and the fields that were read from it so far, in the order of the mapping. */
export type RowSoFar = {
  readonly cells: readonly string[];
  readonly line: number;
  readonly values: ReadonlyMap<string, unknown>;
};

export type Reader = (row: RowSoFar) => Texts;

export type Surroundings = {
  readonly table: TableFile;
  readonly indexes: Indexes;
  readonly remarks: Remarks;
};

const blank: Texts = { texts: [] };

/** A source of the mapping as a function of a row. `many`: the field holds a list. Throws for columns that are missing. */
export function sourceReader(
  source: Source,
  field: { readonly name: string; readonly many: boolean },
  around: Surroundings,
): Reader {
  const read = source.from === undefined ? () => '' : columnReader(around.table, source.from);
  const holds = source.when === undefined ? () => true : conditionReader(around.table, source.when);
  const words = new Map(
    Object.entries(source.values ?? {}).map(([word, ours]) => [word.trim().toLowerCase(), ours]),
  );
  const steps = stepsOf(source);

  function translated(text: string): string {
    if (text === '') return words.get('') ?? '';
    if (source.startsWith !== undefined) {
      const begin = Object.keys(source.startsWith).find((start) => text.startsWith(start));
      return begin === undefined ? '' : (source.startsWith[begin] ?? '');
    }
    if (source.values === undefined) return text;
    const ours = words.get(text.toLowerCase());
    if (ours !== undefined) return ours ?? '';
    return source.otherwise === undefined ? text : (source.otherwise ?? '');
  }

  return (row) => {
    const { cells, line } = row;
    if (!holds(row)) return blank;
    if (source.constant !== undefined) return { texts: [String(source.constant)] };
    const cell = read(cells);
    const text = cell === '' && source.default !== undefined ? source.default : cell;
    const parts = source.split === undefined ? [text] : text.split(source.split);
    let texts = parts.map((part) => part.trim()).filter((part) => part !== '');
    for (const step of steps) {
      const found: string[] = [];
      for (const one of texts) {
        const index = around.indexes(step);
        const values = index?.find(one)?.filter((value) => value !== '');
        if (values !== undefined) found.push(...values);
        else if (index !== null && step.unmatched === 'reject') {
          return { misfit: { field: field.name, value: one, expected: known(index, step, one) } };
        } else if (index !== null && step.unmatched !== 'ignore') {
          around.remarks.note({ field: field.name, value: one }, line, () =>
            known(index, step, one),
          );
        }
      }
      texts = [...new Set(found)];
    }
    const ours = (texts.length === 0 ? [''] : texts).map(translated).filter((one) => one !== '');
    if (field.many || texts.length < 2 || steps.length === 0) return { texts: ours };
    // One of several rows must not be chosen in silence.
    const value = `${text}: ${texts.slice(0, 5).join(', ')}`;
    const expected = () => 'a value that only one row of the other file has';
    around.remarks.note({ field: field.name, value }, line, expected);
    return blank;
  };
}

/** What a value that was not found should have been, with the name that it may have meant. */
function known(index: Index, step: Lookup, text: string): string {
  const meant = nearest(text, index.keys());
  const hint = meant === null ? '' : `; "${meant}" is near: if it is meant, say so under aliases`;
  return `a value of ${step.key} in ${index.name}${hint}`;
}

/** Whether a row meets a condition; values are compared trimmed and without regard to case. */
export function conditionReader(
  table: TableFile,
  condition: Condition | FieldCondition,
): (row: RowSoFar) => boolean {
  const words = new Set(condition.is.map((word) => word.trim().toLowerCase()));
  if ('field' in condition) {
    return ({ values }) => words.has(String(values.get(condition.field) ?? '').toLowerCase());
  }
  const read = columnReader(table, condition.column);
  return ({ cells }) => words.has(read(cells).toLowerCase());
}
