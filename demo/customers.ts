import type { Account, Contact } from '../src/model/entities.ts';
import { chanceOf } from './chance.ts';
import { foundedAt, sellers } from './company.ts';
import type { Person } from './happenings.ts';
import { fictionalPhone, fullNames, localPart } from './names.ts';
import { industries, jobs } from './wording.ts';
import { type Language, timeZones } from './workdays.ts';

/** Their side: forty invented customers, most of them in the country whose language the demo speaks. */

/** Industry, name and domain of a German customer, name and domain of its English counterpart. */
const pairs = [
  ['dairy', 'Molkerei Ostertal', 'molkerei-ostertal', 'Fernhollow Dairy', 'fernhollow'],
  ['brewery', 'Brauerei Wendelsbach', 'wendelsbacher', 'Tunmoor Brewing', 'tunmoor-brewing'],
  [
    'juice',
    'Kelterei Hagenried',
    'kelterei-hagenried',
    'Applegarth & Pike Cider',
    'applegarth-pike',
  ],
  ['food', 'Feinkost Lüttjohann', 'luettjohann-feinkost', 'Wraysford Fine Foods', 'wraysford'],
  ['water', 'Mineralquelle Siebenborn', 'siebenborn-quelle', 'Silverbourne Spring', 'silverbourne'],
  ['cosmetics', 'Kosmetikwerk Arvena', 'arvena-kosmetik', 'Orla & Finch Cosmetics', 'orlafinch'],
  ['food', 'Ölmühle Rabenstätt', 'oelmuehle-rabenstaett', 'Coldharrow Oils', 'coldharrow'],
  ['pharma', 'Kardenburg Arzneimittel', 'kardenburg', 'Penhollick Pharma', 'penhollick'],
  ['food', 'Senffabrik Tönsing', 'toensing-senf', 'Tickleby Mustard Works', 'tickleby'],
  ['juice', 'Safthaus Grünwedel', 'safthaus-gruenwedel', 'Larkmead Juices', 'larkmead-juices'],
  [
    'spirits',
    'Brennerei Eichhoff & Söhne',
    'brennerei-eichhoff',
    'Glen Torvane Distillers',
    'glentorvane',
  ],
  ['food', 'Konserven Duderhoff', 'duderhoff', 'Danesmoor Preserves', 'danesmoor'],
  ['wine', 'Weinhof Traubach', 'weinhof-traubach', 'Quillham Vineyards', 'quillham'],
  ['chemicals', 'Farbenwerk Kollmar', 'farbenwerk-kollmar', 'Brackenside Paints', 'brackenside'],
  ['food', 'Honighaus Immenried', 'immenried', 'Heatherstow Honey', 'heatherstow'],
  ['dairy', 'Molkerei Hohenlauter', 'hohenlauter-milch', 'Lowgarth Creamery', 'lowgarth'],
  ['chemicals', 'Reinigungswerk Sauberzweig', 'sauberzweig', 'Sudsmere Home Care', 'sudsmere'],
  ['food', 'Teekontor Wattwurm', 'teekontor-wattwurm', 'Kettlewick Tea', 'kettlewick-tea'],
  ['food', 'Essigmanufaktur Bärling', 'essig-baerling', 'Tarnbeck Vinegar', 'tarnbeck'],
  ['food', 'Babykost Sonnwinkel', 'sonnwinkel', 'Nestlewood Baby Foods', 'nestlewood'],
  [
    'chemicals',
    'Schmierstoffe Kettrup',
    'kettrup-schmierstoffe',
    'Ironvale Lubricants',
    'ironvale-lube',
  ],
  ['food', 'Tierfutter Pfotenau', 'pfotenau', 'Barkstead Pet Foods', 'barkstead'],
  ['juice', 'Limonadenfabrik Zischke', 'limo-zischke', 'Fizzard Soft Drinks', 'fizzard'],
  ['cosmetics', 'Duftwerk Malvenau', 'duftwerk-malvenau', 'Thistlemere Fragrances', 'thistlemere'],
] as const;

