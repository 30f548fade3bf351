import fc from 'fast-check';
import type { Bundle } from '../../model/bundle.ts';
import type { Settings } from '../../model/entities.ts';
import { communicationFrequencies } from '../../model/vocabulary.ts';
import { activitiesAround } from './random-activities.ts';
import { or, rarely, some } from './random-choices.ts';
import { people } from './random-people.ts';
import { aBundle, at } from './seeds.ts';

/**
 * Random small companies for properties. Ids and addresses come from small pools, so that they clash often: shared
 * addresses, users with a contact's address, references to nobody, copies of one message. Instants fall on the edges
 * of what the specification distinguishes, in zones whose clocks are moved at midnight.
 */

export type Question = { readonly asOf: number; readonly days: number };
export type RandomCase = { readonly bundle: Bundle; readonly question: Question };

/** A bundle with at most `size` activities (and a few copies), and a question to ask of it. */
export function cases(size: number): fc.Arbitrary<RandomCase> {
  return moments.chain(({ asOf, timeZone }) =>
    fc
      .record({
        people: people(asOf),
        settings,
        activities: activitiesAround(asOf, size),
        domains: fc.constantFrom(['us.example'], ['us.example', 'sub.us.example'], []),
        days: fc.constantFrom(60, 60, 1, 7, 30, 365),
      })
      .map(({ people: everybody, settings: set, activities, domains, days }) => ({
        bundle: aBundle({
          organization: { name: 'Us', timeZone, domains },
          settings: set,
          ...everybody,
          activities,
        }),
        question: { asOf, days },
      })),
  );
}

/** Instants and zones: ordinary ones, midnights, and days on which clocks were moved, one of them at midnight. */
const moments = fc
  .record({
    place: fc.constantFrom(
      ['2026-11-20T12:00:00Z', 'UTC'],
      ['2026-11-20T12:00:00Z', 'Europe/Berlin'],
      ['2026-11-01T06:00:00Z', 'America/New_York'],
      ['2026-03-08T05:00:00Z', 'America/Havana'],
      ['2018-11-04T03:00:00Z', 'America/Sao_Paulo'],
      ['2019-02-17T02:00:00Z', 'America/Sao_Paulo'],
      ['2026-03-28T22:00:00Z', 'Asia/Beirut'],
      ['2026-04-23T22:00:00Z', 'Africa/Cairo'],
      ['2011-12-31T10:30:00Z', 'Pacific/Apia'],
      ['2026-04-04T15:00:00Z', 'Australia/Lord_Howe'],
      ['2026-06-30T18:15:00Z', 'Asia/Kathmandu'],
    ),
    shift: fc.constantFrom(0, 0, 0, -1, 1, 7_200_000, 12_345_678),
  })
  .map(({ place: [instant = '', timeZone = ''], shift }) => ({
    asOf: at(instant) + shift,
    timeZone,
  }));

const influence = fc.constantFrom(1, 1, 0.5, 0.8, 1.2, 1.5);

const settings: fc.Arbitrary<Partial<Settings>> = fc.record(
  {
    communicationFrequency: fc.constantFrom(...communicationFrequencies),
    activityInfluence: fc.record({
      email: influence,
      appointment: influence,
      phonecall: influence,
      task: influence,
    }),
    grades: fc.constantFrom(
      { good: 60, fair: 40, excellent: null },
      { good: 70, fair: 45, excellent: 85 },
      { good: 30, fair: 10, excellent: 50 },
    ),
    massThreshold: or(50, fc.constantFrom(0, 1, 2)),
    responseGraceHours: fc.constantFrom(72, 0, 1.5, 48),
    exclusions: or(
      { addresses: [], domains: [], subjects: [] },
      fc.record({
        addresses: some(['c1@client.example', 'u1@us.example', 'stranger@else.example']),
        domains: some(['prospect.example', 'sub.us.example']),
        subjects: some(['PRIVATE matter']),
      }),
    ),
    currency: rarely('EUR'),
    rates: some([
      { currency: 'USD', rate: 0.5, from: null },
      { currency: 'USD', rate: 0.75, from: '2018-10-15' },
      { currency: 'USD', rate: 0.8, from: '2026-11-01' },
      { currency: 'CHF', rate: 1.1, from: '2030-01-01' },
    ]),
  },
  { requiredKeys: [] },
);
