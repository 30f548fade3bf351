import type {
  ExclusionReason,
  Grade,
  HealthState,
  RecordType,
  Trend,
} from '../src/model/vocabulary.ts';

/** Least and most, both included. */
export type Range = readonly [least: number, most: number];

/** What the figures of one record must be at one instant; what is not said may be anything. */
export type Expectation = {
  readonly type: RecordType;
  readonly id: string;
  /** As of so many days (of 24 hours) from the `now` of the demo: 0 or less. */
  readonly asOfDays: number;
  readonly state?: HealthState;
  readonly score?: Range;
  readonly grade?: Grade;
  readonly trend?: Trend;
  readonly unansweredStreak?: Range;
  readonly daysSinceLastInteraction?: Range;
  readonly hasNextInteraction?: boolean;
  /** Days from today to the estimated close date; null: there is none. */
  readonly closesInDays?: Range | null;
  readonly responseByThem?: { readonly medianHours: Range; readonly rate: Range };
  /** Ids of the most contacted people, in any order. */
  readonly mostContacted?: readonly string[];
  /** Users who are, and who are not, among those who talk to the record's people most. */
  readonly contactedBy?: readonly string[];
  readonly notContactedBy?: readonly string[];
  /** How many activities of the record were left out for a reason, at least. */
  readonly leftOut?: Partial<Readonly<Record<ExclusionReason, number>>>;
};

export type Story = {
  readonly key: string;
  /** Where to look. */
  readonly type: RecordType;
  readonly id: string;
  readonly sentence: { readonly en: string; readonly de: string };
  readonly expects: readonly Expectation[];
};

