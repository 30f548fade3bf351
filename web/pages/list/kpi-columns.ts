import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ListRow } from '../../../src/contract/list.ts';
import type { KpiName } from '../../../src/model/kpis.ts';
import type { Column, Writing } from './column.ts';

/** One column for each KPI of the catalogue, once for the window and once for all time. Units stand in the heading. */

type Kpis = ListRow['window'];
type Kpi = Pick<Column, 'name' | 'width'> &
  Required<Pick<Column, 'short' | 'group'>> & {
    readonly kpi: KpiName;
    readonly unit: keyof typeof writers;
    readonly of: (kpis: Kpis) => number | null;
  };

const writers = {
  count: (value: number, { formats }: Writing) => formats.count(value),
  /** Minutes, shown in hours. */
  minutes: (value: number, { formats }: Writing) =>
    value === 0 ? '0' : formats.points(value / 60),
  hours: (value: number, { formats }: Writing) => formats.points(value),
  ratio: (value: number, { formats }: Writing) => formats.ratio(value),
  percent: (value: number, { formats }: Writing) => formats.count(Math.round(value * 100)),
} as const;

const [us, them] = [msg`us`, msg`them`];
const emails = { group: msg`Emails`, unit: 'count', width: 56 } as const;
const meetings = { group: msg`Meetings`, unit: 'count', width: 58 } as const;
const calls = { group: msg`Calls`, unit: 'count', width: 56 } as const;
const initiated = { group: msg`Initiated`, unit: 'count', width: 60 } as const;
const time = { group: msg`Time, h`, unit: 'minutes', width: 68 } as const;
const ratio = { group: msg`Email ratio`, unit: 'ratio', width: 68 } as const;

const kpis: readonly Kpi[] = [
  { kpi: 'emailsSent', ...emails, short: us, name: msg`Emails by us`, of: (k) => k.emailsSent },
  {
    kpi: 'emailsReceived',
    ...emails,
    short: them,
    name: msg`Emails by them`,
    of: (k) => k.emailsReceived,
  },
  {
    kpi: 'meetingsSent',
    ...meetings,
    short: us,
    name: msg`Meetings by us`,
    of: (k) => k.meetingsSent,
  },
  {
    kpi: 'meetingsReceived',
    ...meetings,
    short: them,
    name: msg`Meetings by them`,
    of: (k) => k.meetingsReceived,
  },
  {
    kpi: 'phoneCallsMade',
    ...calls,
    short: us,
    name: msg`Calls by us`,
    of: (k) => k.phoneCallsMade,
  },
  {
    kpi: 'phoneCallsReceived',
    ...calls,
    short: them,
    name: msg`Calls by them`,
    of: (k) => k.phoneCallsReceived,
  },
  {
    kpi: 'initiatedByUs',
    ...initiated,
    short: us,
    name: msg`Initiated by us`,
    of: (k) => k.initiatedByUs,
  },
  {
    kpi: 'initiatedByThem',
    ...initiated,
    short: them,
    name: msg`Initiated by them`,
    of: (k) => k.initiatedByThem,
  },
  { kpi: 'minutesByUs', ...time, short: us, name: msg`Time by us, h`, of: (k) => k.minutesByUs },
  {
    kpi: 'minutesByThem',
    ...time,
    short: them,
    name: msg`Time by them, h`,
    of: (k) => k.minutesByThem,
  },
  {
    kpi: 'faceTimeMinutes',
    ...time,
    width: 84,
    short: msg`meetings`,
    name: msg`Time in meetings, h`,
    of: (k) => k.faceTimeMinutes,
  },
  {
    kpi: 'emailRatioByUs',
    ...ratio,
    short: msg`sent`,
    name: msg`Emails sent for each received`,
    of: (k) => k.emailRatioByUs,
  },
  {
    kpi: 'emailRatioByThem',
    ...ratio,
    width: 80,
    short: msg`received`,
    name: msg`Emails received for each sent`,
    of: (k) => k.emailRatioByThem,
  },
  ...answers('responseByThem', msg`They answer`, {
    rate: msg`They answer, %`,
    medianHours: msg`They answer, elapsed median h`,
    meanHours: msg`They answer, mean elapsed h`,
    answered: msg`Answered by them`,
    unanswered: msg`Unanswered by them`,
    closing: msg`No answer due by them`,
  }),
  ...answers('responseByUs', msg`We answer`, {
    rate: msg`We answer, %`,
    medianHours: msg`We answer, elapsed median h`,
    meanHours: msg`We answer, mean elapsed h`,
    answered: msg`Answered by us`,
    unanswered: msg`Unanswered by us`,
    closing: msg`No answer due by us`,
  }),
];

type Answer = keyof Kpis['responseByUs'];

function answers(
  side: 'responseByUs' | 'responseByThem',
  group: MessageDescriptor,
  names: Readonly<Record<Answer, MessageDescriptor>>,
): readonly Kpi[] {
  const parts = [
    ['rate', 'percent', msg`%`, 76],
    ['medianHours', 'hours', msg`median h`, 84],
    ['meanHours', 'hours', msg`mean h`, 76],
    ['answered', 'count', msg`answered`, 92],
    ['unanswered', 'count', msg`unanswered`, 106],
    ['closing', 'count', msg`no answer due`, 112],
  ] as const;
  return parts.map(([part, unit, short, width]) => ({
    kpi: `${side}.${part}` as const,
    group,
    short,
    name: names[part],
    unit,
    width,
    of: (figures) => figures[side][part],
  }));
}

const bounds = {
  count: 'number',
  minutes: 'minutes',
  hours: 'number',
  ratio: 'number',
  percent: 'percent',
} as const;

/** What a KPI is called, with its unit, and the unit. */
export const kpiWords: ReadonlyMap<string, Pick<Kpi, 'name' | 'unit'>> = new Map(
  kpis.map(({ kpi, name, unit }) => [kpi, { name, unit }]),
);

export const kpiColumns: readonly Column[] = (['window', 'lifetime'] as const).flatMap((span) =>
  kpis.map(({ kpi, unit, of, ...words }): Column => {
    const id = `${span}.${kpi}` as const;
    return {
      ...words,
      id,
      sort: id,
      span,
      align: 'end',
      bounds: bounds[unit],
      write: (row, writing) => {
        const value = of(row[span]);
        return value === null ? '–' : writers[unit](value, writing);
      },
    };
  }),
);
