import type { RecordRef } from '../src/model/entities.ts';
import { type Chance, chanceOf } from './chance.ts';
import {
  type Call,
  type Happening,
  type Mail,
  mailOf,
  meetingOf,
  type Person,
  replyTo,
} from './happenings.ts';
import { autoReply, callSubjects, mailSubjects, meetingSubjects, sentences } from './wording.ts';
import { afterWork, dayAt, dayMs, instantAt, isWorkday, workdayFrom } from './workdays.ts';

/** How a seller and a customer's people talk about one thing: conversations by mail, meetings, calls. */
export type Talk = {
  readonly seller: Person;
  readonly contact: Person;
  /** Who may be copied or invited, on their side and on ours. */
  readonly others: readonly Person[];
  readonly colleagues: readonly Person[];
  /** What it is about, in the customer's language. */
  readonly about: string;
  readonly regarding: RecordRef | null;
  /** From this instant on they no longer answer (most of the time); null while they do. */
  readonly silentFrom: number | null;
};

/** One thing that happens on a day, with everything that follows from it. */
export function episode(talk: Talk, day: number, chance: Chance): readonly Happening[] {
  const kind = chance.real();
  if (kind < 0.66) return conversation(talk, day, chance);
  return kind < 0.83 ? meeting(talk, day, chance) : call(talk, day, chance);
}

/** A message and its answers, until one side has nothing to add. */
function conversation(talk: Talk, day: number, chance: Chance): readonly Mail[] {
  const silent = isSilent(talk, day, chance);
  const away = backAt(talk.contact, day * dayMs) !== null;
  const byUs = silent || away || chance.hit(0.58);
  const [from, to] = byUs ? [talk.seller, talk.contact] : [talk.contact, talk.seller];
  const opening = mailOf({
    messageId: messageId(from, chance),
    at: instantAt(day, officeHour(chance), from.language) + chance.int(0, 59) * 1000,
    from,
    to: [to],
    cc: [...some(talk.others, 0.2, chance), ...some(talk.colleagues, 0.15, chance)],
    subject: chance.pick(mailSubjects[talk.contact.language]).replace('{}', talk.about),
    body: letter(from, chance),
  });
  const mails: Mail[] = [opening];
  for (let last = opening, goesOn = silent ? 0.04 : 0.8; chance.hit(goesOn); goesOn *= 0.82) {
    const author = last.from === talk.seller ? talk.contact : talk.seller;
    const back = backAt(author, last.at);
    if (back !== null && author === talk.contact) mails.push(outOfOffice(last, author, chance));
    const minutes = chance.logNormal(author === talk.seller ? 110 : 190, 1.15);
    last = replyTo(last, {
      messageId: messageId(author, chance),
      at: afterWork(back ?? last.at, minutes, author.language),
      from: author,
      cc: last.cc.filter((person) => person !== author),
      body: letter(author, chance),
    });
    mails.push(last);
  }
  return mails;
}

/** An invitation for one of the next two weeks, from either side; some are turned down, some called off. */
function meeting(talk: Talk, day: number, chance: Chance): readonly Happening[] {
  const silent = isSilent(talk, day, chance);
  const byUs = silent || chance.hit(0.65);
  const organizer = byUs ? talk.seller : talk.contact;
  const held = workdayFrom(day + chance.int(2, 13), organizer.language);
  const invited = [
    byUs ? talk.contact : talk.seller,
    ...some(talk.others, 0.35, chance),
    ...some(talk.colleagues, 0.3, chance),
  ];
  const bookedAt = instantAt(day, officeHour(chance), organizer.language);
  const required = invited.map((person) => {
    const refuses = person === talk.contact && silent ? 0.6 : 0.05;
    const response = chance.hit(refuses)
      ? ('declined' as const)
      : chance.pick(['accepted', 'accepted', 'accepted', 'accepted', 'tentative', 'none'] as const);
    return { person, response };
  });
  const booked = meetingOf({
    uid: `${chance.serial()}@${domainOf(organizer)}`,
    bookedAt,
    startsAt: instantAt(held, chance.int(18, 31) / 2, organizer.language),
    minutes: chance.pick([30, 30, 45, 60, 60, 90, 120]),
    subject: `${chance.pick(meetingSubjects[talk.contact.language])}: ${talk.about}`,
    organizer,
    required,
    canceled: chance.hit(0.05),
    regarding: byUs && chance.hit(0.2) ? talk.regarding : null,
  });
  const answering = required.find(({ person }) => person === talk.contact && chance.hit(0.4));
  if (answering === undefined || answering.response === 'none') return [booked];
  return [booked, calendarReply(booked.subject, answering, { at: bookedAt, organizer, chance })];
}

