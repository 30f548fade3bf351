import type { Language } from './workdays.ts';

/**
 * What invented papers print. `%` stands for the name of the customer at that place in customers.ts, `%d` for its domain;
 * without a place an item is about nobody here.
 */
export type Headline = {
  readonly daysAgo: number;
  readonly about: readonly number[];
  readonly title: string;
  readonly text: string;
};

export type Paper = {
  readonly name: string;
  readonly host: string;
  readonly headlines: readonly Headline[];
};

const item = (
  daysAgo: number,
  about: number | readonly number[] | null,
  ...[title, text]: readonly [title: string, text: string]
): Headline => ({ daysAgo, about: [about ?? []].flat(), title, text });

/** The weekly of everybody who fills something. */
export const tradePress: Readonly<Record<Language, Paper>> = {
  en: {
    name: 'Filling & Packaging Weekly',
    host: 'fillingweekly.example',
    headlines: [
      item(
        1,
        1,
        '% raises £12m to complete its bottling hall',
        'Two investors from the region take a minority share. The brewery wants to choose its suppliers before the end of the quarter.',
      ),
      item(
        2,
        0,
        '% picks site for second plant',
        'The new dairy is to fill 40,000 bottles an hour. Who builds the two lines has not been decided.',
      ),
      item(
        3,
        5,
        '% launches refillable tubes',
        'Shops take the empty tubes back; the first 20,000 are filled by hand.',
      ),
      item(
        5,
        7,
        'Inspectors clear %’s new clean room',
        'After eleven months the aseptic area may be used. The first vials are expected in spring.',
      ),
      item(
        7,
        15,
        'Who is hiring in the north',
        'Creameries look for shift leaders and fitters, one of them at %d/careers.',
      ),
      item(
        9,
        2,
        '% puts its pouch range on hold',
        'The launch is moved to next year, the company says. Orders for machines are being looked at again.',
      ),
      item(
        12,
        4,
        '% moves to returnable glass',
        'A second shift is planned as soon as the new bottle has been approved.',
      ),
      item(14, 10, '% wins gold for its ten-year-old', 'The jury praised the bottle, too.'),
      item(17, 1, 'Alcohol-free ale drives growth at %', 'Every fourth bottle is now without.'),
      item(
        20,
        [9, 11],
        '% and % share a warehouse',
        'Both gain room for another line where pallets stood.',
      ),
      item(24, 3, '% appoints a new finance director', 'She comes from a maker of ready meals.'),
      item(31, 6, 'Poor harvest: % warns of higher prices', 'Tins are to become dearer by spring.'),
      item(44, 8, '% celebrates its hundredth harvest', 'The mill was open to visitors for a day.'),
      item(
        4,
        null,
        'Glass prices fall for the third month',
        'Energy is cheaper, and stocks are full.',
      ),
      item(11, null, 'New rules for deposits agreed', 'From next year cartons are part of it.'),
    ],
  },
  de: {
    name: 'Abfüllpraxis',
    host: 'abfuellpraxis.example',
    headlines: [
      item(
        1,
        1,
        '% sichert sich 14 Millionen Euro für den neuen Flaschenkeller',
        'Zwei Investoren aus der Region beteiligen sich. Über die Lieferanten will die Brauerei noch in diesem Quartal entscheiden.',
      ),
      item(
        2,
        0,
        '% legt Standort für zweites Werk fest',
        'Die neue Molkerei soll 40.000 Flaschen in der Stunde abfüllen. Wer die beiden Linien baut, ist offen.',
      ),
      item(
        3,
        5,
        '% bringt nachfüllbare Tuben in den Handel',
        'Geschäfte nehmen die leeren Tuben zurück; die ersten 20.000 werden von Hand gefüllt.',
      ),
      item(
        5,
        7,
        'Neuer Reinraum von % abgenommen',
        'Nach elf Monaten darf der aseptische Bereich genutzt werden. Die ersten Fläschchen kommen im Frühjahr.',
      ),
      item(
        7,
        15,
        'Wer im Norden einstellt',
        'Molkereien suchen Schichtleiter und Schlosser, eine davon unter %d/karriere.',
      ),
      item(
        9,
        2,
        '% verschiebt Einstieg in Beutel',
        'Der Verkauf beginnt erst nächstes Jahr, teilt das Unternehmen mit. Bestellungen von Maschinen würden neu geprüft.',
      ),
      item(
        12,
        4,
        '% stellt auf Mehrwegglas um',
        'Eine zweite Schicht ist geplant, sobald die neue Flasche zugelassen ist.',
      ),
      item(14, 10, 'Gold für %', 'Die Jury lobte auch die Flasche.'),
      item(17, 1, 'Alkoholfreies treibt das Wachstum: %', 'Jede vierte Flasche ist nun ohne.'),
      item(
        20,
        [9, 11],
        '% und % teilen sich ein Lager',
        'Wo Paletten standen, haben beide Platz für eine weitere Linie.',
      ),
      item(
        24,
        3,
        '% holt neue Finanzchefin',
        'Sie kommt von einem Hersteller von Fertiggerichten.',
      ),
      item(
        31,
        6,
        'Schlechte Ernte: % kündigt höhere Preise an',
        'Dosen werden im Frühjahr teurer.',
      ),
      item(44, 8, '% feiert hundertste Ernte', 'Die Fabrik stand einen Tag lang Besuchern offen.'),
      item(
        4,
        null,
        'Glas wird den dritten Monat billiger',
        'Energie kostet weniger, die Lager sind voll.',
      ),
      item(11, null, 'Neue Regeln für Pfand beschlossen', 'Ab nächstem Jahr gehören Kartons dazu.'),
    ],
  },
};

/** A paper of the place: it also writes of things that are only called like a customer. */
export const localPress: Readonly<Record<Language, Paper>> = {
  en: {
    name: 'Moor & Coast Post',
    host: 'moorandcoast.example',
    headlines: [
      item(
        4,
        4,
        'Volunteers clean % after the storm',
        'Thirty walkers cleared leaves and litter from the pool above the village.',
      ),
      item(
        6,
        0,
        'Council clears the way for a dairy on the airfield',
        '% may build; lorries are to use the bypass.',
      ),
      item(
        8,
        null,
        'Harbour festival moves to June',
        'There are to be more boats, and fewer stalls.',
      ),
    ],
  },
  de: {
    name: 'Fördekurier',
    host: 'foerdekurier.example',
    headlines: [
      item(
        4,
        4,
        'Wanderverein räumt nach dem Sturm an der % auf',
        'Dreißig Helfer haben Laub und Müll aus dem Becken oberhalb des Dorfes geholt.',
      ),
      item(
        6,
        0,
        'Gemeinde macht den Weg frei für das Werk am Flugplatz',
        '% darf bauen; Lastwagen sollen die Umgehung nehmen.',
      ),
      item(8, null, 'Hafenfest zieht in den Juni', 'Es soll mehr Boote und weniger Buden geben.'),
    ],
  },
};

/** What a customer tells of itself, without ever saying its name. */
export const pressRoom: Readonly<Record<Language, readonly Headline[]>> = {
  en: [
    item(8, 0, 'Half-year figures: turnover up by six per cent', 'Yoghurt did best.'),
    item(40, 0, 'New on the shelf: oat drink in returnable bottles', 'In shops from Monday.'),
  ],
  de: [
    item(8, 0, 'Halbjahreszahlen: sechs Prozent mehr Umsatz', 'Am besten lief Joghurt.'),
    item(40, 0, 'Neu im Regal: Haferdrink in Mehrwegflaschen', 'Ab Montag im Handel.'),
  ],
};
