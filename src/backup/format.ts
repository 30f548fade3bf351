/**
 * A backup is one gzip stream of lines, so that it can be read without this program (`gunzip -c FILE`):
 *
 *     {"format":"rapport-backup","version":1,"madeAt":…,"server":…,"migrations":[…]}
 *     {"table":"entity","columns":["key","type","id"]}
 *     1⇥account⇥a1                          rows as PostgreSQL's COPY writes them as text
 *     \.                                    and its mark for their end
 *     {"rows":1,"sha256":…}                 of the bytes of the rows
 *     …                                     the other tables, each after those that it refers to
 *     {"sequences":[{"name":"entity_key_seq","last":"1","called":true}]}
 *     {"sha256":…}                          of all lines above that are no rows; with it the backup is whole
 */

import { z } from 'zod';

export const formatName = 'rapport-backup';
export const formatVersion = 1;

/** What stands before the next line after the rows of a table; a row never reads so, COPY doubles backslashes. */
export const rowsEnd = Buffer.from('\n\\.\n');

const migrationSchema = z.object({ number: z.int(), name: z.string(), sha256: z.string() });
const sequenceSchema = z.object({ name: z.string(), last: z.string(), called: z.boolean() });

/** What every version of the format begins with. */
export const beginSchema = z.object({ format: z.literal(formatName), version: z.int() });

export const headerSchema = beginSchema.extend({
  madeAt: z.iso.datetime(),
  server: z.string(),
  migrations: z.array(migrationSchema),
});

export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) });
export const rowsSchema = z.object({ rows: z.int(), sha256: z.string() });
export const sequencesSchema = z.object({ sequences: z.array(sequenceSchema) });
export const trailerSchema = z.object({ sha256: z.string() });

/** What the schema of the tables was made by. */
export type Migration = Readonly<z.infer<typeof migrationSchema>>;

/** Where a sequence stands; `last` as text, because it may be larger than a number is exact. */
export type Sequence = Readonly<z.infer<typeof sequenceSchema>>;

export type Header = {
  readonly madeAt: string;
  readonly server: string;
  readonly migrations: readonly Migration[];
};

export type Table = { readonly table: string; readonly columns: readonly string[] };

/** How far work has come, in units of its own. */
export type BackupProgress = (done: number, total: number | null) => void;
