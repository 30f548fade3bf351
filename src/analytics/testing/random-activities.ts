import fc from 'fast-check';
import { type Activity, blankActivity } from '../../model/activity.ts';
import type { RecordRef } from '../../model/entities.ts';
import { mostly, or, rarely, some } from './random-choices.ts';
import {
  accountIds,
  addresses,
  contactIds,
  leadIds,
  opportunityIds,
  unknownId,
} from './random-people.ts';

/** Activities around an instant: emails that answer each other or do not, meetings, calls, tasks, and copies. */

/** At most `size` activities, and beside them copies of some under another id. Ids are unique. */
export function activitiesAround(asOf: number, size: number): fc.Arbitrary<readonly Activity[]> {
  const startsAt = instants(asOf);
  const one = fc.oneof(
    { weight: 12, arbitrary: email(startsAt, size) },
    { weight: 4, arbitrary: meeting(startsAt) },
    { weight: 3, arbitrary: phoneCall(startsAt) },
    { weight: 2, arbitrary: task(startsAt) },
  );
  const copies = fc.array(
    fc.record({ of: fc.nat(size), letter, later: fc.constantFrom(0, 0, 60_000) }),
    {
      maxLength: 3,
    },
  );
  return fc
    .record({
      list: fc.array(fc.record({ letter, activity: one }), { maxLength: size, size: 'max' }),
      copies,
    })
    .map(({ list, copies: again }) => {
      const originals = list.map(({ letter: start, activity }, place) => ({
        ...activity,
        id: `${start}${place}`,
        messageId: activity.messageId === byPlace ? messageOf(place) : activity.messageId,
      }));
      const copied = again.flatMap(({ of, letter: start, later }, place) => {
        const original = originals[of];
        if (original === undefined) return [];
        const { startsAt: first } = original;
        return [{ ...original, id: `${start}copy${place}`, startsAt: first + later, endsAt: null }];
      });
      return [...originals, ...copied];
    });
}

/** Ids begin so that their order by code unit is neither that of arrival nor that of a locale or of code points. */
const letter = fc.constantFrom('a', 'B', 'é', '😀', '\uffee');

/** Emails have a message id by their place, to which others refer, unless the random choice was another. */
const byPlace = '<its place>';
const messageOf = (place: number) => `<m${place}@mail.example>`;

function instants(asOf: number): fc.Arbitrary<number> {
  const [hour, day] = [3_600_000, 86_400_000];
  const edges = [0, 1.5 * hour, 48 * hour, 72 * hour, 30 * day, 180 * day, 210 * day];
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -70, max: 2 }).map((days) => asOf + days * day) },
    {
      weight: 4,
      arbitrary: fc.integer({ min: -80, max: 8 }).map((step) => asOf + step * 6 * hour),
    },
    { weight: 4, arbitrary: fc.integer({ min: -250 * day, max: 5 * day }).map((ms) => asOf + ms) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...edges), fc.constantFrom(-1, 0, 1))
        .map(([edge, ms]) => asOf - edge + ms),
    },
  );
}

const ours = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...addresses.users.slice(0, 2)) },
  { weight: 1, arbitrary: fc.constantFrom(...addresses.users, 'new@us.example') },
);
const theirs = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...addresses.contacts.slice(0, 2)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...addresses.contacts, ...addresses.leads, ...addresses.shared),
  },
);
const anybody = fc.oneof(
  { weight: 4, arbitrary: ours },
  { weight: 8, arbitrary: theirs },
  { weight: 1, arbitrary: fc.constantFrom(...addresses.unknown) },
);
const fewOf = (whom: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 3, arbitrary: whom.map((one) => [one]) },
    { weight: 1, arbitrary: fc.uniqueArray(whom, { minLength: 1, maxLength: 3 }) },
  );
const more = or([], fewOf(anybody));

/** One side writes or invites, mostly the other; now and then nobody at all. */
const between = fc.oneof(
  { weight: 6, arbitrary: fc.record({ by: ours, to: fewOf(theirs) }) },
  { weight: 6, arbitrary: fc.record({ by: theirs, to: fewOf(ours) }) },
  { weight: 1, arbitrary: fc.record({ by: or(null, anybody), to: more }) },
);

const common = {
  status: fc.oneof(
    { weight: 16, arbitrary: fc.constant('completed') },
    { weight: 1, arbitrary: fc.constantFrom('canceled', 'draft', 'open', 'scheduled') },
  ),
  subject: or('Offer', fc.constantFrom(null, '', 'a private Matter')),
  regarding: rarely<RecordRef>(
    ...opportunityIds.map((id) => ({ type: 'opportunity' as const, id })),
    ...leadIds.map((id) => ({ type: 'lead' as const, id })),
    ...accountIds.map((id) => ({ type: 'account' as const, id })),
    ...contactIds.map((id) => ({ type: 'contact' as const, id })),
    { type: 'opportunity', id: unknownId },
    { type: 'lead', id: unknownId },
    { type: 'contact', id: unknownId },
  ),
  sensitivity: fc.oneof(
    { weight: 20, arbitrary: fc.constant('normal') },
    { weight: 1, arbitrary: fc.constantFrom('private', 'confidential') },
  ),
  override: fc.oneof(
    { weight: 12, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom('include', 'include', 'exclude') },
  ),
};

