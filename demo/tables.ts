import type { Account, Contact, Lead, Opportunity } from '../src/model/entities.ts';
import type { Call } from './happenings.ts';
import type { Language } from './workdays.ts';

/** The tables that the CRM exports: their columns as people see them, and the field of ours that each one is. */

/** How a CRM of the language writes down values. */
export type Pen = {
  readonly instant: (at: number | null) => string;
  readonly day: (day: string | null) => string;
  readonly amount: (value: number | null) => string;
  readonly list: (values: readonly string[]) => string;
  readonly word: (word: Word) => string;
};

/** What the CRM calls a word of ours. */
export type Word = keyof typeof words.en;

export const words = {
  en: {
    ...{ open: 'Open', won: 'Won', lost: 'Lost', qualified: 'Qualified', completed: 'Done' },
    ...{
      disqualified: 'Turned down',
      outgoing: 'Made',
      incoming: 'Received',
      true: 'Yes',
      false: 'No',
    },
    exclude: 'Not analysed',
  },
  de: {
    ...{
      open: 'Offen',
      won: 'Gewonnen',
      lost: 'Verloren',
      qualified: 'Qualifiziert',
      completed: 'Erledigt',
    },
    ...{
      disqualified: 'Abgelehnt',
      outgoing: 'Ausgehend',
      incoming: 'Eingehend',
      true: 'Ja',
      false: 'Nein',
    },
    exclude: 'Ohne Auswertung',
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, string>>>>;

export type Column<Row> = {
  readonly field: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly cell: (row: Row, pen: Pen) => string;
  /** How the mapping reads it: a list, or the CRM's words for ours. */
  readonly reads?: 'list' | 'words';
};

const column = <Row>(
  field: string,
  [en, de]: readonly [string, string],
  cell: Column<Row>['cell'],
): Column<Row> => ({ field, title: { en, de }, cell });

const inWords = <Row>(given: Column<Row>): Column<Row> => ({ ...given, reads: 'words' });
const asList = <Row>(given: Column<Row>): Column<Row> => ({ ...given, reads: 'list' });

const ownerTitle = ['Owner', 'Zuständig'] as const;
const createdTitle = ['Created', 'Angelegt'] as const;
const phoneTitle = ['Phone', 'Telefon'] as const;

export const accountColumns: readonly Column<Account>[] = [
  column('id', ['Account no.', 'Firmennr.'], (row) => row.id),
  column('name', ['Account', 'Firma'], (row) => row.name),
  column('industry', ['Industry', 'Branche'], (row) => row.industry ?? ''),
  column('ownerId', ownerTitle, (row) => row.ownerId ?? ''),
  column('primaryContactId', ['Main contact', 'Hauptkontakt'], (row) => row.primaryContactId ?? ''),
  column('website', ['Website', 'Website'], (row) => row.website ?? ''),
  asList(column('domains', ['Mail domains', 'Maildomänen'], (row, pen) => pen.list(row.domains))),
  column('createdAt', createdTitle, (row, pen) => pen.instant(row.createdAt)),
];

export const contactColumns: readonly Column<Contact>[] = [
  column('id', ['Contact no.', 'Kontaktnr.'], (row) => row.id),
  column('name', ['Name', 'Name'], (row) => row.name),
  column('accountId', ['Account no.', 'Firmennr.'], (row) => row.accountId ?? ''),
  column('ownerId', ownerTitle, (row) => row.ownerId ?? ''),
  column('jobTitle', ['Job title', 'Funktion'], (row) => row.jobTitle ?? ''),
  asList(column('emails', ['Email', 'E-Mail'], (row, pen) => pen.list(row.emails))),
  asList(column('phones', phoneTitle, (row, pen) => pen.list(row.phones))),
  column('timeZone', ['Time zone', 'Zeitzone'], (row) => row.timeZone ?? ''),
  column('analyticsOptOut', ['Opted out', 'Widerspruch'], (row, pen) =>
    pen.word(row.analyticsOptOut ? 'true' : 'false'),
  ),
];

export const leadColumns: readonly Column<Lead>[] = [
  column('id', ['Lead no.', 'Leadnr.'], (row) => row.id),
  column('topic', ['Topic', 'Thema'], (row) => row.topic ?? ''),
  column('name', ['Name', 'Name'], (row) => row.name),
  column('company', ['Company', 'Unternehmen'], (row) => row.company ?? ''),
  asList(column('emails', ['Email', 'E-Mail'], (row, pen) => pen.list(row.emails))),
  asList(column('phones', phoneTitle, (row, pen) => pen.list(row.phones))),
  column('ownerId', ownerTitle, (row) => row.ownerId ?? ''),
  inWords(column('status', ['Status', 'Status'], (row, pen) => pen.word(row.status))),
  column('createdAt', createdTitle, (row, pen) => pen.instant(row.createdAt)),
  column('closedAt', ['Closed', 'Abgeschlossen'], (row, pen) => pen.instant(row.closedAt)),
];

export const opportunityColumns: readonly Column<Opportunity>[] = [
  column('id', ['Opportunity no.', 'Chancennr.'], (row) => row.id),
  column('name', ['Opportunity', 'Verkaufschance'], (row) => row.name),
  column('accountId', ['Account no.', 'Firmennr.'], (row) => row.accountId ?? ''),
  column('contactId', ['Contact no.', 'Kontaktnr.'], (row) => row.contactId ?? ''),
  column('ownerId', ownerTitle, (row) => row.ownerId ?? ''),
  asList(column('teamIds', ['Sales team', 'Vertriebsteam'], (row, pen) => pen.list(row.teamIds))),
  asList(
    column('stakeholderIds', ['Stakeholders', 'Beteiligte'], (row, pen) =>
      pen.list(row.stakeholderIds),
    ),
  ),
  inWords(column('status', ['Status', 'Status'], (row, pen) => pen.word(row.status))),
  column('stage', ['Stage', 'Phase'], (row) => row.stage ?? ''),
  column('estimatedValue', ['Est. revenue', 'Erw. Umsatz'], (row, pen) =>
    pen.amount(row.estimatedValue),
  ),
  column('actualValue', ['Act. revenue', 'Tats. Umsatz'], (row, pen) =>
    pen.amount(row.actualValue),
  ),
  column('currency', ['Currency', 'Währung'], (row) => row.currency ?? ''),
  column('estimatedCloseDate', ['Est. close date', 'Erw. Abschluss'], (row, pen) =>
    pen.day(row.estimatedCloseDate),
  ),
  column('createdAt', createdTitle, (row, pen) => pen.instant(row.createdAt)),
  column('closedAt', ['Closed', 'Abgeschlossen'], (row, pen) => pen.instant(row.closedAt)),
  column('source', ['Source', 'Herkunft'], (row) => row.source ?? ''),
  column('dealType', ['Type', 'Art'], (row) => row.dealType ?? ''),
];

const regarding: readonly Column<Call>[] = [
  column('regarding.type', ['Regarding (type)', 'Bezug (Art)'], (row) => row.regarding?.type ?? ''),
  column('regarding.id', ['Regarding', 'Bezug'], (row) => row.regarding?.id ?? ''),
];

export const callColumns: readonly Column<Call>[] = [
  column('id', ['Call no.', 'Anrufnr.'], (row) => row.id),
  column('subject', ['Subject', 'Betreff'], (row) => row.subject),
  column('startsAt', ['Time', 'Zeit'], (row, pen) => pen.instant(row.at)),
  column('durationMinutes', ['Minutes', 'Minuten'], (row) => String(row.minutes)),
  inWords(
    column('direction', ['Direction', 'Richtung'], (row, pen) =>
      pen.word(row.outgoing ? 'outgoing' : 'incoming'),
    ),
  ),
  column('from', ['Caller', 'Anrufer'], (row) => row.from.phone),
  asList(
    column('to', ['Called', 'Angerufen'], (row, pen) => pen.list(row.to.map(({ phone }) => phone))),
  ),
  ...regarding,
  inWords(
    column('override', ['Analysis', 'Auswertung'], (row, pen) =>
      row.override === 'exclude' ? pen.word('exclude') : '',
    ),
  ),
];

export const taskColumns: readonly Column<Call>[] = [
  column('id', ['Task no.', 'Aufgabennr.'], (row) => row.id),
  column('subject', ['Task', 'Aufgabe'], (row) => row.subject),
  column('startsAt', ['Due', 'Fällig'], (row, pen) => pen.instant(row.at)),
  column('durationMinutes', ['Minutes', 'Minuten'], (row) => String(row.minutes)),
  inWords(column('status', ['Status', 'Status'], (row, pen) => pen.word(row.status))),
  column('from', ['By', 'Von'], (row) => row.from.address),
  asList(
    column('to', ['For', 'Für'], (row, pen) => pen.list(row.to.map(({ address }) => address))),
  ),
  ...regarding,
];
