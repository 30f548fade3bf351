import { randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textOf } from '../../files/disk.ts';
import type { Home } from './home.ts';

/** How a client gets to a server. `host` starting with a slash is the folder of a Unix socket. */
export type Connection = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
};

/**
 * Where the server of this home listens: a Unix socket in a folder that only its account may enter, so that it needs
 * no password; on Windows (untested) a free port of the loopback with a random one.
 */
export async function chooseEndpoint(home: Home): Promise<Connection> {
  const names = { user: 'rapport', database: 'postgres' } as const;
  if (process.platform !== 'win32') {
    return { host: await socketFolder(home), port: 5432, ...names };
  }
  return { host: '127.0.0.1', port: await freePort(), password: await password(home), ...names };
}

/** The server's settings for this endpoint, by name. */
export function endpointSettings({ host, port }: Connection): Record<string, string> {
  if (!host.startsWith('/')) {
    return { listen_addresses: host, port: String(port), unix_socket_directories: '' };
  }
  return {
    listen_addresses: '',
    port: String(port),
    // A list of folders, so that one with a comma or a blank needs its quotes.
    unix_socket_directories: `"${host.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
  };
}

/** The system cuts a socket's path off here: 104 bytes with the closing zero on macOS, 108 on Linux. */
const longestSocketPath = 103;

async function socketFolder({ folder, account }: Home): Promise<string> {
  const uid = account?.uid ?? process.getuid?.() ?? -1;
  const near = join(folder, 'socket');
  const isShort = Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= longestSocketPath;
  if (isShort) await mkdir(near, { recursive: true, mode: 0o700 });
  const path = isShort ? near : await temporaryFolder(folder, uid);
  await chmod(path, 0o700);
  if (account !== null) await chown(path, account.uid, account.gid);
  return path;
}

/** A short folder, kept from start to start as long as it is there and still belongs to the server. */
async function temporaryFolder(folder: string, uid: number): Promise<string> {
  const record = join(folder, 'socket-folder');
  const kept = await textOf(record);
  const found = kept === null ? null : await lstat(kept).catch(() => null);
  if (kept !== null && found?.isDirectory() && found.uid === uid) return kept;
  const made = await mkdtemp(join(tmpdir(), 'rapport-'));
  await writeFile(record, made);
  return made;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 5432;
}

async function password({ folder }: Home): Promise<string> {
  const file = join(folder, 'password');
  const kept = await textOf(file);
  if (kept !== null) return kept;
  const made = randomBytes(24).toString('base64url');
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
