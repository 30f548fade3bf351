/** A file or folder of any kind → the connector that reads it → the database. What the command and the API share. */

import { readdir, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { type AuditActor, audit } from './audit/record.ts';
import { bundleConnector } from './connectors/bundle/connector.ts';
import { calendarConnector } from './connectors/calendar/calendar.ts';
import { defaultBounds } from './connectors/calendar/expansion.ts';
import { csvConnector } from './connectors/csv/connector.ts';
import { type CsvMapping, parseMapping } from './connectors/csv/mapping.ts';
import { presetMapping, presetNames } from './connectors/csv/presets.ts';
import { detectMail, mailConnectorFor } from './connectors/mail/detect.ts';
import type { Database } from './db/pool.ts';
import { sql } from './db/sql.ts';
import { organizationIn } from './facts/organization.ts';
import { contactsFromCorrespondents, type MadeContact } from './ingest/correspondents.ts';
import { bulkRuleOf, type ImportProgress, type ImportReport, runImport } from './ingest/import.ts';
import { auditImportedSettings, writeOrganization } from './ingest/organization.ts';
import type { KeyForSuppression } from './ingest/suppressed.ts';
import type { Connector } from './model/bundle.ts';
import { Problem } from './model/problem.ts';
import type { FileSourceKind } from './model/vocabulary.ts';
import { assertActivated } from './settings/activation.ts';

export type ImportOptions = {
  /** What the columns of CSV mean. */
  readonly mapping: CsvMapping | null;
  /** False for a shared list mailbox, which marks every message as bulk; null: as it is set for the source. */
  readonly bulkRule: boolean | null;
  /** Make contacts of unknown two-way correspondents. */
  readonly newContacts: boolean;
  /** A domain of ours that the organisation does not list yet. */
  readonly ourDomain: string | null;
  /** Name of the source whose newer file it is; null: it is known by its own name. */
  readonly continues: string | null;
};

export const plainImport: ImportOptions = {
  mapping: null,
  bulkRule: null,
  newContacts: false,
  ourDomain: null,
  continues: null,
};

export type FileReport = ImportReport & { readonly contactsMade: readonly MadeContact[] };

/** Imports what stands at `path`; `name` is what the source is known by the next time. */
export async function importPath(
  database: Database,
  {
    path,
    name,
    options,
  }: { readonly path: string; readonly name: string; readonly options: ImportOptions },
  run: {
    readonly clock: () => number;
    readonly signal: AbortSignal;
    readonly onProgress: ImportProgress;
    readonly suppressionKey?: KeyForSuppression | undefined;
    /** Whom the audit log names. */
    readonly by?: AuditActor | undefined;
  },
): Promise<FileReport> {
  await assertActivated(database, { name });
  const { by = 'system', clock } = run;
  const before = await organizationIn(database);
  const { organization } = before;
  const { ourDomain } = options;
  if (ourDomain !== null && !organization.domains.includes(ourDomain.toLowerCase())) {
    await database.transaction(async (session) => {
      await writeOrganization(session, {
        ...organization,
        domains: [...organization.domains, ourDomain.toLowerCase()],
      });
      await auditImportedSettings(session, before, { at: clock(), actor: by });
    });
  }
  const kind = await kindOf(path, options.mapping !== null);
  const known = await knownName(database, { kind, name }, options.continues);
  const bulkRule = options.bulkRule ?? (await bulkRuleOf(database, { kind, name: known }));
  const connector = await connectorFor({ path, kind }, options, {
    bulkRule,
    now: clock(),
    timeZone: organization.timeZone,
  });
  const source = { kind, name: known, bulkRule };
  const report = await runImport(database, { connector, source, signal: run.signal }, run);
  await auditImport(database, { kind, report }, { by, now: clock() });
  const contactsMade =
    options.newContacts && report.finished
      ? await database.transaction(contactsFromCorrespondents)
      : [];
  return { ...report, contactsMade };
}

/** The name that a source is known by: of a newer file that of the one before. Throws a Problem when there is none. */
async function knownName(
  database: Database,
  { kind, name }: { readonly kind: FileSourceKind; readonly name: string },
  continues: string | null,
): Promise<string> {
  if (continues === null) return name;
  const sources = await database.query<{ name: string }>(
    sql`select name from source where kind = ${kind} order by name collate "C"`,
  );
  if (sources.some((source) => source.name === continues)) return continues;
  const others = sources.slice(0, 8).map((source) => source.name);
  throw new Problem({
    code: 'source_unknown',
    message: `There is no source of this name that is a file of this kind (${kind}).`,
    field: 'continues',
    value: continues,
    hint: others.length === 0 ? 'Import it as a new source.' : `There are: ${others.join(', ')}.`,
  });
}

async function auditImport(
  database: Database,
  { kind, report }: { readonly kind: FileSourceKind; readonly report: ImportReport },
  { by, now }: { readonly by: AuditActor; readonly now: number },
): Promise<void> {
  const { source, read, new: added, changed, known, rejected, finished } = report;
  await database.transaction(async (session) => {
    const [row] = await session.query<{ key: number }>(
      sql`select key from source where kind = ${kind} and name = ${source}`,
    );
    await audit(session, {
      at: now,
      actor: by,
      action: 'imported',
      object: row === undefined ? null : { type: 'source', id: String(row.key) },
      details: { read, new: added, changed, known, rejected, finished },
    });
  });
}

async function connectorFor(
  { path, kind }: { readonly path: string; readonly kind: FileSourceKind },
  { mapping }: ImportOptions,
  {
    bulkRule,
    now,
    timeZone,
  }: { readonly bulkRule: boolean; readonly now: number; readonly timeZone: string },
): Promise<Connector> {
  switch (kind) {
    case 'bundle':
      return bundleConnector(path);
    case 'csv':
      return csvConnector(path, given(mapping));
    case 'calendar':
      return calendarConnector(path, defaultBounds(now), { timeZone });
    case 'mail':
      return mailConnectorFor(path, { bulkRule });
  }
}

const kindByEnding: Readonly<Record<string, FileSourceKind>> = {
  '.json': 'bundle',
  '.ndjson': 'bundle',
  '.jsonl': 'bundle',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.ics': 'calendar',
  '.ical': 'calendar',
  '.mbox': 'mail',
  '.eml': 'mail',
};

/** What stands at a path: by its ending, for a folder by what is in it, and mail by its content. */
async function kindOf(path: string, hasMapping: boolean): Promise<FileSourceKind> {
  const isFolder = (await stat(path).catch(missing(path))).isDirectory();
  if (hasMapping) return 'csv';
  const names = isFolder ? await readdir(path) : [path];
  for (const name of names) {
    const kind = kindByEnding[extname(name.replace(/\.gz$/, '')).toLowerCase()];
    if (kind !== undefined && (!isFolder || kind !== 'bundle')) return kind;
  }
  if ((await detectMail(path)) !== null) return 'mail';
  throw new Problem({
    code: 'format_unknown',
    message: 'It cannot be told what this is.',
    field: 'path',
    value: path,
    hint: 'Known are bundles (.json, .ndjson), CSV with a mapping, mbox, EML, Maildir and .ics files.',
  });
}

/** A mapping from the name of a preset or from JSON text. Throws a Problem for anything else. */
export function mappingFrom(text: string): CsvMapping {
  const preset = presetNames.find((name) => name === text);
  if (preset !== undefined) return presetMapping(preset);
  try {
    return parseMapping(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem({
      code: 'mapping_invalid',
      message: 'The mapping is neither the name of a preset nor JSON.',
      field: 'mapping',
      value: text,
      hint: `Presets: ${presetNames.join(', ')}. The form of a mapping stands in docs/csv-mapping.md.`,
      cause,
    });
  }
}

function given(mapping: CsvMapping | null): CsvMapping {
  if (mapping !== null) return mapping;
  throw new Problem({
    code: 'mapping_missing',
    message: 'A CSV file needs a mapping, which says what its columns mean.',
    field: 'mapping',
    hint: `Let "rapport guess FILE" write one to look through, or name a preset: ${presetNames.join(', ')}.`,
  });
}

function missing(path: string) {
  return (cause: unknown): never => {
    throw new Problem({
      code: 'path_missing',
      message: 'There is nothing to read at this path.',
      field: 'path',
      value: path,
      hint: 'Give the path of a file or folder that this user may read.',
      cause,
    });
  };
}
