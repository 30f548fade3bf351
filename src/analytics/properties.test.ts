import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../model/activity.ts';
import type { Bundle } from '../model/bundle.ts';
import { type Analysis, analyze } from './analyze.ts';
import type { RecordFigures } from './present.ts';
import { differences, unlike } from './testing/differences.ts';
import { cases, type Question } from './testing/random.ts';
import { aBundle, aContact, aMeeting, anEmail, aPhoneCall, at, aUser } from './testing/seeds.ts';

/** What must hold for every bundle, whatever is in it. */

const plan = { seed: 20_261_120, numRuns: 50 };
const day = 86_400_000;

/** The property holds for random bundles; `check` also gets a number to choose by. */
function holds(check: (bundle: Bundle, question: Question, choice: number) => void): void {
  fc.assert(
    fc.property(cases(40), fc.nat(1000), ({ bundle, question }, choice) => {
      check(bundle, question, choice);
    }),
    plan,
  );
}

describe('the order and number of copies in which activities arrive', () => {
  it('do not matter: any order gives the same figures', () =>
    holds((bundle, question, choice) => {
      const activities = bundle.activities.toSorted(
        (a, b) => scattered(a.id, choice) - scattered(b.id, choice),
      );
      const answer = analyze({ ...bundle, activities }, question);
      expect(differences(answer, analyze(bundle, question))).toEqual([]);
    }));

  it('do not matter: a later copy with the same key is a duplicate and changes no figure', () =>
    holds((bundle, question) => {
      const copies = bundle.activities
        .filter(({ messageId, icalUid }) => messageId !== null || icalUid !== null)
        .map((activity) => ({ ...activity, id: `${activity.id} copy` }));
      const once = analyze(bundle, question);
      const twice = analyze({ ...bundle, activities: [...copies, ...bundle.activities] }, question);
      expect(differences({ ...twice, ledger: [] }, { ...once, ledger: [] })).toEqual([]);
      for (const copy of twice.ledger.filter(({ id }) => id.endsWith(' copy'))) {
        expect(['duplicate', 'canceled', 'not_completed']).toContain(copy.reason);
      }
    }));
});

describe('any past instant', () => {
  it('gives what the bundle cut off there gives, but for scheduled activities', () =>
    holds((bundle, question, choice) => {
      const past = { ...question, asOf: question.asOf - (choice / 1000) * 120 * day };
      const whole = analyze(bundle, past);
      const cut = analyze(cutOff(bundle, past.asOf), past);
      const kept = new Set(cut.ledger.map(({ id }) => id));
      const seen = { ...whole, ledger: whole.ledger.filter(({ id }) => kept.has(id)) };
      expect(differences(withoutNext(seen), withoutNext(cut))).toEqual([]);
    }));
});

