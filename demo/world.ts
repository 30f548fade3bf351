import type { Lead, Opportunity } from '../src/model/entities.ts';
import { colleagues } from './company.ts';
import { type Customer, customers } from './customers.ts';
import { everydayCare, everydayDeals } from './deals.ts';
import type { Call, Happening, Mail, Meeting, Person } from './happenings.ts';
import { everydayLeads } from './leads.ts';
import { noise } from './noise.ts';
import { officeLife } from './office.ts';
import { storyDeals, storyLead } from './starring.ts';
import { dayAt, type Language } from './workdays.ts';

/** Everything that is true of the demo company at an instant, before it is written to files. */
export type World = {
  readonly today: number;
  readonly language: Language;
  readonly colleagues: readonly Person[];
  readonly customers: readonly Customer[];
  readonly opportunities: readonly Opportunity[];
  readonly leads: readonly Lead[];
  readonly mails: readonly Mail[];
  readonly meetings: readonly Meeting[];
  readonly calls: readonly Call[];
};

/** Two years of the demo company up to `now` (ms), and what it has booked ahead; the same for the same instant. */
export function worldAt({
  now,
  language,
}: {
  readonly now: number;
  readonly language: Language;
}): World {
  const today = dayAt(now, 'de');
  const place = { today, language };
  const all = customers(today, language);
  const deals = [...storyDeals(all, place), ...everydayDeals(all, place)];
  const leads = [storyLead(place), ...everydayLeads(place)];
  const happenings: readonly Happening[] = [
    ...[...deals, ...leads].flatMap((told) => told.happenings),
    ...everydayCare(all, today),
    ...noise(all, place),
    ...officeLife(all, today),
  ];
  const known = happenings.filter((happening) => isKnown(happening, now));
  return {
    ...place,
    colleagues: [...colleagues.values()],
    customers: all,
    opportunities: deals.map(({ opportunity }) => opportunity),
    leads: leads.map(({ lead }) => lead),
    mails: known.filter((one) => one.kind === 'mail').sort(byTime),
    meetings: known.filter((one) => one.kind === 'meeting').sort(byStart),
    calls: known.filter(isCall).sort(byTime),
  };
}

function isCall(happening: Happening): happening is Call {
  return happening.kind === 'phonecall' || happening.kind === 'task';
}

/** The future is not known, but for what has been booked or planned. */
function isKnown(happening: Happening, now: number): boolean {
  if (happening.kind === 'mail') return happening.at <= now;
  if (happening.kind === 'meeting') return happening.bookedAt <= now;
  return happening.status === 'open' || happening.at + happening.minutes * 60_000 <= now;
}

// The order of the parts above decides between equal instants, so that the files never change by chance.
function byTime(a: { readonly at: number }, b: { readonly at: number }): number {
  return a.at - b.at;
}

function byStart(a: Meeting, b: Meeting): number {
  return a.startsAt - b.startsAt;
}
