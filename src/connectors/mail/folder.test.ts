import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from '../../model/bundle.ts';
import { detectMail, mailConnectorFor } from './detect.ts';
import { emlConnector, maildirConnector } from './folder.ts';
import { contents, drained } from './testing.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rapport-folder-'));
});
afterAll(() => rm(root, { recursive: true }));

let folders = 0;
async function folder(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  folders += 1;
  const path = join(root, `${folders}`);
  await mkdir(path);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return path;
}

const mail = (subject: string) =>
  `From: ada@us.example\r\nTo: bo@them.example\r\nDate: Wed, 1 Oct 2025 10:00:00 +0000\r\nSubject: ${subject}\r\n\r\nHello.\r\n`;
const mbox = (...subjects: readonly string[]) =>
  subjects
    .map((subject) => `From x@y.example Wed Oct  1 10:00:00 2025\r\n${mail(subject)}\r\n`)
    .join('');

const options = { bulkRule: true };
const subjectsOf = (batches: readonly Batch[]) =>
  contents(batches).items.map((item) => item.type === 'activity' && item.value.subject);

describe('a folder of messages', () => {
  it('is read with its subfolders in the order of names', async () => {
    const path = await folder({
      'b.eml': mail('b'),
      'a/2.': mail('a2'),
      'a/10.': mail('a10'),
      'B.eml': mail('B'),
    });
    expect(subjectsOf(await drained(emlConnector(path, options)))).toEqual(['B', 'a10', 'a2', 'b']);
  });

  it('may hold mbox files and gzip among the messages', async () => {
    const path = await folder({
      'a.mbox': mbox('1', '2'),
      'b.eml.gz': gzipSync(mail('3')),
      'c.mbox.gz': gzipSync(mbox('4', '5')),
      d: mbox('6'),
    });
    expect(subjectsOf(await drained(emlConnector(path, options)))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ]);
  });

  it('rejects by path what is no message, and reads the rest', async () => {
    const path = await folder({
      'a.eml': mail('a'),
      'b/notes.txt': 'Nothing here',
      'c.eml': '',
      'd.eml': mail('d'),
    });
    await symlink(path, join(path, 'circle'));
    await symlink(join(path, 'a.eml'), join(path, 'e.eml'));
    const { items, rejects } = contents(await drained(emlConnector(path, options)));
    expect(items).toHaveLength(3);
    expect(rejects.map(({ place, field, value }) => [place, field, value])).toEqual([
      ['b/notes.txt', 'headers', 'Nothing here'],
      ['c.eml', 'headers', ''],
      ['circle', 'file', ''],
    ]);
  });

  it('may hold messages with long headers, up to a megabyte', async () => {
    const long = (length: number) =>
      mail('x').replace('Subject', `X-Long: ${'y'.repeat(length)}\r\nSubject`);
    const path = await folder({
      'a.eml': long(100_000),
      'b.eml': long(1_100_000),
      'c.eml': mail('c').trimEnd(),
    });
    const { items, rejects } = contents(await drained(emlConnector(path, options)));
    expect(items).toHaveLength(2);
    expect(rejects).toMatchObject([{ place: 'b.eml', field: 'headers' }]);
  });

  it('gives the same whatever the size of its batches, and from any of their cursors on', async () => {
    const path = await folder({
      'a/1.eml': mail('1'),
      'a/2.mbox': mbox('2', '3', '4'),
      'a.eml': mail('5'),
      'b.eml': 'no',
      'c/d/e.eml': mail('6'),
      'f.eml': mail('7'),
    });
    const all = contents(await drained(emlConnector(path, options)));
    expect(all.items).toHaveLength(7);
    for (const batchSize of [1, 2, 3, 50]) {
      const connector = emlConnector(path, { ...options, batchSize });
      const batches = await drained(connector);
      expect(contents(batches)).toEqual(all);
      for (const [i, { cursor }] of batches.entries()) {
        const rest = await drained(connector, cursor);
        expect(contents([...batches.slice(0, i + 1), ...rest])).toEqual(all);
        expect(rest.at(-1)?.progress).toEqual({ done: 6, total: 6 });
      }
    }
  });

  it('goes on behind the path of its cursor when that is gone', async () => {
    const path = await folder({ 'a.eml': mail('a'), 'b.eml': mail('b'), 'c.eml': mail('c') });
    const [, second] = await drained(emlConnector(path, { ...options, batchSize: 1 }));
    await rm(join(path, 'b.eml'));
    expect(subjectsOf(await drained(emlConnector(path, options), second?.cursor))).toEqual(['c']);
  });

  it('may be one file, and must be there', async () => {
    const path = await folder({ 'a.eml': mail('a') });
    const batches = await drained(emlConnector(join(path, 'a.eml'), options));
    expect(subjectsOf(batches)).toEqual(['a']);
    expect(batches.at(-1)?.progress).toEqual({ done: 1, total: 1 });
    const missing = drained(emlConnector(join(path, 'none'), options));
    await expect(missing).rejects.toMatchObject({ code: 'mail_unreadable' });
  });
});

