import type { Opportunity } from '../src/model/entities.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type Colleague, colleagueOf, managers, sellers } from './company.ts';
import { domainOf, episode, isOpen, type Talk } from './correspondence.ts';
import type { Customer } from './customers.ts';
import { type Happening, type Meeting, meetingOf } from './happenings.ts';
import { weeklyFrom } from './series.ts';
import { dealTypes, products, sites, sources, stages } from './wording.ts';
import { dayMs, instantAt, isoDay, type Language, season, workdayFrom } from './workdays.ts';

/** The everyday deals around the stories: fifty open ones in every state of health, thirty that were won or lost. */

/** How often people talk, and how that changes: a mood per deal. */
const moods = {
  /** Both sides talk several times a week. */
  hot: { weekly: 1.1, share: 0.18 },
  warm: { weekly: 0.6, share: 0.24 },
  /** Was warm until the customer stopped answering some weeks ago. */
  fading: { weekly: 0.8, share: 0.24 },
  cold: { weekly: 0.1, share: 0.24 },
  /** Began within the last three weeks. */
  fresh: { weekly: 1.2, share: 0.1 },
  won: { weekly: 1.5, share: 0 },
  lost: { weekly: 1.2, share: 0 },
} as const;
type Mood = keyof typeof moods;

export type Deal = {
  readonly opportunity: Opportunity;
  readonly happenings: readonly Happening[];
};

type World = { readonly today: number; readonly language: Language };

/** Two years are told, less than what calendars are read back by default. */
const told = 720;

const openDeals = 51;
const closedDeals = 31;
/** The first nine customers belong to the stories. */
const storyCustomers = 9;

/** Fifty open and thirty closed deals with what was said in them. */
export function everydayDeals(customers: readonly Customer[], world: World): readonly Deal[] {
  const others = customers.slice(storyCustomers);
  return Array.from({ length: openDeals + closedDeals }, (_, index) => {
    const id = `opp-${100 + index}`;
    const chance = chanceOf(id);
    const mood = index < openDeals ? moodAt((index + 0.5) / openDeals) : closedMood(chance);
    const customer = chance.pick(others.filter((other) => suits(other, mood)));
    return deal({ id, customer, mood }, world, chance);
  });
}

/** Service mail and small orders: what goes on with a customer beside any deal. */
export function everydayCare(customers: readonly Customer[], today: number): readonly Happening[] {
  return customers.slice(storyCustomers).flatMap((customer) => {
    const chance = chanceOf(`care of ${customer.account.id}`);
    const [contact] = customer.people.slice(-1);
    if (contact === undefined) return [];
    const talk: Talk = {
      seller: colleagueOf(customer.account.ownerId ?? ''),
      contact,
      others: [],
      colleagues: [],
      about: chance.pick(products.slice(8))[customer.language],
      regarding: null,
      silentFrom: null,
    };
    const recently = isDistant(customer) ? 0.03 : 0.25;
    const weekly = (day: number) => (day > today - 150 ? recently : 0.36);
    return talkBetween(talk, { from: today - told, to: today, weekly }, chance);
  });
}

/** Everything that happens from day to day at a rate that may change over time. */
export function talkBetween(
  talk: Talk,
  span: { readonly from: number; readonly to: number; readonly weekly: (day: number) => number },
  chance: Chance,
): readonly Happening[] {
  const happenings: Happening[] = [];
  for (let day = span.from; day <= span.to; day += 1) {
    const expected = (span.weekly(day) / 5) * season(day);
    for (let left = isOpen(talk, day) ? chance.poisson(expected) : 0; left > 0; left -= 1) {
      happenings.push(...episode(talk, day, chance));
    }
  }
  return happenings;
}

/** Two customers in five are hard to reach; nothing lively is going on with them now. */
function isDistant({ account }: Customer): boolean {
  return Number(account.id.slice(-1)) % 5 < 2;
}

function suits(customer: Customer, mood: Mood): boolean {
  if (mood === 'won' || mood === 'lost') return true;
  return isDistant(customer) === (mood === 'fading' || mood === 'cold');
}

