/** What the digest says, in the language that its reader chose. */

import type { CardReason } from '../analytics/card-figures.ts';
import type { BesideMeasure, Grade, Language } from '../model/vocabulary.ts';

export type DigestWords = {
  readonly subject: (cards: number) => string;
  readonly greeting: (name: string) => string;
  readonly lead: (cards: number) => string;
  readonly sentence: (reason: CardReason) => string;
  readonly home: string;
  readonly why: string;
  readonly preferences: string;
};

/** The words of a language, with days and times of a zone. */
export function digestWords(language: Language, timeZone: string): DigestWords {
  const locale = { en: 'en-GB', de: 'de-DE' }[language];
  const instantDay = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
  const calendar = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
  const clock = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const formats: Formats = {
    on: (day) => calendar.format(new Date(day)),
    since: (instant) => instantDay.format(new Date(instant)),
    time: (instant) => clock.format(new Date(instant)),
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
  };
  return language === 'de' ? german(formats) : english(formats);
}

type Formats = {
  readonly on: (day: string) => string;
  readonly since: (instant: string) => string;
  readonly time: (instant: string) => string;
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
};

type Measures = Readonly<Record<BesideMeasure, (count: string) => string>>;

function english({ on, since, time, number, percent }: Formats): DigestWords {
  const grade: Readonly<Record<Grade, string>> = {
    ...{ excellent: 'Excellent', good: 'Good', fair: 'Fair', poor: 'Poor' },
  };
  const measures: Measures = {
    meetings: (count) => `${count} ${count === '1' ? 'meeting' : 'meetings'}`,
    phoneCalls: (count) => `${count} phone ${count === '1' ? 'call' : 'calls'}`,
    emails: (count) => `${count} ${count === '1' ? 'email' : 'emails'}`,
    activities: (count) => `${count} emails, meetings and calls`,
  };
  const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);
  return {
    subject: (cards) => (cards === 1 ? '1 card for today' : `${cards} cards for today`),
    greeting: (name) => `Good morning, ${name}`,
    lead: (cards) =>
      cards === 1
        ? 'One of your open records asks for you today:'
        : `${cards} of your open records ask for you today, the most pressing first:`,
    sentence: (reason) => {
      switch (reason.code) {
        case 'meetingToday':
          return reason.meetings === 1
            ? `A meeting begins today at ${time(reason.at)}.`
            : `${reason.meetings} meetings begin today, the next at ${time(reason.at)}.`;
        case 'waitingForUs':
          return `They wait for ${reason.turns === 1 ? 'an answer' : `${reason.turns} answers`} of ours; they last got in touch on ${since(reason.since)}.`;
        case 'closeDateMissed':
          if (reason.days === 1) return `Its close date was yesterday, ${on(reason.on)}.`;
          return `Its close date, ${on(reason.on)}, passed ${days(reason.days)} ago.`;
        case 'closeDateNear':
          if (reason.days === 0) return `It is to close today, ${on(reason.on)}.`;
          if (reason.days === 1) return `It is to close tomorrow, ${on(reason.on)}.`;
          return `It is to close in ${days(reason.days)}, ${on(reason.on)}.`;
        case 'healthDropped':
          return `Health fell from ${grade[reason.from]} (${reason.scoreFrom}) to ${grade[reason.to]} (${reason.scoreTo}) in 30 days.`;
        case 'goneQuiet':
          return reason.lastKnown === null
            ? `They have gone quiet: usually every ${number(reason.usualGap)} working days; now ${reason.presentGap}.`
            : `They had gone quiet by ${on(reason.lastKnown)}, the last day in the imported file: usually every ${number(reason.usualGap)} working days; ${reason.presentGap} then.`;
        case 'unansweredStreak':
          return `${reason.emails} emails of ours in a row are unanswered, the first of ${since(reason.since)}.`;
        case 'noActivity':
          if (reason.days === null) return 'Nothing has happened on it yet.';
          return `Nothing has happened on it for ${days(reason.days)}.`;
        case 'singleThreaded':
          return `On their side it rests on ${reason.people === 1 ? 'one person alone' : `one of ${reason.people} people`}, over ${reason.activities} activities.`;
        case 'similarToWon': {
          const { nearest, known } = reason;
          const measure = measures[reason.measure](number(reason.median));
          return `${nearest.won} of the ${nearest.of} closed deals most like it were won (${percent(known.won / known.of)} of all ${known.of} that you can see). At its age the won ones had ${measure}; this one has ${reason.own}.`;
        }
        case 'news':
          return `In the news: “${reason.title}”, ${reason.source}`;
      }
    },
    home: 'All of today',
    why: 'You get this email on the morning of working days because you asked for it.',
    preferences: 'Change which cards you get, or stop these emails',
  };
}

