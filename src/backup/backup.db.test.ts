import {
  copyFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleItems, goldenBundle } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle, storedFigures, testNow } from '../../test/support/figures.ts';
import { type Database, openPool } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { blankActivity } from '../model/activity.ts';
import type { Item } from '../model/bundle.ts';
import { checkBackup, restoreBackup } from './restore.ts';
import { storedMigrations, storedSequences, storedTables } from './tables.ts';
import { writeBackup } from './write.ts';

const bundle = await goldenBundle('contoso');
const { signal } = new AbortController();
const quiet = { signal, onProgress: () => {} };

/** What COPY has to write with a backslash, what it must not take for an end, and what a generated column is made of. */
const awkward: Item = {
  type: 'account',
  value: {
    id: '\\.',
    name: '\\.\n\\.\r\n\t\\N "ü" 🚀 \\\\.',
    ownerId: null,
    primaryContactId: null,
    parentAccountId: null,
    website: '',
    domains: ['a b.example', '\\.', 'NULL'],
    industry: null,
    createdAt: null,
    custom: { '\\.': ['\n\\.\n', null, 0.1] },
  },
};

function call(id: string): Item {
  const startsAt = testNow - 86_400_000;
  const from = 'avery@contoso.example';
  const to = ['rosa.mendes@blueridge.example', 'new@blueridge.example'];
  return {
    type: 'activity',
    value: { ...blankActivity, id, kind: 'phonecall', direction: 'outgoing', startsAt, from, to },
  };
}

/** Every row of every table as text, and where the sequences stand. */
async function everything(database: Database): Promise<Readonly<Record<string, unknown>>> {
  const rows: Record<string, unknown> = {};
  for (const { table } of await storedTables(database)) {
    rows[table] = await database.query(
      sql`select t::text as row from ${sql.id(table)} t order by t::text collate "C"`,
    );
  }
  return {
    ...rows,
    sequences: await storedSequences(database),
    migrations: await storedMigrations(database),
  };
}

type Owned = TestDatabase & { readonly owner: Database };

/** The commands work as the owner of the tables. */
async function ownedDatabase(): Promise<Owned> {
  const database = await testDatabase();
  const owner = await openPool(database.connection, { max: 2 });
  return {
    ...database,
    owner,
    close: async () => {
      await owner.close();
      await database.close();
    },
  };
}

async function restored(file: string): Promise<Owned> {
  const target = await ownedDatabase();
  await restoreBackup(target.owner, await checkBackup(file, quiet), quiet);
  return target;
}

