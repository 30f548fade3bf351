import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { analyze } from '../src/analytics/analyze.ts';
import { differences } from '../src/analytics/testing/differences.ts';
import { oracle } from '../src/analytics/testing/oracle.ts';
import { cases } from '../src/analytics/testing/random.ts';
import { bundleConnector, readBundle } from '../src/connectors/bundle/connector.ts';
import type { Bundle, Item } from '../src/model/bundle.ts';
import { bundleItems } from './support/bundles.ts';

/** From a file to figures: however a bundle is written down and read in, the numbers are the same. */

const folder = mkdtempSync(join(tmpdir(), 'rapport-arrival-'));
afterAll(() => rmSync(folder, { recursive: true }));

const seed = 20_261_120;

describe('a bundle that arrives as a file', () => {
  it('gives the same figures in any order of its activities, with repeated lines and other spellings', async () => {
    const path = join(folder, 'bundle.ndjson');
    await fc.assert(
      fc.asyncProperty(cases(30), disorder, async ({ bundle, question }, { seats, repeated }) => {
        writeFileSync(path, `${inDisorder(linesOf(bundle), seats, repeated).join('\n')}\n`);
        const read = await readBundle(path);
        expect(read.rejects).toEqual([]);
        const answer = analyze(read.bundle, question);
        expect(differences(answer, analyze(bundle, question))).toEqual([]);
        expect(differences(answer, oracle(bundle, question))).toEqual([]);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('is the same in batches of any size', async () => {
    const path = join(folder, 'batches.ndjson');
    await fc.assert(
      fc.asyncProperty(cases(30), fc.integer({ min: 1, max: 60 }), async ({ bundle }, size) => {
        writeFileSync(path, linesOf(bundle).join('\n'));
        const whole = await itemsIn(path, 100_000);
        expect(whole.length).toBe(bundleItems(bundle).length);
        expect(await itemsIn(path, size)).toEqual(whole);
      }),
      { seed, numRuns: 20 },
    );
  });
});

async function itemsIn(path: string, batchSize: number) {
  const run = { cursor: null, signal: new AbortController().signal };
  const all: Item[] = [];
  for await (const { items } of bundleConnector(path, { batchSize })(run)) all.push(...items);
  return all;
}

/** Where each activity goes, and which lines come once more. */
const disorder = fc.record({
  seats: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  repeated: fc.array(fc.nat(200), { maxLength: 5 }),
});

/** People keep their order, which tells who owns a shared address first; activities go anywhere among them. */
function inDisorder(
  lines: readonly string[],
  seats: readonly number[],
  repeated: readonly number[],
): readonly string[] {
  const isActivity = (line: string) => line.startsWith('{"type":"activity"');
  const placed = lines.filter((line) => !isActivity(line));
  for (const [n, line] of lines.filter(isActivity).entries()) {
    placed.splice((seats[n % seats.length] ?? 0) % (placed.length + 1), 0, line);
  }
  return [...placed, ...repeated.flatMap((n) => placed[n] ?? [])];
}

/** One line per thing, spelled as other sources do: other offsets, upper case, spaces, left-out blanks. */
function linesOf(bundle: Bundle): readonly string[] {
  return bundleItems(bundle).map(({ type, value }, place) => {
    const fields = Object.entries(value).flatMap(([key, field]) => {
      const said = saidElsewhere(key, field, place);
      return said === undefined ? [] : [[key, said]];
    });
    return JSON.stringify({ type, ...Object.fromEntries(fields) });
  });
}

const instants = ['startsAt', 'endsAt', 'createdAt', 'closedAt'];
const addresses = 'emails phones domains from to cc bcc organizer required optional'.split(' ');
const notInBundles = ['flags', 'displayNames', 'versionAt'];

function saidElsewhere(key: string, value: unknown, place: number): unknown {
  if (notInBundles.includes(key) || value === null) return undefined;
  if (instants.includes(key) && typeof value === 'number') return withOffset(value, place);
  if (addresses.includes(key)) return respelled(value, place);
  if (key === 'responses' || key === 'headers') return withKeys(value, place);
  if (Array.isArray(value) && value.length === 0) return place % 2 === 0 ? undefined : value;
  return value;
}

function withOffset(instant: number, place: number): string {
  const minutes = [0, 330, -180, 765][place % 4] ?? 0;
  if (minutes === 0) return new Date(instant).toISOString();
  const local = new Date(instant + minutes * 60_000).toISOString().slice(0, -1);
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}

function respelled(value: unknown, place: number): unknown {
  if (Array.isArray(value)) return value.map((one) => respelled(one, place));
  if (typeof value !== 'string') return value;
  return [value, value.toUpperCase(), ` ${value}`, `${value}\t`][place % 4];
}

function withKeys(value: unknown, place: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [String(respelled(key, place)), one]),
  );
}
