import { describe, expect, it } from 'vitest';
import type { Activity } from '../model/activity.ts';
import { type KpiName, kpiCatalogue } from '../model/kpis.ts';
import { ago, avery, dana, figures, kai, now, rosa, theo } from './testing/cast.ts';
import { aContact, aMeeting, anEmail, aPhoneCall, aTask, aUser } from './testing/seeds.ts';

let number = 0;
const id = () => `x${++number}`;
const sent = (startsAt: string, more = {}) =>
  anEmail({ id: id(), startsAt, from: avery, to: [dana], ...more });
const received = (startsAt: string, more = {}) =>
  anEmail({ id: id(), startsAt, from: dana, to: [avery], ...more });
const ourMeeting = (startsAt: string, more = {}) =>
  aMeeting({ id: id(), startsAt, organizer: avery, required: [dana], ...more });
const theirMeeting = (startsAt: string, more = {}) =>
  aMeeting({ id: id(), startsAt, organizer: dana, required: [avery], ...more });
const ourCall = (startsAt: string, more = {}) =>
  aPhoneCall({ id: id(), startsAt, from: avery, to: [dana], ...more });
const theirCall = (startsAt: string, more = {}) =>
  aPhoneCall({ id: id(), startsAt, from: dana, to: [avery], ...more });

/** Emails of one thread, told as `us` and `them` with days and hours ago. */
const thread = (...turns: readonly (readonly ['us' | 'them', number, number?])[]) =>
  turns.map(([by, days, hours]) =>
    (by === 'us' ? sent : received)(ago(days, hours), { threadId: 'talk' }),
  );

type Example = {
  readonly sentence: string;
  readonly activities: readonly Activity[];
  readonly value: number | null;
};

