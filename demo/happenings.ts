import type { RecordRef } from '../src/model/entities.ts';
import type { Response } from '../src/model/vocabulary.ts';
import type { Language } from './workdays.ts';

/** What happens at the demo company before it is written down as mailboxes, calendars and CRM tables. */

/** Somebody with an address, ours or theirs; the language tells the office, the time zone and the holidays. */
export type Person = {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly language: Language;
};

export type Mail = {
  readonly kind: 'mail';
  readonly messageId: string;
  readonly at: number;
  readonly from: Person;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  readonly subject: string;
  readonly body: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Beside the usual ones; a `Content-Type` here replaces the usual one. */
  readonly headers: Readonly<Record<string, string>>;
};

export type Attendee = { readonly person: Person; readonly response: Response };

export type Meeting = {
  readonly kind: 'meeting';
  readonly uid: string;
  readonly bookedAt: number;
  readonly startsAt: number;
  readonly minutes: number;
  readonly allDay: boolean;
  readonly subject: string;
  readonly organizer: Person;
  readonly required: readonly Attendee[];
  readonly optional: readonly Attendee[];
  readonly canceled: boolean;
  readonly isPrivate: boolean;
  readonly series: Series | null;
  /** What it is about, for meetings that were booked in the CRM: those are not in the calendars. */
  readonly regarding: RecordRef | null;
};

/** Every week at the same local hour, `count` times, except for what is listed by the planned start. */
export type Series = {
  readonly count: number;
  readonly skipped: readonly number[];
  readonly changed: readonly {
    readonly plannedAt: number;
    readonly startsAt: number;
    readonly canceled: boolean;
  }[];
};

/** Calls and tasks are kept in the CRM; they may say what they are about. */
export type Call = {
  readonly kind: 'phonecall' | 'task';
  readonly id: string;
  readonly at: number;
  readonly minutes: number;
  readonly subject: string;
  readonly from: Person;
  readonly to: readonly Person[];
  readonly outgoing: boolean;
  readonly status: 'completed' | 'open';
  readonly regarding: RecordRef | null;
  readonly override: 'include' | 'exclude' | null;
};

export type Happening = Mail | Meeting | Call;

const blankMail = {
  kind: 'mail',
  cc: [],
  bcc: [],
  inReplyTo: null,
  references: [],
  headers: {},
} as const;

/** A message; what is left out is empty. */
export function mailOf(
  mail: Pick<Mail, 'messageId' | 'at' | 'from' | 'to' | 'subject' | 'body'> & Partial<Mail>,
): Mail {
  return { ...blankMail, ...mail };
}

/** The answer to a message, in its conversation, to whoever wrote it unless `to` says otherwise. */
export function replyTo(
  mail: Mail,
  answer: Pick<Mail, 'messageId' | 'at' | 'from' | 'body'> & Partial<Mail>,
): Mail {
  const prefix = answer.from.language === 'de' ? 'AW: ' : 'Re: ';
  const subject = mail.subject.replace(/^((Re|AW): )+/, '');
  return {
    ...blankMail,
    to: [mail.from],
    subject: prefix + subject,
    inReplyTo: mail.messageId,
    references: [...mail.references, mail.messageId],
    ...answer,
  };
}

/** A meeting that takes place once; what is left out is empty. */
export function meetingOf(
  meeting: Pick<
    Meeting,
    'uid' | 'bookedAt' | 'startsAt' | 'minutes' | 'subject' | 'organizer' | 'required'
  > &
    Partial<Meeting>,
): Meeting {
  return {
    kind: 'meeting',
    allDay: false,
    optional: [],
    canceled: false,
    isPrivate: false,
    series: null,
    regarding: null,
    ...meeting,
  };
}
