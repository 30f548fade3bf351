import { describe, expect, it } from 'vitest';
import { bundleSnapshot } from './analyze.ts';
import { activityCurve, atSameAge, compared, dealFigures } from './same-age.ts';
import { ago, avery, company, dana, now, theDeal } from './testing/cast.ts';
import { aContact, aMeeting, anEmail, at } from './testing/seeds.ts';
import { dayMs } from './zone.ts';

describe('a value beside those of others', () => {
  it('comes with the median, the quartiles and how many there are', () => {
    expect(compared(4, [1, null, 2, 3, 10])).toEqual({
      own: 4,
      n: 4,
      lowerQuartile: 1.75,
      median: 2.5,
      upperQuartile: 4.75,
    });
    expect(compared(null, [null])).toEqual({
      own: null,
      n: 0,
      lowerQuartile: null,
      median: null,
      upperQuartile: null,
    });
  });
});

/** The cast's deal, ten days old, and one of another customer's that was won after 30 days, a year ago. */
function twoDeals() {
  const opportunities = [
    theDeal({ createdAt: at(ago(10)) }),
    theDeal({
      id: 'won',
      contactId: 'wes',
      stakeholderIds: [],
      status: 'won',
      createdAt: at(ago(365)),
      closedAt: at(ago(335)),
    }),
  ];
  const wes = 'wes@won.example';
  const contacts = [...company().contacts, aContact({ id: 'wes', emails: [wes] })];
  const activities = [
    anEmail({ id: 'a', from: avery, to: [dana], startsAt: ago(9) }),
    anEmail({ id: 'b', from: wes, to: [avery], startsAt: ago(364) }),
    aMeeting({ id: 'c', organizer: avery, required: [wes], startsAt: ago(360) }),
    aMeeting({ id: 'd', organizer: avery, required: [wes], startsAt: ago(340) }),
  ];
  const bundle = { ...company({ opportunities, contacts }), activities };
  const { snapshot } = bundleSnapshot(bundle, at(now));
  const record = (id: string) => {
    const found = snapshot.records.find((one) => one.type === 'opportunity' && one.id === id);
    if (found === undefined) throw new Error(id);
    return found;
  };
  const deal = { record: record('deal'), createdAt: at(ago(10)) };
  return {
    snapshot,
    question: { deal, similar: [record('won')], asOf: at(now) },
    rules: { timeZone: 'UTC', settings: bundle.settings },
  };
}

describe('a deal beside similar ones', () => {
  it('is compared at the same age: what the won deal had after ten days', () => {
    const { snapshot, question, rules } = twoDeals();
    const figures = atSameAge(question, dealFigures(snapshot, rules));
    expect(figures.get('meetingsSent')).toMatchObject({ own: 0, median: 1, n: 1 });
    expect(figures.get('activities')).toMatchObject({ own: 1, median: 2, n: 1 });
    expect(figures.get('score')).toMatchObject({ own: null, n: 1 });
    expect(figures.get('emailRatioByUs')).toMatchObject({ own: null, median: 0 });
  });

  it('is not compared in health with a deal that was closed at that age', () => {
    const { snapshot, question, rules } = twoDeals();
    const old = { ...question, deal: { ...question.deal, createdAt: at(ago(50)) } };
    const figures = atSameAge(old, dealFigures(snapshot, rules));
    expect(figures.get('score')?.n).toBe(0);
    expect(figures.get('meetingsSent')).toMatchObject({ median: 2 });
  });

  it('sees nothing after the instant, of a deal that began later either', () => {
    const { question } = twoDeals();
    const instants: number[] = [];
    const young = { ...question.similar[0], createdAt: at(ago(5)) };
    const [first] = question.similar;
    if (first === undefined) throw new Error('no deal');
    atSameAge({ ...question, similar: [{ ...first, ...young }] }, (_, when) => {
      instants.push(when);
      return new Map();
    });
    expect(instants).toEqual([at(now), at(now)]);
  });

  it('has a curve of activities up to now', () => {
    const { snapshot, question } = twoDeals();
    const curve = activityCurve(snapshot, question, 10);
    expect(curve.map(({ own }) => own)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(curve.map(({ median }) => median)).toEqual([0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
    expect(curve.at(-1)?.ageMs).toBe(10 * dayMs);
  });
});
