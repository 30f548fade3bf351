import { chanceOf } from './chance.ts';
import { colleagueOf, managers, sellers } from './company.ts';
import type { Customer } from './customers.ts';
import { type Happening, meetingOf } from './happenings.ts';
import { weeklyFrom } from './series.ts';
import { callSubjects, taskSubjects } from './wording.ts';
import { dayMs, instantAt, weekday, workdayFrom, workdayUpTo } from './workdays.ts';

/** What is in calendars and in the CRM beside conversations: rounds, fairs, appointments of one's own, tasks. */
export function officeLife(customers: readonly Customer[], today: number): readonly Happening[] {
  return [
    ...privateAppointments(today),
    ...teamRounds(today),
    ...fairs(customers, today),
    ...tasks(customers, today),
    ...wrongNumber(customers, today),
  ];
}

/** The dentist is nobody's business. */
function privateAppointments(today: number): readonly Happening[] {
  const chance = chanceOf('private appointments');
  return [...sellers.de, ...sellers.en].map((person) => {
    const day = workdayUpTo(today - chance.int(10, 300), person.language);
    return meetingOf({
      uid: `${chance.serial()}@brockelund.example`,
      bookedAt: (day - 20) * dayMs,
      startsAt: instantAt(day, 8.5, person.language),
      minutes: 60,
      subject: person.language === 'de' ? 'Zahnarzt' : 'Dentist',
      organizer: person,
      required: [],
      isPrivate: true,
    });
  });
}

/** Each office meets on Mondays. */
function teamRounds(today: number): readonly Happening[] {
  return (['de', 'en'] as const).map((language) => {
    const chance = chanceOf(`team round ${language}`);
    const monday = today - ((weekday(today) + 6) % 7) - 7 * 100;
    return meetingOf({
      uid: `${chance.serial()}@brockelund.example`,
      bookedAt: instantAt(monday - 10, 9, language),
      startsAt: instantAt(monday, 9, language),
      minutes: 45,
      subject: language === 'de' ? 'Vertriebsrunde' : 'Sales round',
      organizer: managers[language],
      required: sellers[language].map((person) => ({ person, response: 'accepted' })),
      series: weeklyFrom({ day: monday, hour: 9, language }, 110, chance),
    });
  });
}

/** Days at a trade fair, booked as whole days with customers on the invitation. */
function fairs(customers: readonly Customer[], today: number): readonly Happening[] {
  return customers.slice(14, 17).flatMap(({ account, people, language }, index) => {
    const chance = chanceOf(`fair ${account.id}`);
    const day = workdayUpTo(today - 60 - index * 190, language);
    return meetingOf({
      uid: `${chance.serial()}@brockelund.example`,
      bookedAt: instantAt(day - 40, 10, language),
      startsAt: day * dayMs,
      minutes: 24 * 60,
      allDay: true,
      subject: language === 'de' ? 'Messe Getränketechnik' : 'Drinks Technology Fair',
      organizer: colleagueOf(account.ownerId ?? ''),
      required: people.slice(0, 2).map((person) => ({ person, response: 'accepted' })),
    });
  });
}

/** What sellers note down for themselves: done ones in the past, open ones ahead. */
function tasks(customers: readonly Customer[], today: number): readonly Happening[] {
  const chance = chanceOf('tasks');
  return Array.from({ length: 170 }, (_, index) => {
    const { account, people, language } = chance.pick(customers.slice(9));
    const seller = colleagueOf(account.ownerId ?? '');
    const isAhead = index % 9 === 0;
    const day = isAhead ? today + chance.int(2, 30) : today - chance.int(1, 720);
    return {
      kind: 'task',
      id: `task-${chance.serial()}`,
      at: instantAt(workdayFrom(day, language), chance.int(17, 32) / 2, language),
      minutes: chance.pick([10, 15, 20, 30, 45]),
      subject: chance.pick(taskSubjects[language]),
      from: seller,
      to: people.slice(0, 1),
      outgoing: true,
      status: isAhead ? 'open' : 'completed',
      regarding: { type: 'account', id: account.id },
      override: null,
    } as const;
  });
}

/** A call that a seller has taken out by hand: it was meant for somebody else. */
function wrongNumber(customers: readonly Customer[], today: number): readonly Happening[] {
  return customers.slice(10, 12).flatMap(({ account, people, language }) =>
    people.slice(0, 1).map(
      (contact) =>
        ({
          kind: 'phonecall',
          id: `call-wrong-number-${account.id}`,
          at: instantAt(workdayUpTo(today - 18, language), 15, language),
          minutes: 2,
          subject: chanceOf(account.id).pick(callSubjects[language]),
          from: contact,
          to: [colleagueOf(account.ownerId ?? '')],
          outgoing: false,
          status: 'completed',
          regarding: null,
          override: 'exclude',
        }) as const,
    ),
  );
}
