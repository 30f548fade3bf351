import { parseItem } from '../../contract/bundle.ts';
import type { Misfit } from '../../contract/misfit.ts';
import type { Item } from '../../model/bundle.ts';
import { dayOf, instantOf, readDate } from './dates.ts';
import { type FieldKind, isList, kindOf, type RowType } from './fields.ts';
import type { Indexes } from './lookups.ts';
import { type CsvMapping, type Reading, type Source, sourcesOf, type Table } from './mapping.ts';
import { readBoolean, readMinutes, readNumber } from './numbers.ts';
import type { Remarks } from './remarks.ts';
import { conditionReader, type Reader, type RowSoFar, sourceReader } from './source.ts';
import type { TableFile } from './table.ts';

/** A row as the thing it is, or why it is not imported. */
export type Outcome = { readonly item: Item } | { readonly misfits: readonly Misfit[] };

/** A field of the mapping, ready to be read from rows. */
export type Field = {
  readonly field: string;
  /** As rejects name it: `closedAt (Close date)`. */
  readonly name: string;
  readonly sources: readonly {
    readonly source: Source;
    readonly kind: FieldKind;
    readonly read: Reader;
    readonly reading: Reading & { readonly timeZone: string };
  }[];
};

/** The fields of a table. Throws `csv_column_missing` for a column that the file does not have. */
export function fieldsOfTable(
  table: Table,
  mapping: CsvMapping,
  around: { readonly table: TableFile; readonly indexes: Indexes; readonly remarks: Remarks },
): readonly Field[] {
  return Object.entries(table.fields).map(([field, given]) => {
    const sources = sourcesOf(given);
    const columns = sources.flatMap(({ from }) => from ?? []).join(', ');
    const name = columns === '' || columns === field ? field : `${field} (${columns})`;
    const own = kindOf(table.type, field) ?? 'text';
    return {
      field,
      name,
      sources: sources.map((source) => ({
        source,
        kind: field.startsWith('custom.') ? (source.as ?? 'text') : own,
        read: sourceReader(source, { name, many: isList(own) }, around),
        reading: {
          timeZone: source.timeZone ?? table.timeZone ?? mapping.timeZone,
          dateOrder: source.dateOrder ?? table.dateOrder ?? mapping.dateOrder,
          decimal: source.decimal ?? table.decimal ?? mapping.decimal,
        },
      })),
    };
  });
}

