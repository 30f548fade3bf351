import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../model/activity.ts';
import type { Bundle } from '../model/bundle.ts';
import { bundleSnapshot } from './analyze.ts';
import { ago, avery, company, dana, kai, liam, now, rosa, theo } from './testing/cast.ts';
import { unlike } from './testing/differences.ts';
import { momentAt } from './testing/oracle-moment.ts';
import { worldOf } from './testing/oracle-people.ts';
import { tieBetween, tiesTo } from './testing/oracle-ties.ts';
import { cases } from './testing/random.ts';
import { aMeeting, anEmail, aPhoneCall, aTask, at, aUser } from './testing/seeds.ts';
import { tiePaths } from './tie-paths.ts';
import { accountTies, type Tie, tieLevel, tiesOf } from './ties.ts';

describe('who knows a contact', () => {
  it('is everybody of ours who wrote to them, the strongest first', () => {
    const ties = tied('contact:theo', [
      anEmail({ id: 'a', from: avery, to: [theo], startsAt: ago(1) }),
      anEmail({ id: 'b', from: theo, to: [avery], startsAt: ago(0, 5) }),
      anEmail({ id: 'c', from: kai, to: [theo], startsAt: ago(2) }),
    ]);
    expect(ties.map(({ name }) => name)).toEqual(['user:avery', 'user:kai']);
    expect(ties[0]?.activities).toEqual(['a', 'b']);
  });

  it('is told by the formula: one mail of ours to one person now', () => {
    const [tie] = tied('contact:theo', [
      anEmail({ id: 'a', from: avery, to: [theo], startsAt: now }),
    ]);
    const w = 1 / Math.log2(3);
    const expected = 100 * (1 - 2 ** (-w / 3)) * (0.25 + (0.75 * 0.5) / (w + 1));
    expect(tie?.strength).toBeCloseTo(expected, 12);
  });

  it('counts meetings, calls and tasks, a task going neither way', () => {
    const strengthOf = (activity: Activity) => tied('contact:theo', [activity])[0]?.strength ?? 0;
    const given = { id: 'a', startsAt: ago(1) };
    const call = strengthOf(aPhoneCall({ ...given, from: avery, to: [theo] }));
    const meeting = strengthOf(aMeeting({ ...given, organizer: avery, required: [theo] }));
    const task = strengthOf(aTask({ ...given, from: avery, to: [theo] }));
    expect(meeting).toBeGreaterThan(call);
    expect(call).toBeGreaterThan(task);
    const w = (0.5 * 2 ** (-1 / 90)) / Math.log2(3);
    expect(task).toBeCloseTo(100 * (1 - 2 ** (-w / 3)) * (0.25 + 0.75 * 0.5), 12);
  });

  it('counts strangers among the participants, and nobody who opted out', () => {
    const mail = (cc: string) => [
      anEmail({ id: 'a', from: avery, to: [theo], cc: [cc], startsAt: ago(1) }),
    ];
    const crowd = tied('contact:theo', mail('stranger@else.example'))[0]?.strength ?? 0;
    const alone = tied('contact:theo', mail(theo))[0]?.strength ?? 0;
    expect(crowd).toBeLessThan(alone);
    const { contacts } = company();
    const without = contacts.map((one) => ({ ...one, analyticsOptOut: one.id === 'rosa' }));
    const optedOut = tied('contact:theo', mail(rosa), { contacts: without })[0]?.strength;
    expect(optedOut).toBeCloseTo(alone, 12);
  });

  it('ends after 365 days, to the millisecond', () => {
    const mail = (ms: number) =>
      anEmail({
        id: 'a',
        from: avery,
        to: [theo],
        startsAt: new Date(at(ago(365)) + ms).toISOString(),
      });
    expect(tied('contact:theo', [mail(0)])).toHaveLength(1);
    expect(tied('contact:theo', [mail(-1)])).toHaveLength(0);
  });

  it('is nobody who left or opted out', () => {
    const activities = [anEmail({ id: 'a', from: avery, to: [theo], startsAt: ago(1) })];
    for (const gone of [{ active: false }, { analyticsOptOut: true }]) {
      const users = [aUser({ id: 'avery', emails: [avery], ...gone })];
      expect(tied('contact:theo', activities, { users })).toEqual([]);
    }
  });

  it('is for a lead also who is not its owner', () => {
    const activities = [anEmail({ id: 'a', from: kai, to: [liam], startsAt: ago(1) })];
    expect(tied('lead:liam', activities).map(({ name }) => name)).toEqual(['user:kai']);
  });
});

describe('the name of a strength', () => {
  it('is strong from 60, fair from 25, else weak', () => {
    expect([60, 59.999, 25, 24.999, 0.01].map(tieLevel)).toEqual([
      'strong',
      'fair',
      'fair',
      'weak',
      'weak',
    ]);
  });
});

describe('who knows an account', () => {
  it('adds up over its contacts as chances of knowing nobody multiply', () => {
    const tie = (person: number, strength: number): Tie => ({
      person,
      strength,
      level: tieLevel(strength),
      sums: { all: 0, inbound: 0, outbound: 0 },
      activities: [],
      lastAt: 0,
    });
    const ties = accountTies(
      [
        { contact: 10, ties: [tie(1, 50), tie(2, 70)] },
        { contact: 11, ties: [tie(1, 60)] },
      ],
      (a, b) => a < b,
    );
    expect(ties.map(({ person, strength, level }) => [person, strength, level])).toEqual([
      [1, 80, 'strong'],
      [2, 70, 'strong'],
    ]);
    expect(ties[0]?.through.map(({ contact }) => contact)).toEqual([11, 10]);
  });
});

