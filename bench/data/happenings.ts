/** What happens between somebody of ours and somebody of theirs: threads of emails, meetings, phone calls, tasks. */

import type { Chance } from '../../demo/chance.ts';
import { type Activity, blankActivity } from '../../src/model/activity.ts';
import type { RecordRef } from '../../src/model/entities.ts';

/** Who takes part, by address, and what it is about. */
export type Strand = {
  /** Ours; the first one writes. */
  readonly ours: readonly string[];
  /** Theirs; the first one writes. */
  readonly theirs: readonly string[];
  readonly regarding: RecordRef | null;
};

/** An activity without its id, which follows from the order of time. */
export type Happening = Omit<Activity, 'id'>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The emails of one conversation: mostly back and forth, answers within hours, some without an answer. */
export function thread(startsAt: number, strand: Strand, chance: Chance): readonly Happening[] {
  const emails: Happening[] = [];
  const count = 1 + chance.poisson(2.4);
  const ids: string[] = [];
  let isOurs = chance.hit(0.6);
  // NOTE: never on a full minute, so that no email starts at the same instant as a meeting of its record.
  let at = startsAt + chance.int(1, 59) * 1000;
  for (let n = 0; n < count; n++) {
    const messageId = `<${chance.serial()}@mail.bench.example>`;
    const [senders, receivers] = isOurs
      ? [strand.ours, strand.theirs]
      : [strand.theirs, strand.ours];
    emails.push({
      ...blankActivity,
      kind: 'email',
      subject: n === 0 ? `About ${ids.length + 1}` : 'Re: About 1',
      startsAt: at,
      regarding: strand.regarding,
      from: senders[0] ?? null,
      to: receivers.slice(0, 2),
      cc: [...receivers.slice(2), ...senders.slice(1)],
      messageId,
      inReplyTo: ids.at(-1) ?? null,
      references: ids.slice(-10),
      headers: { 'content-type': 'multipart/alternative; boundary="=_bench"' },
    });
    ids.push(messageId);
    at += Math.ceil(chance.logNormal(5, 1.3) * 60) * minuteMs + chance.int(0, 3) * 1000;
    if (chance.hit(0.8)) isOurs = !isOurs;
  }
  return emails;
}

/** A meeting on a quarter of an hour. */
export function meeting(startsAt: number, strand: Strand, chance: Chance): Happening {
  const start = Math.floor(startsAt / (15 * minuteMs)) * 15 * minuteMs;
  const isOurs = chance.hit(0.7);
  const [organizer, ...others] = isOurs
    ? [...strand.ours, ...strand.theirs]
    : [...strand.theirs, ...strand.ours];
  const declined = others.at(-1);
  return {
    ...blankActivity,
    kind: 'appointment',
    subject: 'Meeting',
    startsAt: start,
    endsAt: start + chance.pick([0.5, 1, 1, 1.5]) * hourMs,
    status: chance.hit(0.04) ? 'canceled' : 'completed',
    regarding: strand.regarding,
    organizer: organizer ?? null,
    required: others,
    responses:
      declined !== undefined && others.length > 2 && chance.hit(0.1)
        ? { [declined]: 'declined' }
        : {},
    icalUid: chance.serial(),
  };
}

/** A phone call of some minutes. */
export function phoneCall(startsAt: number, strand: Strand, chance: Chance): Happening {
  const direction = chance.hit(0.65) ? 'outgoing' : 'incoming';
  const [us, them] = [strand.ours.slice(0, 1), strand.theirs.slice(0, 1)];
  const [from, to] = direction === 'outgoing' ? [us, them] : [them, us];
  return {
    ...blankActivity,
    kind: 'phonecall',
    subject: 'Call',
    startsAt: startsAt + chance.int(1, 59) * 1000,
    durationMinutes: Math.ceil(chance.logNormal(8, 0.8)),
    regarding: strand.regarding,
    from: from[0] ?? null,
    to,
    direction,
  };
}

/** Something that one of ours did for the customer. */
export function task(startsAt: number, strand: Strand, chance: Chance): Happening {
  return {
    ...blankActivity,
    kind: 'task',
    subject: 'Offer',
    startsAt,
    durationMinutes: chance.pick([15, 30, 60]),
    regarding: strand.regarding,
    from: strand.ours[0] ?? null,
    to: strand.theirs.slice(0, 1),
  };
}

/** What does not count: newsletters, automatic replies, mail among ourselves, private mail. */
export function noise(startsAt: number, strand: Strand, chance: Chance): Happening {
  const [email] = thread(startsAt, strand, chance);
  const base = email ?? task(startsAt, strand, chance);
  const which = chance.real();
  if (which < 0.35)
    return { ...base, headers: { 'list-unsubscribe': '<mailto:off@list.example>' } };
  if (which < 0.5) return { ...base, headers: { 'auto-submitted': 'auto-replied' } };
  if (which < 0.6) return { ...base, sensitivity: 'private' };
  return { ...base, from: strand.ours[0] ?? null, to: strand.ours.slice(-1), cc: [] };
}