/** Rows of a table as things of its type. */
export function rowReader(
  table: Table,
  fields: readonly Field[],
  around: { readonly table: TableFile; readonly remarks: Remarks },
): (cells: readonly string[], line: number) => Outcome {
  const skips = (table.skip ?? []).map((condition) => ({
    condition,
    holds: conditionReader(around.table, condition),
  }));
  const lenient = new Map(
    fields
      .filter(({ sources }) => sources.some(({ source }) => source.lenient === true))
      .map((field) => [field.field, field]),
  );

  return (cells, line) => {
    const values = new Map<string, unknown>();
    const skipped = skips.find(({ holds }) => holds({ cells, line, values }))?.condition;
    if (skipped !== undefined) {
      const value = skipped.is.join(' or ');
      const expected = `not ${value}: the mapping leaves such rows out`;
      return { misfits: [{ field: skipped.column, value, expected }] };
    }
    const misfits: Misfit[] = [];
    for (const field of fields) {
      const found = fieldValue(field, { cells, line, values });
      if ('value' in found) values.set(field.field, found.value);
      else if (lenient.has(field.field)) {
        around.remarks.note(found.misfit, line, () => found.misfit.expected);
      } else misfits.push(found.misfit);
    }
    if (misfits.length > 0) return { misfits };
    const whole = itemOf(table.type, values);
    if ('item' in whole) return whole;
    const bad = whole.rejects.map(({ field }) => field.replace(/\[.*$/, ''));
    if (!bad.every((field) => lenient.has(field))) return { misfits: named(whole.rejects, fields) };
    for (const misfit of named(whole.rejects, fields)) {
      around.remarks.note(misfit, line, () => misfit.expected);
    }
    for (const field of bad) values.delete(field);
    const rest = itemOf(table.type, values);
    return 'item' in rest ? rest : { misfits: named(rest.rejects, fields) };
  };
}

/** The value of a field: of the first source that gives one, or for a list of all of them. */
function fieldValue(
  { name, sources }: Field,
  row: RowSoFar,
): { readonly value: unknown } | { readonly misfit: Misfit } {
  const all: unknown[] = [];
  for (const { source, kind, read, reading } of sources) {
    const found = read(row);
    if ('misfit' in found) return found;
    for (const text of found.texts) {
      const value = converted(text, kind, { ...source, ...reading });
      if (value === null) {
        return { misfit: { field: name, value: text, expected: expectedOf(kind, reading) } };
      }
      if (!isList(kind)) return { value };
      all.push(value);
    }
  }
  return { value: all.length === 0 ? undefined : all };
}

/** The wire value of a text; null when it cannot be read as this kind. */
function converted(
  text: string,
  kind: FieldKind,
  how: Source & { readonly timeZone: string },
): unknown {
  switch (kind) {
    case 'text':
    case 'list':
      return text;
    case 'address':
    case 'addresses':
      return /<([^<>]+)>$/.exec(text)?.[1] ?? text;
    case 'domains':
      return text
        .replace(/^[a-z]+:\/\//i, '')
        .replace(/^www\./i, '')
        .replace(/[/:?#].*$/, '');
    case 'number':
      return unambiguous(readNumber(text, how.decimal));
    case 'minutes':
      return unambiguous(readMinutes(text, how.unit ?? 'minutes', how.decimal));
    case 'boolean':
      return readBoolean(text);
    case 'instant':
    case 'end':
    case 'close':
    case 'day':
      return dateValue(text, kind, how);
  }
}

function dateValue(
  text: string,
  kind: 'instant' | 'end' | 'close' | 'day',
  how: Source & { readonly timeZone: string },
): string | null {
  if (how.epoch !== undefined) {
    const count = /^-?\d{1,14}(\.\d+)?$/.test(text) ? Number(text) : null;
    const at = new Date(count === null ? Number.NaN : count * (how.epoch === 'seconds' ? 1000 : 1));
    if (Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999) return null;
    const written = {
      date: at.toISOString().slice(0, 10),
      time: at.toISOString().slice(11, 23),
      offset: 'Z',
    };
    return kind === 'day' ? dayOf(written, how.timeZone) : at.toISOString();
  }
  const written = readDate(text, how.dateOrder);
  if (written === null || 'orders' in written) return null;
  if (kind === 'day') return dayOf(written, how.timeZone);
  // Spreadsheets write a day as its midnight, and no deal is closed at midnight sharp.
  const midnight =
    kind === 'close' && written.offset === null && /^00:00:00\.0/.test(written.time ?? '');
  const day = midnight ? { ...written, time: null } : written;
  const ms = instantOf(day, how.timeZone, kind === 'instant' ? 'start' : 'end');
  return new Date(ms).toISOString();
}

function unambiguous(value: number | 'either' | null): number | null {
  return value === 'either' ? null : value;
}

function expectedOf(kind: FieldKind, reading: Reading): string {
  const order = reading.dateOrder === undefined ? '' : `, ${reading.dateOrder}`;
  const sign = reading.decimal === undefined ? '' : ` with the decimal sign ${reading.decimal}`;
  switch (kind) {
    case 'instant':
    case 'end':
    case 'close':
      return `a date or time that exists${order}`;
    case 'day':
      return `a day that exists${order}`;
    case 'number':
      return `a number${sign}`;
    case 'minutes':
      return `a duration${sign}`;
    default:
      return 'yes or no';
  }
}

/** The thing that the values make; fields with a dot are put into an object of their own. */
function itemOf(type: RowType, values: ReadonlyMap<string, unknown>) {
  const top = new Map<string, unknown>();
  const nested = new Map<string, Map<string, unknown>>();
  for (const [field, value] of values) {
    const dot = field.indexOf('.');
    if (dot < 0) top.set(field, value);
    else if (value !== undefined) {
      const inner = nested.get(field.slice(0, dot)) ?? new Map<string, unknown>();
      nested.set(field.slice(0, dot), inner.set(field.slice(dot + 1), value));
    }
  }
  for (const [field, inner] of nested) {
    // What an activity is regarding has a type and an id, or is nothing that we know.
    if (field !== 'regarding' || inner.size === 2) top.set(field, Object.fromEntries(inner));
  }
  return parseItem(type, Object.fromEntries(top));
}

/** Misfits under the names of columns. */
function named(misfits: readonly Misfit[], fields: readonly Field[]): readonly Misfit[] {
  return misfits.map((misfit) => {
    const bare = misfit.field.replace(/\[.*$/, '');
    return { ...misfit, field: fields.find(({ field }) => field === bare)?.name ?? misfit.field };
  });
}
