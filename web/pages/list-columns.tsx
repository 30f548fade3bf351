import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import type { Collection, ListRow, SortKey } from '../../src/contract/api.ts';
import { dayOf } from '../days.ts';
import type { Formats } from '../format.ts';
import { HealthSign } from '../parts/health-sign.tsx';
import { RecordName } from '../parts/record-name.tsx';
import { statusWord } from '../words.ts';

/** What a cell needs beside its row. */
export type Writing = {
  readonly formats: Formats;
  readonly i18n: I18n;
  /** ISO instant from which "3 days ago" is told. */
  readonly now: string;
};

/** One column of a list; its id is what the server sorts by. */
export type Column = {
  readonly id: SortKey;
  readonly title: MessageDescriptor;
  /** Columns next to each other with the same group share a heading above. */
  readonly group?: MessageDescriptor;
  /** What the column counts, in a sentence. */
  readonly hint?: MessageDescriptor;
  readonly width: number;
  readonly align: 'start' | 'end';
  readonly cell: (row: ListRow, writing: Writing) => ReactNode;
};

/** The columns that make sense for a kind of record, the most telling first. */
export function columnsOf(collection: Collection): readonly Column[] {
  const deal = collection === 'opportunities' ? [value, closeDate] : [];
  const status = collection === 'leads' || collection === 'opportunities' ? [state] : [];
  return [
    { ...name, title: nameTitles[collection] },
    health,
    ...deal,
    lastInteraction,
    nextInteraction,
    ...counts,
    responseRate,
    timeByUs,
    owner,
    ...status,
  ];
}

const nameTitles = {
  opportunities: msg`Opportunity`,
  leads: msg`Lead`,
  accounts: msg`Account`,
  contacts: msg`Contact`,
} as const;

const name: Column = {
  id: 'name',
  title: nameTitles.opportunities,
  width: 250,
  align: 'start',
  cell: ({ record }) => <RecordName record={record} />,
};

const health: Column = {
  id: 'health.score',
  title: msg`Health`,
  hint: msg`Score from 0 to 100, grade, and trend against 30 days earlier`,
  width: 148,
  align: 'start',
  cell: (row) => <HealthSign health={row.health} isInColumn />,
};

const value: Column = {
  id: 'estimatedValue',
  title: msg`Value`,
  hint: msg`Estimated value, in the currency of the opportunity`,
  width: 108,
  align: 'end',
  cell: ({ record: { estimatedValue, currency } }, { formats }) =>
    estimatedValue === null ? none : formats.money(estimatedValue, currency),
};

const closeDate: Column = {
  id: 'estimatedCloseDate',
  title: msg`Closes`,
  hint: msg`Estimated close date`,
  width: 116,
  align: 'end',
  cell: ({ record: { estimatedCloseDate, status } }, { formats, i18n, now }) => {
    if (estimatedCloseDate === null) return none;
    const today = dayOf(Date.parse(now), formats.timeZone);
    const isOverdue = status === 'open' && estimatedCloseDate < today;
    return (
      <>
        {formats.day(estimatedCloseDate)}
        {isOverdue && <span data-late>{i18n._(overdue)}</span>}
      </>
    );
  },
};

const overdue = msg`overdue`;

const lastInteraction: Column = {
  id: 'lastInteractionAt',
  title: msg`Last contact`,
  hint: msg`Latest activity that counts, tasks included`,
  width: 112,
  align: 'end',
  cell: ({ lastInteractionAt }, writing) => moment(lastInteractionAt, writing),
};

const nextInteraction: Column = {
  id: 'nextInteractionAt',
  title: msg`Next contact`,
  hint: msg`Earliest meeting, phone call or task that is booked`,
  width: 106,
  align: 'end',
  cell: ({ nextInteractionAt }, writing) => moment(nextInteractionAt, writing),
};

const [emails, meetings, calls] = [msg`Emails`, msg`Meetings`, msg`Calls`];
const [us, them] = [msg`us`, msg`them`];

const counts: readonly Column[] = (
  [
    ['emailsSent', emails, us, msg`Emails that we sent in the window`],
    ['emailsReceived', emails, them, msg`Emails that they sent in the window`],
    ['meetingsSent', meetings, us, msg`Meetings that we organised in the window`],
    ['meetingsReceived', meetings, them, msg`Meetings that they organised in the window`],
    ['phoneCallsMade', calls, us, msg`Phone calls that we made in the window`],
    ['phoneCallsReceived', calls, them, msg`Phone calls that they made in the window`],
  ] as const
).map(([kpi, group, title, hint]) => ({
  id: `window.${kpi}` as const,
  title,
  group,
  hint,
  width: 56,
  align: 'end',
  cell: (row, { formats }) => (row.window[kpi] === 0 ? zero : formats.count(row.window[kpi])),
}));

const responseRate: Column = {
  id: 'window.responseByThem.rate',
  title: msg`They answer`,
  hint: msg`Share of our email turns in the window that they answered`,
  width: 116,
  align: 'end',
  cell: ({ window: { responseByThem } }, { formats }) =>
    responseByThem.rate === null ? none : formats.percent(responseByThem.rate),
};

const timeByUs: Column = {
  id: 'window.minutesByUs',
  title: msg`Time by us`,
  hint: msg`Time that we spent in the window: mail, meetings, calls and tasks`,
  width: 116,
  align: 'end',
  cell: ({ window: { minutesByUs } }, { formats }) =>
    minutesByUs === 0 ? zero : formats.minutes(minutesByUs),
};

const owner: Column = {
  id: 'owner',
  title: msg`Owner`,
  width: 148,
  align: 'start',
  cell: ({ record }) => record.owner?.name ?? none,
};

const state: Column = {
  id: 'status',
  title: msg`Status`,
  width: 104,
  align: 'start',
  cell: ({ record: { status } }, { i18n }) => {
    if (status === null) return none;
    const word = statusWord(status);
    return word === null ? status : i18n._(word);
  },
};

const none = <span data-quiet>–</span>;
const zero = <span data-quiet>0</span>;

function moment(at: string | null, { formats, now }: Writing): ReactNode {
  if (at === null) return none;
  return (
    <time dateTime={at} title={formats.instant(at)}>
      {formats.relative(at, now)}
    </time>
  );
}
