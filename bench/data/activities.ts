/** The activities of the invented organisation, streamed in the order of time: three years of them and two weeks ahead. */

import { type Chance, chanceOf } from '../../demo/chance.ts';
import type { Activity } from '../../src/model/activity.ts';
import type { Opportunity } from '../../src/model/entities.ts';
import { asOf, type Company, type Customer, dayMs, historyDays } from './company.ts';
import {
  type Happening,
  meeting,
  noise,
  phoneCall,
  type Strand,
  task,
  thread,
} from './happenings.ts';

/** Days ahead for which something is booked, and their share of all activities. */
const daysAhead = 14;
const shareAhead = 0.004;

/** So many activities, with ids in the order of time. */
export function* activitiesOf(company: Company, count: number): Generator<Activity> {
  const chance = chanceOf('bench activities');
  const strandAt = strands(company, chance);
  const start = asOf - historyDays * dayMs;
  const planned: Happening[][] = [];
  let given = 0;
  for (let day = 0; given < count; day++) {
    const today: Happening[] = planned[day] ?? [];
    delete planned[day];
    const quota = Math.round(count * shareUntil(day + 1));
    while (given + today.length < quota) {
      for (const happening of something(start + day * dayMs, strandAt, chance)) {
        const on = Math.floor((happening.startsAt - start) / dayMs);
        // Nobody writes emails of the future.
        if (happening.kind === 'email' && happening.startsAt > asOf) continue;
        if (on <= day) today.push(happening);
        else planned[on] = [...(planned[on] ?? []), happening];
      }
    }
    today.sort((a, b) => a.startsAt - b.startsAt);
    for (const happening of today.slice(0, count - given)) {
      given += 1;
      yield { ...happening, id: idOf(happening, given) };
    }
  }
}

function idOf({ kind }: Happening, number: number): string {
  const place = String(number).padStart(9, '0');
  return kind === 'email' ? `mail:${place}` : `bench:${place}`;
}

/** How much of everything has happened when so many days have passed. */
function shareUntil(days: number): number {
  if (days <= historyDays) return (1 - shareAhead) * (days / historyDays);
  return 1 - shareAhead + shareAhead * Math.min(1, (days - historyDays) / daysAhead);
}

/** Something that begins on a day, within office hours. */
function something(
  day: number,
  strandAt: (at: number) => Strand,
  chance: Chance,
): readonly Happening[] {
  const isAhead = day + dayMs / 2 > asOf;
  const at = day + chance.int(6 * 60, 17 * 60) * 60_000;
  const strand = strandAt(at);
  const which = chance.real();
  if (which < 0.35 || isAhead) return [meeting(at, strand, chance)];
  if (which < 0.5) return [phoneCall(at, strand, chance)];
  if (which < 0.56) return [task(at, strand, chance)];
  if (which < 0.65) return [noise(at, strand, chance)];
  return thread(at, strand, chance);
}

/** Chooses who meets at an instant: a customer by its weight, now and then a lead. */
function strands(company: Company, chance: Chance): (at: number) => Strand {
  const { accounts, leads, users } = company;
  const emailOf = new Map(users.map(({ id, emails }) => [id, emails[0] ?? '']));
  const sums = new Float64Array(accounts.length);
  let total = 0;
  accounts.forEach(({ weight }, place) => {
    total += weight;
    sums[place] = total;
  });
  return (at) => {
    if (chance.hit(0.04)) {
      const lead = chance.pick(leads);
      const owner = emailOf.get(lead.ownerId ?? '') ?? '';
      return { ours: [owner], theirs: lead.emails, regarding: null };
    }
    const customer = accounts[placeOf(sums, chance.real() * total)];
    if (customer === undefined) throw new RangeError('an organisation without accounts');
    return strandWith(customer, at, { emailOf, chance });
  };
}

type People = { readonly emailOf: ReadonlyMap<string, string>; readonly chance: Chance };

function strandWith(customer: Customer, at: number, { emailOf, chance }: People): Strand {
  const { account, contacts, opportunities } = customer;
  const running = opportunities.filter((deal) => isRunning(deal, at));
  const deal = running.length > 0 && chance.hit(0.85) ? chance.pick(running) : null;
  const about = deal !== null && chance.hit(0.35) ? deal.id : null;
  const userIds = deal === null ? [account.ownerId] : [deal.ownerId, ...deal.teamIds];
  const ours = userIds.map((id) => emailOf.get(id ?? '') ?? '');
  const contactIds = deal === null ? [] : [deal.contactId, ...deal.stakeholderIds];
  const known = contacts.filter(({ id }) => contactIds.includes(id));
  const side = known.length > 0 ? known : contacts;
  const theirs = [chance.pick(side), chance.pick(side), chance.pick(contacts)];
  return {
    ours: some(ours, chance),
    theirs: [
      ...new Set(
        theirs.slice(0, chance.hit(0.6) ? chance.int(2, 3) : 1).flatMap(({ emails }) => emails),
      ),
    ],
    regarding: about === null ? null : { type: 'opportunity', id: about },
  };
}

function isRunning({ createdAt, closedAt }: Opportunity, at: number): boolean {
  return (createdAt ?? 0) <= at && (closedAt === null || at < closedAt);
}

/** The first one, mostly; sometimes with others. */
function some(addresses: readonly string[], chance: Chance): readonly string[] {
  const distinct = [...new Set(addresses)];
  return distinct.slice(0, chance.hit(0.65) ? 1 : chance.int(1, distinct.length));
}

/** The first place whose running sum is above `value`. */
function placeOf(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