describe('the figures of a record', () => {
  it('count in a window at most what they count in a lifetime, and more in a longer window', () =>
    holds((bundle, question) => {
      const [shorter, longer] = [
        analyze(bundle, question),
        analyze(bundle, { ...question, days: question.days + 45 }),
      ];
      for (const [place, { window, lifetime }] of shorter.records.entries()) {
        const wider = longer.records[place]?.window;
        for (const count of counts) {
          expect(window[count]).toBeLessThanOrEqual(wider?.[count] ?? -1);
          expect(wider?.[count]).toBeLessThanOrEqual(lifetime[count]);
        }
        for (const side of ['responseByUs', 'responseByThem'] as const) {
          expect(window[side].answered).toBeLessThanOrEqual(lifetime[side].answered);
          expect(window[side].unanswered).toBeLessThanOrEqual(lifetime[side].unanswered);
          expect(window[side].closing).toBeLessThanOrEqual(lifetime[side].closing);
        }
      }
    }));

  it('are in the window what the days of the window add up to', () =>
    holds((bundle, question) => {
      for (const { window, daily } of analyze(bundle, question).records) {
        const sums = sixCounts.map((_, n) =>
          daily.reduce((sum, row) => sum + Number(row[n + 1]), 0),
        );
        expect(sums).toEqual(sixCounts.map((name) => window[name]));
      }
    }));

  it('rest on exactly the counted activities that the ledger shows for the record', () =>
    holds((bundle, question) => {
      const { records, ledger } = analyze(bundle, question);
      const tasks = new Set(bundle.activities.filter(isTask).map(({ id }) => id));
      for (const record of records) {
        const own = ledger.filter(
          ({ counted, records: belongsTo }) =>
            counted && belongsTo.includes(`${record.type}:${record.id}`),
        );
        const { initiatedByUs, initiatedByThem } = record.lifetime;
        const withoutTasks = own.filter(({ id }) => !tasks.has(id));
        expect(initiatedByUs + initiatedByThem).toBe(withoutTasks.length);
        expect(record.lastInteraction).toBe(own.at(-1)?.id ?? null);
      }
    }));

  it('name nobody who opted out, and no record of theirs', () =>
    holds((bundle, question) => {
      const gone = [
        ...bundle.users.filter(hasOptedOut).map(({ id }) => `user:${id}`),
        ...bundle.contacts.filter(hasOptedOut).map(({ id }) => `contact:${id}`),
        ...bundle.leads.filter(hasOptedOut).map(({ id }) => `lead:${id}`),
      ];
      const { records, ledger } = analyze(bundle, question);
      const named = records.flatMap((record) =>
        [record, ...record.mostContacted, ...record.mostContactedBy].map(nameOf),
      );
      const shown = new Set([...named, ...ledger.flatMap((entry) => entry.records)]);
      expect(gone.filter((name) => shown.has(name))).toEqual([]);
    }));
});

describe('the health score', () => {
  it('is the sum of the points of its factors, each within its range, rounded half up', () =>
    holds((bundle, question) => {
      for (const { health } of analyze(bundle, question).records) {
        if (!('factors' in health)) continue;
        const factors = Object.values(health.factors);
        const sum = factors.reduce((total, { points }) => total + points, 0);
        expect(sum).toBeCloseTo(health.exactScore, 9);
        expect(health.score).toBe(Math.floor(health.exactScore + 0.5));
        expect(factors.reduce((total, { max }) => total + max, 0)).toBe(100);
        for (const { value, points, max } of factors) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(points).toBeCloseTo(value * max, 9);
        }
      }
    }));

  it('loses nothing in recency, frequency or engagement by one more email from them', () =>
    holdsBetweenTwo((activities, ask) => {
      const before = ask(activities);
      const after = ask([...activities, anEmail({ ...byThem, id: 'more', startsAt: now })]);
      for (const factor of ['recency', 'frequency', 'engagement'] as const) {
        expect(after[factor]).toBeGreaterThanOrEqual(before[factor] - 1e-12);
      }
    }));

  it('gains nothing in engagement by one more email of ours, nor loses in recency or frequency', () =>
    holdsBetweenTwo((activities, ask) => {
      const before = ask(activities);
      const after = ask([...activities, anEmail({ ...byUs, id: 'more', startsAt: now })]);
      expect(after.engagement).toBeLessThanOrEqual(before.engagement + 1e-12);
      expect(after.recency).toBeGreaterThanOrEqual(before.recency);
      expect(after.frequency).toBeGreaterThanOrEqual(before.frequency - 1e-12);
    }));

  it('does not care how many emails of theirs came on a day', () =>
    holdsBetweenTwo((activities, ask) => {
      const again = activities
        .filter(({ kind, from }) => kind === 'email' && from === byThem.from)
        .map((email) => ({ ...email, id: `${email.id} more`, messageId: null }));
      const [once, often] = [
        ask(activities),
        ask([...activities, ...again, ...again.map(renamed)]),
      ];
      expect(unlike(often, once)).toEqual([]);
    }));

  it('never gains recency or frequency by waiting', () =>
    holdsBetweenTwo((activities, ask, hours) => {
      const [before, after] = [ask(activities), ask(activities, hours)];
      expect(after.recency).toBeLessThanOrEqual(before.recency);
      expect(after.frequency).toBeLessThanOrEqual(before.frequency + 1e-12);
    }));
});

