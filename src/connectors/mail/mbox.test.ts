import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mboxConnector } from './mbox.ts';
import { mboxMessages } from './mbox-messages.ts';
import { contents, drained } from './testing.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-mbox-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function file(content: string | Buffer, name = 'inbox.mbox'): Promise<string> {
  files += 1;
  const path = join(folder, `${files}-${name}`);
  await writeFile(path, content);
  return path;
}

const separator = 'From ada@us.example Wed Oct  1 10:00:00 2025\n';
const mail = (n: number, body = 'Hello.\n') =>
  `${separator}From: ada@us.example\nTo: bo@them.example\nDate: Wed, 1 Oct 2025 10:00:00 +0000\nMessage-ID: <${n}@us.example>\nSubject: ${n}\n\n${body}\n`;

const options = { bulkRule: true };
const readAll = async (path: string) => contents(await drained(mboxConnector(path, options)));
const subjects = async (path: string) =>
  (await readAll(path)).items.map((item) => item.type === 'activity' && item.value.subject);

describe('an mbox file', () => {
  it('is split at its separators, and not at sentences that begin with From', async () => {
    const body = [
      'Dear Bo,',
      '',
      'From the start I was sure.',
      '',
      'From here on 10:00 is fine, in May 2025 as well',
      '>From ada@us.example Wed Oct  1 10:00:00 2025',
      'then From ada@us.example Wed Oct  1 10:00:00 2025',
      'in the middle of a paragraph:',
      'From ada@us.example Wed Oct  1 10:00:00 2025',
      'and on.',
      '',
    ].join('\n');
    expect(await subjects(await file(mail(1, body) + mail(2)))).toEqual(['1', '2']);
  });

  it.each([
    ['From ada@us.example Wed Oct  1 10:00:00 2025'],
    ['From - Wed Oct 01 10:00:00 2025'],
    ['From 17@xxx Wed Oct 01 10:00:00 +0000 2025'],
    ['From ada at us.example  Wed Oct  1 10:00:00 CEST 2025'],
    ['From ada@us.example Wed, 01 Oct 2025 10:00:00 +0200 (CEST)'],
    ['From MAILER-DAEMON Wed Oct  1 10:00 2025 remote from us'],
  ])('knows the separator %s', async (line) => {
    const second = mail(2).replace(separator, `${line}\n`);
    expect(await subjects(await file(mail(1) + second + mail(3)))).toEqual(['1', '2', '3']);
  });

  it('is split too where the empty line is missing before a separator, or after headers', async () => {
    const headersOnly = `${separator}Subject: 1\nDate: Wed, 1 Oct 2025 10:00:00 +0000\nTo: a@b.example\n`;
    expect(await subjects(await file(`${headersOnly}${mail(2).trimEnd()}\n${mail(3)}`))).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('reads a doubled separator as one, and a message of no headers as a reject', async () => {
    expect(await subjects(await file(separator + mail(1)))).toEqual(['1']);
    const { items, rejects } = await readAll(await file(`${separator}\n${mail(2)}`, 'x.mbox'));
    expect(items).toHaveLength(1);
    expect(rejects[0]?.place).toMatch(/x\.mbox message 1 \(byte 0\)$/);
  });

  it('names the message and the byte of what is rejected, and goes on', async () => {
    const broken = mail(2).replace(/Date: .*\n/, 'Date: soon\n');
    const path = await file(mail(1) + broken + mail(3));
    const { items, rejects } = await readAll(path);
    expect(items).toHaveLength(2);
    expect(rejects).toEqual([
      {
        place: `${files}-inbox.mbox message 2 (byte ${mail(1).length})`,
        field: 'date',
        value: 'soon',
        expected: 'a date between 1990 and 2100 in Date or in Received',
      },
    ]);
  });

  it('without a separator at its start loses nothing unsaid', async () => {
    const { items, rejects } = await readAll(await file(`Subject: torn\n\n${mail(1)}`));
    expect(items).toHaveLength(1);
    expect(rejects).toMatchObject([{ field: 'separator', value: expect.stringContaining('torn') }]);
    expect(await readAll(await file('\n\n'))).toEqual({ items: [], rejects: [] });
    expect(await readAll(await file(''))).toEqual({ items: [], rejects: [] });
  });

  it('may begin with a byte order mark and empty lines', async () => {
    expect(await subjects(await file(`\ufeff\n\n${mail(1)}`))).toEqual(['1']);
  });

  it('may hold messages and headers of any size', async () => {
    const huge = mail(2, `${'x'.repeat(75)}\n`.repeat(60_000));
    const long = mail(3).replace('Subject: 3', `Subject: 3\nX-Long: ${'y'.repeat(1_100_000)}`);
    const { items, rejects } = await readAll(await file(mail(1) + huge + long + mail(4)));
    expect(items).toHaveLength(3);
    expect(rejects).toMatchObject([
      { field: 'headers', place: expect.stringContaining('message 3') },
    ]);
  });

  it('is the same when it is gzip, and what is left of a broken one is read', async () => {
    const text = Array.from({ length: 50 }, (_, n) => mail(n)).join('');
    const plain = await readAll(await file(text));
    const packed = gzipSync(text);
    expect(await readAll(await file(packed, 'a.mbox.gz'))).toEqual(plain);
    const { items, rejects } = await readAll(await file(packed.subarray(0, -40), 'b.mbox.gz'));
    expect(items.length).toBeGreaterThan(25);
    expect(items).toEqual(plain.items.slice(0, items.length));
    expect(rejects.at(-1)).toMatchObject({
      field: 'file',
      expected: expect.stringContaining('gzip'),
    });
  });

  it('that is not there is a problem with its path', async () => {
    const missing = drained(mboxConnector('/nowhere/inbox.mbox', options));
    await expect(missing).rejects.toMatchObject({
      code: 'mail_unreadable',
      value: '/nowhere/inbox.mbox',
    });
  });
});

describe('an import of an mbox file', () => {
  it('goes on where a file ended that has grown since', async () => {
    const path = await file(mail(1) + mail(2));
    const first = await drained(mboxConnector(path, options));
    await appendFile(path, mail(3));
    const second = await drained(mboxConnector(path, options), first.at(-1)?.cursor);
    expect(contents(second).items).toMatchObject([{ value: { subject: '3' } }]);
  });

  it('starts again when the cursor points to nothing in the file', async () => {
    const path = await file(mail(1) + mail(2));
    for (const offset of [mail(1).length + 1, 1_000_000]) {
      const cursor = JSON.stringify({ offset, messages: 1 });
      expect(contents(await drained(mboxConnector(path, options), cursor)).items).toHaveLength(2);
    }
    for (const cursor of ['', 'x', '{}', '{"offset":-1,"messages":0}']) {
      expect(contents(await drained(mboxConnector(path, options), cursor)).items).toHaveLength(2);
    }
  });

  it('tells its progress in bytes up to the size of the file', async () => {
    const text = mail(1) + mail(2) + mail(3);
    const batches = await drained(mboxConnector(await file(text), { ...options, batchSize: 2 }));
    expect(batches.map(({ progress }) => progress)).toEqual([
      { done: mail(1).length + mail(2).length, total: text.length },
      { done: text.length, total: text.length },
    ]);
  });

  it('stops between two batches', async () => {
    const connector = mboxConnector(await file(mail(1) + mail(2) + mail(3)), {
      ...options,
      batchSize: 1,
    });
    const stop = new AbortController();
    const cursors: string[] = [];
    for await (const { cursor } of connector({ cursor: null, signal: stop.signal })) {
      cursors.push(cursor);
      stop.abort();
    }
    expect(cursors).toEqual([JSON.stringify({ offset: mail(1).length, messages: 1 })]);
    const again = connector({ cursor: null, signal: stop.signal });
    expect((await again[Symbol.asyncIterator]().next()).done).toBe(true);
  });

  it('gives the same whatever the size of its batches, and from any of their cursors on', async () => {
    const text = Array.from({ length: 9 }, (_, n) =>
      n % 4 === 3 ? mail(n).replace('Date: Wed', 'Date: ?') : mail(n),
    ).join('');
    const whole = await readAll(await file(text));
    for (const name of ['a.mbox', 'a.mbox.gz']) {
      const path = await file(name.endsWith('gz') ? gzipSync(text) : text, name);
      const all = contents(await drained(mboxConnector(path, options)));
      expect(all.items).toEqual(whole.items);
      for (const batchSize of [1, 2, 4, 50]) {
        const connector = mboxConnector(path, { ...options, batchSize });
        const batches = await drained(connector);
        expect(contents(batches)).toEqual(all);
        for (const [i, { cursor }] of batches.entries()) {
          const rest = await drained(connector, cursor);
          expect(contents([...batches.slice(0, i + 1), ...rest])).toEqual(all);
        }
      }
    }
  });
});

describe('splitting an mbox stream', () => {
  const piece = fc.constantFrom(
    separator,
    separator,
    'From: a@b.example\n',
    'Subject: x\n',
    ' folded\n',
    '\n',
    '\n',
    'From the start\n',
    'Fro',
    '>From x\n',
    'some text\n',
  );
  const shape = async (text: string, cut: (left: number) => number) => {
    const bytes = Buffer.from(text);
    let at = 0;
    const read = async (into: Buffer, index: number) => {
      const count = Math.min(Math.max(1, cut(bytes.length - at)), bytes.length - at);
      bytes.copy(into, index, at, at + count);
      at += count;
      return count;
    };
    const found: unknown[] = [];
    for await (const parts of mboxMessages(read, { offset: 0, messages: 0 })) {
      for (const part of parts) {
        const headers =
          part.kind === 'message' && part.headers !== null
            ? part.headers.bytes.toString('latin1', part.headers.start, part.headers.end)
            : null;
        found.push({
          kind: part.kind,
          headers: headers?.split(/\r\n|[\r\n]/),
          offset: part.position.offset,
        });
      }
    }
    return found;
  };

  it('does not depend on where the stream is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 2000 }),
        async (pieces, size) => {
          const text = pieces.join('');
          expect(await shape(text, () => size)).toEqual(await shape(text, (left) => left));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not depend on the style of line ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 40 }), async (pieces) => {
        const text = pieces.join('');
        const headersOf = async (given: string) =>
          (await shape(given, (left) => left)).map((part) =>
            JSON.stringify(part).replace(/"offset":\d+/, ''),
          );
        const plain = await headersOf(text);
        expect(await headersOf(text.replaceAll('\n', '\r\n'))).toEqual(plain);
        expect(await headersOf(text.replaceAll('\n', '\r'))).toEqual(plain);
      }),
      { numRuns: 200 },
    );
  });
});
