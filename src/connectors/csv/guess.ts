import { join } from 'node:path';
import { Problem } from '../../model/problem.ts';
import { headOf } from '../bundle/open.ts';
import type { ColumnNote, Draft } from './draft.ts';
import { firstLineBeyondUtf8, markedEncoding } from './encoding.ts';
import type { RowType } from './fields.ts';
import { csvFilesOf, isFolder } from './files.ts';
import { draftOf, guessType } from './guess-columns.ts';
import { linkDrafts } from './guess-links.ts';
import { type CsvMapping, type FileOptions, parseMapping, type Source } from './mapping.ts';
import { type PresetName, presetMapping, presetNames } from './presets.ts';
import { type FileProfile, profileOf } from './profile.ts';
import { openTable } from './table.ts';

/** What was guessed of one column. No fields: it is left out. */
export type ColumnGuess = ColumnNote & {
  readonly file: string;
  readonly column: string;
  /** The first distinct values. */
  readonly samples: readonly string[];
};

export type FileGuess = {
  readonly file: string;
  /** What a row is; null for a file that is only looked things up in, or not used. */
  readonly type: RowType | null;
  readonly because: string;
  readonly rows: number;
  readonly encoding: string;
  readonly delimiter: string;
};

/** What only a person can say, by the key of the mapping that answers it. */
export type Question = {
  readonly key: string;
  readonly question: string;
  readonly options: readonly string[];
};

export type Guess = {
  /** Complete but for the questions: while one about dates or numbers is open, the import refuses to start. */
  readonly mapping: CsvMapping;
  readonly files: readonly FileGuess[];
  readonly columns: readonly ColumnGuess[];
  readonly questions: readonly Question[];
  /** A preset that knows this export better than the guess can: its files are here. */
  readonly preset: PresetName | null;
};

/**
 * A mapping for the CSV files of a folder (or for one file), from the words of names and headers and from the values,
 * with what decided each. For a person to look through: nothing is imported by it, and what can be read in two ways is
 * asked. `timeZone`: where times without an offset were written, when the caller knows.
 */
export async function guessMapping(
  path: string,
  options: { readonly timeZone?: string } = {},
): Promise<Guess> {
  const folder = await isFolder(path);
  const names = folder ? await csvFilesOf(path) : [path.split(/[\\/]/).at(-1) ?? path];
  const profiles: FileProfile[] = [];
  for (const name of names) profiles.push(await profiled(folder ? join(path, name) : path, name));

  const typed = profiles.map((profile) => ({ profile, ...guessType(profile) }));
  const drafts = typed
    .flatMap(({ profile, type }) => (type === null ? [] : [draftOf(profile, type)]))
    .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  if (drafts.length === 0) {
    throw new Problem({
      code: 'csv_guess',
      message: 'No file could be told for what it is',
      value: names.join(', '),
      hint: 'Name files after what is in them (accounts.csv, deals.csv, …), or write a mapping: docs/csv-mapping.md.',
    });
  }
  const others = typed.flatMap(({ profile, type }) => (type === null ? [profile] : []));
  linkDrafts(drafts, others);

  const questions = drafts.flatMap(({ questions }, index) =>
    questions.map((one) => ({ ...one, key: `tables[${index}].${one.key}` })),
  );
  const local = options.timeZone === undefined ? localTimeOf(drafts) : null;
  return {
    mapping: mappingOf(drafts, profiles, options.timeZone ?? 'UTC'),
    files: typed.map(({ profile, type, because }) => ({
      file: profile.file.name,
      type,
      because,
      rows: profile.rows,
      encoding: profile.file.dialect.encoding,
      delimiter: profile.file.dialect.delimiter,
    })),
    columns: profiles.flatMap((profile) => columnsOf(profile, drafts)),
    questions: local === null ? questions : [...questions, local],
    preset: presetNames.find((name) => filesOfPreset(name, names) > 2) ?? null,
  };
}

const order: readonly RowType[] = [
  'user',
  'team',
  'account',
  'contact',
  'lead',
  'opportunity',
  'activity',
];

async function profiled(path: string, name: string): Promise<FileProfile> {
  const marked = markedEncoding(await headOf(path, 400));
  const isUtf8 = marked !== null || (await firstLineBeyondUtf8(path)) === null;
  const options: FileOptions = isUtf8 ? {} : { encoding: 'windows-1252' };
  return profileOf(await openTable(path, name, options));
}

function filesOfPreset(preset: PresetName, names: readonly string[]): number {
  const files = Object.values(presetMapping(preset).files ?? {}).flatMap(({ name }) => name ?? []);
  return files.filter((file) => names.includes(file)).length;
}

/** A guess that fits no table yet still has to be a mapping, so that a person can go on from it. */
function mappingOf(
  drafts: readonly Draft[],
  profiles: readonly FileProfile[],
  timeZone: string,
): CsvMapping {
  const files = profiles.flatMap(({ file }): [string, FileOptions][] => {
    const { encoding, delimiter } = file.dialect;
    const said: FileOptions = {
      ...(file.options.encoding !== undefined && { encoding }),
      ...(delimiter !== ',' && { delimiter }),
    };
    return Object.keys(said).length === 0 ? [] : [[file.name, said]];
  });
  return parseMapping({
    timeZone,
    ...(files.length > 0 && { files: Object.fromEntries(files) }),
    tables: drafts.map(({ profile, type, fields }) => ({
      file: profile.file.name,
      type,
      fields: Object.fromEntries([...fields].map(([field, sources]) => [field, short(sources)])),
    })),
  });
}

/** Sources as a person would write them: a bare column where nothing else is said. */
function short(sources: readonly Source[]): unknown {
  const bare = sources.map((source) =>
    source.from !== undefined && Object.keys(source).length === 1 ? source.from : source,
  );
  return bare.length === 1 ? bare[0] : bare;
}

function columnsOf(profile: FileProfile, drafts: readonly Draft[]): readonly ColumnGuess[] {
  const draft = drafts.find((one) => one.profile === profile);
  return profile.columns.map(({ column, values }) => {
    const note = draft?.notes.get(column) ?? {
      fields: [],
      confidence: null,
      because: 'not recognised',
    };
    const samples = [...values.keys()].slice(0, 3);
    return { file: profile.file.name, column, ...note, samples };
  });
}

function localTimeOf(drafts: readonly Draft[]): Question | null {
  for (const { profile, notes } of drafts) {
    for (const { column, localTime } of profile.columns) {
      if (localTime === null || (notes.get(column)?.fields.length ?? 0) === 0) continue;
      const { value, line } = localTime;
      return {
        key: 'timeZone',
        question: `In which time zone were times without an offset written, such as ${value} (${profile.file.name} line ${line})? UTC is assumed.`,
        options: ['UTC', 'Europe/Berlin', 'America/New_York'],
      };
    }
  }
  return null;
}
