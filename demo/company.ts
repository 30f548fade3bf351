import type { Organization, Settings, Team, User } from '../src/model/entities.ts';
import type { Person } from './happenings.ts';
import { fictionalPhone, localPart } from './names.ts';
import { dayMs, isoDay, type Language, timeZones } from './workdays.ts';

/** Our side: Brockelund, a maker of filling lines with an office in Kiel and one in Sheffield. It is invented. */

export const ourDomains = ['brockelund.example', 'uk.brockelund.example'] as const;

/** Mail with our legal advisers is nobody's business but theirs. */
export const excludedDomain = 'kanzlei-sievers.example';

const teamNames = {
  north: { en: 'North', de: 'Nord' },
  south: { en: 'South', de: 'Süd' },
  uk: { en: 'UK & Ireland', de: 'Großbritannien und Irland' },
} as const;
type TeamId = keyof typeof teamNames;

type Role = User['role'];

const staff: readonly (readonly [string, string, Role, readonly TeamId[]])[] = [
  ['thore', 'Thore Winkler', 'admin', ['north']],
  ['friederike', 'Friederike Asmussen', 'manager', ['north', 'south']],
  ['gareth', 'Gareth Pemberley', 'manager', ['uk']],
  ['jule', 'Jule Harmsen', 'seller', ['north']],
  ['malte', 'Malte Brandis', 'seller', ['north']],
  ['ayse', 'Ayşe Korkmaz', 'seller', ['south']],
  ['henning', 'Henning Voß', 'seller', ['south']],
  ['imogen', 'Imogen Tarrant', 'seller', ['uk']],
  ['callum', 'Callum Beattie', 'seller', ['uk']],
  ['priya', 'Priya Nandakumar', 'seller', ['uk']],
];

export type Colleague = Person & {
  readonly id: string;
  readonly role: Role;
  readonly teamIds: readonly TeamId[];
};

/** Everybody at Brockelund, by id. */
export const colleagues: ReadonlyMap<string, Colleague> = new Map(
  staff.map(([id, name, role, teamIds], index) => {
    const language = teamIds.includes('uk') ? 'en' : 'de';
    const address = `${localPart(name)}@${ourDomains[language === 'en' ? 1 : 0]}`;
    const phone = fictionalPhone(language, 100 + index);
    return [id, { id, name, role, teamIds, language, address, phone }];
  }),
);

/** The colleague of that id; only ids of this file are asked for. */
export function colleagueOf(id: string): Colleague {
  const found = colleagues.get(id);
  if (found === undefined) throw new RangeError(`no colleague ${id}`);
  return found;
}

/** Who sells to the customers of a country. */
export const sellers = {
  de: ['jule', 'malte', 'ayse'].map(colleagueOf),
  en: ['imogen', 'callum', 'priya'].map(colleagueOf),
} as const;

/** Who leads them. */
export const managers = { de: colleagueOf('friederike'), en: colleagueOf('gareth') } as const;

/** Application engineer: helps everywhere, is on no deal team. */
export const engineer = colleagueOf('henning');

/** The demo company itself, named in its language. */
export function organization(language: Language): Organization {
  const name = { en: 'Brockelund Filling Systems', de: 'Brockelund Abfülltechnik' }[language];
  return { name, timeZone: timeZones.de, domains: ourDomains };
}

/** Its teams, named in its language. */
export function teams(language: Language): readonly Team[] {
  return Object.entries(teamNames).map(([id, name]) => ({ id, name: name[language] }));
}

/** Its ten people. */
export function users(): readonly User[] {
  return [...colleagues.values()].map((person) => ({
    id: person.id,
    name: person.name,
    emails: [person.address],
    phones: [person.phone],
    role: person.role,
    managerId: person.role === 'seller' ? managerOf(person) : null,
    teamIds: person.teamIds,
    active: true,
    timeZone: timeZones[person.language],
    workingHours: { days: [1, 2, 3, 4, 5], from: '08:30', until: '17:30' },
    analyticsOptOut: false,
  }));
}

/** What the administrator has set: pounds at three dated rates, our lawyers and whatever is marked private left out. */
export function settings(today: number): Partial<Settings> {
  const rates = [
    { age: 760, rate: 1.16 },
    { age: 400, rate: 1.19 },
    { age: 120, rate: 1.17 },
  ];
  return {
    communicationFrequency: 'weekly',
    currency: 'EUR',
    rates: rates.map(({ age, rate }) => ({ currency: 'GBP', rate, from: isoDay(today - age) })),
    exclusions: { addresses: [], domains: [excludedDomain], subjects: ['[privat]', '[private]'] },
  };
}

/** When the records of the oldest customers were made: before the first of the two years that are told. */
export function foundedAt(today: number): number {
  return (today - 760) * dayMs;
}

function managerOf(person: Colleague): string {
  return managers[person.language].id;
}