describe('a backup', () => {
  let original: Owned;
  let folder: string;
  let file: string;
  beforeAll(async () => {
    original = await ownedDatabase();
    await importItems(original.db, [...bundleItems(bundle), awkward], {
      rejects: [{ place: 'line 1', field: 'x', value: '\\.', expected: 'another' }],
    });
    await settle(original.db);
    folder = await mkdtemp(join(tmpdir(), 'rapport-backup-'));
    file = join(folder, 'one.backup');
    await writeBackup(original.owner, file, { now: testNow, ...quiet });
  });
  afterAll(async () => {
    await original.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('restored into an empty database gives every figure, every row and the same future', async () => {
    const copy = await restored(file);
    try {
      const before = await everything(original.owner);
      expect(
        Object.values(before).filter((rows) => Array.isArray(rows) && rows.length > 0).length,
      ).toBeGreaterThan(15);
      expect(await everything(copy.owner)).toEqual(before);
      for (const asOf of ['2026-10-21T12:00:00Z', '2026-11-20T12:00:00Z']) {
        const question = { asOf: Date.parse(asOf), days: 60 };
        const figures = await storedFigures(original.db, question);
        expect(Object.keys(figures).length).toBeGreaterThan(3);
        expect(await storedFigures(copy.db, question)).toEqual(figures);
      }
      for (const { db } of [original, copy]) {
        await importItems(db, [call('one more')], { name: 'another' });
        await settle(db);
      }
      const after = await everything(original.owner);
      expect(after).not.toEqual(before);
      expect(await everything(copy.owner)).toEqual(after);
    } finally {
      await copy.close();
    }
  });

  it('of the same state is the same, but for the instant', async () => {
    const [now, later] = [join(folder, 'now.backup'), join(folder, 'later.backup')];
    const copy = await restored(file);
    await writeBackup(copy.owner, now, { now: testNow, ...quiet });
    await writeBackup(copy.owner, later, { now: testNow + 1, ...quiet });
    await copy.close();
    expect(await readFile(now)).toEqual(await readFile(file));
    const [inOne, inOther] = await Promise.all([now, later].map(linesOf));
    const others = inOne?.map((line, at) => [at, line === inOther?.[at]]);
    const lines = inOne?.length ?? 0;
    expect(inOther).toHaveLength(lines);
    // The first line has the instant, the last but one (before the last line end) the checksum of it.
    expect(others?.filter(([, same]) => same === false).map(([at]) => at)).toEqual([0, lines - 2]);
  });

  it('may be read by its owner only, and leaves nothing else in the folder', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const stop = new AbortController();
    const stopped = writeBackup(original.owner, join(folder, 'stopped.backup'), {
      now: testNow,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'backup_stopped' });
    await expect(stat(join(folder, 'stopped.backup'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('says why a file cannot be written or read', async () => {
    const write = (name: string) => writeBackup(original.owner, name, { now: testNow, ...quiet });
    await expect(write(join(folder, 'missing', 'x'))).rejects.toMatchObject({
      code: 'backup_not_written',
      message: expect.stringContaining('no such file or folder'),
    });
    for (const name of [folder, '/dev/null']) {
      await expect(write(name)).rejects.toMatchObject({ code: 'backup_not_written', value: name });
    }
    await expect(checkBackup(join(folder, 'missing'), quiet)).rejects.toMatchObject({
      code: 'backup_not_readable',
    });
    await expect(checkBackup(folder, quiet)).rejects.toMatchObject({ code: 'backup_not_readable' });
  });

  it('is refused by a database that holds something, which stays as it is', async () => {
    const before = await everything(original.owner);
    const checked = await checkBackup(file, quiet);
    await expect(restoreBackup(original.owner, checked, quiet)).rejects.toMatchObject({
      code: 'database_not_empty',
      value: expect.stringMatching(/^entity: \d+, activity: \d+, source: \d$/),
    });
    expect(await everything(original.owner)).toEqual(before);
  });

  it('whose restore is stopped leaves nothing in the database', async () => {
    const target = await ownedDatabase();
    const before = await everything(target.owner);
    const checked = await checkBackup(file, quiet);
    const stop = new AbortController();
    const run = { signal: stop.signal, onProgress: () => stop.abort() };
    await expect(restoreBackup(target.owner, checked, run)).rejects.toMatchObject({
      code: 'restore_stopped',
    });
    expect(await everything(target.owner)).toEqual(before);
    await target.close();
  });

  it('that changes after it was checked leaves nothing in the database', async () => {
    const target = await ownedDatabase();
    const before = await everything(target.owner);
    const moving = join(folder, 'moving.backup');
    await copyFile(file, moving);
    const checked = await checkBackup(moving, quiet);
    const text = gunzipSync(await readFile(moving)).toString();
    // The last table of all: the others were in by then.
    const last = text.lastIndexOf('{"rows":');
    await writeFile(moving, gzipSync(`${text.slice(0, last)}{"rows":9${text.slice(last + 8)}`));
    await expect(restoreBackup(target.owner, checked, quiet)).rejects.toMatchObject({
      code: 'backup_damaged',
    });
    await writeFile(moving, gzipSync(text.replace('\taccount\t', '\tacorn\t')));
    await expect(restoreBackup(target.owner, checked, quiet)).rejects.toMatchObject({
      code: 'backup_damaged',
      message: expect.stringContaining('COPY entity, line'),
    });
    expect(await everything(target.owner)).toEqual(before);
    await target.close();
  });

  it('cut off anywhere is told from a whole one', async () => {
    const { size } = await stat(file);
    const cut = join(folder, 'cut.backup');
    await copyFile(file, cut);
    for (const length of [size - 1, size - 9, size >> 1, 600, 20, 0]) {
      await truncate(cut, length);
      await expect(checkBackup(cut, quiet), `${length} bytes`).rejects.toMatchObject({
        code: 'backup_cut_off',
        value: `${length} bytes`,
      });
    }
    const text = gunzipSync(await readFile(file)).toString();
    await writeFile(cut, gzipSync(text.slice(0, text.lastIndexOf('{"sha256"'))));
    await expect(checkBackup(cut, quiet)).rejects.toMatchObject({
      code: 'backup_cut_off',
      field: 'the last line',
    });
  });

  it('with a damaged byte is refused, wherever it is', async () => {
    const whole = await readFile(file);
    const hurt = join(folder, 'hurt.backup');
    // The ten bytes at the beginning are gzip's own and say nothing about the contents.
    for (let at = 10; at < whole.length; at += 997) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      await writeFile(hurt, bytes);
      await expect(checkBackup(hurt, quiet), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^backup_(damaged|cut_off|foreign)$/),
      });
    }
  });

  it.each([
    ['\taccount\tblue-ridge', '\taccount\tgreen-ridge', 'the checksum of the rows of entity'],
    [/"last":"(\d+)"/, '"last":"1$1"', 'the checksum of all'],
    [/\{"sequences".*/, '{"other":[]}', 'the line of the sequences'],
    [/\{"rows":.*/, 'gone', 'the line after the rows of '],
    [/$/, 'more\n', 'after the last line'],
  ])('packed again with %s made %s names the place', async (from, to, field) => {
    const text = gunzipSync(await readFile(file)).toString();
    const other = text.replace(from, to);
    expect(other).not.toBe(text);
    const packed = join(folder, 'packed.backup');
    await writeFile(packed, gzipSync(other));
    await expect(checkBackup(packed, quiet)).rejects.toMatchObject({
      code: 'backup_damaged',
      field: expect.stringContaining(field),
    });
  });

  it('is told from foreign files and from those of later versions', async () => {
    const text = gunzipSync(await readFile(file)).toString();
    const other = join(folder, 'other.backup');
    for (const content of ['a letter', gzipSync('a letter'), gzipSync('{"a":1}\n'), text]) {
      await writeFile(other, content);
      await expect(checkBackup(other, quiet)).rejects.toMatchObject({ code: 'backup_foreign' });
    }
    await writeFile(other, gzipSync(text.replace('"version":1', '"version":2')));
    await expect(checkBackup(other, quiet)).rejects.toMatchObject({
      code: 'backup_newer',
      value: '2',
    });
  });

  it('holds no generated column and reads as PostgreSQL wrote it', async () => {
    const lines = await linesOf(file);
    expect(lines).toContain('{"table":"address","columns":["key","address","display_name"]}');
    expect(lines.some((line) => line.includes('\\\\.\\n\\\\.\\r\\n\\t\\\\N "ü" 🚀'))).toBe(true);
  });
});

async function linesOf(file: string): Promise<readonly string[]> {
  return gunzipSync(await readFile(file))
    .toString()
    .split('\n');
}
