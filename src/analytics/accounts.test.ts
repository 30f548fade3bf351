import { describe, expect, it } from 'vitest';
import type { Activity } from '../model/activity.ts';
import { accountHealth } from './accounts.ts';
import { converted } from './currency.ts';
import { ago, avery, company, dana, figures, morgan, rosa, theDeal, theo } from './testing/cast.ts';
import { anAccount, anEmail, at } from './testing/seeds.ts';

let number = 0;
const from = (address: string, startsAt: string, more = {}) =>
  anEmail({ id: `x${++number}`, startsAt, from: address, to: [avery], ...more });
const daily = (address: string, count: number, since = 0) =>
  Array.from({ length: count }, (_, day) => from(address, ago(day + since)));

const health = (name: string, activities: readonly Activity[], given = {}) =>
  figures(name, activities, given).health;
const scoreOf = (name: string, activities: readonly Activity[], given = {}) => {
  const found = health(name, activities, given);
  return 'score' in found ? found.score : Number.NaN;
};

describe('the health of an account', () => {
  it('weighs its contacts by their counted activities of 180 days', () => {
    const mail = [...daily(dana, 30), ...daily(rosa, 2, 60), from(rosa, ago(200))];
    const given = { opportunities: [] };
    const [active, silent] = [
      scoreOf('contact:dana', mail, given),
      scoreOf('contact:rosa', mail, given),
    ];
    expect(silent).toBeLessThan(active);
    expect(health('account:ridge', mail, given)).toMatchObject({
      state: 'scored',
      contactPart: (active * 30 + silent * 2) / 32,
      opportunityPart: null,
    });
  });

  it('weighs its open opportunities by their estimated value', () => {
    const deal = { stakeholderIds: [], accountId: 'ridge' };
    const opportunities = [
      theDeal({ ...deal, contactId: 'dana', estimatedValue: 3000 }),
      theDeal({ ...deal, id: 'next', contactId: 'theo', estimatedValue: 1000 }),
      theDeal({ ...deal, id: 'gone', contactId: 'dana', estimatedValue: 9000, status: 'lost' }),
    ];
    const mail = [...daily(dana, 30), ...daily(theo, 2, 60)];
    const [large, small] = ['deal', 'next'].map((id) =>
      scoreOf(`opportunity:${id}`, mail, { opportunities }),
    );
    expect(health('account:ridge', mail, { opportunities })).toMatchObject({
      opportunityPart: ((large ?? 0) * 3 + (small ?? 0)) / 4,
    });
  });

  it('is the mean of both parts, rounded half up', () => {
    const mail = [...daily(dana, 20), ...daily(rosa, 3, 40)];
    const found = health('account:ridge', mail);
    if (!('contactPart' in found)) throw new Error('no score');
    const { contactPart, opportunityPart } = found;
    expect(found.score).toBe(Math.floor(((contactPart ?? 0) + (opportunityPart ?? 0)) / 2 + 0.5));
  });

  it('is notEnoughInfo without any part', () => {
    expect(health('account:ridge', [])).toEqual({ state: 'notEnoughInfo' });
    expect(health('account:ridge', [from(dana, ago(1))])).toEqual({ state: 'notEnoughInfo' });
  });

  it('does not see a contact of another account, be it the primary contact', () => {
    const accounts = [anAccount({ id: 'ridge', primaryContactId: 'theo' })];
    const mail = daily(theo, 9);
    expect(figures('account:ridge', mail, { accounts }).lifetime.emailsReceived).toBe(9);
    expect(health('account:ridge', mail, { accounts })).toEqual({ state: 'notEnoughInfo' });
  });

  it('does not see a contact who opted out', () => {
    const contacts = company().contacts.map((contact) => ({
      ...contact,
      analyticsOptOut: contact.id === 'dana',
    }));
    expect(health('account:ridge', daily(dana, 9), { contacts })).toEqual({
      state: 'notEnoughInfo',
    });
  });

  it('is compared with the records as they stood 30 days earlier, a deal closed since included', () => {
    const mail = daily(dana, 20, 31).map((email) => ({ ...email, to: [morgan] }));
    const closed = [theDeal({ status: 'won', closedAt: at(ago(15)) })];
    const found = health('account:ridge', mail, { opportunities: closed });
    const then = health('account:ridge', mail, { opportunities: closed, asOf: ago(30) });
    expect(found).toMatchObject({ opportunityPart: null, trend: 'declining' });
    expect(then).toMatchObject({ trend: 'notEnoughInfo' });
    expect('opportunityPart' in then && then.opportunityPart).toBeGreaterThan(80);
  });
});

