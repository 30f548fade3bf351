import type { RecordRef } from '../src/model/entities.ts';
import { type Chance, chanceOf } from './chance.ts';
import { domainOf, letter, messageId, outOfOffice } from './correspondence.ts';
import {
  type Call,
  type Happening,
  type Mail,
  type Meeting,
  mailOf,
  meetingOf,
  type Person,
  replyTo,
} from './happenings.ts';
import { weeklyFrom } from './series.ts';
import { dayMs, instantAt, workdayFrom, workdayUpTo } from './workdays.ts';

/**
 * Scripts of the stories: who does what on which day. Days are counted from today (−1 is yesterday) and moved to a
 * working day, past ones back, coming ones on. `'A>KS'` reads: A to K and S.
 */
export type Step = {
  readonly act: 'mail' | 'newsletter' | 'away' | 'meeting' | 'call';
  readonly day: number;
  readonly hour: number;
  readonly who: string;
  readonly topic: string;
  readonly minutes: number;
  /** Roles that turn the invitation down. */
  readonly declined: string;
  /** How many weeks a meeting repeats. */
  readonly weeks: number;
  /** Booked in the CRM, which then knows what it is about. */
  readonly inCrm: boolean;
};

const blankStep = { minutes: 0, declined: '', weeks: 1, inCrm: false } as const;
type Who = Pick<Step, 'day' | 'hour' | 'who' | 'topic'>;
type When = readonly [day: number, hour: number];

/** A message; the second and later ones with a topic answer the one before. */
export const mail = ([day, hour]: When, who: string, topic: string): Step =>
  step({ day, hour, who, topic }, { act: 'mail' });

/** What somebody sends to everybody on their list. */
export const newsletter = ([day, hour]: When, who: string, topic: string): Step =>
  step({ day, hour, who, topic }, { act: 'newsletter' });

/** A mailbox answers the latest message with the topic by itself. */
export const away = ([day, hour]: When, who: string, topic: string): Step =>
  step({ day, hour, who, topic }, { act: 'away' });

/** A meeting of `minutes` called `topic`. */
export const meeting = (
  [day, hour]: When,
  who: string,
  rest: {
    readonly topic: string;
    readonly minutes: number;
    readonly declined?: string;
    readonly weeks?: number;
    readonly inCrm?: boolean;
  },
): Step => step({ day, hour, who, topic: rest.topic }, { act: 'meeting', ...rest });

/** A phone call, kept in the CRM and regarding the story's record unless a mere helper noted it. */
export const call = (
  [day, hour]: When,
  who: string,
  rest: { readonly topic: string; readonly minutes: number },
): Step => step({ day, hour, who, topic: rest.topic }, { act: 'call', minutes: rest.minutes });

function step(who: Who, rest: Partial<Step> & Pick<Step, 'act'>): Step {
  return { ...blankStep, ...who, ...rest };
}

/** Who plays the roles, in which words, about which record. */
export type Cast = {
  readonly key: string;
  readonly people: Readonly<Record<string, Person>>;
  /** The subject of a topic, in the customer's language. */
  readonly subjectOf: (topic: string) => string;
  readonly regarding: RecordRef;
};

/** Plays a script: everything that happens, as of the day `today`. */
export function play(script: readonly Step[], cast: Cast, today: number): readonly Happening[] {
  const chance = chanceOf(`story ${cast.key}`);
  const latest = new Map<string, Mail>();
  return script.map((next) => {
    const [from, ...to] = [...next.who.replace('>', '')].map((role) => personOf(role, cast));
    if (from === undefined) throw new RangeError(`nobody acts on day ${next.day} of ${cast.key}`);
    const day = (next.day > 0 ? workdayFrom : workdayUpTo)(today + next.day, from.language);
    // A few minutes off the full hour, as people are.
    const at = instantAt(day, next.hour, from.language) + chance.int(0, 14) * 60_000;
    const subject = cast.subjectOf(next.topic);
    if (next.act === 'meeting') {
      return invitation(next, { cast, from, to, chance, day, subject });
    }
    if (next.act === 'call')
      return phonecall(next, { cast, from, to, id: chance.serial(), at, subject });
    const earlier = latest.get(next.topic);
    const words = { messageId: messageId(from, chance), from, to, body: letter(from, chance) };
    if (next.act === 'away' && earlier !== undefined) return outOfOffice(earlier, from, chance);
    if (next.act === 'newsletter')
      return mailOf({ ...words, at, subject, headers: unsubscribe(from) });
    const sent =
      earlier === undefined
        ? mailOf({ ...words, at, subject })
        : // Weekends move both days to one Friday: an answer still comes after its question.
          replyTo(earlier, { ...words, at: Math.max(at, earlier.at + 41 * 60_000) });
    latest.set(next.topic, sent);
    return sent;
  });
}

type Scene = {
  readonly cast: Cast;
  readonly from: Person;
  readonly to: readonly Person[];
  readonly subject: string;
};

function invitation(
  { hour, minutes, declined, weeks, inCrm }: Step,
  {
    cast,
    from,
    to,
    chance,
    day,
    subject,
  }: Scene & { readonly chance: Chance; readonly day: number },
): Meeting {
  const refusing = [...declined].map((role) => personOf(role, cast));
  return meetingOf({
    uid: `${chance.serial()}@${domainOf(from)}`,
    bookedAt: instantAt(day, hour, from.language) - 14 * dayMs,
    startsAt: instantAt(day, hour, from.language),
    minutes,
    subject,
    organizer: from,
    required: to.map((person) => ({
      person,
      response: refusing.includes(person) ? 'declined' : 'accepted',
    })),
    series: weeks === 1 ? null : weeklyFrom({ day, hour, language: from.language }, weeks, chance),
    regarding: inCrm ? cast.regarding : null,
  });
}

function phonecall(
  { minutes, who }: Step,
  { cast, from, to, id, at, subject }: Scene & { readonly id: string; readonly at: number },
): Call {
  return {
    kind: 'phonecall',
    id: `call-${id}`,
    at,
    minutes,
    subject,
    from,
    to,
    outgoing: ours.includes(who.slice(0, 1)),
    status: 'completed',
    regarding: who.startsWith('H') ? null : cast.regarding,
    override: null,
  };
}

/** Roles of Brockelund: the owner, a colleague on the deal, a colleague who only helps. */
const ours = ['A', 'B', 'H'];

function personOf(role: string, { people, key }: Cast): Person {
  const found = people[role];
  if (found === undefined) throw new RangeError(`nobody plays ${role} in ${key}`);
  return found;
}

function unsubscribe(from: Person): Readonly<Record<string, string>> {
  return { 'List-Unsubscribe': `<https://www.${domainOf(from)}/unsubscribe>` };
}