const [now, byUs, byThem] = [
  '2026-11-20T12:00:00Z',
  { from: 'avery@us.example', to: ['dana@client.example'] },
  { from: 'dana@client.example', to: ['avery@us.example'] },
] as const;

type Factors = {
  readonly recency: number;
  readonly frequency: number;
  readonly engagement: number;
  readonly mix: number;
};
type Ask = (activities: readonly Activity[], hoursLater?: number) => Factors;

/** The property holds for one user and one contact with random emails, meetings and calls between them. */
function holdsBetweenTwo(
  check: (activities: readonly Activity[], ask: Ask, hours: number) => void,
): void {
  const hoursAgo = fc.integer({ min: 0, max: 24 * 100 });
  const what = fc.constantFrom('by us', 'by them', 'meeting', 'call');
  const one = fc.record({ hoursAgo, what });
  fc.assert(
    fc.property(fc.array(one, { minLength: 2 }), fc.nat(24 * 60), (list, hours) => {
      check(list.map(happening), factorsOf, hours);
    }),
    { ...plan, numRuns: 120 },
  );
}

function happening(
  given: { readonly hoursAgo: number; readonly what: string },
  place: number,
): Activity {
  const startsAt = new Date(at(now) - given.hoursAgo * 3_600_000).toISOString();
  const id = `a${place}`;
  if (given.what === 'by us') return anEmail({ ...byUs, id, startsAt });
  if (given.what === 'by them') return anEmail({ ...byThem, id, startsAt });
  if (given.what === 'call') return aPhoneCall({ ...byUs, id, startsAt, durationMinutes: 0 });
  const people = { organizer: byUs.from, required: byUs.to };
  return aMeeting({ ...people, id, startsAt, durationMinutes: 0 });
}

const factorsOf: Ask = (activities, hoursLater = 0) => {
  const bundle = aBundle({
    users: [aUser({ id: 'avery', emails: [byUs.from] })],
    contacts: [aContact({ id: 'dana', emails: [byThem.from] })],
    activities,
  });
  const answer = analyze(bundle, { asOf: at(now) + hoursLater * 3_600_000, days: 60 });
  const health = answer.records[0]?.health;
  if (health === undefined || !('factors' in health)) throw new Error('dana has no score');
  const { recency, frequency, engagement, mix } = health.factors;
  return {
    recency: recency.value,
    frequency: frequency.value,
    engagement: engagement.value,
    mix: mix.value,
  };
};

function renamed(activity: Activity): Activity {
  return { ...activity, id: `${activity.id} and more` };
}

function hasOptedOut({ analyticsOptOut }: { readonly analyticsOptOut: boolean }): boolean {
  return analyticsOptOut;
}

function nameOf({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${type}:${id}`;
}

const sixCounts = [
  'emailsSent',
  'emailsReceived',
  'meetingsSent',
  'meetingsReceived',
  'phoneCallsMade',
  'phoneCallsReceived',
] as const;
const counts = [...sixCounts, 'initiatedByUs', 'initiatedByThem', 'faceTimeMinutes'] as const;

/** A place for an id that has nothing to do with time. */
function scattered(id: string, choice: number): number {
  return [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, choice);
}

/** The bundle as it was at an instant: nothing had begun later, and what closed later was open. */
function cutOff(bundle: Bundle, asOf: number): Bundle {
  const reopened = <Deal extends { readonly closedAt: number | null }>(
    deal: Deal,
    open: Partial<Deal>,
  ) =>
    deal.closedAt !== null && deal.closedAt > asOf ? { ...deal, ...open, closedAt: null } : deal;
  return {
    ...bundle,
    leads: bundle.leads.map((lead) => reopened(lead, { status: 'open' })),
    opportunities: bundle.opportunities.map((deal) => reopened(deal, { status: 'open' })),
    activities: bundle.activities.filter(({ startsAt }) => startsAt <= asOf),
  };
}

function withoutNext({ records, ledger }: Analysis) {
  const strip = ({ nextInteraction: _next, ...figures }: RecordFigures) => figures;
  return { records: records.map(strip), ledger };
}

function isTask({ kind }: Activity): boolean {
  return kind === 'task';
}
