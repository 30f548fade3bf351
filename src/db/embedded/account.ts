import { spawnSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { errorCode, Problem } from '../../model/problem.ts';

/** The account of the operating system that the server runs under; null: the one that runs this process. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number } | null;

/**
 * PostgreSQL refuses to run as root. So when this process does, the server gets the account that owns the database
 * already, else an unprivileged one that exists: `postgres` or `nobody`.
 */
export async function serverAccount(cluster: string): Promise<Account> {
  const uid = process.getuid?.();
  if (uid === undefined) return null;
  const owner = await ownerOf(cluster);
  if (uid !== 0) {
    if (owner === null || owner.uid === uid) return null;
    throw new Problem({
      code: 'database_of_other_user',
      message: `The database belongs to another user (uid ${owner.uid}) than the one that runs this (uid ${uid}).`,
      field: 'dataFolder',
      value: cluster,
      hint: 'Start as the user who started it first, or set RAPPORT_DATA to another folder.',
    });
  }
  if (owner !== null && owner.uid !== 0) return { name: `uid ${owner.uid}`, ...owner };
  const accounts = await knownAccounts();
  const account = accounts.get('postgres') ?? accounts.get('nobody');
  if (account !== undefined) return account;
  throw new Problem({
    code: 'no_unprivileged_user',
    message:
      'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.',
    hint: 'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  });
}

/** Whether the account passes all the folders down to this one. Asked of the system: modes do not tell everything. */
export function canReach(account: Account, folder: string): boolean {
  if (account === null) return true;
  const { uid, gid } = account;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid, gid, cwd: '/' }).status === 0;
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function knownAccounts(): Promise<Map<string, NonNullable<Account>>> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const accounts = lines.flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    return /^\d+$/.test(uid) && /^\d+$/.test(gid) && uid !== '0'
      ? [[name, { name, uid: Number(uid), gid: Number(gid) }] as const]
      : [];
  });
  return new Map(accounts);
}
