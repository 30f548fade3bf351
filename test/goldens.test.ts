import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Analysis, analyze } from '../src/analytics/analyze.ts';
import { differences } from '../src/analytics/testing/differences.ts';
import { oracle } from '../src/analytics/testing/oracle.ts';
import { readBundle } from '../src/connectors/bundle/connector.ts';
import type { RecordType } from '../src/model/vocabulary.ts';

/**
 * Bundles whose figures were worked out elsewhere, number by number. Both implementations must give them exactly: the
 * core that the product runs, and the plain second one that random bundles are compared with.
 */

const goldens = new URL('goldens/', import.meta.url);

/** Only what tells one answer from another is checked here; the numbers are compared one by one. */
const expected = z.object({
  asOf: z.string(),
  days: z.number(),
  records: z.array(z.looseObject({ type: z.string(), id: z.string() })),
  ledger: z.array(z.looseObject({ id: z.string(), records: z.array(z.string()) })),
});

describe.each(readdirSync(goldens))('the golden bundle %s', async (name) => {
  const folder = new URL(`${name}/`, goldens);
  const { bundle, rejects } = await bundleIn(folder);

  it('is taken whole', () => expect(rejects).toEqual([]));

  describe.each(readdirSync(folder).filter((file) => file.startsWith('expected')))('%s', (file) => {
    const wanted = expected.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    const question = { asOf: Date.parse(wanted.asOf), days: wanted.days };
    const sorted = {
      ...wanted,
      ledger: wanted.ledger.map((entry) => ({ ...entry, records: entry.records.toSorted() })),
    };

    it('is what the core computes', () =>
      expect(differences(analyze(bundle, question), sorted)).toEqual([]));

    it('is what the second implementation computes', () =>
      expect(differences(oracle(bundle, question), sorted)).toEqual([]));
  });
});

describe('the story of the first golden', async () => {
  const { bundle } = await bundleIn(new URL('contoso/', goldens));
  const on = (day: string) => analyze(bundle, { asOf: Date.parse(`${day}T12:00:00Z`), days: 60 });

  it('the deal is good while its key contact answers', () =>
    expect(healthOf(on('2026-10-21'), 'opportunity')).toMatchObject({ score: 83, grade: 'good' }));

  it('a month later it is fair and declining: the key contact is silent, another one is not', () => {
    expect(healthOf(on('2026-11-20'), 'opportunity')).toMatchObject({
      score: 59,
      grade: 'fair',
      trend: 'declining',
      unansweredStreak: 3,
    });
    expect(healthOf(on('2026-11-20'), 'contact', 'dana')).toMatchObject({ score: 47 });
    expect(healthOf(on('2026-11-20'), 'contact', 'rosa')).toMatchObject({ grade: 'good' });
  });
});

function bundleIn(folder: URL) {
  return readBundle(fileURLToPath(new URL('bundle.json', folder)));
}

function healthOf({ records }: Analysis, type: RecordType, id?: string) {
  return records.find((record) => record.type === type && (id ?? record.id) === record.id)?.health;
}