/** Headers as machines write them, and such as look like it. */
const headers = or(
  {},
  fc.constantFrom<Readonly<Record<string, string>>>(
    {},
    { 'auto-submitted': 'no' },
    { 'auto-submitted': ' No ; x=y' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'multipart/mixed; method=REPLY' },
    { 'return-path': '<c1@client.example>' },
    { precedence: 'first-class' },
    { 'auto-submitted': 'Auto-Replied; owner="x"' },
    { 'auto-submitted': '' },
    { 'x-autoreply': 'yes' },
    { 'x-autorespond': '' },
    { precedence: ' Auto_Reply' },
    { 'return-path': ' <> ' },
    { 'list-id': '<list.else.example>' },
    { 'list-unsubscribe': '<mailto:x@else.example>' },
    { precedence: 'Bulk' },
    { precedence: 'junk' },
    { 'content-type': 'multipart/report; report-type = "delivery-status"' },
    { 'content-type': 'Text/Calendar; charset="utf-8"; method="REPLY"' },
    { 'content-type': 'text/calendar; method=request' },
    { 'content-type': 'text/calendar; method=reply', precedence: 'list' },
  ),
);

function email(startsAt: fc.Arbitrary<number>, size: number): fc.Arbitrary<Activity> {
  const known = fc.nat(size).map(messageOf);
  const outside = fc.constantFrom('<x0@else.example>', '<x1@else.example>');
  const id = fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: outside });
  return fc
    .record({
      ...common,
      startsAt,
      between,
      cc: more,
      bcc: or([], more),
      bounced: fc.constantFrom(...Array<null>(30).fill(null), 'Mailer-Daemon@else.example'),
      messageId: fc.oneof(
        { weight: 16, arbitrary: fc.constant(byPlace) },
        { weight: 1, arbitrary: known },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
      inReplyTo: fc.oneof(
        { weight: 1, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: id },
      ),
      references: or([], fc.uniqueArray(id, { maxLength: 2 })),
      threadId: rarely('t0', 't1', 't2'),
      headers,
    })
    .map(({ between: { by, to }, bounced, ...given }) => ({
      ...blankActivity,
      ...given,
      id: '',
      kind: 'email',
      from: bounced?.toLowerCase() ?? by,
      to,
    }));
}

/** Lengths that are given as an end, as minutes, as both, or not at all. */
const lengths = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ minutes: fc.constant(null), end: fc.constantFrom(30, 60, 12.5) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      minutes: fc.constantFrom(0, 15, 45.25, 20 / 3),
      end: fc.constant(null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ minutes: fc.constantFrom(1440, 1439), end: fc.constant(null) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ minutes: fc.constantFrom(30, 1440), end: fc.constantFrom(60, 1440) }),
  },
  { weight: 1, arbitrary: fc.constant({ minutes: null, end: null }) },
);

function timed<Given extends { readonly startsAt: number }>(
  given: Given,
  { minutes, end }: { readonly minutes: number | null; readonly end: number | null },
) {
  const endsAt = end === null ? null : given.startsAt + end * 60_000;
  return { ...blankActivity, ...given, id: '', durationMinutes: minutes, endsAt };
}

function meeting(startsAt: fc.Arbitrary<number>): fc.Arbitrary<Activity> {
  const answer = fc.constantFrom('accepted', 'declined', 'declined', 'tentative', 'none');
  return fc
    .record({
      ...common,
      startsAt,
      status: fc.constantFrom('completed', 'scheduled', 'scheduled', 'scheduled', 'canceled'),
      length: lengths,
      between,
      more: or([], fewOf(anybody)),
      responses: or({}, fc.dictionary(anybody, answer, { maxKeys: 6, noNullPrototype: true })),
      icalUid: rarely('e0', 'e1', 'e2'),
      messageId: rarely('<m1@mail.example>', null, null, null),
      allDay: fc.constantFrom(...Array<false>(9).fill(false), true),
    })
    .map(({ length, between: { by, to }, more: optional, ...given }) => ({
      ...timed(given, length),
      kind: 'appointment',
      organizer: by,
      required: to,
      optional,
    }));
}

function phoneCall(startsAt: fc.Arbitrary<number>): fc.Arbitrary<Activity> {
  return fc
    .record({
      ...common,
      startsAt,
      length: lengths,
      between,
      direction: fc.constantFrom(null, 'outgoing', 'incoming'),
      messageId: rarely('<m2@mail.example>', null, null, null),
    })
    .map(({ length, between: { by, to }, ...given }) => ({
      ...timed(given, length),
      kind: 'phonecall',
      from: by,
      to,
    }));
}

function task(startsAt: fc.Arbitrary<number>): fc.Arbitrary<Activity> {
  return fc
    .record({
      ...common,
      startsAt,
      status: fc.constantFrom('completed', 'completed', 'open'),
      length: lengths,
      from: mostly(...addresses.users, ...addresses.contacts),
      to: or([], some([...addresses.contacts, ...addresses.users])),
    })
    .map(({ length, ...given }) => ({ ...timed(given, length), kind: 'task' }));
}