/** An example of every KPI: the type says that none is missing. The figures are those of Dana's lifetime. */
const examples: Readonly<Record<KpiName, Example>> = {
  emailsSent: {
    sentence: 'emails from an internal address',
    activities: [sent(ago(2)), sent(ago(1), { from: kai }), received(ago(3))],
    value: 2,
  },
  emailsReceived: {
    sentence: 'emails from anybody else, or from nobody',
    activities: [
      sent(ago(2)),
      received(ago(3)),
      received(ago(4), { from: null, to: [avery, dana] }),
    ],
    value: 2,
  },
  meetingsSent: {
    sentence: 'meetings that one of us organised',
    activities: [ourMeeting(ago(1)), theirMeeting(ago(2))],
    value: 1,
  },
  meetingsReceived: {
    sentence: 'meetings that one of them organised, or nobody',
    activities: [
      ourMeeting(ago(1)),
      theirMeeting(ago(2)),
      ourMeeting(ago(3), { organizer: null, required: [avery, dana] }),
    ],
    value: 2,
  },
  phoneCallsMade: {
    sentence: 'outgoing calls: the direction decides, and without one who called',
    activities: [
      ourCall(ago(1)),
      theirCall(ago(2), { direction: 'outgoing' }),
      ourCall(ago(3), { direction: 'incoming' }),
    ],
    value: 2,
  },
  phoneCallsReceived: {
    sentence: 'incoming calls: the direction decides, and without one who called',
    activities: [
      theirCall(ago(1)),
      ourCall(ago(2), { direction: 'incoming' }),
      theirCall(ago(3), { direction: 'outgoing' }),
    ],
    value: 2,
  },
  initiatedByUs: {
    sentence: 'our emails, meetings and calls together, tasks left out',
    activities: [
      sent(ago(1)),
      ourMeeting(ago(2)),
      ourCall(ago(3)),
      received(ago(4)),
      aTask({ id: id(), startsAt: ago(5), from: avery, to: [dana] }),
    ],
    value: 3,
  },
  initiatedByThem: {
    sentence: 'their emails, meetings and calls together',
    activities: [received(ago(1)), theirMeeting(ago(2)), theirCall(ago(3)), sent(ago(4))],
    value: 3,
  },
  minutesByUs: {
    sentence: 'a meeting of 30 minutes with 3 of us and 2 of them is 90 minutes by us',
    activities: [ourMeeting(ago(1), { required: [kai, 'new@us.example', dana, rosa] })],
    value: 90,
  },
  minutesByThem: {
    sentence: 'a meeting of 30 minutes with 3 of us and 2 of them is 30 minutes by them',
    activities: [ourMeeting(ago(1), { required: [kai, 'new@us.example', dana, rosa] })],
    value: 30,
  },
  faceTimeMinutes: {
    sentence: 'the durations of meetings, not of calls',
    activities: [
      ourMeeting(ago(1)),
      theirMeeting(ago(2), { durationMinutes: null, endsAt: ago(2, -0.75) }),
      ourCall(ago(3)),
    ],
    value: 75,
  },
  emailRatioByUs: {
    sentence: 'emails sent for each one received',
    activities: [sent(ago(1)), sent(ago(2)), sent(ago(3)), received(ago(4)), received(ago(5))],
    value: 1.5,
  },
  emailRatioByThem: {
    sentence: 'nothing when we sent none',
    activities: [received(ago(1))],
    value: null,
  },
  'responseByUs.meanHours': {
    sentence: 'from the first email of their turn to our answer, not from the last',
    activities: [...thread(['them', 9], ['them', 8, 12], ['us', 8], ['them', 7], ['us', 6, 20])],
    value: (24 + 4) / 2,
  },
  'responseByUs.medianHours': {
    sentence: 'the middle one of three answers',
    activities: [
      ...thread(['them', 9], ['us', 8], ['them', 7], ['us', 6, 22], ['them', 6], ['us', 4]),
    ],
    value: 24,
  },
  'responseByUs.answered': {
    sentence: 'a turn of several emails is answered once',
    activities: [...thread(['them', 9], ['them', 8], ['us', 7], ['us', 6])],
    value: 1,
  },
  'responseByUs.unanswered': {
    sentence: 'a first turn that nobody answered, once its first email is 72 hours old',
    activities: [received(ago(3, 1)), received(ago(3)), received(ago(2))],
    value: 1,
  },
  'responseByUs.closing': {
    sentence: 'a single email at the end that answers one of ours needs no answer',
    activities: [...thread(['us', 9], ['them', 8])],
    value: 1,
  },
  'responseByUs.rate': {
    sentence: 'answered turns out of answered and unanswered ones; closing ones left out',
    activities: [...thread(['us', 20], ['them', 19], ['us', 18], ['them', 17]), received(ago(9))],
    value: 1 / 2,
  },
  'responseByThem.meanHours': {
    sentence: 'nothing when they never answered',
    activities: [sent(ago(9))],
    value: null,
  },
  'responseByThem.medianHours': {
    sentence: 'the mean of the two in the middle of an even number',
    activities: [...thread(['us', 9], ['them', 8], ['us', 7], ['them', 6, 22])],
    value: (24 + 2) / 2,
  },
  'responseByThem.answered': {
    sentence: 'each turn of ours that they answered',
    activities: [...thread(['us', 9], ['them', 8], ['us', 7], ['them', 6])],
    value: 2,
  },
  'responseByThem.unanswered': {
    sentence: 'a last turn of several emails waits for an answer although it answers one',
    activities: [...thread(['them', 9], ['us', 8], ['us', 7])],
    value: 1,
  },
  'responseByThem.closing': {
    sentence: 'our thanks at the end need no answer, however recent',
    activities: [...thread(['them', 9], ['us', 0, 1])],
    value: 1,
  },
  'responseByThem.rate': {
    sentence: 'nothing while no turn is answered or overdue',
    activities: [sent(ago(1))],
    value: null,
  },
};

describe('every KPI of the catalogue', () => {
  it.each(kpiCatalogue.map(({ name }) => ({ name, ...examples[name] })))(
    '$name: $sentence',
    ({ name, ...example }) => {
      const { lifetime } = figures('contact:dana', example.activities);
      const value = name
        .split('.')
        .reduce<unknown>((part, key) => Reflect.get(Object(part), key), lifetime);
      if (example.value === null) expect(value).toBeNull();
      else expect(value).toBeCloseTo(example.value, 9);
    },
  );
});

