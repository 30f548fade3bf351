import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { serverAccount } from '../../src/db/embedded/account.ts';
import type { Connection } from '../../src/db/embedded/endpoint.ts';
import { chooseEndpoint } from '../../src/db/embedded/endpoint.ts';
import { Postmaster } from '../../src/db/embedded/postmaster.ts';

/** The oldest PostgreSQL from 15 on that Debian's packages have put on this machine: its folder of programs, or null. */
export function findSystemServer(): string | null {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return null;
  const versions = readdirSync(root)
    .map(Number)
    .filter((version) => version >= 15 && existsSync(join(root, String(version), 'bin/initdb')));
  return versions.length === 0 ? null : join(root, String(Math.min(...versions)), 'bin');
}

/**
 * Starts that server on an empty database in `folder`. Its text is ordered by the rules of a language, as in most
 * databases that somebody else made, so that a statement which forgets to ask for another order is found out.
 */
export async function startSystemServer(
  folder: string,
): Promise<{ connection: Connection; close(): Promise<void> }> {
  const binaries = findSystemServer();
  if (binaries === null) throw new Error('no PostgreSQL from 15 on in /usr/lib/postgresql');
  const cluster = join(folder, 'cluster');
  const account = await serverAccount(cluster);
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  if (account !== null) await chown(cluster, account.uid, account.gid);

  const home = { folder, cluster, account };
  const endpoint = await chooseEndpoint(home);
  const locale = ['--locale=C', '--locale-provider=icu', '--icu-locale=de'];
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', cluster, '-U', endpoint.user, '--auth=trust', '--encoding=UTF8', '--no-sync', ...locale],
    { ...(account === null ? {} : { uid: account.uid, gid: account.gid }), cwd: folder },
  );
  const server = new Postmaster(home, { binaries, endpoint }, () => {});
  await server.start();
  return { connection: endpoint, close: () => server.stop() };
}
