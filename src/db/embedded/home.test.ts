import { chmod, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHome } from './home.ts';

const isRoot = process.getuid?.() === 0;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-home-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'closed'), { mode: 0o700 });
});
afterAll(() => rm(folder, { recursive: true }));

describe('the home of the server', () => {
  it('is inside the data folder, and others cannot look into it', async () => {
    const home = await openHome(join(folder, 'open'), () => {});
    expect(home.folder).toBe(join(folder, 'open', 'database'));
    expect((await lstat(home.folder)).mode & 0o777).toBe(0o711);
    expect(home.account === null).toBe(!isRoot);
  });

  it.runIf(isRoot)('is elsewhere when its account cannot reach the data folder', async () => {
    const said: string[] = [];
    const elsewhere = join(folder, 'elsewhere');
    const data = join(folder, 'closed', 'data');
    const first = await openHome(data, (message) => said.push(message), elsewhere);
    expect(first.folder.startsWith(elsewhere)).toBe(true);
    expect(said).toEqual([expect.stringContaining(first.folder)]);
    // From then on it is found through the link in the data folder.
    expect(await openHome(data, () => {}, elsewhere)).toEqual(first);
  });

  it.runIf(isRoot)('is not moved away from data that are there', async () => {
    const data = join(folder, 'closed', 'old');
    await mkdir(join(data, 'database'), { recursive: true });
    await expect(openHome(data, () => {}, join(folder, 'elsewhere'))).rejects.toMatchObject({
      code: 'database_out_of_reach',
    });
  });
});
