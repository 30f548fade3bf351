import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Database } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import { organizationIn } from '../../src/facts/organization.ts';
import { type FileReport, importPath, plainImport } from '../../src/imports.ts';
import { contactsFromCorrespondents } from '../../src/ingest/correspondents.ts';
import { writeOrganization } from '../../src/ingest/organization.ts';
import { drain } from '../../src/refresh/worker.ts';
import { freshDatabase, type Target } from './database.ts';
import type { Check } from './main.ts';

/**
 * Mail that nobody here wrote, corpus by corpus: all of it comes in, twice is once, and no machine becomes a contact.
 * A corpus is an mbox, a folder, or an archive of one; its name tells what is known of it.
 */
export async function checkMail(dir: string, server: Target): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const entry of (await readdir(dir)).sort()) {
    const folder = await mkdtemp(join(tmpdir(), 'rapport-real-'));
    const database = await freshDatabase(server, `corpus_${checks.length}`);
    try {
      checks.push(
        ...(await checkCorpus(entry, await unpacked(join(dir, entry), folder), database)),
      );
    } finally {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return checks;
}

async function checkCorpus(
  name: string,
  path: string,
  database: Database,
): Promise<readonly Check[]> {
  const ofMachines = /bounce|newsletter|auto/.test(name);
  const ofList = /list/.test(name);
  const started = performance.now();
  const first = await importOnce(database, path, { bulkRule: !ofList });
  const seconds = (performance.now() - started) / 1000;
  const again = await importOnce(database, path, { bulkRule: !ofList });
  const ours = await ourDomains(database, ofMachines);
  await nameOurs(database, ours);
  const contacts = await database.transaction(contactsFromCorrespondents);
  await settle(database);
  const tally = await reasons(database);
  const byReason = tally.map(({ reason, activities }) => `${reason ?? 'counted'} ${activities}`);
  const counted = tally.find(({ reason }) => reason === null)?.activities ?? 0;
  const rate = Math.round(first.read / seconds);
  const rejected = first.rejects.slice(0, 3).map(({ place, expected }) => `${place}: ${expected}`);
  return [
    {
      name: `${name} comes in`,
      ok:
        first.finished && first.new > 0 && first.new + first.known + first.rejected === first.read,
      detail: `read ${first.read} (${rate}/s), new ${first.new}, known ${first.known}, rejected ${first.rejected} ${rejected.join('; ')}`,
    },
    {
      name: `${name} twice is once`,
      ok: again.new === 0 && again.changed === 0,
      detail: `new ${again.new}, changed ${again.changed}, known ${again.known}`,
    },
    ofMachines
      ? {
          name: `${name}: no machine counts as contact`,
          ok: counted <= Math.floor(first.new * silentShare(name)) && contacts.length === 0,
          detail: `${byReason.join(', ')}; contacts made ${contacts.length}`,
        }
      : {
          name: `${name}: people count as contact`,
          ok: counted > 0,
          detail: `ours ${ours.slice(0, 3).join(' ')}; ${byReason.join(', ')}; contacts made ${contacts.length}`,
        },
  ];
}

/** Newsletters of a kind whose headers say nothing at all look like a person's mail until somebody answers. */
function silentShare(name: string): number {
  return name.includes('newsletter') ? 0.03 : 0;
}

async function importOnce(
  database: Database,
  path: string,
  options: { readonly bulkRule: boolean },
): Promise<FileReport> {
  return importPath(
    database,
    { path, name: path, options: { ...plainImport, ...options } },
    { clock: Date.now, signal: new AbortController().signal, onProgress: () => {} },
  );
}

/** Of a corpus of machine mail every recipient is one of us; of any other the domain that writes most. */
async function ourDomains(database: Database, ofMachines: boolean): Promise<readonly string[]> {
  const rows = await database.query<{ domain: string }>(sql`
    select domain, count(*) as messages from participant join address on address.key = address_key
    where domain is not null and (role = 'from') <> ${ofMachines}
    group by domain order by messages desc, domain`);
  const domains = rows.map(({ domain }) => domain);
  return ofMachines ? domains : domains.slice(0, 1);
}

async function nameOurs(database: Database, domains: readonly string[]): Promise<void> {
  const { organization } = await organizationIn(database);
  await database.transaction((session) => writeOrganization(session, { ...organization, domains }));
  await settle(database);
}

async function settle(database: Database): Promise<void> {
  const { signal } = new AbortController();
  await drain(database, { clock: Date.now, recomputeMarked: async () => {} }, signal);
}

async function reasons(database: Database) {
  return database.query<{ reason: string | null; activities: number }>(sql`
    select case when canceled then 'canceled' when completes_at > now() then 'not_completed'
      when duplicate_from <= now() then 'duplicate' else reason end as reason, count(*) as activities
    from fact group by 1 order by 2 desc`);
}

/** An archive is unpacked into `folder`; anything else stays where it is. */
async function unpacked(path: string, folder: string): Promise<string> {
  if (!/\.(tar\.gz|tgz|tar)$/.test(path)) return path;
  await promisify(execFile)('tar', ['-xf', path, '-C', folder]);
  return folder;
}
