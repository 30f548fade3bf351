import { describe, expect, it } from 'vitest';
import type { Activity } from '../model/activity.ts';
import { defaultSettings } from '../model/entities.ts';
import { gradeOf, roundHalfUp, trendOf } from './health.ts';
import { ago, avery, company, dana, figures, kai, liam, rosa, theDeal } from './testing/cast.ts';
import { aContact, aLead, aMeeting, anEmail, aPhoneCall, aTask, at } from './testing/seeds.ts';

let number = 0;
const id = () => `x${++number}`;
const sent = (startsAt: string, more = {}) =>
  anEmail({ id: id(), startsAt, from: avery, to: [dana], ...more });
const received = (startsAt: string, more = {}) =>
  anEmail({ id: id(), startsAt, from: dana, to: [avery], ...more });
const met = (startsAt: string, more = {}) =>
  aMeeting({ id: id(), startsAt, endsAt: startsAt, organizer: avery, required: [dana], ...more });
const called = (startsAt: string, more = {}) =>
  aPhoneCall({ id: id(), startsAt, from: avery, to: [dana], ...more });
const task = (startsAt: string) => aTask({ id: id(), startsAt, from: avery, to: [dana] });

type Given = Parameters<typeof figures>[2];
const stateOf = (name: string, activities: readonly Activity[], given: Given = {}) =>
  figures(name, activities, given).health.state;

/** The score of a record with its factors; throws when it has none. */
function scored(activities: readonly Activity[], given: Given = {}, name = 'contact:dana') {
  const { health } = figures(name, activities, given);
  if (!('factors' in health)) throw new Error(`${name} is ${health.state}`);
  return health;
}
const factor = (
  name: 'recency' | 'frequency' | 'engagement' | 'mix',
  activities: readonly Activity[],
  given: Given = {},
) => scored(activities, given).factors[name].value;

const weeksOf = (count: number, email: (startsAt: string) => Activity) =>
  Array.from({ length: count }, (_, week) => email(ago(week * 7)));
const frequency = (communicationFrequency: typeof defaultSettings.communicationFrequency) => ({
  settings: { communicationFrequency },
});

describe('the state of health', () => {
  const two = [received(ago(1)), received(ago(2))];

  it('is notApplicable once a deal or lead is closed, whatever there is', () => {
    for (const status of ['won', 'lost'] as const) {
      expect(stateOf('opportunity:deal', two, { opportunities: [theDeal({ status })] })).toBe(
        'notApplicable',
      );
    }
    for (const status of ['qualified', 'disqualified'] as const) {
      const leads = [aLead({ id: 'liam', emails: [liam], status })];
      expect(stateOf('lead:liam', [], { leads })).toBe('notApplicable');
    }
  });

  it('is that of an open one as of an instant before the closing', () => {
    const opportunities = [theDeal({ status: 'won', closedAt: at(ago(1)) })];
    const given = { opportunities, asOf: ago(1, 1) };
    expect(stateOf('opportunity:deal', [received(ago(3)), received(ago(2))], given)).toBe('scored');
    expect(stateOf('opportunity:deal', two, { opportunities, asOf: ago(1) })).toBe('notApplicable');
  });

  it('is noClosedActivities while nothing ever counted', () => {
    expect(stateOf('contact:dana', [])).toBe('noClosedActivities');
    expect(stateOf('contact:dana', [met(ago(-1)), received(ago(1), { override: 'exclude' })])).toBe(
      'noClosedActivities',
    );
  });

  it('is notEnoughInfo with fewer than two in 180 times 24 hours', () => {
    expect(stateOf('contact:dana', [received(ago(300)), received(ago(250))])).toBe('notEnoughInfo');
    expect(stateOf('contact:dana', [received(ago(1)), received(ago(180, 0.001))])).toBe(
      'notEnoughInfo',
    );
    expect(stateOf('contact:dana', [received(ago(1)), received(ago(180))])).toBe('scored');
  });

  it('is scored from two activities on, tasks included', () =>
    expect(stateOf('contact:dana', [task(ago(1)), received(ago(2))])).toBe('scored'));
});

