import type { Bundle } from '../../model/bundle.ts';
import type { RecordRef } from '../../model/entities.ts';
import type { ActivityKind } from '../../model/vocabulary.ts';
import { dayOf, daysBetween } from './oracle-days.ts';
import type { Moment, Seen } from './oracle-moment.ts';
import { sideOf, type World } from './oracle-people.ts';
import { listed } from './oracle-records.ts';

/** Health and roll-up: sections 6 and 7, formula by formula. */

const day = 86_400_000;
const lookedAtFor = 180 * day;

/** The instant asked for, and the one 30 days earlier. */
export type Moments = { readonly now: Moment; readonly before: Moment };

/** The health of a contact, lead or opportunity as the interchange format shows it. */
export function recordHealth(world: World, record: RecordRef, moments: Moments) {
  const now = healthAt(world, record, moments.now);
  if (now.state !== 'scored') return { state: now.state };
  const before = healthAt(world, record, moments.before);
  const { weight: _weight, ...shown } = now;
  return {
    ...shown,
    grade: gradeOf(world, now.score),
    trend: trendOf(now.score, before.state === 'scored' ? before.score : null),
  };
}

/** The health of an account as the interchange format shows it. */
export function accountHealth(world: World, id: string, moments: Moments) {
  const now = rollUp(world, id, moments.now);
  if (now.score === null) return { state: 'notEnoughInfo' };
  const before = rollUp(world, id, moments.before);
  return {
    state: 'scored',
    ...now,
    grade: gradeOf(world, now.score),
    trend: trendOf(now.score, before.score),
  };
}

function rollUp(world: World, id: string, moment: Moment) {
  const { contacts, opportunities } = world.bundle;
  const contactPart = weightedMean(
    contacts
      .filter(({ accountId }) => accountId === id)
      .flatMap((contact) => {
        const health = healthAt(world, { type: 'contact', id: contact.id }, moment);
        return health.state === 'scored' ? [{ score: health.score, weight: health.weight }] : [];
      }),
  );
  const opportunityPart = weightedMean(
    opportunities
      .filter(({ accountId }) => accountId === id)
      .flatMap((deal) => {
        const health = healthAt(world, { type: 'opportunity', id: deal.id }, moment);
        const weight = estimatedValueOf(world, deal, moment.asOf);
        return health.state === 'scored' ? [{ score: health.score, weight }] : [];
      }),
  );
  const parts = [contactPart, opportunityPart].flatMap((part) => (part === null ? [] : [part]));
  const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
  return {
    score: parts.length === 0 ? null : Math.floor(mean + 0.5),
    contactPart,
    opportunityPart,
  };
}

function weightedMean(
  lines: readonly { readonly score: number; readonly weight: number }[],
): number | null {
  if (lines.length === 0) return null;
  const whole = lines.reduce((sum, { weight }) => sum + weight, 0);
  if (whole === 0) return lines.reduce((sum, { score }) => sum + score, 0) / lines.length;
  return lines.reduce((sum, { score, weight }) => sum + score * weight, 0) / whole;
}

function estimatedValueOf(
  world: World,
  deal: Bundle['opportunities'][number],
  asOf: number,
): number {
  const { settings, organization } = world.bundle;
  const value = deal.estimatedValue ?? 0;
  if (deal.currency === null || settings.currency === null) return value;
  if (deal.currency === settings.currency) return value;
  const today = dayOf(asOf, organization.timeZone);
  const known = settings.rates
    .filter(({ currency, from }) => currency === deal.currency && (from ?? '') <= today)
    .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  return value * (known.at(-1)?.rate ?? 0);
}

function healthAt(world: World, record: RecordRef, { asOf, seen }: Moment) {
  const isListed = listed(world.bundle, asOf).some(
    ({ type, id }) => type === record.type && id === record.id,
  );
  if (!isListed) return { state: 'notListed' } as const;
  if (isClosed(world, record, asOf)) return { state: 'notApplicable' } as const;
  const counted = seen.filter(
    ({ reason, records }) =>
      reason === null && records.some(({ type, id }) => type === record.type && id === record.id),
  );
  if (counted.length === 0) return { state: 'noClosedActivities' } as const;
  const looked = counted.filter(({ activity }) => asOf - activity.startsAt <= lookedAtFor);
  if (looked.length < 2) return { state: 'notEnoughInfo' } as const;
  return { state: 'scored', ...scoreOf(world, record, { looked, asOf }) } as const;
}

function isClosed(world: World, record: RecordRef, asOf: number): boolean {
  const closable =
    record.type === 'lead'
      ? world.bundle.leads.find(({ id }) => id === record.id)
      : record.type === 'opportunity'
        ? world.bundle.opportunities.find(({ id }) => id === record.id)
        : undefined;
  if (closable === undefined || closable.status === 'open') return false;
  return closable.closedAt === null || closable.closedAt <= asOf;
}

const base = { email: 1, phonecall: 1.5, appointment: 2, task: 0.5 } as const;
const periods = { daily: 1, fewDays: 3, weekly: 7, fewWeeks: 14, monthly: 30 } as const;

