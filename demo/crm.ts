import { organization, settings, teams, users } from './company.ts';
import type { Meeting } from './happenings.ts';
import {
  accountColumns,
  type Column,
  callColumns,
  contactColumns,
  leadColumns,
  opportunityColumns,
  type Pen,
  taskColumns,
  words,
} from './tables.ts';
import { isoDay, type Language, offsetMinutes, timeZones } from './workdays.ts';
import type { World } from './world.ts';

/**
 * What the CRM exports: the organisation, its people and the meetings booked there as a bundle; records, calls and tasks as CSV tables in the
 * manner of the language (semicolons, 23.11.2026 and 1234,5 in German), and the mapping that tells how to read them.
 */
export function crmFiles(
  world: World,
): readonly { readonly path: string; readonly content: string }[] {
  const { language, today, customers, opportunities, leads, calls, meetings } = world;
  const calledOnly = calls.filter(({ kind }) => kind === 'phonecall');
  const tasksOnly = calls.filter(({ kind }) => kind === 'task');
  const write = pens[language];
  const tables = [
    table(
      { file: 'accounts.csv', type: 'account' },
      customers.map(({ account }) => account),
      accountColumns,
    ),
    table(
      { file: 'contacts.csv', type: 'contact' },
      customers.flatMap(({ contacts }) => contacts),
      contactColumns,
    ),
    table({ file: 'leads.csv', type: 'lead' }, leads, leadColumns),
    table({ file: 'opportunities.csv', type: 'opportunity' }, opportunities, opportunityColumns),
    table({ file: 'calls.csv', type: 'activity', kind: 'phonecall' }, calledOnly, callColumns),
    table({ file: 'tasks.csv', type: 'activity', kind: 'task' }, tasksOnly, taskColumns),
  ].map((of) => of(language, write));
  const company = {
    organization: organization(language),
    settings: settings(today),
    teams: teams(language),
    users: users(),
    activities: meetings.filter(({ regarding }) => regarding !== null).map(appointment),
  };
  const mapping = {
    timeZone: timeZones.de,
    ...(language === 'de'
      ? { dateOrder: 'dmy', decimal: ',' }
      : { dateOrder: 'ymd', decimal: '.' }),
    tables: tables.map(({ mapped }) => mapped),
  };
  return [
    { path: 'crm/company.json', content: json(company) },
    { path: 'crm/mapping.json', content: json(mapping) },
    ...tables.map(({ mapped, content }) => ({ path: `crm/${mapped.file}`, content })),
  ];
}

/** A meeting that was booked in the CRM, as the bundle writes it. */
function appointment(meeting: Meeting): Readonly<Record<string, unknown>> {
  const invited = (list: Meeting['required']) => list.map(({ person }) => person.address);
  const attendees = [...meeting.required, ...meeting.optional];
  return {
    id: `meeting-${meeting.uid}`,
    kind: 'appointment',
    status: meeting.canceled ? 'canceled' : 'completed',
    subject: meeting.subject,
    startsAt: new Date(meeting.startsAt).toISOString(),
    durationMinutes: meeting.minutes,
    organizer: meeting.organizer.address,
    required: invited(meeting.required),
    optional: invited(meeting.optional),
    responses: Object.fromEntries(
      attendees.map(({ person, response }) => [person.address, response]),
    ),
    regarding: meeting.regarding,
  };
}

type Target = { readonly file: string; readonly type: string; readonly kind?: string };
type Written = {
  readonly mapped: Target & { readonly fields: Readonly<Record<string, unknown>> };
  readonly content: string;
};

function table<Row>(
  { kind, ...target }: Target,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): (language: Language, pen: Pen) => Written {
  return (language, pen) => {
    const cells = [
      columns.map(({ title }) => title[language]),
      ...rows.map((row) => columns.map(({ cell }) => cell(row, pen))),
    ];
    const fields = Object.fromEntries(columns.map((one) => [one.field, sourceOf(one, language)]));
    const constant = kind === undefined ? {} : { kind: { constant: kind } };
    return {
      mapped: { ...target, fields: { ...fields, ...constant } },
      content: csv(cells, language),
    };
  };
}

function sourceOf<Row>({ title, reads }: Column<Row>, language: Language): unknown {
  const from = title[language];
  if (reads === 'list') return { from, split: listSign };
  if (reads !== 'words') return from;
  const pairs = Object.entries(words[language]).map(([ours, theirs]) => [theirs, ours]);
  return { from, values: Object.fromEntries(pairs) };
}

const listSign = '|';

const pens: Readonly<Record<Language, Pen>> = {
  en: penOf('en', (day) => day, '.'),
  de: penOf('de', (day) => day.split('-').reverse().join('.'), ','),
};

/** Times are those of the CRM's clock, which stands in Kiel. */
function penOf(language: Language, written: (day: string) => string, decimal: string): Pen {
  return {
    instant: (at) => {
      if (at === null) return '';
      const local = at + offsetMinutes(at, 'de') * 60_000;
      const time = new Date(local).toISOString().slice(11, 16);
      return `${written(isoDay(Math.floor(local / 86_400_000)))} ${time}`;
    },
    day: (day) => (day === null ? '' : written(day)),
    amount: (value) => (value === null ? '' : value.toFixed(2).replace('.', decimal)),
    list: (values) => values.join(listSign),
    word: (word) => words[language][word],
  };
}

function csv(rows: readonly (readonly string[])[], language: Language): string {
  const delimiter = language === 'de' ? ';' : ',';
  const quoted = (cell: string) =>
    /[";,\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return rows.map((row) => `${row.map(quoted).join(delimiter)}\r\n`).join('');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
