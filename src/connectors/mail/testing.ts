/** What the tests of this folder share: messages made of lines, and a connector drained. */

import type { Activity } from '../../model/activity.ts';
import type { Batch, Connector } from '../../model/bundle.ts';
import { readMessage } from './message.ts';

/** The bytes of a message with these header lines, CRLF. */
export function message(...lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\nThe body.\r\n`);
}

/** Reads a message with these headers besides From, To, Date and Message-ID, which are overridden by name. */
export function read(...lines: readonly string[]): Activity {
  const given = new Set(lines.map((line) => line.split(':')[0]));
  const usual = Object.entries(usualHeaders).filter(([name]) => !given.has(name));
  const reading = readMessage(
    message(...usual.map(([name, value]) => `${name}: ${value}`), ...lines),
    { bulkRule: true },
  );
  if ('reject' in reading) throw new Error(`rejected: ${JSON.stringify(reading.reject)}`);
  return reading.activity;
}

const usualHeaders = {
  From: 'Ada <ada@us.example>',
  To: 'Bo <bo@them.example>',
  Date: 'Wed, 01 Oct 2025 10:00:00 +0000',
  'Message-ID': '<one@us.example>',
};

/** Every batch that a connector gives from a cursor on. */
export async function drained(
  connector: Connector,
  cursor: string | null = null,
): Promise<Batch[]> {
  const batches: Batch[] = [];
  const { signal } = new AbortController();
  for await (const batch of connector({ cursor, signal })) batches.push(batch);
  return batches;
}

/** What batches hold, without how it was cut into batches. */
export function contents(batches: readonly Batch[]): Pick<Batch, 'items' | 'rejects'> {
  return {
    items: batches.flatMap(({ items }) => items),
    rejects: batches.flatMap(({ rejects }) => rejects),
  };
}