function scoreOf(
  world: World,
  record: RecordRef,
  { looked, asOf }: { readonly looked: readonly Seen[]; readonly asOf: number },
) {
  const { settings, organization } = world.bundle;
  const period = periods[settings.communicationFrequency];
  const halfLife = 4 * period;
  const key = keyContact(world, record);
  const influence = settings.activityInfluence;
  const meanInfluence =
    (influence.email + influence.appointment + influence.phonecall + influence.task) / 4;

  const isKey = (owner: { readonly type: string; readonly id: string }) =>
    owner.type === key?.type && owner.id === key.id;
  const withKey = ({ participants }: Seen) => participants.some(({ owners }) => owners.some(isKey));
  const value = (one: Seen) =>
    ((base[one.activity.kind] * influence[one.activity.kind]) / meanInfluence) *
    (key === null || withKey(one) ? 1 : 0.5);
  const isTwoWay = ({ activity }: Seen) =>
    activity.kind === 'appointment' || activity.kind === 'phonecall';
  const isEmailBy = (side: 'us' | 'them', one: Seen) =>
    one.activity.kind === 'email' && sideOf(world, one.activity) === side;
  const isInbound = (one: Seen) => isTwoWay(one) || isEmailBy('them', one);
  const isOutbound = (one: Seen) => isTwoWay(one) || isEmailBy('us', one);

  const today = dayOf(asOf, organization.timeZone);
  const decayed = (weight: (one: Seen) => number) =>
    [...new Set(looked.map(({ on }) => on))].reduce((sum, date) => {
      const largest = Math.max(...looked.filter(({ on }) => on === date).map(weight));
      return sum + largest * 2 ** (-daysBetween(date, today) / halfLife);
    }, 0);

  const g = (one: Seen | undefined) =>
    one === undefined ? 0 : 1 / (1 + (asOf - one.activity.startsAt) / day / (2 * period));
  const r = (some: readonly Seen[]) =>
    Math.max(g(some.findLast(isInbound)), 0.1 * g(some.findLast((one) => isEmailBy('us', one))));
  const recency = 0.5 * r(looked) + 0.5 * r(key === null ? looked : looked.filter(withKey));

  const amount = decayed((one) => (isInbound(one) ? value(one) : value(one) / 10));
  const frequency = 1 - 2 ** (-2 * amount * (1 - 2 ** (-period / halfLife)));

  const inbound = decayed((one) => (isInbound(one) ? value(one) : 0));
  const outbound = decayed((one) => (isOutbound(one) ? value(one) : 0));
  const lastSign = looked.findLastIndex(
    (one) =>
      (isTwoWay(one) && withKey(one)) ||
      (one.activity.kind === 'email' &&
        one.participants.some(({ role, owners }) => role === 'from' && owners.some(isKey))),
  );
  const grace = settings.responseGraceHours * 3_600_000;
  const unansweredStreak =
    key === null
      ? 0
      : looked
          .slice(lastSign + 1)
          .filter(
            (one) => isEmailBy('us', one) && withKey(one) && asOf - one.activity.startsAt > grace,
          ).length;
  const engagement =
    Math.min(1, (2 * inbound + 0.5) / (inbound + outbound + 1)) *
    2 ** (-Math.min(unansweredStreak, 6) / 4);

  const kinds: readonly ActivityKind[] = ['email', 'appointment', 'phonecall'];
  const shares = kinds.map((kind) =>
    decayed((one) => (one.activity.kind === kind ? value(one) : 0)),
  );
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const squares = shares.reduce((sum, share) => sum + (share / whole) ** 2, 0);
  const mix = whole === 0 ? 0 : Math.min(1, Math.max(0, (1 / squares - 1) / 2));

  const factor = (of: number, max: number) => ({ value: of, points: of * max, max });
  const factors = {
    recency: factor(recency, 40),
    frequency: factor(frequency, 35),
    engagement: factor(engagement, 15),
    mix: factor(mix, 10),
  };
  const exactScore =
    factors.recency.points +
    factors.frequency.points +
    factors.engagement.points +
    factors.mix.points;
  return {
    score: Math.floor(exactScore + 0.5),
    exactScore,
    unansweredStreak,
    factors,
    weight: looked.length,
  };
}

function keyContact(world: World, record: RecordRef) {
  if (record.type === 'contact' || record.type === 'lead') return record;
  const deal = world.bundle.opportunities.find(({ id }) => id === record.id);
  const contact = world.bundle.contacts.find(({ id }) => id === deal?.contactId);
  return contact === undefined ? null : { type: 'contact', id: contact.id };
}

function gradeOf(world: World, score: number): string {
  const { excellent, good, fair } = world.bundle.settings.grades;
  if (excellent !== null && score >= excellent) return 'excellent';
  if (score >= good) return 'good';
  return score >= fair ? 'fair' : 'poor';
}

function trendOf(now: number, before: number | null): string {
  if (before === null) return 'notEnoughInfo';
  if (now - before >= 5) return 'improving';
  return now - before <= -5 ? 'declining' : 'steady';
}
