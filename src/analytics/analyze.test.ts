import { describe, expect, it } from 'vitest';
import { ago, answer, avery, company, dana, liam, theDeal } from './testing/cast.ts';
import { aLead, aMeeting, anEmail, at } from './testing/seeds.ts';

const names = (analysis: ReturnType<typeof answer>) =>
  analysis.records.map(({ type, id }) => `${type}:${id}`);

describe('the records of an analysis', () => {
  it('are accounts, contacts, leads and opportunities, with or without activities', () =>
    expect(names(answer([]))).toEqual([
      'account:ridge',
      'contact:dana',
      'contact:rosa',
      'contact:theo',
      'lead:liam',
      'opportunity:deal',
    ]));

  it('leave out a lead or deal that was created later, and whoever opted out', () => {
    const given = {
      leads: [aLead({ id: 'liam', emails: [liam], createdAt: at(ago(0)) })],
      opportunities: [theDeal({ createdAt: at(ago(1)) })],
      contacts: company().contacts.map((contact) => ({ ...contact, analyticsOptOut: true })),
    };
    expect(names(answer([], given))).toEqual(['account:ridge', 'lead:liam', 'opportunity:deal']);
    expect(names(answer([], { ...given, asOf: ago(1) }))).toEqual([
      'account:ridge',
      'opportunity:deal',
    ]);
    expect(names(answer([], { ...given, asOf: ago(2) }))).toEqual(['account:ridge']);
  });
});

describe('as of a past instant', () => {
  const first = anEmail({ id: 'a', startsAt: ago(9), from: avery, to: [dana] });
  const copy = { ...first, id: 'b', startsAt: first.startsAt + 1000 };
  const reasons = (asOf: string, activities = [first, copy]) =>
    answer(activities, { asOf }).ledger.map(({ reason }) => reason);

  it('nothing later is seen', () => {
    expect(reasons(ago(10))).toEqual(['not_completed', 'not_completed']);
    expect(reasons(ago(9))).toEqual([null, 'not_completed']);
    expect(reasons(ago(8))).toEqual([null, 'duplicate']);
  });

  it('a copy counts until the one before it is completed', () => {
    const long = aMeeting({
      id: 'a',
      startsAt: ago(9),
      endsAt: ago(8),
      organizer: avery,
      required: [dana],
      messageId: first.messageId,
      durationMinutes: 60,
    });
    expect(reasons(ago(8.5), [long, copy])).toEqual(['not_completed', null]);
    expect(reasons(ago(8), [long, copy])).toEqual([null, 'duplicate']);
  });

  it('emails of later on connect nothing', () => {
    const mail = [
      anEmail({ id: 'ask', startsAt: ago(20), from: dana, to: [avery] }),
      anEmail({ id: 'say', startsAt: ago(19), from: avery, to: [dana] }),
      anEmail({
        id: 'tie',
        startsAt: ago(5),
        from: avery,
        to: [dana],
        references: ['<ask@mail.example>', '<say@mail.example>'],
      }),
    ];
    const answered = (asOf: string) =>
      answer(mail, { asOf }).records.find(({ id }) => id === 'dana')?.lifetime.responseByUs
        .answered;
    expect(answered(ago(6))).toBe(0);
    expect(answered(ago(5))).toBe(1);
  });
});
