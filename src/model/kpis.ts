import type { HealthFactor } from './vocabulary.ts';

const who = { ByUs: 'by us', ByThem: 'by them' } as const;

/**
 * The catalogue of KPIs: what is counted, in which unit, by which words. Columns in memory and in the database, the
 * API, the pages and docs/kpis.md all follow this list and its order; nothing else may add a KPI.
 */
export const kpiCatalogue = [
  { name: 'emailsSent', unit: 'count', definition: 'Emails by us.' },
  { name: 'emailsReceived', unit: 'count', definition: 'Emails by them.' },
  { name: 'meetingsSent', unit: 'count', definition: 'Meetings that we organised.' },
  { name: 'meetingsReceived', unit: 'count', definition: 'Meetings that they organised.' },
  { name: 'phoneCallsMade', unit: 'count', definition: 'Phone calls by us.' },
  { name: 'phoneCallsReceived', unit: 'count', definition: 'Phone calls by them.' },
  {
    name: 'initiatedByUs',
    unit: 'count',
    definition: 'Emails, meetings and phone calls by us together.',
  },
  {
    name: 'initiatedByThem',
    unit: 'count',
    definition: 'Emails, meetings and phone calls by them together.',
  },
  {
    name: 'minutesByUs',
    unit: 'minutes',
    definition:
      'Time that we spent: 5 minutes for an email sent, 2.5 for one received; the duration of a meeting or call for each of our participants, at least one; the duration of a task.',
  },
  {
    name: 'minutesByThem',
    unit: 'minutes',
    definition:
      'Time that they spent: 5 minutes for an email of theirs, 2.5 for one of ours; the duration of a meeting or call once.',
  },
  { name: 'faceTimeMinutes', unit: 'minutes', definition: 'Durations of the meetings.' },
  {
    name: 'emailRatioByUs',
    unit: 'ratio',
    definition: 'Emails sent for each one received; nothing when none was received.',
  },
  {
    name: 'emailRatioByThem',
    unit: 'ratio',
    definition: 'Emails received for each one sent; nothing when none was sent.',
  },
  ...(['ByUs', 'ByThem'] as const).flatMap(
    (side) =>
      [
        {
          name: `response${side}.meanHours`,
          unit: 'hours',
          definition: `Mean time ${who[side]} until the answer, from the first email of a turn.`,
        },
        {
          name: `response${side}.medianHours`,
          unit: 'hours',
          definition: `Median time ${who[side]} until the answer.`,
        },
        {
          name: `response${side}.answered`,
          unit: 'count',
          definition: `Turns that were answered ${who[side]}.`,
        },
        {
          name: `response${side}.unanswered`,
          unit: 'count',
          definition: `Last turns without an answer ${who[side]} for longer than the grace period.`,
        },
        {
          name: `response${side}.closing`,
          unit: 'count',
          definition: `Last turns of a single email that itself answers one: no answer ${who[side]} is due.`,
        },
        {
          name: `response${side}.rate`,
          unit: 'ratio',
          definition: `Answered turns out of answered and unanswered ones ${who[side]}.`,
        },
      ] as const,
  ),
] as const;

export type KpiName = (typeof kpiCatalogue)[number]['name'];

/** What the value of each factor of health is, from 0 to 1; P, H, D and value as docs/kpis.md says. */
export const factorDefinitions: Readonly<Record<HealthFactor, string>> = {
  recency:
    '½ r(all) + ½ r(those with the key contact; all without one). r is the larger of g(latest inbound) and 0.1 · g(latest email by us); g = 1 ÷ (1 + age in days ÷ 2P).',
  frequency:
    '1 − 2^(−2·A·(1 − 2^(−P/H))), A = D(value of an inbound activity; a tenth of it for any other).',
  engagement:
    'min(1, (2I + ½) ÷ (I + O + 1)) · 2^(−min(u, 6)/4), I = D(value of inbound), O = D(value of outbound), u = emails by us to the key contact, older than the grace period, since the key contact last wrote, met or called.',
  mix: '(1 ÷ Σs² − 1) ÷ 2 within 0 and 1, s = the shares of D(value) of emails, meetings and phone calls.',
};
