import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loginFor } from '../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../test/support/database.ts';
import { testNow } from '../test/support/figures.ts';
import { sql } from './db/sql.ts';
import { importPath, plainImport } from './imports.ts';
import { changeSource } from './settings/sources.ts';

function message(id: string): string {
  return [
    'From list@us.example Mon Nov  2 10:00:00 2026',
    'From: Ann <ann@us.example>',
    'To: Bea <bea@them.example>',
    `Message-ID: <${id}@us.example>`,
    'Date: Mon, 2 Nov 2026 10:00:00 +0000',
    'List-Id: <all.us.example>',
    'Subject: News',
    '',
    '',
  ].join('\n');
}

/** A database and a folder of a suite's own, and how a mailbox with a text comes in under a name. */
function importing() {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'rapport-imports-'));
    await database.db.run(sql`update organization set domains = array['us.example']`);
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });
  return {
    db: () => database.db,
    imported: async (name: string, text: string, said: Partial<typeof plainImport>) => {
      const path = join(folder, 'read.mbox');
      await writeFile(path, text);
      const { signal } = new AbortController();
      const run = { clock: () => testNow, signal, onProgress: () => {} };
      return importPath(database.db, { path, name, options: { ...plainImport, ...said } }, run);
    },
  };
}

describe('a newer file of a source', () => {
  const { db, imported } = importing();
  const sources = () =>
    db().query(sql`select name, known_until as "knownUntil" from source order by name`);
  const read = (name: string, text: string, continues: string | null) =>
    imported(name, text, { continues });

  it('goes on with it under its name, and lets it know until its own last activity', async () => {
    await read('spring.mbox', message('a'), null);
    const knownUntil = Date.parse('2026-11-02T10:00:00Z');
    expect(await sources()).toEqual([{ name: 'spring.mbox', knownUntil }]);
    const later = message('b').replace('Date: Mon, 2 Nov', 'Date: Mon, 9 Nov');
    const report = await read('autumn.mbox', message('a') + later, 'spring.mbox');
    expect(report).toMatchObject({ source: 'spring.mbox', known: 1, new: 1 });
    expect(await sources()).toEqual([
      { name: 'spring.mbox', knownUntil: Date.parse('2026-11-09T10:00:00Z') },
    ]);
  });

  it('is refused when there is no such source of files of its kind', async () => {
    await expect(read('winter.mbox', message('c'), 'inbox.mbox')).rejects.toMatchObject({
      ...{ code: 'source_unknown', field: 'continues', hint: 'There are: spring.mbox.' },
    });
    expect(await sources()).toHaveLength(1);
  });
});

describe('the bulk rule of a source', () => {
  const { db, imported } = importing();
  const bulkAfter = async (ids: readonly string[], bulkRule: boolean | null) => {
    const { excluded } = await imported('list', ids.map(message).join(''), { bulkRule });
    return excluded.bulk ?? 0;
  };

  it('holds until somebody sets it, and stays as it was set when the source is read again', async () => {
    expect(await bulkAfter(['a'], null)).toBe(1);
    const [source] = await db().query<{ key: number }>(sql`select key from source`);
    await changeSource(db(), source?.key ?? 0, {
      bulkRule: false,
      by: {
        login: await loginFor(db(), { roles: ['administrator'], userId: null }),
        name: 'Avery',
      },
      now: testNow,
    });
    expect(await bulkAfter(['a', 'b'], null)).toBe(0);
  });

  it('is what an import says, when it says so', async () => {
    expect(await bulkAfter(['c'], true)).toBe(1);
    expect(await bulkAfter(['c', 'd'], null)).toBe(2);
  });
});
