import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { isTimeZone } from '../../contract/wire.ts';
import { Problem, shown } from '../../model/problem.ts';
import { fieldKinds, fieldsOf, kindOf } from './fields.ts';
import { nearest } from './nearest.ts';

/**
 * The mapping file: a JSON document that says which column of which CSV file is which field of what. Complete account
 * in docs/csv-mapping.md. The smallest one:
 *
 *     { "timeZone": "Europe/Berlin",
 *       "tables": [{ "file": "accounts.csv", "type": "account",
 *                    "fields": { "id": "Number", "name": "Company", "createdAt": "Since" } }] }
 */

const zone = z.string().refine(isTimeZone, { error: 'an IANA time zone, like Europe/Berlin' });

/** How values are read that can be read in two ways; said of all tables, of one, or of one field. */
const reading = {
  /** Of dates such as 04/05/2026; dates that begin with a year of four digits need none. */
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  /** The decimal sign of numbers such as 1.234. */
  decimal: z.enum(['.', ',']).optional(),
  /** Where the clocks stood by which times without an offset were written. */
  timeZone: zone.optional(),
};

const condition = z.strictObject({
  column: z.string(),
  is: z.array(z.string()).min(1),
});

/** A field of the same thing; it has to stand before the one that asks for it. */
const fieldCondition = z.strictObject({
  field: z.string(),
  is: z.array(z.string()).min(1),
});

const lookup = z.strictObject({
  /** One file, or several that are searched as one. */
  file: z.union([z.string(), z.array(z.string()).min(1)]),
  /** Column (or `{template}`) of that file that the value must equal … */
  key: z.string(),
  /** … and the one whose value is taken. */
  value: z.string(),
  /** What this file calls otherwise: `{ "GTXPro": "GTX Pro" }`. Nothing is matched by likeness. */
  aliases: z.record(z.string(), z.string()).optional(),
  ignoreCase: z.boolean().optional(),
  /** A value that is not there: left out and reported with its count (default), left out, or the row rejected. */
  unmatched: z.enum(['report', 'ignore', 'reject']).optional(),
});

const source = z.union([
  z.string(),
  z.strictObject({
    /** A column, or a template of columns: `{First name} {Last name}`. */
    from: z.string().optional(),
    constant: z.union([z.string(), z.number(), z.boolean()]).optional(),
    /** Blank unless another column or field of the row has one of these values. */
    when: z.union([condition, fieldCondition]).optional(),
    /** For a blank cell. */
    default: z.string().optional(),
    /** Several values in one cell, and what stands between them. */
    split: z.string().min(1).optional(),
    /** The source's words in ours, after any lookup; compared without regard to case. Others stay as they are … */
    values: z.record(z.string(), z.union([z.string(), z.null()])).optional(),
    /** … or become this one. */
    otherwise: z.union([z.string(), z.null()]).optional(),
    /** Words by how the value begins; a value that begins otherwise is blank. */
    startsWith: z.record(z.string(), z.string()).optional(),
    lookup: z.union([lookup, z.array(lookup).min(1)]).optional(),
    /** What a custom field holds; every other field knows. */
    as: z.enum(fieldKinds).optional(),
    /** Unit of a duration; minutes when left out. */
    unit: z.enum(['milliseconds', 'seconds', 'minutes', 'hours']).optional(),
    /** The instant is a count since 1970. */
    epoch: z.enum(['seconds', 'milliseconds']).optional(),
    /** A value that cannot be read is left out and reported, and the row imported without it. */
    lenient: z.boolean().optional(),
    ...reading,
  }),
]);

const file = z.strictObject({
  /** The file's name, or several of which the first that exists is read. The key itself when left out. */
  name: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  /** It may be missing; then so are its rows and whatever is looked up in it. */
  optional: z.boolean().optional(),
  /** Any label of the Encoding Standard: utf-8, utf-16le, windows-1252, … */
  encoding: z.string().refine(isEncoding, { error: 'an encoding, like windows-1252' }).optional(),
  delimiter: z.string().length(1).optional(),
  quote: z.string().length(1).optional(),
  /** Lines before the header. */
  skipLines: z.number().int().min(0).optional(),
  /** Names of the columns of a file that has no header. */
  header: z.array(z.string()).min(1).optional(),
  /** Columns are found without regard to case, spaces, signs, and HubSpot's `property_`. */
  looseColumns: z.boolean().optional(),
  /** Columns that are not there are blank; without an id column the file is still refused. */
  optionalColumns: z.boolean().optional(),
});