describe('the trend of an account', () => {
  const trendOf = (activities: readonly Activity[], given = {}) => {
    const found = health('account:ridge', activities, given);
    return 'trend' in found ? found.trend : null;
  };

  it('weighs its contacts then by what they had done then', () => {
    const mail = [...daily(dana, 110), ...daily(rosa, 2, 140)];
    const given = { opportunities: [] };
    const then = { ...given, asOf: ago(30) };
    expect(
      scoreOf('contact:dana', mail, then) - scoreOf('contact:rosa', mail, then),
    ).toBeGreaterThan(20);
    expect(trendOf(mail, given)).toBe('steady');
  });

  it('values its deals then by the rates of then', () => {
    const deal = { stakeholderIds: [], accountId: 'ridge' };
    const opportunities = [
      theDeal({ ...deal, contactId: 'dana', estimatedValue: 1000, currency: 'USD' }),
      theDeal({ ...deal, id: 'next', contactId: 'theo', estimatedValue: 1000, currency: 'EUR' }),
    ];
    const rates = [
      { currency: 'USD', rate: 9, from: null },
      { currency: 'USD', rate: 0.01, from: '2026-11-01' },
    ];
    const given = { opportunities, settings: { currency: 'EUR', rates } };
    const mail = [...daily(dana, 90), ...daily(theo, 2, 100)];
    expect(trendOf(mail, given)).toBe('declining');
  });
});

describe('the mean of the parts', () => {
  it('is exact where a half decides: 41 once and 47 eleven times is 46.5, which rounds up', () =>
    expect(
      accountHealth(
        [
          { score: 41, counted: 1 },
          { score: 47, counted: 11 },
        ],
        [],
      ),
    ).toMatchObject({ contactPart: 46.5, score: 47 }));

  it('is plain when no opportunity has a value; one without a value weighs nothing beside others', () => {
    const deals = (...values: readonly (number | null)[]) =>
      accountHealth(
        [],
        values.map((value, n) => ({ score: 40 + 20 * n, value })),
      )?.opportunityPart;
    expect(deals(null, 0)).toBe(50);
    expect(deals(null, 100)).toBe(60);
    expect(deals(300, 100)).toBe(45);
  });
});

describe('a value in the organisation’s currency', () => {
  const settings = {
    currency: 'EUR',
    rates: [
      { currency: 'USD', rate: 0.9, from: '2026-06-01' },
      { currency: 'USD', rate: 0.8, from: null },
      { currency: 'USD', rate: 0.7, from: '2026-12-01' },
    ],
  };
  const inEuro = (currency: string | null, day = '2026-11-20') =>
    converted({ value: 100, currency }, day, settings);

  it('goes by the latest rate that was valid on the day', () => {
    expect(inEuro('USD')).toBe(90);
    expect(inEuro('USD', '2026-05-31')).toBe(80);
    expect(inEuro('USD', '2026-06-01')).toBe(90);
  });

  it('stands as it is in that currency, or where no currency is said', () => {
    expect(inEuro('EUR')).toBe(100);
    expect(inEuro(null)).toBe(100);
    expect(
      converted({ value: 100, currency: 'USD' }, '2026-11-20', { currency: null, rates: [] }),
    ).toBe(100);
  });

  it('is missing without a rate or a value', () => {
    expect(inEuro('CHF')).toBeNull();
    expect(converted({ value: null, currency: 'EUR' }, '2026-11-20', settings)).toBeNull();
  });
});
