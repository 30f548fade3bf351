import type { Activity } from '../model/activity.ts';
import type { Directory, LeadEntry, OpportunityEntry } from './directory.ts';
import type { Participant } from './participants.ts';

/**
 * Keys of every record that an activity belongs to, counted or not (spec §4). `participants` are without those who
 * opted out, who appear nowhere.
 */
export function recordsOf(
  activity: Activity,
  participants: readonly Participant[],
  directory: Directory,
): ReadonlySet<number> {
  const records = new Set<number>();
  const { regarding } = activity;
  const addOpportunity = (opportunity: OpportunityEntry) => {
    records.add(opportunity.key);
    if (opportunity.accountKey !== null) records.add(opportunity.accountKey);
  };

  if (regarding !== null) {
    const key = directory.record(regarding.type, regarding.id);
    const opportunity = key === undefined ? undefined : directory.opportunity(key);
    if (opportunity !== undefined) addOpportunity(opportunity);
    else if (key !== undefined) records.add(key);
  }

  const ours = new Set<number>();
  const theirs = new Set<number>();
  for (const participant of participants) {
    for (const owner of participant.owners) {
      (participant.internal ? ours : theirs).add(owner.key);
      if (owner.type !== 'contact') continue;
      records.add(owner.key);
      for (const account of directory.accountsOf(owner.key)) records.add(account);
    }
  }

  // NOTE: an activity about some deal or lead is about no other one, even if that one is not known here.
  if (regarding?.type === 'opportunity' || regarding?.type === 'lead') return records;
  for (const person of theirs) {
    for (const opportunity of directory.opportunitiesOf(person)) {
      if (!isWithin(opportunity, activity.startsAt)) continue;
      if (opportunity.teamKeys.some((user) => ours.has(user))) addOpportunity(opportunity);
    }
    for (const lead of directory.leadsOf(person)) {
      if (lead.optedOut || !isWithin(lead, activity.startsAt)) continue;
      if (lead.ownerKey !== null && ours.has(lead.ownerKey)) records.add(lead.key);
    }
  }
  return records;
}

function isWithin(record: LeadEntry | OpportunityEntry, instant: number): boolean {
  return (
    (record.createdAt === null || record.createdAt <= instant) &&
    (record.closedAt === null || instant <= record.closedAt)
  );
}
