import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleSnapshot } from './analyze.ts';
import { coverageOf } from './coverage.ts';
import { ago, avery, company, dana, morgan, now, rosa } from './testing/cast.ts';
import { coverageIn } from './testing/oracle-engagement.ts';
import { momentAt } from './testing/oracle-moment.ts';
import { worldOf } from './testing/oracle-people.ts';
import { cases } from './testing/random.ts';
import { anEmail, aTask, at } from './testing/seeds.ts';

type Given = Parameters<typeof bundleSnapshot>;

/** The coverage of every record: contacts and the record itself stand on their side. */
function coverages(...[bundle, asOf]: Given) {
  const { snapshot, keyed } = bundleSnapshot(bundle, asOf);
  return snapshot.records.map((record) => {
    const sideOf = (key: number) => {
      const type = keyed.reference(key).split(':', 1)[0];
      if (type === 'user') return 'us';
      return type === 'contact' || key === record.key ? 'them' : null;
    };
    const subject = { facts: snapshot.facts, record: snapshot.factsOf(record.key), asOf };
    return { record: `${record.type}:${record.id}`, coverage: coverageOf(subject, sideOf) };
  });
}

const dealOf = (activities: readonly ReturnType<typeof anEmail>[]) =>
  coverages(company({ activities }), at(now)).find(({ record }) => record === 'opportunity:deal')
    ?.coverage;
const sent = (n: number, from: string, to: readonly string[]) =>
  anEmail({ id: `e${n}`, startsAt: ago(n), from, to: [...to] });

describe('coverage', () => {
  it('is the effective number of people, 1/Σp²: three alike are three, and one of many counts little', () => {
    expect(dealOf([sent(1, avery, [dana]), sent(2, morgan, [rosa])])).toEqual({
      activities: 2,
      theirs: { people: 2, effective: 2, singleThreaded: false },
      ours: { people: 2, effective: 2, singleThreaded: false },
    });
    // Dana 8, Rosa 1: 81/65.
    const mostly = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => sent(n, avery, [dana]));
    expect(dealOf([...mostly, sent(9, avery, [rosa])])).toEqual({
      activities: 9,
      theirs: { people: 2, effective: 81 / 65, singleThreaded: true },
      ours: { people: 1, effective: 1, singleThreaded: true },
    });
  });

  it('is of nobody when nothing was counted in 180 days; tasks are left out', () => {
    const nobody = { people: 0, effective: null, singleThreaded: false };
    const task = aTask({ id: 't', startsAt: ago(1), from: avery, to: [dana] });
    expect(dealOf([task, sent(181, avery, [dana])])).toEqual({
      activities: 0,
      theirs: nobody,
      ours: nobody,
    });
    expect(dealOf([sent(180, avery, [dana])])?.activities).toBe(1);
  });

  it('is single-threaded below one and a half', () => {
    // 3 and 1: 16/10 people; 4 and 1: 25/17.
    const three = [1, 2, 3].map((n) => sent(n, avery, [dana]));
    const rosas = sent(9, avery, [rosa]);
    expect(dealOf([...three, rosas])?.theirs.singleThreaded).toBe(false);
    expect(dealOf([...three, sent(4, avery, [dana]), rosas])?.theirs.singleThreaded).toBe(true);
  });

  it('is what a second reading of the text finds in random bundles', () => {
    let several = 0;
    fc.assert(
      fc.property(cases(40), ({ bundle, question: { asOf } }) => {
        const moment = momentAt(worldOf(bundle), asOf);
        for (const { record, coverage } of coverages(bundle, asOf)) {
          const expected = coverageIn(moment, record);
          expect(coverage.activities).toBe(expected.activities);
          for (const side of ['theirs', 'ours'] as const) {
            const { people, effective } = expected[side];
            expect(coverage[side].people, `${side} of ${record}`).toBe(people);
            if (effective === null) expect(coverage[side].effective).toBeNull();
            else expect(coverage[side].effective).toBeCloseTo(effective, 9);
            if (people > 1) several += 1;
          }
        }
      }),
      { seed: 20_261_122, numRuns: 120 },
    );
    expect(several).toBeGreaterThan(100);
  });
});
