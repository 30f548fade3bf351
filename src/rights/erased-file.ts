/**
 * The file `erased` of the data folder: the key of the suppression list, and the list once more, outside of the
 * database, so that an older backup does not bring back who was erased since. It only grows.
 */

import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makePrivate, sharedWith } from '../files/private-file.ts';
import type { SuppressedKind, SuppressionKey } from '../ingest/suppressed.ts';
import { errorCode, Problem } from '../model/problem.ts';

/** One line of the list: hash in hexadecimal; `internal` of addresses alone. */
export type SuppressedEntry = {
  readonly hash: string;
  readonly kind: SuppressedKind;
  readonly internal: boolean | null;
  /** ISO 8601. */
  readonly at: string;
};

export type ErasedFile = {
  /** The key; null while nobody was erased. */
  readonly key: () => Promise<SuppressionKey | null>;
  /** The key, made at first need. */
  readonly keyToAdd: () => Promise<SuppressionKey>;
  /** Adds what is not in the list yet; it is on the disk when this resolves. */
  readonly add: (entries: readonly SuppressedEntry[]) => Promise<void>;
  readonly entries: () => Promise<readonly SuppressedEntry[]>;
};

/** The file at a path. Throws `erased_file_open` when others could read it, `erased_file_invalid` when it is another. */
export function erasedFile(path: string): ErasedFile {
  const read = () => readFile(path);
  return {
    key: async () => (await read())?.key ?? null,
    keyToAdd: async () => {
      const there = (await read())?.key ?? null;
      if (there !== null) return there;
      await make(path);
      const made = (await read())?.key;
      if (made === undefined) throw invalid(path, 'nothing');
      return made;
    },
    add: async (entries) => {
      const there = new Set((await read())?.entries.map(({ hash }) => hash));
      const missing = entries.filter(({ hash }) => !there.has(hash));
      if (missing.length > 0) await append(path, missing);
    },
    entries: async () => (await read())?.entries ?? [],
  };
}

/**
 * Puts a copy of the file at `from` in the data folder, unless it stands there already. Throws `erased_file_other` when
 * another list stands there.
 */
export async function takeOver(from: string, to: string): Promise<void> {
  const [given, there] = [await readFile(from), await readFile(to)];
  if (given === null) throw invalid(from, 'no file');
  if (there !== null && there.key.id !== given.key.id) throw other(to);
  if (there === null) {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to, constants.COPYFILE_EXCL);
    await chmod(to, 0o600);
    return;
  }
  await erasedFile(to).add(given.entries);
}

/** The name of the file in a data folder. */
export const erasedFileName = 'erased';

const keyBytes = 32;
const headSchema = z.object({
  format: z.literal('rapport erased'),
  version: z.literal(1),
  key: z.base64().refine((text) => Buffer.from(text, 'base64').length === keyBytes),
});
const entrySchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  kind: z.enum(['person', 'address', 'domain']),
  internal: z.boolean().nullable(),
  at: z.string(),
});

type Contents = { readonly key: SuppressionKey; readonly entries: readonly SuppressedEntry[] };

async function readFile(path: string): Promise<Contents | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(absent);
  if (file === null) return null;
  try {
    await assertOwn(path, file);
    // What follows the last line feed is a line that a power cut broke off.
    const [head = '', ...lines] = (await file.readFile('utf8')).split('\n').slice(0, -1);
    const { key } = parsed(path, 1, head, headSchema);
    const entries = lines.flatMap((line, place) =>
      line === '' ? [] : [parsed(path, place + 2, line, entrySchema)],
    );
    return { key: keyOf(Buffer.from(key, 'base64')), entries };
  } finally {
    await file.close();
  }
}

function parsed<Schema extends z.ZodType>(
  path: string,
  line: number,
  text: string,
  schema: Schema,
): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw invalid(path, `line ${line} (not shown)`);
  }
}

/** Whoever is first makes the key; everybody else reads that one. */
function make(path: string): Promise<void> {
  const key = randomBytes(keyBytes).toString('base64');
  return makePrivate(path, `${JSON.stringify({ format: 'rapport erased', version: 1, key })}\n`);
}

async function append(path: string, entries: readonly SuppressedEntry[]): Promise<void> {
  await cutOffBrokenLine(path);
  const file = await open(path, constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW);
  try {
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    await file.appendFile(lines);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A line that a power cut broke off was never promised to anybody, and must not run into the next one. */
async function cutOffBrokenLine(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const text = await file.readFile('latin1');
    if (!text.endsWith('\n')) await file.truncate(text.lastIndexOf('\n') + 1);
  } finally {
    await file.close();
  }
}

async function assertOwn(path: string, file: FileHandle): Promise<void> {
  const others = await sharedWith(file);
  if (others === null) return;
  throw new Problem({
    code: 'erased_file_open',
    message: 'Others than the user who runs the program could read or change the list of erasures.',
    field: path,
    value: others,
    hint: `Run: chmod 600 '${path}', as the user who runs the program.`,
  });
}

function keyOf(bytes: Buffer): SuppressionKey {
  const digest = createHash('sha256').update('rapport suppression\0').update(bytes).digest('hex');
  return { id: digest.slice(0, 16), bytes };
}

function absent(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}

function other(path: string): Problem {
  return new Problem({
    code: 'erased_file_other',
    message: 'The data folder has a list of erasures already, with another key.',
    field: path,
    hint: 'Restore into a data folder that does not exist yet (RAPPORT_DATA=restored).',
  });
}

function invalid(path: string, value: string): Problem {
  return new Problem({
    code: 'erased_file_invalid',
    message: 'The list of erasures is damaged, or another file.',
    field: path,
    value,
    hint: 'Put it back from a copy; without it, people who were erased could come in again.',
  });
}