describe('time spent', () => {
  it('is 5 minutes for who writes an email and 2.5 for who reads it', () => {
    const { lifetime } = figures('contact:dana', [sent(ago(1)), received(ago(2))]);
    expect(lifetime).toMatchObject({ minutesByUs: 7.5, minutesByThem: 7.5 });
    expect(figures('contact:dana', [sent(ago(1))]).lifetime).toMatchObject({
      minutesByUs: 5,
      minutesByThem: 2.5,
    });
  });

  it('is the duration of a task for us alone', () => {
    const task = aTask({ id: 't', startsAt: ago(1), from: avery, to: [dana], durationMinutes: 40 });
    const theirs = { ...task, id: 'u', from: dana };
    expect(figures('contact:dana', [task]).lifetime).toEqual(
      figures('contact:dana', [theirs]).lifetime,
    );
    expect(figures('contact:dana', [task]).lifetime).toMatchObject({
      minutesByUs: 40,
      minutesByThem: 0,
      faceTimeMinutes: 0,
    });
  });

  it('is the duration of a call for each of us on it', () => {
    const call = ourCall(ago(1), { to: [kai, dana] });
    expect(figures('contact:dana', [call]).lifetime).toMatchObject({
      minutesByUs: 20,
      minutesByThem: 10,
    });
  });

  it('leaves out a colleague who opted out', () => {
    const users = [
      aUser({ id: 'avery', emails: [avery] }),
      aUser({ id: 'kai', emails: [kai], analyticsOptOut: true }),
    ];
    const meeting = ourMeeting(ago(1), { required: [kai, dana] });
    expect(figures('contact:dana', [meeting], { users }).lifetime.minutesByUs).toBe(30);
  });

  it('leaves out a colleague who declined', () => {
    const meeting = ourMeeting(ago(1), { required: [kai, dana], responses: { [kai]: 'declined' } });
    expect(figures('contact:dana', [meeting]).lifetime.minutesByUs).toBe(30);
  });
});

describe('the window', () => {
  it('holds the last N calendar days of the organisation up to today', () => {
    const days = [
      sent('2026-09-21T23:59:59Z'),
      sent('2026-09-22T00:00:00Z'),
      sent('2026-11-20T11:00:00Z'),
    ];
    expect(figures('contact:dana', days).window.emailsSent).toBe(2);
    expect(figures('contact:dana', days, { days: 61 }).window.emailsSent).toBe(3);
    expect(figures('contact:dana', days, { days: 1 }).window.emailsSent).toBe(1);
    expect(figures('contact:dana', days).lifetime.emailsSent).toBe(3);
  });

  it('has the days of the organisation’s zone', () => {
    const email = sent('2026-09-21T22:30:00Z');
    const organization = { name: 'Us', timeZone: 'Europe/Berlin', domains: [] };
    expect(figures('contact:dana', [email]).window.emailsSent).toBe(0);
    expect(figures('contact:dana', [email], { organization }).window.emailsSent).toBe(1);
  });

  it('takes a turn by its start, but builds it from the whole conversation', () => {
    const talk = thread(['them', 70], ['us', 50], ['them', 40], ['us', 39]);
    const { window, lifetime } = figures('contact:dana', talk);
    expect(lifetime.responseByUs).toMatchObject({ answered: 2 });
    expect(window.responseByUs).toMatchObject({ answered: 1, meanHours: 24 });
    expect(window.responseByThem).toMatchObject({ answered: 1, closing: 1 });
  });

  it('lists the six counts of each day that has any', () => {
    const { daily } = figures('contact:dana', [
      sent('2026-11-19T09:00:00Z'),
      received('2026-11-19T10:00:00Z'),
      ourMeeting('2026-11-20T08:00:00Z'),
      aTask({ id: id(), startsAt: '2026-11-18T09:00:00Z', from: avery, to: [dana] }),
      sent('2026-09-22T00:00:00Z'),
      sent('2026-09-21T23:00:00Z'),
    ]);
    expect(daily).toEqual([
      ['2026-09-22', 1, 0, 0, 0, 0, 0],
      ['2026-11-19', 1, 1, 0, 0, 0, 0],
      ['2026-11-20', 0, 0, 1, 0, 0, 0],
    ]);
  });
});

describe('response times', () => {
  it('ignore a last turn until its first email is older than the grace period', () => {
    const asked = (hours: number) =>
      figures('contact:dana', [received(ago(0, hours))]).lifetime.responseByUs.unanswered;
    expect(asked(72)).toBe(0);
    expect(asked(72.001)).toBe(1);
  });

  it('count only what counts: a reply that is bulk answers nothing', () => {
    const reply = received(ago(8), { threadId: 'talk', headers: { precedence: 'bulk' } });
    const { responseByThem } = figures('contact:dana', [...thread(['us', 9]), reply]).lifetime;
    expect(responseByThem).toMatchObject({ answered: 0, unanswered: 1 });
  });

  it('are per record: Rosa’s answer answers the deal, not Dana', () => {
    const question = sent(ago(9), { to: [dana, rosa], threadId: 'talk' });
    const reply = received(ago(8), { from: rosa, threadId: 'talk' });
    const answeredOf = (name: string) =>
      figures(name, [question, reply]).lifetime.responseByThem.answered;
    expect(answeredOf('opportunity:deal')).toBe(1);
    expect(answeredOf('contact:rosa')).toBe(1);
    expect(answeredOf('contact:dana')).toBe(0);
  });
});