describe('recency', () => {
  it('is ½ when they wrote two periods ago, by the hour', () => {
    expect(factor('recency', [received(ago(14)), received(ago(20))])).toBeCloseTo(1 / 2, 12);
    expect(factor('recency', [received(ago(7, 12)), received(ago(20))])).toBeCloseTo(
      1 / (1 + 7.5 / 14),
      12,
    );
    expect(
      factor('recency', [received(ago(14)), received(ago(20))], frequency('daily')),
    ).toBeCloseTo(1 / 8, 12);
  });

  it('takes a meeting or call as inbound, by whomever', () => {
    expect(factor('recency', [called(ago(14)), received(ago(50))])).toBeCloseTo(1 / 2, 12);
    expect(factor('recency', [met(ago(14)), received(ago(50))])).toBeCloseTo(1 / 2, 12);
  });

  it('takes our own mail for a tenth', () => {
    expect(factor('recency', [sent(ago(14)), sent(ago(20))])).toBeCloseTo(0.05, 12);
    expect(factor('recency', [sent(ago(0)), sent(ago(1)), received(ago(140))])).toBeCloseTo(
      0.1,
      12,
    );
  });

  it('does not see tasks', () => expect(factor('recency', [task(ago(0)), task(ago(1))])).toBe(0));

  it('is half that of the key contact on a deal', () => {
    const others = [received(ago(0), { from: rosa }), received(ago(14))];
    const { factors } = scored(others, {}, 'opportunity:deal');
    expect(factors.recency.value).toBeCloseTo(1 / 2 + 1 / 4, 12);
  });

  it('is that of everybody on a deal without a contact', () => {
    const given = { opportunities: [theDeal({ contactId: null })] };
    const others = [received(ago(0), { from: rosa }), received(ago(14), { from: rosa })];
    expect(scored(others, given, 'opportunity:deal').factors.recency.value).toBeCloseTo(1, 12);
  });

  it('is half at most when the deal’s contact opted out: they stay the key contact and never take part', () => {
    const contacts = company().contacts.map((contact) => ({
      ...contact,
      analyticsOptOut: contact.id === 'dana',
    }));
    const mail = [received(ago(0), { from: rosa }), received(ago(0), { from: rosa, cc: [dana] })];
    expect(scored(mail, { contacts }, 'opportunity:deal').factors.recency.value).toBeCloseTo(
      1 / 2,
      12,
    );
  });
});

describe('frequency', () => {
  it('is about ¾ for one email of theirs per period', () => {
    expect(factor('frequency', weeksOf(25, received))).toBeGreaterThan(0.73);
    expect(factor('frequency', weeksOf(25, received))).toBeLessThan(0.76);
  });

  it('takes ten emails on a day as one day of contact', () => {
    const [one, ten] = [1, 10].map((count) =>
      factor('frequency', [
        received(ago(3)),
        ...Array.from({ length: count }, (_, n) => received(ago(7, n / 10))),
      ]),
    );
    expect(ten).toBe(one);
  });

  it('halves the weight of a day after four periods', () => {
    const twoToday = factor('frequency', [received(ago(0)), received(ago(0))]);
    const twoThen = factor('frequency', [received(ago(28)), received(ago(28))]);
    const perDay = 1 - 2 ** (-1 / 4);
    expect(twoToday).toBeCloseTo(1 - 2 ** (-2 * perDay), 12);
    expect(twoThen).toBeCloseTo(1 - 2 ** (-2 * 0.5 * perDay), 12);
  });

  it('counts days of the organisation’s calendar, not of 24 hours', () => {
    const zone = { organization: { name: 'Us', timeZone: 'Asia/Tokyo', domains: [] } };
    const mail = [received('2026-11-19T16:00:00Z'), received('2026-11-19T14:00:00Z')];
    const [utc, tokyo] = [factor('frequency', mail), factor('frequency', mail, zone)];
    expect(tokyo).toBeGreaterThan(utc);
  });

  it('takes our own mail and tasks for a tenth', () => {
    const perDay = 1 - 2 ** (-1 / 4);
    expect(factor('frequency', [sent(ago(0)), sent(ago(0))])).toBeCloseTo(
      1 - 2 ** (-2 * 0.1 * perDay),
      12,
    );
    expect(factor('frequency', [task(ago(0)), task(ago(0))])).toBeCloseTo(
      1 - 2 ** (-2 * 0.05 * perDay),
      12,
    );
  });

  it('takes a task for its own day alone', () => {
    const perDay = 1 - 2 ** (-1 / 4);
    const [yesterday, today] = [0.1 * 2 ** (-1 / 28), 0.05];
    expect(factor('frequency', [sent(ago(1)), task(ago(0))])).toBeCloseTo(
      1 - 2 ** (-2 * (yesterday + today) * perDay),
      12,
    );
  });

  it('takes a call for 1.5 emails and a meeting for two', () => {
    const perDay = 1 - 2 ** (-1 / 4);
    expect(factor('frequency', [called(ago(0)), called(ago(0))])).toBeCloseTo(
      1 - 2 ** (-3 * perDay),
      12,
    );
    expect(factor('frequency', [met(ago(0)), met(ago(0))])).toBeCloseTo(1 - 2 ** (-4 * perDay), 12);
  });

  it('takes what the key contact was not part of for half', () => {
    const perDay = 1 - 2 ** (-1 / 4);
    const mail = [received(ago(0), { from: rosa }), received(ago(0), { from: rosa })];
    const value = scored(mail, {}, 'opportunity:deal').factors.frequency.value;
    expect(value).toBeCloseTo(1 - 2 ** (-2 * 0.5 * perDay), 12);
  });

  it('moves with the influence of a kind, which is relative to the others', () => {
    const mail = [received(ago(0)), received(ago(3)), called(ago(5))];
    const all = (n: number) => ({ email: n, appointment: n, phonecall: n, task: n });
    const plain = factor('frequency', mail);
    expect(factor('frequency', mail, { settings: { activityInfluence: all(1.5) } })).toBeCloseTo(
      plain,
      12,
    );
    const more = { ...all(1), email: 1.5 };
    expect(factor('frequency', mail, { settings: { activityInfluence: more } })).toBeGreaterThan(
      plain,
    );
  });

  it('sees an activity of 180 days ago also where the calendar once left out a day', () => {
    const asOf = '2011-12-31T10:30:00Z';
    const given = {
      asOf,
      organization: { name: 'Us', timeZone: 'Pacific/Apia', domains: [] },
      ...frequency('monthly'),
    };
    const then = new Date(at(asOf) - 180 * 86_400_000).toISOString();
    const days = 182;
    const perDay = 1 - 2 ** (-1 / 4);
    expect(factor('frequency', [received(then), received(then)], given)).toBeCloseTo(
      1 - 2 ** (-2 * 2 ** (-days / 120) * perDay),
      12,
    );
  });
});

