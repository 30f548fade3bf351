import type { Chance } from './chance.ts';
import type { Language } from './workdays.ts';

/** Names, addresses and numbers of people who do not exist. */

const first = {
  de: [
    'Katharina Sven Birte Jürgen Annika Holger Mareike Uwe Silke Torben Dörte Matthias Heike Björn Anja Rüdiger',
    'Franziska Dirk Ulrike Hannes Wiebke Günther Sabine Lars Gesa Volker Tanja Enno Petra Falk Meike Jörg',
  ],
  en: [
    'Alice Graham Beatrice Stuart Chloe Duncan Eleanor Fraser Gemma Hugh Isla Jasper Kirsty Leonard Maeve Nigel',
    'Olivia Percy Rhiannon Seamus Tabitha Owen Verity Wesley Yasmin Rupert Bronwen Alistair Cordelia Ewan Freya Miles',
  ],
} as const;

const last = {
  de: [
    'Ahrendt Böttger Clasen Dreesen Eggers Fröhlich Gravenhorst Hüsken Ingwersen Jessen Kröger Lohmann Möllering',
    'Nissen Oltmann Petersdorff Quandtner Rüter Schöning Thomsen Uhlmann Vollmar Wessling Zöllner Ansgarsen Brüggemann',
    'Dahlhaus Ebbing Flörke Gehrmann Heitkamp Jansky Kölling Lüders Mönkemeyer Nordhoff Osterkamp Pröll Riekmann',
  ],
  en: [
    'Ashcroft Braithwaite Cavendale Dunmore Everley Fotheringham Greenhalgh Hathersage Inglewood Jessop Kershaw',
    'Lathom Merriweather Nettleton Oakeshott Prendergast Quarmby Ramsbottom Stainforth Thackray Underhay Vickerstaff',
    'Whitlock Yarrow Aldersey Birtwhistle Copplestone Dalrymple Entwistle Farnsworth Gillespie Hartnell Ibbotson',
  ],
} as const;

/** As many different full names as asked for, in an order that the dice decide. */
export function fullNames(language: Language, count: number, chance: Chance): readonly string[] {
  const firstNames = first[language].flatMap((line) => line.split(' '));
  const lastNames = last[language].flatMap((line) => line.split(' '));
  const names = new Set<string>();
  while (names.size < count) names.add(`${chance.pick(firstNames)} ${chance.pick(lastNames)}`);
  return [...names];
}

const plain: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ş: 's' };

/** `Ayşe Korkmaz` becomes `ayse.korkmaz`; titles are left out. */
export function localPart(name: string): string {
  return name
    .replace(/^Dr\. /, '')
    .toLowerCase()
    .replace(/[äöüßş]/g, (letter) => plain[letter] ?? letter)
    .replace(/[^a-z]+/g, '.');
}

/**
 * Numbers that the regulators keep free for fiction: 040 66969 000–999 (Bundesnetzagentur, order 148/2021) and
 * 01632 960000–960999 (Ofcom, numbers for drama use). `line` is the last three digits.
 */
export function fictionalPhone(language: Language, line: number): string {
  const digits = String(line).padStart(3, '0');
  return language === 'en' ? `+441632960${digits}` : `+494066969${digits}`;
}
