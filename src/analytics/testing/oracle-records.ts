import type { Activity } from '../../model/activity.ts';
import type { RecordRef } from '../../model/entities.ts';
import { type Person, participantsLeft, type World } from './oracle-activities.ts';

/** Whose an activity is: the table of section 4, row by row. */

/** Every record that the activity belongs to, whether it counts or not. */
export function recordsOf(world: World, activity: Activity): readonly RecordRef[] {
  const { accounts, contacts, leads, opportunities } = world.bundle;
  const deals = opportunities.filter((deal) => isOfDeal(world, activity, deal));
  return [
    ...accounts
      .filter(
        (account) =>
          isRegarding(activity, 'account', account.id) ||
          contacts.some(
            (contact) =>
              (contact.accountId === account.id || contact.id === account.primaryContactId) &&
              takesPart(world, activity, { type: 'contact', id: contact.id }),
          ) ||
          deals.some((deal) => deal.accountId === account.id),
      )
      .map(({ id }) => ({ type: 'account' as const, id })),
    ...contacts
      .filter(
        ({ id, analyticsOptOut }) =>
          !analyticsOptOut &&
          (isRegarding(activity, 'contact', id) ||
            takesPart(world, activity, { type: 'contact', id })),
      )
      .map(({ id }) => ({ type: 'contact' as const, id })),
    ...leads
      .filter((lead) => !lead.analyticsOptOut && isOfLead(world, activity, lead))
      .map(({ id }) => ({ type: 'lead' as const, id })),
    ...deals.map(({ id }) => ({ type: 'opportunity' as const, id })),
  ];
}

function isOfDeal(
  world: World,
  activity: Activity,
  deal: World['bundle']['opportunities'][number],
): boolean {
  if (isRegarding(activity, 'opportunity', deal.id)) return true;
  const ours = [deal.ownerId, ...deal.teamIds];
  const theirs = [deal.contactId, ...deal.stakeholderIds];
  return (
    ours.some((id) => id !== null && takesPart(world, activity, { type: 'user', id })) &&
    theirs.some((id) => id !== null && takesPart(world, activity, { type: 'contact', id })) &&
    isDuring(activity, deal) &&
    !isRegardingSomeDealOrLead(activity)
  );
}

function isOfLead(
  world: World,
  activity: Activity,
  lead: World['bundle']['leads'][number],
): boolean {
  if (isRegarding(activity, 'lead', lead.id)) return true;
  return (
    lead.ownerId !== null &&
    takesPart(world, activity, { type: 'user', id: lead.ownerId }) &&
    (takesPart(world, activity, { type: 'lead', id: lead.id }) ||
      lead.stakeholderIds.some((id) => takesPart(world, activity, { type: 'contact', id }))) &&
    isDuring(activity, lead) &&
    !isRegardingSomeDealOrLead(activity)
  );
}

/** Whether somebody who did not opt out is one of the owners of a participant. */
function takesPart(world: World, activity: Activity, who: Pick<Person, 'type' | 'id'>): boolean {
  return participantsLeft(world, activity).some(({ owners }) =>
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