/** The stories of the demo company and the figures that tell them, the same in both languages and at any `now`. */
export const demoStories: readonly Story[] = [
  {
    key: 'fading',
    type: 'opportunity',
    id: 'opp-001',
    sentence: {
      en: 'Fernhollow Dairy looked good a month ago. Harriet Colbourne has not answered since and has declined two meetings, while Dominic Ashdown still talks to Callum.',
      de: 'Molkerei Ostertal sah vor einem Monat gut aus. Dr. Katrin Wessel antwortet seither nicht mehr und hat zwei Termine abgelehnt, während Jonas Reinders weiter mit Malte spricht.',
    },
    expects: [
      {
        ...{ type: 'opportunity', id: 'opp-001', asOfDays: -30 },
        ...{ score: [75, 90], grade: 'good', unansweredStreak: [0, 0] },
      },
      {
        ...{ type: 'opportunity', id: 'opp-001', asOfDays: 0 },
        ...{ score: [48, 58], grade: 'fair', trend: 'declining', unansweredStreak: [3, 4] },
        ...{ hasNextInteraction: true, leftOut: { declined: 1 } },
      },
      {
        ...{ type: 'contact', id: 'con-011', asOfDays: 0 },
        ...{ score: [40, 50], trend: 'declining', hasNextInteraction: false },
      },
      { type: 'contact', id: 'con-012', asOfDays: 0, score: [55, 70], hasNextInteraction: true },
    ],
  },
  {
    key: 'rising',
    type: 'opportunity',
    id: 'opp-002',
    sentence: {
      en: 'Tunmoor Brewing is the largest deal and gets better every week: a weekly project call, mail from both sides, calls.',
      de: 'Brauerei Wendelsbach ist das größte Geschäft und wird jede Woche besser: ein fester Projekttermin, Mails von beiden Seiten, Anrufe.',
    },
    expects: [
      { type: 'opportunity', id: 'opp-002', asOfDays: -30, score: [45, 76] },
      {
        ...{ type: 'opportunity', id: 'opp-002', asOfDays: 0 },
        ...{ score: [82, 97], grade: 'good', trend: 'improving', unansweredStreak: [0, 1] },
        ...{ hasNextInteraction: true },
      },
    ],
  },
  {
    key: 'still',
    type: 'opportunity',
    id: 'opp-003',
    sentence: {
      en: 'Nobody has talked to Applegarth & Pike Cider about the pouch filler for six weeks.',
      de: 'Mit der Kelterei Hagenried hat seit sechs Wochen niemand über den Beutelfüller gesprochen.',
    },
    expects: [
      {
        ...{ type: 'opportunity', id: 'opp-003', asOfDays: 0 },
        ...{ grade: 'poor', score: [25, 36], daysSinceLastInteraction: [40, 49] },
        ...{ hasNextInteraction: false },
      },
    ],
  },
  {
    key: 'overdue',
    type: 'opportunity',
    id: 'opp-004',
    sentence: {
      en: 'Wraysford Fine Foods should have signed twelve days ago; the conversation is as warm as before. Move the date.',
      de: 'Feinkost Lüttjohann sollte vor zwölf Tagen unterschreiben; das Gespräch ist so warm wie zuvor. Datum verschieben.',
    },
    expects: [
      {
        ...{ type: 'opportunity', id: 'opp-004', asOfDays: 0 },
        ...{ score: [68, 90], grade: 'good', closesInDays: [-12, -12] },
        ...{ daysSinceLastInteraction: [0, 9] },
      },
    ],
  },
  {
    key: 'undated',
    type: 'opportunity',
    id: 'opp-005',
    sentence: {
      en: 'Silverbourne Spring has never named a date for the second glass line.',
      de: 'Mineralquelle Siebenborn hat für die zweite Glaslinie nie ein Datum genannt.',
    },
    expects: [
      {
        ...{ type: 'opportunity', id: 'opp-005', asOfDays: 0 },
        ...{ state: 'scored', grade: 'fair', closesInDays: null },
      },
    ],
  },
  {
    key: 'new',
    type: 'opportunity',
    id: 'opp-006',
    sentence: {
      en: 'The tube filler for Orla & Finch Cosmetics is three days old: one message is too little for a score.',
      de: 'Der Tubenfüller für das Kosmetikwerk Arvena ist drei Tage alt: eine Nachricht ist zu wenig für einen Wert.',
    },
    expects: [{ type: 'opportunity', id: 'opp-006', asOfDays: 0, state: 'notEnoughInfo' }],
  },
  {
    key: 'single-threaded',
    type: 'account',
    id: 'acc-07',
    sentence: {
      en: 'Everything at Coldharrow Oils goes through Desmond Harrow; nobody has met his three colleagues.',
      de: 'Bei der Ölmühle Rabenstätt läuft alles über Bodo Rabener; seine drei Kolleginnen und Kollegen kennt niemand.',
    },
    expects: [
      {
        ...{ type: 'account', id: 'acc-07', asOfDays: 0 },
        ...{ score: [62, 80], grade: 'good', mostContacted: ['con-071'] },
      },
    ],
  },
  {
    key: 'hidden-helper',
    type: 'opportunity',
    id: 'opp-008',
    sentence: {
      en: 'Henning answers the technical questions of Penhollick Pharma without being on the deal: it looks colder than it is.',
      de: 'Henning beantwortet die technischen Fragen von Kardenburg Arzneimittel, ohne im Team zu sein: das Geschäft wirkt kälter, als es ist.',
    },
    expects: [
      {
        ...{ type: 'opportunity', id: 'opp-008', asOfDays: 0 },
        ...{ score: [42, 56], grade: 'fair', notContactedBy: ['henning'] },
      },
      {
        ...{ type: 'contact', id: 'con-081', asOfDays: 0 },
        ...{ score: [56, 72], contactedBy: ['henning'] },
      },
    ],
  },
  {
    key: 'left-out',
    type: 'contact',
    id: 'con-091',
    sentence: {
      en: 'Millicent Tickle sends the newsletter of her company from her own address and was away twice: none of it counts.',
      de: 'Gesine Tönsing verschickt den Newsletter ihrer Firma unter eigener Adresse und war zweimal im Urlaub: nichts davon zählt.',
    },
    expects: [
      {
        ...{ type: 'contact', id: 'con-091', asOfDays: 0 },
        ...{ score: [40, 52], leftOut: { bulk: 7, automatic_reply: 2 } },
      },
    ],
  },
  {
    key: 'quick-lead',
    type: 'lead',
    id: 'lead-01',
    sentence: {
      en: 'Florence Appledore of Saltmarsh Spice Works answers within the hour.',
      de: 'Wilma Harmsdorf vom Gewürzkontor Kummerfeld antwortet innerhalb einer Stunde.',
    },
    expects: [
      {
        ...{ type: 'lead', id: 'lead-01', asOfDays: 0 },
        ...{ score: [60, 82], grade: 'good', trend: 'notEnoughInfo' },
        responseByThem: { medianHours: [0.4, 1], rate: [1, 1] },
      },
    ],
  },
];
