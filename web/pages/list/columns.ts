import { msg } from '@lingui/core/macro';
import type { Collection } from '../../../src/contract/api.ts';
import { statusWord } from '../../words.ts';
import { type Column, none } from './column.ts';
import { kpiColumns } from './kpi-columns.ts';

/** Every column that a kind of record has, in the order in which they are offered. */
export function columnsOf(collection: Collection): readonly Column[] {
  return columns[collection];
}

/** Ids of the columns of a list that nobody has changed. */
export function usualColumns(collection: Collection): readonly string[] {
  return usual[collection];
}

const nameTitles = {
  opportunities: msg`Opportunity`,
  leads: msg`Lead`,
  accounts: msg`Account`,
  contacts: msg`Contact`,
} as const;

const name: Column = {
  id: 'name',
  sort: 'name',
  name: nameTitles.opportunities,
  width: 220,
  align: 'start',
  write: ({ record }) => record.name,
};

const health: readonly Column[] = [
  {
    id: 'health.score',
    sort: 'health.score',
    name: msg`Health`,
    hint: msg`Score from 0 to 100, grade, and trend against 30 days earlier`,
    width: 136,
    align: 'start',
    bounds: 'number',
    isHealth: true,
    write: ({ health: { score } }) => (score === null ? none : String(score)),
  },
  {
    id: 'history',
    sort: null,
    name: msg`Health, 13 weeks`,
    short: msg`13 weeks`,
    hint: msg`Score at the end of each of the last 13 weeks; the line in the middle stands at 50`,
    width: 90,
    align: 'start',
    isHealth: true,
    write: () => '',
  },
];

const deal: readonly Column[] = [
  {
    id: 'estimatedValue',
    sort: 'estimatedValue',
    name: msg`Value`,
    hint: msg`Estimated value, in the currency of the opportunity`,
    width: 100,
    align: 'end',
    bounds: 'number',
    write: ({ record: { estimatedValue, currency } }, { formats }) =>
      estimatedValue === null ? none : formats.money(estimatedValue, currency),
  },
  {
    id: 'estimatedCloseDate',
    sort: 'estimatedCloseDate',
    name: msg`Closes`,
    hint: msg`Estimated close date`,
    width: 126,
    align: 'end',
    write: ({ record: { estimatedCloseDate: on } }, { formats }) =>
      on === null ? none : formats.day(on),
  },
];

const moment = (
  id: 'lastInteractionAt' | 'nextInteractionAt' | 'lastInboundAt' | 'lastOutboundAt',
  words: Pick<Column, 'name' | 'hint' | 'width'>,
): Column => ({
  id,
  sort: id,
  align: 'end',
  bounds: 'date',
  write: (row, { formats, now }) => {
    const at = row[id];
    return at === null ? none : formats.relative(at, now);
  },
  ...words,
});

const moments: readonly Column[] = [
  moment('lastInteractionAt', {
    name: msg`Last contact`,
    hint: msg`Latest activity that counts, tasks included`,
    width: 106,
  }),
  moment('nextInteractionAt', {
    name: msg`Next contact`,
    hint: msg`Earliest meeting, phone call or task that is booked`,
    width: 102,
  }),
];

const directions: readonly Column[] = [
  moment('lastInboundAt', {
    name: msg`Last by them`,
    hint: msg`Latest email, meeting or call that they began`,
    width: 112,
  }),
  moment('lastOutboundAt', {
    name: msg`Last by us`,
    hint: msg`Latest email, meeting or call that we began`,
    width: 112,
  }),
];

const text = (column: Omit<Column, 'align'>): Column => ({ align: 'start', ...column });

const owner = text({
  id: 'owner',
  sort: 'owner',
  name: msg`Owner`,
  width: 140,
  write: ({ record }) => record.owner?.name ?? none,
});

const account = text({
  id: 'account',
  sort: null,
  name: nameTitles.accounts,
  width: 152,
  write: ({ record }) => record.account?.name ?? none,
});

const status = text({
  id: 'status',
  sort: 'status',
  name: msg`Status`,
  width: 104,
  write: ({ record }, { i18n }) => {
    if (record.status === null) return none;
    const word = statusWord(record.status);
    return word === null ? record.status : i18n._(word);
  },
});

const stage = text({
  id: 'stage',
  sort: 'stage',
  name: msg`Stage`,
  width: 108,
  write: ({ record }) => record.stage ?? none,
});

const jobTitle = text({
  id: 'jobTitle',
  sort: null,
  name: msg`Job title`,
  width: 150,
  write: ({ record }) => record.jobTitle ?? none,
});

const industry = text({
  id: 'industry',
  sort: null,
  name: msg`Industry`,
  width: 130,
  write: ({ record }) => record.industry ?? none,
});

const createdAt: Column = {
  id: 'createdAt',
  sort: 'createdAt',
  name: msg`Created`,
  width: 116,
  align: 'end',
  bounds: 'date',
  write: ({ record }, { formats }) =>
    record.createdAt === null ? none : formats.instantDay(record.createdAt),
};

const rest = [...moments, ...directions, ...kpiColumns, createdAt];
const columns: Readonly<Record<Collection, readonly Column[]>> = {
  opportunities: [name, account, ...health, ...deal, stage, status, owner, ...rest],
  leads: [{ ...name, name: nameTitles.leads }, ...health, status, owner, ...rest],
  accounts: [{ ...name, name: nameTitles.accounts }, industry, ...health, owner, ...rest],
  contacts: [{ ...name, name: nameTitles.contacts }, account, jobTitle, ...health, owner, ...rest],
};

const usualFigures = [
  'lastInteractionAt',
  'nextInteractionAt',
  'window.emailsSent',
  'window.emailsReceived',
  'window.meetingsSent',
  'window.meetingsReceived',
  'window.phoneCallsMade',
  'window.phoneCallsReceived',
  'window.minutesByUs',
  'window.responseByThem.rate',
  'window.responseByUs.medianHours',
] as const;

const scored = ['health.score', 'history'] as const;
const usual: Readonly<Record<Collection, readonly string[]>> = {
  opportunities: [
    ...['name', 'account', ...scored, 'estimatedValue', 'estimatedCloseDate'],
    ...[...usualFigures, 'stage', 'owner'],
  ],
  leads: ['name', ...scored, ...usualFigures, 'owner', 'status'],
  accounts: ['name', ...scored, ...usualFigures, 'industry', 'owner'],
  contacts: ['name', 'account', ...scored, ...usualFigures, 'jobTitle', 'owner'],
};