function deal(
  seed: { readonly id: string; readonly customer: Customer; readonly mood: Mood },
  { today, language }: World,
  chance: Chance,
): Deal {
  const { customer, mood, id } = seed;
  const product = chance.pick(products);
  const isClosed = mood === 'won' || mood === 'lost';
  const lasts = mood === 'fresh' ? chance.int(6, 20) : Math.round(chance.logNormal(120, 0.45));
  const closedOn = isClosed ? today - chance.int(12, 640) : null;
  const createdOn = Math.max((closedOn ?? today) - Math.min(lasts, 300), today - told);
  const seats = cast(customer, chance);
  const [contact, ...stakeholders] = seats.flatMap((seat) => customer.contacts[seat]?.id ?? []);
  const owner = chance.hit(0.85)
    ? colleagueOf(customer.account.ownerId ?? '')
    : chance.pick(sellers[customer.language]);
  const team = teamOf(owner, product.price, chance);
  const value = Math.round(chance.logNormal(product.price, 0.5) / 500) * 500;
  const opportunity: Opportunity = {
    id,
    name: `${product[language]}, ${chance.pick(sites[language])}`,
    accountId: customer.account.id,
    contactId: contact ?? null,
    ownerId: owner.id,
    teamIds: team.map((person) => person.id),
    stakeholderIds: stakeholders,
    status: isClosed ? mood : 'open',
    stage: stageOf(mood, language, chance),
    estimatedValue: value,
    actualValue: mood === 'won' ? Math.round(value * (0.85 + chance.real() * 0.2)) : null,
    currency: customer.language === 'de' ? 'EUR' : 'GBP',
    estimatedCloseDate: closeDate(closedOn ?? today, isClosed, chance),
    createdAt: instantAt(createdOn, 8, owner.language),
    closedAt: closedOn === null ? null : instantAt(closedOn, 16, owner.language),
    source: chance.pick(sources[language]),
    dealType: dealTypes[language][product.type],
    custom: {},
  };
  const people = seats.flatMap((seat) => customer.people[seat] ?? []);
  const [key, ...others] = people;
  if (key === undefined) return { opportunity, happenings: [] };
  const talk: Talk = {
    seller: owner,
    contact: key,
    others,
    colleagues: team,
    about: product[customer.language],
    regarding: { type: 'opportunity', id },
    silentFrom: silence(mood, closedOn ?? today, chance),
  };
  const to = closedOn ?? today;
  const weekly = rhythm(mood, { from: createdOn, to }, chance);
  const happenings = talkBetween(talk, { from: createdOn, to, weekly }, chance);
  const isRegular = mood === 'hot' && chance.hit(0.4);
  return {
    opportunity,
    happenings: isRegular ? [...happenings, jourFixe(talk, to, chance)] : happenings,
  };
}

/** Some deals have an hour of every week of their own, for a while and ahead. */
function jourFixe(talk: Talk, today: number, chance: Chance): Meeting {
  const { language } = talk.seller;
  const day = workdayFrom(today - chance.int(30, 70), language);
  const hour = chance.int(18, 31) / 2;
  return meetingOf({
    uid: `${chance.serial()}@${domainOf(talk.seller)}`,
    bookedAt: instantAt(day - 7, 10, language),
    startsAt: instantAt(day, hour, language),
    minutes: 30,
    subject: `${language === 'de' ? 'Jour fixe' : 'Weekly call'}: ${talk.about}`,
    organizer: talk.seller,
    required: [talk.contact, ...talk.colleagues].map((person) => ({
      person,
      response: 'accepted',
    })),
    optional: talk.others.map((person) => ({ person, response: 'tentative' })),
    series: weeklyFrom({ day, hour, language }, 14, chance),
  });
}

/** A rate per week that breathes: some weeks are quiet, deals that are won get busy before they close. */
function rhythm(
  mood: Mood,
  span: { readonly from: number; readonly to: number },
  chance: Chance,
): (day: number) => number {
  const weeks = Array.from({ length: 60 }, () => chance.logNormal(1, 0.6));
  const lull = span.from + chance.int(20, 90);
  return (day) => {
    const quiet = day >= lull && day < lull + 16 && mood !== 'hot' ? 0.1 : 1;
    const toClose = span.to - day;
    const rush = mood === 'won' && toClose < 25 ? 2.4 : 1;
    const fall = mood === 'lost' && toClose < 40 ? 0.4 : 1;
    const week = weeks[Math.floor((day - span.from) / 7)] ?? 1;
    return moods[mood].weekly * week * quiet * rush * fall;
  };
}

function silence(mood: Mood, end: number, chance: Chance): number | null {
  if (mood !== 'fading' && mood !== 'lost') return null;
  return (end - chance.int(25, 95)) * dayMs;
}

/** The places of one to three people of a customer, the deal's contact first. */
function cast({ contacts }: Customer, chance: Chance): readonly number[] {
  const first = chance.int(0, contacts.length - 1);
  const size = chance.pick([1, 2, 2, 3]);
  return Array.from({ length: size }, (_, step) => (first + step) % contacts.length);
}

function teamOf(owner: Colleague, price: number, chance: Chance): readonly Colleague[] {
  const manager = price > 200_000 && chance.hit(0.6) ? [managers[owner.language]] : [];
  const peers = sellers[owner.language].filter((person) => person !== owner && chance.hit(0.25));
  return [...peers, ...manager];
}

function closeDate(day: number, isClosed: boolean, chance: Chance): string | null {
  if (isClosed) return isoDay(day + chance.int(-20, 20));
  const kind = chance.real();
  if (kind < 0.05) return null;
  return isoDay(kind < 0.17 ? day - chance.int(3, 40) : day + chance.int(6, 170));
}

function stageOf(mood: Mood, language: Language, chance: Chance): string {
  const names = stages[language];
  if (mood === 'won' || mood === 'lost') return names[4];
  return mood === 'fresh' ? names[0] : chance.pick(names.slice(mood === 'cold' ? 0 : 1, 4));
}

/** The mood at a place between 0 and 1 when all open deals stand in line. */
function moodAt(place: number): Mood {
  const order = ['hot', 'warm', 'fading', 'cold', 'fresh'] as const;
  let passed = 0;
  return (
    order.find((mood) => {
      passed += moods[mood].share;
      return place < passed;
    }) ?? 'cold'
  );
}

function closedMood(chance: Chance): Mood {
  return chance.hit(0.6) ? 'won' : 'lost';
}