describe('the last and the next interaction', () => {
  it('last: the latest counted activity, a task too', () => {
    const task = aTask({ id: 'task', startsAt: ago(1), from: avery, to: [dana] });
    const draft = sent(ago(0, 1), { status: 'draft' });
    expect(figures('contact:dana', [task, sent(ago(2)), draft]).lastInteraction).toBe('task');
    expect(figures('contact:dana', []).lastInteraction).toBeNull();
  });

  it('inbound and outbound: an email by their side, or any meeting or call', () => {
    const activities = [
      received(ago(5), { id: 'in' }),
      sent(ago(4), { id: 'out' }),
      aTask({ id: 'task', startsAt: ago(1), from: avery, to: [dana] }),
    ];
    expect(figures('contact:dana', activities)).toMatchObject({
      lastInbound: 'in',
      lastOutbound: 'out',
    });
    const call = ourCall(ago(3), { id: 'call' });
    expect(figures('contact:dana', [...activities, call])).toMatchObject({
      lastInbound: 'call',
      lastOutbound: 'call',
    });
  });

  it('next: the earliest meeting, call or task that begins later, whatever its status but canceled', () => {
    const soon = ourMeeting(ago(-2), { id: 'soon', status: 'canceled' });
    const later = ourCall(ago(-3), { id: 'later', status: 'open' });
    const latest = aTask({
      id: 'latest',
      startsAt: ago(-4),
      status: 'open',
      from: avery,
      to: [dana],
    });
    const running = ourMeeting(ago(0, 0.1), { id: 'running' });
    const email = sent(ago(-1), { id: 'email' });
    const all = [soon, later, latest, running, email];
    expect(figures('contact:dana', all).nextInteraction).toBe('later');
    expect(figures('contact:dana', [latest]).nextInteraction).toBe('latest');
    expect(figures('contact:dana', [running, email]).nextInteraction).toBeNull();
  });

  it('next: not one that would not count either', () => {
    const lunch = ourMeeting(ago(-1), { sensitivity: 'private' });
    const among = ourMeeting(ago(-1), {
      required: [kai],
      regarding: { type: 'contact', id: 'dana' },
    });
    const off = ourMeeting(ago(-1), {
      responses: { [dana]: 'declined' },
      regarding: { type: 'contact', id: 'dana' },
    });
    expect(figures('contact:dana', [lunch, among, off]).nextInteraction).toBeNull();
  });

  it('next: not one that is a copy of something past', () => {
    const past = sent(ago(1), { messageId: '<one@mail.example>' });
    const call = ourCall(ago(-1), { messageId: '<one@mail.example>' });
    expect(figures('contact:dana', [past, call]).nextInteraction).toBeNull();
  });

  it('next: a meeting that begins right now is not next', () =>
    expect(figures('contact:dana', [ourMeeting(now)]).nextInteraction).toBeNull());
});

describe('an email by an opted-out colleague that another of us also got', () => {
  it('is still by us', () => {
    const users = [
      aUser({ id: 'avery', emails: [avery], analyticsOptOut: true }),
      aUser({ id: 'kai', emails: [kai] }),
    ];
    const email = sent(ago(1), { cc: [kai] });
    expect(figures('contact:dana', [email], { users }).lifetime.emailsSent).toBe(1);
  });
});

describe('somebody who is on both sides of an email', () => {
  it('counts once, in the first role', () => {
    const contacts = [aContact({ id: 'dana', emails: [dana, 'd@home.example'] })];
    const email = received(ago(1), { to: [avery, 'd@home.example'] });
    expect(
      figures('contact:dana', [email, sent(ago(2), { to: [dana, theo] })], { contacts }),
    ).toMatchObject({
      lifetime: { emailsReceived: 1, emailsSent: 1 },
    });
  });
});