describe('a path of two steps', () => {
  const activities = [
    anEmail({ id: 'a', from: kai, to: [dana], startsAt: ago(3) }),
    aMeeting({ id: 'b', organizer: avery, required: [dana, rosa], startsAt: ago(9) }),
  ];

  it('goes over a contact who was on the same activities, and is the product of both ties', () => {
    const paths = pathsTo('contact:rosa', activities);
    const kaiPath = paths.find(({ user }) => user === 'user:kai');
    expect(kaiPath?.via).toBe('contact:dana');
    const first = tied('contact:dana', activities).find(({ name }) => name === 'user:kai');
    expect(kaiPath?.strength).toBeCloseTo(
      ((first?.strength ?? 0) * (kaiPath?.second ?? 0)) / 100,
      9,
    );
  });

  it('goes over nobody whom the viewer may not see', () => {
    expect(pathsTo('contact:rosa', activities, (name) => name !== 'contact:dana')).toEqual([]);
  });
});

describe('ties of random companies', () => {
  it('are those of a second, plain implementation; so are the paths', () => {
    fc.assert(
      fc.property(cases(30), fc.boolean(), ({ bundle: random, question: { asOf } }, hasLeaver) => {
        const bundle = {
          ...random,
          users: random.users.map((user) => ({ ...user, active: !hasLeaver || user.id !== 'u0' })),
        };
        const { snapshot, keyed, activityIds } = bundleSnapshot(bundle, asOf);
        const world = worldOf(bundle);
        const moment = momentAt(world, asOf);
        const users = bundle.users.filter((user) => user.active).map(({ id }) => `user:${id}`);
        const customers = world.people
          .filter(({ type, optedOut }) => type !== 'user' && !optedOut)
          .map(({ type, id }) => `${type}:${id}`);
        const rules = rulesOf(bundle, keyed, asOf);
        const among = Int32Array.from({ length: snapshot.facts.length }, (_, fact) => fact);
        for (const person of customers) {
          const key = rules.keyOf(person);
          const ties = tiesOf(snapshot.facts, { person: key, among }, rules);
          const got = Object.fromEntries(
            ties.map((tie) => [
              keyed.reference(tie.person),
              {
                strength: tie.strength,
                activities: tie.activities.map((fact) => activityIds[fact]),
              },
            ]),
          );
          expect(unlike(got, tiesTo(world, moment, { person, among: users }))).toEqual([]);
        }
        const [target = ''] = customers;
        const paths = tiePaths(snapshot.facts, rules.keyOf(target), {
          ...rules,
          maySee: (one) => customers.includes(keyed.reference(one)),
          factsOf: () => among,
        });
        const others = customers.filter((one) => one !== target);
        const wanted = others.flatMap((via) => {
          const second = tieBetween(world, moment, [via, target]);
          if (second.activities.length === 0) return [];
          return Object.entries(tiesTo(world, moment, { person: via, among: users })).map(
            ([user, first]) => ({
              name: `${user} ${via}`,
              strength: (first.strength * second.strength) / 100,
            }),
          );
        });
        const byName = (list: readonly { name: string; strength: number }[]) =>
          Object.fromEntries(list.map(({ name, strength }) => [name, strength]));
        const found = paths.map(({ user, via, strength }) => ({
          name: `${keyed.reference(user)} ${keyed.reference(via)}`,
          strength,
        }));
        expect(unlike(byName(found), byName(wanted))).toEqual([]);
        const strengths = paths.map(({ strength }) => strength);
        expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
      }),
      { seed: 20_261_122, numRuns: 40 },
    );
  });
});

function tied(
  person: string,
  activities: readonly Activity[],
  given: Parameters<typeof company>[0] = {},
) {
  const bundle = { ...company(given), activities };
  const { snapshot, keyed, activityIds } = bundleSnapshot(bundle, at(now));
  const rules = rulesOf(bundle, keyed, at(now));
  const among = Int32Array.from({ length: snapshot.facts.length }, (_, fact) => fact);
  return tiesOf(snapshot.facts, { person: rules.keyOf(person), among }, rules).map((tie) => ({
    ...tie,
    name: keyed.reference(tie.person),
    activities: tie.activities.map((fact) => activityIds[fact]),
  }));
}

function pathsTo(
  person: string,
  activities: readonly Activity[],
  maySee: (name: string) => boolean = () => true,
) {
  const bundle = { ...company(), activities };
  const { snapshot, keyed } = bundleSnapshot(bundle, at(now));
  const rules = rulesOf(bundle, keyed, at(now));
  const among = Int32Array.from({ length: snapshot.facts.length }, (_, fact) => fact);
  return tiePaths(snapshot.facts, rules.keyOf(person), {
    ...rules,
    maySee: (key) => !keyed.people.isUser(key) && maySee(keyed.reference(key)),
    factsOf: () => among,
  }).map(({ user, via, strength, second }) => ({
    user: keyed.reference(user),
    via: keyed.reference(via),
    strength,
    second: second.strength,
  }));
}

function rulesOf(bundle: Bundle, keyed: ReturnType<typeof bundleSnapshot>['keyed'], asOf: number) {
  const shown = new Set(
    bundle.users.filter((user) => user.active && !user.analyticsOptOut).map(({ id }) => id),
  );
  const names = Array.from({ length: keyed.keys }, (_, key) => keyed.reference(key));
  return {
    asOf,
    isBefore: keyed.people.isBefore,
    isShown: (key: number) => keyed.people.isUser(key) && shown.has(keyed.person(key).id),
    keyOf: (name: string) => names.indexOf(name),
  };
}
