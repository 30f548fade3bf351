import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiForTests, loginFor } from '../../test/support/api.ts';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle, testNow } from '../../test/support/figures.ts';
import { readingAs } from '../access/reading.ts';
import { avery, company, dana } from '../analytics/testing/cast.ts';
import { anEmail, anOpportunity, at, aUser } from '../analytics/testing/seeds.ts';
import { cardsSchema, digestsSchema } from '../contract/cards.ts';
import { sql } from '../db/sql.ts';
import { mailerOf } from '../mail/send.ts';
import type { MailSettings } from '../mail/settings.ts';
import { dayDue, sendDigests } from './daily.ts';

const tls = join(import.meta.dirname, '../../test/support/tls');
const cert = readFileSync(join(tls, 'first.crt'), 'utf8');
const key = readFileSync(join(tls, 'first.key'), 'utf8');
const signal = new AbortController().signal;
/** Friday, half past seven in Berlin. */
const morning = at('2026-11-20T06:30:00Z');
const day = 86_400_000;
const minute = 60_000;

type Taken = { readonly to: readonly string[]; readonly text: string };

/** A real mail server on this machine; `options` make it refuse. */
async function mailServer(options: SMTPServerOptions = {}) {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        taken.push({ to, text: Buffer.concat(parts).toString('utf8') });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    taken,
    port,
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const settingsFor = (port: number): MailSettings => ({
  ...{ host: '127.0.0.1', port, tls: 'none', auth: null },
  from: 'Rapport <rapport@us.example>',
});

let database: TestDatabase;
let login: number;
let server: Awaited<ReturnType<typeof mailServer>>;
beforeAll(async () => {
  database = await testDatabase();
  const deals = [1, 2].map((n) =>
    anOpportunity({
      ...{ id: `deal ${n}`, name: `Deal <${n}>`, ownerId: 'avery', contactId: 'dana' },
      ...{ estimatedCloseDate: '2026-11-01', createdAt: testNow - 20 * day },
    }),
  );
  const secret = anEmail({
    ...{ id: 'e', from: dana, to: [avery], subject: 'Hush', startsAt: '2026-11-19T09:00:00Z' },
  });
  const users = [
    aUser({ id: 'avery', emails: [avery], timeZone: 'Europe/Berlin' }),
    aUser({ id: 'morgan', emails: ['morgan@us.example'] }),
  ];
  await importItems(
    database.db,
    bundleItems(company({ users, leads: [], opportunities: deals, activities: [secret] })),
  );
  await settle(database.db);
  login = await loginFor(database.db, { roles: ['seller'], userId: 'avery' });
  const other = await loginFor(database.db, { roles: ['seller'], userId: 'morgan' });
  await database.db.run(sql`
    insert into card_preference (login_key, digest) values (${login}, true), (${other}, true)`);
});
beforeEach(async () => {
  server = await mailServer();
  await database.db.run(sql`delete from digest_day`);
  await database.db.run(sql`delete from insight_card`);
  await database.db.run(sql`update card_preference set digest = true, digest_language = 'en'`);
});
afterEach(() => server.close());
afterAll(() => database.close());

type Sending = { readonly now?: number; readonly settings?: MailSettings; readonly ca?: string };

/** Sends what is due; answers how many days were settled. */
function send({ now = morning, settings = settingsFor(server.port), ca }: Sending = {}) {
  const mailer = mailerOf(settings, ca === undefined ? {} : { ca });
  const read = readingAs(database.readers);
  return sendDigests(
    database.db,
    {
      ...{ clock: () => now, mailer, origin: 'https://rapport.example' },
      readAs: (who, work) => read({ login: who }, work),
    },
    signal,
  );
}

async function stateOf(who = login) {
  const [row] = await database.db.query<{
    state: string;
    attempts: number;
    reason: string | null;
    again: boolean;
  }>(
    sql`select state, attempts, reason, next_at is not null as again from digest_day where login_key = ${who}`,
  );
  return row;
}

describe('the digest', () => {
  it('is an email with the cards of the day, as text and as HTML that is only text', async () => {
    // Nobody gets an empty one: Morgan has no card.
    expect(await send()).toBe(1);
    expect(await send({ now: morning + 60 * minute })).toBe(1);
    expect(server.taken).toHaveLength(1);
    const [mail] = server.taken;
    expect(mail?.to).toHaveLength(1);
    const text = (mail?.text ?? '')
      .replaceAll('=\r\n', '')
      .replaceAll('=3D', '=')
      .replaceAll('\r\n ', ' ');
    expect(text).toMatch(/^Subject: .*2 cards for today/m);
    expect(text).toContain('Its close date, 1 Nov 2026, passed 19 days ago.');
    expect(text).toContain('https://rapport.example/opportunities/deal%201');
    expect(text).toContain('Deal &lt;1&gt;');
    expect(text).toMatch(
      /^List-Unsubscribe: +<https:\/\/rapport\.example\/api\/v1\/digest\/stop\/[\s\S]{36,40}>/m,
    );
    expect(text).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(text).not.toContain('Hush');
    expect(text).not.toMatch(/<(?:img|script|style|link)/);
    expect(await stateOf()).toMatchObject({ state: 'sent', attempts: 1 });
    // The page has the same list.
    const asking = await apiForTests(database, { now: morning }).withLogin(login);
    const { cards } = cardsSchema.parse(await (await asking('cards')).json());
    expect(cards.map(({ record }) => record.name).toSorted()).toEqual(['Deal <1>', 'Deal <2>']);
  });

  it('speaks German to who wants that', async () => {
    await database.db.run(sql`update card_preference set digest_language = 'de'`);
    await send();
    const text = server.taken[0]?.text.replaceAll('=\r\n', '');
    expect(text).toContain('Der Abschlusstermin, 01.11.2026, ist seit 19 Tagen verstrichen.');
  });

  it('goes out once a day: not again by another process, nor after a crash', async () => {
    await Promise.all([send(), send(), send()]);
    await send({ now: morning + 30 * minute });
    expect(server.taken).toHaveLength(1);
    // The next working day is Monday.
    await send({ now: morning + day });
    expect(server.taken).toHaveLength(1);
    await send({ now: morning + 3 * day });
    expect(server.taken).toHaveLength(2);
    // Claimed, and then the machine died.
    await database.db.run(sql`update digest_day set state = 'sending', settled_at = null`);
    await send({ now: morning + 3 * day + 20 * minute });
    expect(server.taken).toHaveLength(2);
  });

  it('is tried again when the server is down, three times, and the administrator is told', async () => {
    const { port } = server;
    await server.close();
    await send();
    expect(await stateOf()).toMatchObject({ state: 'failed', attempts: 1, again: true });
    await send({ now: morning + 4 * minute });
    expect(await stateOf()).toMatchObject({ attempts: 1 });
    let now = morning;
    for (const [attempts, again] of [
      [2, true],
      [3, true],
      [4, false],
      [4, false],
    ] as const) {
      now += 61 * minute;
      await send({ now, settings: settingsFor(port) });
      expect(await stateOf()).toMatchObject({ attempts, again });
    }
    const administrator = await apiForTests(database, { now, mailFrom: 'r@us.example' }).signedIn([
      'administrator',
    ]);
    const told = digestsSchema.parse(await (await administrator('digests')).json());
    expect(told).toMatchObject({ from: 'r@us.example', readers: 2, sent: 0, lastSentAt: null });
    expect(told.troubles).toMatchObject([
      { name: 'avery', day: '2026-11-20', state: 'failed', attempts: 4, nextAt: null },
    ]);
    expect(told.troubles[0]?.reason).toMatch(/^E[A-Z]+ \(CONN\)$/);
    server = await mailServer();
  });

  it('arrives when the server is back', async () => {
    await send({ settings: settingsFor(1) });
    expect(await stateOf()).toMatchObject({ state: 'failed' });
    await send({ now: morning + 6 * minute });
    expect(await stateOf()).toMatchObject({ state: 'sent', attempts: 2 });
    expect(server.taken).toHaveLength(1);
  });

  it('is not tried again when the recipient is refused, and nobody’s address is kept', async () => {
    await server.close();
    server = await mailServer({
      onRcptTo: ({ address }, _session, done) =>
        done(Object.assign(new Error(`no ${address} here`), { responseCode: 550 })),
    });
    await send();
    expect(await stateOf()).toEqual({
      ...{ state: 'failed', attempts: 1, again: false, reason: 'EENVELOPE 550 (RCPT TO)' },
    });
  });

  it('is not sent again when nobody knows whether it was taken', async () => {
    await server.close();
    server = await mailServer({
      onData: (stream) => {
        stream.resume();
        stream.on('end', () => server.cut());
      },
    });
    await send();
    expect(await stateOf()).toMatchObject({ state: 'unknown', again: false });
  });

  it('signs in over STARTTLS, and sends nothing to a server that is not the right one', async () => {
    await server.close();
    server = await mailServer({
      ...{ authOptional: false, disabledCommands: [], key, cert },
      onAuth: ({ username, password }, session, done) =>
        username === 'rapport' && password === 'pw' && session.secure
          ? done(null, { user: username })
          : done(new Error('no')),
    });
    const secure: MailSettings = {
      ...{ ...settingsFor(server.port), host: 'localhost', tls: 'required' },
      auth: { user: 'rapport', pass: 'pw' },
    };
    await send({ settings: secure });
    expect(await stateOf()).toMatchObject({ state: 'failed', again: true });
    const wrong = { ...secure, auth: { user: 'rapport', pass: 'wrong' } };
    await send({ now: morning + 6 * minute, settings: wrong, ca: cert });
    expect(await stateOf()).toMatchObject({
      attempts: 2,
      reason: expect.stringMatching(/^EAUTH 535/),
    });
    expect(server.taken).toEqual([]);
    await send({ now: morning + 30 * minute, settings: secure, ca: cert });
    expect(await stateOf()).toMatchObject({ state: 'sent' });
    expect(server.taken).toHaveLength(1);
  });

  it('says nothing while analytics are off, and nothing of health while that is hidden', async () => {
    await database.db.run(sql`
      update record_analytics set health_state = 'scored', health_score = 10, health_score_before = 90, health_grade = 'poor'
      where type = 'opportunity'`);
    const set = (change: object) =>
      database.db.run(sql`update organization set settings = ${JSON.stringify(change)}::jsonb`);
    await set({ analyticsOn: false });
    expect(await send()).toBe(0);
    await set({ showHealth: false });
    await send();
    const text = server.taken[0]?.text ?? '';
    expect(text).toContain('close date');
    expect(text).not.toMatch(/health|poor|from good/i);
    await set({});
  });

  it('is stopped with one click, without signing in; to look at that address stops nothing', async () => {
    const { asNobody } = apiForTests(database, { now: morning });
    const [row] = await database.db.query<{ token: string }>(
      sql`select digest_token::text as token from card_preference where login_key = ${login}`,
    );
    const path = `digest/stop/${row?.token}`;
    expect((await asNobody(path)).headers.get('location')).toBe('/account#cards');
    const isOn = async () => {
      const [one] = await database.db.query<{ digest: boolean }>(
        sql`select digest from card_preference where login_key = ${login}`,
      );
      return one?.digest;
    };
    expect(await isOn()).toBe(true);
    const click = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    };
    expect((await asNobody(`digest/stop/${crypto.randomUUID()}`, click)).status).toBe(204);
    expect(await isOn()).toBe(true);
    expect((await asNobody(path, click)).status).toBe(204);
    expect(await isOn()).toBe(false);
    await send();
    expect(server.taken).toEqual([]);
  });
});

