import type { Lead, Opportunity } from '../src/model/entities.ts';
import { type Colleague, engineer, sellers } from './company.ts';
import type { Customer } from './customers.ts';
import type { Happening, Person } from './happenings.ts';
import { fictionalPhone, localPart } from './names.ts';
import { type Cast, play, type Step } from './script.ts';
import {
  brandNew,
  fading,
  helped,
  newsletters,
  overdue,
  quickLead,
  rising,
  singleThread,
  still,
  undated,
} from './storylines.ts';
import { storySubjects } from './subjects.ts';
import { dealTypes, leadTopics, sources, stages } from './wording.ts';
import { instantAt, isoDay, type Language, workdayUpTo } from './workdays.ts';

/** The deals and the lead that the stories are about: deal n belongs to customer n, in the country of the demo's language. */

type Plot = {
  readonly script: readonly Step[];
  readonly name: Readonly<Record<Language, string>>;
  readonly value: number;
  readonly type: 0 | 1 | 2 | 3;
  readonly stage: 0 | 1 | 2 | 3;
  /** Days from today; null: nobody has named a date. */
  readonly closesOn: number | null;
  readonly createdOn: number;
  /** Which seller of the country owns it, and which one is on the team. */
  readonly owner: 0 | 1 | 2;
  readonly team: 0 | 1 | 2 | null;
};

const plots: readonly Plot[] = [
  {
    script: fading,
    name: { en: 'Two filling lines, new dairy', de: 'Zwei Abfülllinien, neue Molkerei' },
    ...{ value: 840_000, type: 0, stage: 2, closesOn: 28, createdOn: -115, owner: 0, team: 1 },
  },
  {
    script: rising,
    name: { en: 'Bottling hall, complete', de: 'Flaschenkeller komplett' },
    ...{ value: 1_150_000, type: 0, stage: 3, closesOn: 40, createdOn: -125, owner: 1, team: 2 },
  },
  {
    script: still,
    name: { en: 'Pouch filler, plant 2', de: 'Beutelfüller, Werk 2' },
    ...{ value: 190_000, type: 0, stage: 2, closesOn: 60, createdOn: -155, owner: 2, team: null },
  },
  {
    script: overdue,
    name: { en: 'Sauce line, conversion', de: 'Umbau der Soßenlinie' },
    ...{ value: 126_000, type: 1, stage: 3, closesOn: -12, createdOn: -95, owner: 0, team: null },
  },
  {
    script: undated,
    name: { en: 'Glass line, second shift', de: 'Glaslinie, zweite Schicht' },
    ...{ value: 310_000, type: 0, stage: 1, closesOn: null, createdOn: -85, owner: 1, team: null },
  },
  {
    script: brandNew,
    name: { en: 'Tube filler', de: 'Tubenfüller' },
    ...{ value: 88_000, type: 0, stage: 0, closesOn: 120, createdOn: -3, owner: 2, team: null },
  },
  {
    script: singleThread,
    name: { en: 'Oil filler, tins', de: 'Ölfüller, Dosen' },
    ...{ value: 240_000, type: 0, stage: 2, closesOn: 35, createdOn: -105, owner: 0, team: null },
  },
  {
    script: helped,
    name: { en: 'Aseptic filler, clean room', de: 'Aseptikfüller, Reinraum' },
    ...{ value: 620_000, type: 0, stage: 2, closesOn: 55, createdOn: -65, owner: 1, team: 0 },
  },
  {
    script: newsletters,
    name: { en: 'Spare parts, mill', de: 'Ersatzteile, Mühle' },
    ...{ value: 24_000, type: 3, stage: 2, closesOn: 20, createdOn: -75, owner: 2, team: null },
  },
];

type World = { readonly today: number; readonly language: Language };

/** The nine deals of the stories with everything that happens in them. */
export function storyDeals(
  customers: readonly Customer[],
  { today, language }: World,
): readonly { readonly opportunity: Opportunity; readonly happenings: readonly Happening[] }[] {
  return plots.flatMap((plot, index) => {
    const customer = customers[index];
    const key = customer?.people[0];
    if (customer === undefined || key === undefined) return [];
    const second = customer.people[1] ?? key;
    const owner = seller(language, plot.owner);
    const colleague = plot.team === null ? null : seller(language, plot.team);
    const id = `opp-${String(index + 1).padStart(3, '0')}`;
    const createdOn = workdayUpTo(today + plot.createdOn, language);
    const opportunity: Opportunity = {
      id,
      name: plot.name[language],
      accountId: customer.account.id,
      contactId: customer.contacts[0]?.id ?? null,
      ownerId: owner.id,
      teamIds: colleague === null ? [] : [colleague.id],
      stakeholderIds: customer.contacts.slice(1, 2).map((contact) => contact.id),
      status: 'open',
      stage: stages[language][plot.stage],
      estimatedValue: plot.value,
      actualValue: null,
      currency: language === 'de' ? 'EUR' : 'GBP',
      estimatedCloseDate: plot.closesOn === null ? null : isoDay(today + plot.closesOn),
      createdAt: instantAt(createdOn, 8, language),
      closedAt: null,
      source: sources[language][index % sources[language].length] ?? null,
      dealType: dealTypes[language][plot.type],
      custom: {},
    };
    const people = { A: owner, B: colleague ?? owner, H: engineer, K: key, S: second };
    const cast = castOf({ key: id, people, language, regarding: { type: 'opportunity', id } });
    return { opportunity, happenings: play(plot.script, cast, today) };
  });
}

const prospects = {
  de: { name: 'Wilma Harmsdorf', company: 'Gewürzkontor Kummerfeld' },
  en: { name: 'Florence Appledore', company: 'Saltmarsh Spice Works' },
} as const;

/** The lead that answers within the hour. */
export function storyLead({ today, language }: World): {
  readonly lead: Lead;
  readonly happenings: readonly Happening[];
} {
  const { name, company } = prospects[language];
  const owner = seller(language, 1);
  const person: Person = {
    name,
    address: `${localPart(name)}@${localPart(company).replaceAll('.', '-')}.example`,
    phone: fictionalPhone(language, 700),
    language,
  };
  const id = 'lead-01';
  const lead: Lead = {
    id,
    topic: leadTopics[language][5],
    name,
    company,
    emails: [person.address],
    phones: [person.phone],
    ownerId: owner.id,
    stakeholderIds: [],
    status: 'open',
    createdAt: instantAt(workdayUpTo(today - 21, language), 8, language),
    closedAt: null,
    qualifiedTo: null,
    analyticsOptOut: false,
    followEmail: null,
  };
  const people = { A: owner, K: person };
  const cast = castOf({ key: id, people, language, regarding: { type: 'lead', id } });
  return { lead, happenings: play(quickLead, cast, today) };
}

function castOf(
  parts: Pick<Cast, 'key' | 'people' | 'regarding'> & { readonly language: Language },
): Cast {
  const words: Readonly<Record<string, readonly string[]>> = storySubjects[parts.language];
  return {
    ...parts,
    subjectOf: (topic) => {
      const [, name = topic, number = '0'] = /^([a-z]+)(\d*)$/.exec(topic) ?? [];
      const choices = words[name] ?? [topic];
      return choices[Number(number) % choices.length] ?? topic;
    },
  };
}

function seller(language: Language, index: number): Colleague {
  const found = sellers[language][index];
  if (found === undefined) throw new RangeError(`no seller ${index} in ${language}`);
  return found;
}
