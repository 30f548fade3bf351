import type { About, Analytics, RecordHead } from '../../src/contract/api.ts';
import type { ListRow } from '../../src/contract/list.ts';
import type { Deal } from '../charts/pipeline/deal.ts';
import { dealNamed, healthOf } from '../charts/pipeline/testing/deals.ts';
import { addDays } from '../days.ts';
import { gradeAt } from '../widgets/grade-at.ts';

/** What the gallery shows: made up, and the same at every visit. */

export const today = '2026-11-20';

export const thresholds: About['grades'] = { good: 60, fair: 40, excellent: 80 };
export const threeGrades: About['grades'] = { good: 60, fair: 40, excellent: null };

export const about: About = {
  organization: 'Gallery',
  timeZone: 'UTC',
  currency: 'EUR',
  demo: false,
  now: `${today}T12:00:00Z`,
  pending: 0,
  shown: { health: true, figures: true },
  grades: thresholds,
};

export const longName =
  'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz: Rahmenvertrag Süd-Südwest, zweite Verlängerung';
export const rightToLeftName = 'صفقة خط التعبئة الجديد للمصنع الشمالي';

/** A day's counts for so many days, quiet at weekends; times the scale. */
export function dailyOf(days: number, scale: number): Analytics['figures']['daily'] {
  const random = randomFrom(days);
  return Array.from({ length: days }, (_, back) => {
    const on = addDays(today, 1 + back - days);
    const isQuiet = [0, 6].includes(new Date(on).getUTCDay());
    const count = () => (isQuiet ? 0 : Math.floor(random() ** 3 * 5 * scale));
    return [on, count(), count(), count(), count(), count(), count()] as const;
  }).map(([on, ...counts]) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = counts;
    return [on, a, b, c, d, e, f];
  });
}

/** Scores of so many weeks, with a gap in the middle when there is room for one. */
export function historyOf(weeks: number): Analytics['healthHistory'] {
  const random = randomFrom(weeks);
  return Array.from({ length: weeks }, (_, place) => {
    const isGap = weeks > 9 && place > weeks / 3 && place < weeks / 3 + 3;
    return {
      on: addDays(today, 7 * (place + 1 - weeks)),
      score: isGap ? null : Math.round(50 + 30 * Math.sin(place / 4) + random() * 15),
    };
  });
}

/** So many deals, with every look, some past their date, some without one, few large and many small. */
export function dealsOf(count: number): readonly Deal[] {
  const random = randomFrom(count);
  return Array.from({ length: count }, (_, place) => {
    const value = random() < 0.06 ? null : Math.round(1000 * Math.exp(random() * 6.4));
    const days = Math.round(random() ** 1.4 * 230) - 24;
    return dealNamed(`${place}`, {
      name: `${pick(things, random())} ${place + 1}`,
      account: pick(companies, random()),
      owner: pick(people, random()),
      estimatedValue: value,
      estimatedCloseDate: random() < 0.05 ? null : addDays(today, days),
      health: healthAt(random(), random()),
      lastInteractionAt: `${addDays(today, -Math.floor(random() * 40))}T09:30:00Z`,
      nextInteractionAt: random() < 0.5 ? null : `${addDays(today, 5)}T13:00:00Z`,
    });
  });
}

/** A row's health with everything it takes. */
export function healthAt(state: number, share: number): Deal['health'] {
  const score = Math.min(100, Math.round(100 * (1 - share ** 1.5)));
  if (state < 0.04)
    return { state: 'pending', score, grade: gradeAt(score, thresholds), trend: null };
  if (state < 0.06) return { state: 'pending', score: null, grade: null, trend: null };
  if (state < 0.12) return { state: 'noClosedActivities', score: null, grade: null, trend: null };
  const trend = state < 0.4 ? 'declining' : state < 0.6 ? 'improving' : 'steady';
  return { ...healthOf(gradeAt(score, thresholds), score), trend };
}

/** The head of a record; what matters is given. */
export function headOf(given: Partial<RecordHead>): RecordHead {
  return {
    type: 'opportunity',
    id: 'opp-001',
    name: 'Two filling lines',
    owner: { id: 'u1', name: 'Nora Quist' },
    account: { id: 'a1', name: 'Saltmarsh Ferries' },
    contact: null,
    status: 'open',
    stage: 'Propose',
    estimatedValue: 840_000,
    currency: 'EUR',
    estimatedCloseDate: '2026-12-20',
    createdAt: null,
    closedAt: null,
    jobTitle: null,
    industry: null,
    ...given,
  };
}

export const healths: Readonly<Record<string, ListRow['health']>> = {
  excellent: { state: 'scored', score: 100, grade: 'excellent', trend: 'improving' },
  good: { state: 'scored', score: 72, grade: 'good', trend: 'steady' },
  fair: { state: 'scored', score: 56, grade: 'fair', trend: 'declining' },
  poor: { state: 'scored', score: 3, grade: 'poor', trend: 'notEnoughInfo' },
  none: { state: 'notEnoughInfo', score: null, grade: null, trend: null },
  failed: { state: 'failed', score: null, grade: null, trend: null },
};

const things = [
  'Filling line',
  'Labeller',
  'Can seamer',
  'Service contract',
  'Clean room',
  'Spares',
];
const companies = [
  'Saltmarsh Ferries',
  'Duftwerk Malvenau',
  'Penhollick Pharma',
  'Tunmoor Brewing',
];
const people = ['Nora Quist', 'Bram Oyelaran', 'Ilse Tannhauser'];

function pick(list: readonly string[], share: number): string {
  return list[Math.floor(share * list.length)] ?? '';
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed + 0x6d2b79f5;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