describe('a Maildir', () => {
  it('is read with its subfolders, without what is still being written or is no message', async () => {
    const path = await folder({
      'cur/1.host:2,S': mail('read'),
      'new/2.host': mail('new'),
      'tmp/3.host': mail('half'),
      'dovecot-uidlist': 'x',
      '.Sent/cur/4.host:2,S': mail('sent'),
      '.Sent/tmp/5.host': mail('half'),
      '.Sent/maildirfolder': '',
    });
    const { items, rejects } = contents(await drained(maildirConnector(path, options)));
    expect(items.map((item) => item.type === 'activity' && item.value.subject)).toEqual([
      'sent',
      'read',
      'new',
    ]);
    expect(rejects).toEqual([]);
  });

  it('has drafts, which were never sent', async () => {
    const path = await folder({
      'cur/1.host:2,DS': mail('draft'),
      'cur/2.host:2,FRS': mail('sent'),
    });
    const { items } = contents(await drained(maildirConnector(path, options)));
    expect(items.map((item) => item.type === 'activity' && item.value.status)).toEqual([
      'draft',
      'completed',
    ]);
  });
});

describe('mail', () => {
  it('is known by its content, whatever its name', async () => {
    const path = await folder({
      'a.txt': mbox('a'),
      'b.gz': gzipSync(mbox('b')),
      'c.txt': mail('c'),
      'd.mbox': 'Dear Bo,\n\nFrom now on: no mail.',
      'e.json': '{"date": 1}',
      'f.ics': 'BEGIN:VCALENDAR\r\nSUMMARY:x',
      g: '',
    });
    const kinds = await Promise.all(
      'a.txt b.gz c.txt d.mbox e.json f.ics g'
        .split(' ')
        .map((name) => detectMail(join(path, name))),
    );
    expect(kinds).toEqual(['mbox', 'mbox', 'eml', null, null, null, null]);
  });

  it('in folders is known by their layout and content', async () => {
    const empty = await folder({});
    await mkdir(join(empty, 'new'));
    expect(await detectMail(empty)).toBe('maildir');
    expect(await detectMail(await folder({ 'ada/cur/1.host': mail('x') }))).toBe('maildir');
    expect(await detectMail(await folder({ 'ada/sent/12.': mail('x') }))).toBe('maildir');
    expect(await detectMail(await folder({ 'a.json': '{}', 'b.eml': mail('x') }))).toBe('eml');
    expect(await detectMail(await folder({ 'a.csv': 'from,to\na,b', 'b/c.txt': 'x' }))).toBeNull();
    expect(await detectMail(await folder({}))).toBeNull();
  });

  it('has the connector that its kind needs, and something that is none says so', async () => {
    const path = await folder({ a: mbox('1', '2'), 'b/cur/1': mail('3'), c: 'no mail' });
    const readAt = async (name: string) =>
      drained(await mailConnectorFor(join(path, name), options));
    expect(subjectsOf(await readAt('a'))).toEqual(['1', '2']);
    expect(subjectsOf(await readAt('b'))).toEqual(['3']);
    expect(contents(await readAt('c')).rejects).toMatchObject([{ place: 'c', value: 'no mail' }]);
  });
});