/** So many pairs there are, so many customers at home, and so many, the last of the pairs, abroad. */
export const pairCount = pairs.length;
export const majority = 24;
export const minority = 16;

/** The last person of this customer, by its place in the list, asked not to be analysed. */
const optedOut = 12;

/** People whom the stories name, by place in the list of customers: see README.md. */
const named: Readonly<Record<Language, Readonly<Record<number, readonly string[]>>>> = {
  de: {
    0: ['Dr. Katrin Wessel', 'Jonas Reinders'],
    1: ['Arne Theising', 'Svenja Brockhoff'],
    2: ['Hilke Rademaker'],
    3: ['Claas Lüttjohann'],
    4: ['Renate Siebold'],
    5: ['Mirja Kalkhorst'],
    6: ['Bodo Rabener'],
    7: ['Dr. Imke Fahrenkrog', 'Ralf Stüwe'],
    8: ['Gesine Tönsing'],
  },
  en: {
    0: ['Harriet Colbourne', 'Dominic Ashdown'],
    1: ['Ruairi Tunnicliffe', 'Sophie Marchbank'],
    2: ['Gwendolyn Pike'],
    3: ['Barnaby Wraysford'],
    4: ['Moira Sandalwood'],
    5: ['Orla Finchley'],
    6: ['Desmond Harrow'],
    7: ['Dr. Tamsin Penhollick', 'Keith Rowbotham'],
    8: ['Millicent Tickle'],
  },
};

export type Customer = {
  readonly account: Account;
  readonly contacts: readonly Contact[];
  /** The contacts as people who write and meet, in the same order. */
  readonly people: readonly Person[];
  readonly language: Language;
};

/** The forty customers; the first ten are those of the stories, in the country of `language`. */
export function customers(today: number, language: Language): readonly Customer[] {
  const other = language === 'de' ? 'en' : 'de';
  const ours = pairs.slice(0, majority).map((pair) => ({ pair, place: language }));
  const theirs = pairs.slice(majority - minority).map((pair) => ({ pair, place: other }) as const);
  const chance = chanceOf('customers');
  const names = { de: fullNames('de', 100, chance), en: fullNames('en', 100, chance) };
  return [...ours, ...theirs].map(({ pair, place }, index) => {
    const [industry, germanName, germanDomain, englishName, englishDomain] = pair;
    const domain = `${place === 'de' ? germanDomain : englishDomain}.example`;
    const id = `acc-${String(index + 1).padStart(2, '0')}`;
    const starring = index < majority ? (named[language][index] ?? []) : [];
    const rest = names[place].slice((index % majority) * 4, (index % majority) * 4 + 4);
    const seats = index < 10 ? 4 : chance.int(3, 4);
    const staff = [...starring, ...rest].slice(0, seats);
    const owner = chance.pick(sellers[place]);
    const contacts = staff.map((name, seat) => ({
      id: `con-${id.slice(4)}${seat + 1}`,
      name,
      accountId: id,
      ownerId: owner.id,
      emails: [`${localPart(name)}@${domain}`],
      phones: [fictionalPhone(place, 200 + index * 10 + seat)],
      jobTitle: chance.pick(seat === 0 ? jobs[language].slice(0, 2) : jobs[language].slice(2)),
      timeZone: timeZones[place],
      analyticsOptOut: index === optedOut && seat === seats - 1,
      followEmail: null,
    }));
    const people = contacts.map(({ name, emails, phones }) => ({
      name,
      address: emails.join(),
      phone: phones.join(),
      language: place,
    }));
    const account = {
      id,
      name: place === 'de' ? germanName : englishName,
      ownerId: owner.id,
      primaryContactId: contacts[0]?.id ?? null,
      parentAccountId: null,
      website: `https://www.${domain}/`,
      domains: [domain],
      industry: industries[language][industry],
      createdAt: foundedAt(today),
      custom: {},
    };
    return { account, contacts, people, language: place };
  });
}
