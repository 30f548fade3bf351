/** How fast an mbox file becomes activities, against Python's library on the same file. */

import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { mboxConnector } from '../src/connectors/mail/mbox.ts';
import { activitiesOf } from './data/activities.ts';
import { companyOf } from './data/company.ts';
import { messageText } from './data/message.ts';
import { Different } from './equality.ts';
import { inTurn, ratioOf } from './measure.ts';

export type MboxNumbers = {
  /** Python's time ÷ ours; null with the reason when there is no Python. */
  readonly mboxVsPython: number | null;
  readonly mboxVsPythonLeast: number | null;
  readonly mboxVsPythonMost: number | null;
  readonly mboxSkipped: string | null;
  readonly mboxMessagesPerSecond: number;
  readonly mboxMbPerSecond: number;
};

const script = fileURLToPath(new URL('peers/python_mbox.py', import.meta.url));
const answer = z.object({ seconds: z.number(), messages: z.number(), digest: z.string() });

/** Writes so many messages into a file, reads it with both and throws `Different` when they read something else. */
export async function measureMbox(messages: number, rounds: number): Promise<MboxNumbers> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-bench-mbox-'));
  const file = join(folder, 'bench.mbox');
  try {
    await writeMbox(file, messages);
    const { size } = await stat(file);
    const ours = await readMbox(file);
    const skipped = await pythonMissing();
    const python = async () => {
      const { stdout } = await promisify(execFile)('python3', [script, file]);
      const theirs = answer.parse(JSON.parse(stdout));
      if (theirs.digest !== ours)
        throw new Different("Python's mailbox", 'the digest of the messages', ours, theirs.digest);
    };
    const contenders = { ours: () => readMbox(file) };
    const times = await inTurn(
      { ...contenders, python: skipped === null ? python : noOne },
      { rounds },
    );
    const { ratio, least, most } = ratioOf(times.python, times.ours);
    const seconds = times.ours.medianMs / 1000;
    return {
      mboxVsPython: skipped === null ? ratio : null,
      mboxVsPythonLeast: skipped === null ? least : null,
      mboxVsPythonMost: skipped === null ? most : null,
      mboxSkipped: skipped,
      mboxMessagesPerSecond: messages / seconds,
      mboxMbPerSecond: size / 1e6 / seconds,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function noOne(): Promise<void> {}

async function pythonMissing(): Promise<string | null> {
  try {
    await promisify(execFile)('python3', ['--version']);
    return null;
  } catch {
    return 'python3 is not on this machine';
  }
}

async function writeMbox(file: string, messages: number): Promise<void> {
  const activities = activitiesOf(companyOf(messages * 2), messages * 2);
  const emails = activities.filter(({ kind }) => kind === 'email').take(messages);
  await pipeline(Readable.from(emails.map(messageText)), createWriteStream(file));
}

/** What was read as a hash, in the form that the other side prints. */
async function readMbox(file: string): Promise<string> {
  const connector = mboxConnector(file, { bulkRule: true });
  const lines: string[] = [];
  const { signal } = new AbortController();
  for await (const { items } of connector({ cursor: null, signal })) {
    for (const item of items) {
      if (item.type !== 'activity') continue;
      const { value } = item;
      const recipients = value.to.length + value.cc.length;
      const links = value.references.length + (value.inReplyTo === null ? 0 : 1);
      lines.push(
        `${value.messageId} ${Math.floor(value.startsAt / 1000)} ${value.from} ${recipients} ${value.subject?.length} ${links}\n`,
      );
    }
  }
  return hash('sha256', lines.join(''), 'hex');
}