describe('engagement', () => {
  it('is all when they write as much as we do, and falls when only we write', () => {
    const mutual = [...weeksOf(10, received), ...weeksOf(10, sent)];
    expect(factor('engagement', mutual)).toBeGreaterThan(0.9);
    expect(factor('engagement', weeksOf(10, received))).toBe(1);
    expect(factor('engagement', weeksOf(10, sent))).toBeLessThan(0.1);
  });

  it('is (2I + ½) / (I + O + 1), two-way activities on both sides', () => {
    expect(factor('engagement', [sent(ago(0)), sent(ago(0))])).toBeCloseTo(0.5 / 2, 12);
    expect(factor('engagement', [called(ago(0)), called(ago(0))])).toBeCloseTo(3.5 / 4, 12);
    expect(factor('engagement', [sent(ago(0)), received(ago(0, 1))])).toBeCloseTo(2.5 / 3, 12);
    expect(factor('engagement', [task(ago(0)), task(ago(0))])).toBeCloseTo(0.5, 12);
  });

  it('halves with four unanswered emails, and no more than six matter', () => {
    const waiting = (count: number) => [
      received(ago(60)),
      ...Array.from({ length: count }, (_, n) => sent(ago(20, n))),
    ];
    const ratio = (count: number) =>
      factor('engagement', waiting(count)) / factor('engagement', waiting(1));
    expect(ratio(4)).toBeCloseTo(2 ** (-3 / 4), 12);
    expect(ratio(9)).toBeCloseTo(ratio(6), 12);
  });
});

describe('the unanswered streak', () => {
  const streak = (activities: readonly Activity[], given: Given = {}, name = 'contact:dana') =>
    scored(activities, given, name).unansweredStreak;

  it('counts our emails since they last wrote, older than the grace period', () => {
    const mail = [
      received(ago(20)),
      sent(ago(21)),
      sent(ago(10)),
      sent(ago(3, 1)),
      sent(ago(3)),
      sent(ago(1)),
    ];
    expect(streak(mail)).toBe(2);
    expect(streak(mail, { settings: { responseGraceHours: 24 } })).toBe(3);
  });

  it('ends with any meeting or call that the key contact took part in', () => {
    expect(streak([sent(ago(20)), sent(ago(19)), met(ago(10))])).toBe(0);
    expect(streak([sent(ago(20)), sent(ago(19)), called(ago(10)), sent(ago(9))])).toBe(1);
    expect(streak([sent(ago(20)), sent(ago(19)), task(ago(10))])).toBe(2);
  });

  it('on a deal waits for the key contact alone: Rosa’s answers do not end it', () => {
    const mail = [sent(ago(20), { cc: [rosa] }), sent(ago(19)), received(ago(10), { from: rosa })];
    expect(streak(mail, {}, 'opportunity:deal')).toBe(2);
    expect(
      streak([...mail, received(ago(9), { from: rosa, cc: [dana] })], {}, 'opportunity:deal'),
    ).toBe(2);
    expect(streak([...mail, met(ago(9), { required: [rosa] })], {}, 'opportunity:deal')).toBe(2);
    expect(streak([...mail, received(ago(9))], {}, 'opportunity:deal')).toBe(0);
  });

  it('on a deal counts only emails to the key contact', () =>
    expect(streak([sent(ago(20)), sent(ago(19), { to: [rosa] })], {}, 'opportunity:deal')).toBe(1));

  it('is 0 without a key contact', () => {
    const opportunities = [theDeal({ contactId: null })];
    const mail = [sent(ago(20), { to: [rosa] }), sent(ago(19), { to: [rosa] })];
    expect(streak(mail, { opportunities }, 'opportunity:deal')).toBe(0);
  });

  it('looks back no further than 180 days', () =>
    expect(streak([sent(ago(181)), sent(ago(179)), sent(ago(100))])).toBe(2));
});

