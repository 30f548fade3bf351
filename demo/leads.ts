import type { Lead } from '../src/model/entities.ts';
import { chanceOf } from './chance.ts';
import { sellers } from './company.ts';
import type { Talk } from './correspondence.ts';
import { talkBetween } from './deals.ts';
import type { Happening, Person } from './happenings.ts';
import { fictionalPhone, fullNames, localPart } from './names.ts';
import { leadTopics, products } from './wording.ts';
import { instantAt, type Language } from './workdays.ts';

/** The everyday leads: two dozen people who asked for something, some of them already qualified or turned down. */

const everyday = 24;

const companies = {
  de: ['Hofgut Ellernbrook', 'Kaffeerösterei Püttjer', 'Naturwaren Alvesloh', 'Stadtimkerei Wabe'],
  en: ['Rookhope Farm Foods', 'Pennywhistle Coffee', 'Oakenhurst Naturals', 'Hollin Cross Gin'],
} as const;

export type Prospect = { readonly lead: Lead; readonly happenings: readonly Happening[] };

type World = { readonly today: number; readonly language: Language };
type Seed = { readonly index: number; readonly place: Language; readonly name: string };

/** Leads 02 to 25; the first lead has a story of its own. */
export function everydayLeads(world: World): readonly Prospect[] {
  const { language } = world;
  const chance = chanceOf('leads');
  const names = { de: fullNames('de', everyday, chance), en: fullNames('en', everyday, chance) };
  return Array.from({ length: everyday }, (_, index) => {
    const abroad = language === 'de' ? 'en' : 'de';
    const place = chance.hit(0.6) ? language : abroad;
    return prospect({ index: index + 2, place, name: names[place][index] ?? '' }, world);
  });
}

function prospect({ index, place, name }: Seed, { today, language }: World): Prospect {
  const id = `lead-${String(index).padStart(2, '0')}`;
  const chance = chanceOf(id);
  const owner = chance.pick(sellers[place]);
  const company = chance.pick(companies[place]);
  const status = chance.pick(['open', 'open', 'open', 'qualified', 'disqualified'] as const);
  const closedOn = status === 'open' ? today : today - chance.int(5, 400);
  const createdOn = closedOn - chance.int(8, 70);
  const person: Person = {
    name,
    address: `${localPart(name)}@${localPart(company).replaceAll('.', '-')}.example`,
    phone: fictionalPhone(place, 700 + index),
    language: place,
  };
  const lead: Lead = {
    id,
    topic: chance.pick(leadTopics[language]),
    name,
    company,
    emails: [person.address],
    phones: [person.phone],
    ownerId: owner.id,
    stakeholderIds: [],
    status,
    createdAt: instantAt(createdOn, 8, owner.language),
    closedAt: status === 'open' ? null : instantAt(closedOn, 16, owner.language),
    qualifiedTo: null,
    analyticsOptOut: false,
    followEmail: null,
  };
  const talk: Talk = {
    seller: owner,
    contact: person,
    others: [],
    colleagues: [],
    about: chance.pick(products)[place],
    regarding: { type: 'lead', id },
    silentFrom: null,
  };
  const weekly = chance.pick([0.2, 0.6, 1.1]);
  const span = { from: createdOn, to: closedOn, weekly: () => weekly };
  return { lead, happenings: talkBetween(talk, span, chance) };
}
