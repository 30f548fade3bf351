import { readFile } from 'node:fs/promises';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Problem } from '../model/problem.ts';
import { errorForLog } from './for-log.ts';

/** None of these may come out of an error that held them. */
const personal = {
  address: 'anna.schmidt+crm@fernhollow.example',
  quotedAddress: '"Anna Schmidt"@fernhollow.example',
  name: 'Anna Schmidt',
  password: 'hunter2-s3cret',
  url: 'postgres://rapport:hunter2-s3cret@db.internal.example:5432/rapport',
  token: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl',
  key: 'b64Kq3Vn0m1Yc7xW9tE5rT2uI8oP6aS4dF0gH1jK3lM=',
  subject: 'Re: Kündigung von Herrn Krüger',
  host: 'mail.fernhollow.example',
  path: '/home/anna/Inbox.mbox',
} as const;
const pieces = Object.values(personal).flatMap((text) => [text, ...text.split(/[^\p{L}\d-]+/u)]);
const telling = [...new Set(pieces)].filter(
  (piece) =>
    piece.length > 3 &&
    !['example', 'postgres', 'rapport', 'home', 'mail', 'internal'].includes(piece),
);

describe('an error in the log', () => {
  it('says what went wrong and where', () => {
    const cause = Object.assign(
      new Error('duplicate key value violates unique constraint "address_pkey"'),
      {
        code: '23505',
        detail: `Key (text)=(${personal.address}) already exists.`,
        where: `COPY address, line 3, column text: "${personal.address}"`,
        table: 'address',
        constraint: 'address_pkey',
      },
    );
    const problem = new Problem({
      code: 'import_failed',
      message: 'The file cannot be read at line 7.',
      field: 'subject',
      value: personal.subject,
      hint: `Ask ${personal.address}.`,
      cause,
    });
    expect(errorForLog(problem)).toMatchObject({
      kind: 'Problem',
      code: 'import_failed',
      message: 'The file cannot be read at line 7.',
      about: { field: 'subject' },
      stack: expect.arrayContaining([
        expect.stringMatching(/src\/secrets\/for-log\.test\.ts:\d+:\d+$/),
      ]),
      causes: [
        {
          code: '23505',
          message: 'duplicate key value violates unique constraint …',
          about: { table: 'address', constraint: 'address_pkey' },
        },
      ],
    });
    expectNothingPrivate(problem);
  });

  it('holds nobody and no secret, wherever in it they stood', () => {
    const places = [
      'message',
      'value',
      'hint',
      'field',
      'detail',
      'where',
      'stack',
      'name',
      'code',
      'query',
      'hostname',
    ];
    for (const text of Object.values(personal)) {
      for (const place of places) {
        const error = new Error('It failed.');
        Object.defineProperty(error, place, { value: text, enumerable: true });
        expectNothingPrivate(error);
        expectNothingPrivate(new Error('outer', { cause: error }));
        expectNothingPrivate(new AggregateError([error], 'many'));
      }
    }
  });

  it.each([
    (text: string) => `cannot reach ${text}`,
    (text: string) => `${text} cannot be read`,
    (text: string) => `invalid input syntax for type date: "${text}"`,
    (text: string) => `Unexpected token 'H', "${text}"... is not valid JSON`,
    (text: string) => `The mapping is wrong at ${text}: expected a name`,
    (text: string) => `it's ${text}, isn't it`,
    (text: string) => `failed\n    at ${text} (${text})\n${text}`,
    (text: string) => `connect ECONNREFUSED ${text}:993`,
    (text: string) => `There is no GET ${text}.`,
    (text: string) => `login failed (${text}) for <${text}>`,
    (text: string) => JSON.stringify({ to: text }),
  ])('holds nobody in any sentence: %o', (sentence) => {
    for (const text of Object.values(personal)) {
      expectNothingPrivate(new Error(sentence(text)));
      expectNothingPrivate(new Problem({ code: 'a', message: sentence(text), value: text }));
      const late = new Error('short');
      late.message = sentence(text);
      expectNothingPrivate(late);
    }
  });

  it('holds nothing of what JavaScript and the system quote', async () => {
    const failing = [
      () => JSON.parse(personal.subject),
      () => BigInt('kündigung'),
      () => new Intl.NumberFormat('en', { style: 'currency', currency: 'krueger' }),
      () => new URL(personal.path),
      () => decodeURIComponent('%krueger'),
    ];
    for (const work of failing) {
      const error = thrownBy(work);
      expect(JSON.stringify(errorForLog(error))).not.toMatch(/kündigung|krueger/i);
      expectNothingPrivate(error);
    }
    const missing = await readFile(personal.path).catch((error: unknown) => error);
    expect(errorForLog(missing)).toMatchObject({ code: 'ENOENT', about: { syscall: 'open' } });
    expectNothingPrivate(missing);
  });

  it('holds no address, by whatever letters it is spelled and whatever stands around it', () => {
    const around = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(fc.emailAddress(), around, around, (address, before, after) => {
        const logged = JSON.stringify(
          errorForLog(new Error(`${before}${address}${after}`)).message,
        );
        expect(logged).not.toContain('@');
        expect(logged).not.toContain(address);
      }),
    );
  });

  it('is understood when it is no error, or leads to itself', () => {
    expect(errorForLog(personal.address)).toEqual({ kind: 'string' });
    expect(errorForLog(null)).toEqual({ kind: 'null' });
    const round = new Error('round');
    round.cause = round;
    expect(JSON.stringify(errorForLog(round)).length).toBeLessThan(20_000);
  });

  it('goes into the log as it is', () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const logger = pino({ base: null, serializers: { err: errorForLog } }, sink);
    logger.error({ err: new Error(`no ${personal.address}`, { cause: personal.url }) }, 'failed');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'failed', err: { message: 'no …' } });
    for (const piece of telling) expect(lines[0]).not.toContain(piece);
  });
});

function expectNothingPrivate(error: unknown): void {
  const logged = errorForLog(error);
  const text = JSON.stringify({
    ...logged,
    stack: logged.stack?.map((line) => line.replace(ownFile, '')),
  });
  for (const piece of telling) expect(text.includes(piece), `${piece} in ${text}`).toBe(false);
}

const ownFile = /src\/secrets\/for-log\.test\.ts/;

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
