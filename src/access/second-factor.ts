/** The second factor: codes of an authenticator app (RFC 6238), and codes on paper for when the app is lost. */

import { randomBytes, randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { KeyPlace } from '../secrets/keys.ts';
import { getSecret, putSecretIn, removeSecret } from '../secrets/store.ts';
import { hashOf } from './credentials.ts';

/** What its secrets are called among the secrets. */
export const secretPrefix = 'second-factor:';

const recoveryCodes = 8;
const periodMs = 30_000;

/** For the app: the secret as text and as what a QR code holds. */
export type Begun = { readonly secret: string; readonly uri: string };

/**
 * Makes a secret for a login, which nobody is asked for until it is confirmed; an earlier unconfirmed one is void. Null
 * when there is a confirmed one: it has to be removed first.
 */
export async function beginSecondFactor(
  database: Database,
  { login, email, now }: { readonly login: number; readonly email: string; readonly now: number },
  keys: KeyPlace,
): Promise<Begun | null> {
  // 160 bits, as RFC 4226 (4, R6) recommends.
  const secret = new Secret({ size: 20 });
  const name = `${secretPrefix}${randomUUID()}`;
  const isBegun = await database.transaction(async (session) => {
    const [before] = await session.query<{ secret_name: string; confirmed_at: number | null }>(sql`
      select secret_name, confirmed_at from login_second_factor where login_key = ${login} for update`);
    if (before !== undefined && before.confirmed_at !== null) return false;
    if (before !== undefined) await removeSecret(session, before.secret_name);
    await putSecretIn(session, { name, text: secret.base32 }, keys);
    await session.run(sql`
      insert into login_second_factor (login_key, secret_name, begun_at) values (${login}, ${name}, ${new Date(now)})
      on conflict (login_key) do update
      set secret_name = excluded.secret_name, begun_at = excluded.begun_at, last_step = 0`);
    return true;
  });
  if (!isBegun) return null;
  return { secret: secret.base32, uri: new TOTP({ ...app, label: email, secret }).toString() };
}

/** Confirms it with a first code of the app and answers the recovery codes; null when the code is wrong or none begun. */
export async function confirmSecondFactor(
  database: Database,
  { login, code, now }: CodeGiven,
  keys: KeyPlace,
): Promise<readonly string[] | null> {
  if (!(await takesStep(database, { login, code, now }, { keys, confirmed: false }))) return null;
  const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
  const isConfirmed = await database.transaction(async (session) => {
    const confirmed = await session.run(sql`
      update login_second_factor set confirmed_at = ${new Date(now)}
      where login_key = ${login} and confirmed_at is null`);
    if (confirmed === 0) return false;
    await session.run(sql`delete from login_recovery where login_key = ${login}`);
    await session.run(sql`
      insert into login_recovery (login_key, code_hash)
      select ${login}::integer, unnest(${codes.map((one) => hashOf(plain(one)))}::bytea[])`);
    return true;
  });
  return isConfirmed ? codes : null;
}

export type CodeGiven = { readonly login: number; readonly code: string; readonly now: number };

/** Whether a login is asked for a code, and whether one has been begun. */
export async function secondFactorOf(
  session: Session,
  login: number,
): Promise<'none' | 'begun' | 'confirmed'> {
  const [row] = await session.query<{ confirmed_at: number | null }>(
    sql`select confirmed_at from login_second_factor where login_key = ${login}`,
  );
  if (row === undefined) return 'none';
  return row.confirmed_at === null ? 'begun' : 'confirmed';
}

/** Takes a code of the app or a recovery code; false when it is wrong or was taken before, also by somebody at once. */
export async function takeCode(
  database: Database,
  given: CodeGiven,
  keys: KeyPlace,
): Promise<boolean> {
  if (isRecoveryCode(given.code)) {
    const used = await database.run(sql`
      delete from login_recovery where login_key = ${given.login} and code_hash = ${hashOf(plain(given.code))}`);
    return used === 1;
  }
  return takesStep(database, given, { keys, confirmed: true });
}

/** Whether a code is one of those on paper: too long to be guessed. */
export function isRecoveryCode(code: string): boolean {
  return plain(code).length === recoveryLength;
}

/** Nobody is asked for a code any more. Answers whether there was a second factor. */
export async function removeSecondFactor(session: Session, login: number): Promise<boolean> {
  const [row] = await session.query<{ secret_name: string; was: boolean }>(sql`
    delete from login_second_factor where login_key = ${login}
    returning secret_name, confirmed_at is not null as was`);
  await session.run(sql`delete from login_recovery where login_key = ${login}`);
  if (row === undefined) return false;
  await removeSecret(session, row.secret_name);
  return row.was;
}

const app = { issuer: 'Rapport', algorithm: 'SHA1', digits: 6, period: periodMs / 1000 };

/** Takes the code's time step, which nobody can take again; one step early or late is as good, as clocks differ. */
async function takesStep(
  database: Database,
  { login, code, now }: CodeGiven,
  { keys, confirmed }: { readonly keys: KeyPlace; readonly confirmed: boolean },
): Promise<boolean> {
  const [row] = await database.query<{ secret_name: string }>(sql`
    select secret_name from login_second_factor
    where login_key = ${login} and (confirmed_at is not null) = ${confirmed}`);
  const secret = row === undefined ? null : await getSecret(database, row.secret_name, keys);
  if (row === undefined || secret === null) return false;
  const totp = new TOTP({ ...app, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code.replace(/\s/g, ''), timestamp: now, window: 1 });
  if (delta === null) return false;
  const step = Math.floor(now / periodMs) + delta;
  const taken = await database.run(sql`
    update login_second_factor set last_step = ${step}
    where login_key = ${login} and secret_name = ${row.secret_name} and last_step < ${step}`);
  return taken === 1;
}

const recoveryLength = 24;
/** Base32 after Crockford: no letter is taken for a digit. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 120 bits by chance in four groups of six. */
function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(recoveryLength), (byte) => alphabet[byte % 32]).join('');
  return letters.replace(/.{6}(?=.)/g, '$&-');
}

/** As it is compared: however it was typed. */
function plain(code: string): string {
  return code
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/[il]/g, '1')
    .replace(/o/g, '0');
}