const table = z.strictObject({
  /** A key of `files`, or the name of a file. */
  file: z.string(),
  type: z.enum(['user', 'team', 'account', 'contact', 'lead', 'opportunity', 'activity']),
  /** Rows that are left out, and reported as such. */
  skip: z.array(condition).optional(),
  /** Of a list: the first source that is not blank, or for fields that hold a list all of them. */
  fields: z.record(z.string(), z.union([source, z.array(source).min(1)])),
  ...reading,
});

const mappingSchema = z.strictObject({
  ...reading,
  timeZone: zone,
  files: z.record(z.string(), file).optional(),
  tables: z.array(table).min(1),
});

export type CsvMapping = z.infer<typeof mappingSchema>;
export type Table = CsvMapping['tables'][number];
export type FileOptions = z.infer<typeof file>;
export type Lookup = z.infer<typeof lookup>;
export type Source = Exclude<z.infer<typeof source>, string>;
export type Condition = z.infer<typeof condition>;
export type FieldCondition = z.infer<typeof fieldCondition>;
export type Reading = {
  readonly dateOrder?: 'dmy' | 'mdy' | 'ymd' | undefined;
  readonly decimal?: '.' | ',' | undefined;
  readonly timeZone?: string | undefined;
};

/** A mapping from its JSON value. Throws `csv_mapping`, naming the key, its value and what was expected. */
export function parseMapping(raw: unknown): CsvMapping {
  const result = mappingSchema.safeParse(raw);
  if (!result.success) {
    const [issue] = result.error.issues;
    const value = issue?.path.reduce(
      (found: unknown, key) =>
        typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined,
      raw,
    );
    throw wrong(keyName(issue?.path ?? []), value, issue?.message ?? '');
  }
  for (const [index, { type, fields, file }] of result.data.tables.entries()) {
    const path = `tables[${index}]`;
    refuseOutside(`${path}.file`, file);
    if (fields.id === undefined) throw wrong(`${path}.fields.id`, undefined, 'where the id is');
    refuseLaterFields(fields, path);
    for (const field of Object.keys(fields)) {
      if (kindOf(type, field) !== null) continue;
      const known = Object.keys(fieldsOf[type]);
      const meant = nearest(field, known);
      const expected = meant === null ? `one of ${known.join(', ')}` : `did you mean ${meant}?`;
      throw wrong(`${path}.fields.${field}`, field, expected);
    }
  }
  for (const [key, { name }] of Object.entries(result.data.files ?? {})) {
    for (const one of [name ?? key].flat()) refuseOutside(`files.${key}.name`, one);
  }
  return result.data;
}

/** A mapping from its file. Throws `csv_mapping` also for a file that is missing or no JSON. */
export async function readMapping(path: string): Promise<CsvMapping> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Problem({
      code: 'csv_mapping',
      message: 'The mapping file cannot be read',
      value: path,
      hint: 'Check the path, or let the guess write one.',
      cause,
    });
  });
  try {
    return parseMapping(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Problem({
      code: 'csv_mapping',
      message: `The mapping file is no JSON: ${error.message}`,
      value: path,
      hint: 'See docs/csv-mapping.md for an example.',
    });
  }
}

/** The sources of a field in one form. */
export function sourcesOf(field: Table['fields'][string]): readonly Source[] {
  return [field].flat().map((one) => (typeof one === 'string' ? { from: one } : one));
}

/** The steps of a lookup, in order. */
export function stepsOf(source: Source): readonly Lookup[] {
  return source.lookup === undefined ? [] : [source.lookup].flat();
}

function wrong(field: string, value: unknown, expected: string): Problem {
  return new Problem({
    code: 'csv_mapping',
    message: `The mapping is wrong at ${field || 'its start'}: ${expected}`,
    field,
    value: value === undefined ? '(missing)' : shown(value),
    hint: 'See docs/csv-mapping.md.',
  });
}

/** A condition sees the fields before its own, so that none can wait for itself. */
function refuseLaterFields(fields: Table['fields'], path: string): void {
  const before = new Set<string>();
  for (const [field, sources] of Object.entries(fields)) {
    for (const { when } of sourcesOf(sources)) {
      if (when === undefined || !('field' in when) || before.has(when.field)) continue;
      throw wrong(`${path}.fields.${field}.when.field`, when.field, 'a field that stands before');
    }
    before.add(field);
  }
}

function keyName(path: readonly PropertyKey[]): string {
  const parts = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return parts.join('').replace(/^\./, '');
}

/** A mapping may come from outside; it must not reach out of its folder. */
function refuseOutside(field: string, name: string): void {
  if (isAbsolute(name) || name.split(/[\\/]/).includes('..')) {
    throw wrong(field, name, 'a name inside the folder');
  }
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
