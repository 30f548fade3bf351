import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { openStore } from '../../src/store.ts';

const messages = 6000;
const company = {
  organization: { name: 'Us', timeZone: 'UTC', domains: ['us.example'] },
  users: [{ id: 'ann', name: 'Ann', emails: ['ann@us.example'] }],
  accounts: [{ id: 'them', name: 'Them' }],
  contacts: [{ id: 'bea', name: 'Bea', accountId: 'them', emails: ['bea@them.example'] }],
};

/** One conversation after the other, three messages each. */
function mbox(): string {
  return Array.from({ length: messages }, (_, n) => {
    const [from, to] =
      n % 3 === 1 ? ['bea@them.example', 'ann@us.example'] : ['ann@us.example', 'bea@them.example'];
    const at = new Date(Date.UTC(2025, 0, 1) + n * 3_600_000);
    const reply = n % 3 === 0 ? [] : [`In-Reply-To: <m${n - 1}@us.example>`];
    return [
      `From ${from} ${at.toUTCString()}`,
      `From: ${from}`,
      `To: ${to}`,
      `Date: ${at.toUTCString()}`,
      `Message-ID: <m${n}@us.example>`,
      ...reply,
      'Subject: Offer',
      '',
      'A body that is never stored.',
      '',
    ].join('\n');
  }).join('\n');
}

describe('an import that is killed without warning', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapport-killed-'));
    await chmod(folder, 0o711);
    await writeFile(join(folder, 'company.json'), JSON.stringify(company));
    await writeFile(join(folder, 'inbox.mbox'), mbox());
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const rapport = (...args: readonly string[]): ChildProcess =>
    spawn(process.execPath, ['src/cli/main.ts', ...args], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, RAPPORT_DATA: join(folder, 'data') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const output = async (child: ChildProcess) => {
    const said = child.stdout === null ? '' : await text(child.stdout);
    return { said, code: child.exitCode ?? (await once(child, 'exit'))[0] };
  };
  const stored = async () => {
    const config = { dataFolder: join(folder, 'data'), databaseUrl: null, port: 0, demo: null };
    const store = await openStore(config, () => {});
    try {
      const [row] = await store.database.query<{
        activities: number;
        conversations: number;
        marks: number;
      }>(sql`
        select (select count(*) from activity) as activities, (select count(*) from conversation) as conversations,
          (select count(*) from record_mark) + (select count(*) from activity_mark) as marks`);
      return row;
    } finally {
      await store.close();
    }
  };

  it('goes on from its last batch, and loses and doubles nothing', {
    timeout: 120_000,
  }, async () => {
    expect(await output(rapport('activate', '--name', 'Ann', '--accept'))).toMatchObject({
      code: 0,
    });
    expect(await output(rapport('import', join(folder, 'company.json')))).toMatchObject({
      code: 0,
    });
    for (const reached of ['20 %', '60 %']) {
      const child = rapport('import', join(folder, 'inbox.mbox'));
      for await (const said of child.stderr ?? []) if (String(said).includes(reached)) break;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const whole = await output(rapport('import', join(folder, 'inbox.mbox')));
    expect(whole.code).toBe(0);
    expect(whole.said).toContain('went on where an earlier import had stopped');
    const again = await output(rapport('import', join(folder, 'inbox.mbox')));
    expect(again.said).toContain(`0 new, 0 changed, 6,000 already known`);
    expect(await stored()).toEqual({
      activities: messages,
      conversations: messages / 3,
      marks: 0,
    });
  });
});