function call(talk: Talk, day: number, chance: Chance): readonly Call[] {
  const outgoing = isSilent(talk, day, chance) || chance.hit(0.6);
  const [from, to] = outgoing ? [talk.seller, talk.contact] : [talk.contact, talk.seller];
  return [
    {
      kind: 'phonecall',
      id: `call-${chance.serial()}`,
      at: instantAt(day, officeHour(chance), from.language),
      minutes: Math.max(2, Math.round(chance.logNormal(11, 0.7))),
      subject: `${chance.pick(callSubjects[talk.contact.language])}: ${talk.about}`,
      from,
      to: [to],
      outgoing,
      status: 'completed',
      regarding: talk.regarding !== null && chance.hit(0.6) ? talk.regarding : null,
      override: null,
    },
  ];
}

/** A short invented text; nobody will keep it, bodies are read past. */
export function letter({ language, name }: Person, chance: Chance): string {
  const lines = [1, 2, 3].slice(chance.int(0, 2)).map(() => chance.pick(sentences[language]));
  const text = lines.join('\n');
  if (language === 'en') return `Hello,\n\n${text}\n\nKind regards,\n${name}\n`;
  // After the comma of a German salutation the letter goes on in small letters.
  const goesOn = text.slice(0, 1).toLowerCase() + text.slice(1);
  return `Guten Tag,\n\n${goesOn}\n\nMit freundlichen Grüßen\n${name}\n`;
}

/** A new Message-ID, as the mail server of the sender would give it. */
export function messageId(from: Person, chance: Chance): string {
  return `<${chance.serial()}@mail.${domainOf(from)}>`;
}

/** The domain of a person’s address. */
export function domainOf(person: Person): string {
  return person.address.slice(person.address.indexOf('@') + 1);
}

/** What a mailbox answers by itself while its owner is away. */
export function outOfOffice(mail: Mail, from: Person, chance: Chance): Mail {
  const { subject, body } = autoReply[from.language];
  return replyTo(mail, {
    messageId: messageId(from, chance),
    at: mail.at + chance.int(20, 90) * 1000,
    from,
    subject: subject + mail.subject,
    body: `${body}\n`,
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
  });
}

const replyWords = {
  de: { accepted: 'Zugesagt', declined: 'Abgelehnt', tentative: 'Mit Vorbehalt', none: '' },
  en: { accepted: 'Accepted', declined: 'Declined', tentative: 'Tentative', none: '' },
} as const;

/** What a calendar sends to the organizer when somebody presses a button. */
function calendarReply(
  subject: string,
  { person, response }: { readonly person: Person; readonly response: keyof typeof replyWords.en },
  {
    at,
    organizer,
    chance,
  }: { readonly at: number; readonly organizer: Person; readonly chance: Chance },
): Mail {
  return mailOf({
    messageId: messageId(person, chance),
    at: afterWork(at, chance.logNormal(60, 1), person.language),
    from: person,
    to: [organizer],
    subject: `${replyWords[person.language][response]}: ${subject}`,
    body: 'BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n',
    headers: { 'Content-Type': 'text/calendar; charset="utf-8"; method=REPLY' },
  });
}

/** When somebody who is on holiday at an instant comes back; null for those at work. Everybody has two a year. */
function backAt(person: Person, at: number): number | null {
  const year = new Date(at).getUTCFullYear();
  const chance = chanceOf(`holidays of ${person.address} in ${year}`);
  const summer = Date.UTC(year, 5, 20) / dayMs + chance.int(0, 70);
  const other = Date.UTC(year, 1, 1) / dayMs + chance.int(0, 110);
  const day = dayAt(at, person.language);
  const blocks = [
    { from: summer, to: summer + chance.int(8, 18) },
    { from: other, to: other + chance.int(3, 8) },
  ];
  const now = blocks.find((block) => day >= block.from && day < block.to);
  return now === undefined
    ? null
    : instantAt(workdayFrom(now.to, person.language), 9, person.language);
}

function isSilent(talk: Talk, day: number, chance: Chance): boolean {
  return talk.silentFrom !== null && day * dayMs >= talk.silentFrom && !chance.hit(0.07);
}

/** Two humps, mornings and early afternoons. */
function officeHour(chance: Chance): number {
  return chance.hit(0.55) ? 8.5 + chance.real() * 3.4 : 13 + chance.real() * 4.4;
}

function some(people: readonly Person[], probability: number, chance: Chance): readonly Person[] {
  return people.filter(() => chance.hit(probability));
}

/** Whether the seller is at work on a day, and the customer's company too. */
export function isOpen(talk: Talk, day: number): boolean {
  const working = [talk.seller, talk.contact].every((person) => isWorkday(day, person.language));
  return working && backAt(talk.seller, day * dayMs) === null;
}
