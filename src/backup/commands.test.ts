import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenFile } from '../../test/support/bundles.ts';
import { storedFigures } from '../../test/support/figures.ts';
import { openAsItIs } from '../store.ts';

const root = join(import.meta.dirname, '../..');
const contoso = goldenFile('contoso');
const question = { asOf: Date.parse('2026-11-20T12:00:00Z'), days: 60 };

describe('the commands backup and restore', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapport-backup-'));
    // Under root the server runs as another user, who has to get there.
    await chmod(folder, 0o711);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const rapport = (data: string, ...args: readonly string[]) => {
    const { DATABASE_URL: _, ...env } = process.env;
    return promisify(execFile)(process.execPath, ['src/cli/main.ts', ...args], {
      cwd: root,
      env: { ...env, RAPPORT_DATA: join(folder, data) },
    });
  };
  const figures = async (data: string) => {
    const store = await openAsItIs({ databaseUrl: null, dataFolder: join(folder, data) });
    try {
      return await storedFigures(store.database, question);
    } finally {
      await store.close();
    }
  };

  it('bring a data folder into an empty one, with every figure', async () => {
    const file = join(folder, 'nightly.backup');
    await expect(rapport('data', 'import', contoso)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('rapport activate'),
    });
    const { stdout: notice } = await rapport('data', 'activate', '--language', 'de');
    expect(notice).toContain('Entscheidungen über Beschäftigung');
    await rapport('data', 'activate', '--name', 'Avery Howard', '--accept');
    await rapport('data', 'import', contoso);
    const { stdout: made } = await rapport('data', 'backup', file);
    expect(made).toMatch(/nightly\.backup: [\d,]+ rows of \d+ tables, 0\.\d MB/);
    const { stdout: done } = await rapport('restored', 'restore', file);
    expect(done).toMatch(/[\d,]+ rows restored, as they were at 20\d\d-/);
    const { stdout: log } = await rapport('restored', 'audit');
    // Activated and imported (the settings of the bundle among it) before the backup, restored after it.
    expect(log).toMatch(/^4 entries, all as they were written\nhead 4:[0-9a-f]{64}\n$/);
    const { stdout: original } = await rapport('data', 'audit', '--export', join(folder, 'audit'));
    expect(original).toMatch(/^4 entries/);
    const exported = (await readFile(join(folder, 'audit'), 'utf8')).trim().split('\n');
    expect(exported.map((line) => JSON.parse(JSON.parse(line).content).action)).toEqual([
      'activated',
      'settings_changed',
      'imported',
      'backed_up',
    ]);
    const before = await figures('data');
    expect(Object.keys(before).length).toBeGreaterThan(3);
    expect(await figures('restored')).toEqual(before);

    const whole = await readFile(file);
    await writeFile(file, whole.subarray(0, whole.length - 10));
    await expect(rapport('third', 'restore', file)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cut off'),
    });
  });
});
