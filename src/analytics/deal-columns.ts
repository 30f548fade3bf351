/**
 * Deals in columns that are written row by row, so that a change among 100,000 deals costs that one row: whoever keeps
 * them at hand brings them up to date before every answer.
 */

import type { OpportunityStatus } from '../model/vocabulary.ts';
import { customField, type FieldKind, isFilled, isNumber, usualFields } from './deal-fields.ts';
import type { Deal, DealField, DealTable } from './deal-table.ts';

export type DealColumns = {
  /** Writes a deal into a row; the row behind the last one is a new one. */
  readonly write: (row: number, deal: Deal) => void;
  /** Takes the deal out of a row; that of the last row takes its place. */
  readonly takeOut: (row: number) => void;
  /** The deals as they are. NOTE: what is written later is written into it: read it at once, and ask again. */
  readonly table: () => DealTable;
};

/** Deals in columns; `custom` names the fields that the administrator wants compared as well. */
export function dealTable(deals: readonly Deal[], custom: readonly string[] = []): DealTable {
  const columns = dealColumns(custom);
  deals.forEach((deal, row) => {
    columns.write(row, deal);
  });
  return columns.table();
}

/** Columns without a deal. A configured field is in the table while an open deal has it. */
export function dealColumns(custom: readonly string[] = []): DealColumns {
  const deals: Deal[] = [];
  let [outcome, closedAt] = [new Uint8Array(0), new Float64Array(0)];
  const usual = usualFields.map((kind) => newColumn(kind, 0));
  const configured = custom.map(newConfigured);
  let columns: readonly Column[] = usual;
  let made: DealTable | null = null;

  const grow = (size: number) => {
    outcome = grown(outcome, new Uint8Array(size));
    closedAt = grown(closedAt, new Float64Array(size));
    for (const column of columns) growColumn(column, size);
  };
  const write = (row: number, deal: Deal) => {
    const before = deals[row];
    if (before === undefined) made = null;
    if (row >= outcome.length) grow(Math.max(64, outcome.length * 2));
    for (const field of configured) {
      if (before !== undefined) count(field, before, -1);
      count(field, deal, 1);
    }
    deals[row] = deal;
    outcome[row] = outcomes.indexOf(deal.status);
    closedAt[row] = deal.closedAt ?? Number.NaN;
    for (const column of columns) writeValue(column, row, deal);
  };
  const takeOut = (row: number) => {
    const last = deals.length - 1;
    const moved = deals[last];
    if (moved === undefined) return;
    if (row !== last) write(row, moved);
    for (const field of configured) count(field, moved, -1);
    deals.pop();
    made = null;
  };
  const table = () => {
    const settled = configured.filter((field) => settle(field, deals, outcome.length));
    if (settled.length > 0) {
      columns = [...usual, ...configured.flatMap(({ column }) => column ?? [])];
      made = null;
    }
    made ??= {
      deals,
      outcome: outcome.subarray(0, deals.length),
      closedAt: closedAt.subarray(0, deals.length),
      fields: columns.map((column) => shown(column, deals.length)),
    };
    return made;
  };
  return { write, takeOut, table };
}

const outcomes: readonly OpportunityStatus[] = ['open', 'won', 'lost'];

/** The values of a field, with room for more; of words by their code. */
type Column =
  | { readonly kind: Extract<FieldKind, { number: unknown }>; numbers: Float64Array }
  | {
      readonly kind: Extract<FieldKind, { words: unknown }>;
      codes: Int32Array;
      readonly words: (readonly string[])[];
      /** The code of each set, by its words. */
      readonly known: Map<string, number>;
    };

function newColumn(kind: FieldKind, size: number): Column {
  return 'words' in kind
    ? { kind, codes: new Int32Array(size), words: [], known: new Map() }
    : { kind, numbers: new Float64Array(size) };
}

function growColumn(column: Column, size: number): void {
  if ('codes' in column) column.codes = grown(column.codes, new Int32Array(size));
  else column.numbers = grown(column.numbers, new Float64Array(size));
}

function grown<C extends Uint8Array | Int32Array | Float64Array>(before: C, column: C): C {
  column.set(before);
  return column;
}

function writeValue(column: Column, row: number, deal: Deal): void {
  if ('codes' in column) column.codes[row] = codeOf(column, column.kind.words(deal));
  else column.numbers[row] = column.kind.number(deal) ?? Number.NaN;
}

/** Words of a deal are alike when they share one: owners may be on several teams, and lists have several choices. */
function codeOf(
  { words, known }: Extract<Column, { codes: Int32Array }>,
  set: readonly string[],
): number {
  if (set.length === 0) return -1;
  const text = set.length === 1 ? (set[0] ?? '') : JSON.stringify(set);
  const code = known.get(text) ?? words.length;
  if (code === words.length) {
    known.set(text, code);
    words.push(set);
  }
  return code;
}

function shown(column: Column, length: number): DealField {
  const { name } = column.kind;
  return 'codes' in column
    ? { name, codes: column.codes.subarray(0, length), words: column.words }
    : { name, numbers: column.numbers.subarray(0, length) };
}

/** A configured field, with how many deals say that it takes part, and as what. */
type Configured = {
  readonly name: string;
  /** Open deals that have it: without one it is known only after closing. */
  open: number;
  /** Deals that have words there. */
  worded: number;
  column: Column | null;
};

function newConfigured(name: string): Configured {
  return { name, open: 0, worded: 0, column: null };
}

function count(field: Configured, { status, custom }: Deal, by: 1 | -1): void {
  const value = custom[field.name];
  if (!isFilled(value)) return;
  if (status === 'open') field.open += by;
  if (!isNumber(value)) field.worded += by;
}

/** Makes or drops the column of a configured field when its deals have come to say so; true when it did. */
function settle(field: Configured, deals: readonly Deal[], size: number): boolean {
  const wanted = field.open === 0 ? null : customField(field.name, field.worded === 0);
  const kind = field.column?.kind ?? null;
  if (wanted === null ? kind === null : kind !== null && 'words' in wanted === 'words' in kind)
    return false;
  const column = wanted === null ? null : newColumn(wanted, size);
  field.column = column;
  if (column !== null) for (const [row, deal] of deals.entries()) writeValue(column, row, deal);
  return true;
}