describe('mix', () => {
  it('is 0 for one kind alone and 1 for three alike', () => {
    expect(factor('mix', [received(ago(0)), received(ago(3))])).toBe(0);
    const even = { activityInfluence: { email: 1.5, appointment: 0.75, phonecall: 1, task: 1 } };
    expect(
      factor('mix', [received(ago(0)), called(ago(0)), met(ago(0))], { settings: even }),
    ).toBeCloseTo(1, 12);
  });

  it('is ½ for two kinds alike, whichever', () => {
    const even = { activityInfluence: { email: 1.5, appointment: 1, phonecall: 1, task: 1 } };
    expect(factor('mix', [received(ago(0)), called(ago(0))], { settings: even })).toBeCloseTo(
      1 / 2,
      12,
    );
  });

  it('does not see tasks', () => {
    expect(factor('mix', [task(ago(0)), task(ago(1))])).toBe(0);
    expect(factor('mix', [received(ago(0)), task(ago(0))])).toBe(0);
  });
});

describe('grade and trend', () => {
  it('grades by the administrator’s thresholds, the least score included', () => {
    const { grades } = defaultSettings;
    expect([100, 60, 59, 40, 39].map((score) => gradeOf(score, grades))).toEqual(
      'good good fair fair poor'.split(' '),
    );
    expect(gradeOf(85, { ...grades, excellent: 85 })).toBe('excellent');
    expect(gradeOf(84, { ...grades, excellent: 85 })).toBe('good');
  });

  it('turns from a difference of five points on', () => {
    expect([55, 54, 46, 45].map((score) => trendOf(score, 50))).toEqual(
      'improving steady steady declining'.split(' '),
    );
    expect(trendOf(50, null)).toBe('notEnoughInfo');
  });

  it('rounds half up', () => expect([0.5, 1.4999, 46.5].map(roundHalfUp)).toEqual([1, 1, 47]));

  it('declines when they fall silent', () => {
    const silent = weeksOf(20, received).filter(({ startsAt }) => startsAt < at(ago(30)));
    expect(scored(silent).trend).toBe('declining');
    const daily = Array.from({ length: 170 }, (_, day) => received(ago(day)));
    expect(scored(daily).trend).toBe('steady');
  });

  it('has no trend for a deal that was not there 30 days ago, though mail about it was', () => {
    const opportunities = [theDeal({ createdAt: at(ago(10)) })];
    const regarding = { type: 'opportunity', id: 'deal' } as const;
    const mail = [60, 50, 5].map((days) => received(ago(days), { regarding }));
    expect(scored(mail, { opportunities }, 'opportunity:deal').trend).toBe('notEnoughInfo');
  });
});

describe('what somebody else’s mail does', () => {
  it('the key contact’s health does not see mail that they were not part of', () => {
    const mail = [received(ago(1)), received(ago(2)), received(ago(0), { from: rosa })];
    expect(scored(mail).exactScore).toBeCloseTo(scored(mail.slice(0, 2)).exactScore, 12);
  });

  it('a shared address is written by all its owners', () => {
    const contacts = ['dana', 'rosa'].map((name) =>
      aContact({ id: name, emails: [dana], accountId: 'ridge' }),
    );
    const mail = [sent(ago(20)), sent(ago(19)), received(ago(10))];
    expect(scored(mail, { contacts }, 'contact:rosa').unansweredStreak).toBe(0);
  });

  it('a helper’s talk with the contact is the contact’s, not the deal’s', () => {
    const mail = [received(ago(1), { to: [kai] }), received(ago(2), { to: [kai] })];
    expect(stateOf('contact:dana', mail)).toBe('scored');
    expect(stateOf('opportunity:deal', mail)).toBe('noClosedActivities');
  });
});
