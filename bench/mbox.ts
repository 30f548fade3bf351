/** Reading an mbox: our connector against Python's mailbox module with its header parser, on the same file. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mboxConnector } from '../src/connectors/mail/mbox.ts';
import { inTurn, ratioOf } from './measure.ts';

export type MboxNumbers = {
  readonly messages: number;
  readonly megabytes: number;
  readonly messagesPerSecond: number;
  /** Their time ÷ ours; null when there is no python3. */
  readonly vsPython: number | null;
};

/** Opens every message and reads the headers that we read, too. */
const python = `
import mailbox, sys
from email.parser import BytesHeaderParser
parse = BytesHeaderParser().parsebytes
box = mailbox.mbox(sys.argv[1], create=False)
n = 0
for key in box.iterkeys():
    m = parse(box.get_bytes(key))
    for name in ('From', 'To', 'Cc', 'Date', 'Message-ID', 'In-Reply-To', 'References', 'Subject', 'Content-Type', 'List-Id'):
        m[name]
    n += 1
print(n)
`;

/** Throws when the two do not find the same number of messages. */
export async function measureMbox(messages: number, rounds: number): Promise<MboxNumbers> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-mbox-'));
  try {
    const path = join(folder, 'inbox.mbox');
    const text = mboxOf(messages);
    await writeFile(path, text);
    const ours = () => countMessages(path);
    const theirs = () => promisify(execFile)('python3', ['-c', python, path]);
    const found = await ours();
    const megabytes = Buffer.byteLength(text) / 1e6;
    const theirCount = await theirs().then(
      ({ stdout }) => Number(stdout),
      () => null,
    );
    if (theirCount === null) {
      const { ours: alone } = await inTurn({ ours }, rounds);
      const messagesPerSecond = found / (alone.medianMs / 1000);
      return { messages: found, megabytes, messagesPerSecond, vsPython: null };
    }
    if (theirCount !== found)
      throw new Error(`We found ${found} messages, Python's mailbox ${theirCount}.`);
    const times = await inTurn({ ours, theirs }, rounds);
    return {
      messages: found,
      megabytes,
      messagesPerSecond: found / (times.ours.medianMs / 1000),
      vsPython: ratioOf(times.theirs, times.ours).ratio,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function countMessages(path: string): Promise<number> {
  let messages = 0;
  const { signal } = new AbortController();
  for await (const { items, rejects } of mboxConnector(path, { bulkRule: true })({
    cursor: null,
    signal,
  }))
    messages += items.length + rejects.length;
  return messages;
}

/** Messages of usual size, about 12 kB: a dozen headers by hosts on the way, and a body that nobody reads. */
function mboxOf(messages: number): string {
  const body = `${'A line of text that is as long as lines in mail usually are, more or less.\n'.repeat(110)}\n`;
  return Array.from({ length: messages }, (_, n) => {
    const at = new Date(Date.UTC(2026, 0, 1) + n * 600_000).toUTCString();
    const hops = Array.from(
      { length: 6 },
      (_, hop) =>
        `Received: from relay${hop}.example (relay${hop}.example [192.0.2.${hop}])\n\tby mx${hop}.example with ESMTPS id ${n}${hop};\n\t${at}`,
    );
    return [
      `From person${n % 97}@firm${n % 31}.example ${at}`,
      ...hops,
      `DKIM-Signature: v=1; a=rsa-sha256; d=firm.example; s=key;\n\th=from:to:date; b=${'x'.repeat(172)}`,
      `Date: ${at}`,
      `From: "Person, ${n % 97}" <person${n % 97}@firm${n % 31}.example>`,
      `To: Somebody <some${n % 53}@us.example>,\n\tElse <else${n % 41}@us.example>`,
      `Cc: =?utf-8?q?J=C3=BCrgen?= <j${n % 29}@firm${n % 31}.example>`,
      `Message-ID: <${n}.${n * 7919}@firm${n % 31}.example>`,
      `In-Reply-To: <${n - 1}.${(n - 1) * 7919}@firm${(n - 1) % 31}.example>`,
      `References: <${n - 2}@firm.example>\n <${n - 1}@firm.example>`,
      `Subject: Re: Offer ${n}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      body,
    ].join('\n');
  }).join('\n');
}