describe('the morning of a digest', () => {
  const state = {
    organization: { timeZone: 'UTC' },
    settings: {
      workingHours: [1, 2, 3, 4, 5].map((weekday) => ({
        day: weekday,
        from: '09:00',
        until: '17:00',
      })),
      holidays: [{ name: 'a day off', on: '2026-11-19', yearly: false }],
    },
  };
  const due = (instant: string, timeZone: string | null, workingHours: unknown = null) =>
    dayDue({ timeZone, workingHours }, state, at(instant));

  it('is from seven to noon in the reader’s own zone', () => {
    expect(due('2026-11-20T06:59:59Z', null)).toBeNull();
    expect(due('2026-11-20T07:00:00Z', null)).toBe('2026-11-20');
    expect(due('2026-11-20T11:59:59Z', null)).toBe('2026-11-20');
    expect(due('2026-11-20T12:00:00Z', null)).toBeNull();
    expect(due('2026-11-19T22:30:00Z', 'Asia/Tokyo')).toBe('2026-11-20');
    expect(due('2026-11-20T12:30:00Z', 'America/New_York')).toBe('2026-11-20');
  });

  it('is on working days, of the person or else of the organisation', () => {
    expect(due('2026-11-19T08:00:00Z', null)).toBeNull();
    expect(due('2026-11-21T08:00:00Z', null)).toBeNull();
    const weekend = { days: [6, 7], from: '09:00', until: '17:00' };
    expect(due('2026-11-21T08:00:00Z', null, weekend)).toBe('2026-11-21');
    expect(due('2026-11-20T08:00:00Z', null, weekend)).toBeNull();
  });
});
