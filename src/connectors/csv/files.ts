import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../model/problem.ts';
import { refuseUnlessUtf8 } from './encoding.ts';
import { type CsvMapping, sourcesOf, stepsOf } from './mapping.ts';
import { nearest } from './nearest.ts';
import { openTable, type TableFile } from './table.ts';

/** Every file that a mapping names, by its key, with its header read. Files that may be missing and are, are not in it. */
export type TableFiles = ReadonlyMap<string, TableFile>;

/**
 * Opens the files of a mapping: in the folder `path`, or `path` itself when the mapping has but one. Throws
 * `csv_file_missing`, `csv_header`, and `csv_encoding` for a file whose encoding only a person can tell.
 */
export async function openFiles(path: string, mapping: CsvMapping): Promise<TableFiles> {
  const keys = namedFiles(mapping);
  const folder = await isFolder(path);
  if (!folder && keys.length > 1) {
    throw new Problem({
      code: 'csv_folder_expected',
      message: `The mapping has ${keys.length} files`,
      value: path,
      hint: `Give the folder that holds ${keys.join(', ')}.`,
    });
  }
  const files = new Map<string, TableFile>();
  for (const key of keys) {
    const options = mapping.files?.[key] ?? {};
    const found = folder ? await existing(path, [options.name ?? key].flat()) : path;
    if (found === null && options.optional === true) continue;
    if (found === null) throw await missing(path, key);
    const table = await openTable(found, key, options);
    if (table.dialect.encoding === 'utf-8' && options.encoding === undefined) {
      await refuseUnlessUtf8(found, key);
    }
    files.set(key, table);
  }
  if (mapping.tables.some(({ file }) => files.has(file))) return files;
  throw await missing(path, mapping.tables[0]?.file ?? '');
}

/** The keys of the files that the mapping imports or looks things up in. */
function namedFiles(mapping: CsvMapping): readonly string[] {
  const lookedUp = mapping.tables
    .flatMap(({ fields }) => Object.values(fields))
    .flatMap(sourcesOf)
    .flatMap(stepsOf)
    .flatMap(({ file }) => file);
  return [...new Set([...mapping.tables.map(({ file }) => file), ...lookedUp])];
}

/** The CSV files of a folder, by name. */
export async function csvFilesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => /\.(csv|tsv|txt)(\.gz)?$/i.test(name)).sort();
}

/** Whether the path is a folder. Throws `file_unreadable` when there is nothing. */
export async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Problem({
      code: 'file_unreadable',
      message: 'There is no file that can be read',
      value: path,
      hint: 'Check the path and the permissions.',
      cause,
    });
  });
  return found.isDirectory();
}

async function existing(folder: string, names: readonly string[]): Promise<string | null> {
  const there = new Set(await readdir(folder));
  const name = names.find((one) => there.has(one));
  return name === undefined ? null : join(folder, name);
}

async function missing(path: string, key: string): Promise<Problem> {
  const there = (await isFolder(path)) ? await csvFilesOf(path) : [];
  const meant = nearest(key, there);
  return new Problem({
    code: 'csv_file_missing',
    message: `The mapping names ${key}, which is not there`,
    field: `files.${key}`,
    value: there.join(', '),
    hint: meant === null ? 'Correct the name in the mapping.' : `Did you mean ${meant}?`,
  });
}
