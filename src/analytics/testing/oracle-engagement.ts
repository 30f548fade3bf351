import { figures } from './oracle-figures.ts';
import type { Moment, Seen } from './oracle-moment.ts';
import { sideOf, type World } from './oracle-people.ts';

/** Contact engagement and coverage a second time, plain and slow. `record` and `person` are written `type:id`. */

const day = 86_400_000;
const lookedAtFor = 180 * day;

/** What somebody of theirs did in a record: their KPIs over the activities of the record in which they take part. */
export function engagementIn(
  world: World,
  moment: Moment,
  { record, person }: { readonly record: string; readonly person: string },
) {
  const shared = activitiesOf(moment, record).filter((one) => peopleOn(one).includes(person));
  const { lifetime, lastInbound, lastOutbound } = figures(world, shared, {
    moment,
    days: 60,
  });
  const instantOf = (id: string | null) =>
    shared.find(({ activity }) => activity.id === id)?.activity.startsAt ?? null;
  const turns = (one: { readonly answered: number; readonly unanswered: number }) => ({
    answered: one.answered,
    unanswered: one.unanswered,
  });
  return {
    emails: lifetime.emailsSent + lifetime.emailsReceived,
    meetings: lifetime.meetingsSent + lifetime.meetingsReceived,
    phoneCalls: lifetime.phoneCallsMade + lifetime.phoneCallsReceived,
    lastInboundAt: instantOf(lastInbound),
    lastOutboundAt: instantOf(lastOutbound),
    unansweredStreak: streak(world, moment, { shared, person }),
    byThem: turns(lifetime.responseByThem),
    byUs: turns(lifetime.responseByUs),
  };
}

/** How many people carry a record: 1/Σp² of each side over the last 180 days. */
export function coverageIn(moment: Moment, record: string) {
  const looked = activitiesOf(moment, record).filter(
    ({ activity, reason }) =>
      reason === null && activity.kind !== 'task' && activity.startsAt >= moment.asOf - lookedAtFor,
  );
  const parts = looked.flatMap(peopleOn);
  const side = (types: readonly string[]) => {
    const own = parts.filter((person) =>
      types.some((type) => (type.includes(':') ? person === type : person.startsWith(`${type}:`))),
    );
    const people = [...new Set(own)];
    const shares = people.map((person) => own.filter((one) => one === person).length / own.length);
    return {
      people: people.length,
      effective:
        people.length === 0 ? null : 1 / shares.reduce((sum, share) => sum + share ** 2, 0),
    };
  };
  return { activities: looked.length, theirs: side(['contact', record]), ours: side(['user']) };
}

function streak(
  world: World,
  { asOf }: Moment,
  { shared, person }: { readonly shared: readonly Seen[]; readonly person: string },
): number {
  const looked = shared.filter(
    ({ activity, reason }) => reason === null && activity.startsAt >= asOf - lookedAtFor,
  );
  const grace = world.bundle.settings.responseGraceHours * 3_600_000;
  const sign = looked.findLastIndex(
    ({ activity, participants }) =>
      activity.kind === 'appointment' ||
      activity.kind === 'phonecall' ||
      (activity.kind === 'email' &&
        sideOf(world, activity) === 'them' &&
        participants.some(
          ({ role, owners }) =>
            role === 'from' && owners.some(({ type, id }) => `${type}:${id}` === person),
        )),
  );
  return looked
    .slice(sign + 1)
    .filter(
      ({ activity }) =>
        activity.kind === 'email' &&
        sideOf(world, activity) === 'us' &&
        asOf - activity.startsAt > grace,
    ).length;
}

function activitiesOf({ seen }: Moment, record: string): readonly Seen[] {
  return seen.filter(({ records }) => records.some(({ type, id }) => `${type}:${id}` === record));
}

function peopleOn({ participants }: Seen): readonly string[] {
  return [
    ...new Set(participants.flatMap(({ owners }) => owners.map(({ type, id }) => `${type}:${id}`))),
  ];
}
