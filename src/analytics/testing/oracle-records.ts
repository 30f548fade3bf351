import type { Activity } from '../../model/activity.ts';
import type { Bundle } from '../../model/bundle.ts';
import type { Lead, Opportunity, RecordRef } from '../../model/entities.ts';
import type { Participant, Person, World } from './oracle-people.ts';

/** Whose an activity is: the table of section 4, row by row. */

/** The records that have analytics at the instant: nobody who opted out, nothing that was created later. */
export function listed(bundle: Bundle, asOf: number): readonly RecordRef[] {
  const existed = ({ createdAt }: { readonly createdAt: number | null }) =>
    createdAt === null || createdAt <= asOf;
  return [
    ...bundle.accounts.map(({ id }) => ({ type: 'account' as const, id })),
    ...bundle.contacts
      .filter((contact) => !contact.analyticsOptOut)
      .map(({ id }) => ({ type: 'contact' as const, id })),
    ...bundle.leads
      .filter((lead) => !lead.analyticsOptOut && existed(lead))
      .map(({ id }) => ({ type: 'lead' as const, id })),
    ...bundle.opportunities.filter(existed).map(({ id }) => ({ type: 'opportunity' as const, id })),
  ];
}

/** Every record that the activity belongs to, whether it counts or not. */
export function recordsOf(
  world: World,
  activity: Activity,
  participants: readonly Participant[],
): readonly RecordRef[] {
  const { accounts, contacts, leads, opportunities } = world.bundle;
  const subject = { activity, participants };
  const deals = opportunities.filter((deal) => isOfDeal(subject, deal));
  return [
    ...accounts
      .filter(
        (account) =>
          isRegarding(activity, 'account', account.id) ||
          contacts.some(
            (contact) =>
              (contact.accountId === account.id || contact.id === account.primaryContactId) &&
              takesPart(participants, { type: 'contact', id: contact.id }),
          ) ||
          deals.some((deal) => deal.accountId === account.id),
      )
      .map(({ id }) => ({ type: 'account' as const, id })),
    ...contacts
      .filter(
        ({ id, analyticsOptOut }) =>
          !analyticsOptOut &&
          (isRegarding(activity, 'contact', id) ||
            takesPart(participants, { type: 'contact', id })),
      )
      .map(({ id }) => ({ type: 'contact' as const, id })),
    ...leads
      .filter((lead) => !lead.analyticsOptOut && isOfLead(subject, lead))
      .map(({ id }) => ({ type: 'lead' as const, id })),
    ...deals.map(({ id }) => ({ type: 'opportunity' as const, id })),
  ];
}

type Subject = { readonly activity: Activity; readonly participants: readonly Participant[] };

function isOfDeal({ activity, participants }: Subject, deal: Opportunity): boolean {
  if (isRegarding(activity, 'opportunity', deal.id)) return true;
  const ours = [deal.ownerId, ...deal.teamIds];
  const theirs = [deal.contactId, ...deal.stakeholderIds];
  return (
    ours.some((id) => id !== null && takesPart(participants, { type: 'user', id })) &&
    theirs.some((id) => id !== null && takesPart(participants, { type: 'contact', id })) &&
    isDuring(activity, deal) &&
    !isRegardingSomeDealOrLead(activity)
  );
}

function isOfLead({ activity, participants }: Subject, lead: Lead): boolean {
  if (isRegarding(activity, 'lead', lead.id)) return true;
  return (
    lead.ownerId !== null &&
    takesPart(participants, { type: 'user', id: lead.ownerId }) &&
    (takesPart(participants, { type: 'lead', id: lead.id }) ||
      lead.stakeholderIds.some((id) => takesPart(participants, { type: 'contact', id }))) &&
    isDuring(activity, lead) &&
    !isRegardingSomeDealOrLead(activity)
  );
}

/** Whether somebody is one of the owners of a participant. */
function takesPart(
  participants: readonly Participant[],
  who: Pick<Person, 'type' | 'id'>,
): boolean {
  return participants.some(({ owners }) =>
    owners.some(({ type, id }) => type === who.type && id === who.id),
  );
}

function isRegarding(activity: Activity, type: RecordRef['type'], id: string): boolean {
  return activity.regarding?.type === type && activity.regarding.id === id;
}

function isRegardingSomeDealOrLead({ regarding }: Activity): boolean {
  return regarding?.type === 'opportunity' || regarding?.type === 'lead';
}

function isDuring(
  { startsAt }: Activity,
  record: { readonly createdAt: number | null; readonly closedAt: number | null },
): boolean {
  return (
    (record.createdAt === null || record.createdAt <= startsAt) &&
    (record.closedAt === null || startsAt <= record.closedAt)
  );
}