function german({ on, since, time, number, percent }: Formats): DigestWords {
  const grade: Readonly<Record<Grade, string>> = {
    ...{ excellent: 'Ausgezeichnet', good: 'Gut', fair: 'Mittel', poor: 'Schwach' },
  };
  const measures: Measures = {
    meetings: (count) => `${count} ${count === '1' ? 'Termin' : 'Termine'}`,
    phoneCalls: (count) => `${count} ${count === '1' ? 'Anruf' : 'Anrufe'}`,
    emails: (count) => `${count} ${count === '1' ? 'E-Mail' : 'E-Mails'}`,
    activities: (count) => `${count} E-Mails, Termine und Anrufe`,
  };
  const ago = (count: number) => (count === 1 ? '1 Tag' : `${count} Tagen`);
  return {
    subject: (cards) => (cards === 1 ? '1 Karte für heute' : `${cards} Karten für heute`),
    greeting: (name) => `Guten Morgen, ${name}`,
    lead: (cards) =>
      cards === 1
        ? 'Einer Ihrer offenen Datensätze verlangt heute nach Ihnen:'
        : `${cards} Ihrer offenen Datensätze verlangen heute nach Ihnen, die dringendsten zuerst:`,
    sentence: (reason) => {
      switch (reason.code) {
        case 'meetingToday':
          return reason.meetings === 1
            ? `Heute um ${time(reason.at)} beginnt ein Termin.`
            : `Heute beginnen ${reason.meetings} Termine, der nächste um ${time(reason.at)}.`;
        case 'waitingForUs':
          return `Man wartet auf ${reason.turns === 1 ? 'eine Antwort' : `${reason.turns} Antworten`} von uns; zuletzt kam etwas am ${since(reason.since)}.`;
        case 'closeDateMissed':
          if (reason.days === 1) return `Der Abschlusstermin war gestern, ${on(reason.on)}.`;
          return `Der Abschlusstermin, ${on(reason.on)}, ist seit ${ago(reason.days)} verstrichen.`;
        case 'closeDateNear':
          if (reason.days === 0) return `Der Abschluss ist für heute geplant, ${on(reason.on)}.`;
          if (reason.days === 1) return `Der Abschluss ist für morgen geplant, ${on(reason.on)}.`;
          return `Der Abschluss ist in ${ago(reason.days)} geplant, am ${on(reason.on)}.`;
        case 'healthDropped':
          return `Die Gesundheit fiel in 30 Tagen von ${grade[reason.from]} (${reason.scoreFrom}) auf ${grade[reason.to]} (${reason.scoreTo}).`;
        case 'goneQuiet':
          return reason.lastKnown === null
            ? `Es ist still geworden: üblich alle ${number(reason.usualGap)} Arbeitstage; jetzt ${reason.presentGap}.`
            : `Am ${on(reason.lastKnown)}, dem letzten Tag der eingelesenen Datei, war es still geworden: üblich alle ${number(reason.usualGap)} Arbeitstage; damals ${reason.presentGap}.`;
        case 'unansweredStreak':
          return `${reason.emails} unserer E-Mails in Folge sind unbeantwortet, die erste vom ${since(reason.since)}.`;
        case 'noActivity':
          if (reason.days === null) return 'Darauf ist noch nichts geschehen.';
          return `Darauf ist seit ${ago(reason.days)} nichts geschehen.`;
        case 'singleThreaded':
          return `Auf Kundenseite hängt alles an einer ${reason.people === 1 ? 'einzigen Person' : `von ${reason.people} Personen`}, über ${reason.activities} Aktivitäten.`;
        case 'similarToWon': {
          const { nearest, known } = reason;
          const measure = measures[reason.measure](number(reason.median));
          return `${nearest.won} der ${nearest.of} ähnlichsten abgeschlossenen Verkaufschancen wurden gewonnen (${percent(known.won / known.of)} von allen ${known.of}, die Sie sehen können). In diesem Alter hatten die gewonnenen ${measure}; diese hat ${reason.own}.`;
        }
        case 'news':
          return `In den Nachrichten: „${reason.title}“, ${reason.source}`;
      }
    },
    home: 'Alles von heute',
    why: 'Sie bekommen diese E-Mail am Morgen von Arbeitstagen, weil Sie sie bestellt haben.',
    preferences: 'Festlegen, welche Karten Sie bekommen, oder diese E-Mails abbestellen',
  };
}
