import {
  access,
  chmod,
  constants,
  mkdir,
  mkdtemp,
  realpath,
  rmdir,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { errorCode, Problem } from '../../model/problem.ts';
import { type Account, canReach, serverAccount } from './account.ts';

/** Where everything of the embedded server lies, and the account it runs under. */
export type Home = {
  /** Lock, log, socket and the server's data, as an absolute path without links. */
  readonly folder: string;
  /** PostgreSQL's own data folder, inside `folder`. */
  readonly cluster: string;
  readonly account: Account;
};

/**
 * Finds or makes the folder `database` inside the data folder. Under root the server's account must get there, which
 * it cannot when the project lies in `/root`: then `database` becomes a link to a folder below `elsewhere`, and `log`
 * says so. Throws `database_out_of_reach` when there is no such place either.
 */
export async function openHome(
  dataFolder: string,
  log: (message: string) => void,
  elsewhere = '/var/lib/rapport',
): Promise<Home> {
  const wanted = resolve(dataFolder, 'database');
  const isNew = await made(wanted).catch(closed(wanted));
  const found = await realpath(wanted);
  await access(found, constants.W_OK).catch(closed(found));
  const account = await serverAccount(join(found, 'cluster'));
  const folder = canReach(account, found)
    ? found
    : await moved(found, elsewhere, { account, isNew });
  if (folder !== found) {
    log(`The database lies in ${folder}: user ${account?.name} cannot reach ${found}.`);
  }
  return { folder, cluster: join(folder, 'cluster'), account };
}

async function made(folder: string): Promise<boolean> {
  await mkdir(dirname(folder), { recursive: true });
  try {
    await mkdir(folder);
    // Others may pass (the server's account has to), but not look around.
    await chmod(folder, 0o711);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function moved(
  from: string,
  elsewhere: string,
  { account, isNew }: { account: Account; isNew: boolean },
): Promise<string> {
  // Only an empty folder is replaced: what holds data stays where it is.
  if (!isNew) throw outOfReach(from, account);
  try {
    await mkdir(elsewhere, { recursive: true, mode: 0o755 });
    const folder = await mkdtemp(join(elsewhere, `${basename(dirname(dirname(from)))}-`));
    await chmod(folder, 0o711);
    if (!canReach(account, folder)) throw outOfReach(from, account);
    await rmdir(from);
    await symlink(folder, from);
    return folder;
  } catch (error) {
    if (errorCode(error) === 'EACCES' || errorCode(error) === 'EROFS') {
      throw outOfReach(from, account);
    }
    throw error;
  }
}

function closed(folder: string): (cause: unknown) => never {
  return (cause) => {
    throw new Problem({
      code: 'data_folder_closed',
      message: `The data folder cannot be written to (${errorCode(cause) ?? String(cause)}).`,
      field: 'dataFolder',
      value: folder,
      hint: 'Start as the user it belongs to, or set RAPPORT_DATA to a folder of your own.',
      cause,
    });
  };
}

function outOfReach(folder: string, account: Account): Problem {
  return new Problem({
    code: 'database_out_of_reach',
    message: `PostgreSQL does not run as root, and user ${account?.name} cannot reach the data folder.`,
    field: 'dataFolder',
    value: folder,
    hint: 'Set RAPPORT_DATA to a folder that every user may pass through (such as /var/lib/rapport), or start as an ordinary user.',
  });
}
