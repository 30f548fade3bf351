import { describe, expect, it } from 'vitest';
import {
  ago,
  answer,
  avery,
  company,
  dana,
  figures,
  kai,
  liam,
  morgan,
  recordsOf,
  rosa,
  theDeal,
  theo,
} from './testing/cast.ts';
import {
  aContact,
  aLead,
  aMeeting,
  anAccount,
  anEmail,
  aPhoneCall,
  aUser,
} from './testing/seeds.ts';

const email = (more: Partial<Parameters<typeof anEmail>[0]> = {}) =>
  anEmail({ id: 'e', startsAt: ago(10), from: avery, to: [dana], ...more });

describe('an activity belongs to a record that it is regarding', () => {
  it('whenever it happened and whoever took part', () => {
    const regarding = { type: 'opportunity', id: 'deal' } as const;
    const opportunities = [
      theDeal({ createdAt: Date.parse(ago(5)), closedAt: Date.parse(ago(4)) }),
    ];
    const given = { opportunities };
    expect(recordsOf(email({ to: [theo], regarding }), given)).toContain('opportunity:deal');
  });

  it('of any type, and to nothing when nobody knows the record', () => {
    const about = (type: 'account' | 'contact' | 'lead', id: string) =>
      recordsOf(email({ to: ['x@else.example'], regarding: { type, id } }));
    expect(about('account', 'ridge')).toEqual(['account:ridge']);
    expect(about('contact', 'rosa')).toEqual(['contact:rosa']);
    expect(about('lead', 'liam')).toEqual(['lead:liam']);
    expect(about('lead', 'nobody')).toEqual([]);
  });

  it('also when it does not count: the ledger shows it there', () => {
    const { ledger } = answer([email({ headers: { precedence: 'bulk' } })]);
    expect(ledger[0]).toMatchObject({ reason: 'bulk' });
    expect(ledger[0]?.records).toContain('contact:dana');
  });
});

describe('an activity belongs to a contact', () => {
  it('who takes part on their side, in any role', () => {
    expect(recordsOf(email({ to: [theo], cc: [rosa] }))).toEqual(
      expect.arrayContaining(['contact:theo', 'contact:rosa']),
    );
    const meeting = aMeeting({ id: 'm', startsAt: ago(1), organizer: theo, optional: [kai] });
    expect(recordsOf(meeting)).toEqual(['contact:theo']);
    expect(recordsOf(aPhoneCall({ id: 'p', startsAt: ago(1), from: avery, to: ['+2'] }))).toContain(
      'contact:dana',
    );
  });

  it('who is in bcc, or only optional', () => {
    expect(recordsOf(email({ to: [], bcc: [rosa] }))).toContain('contact:rosa');
    const meeting = aMeeting({ id: 'm', startsAt: ago(1), organizer: avery, optional: [rosa] });
    expect(recordsOf(meeting)).toContain('contact:rosa');
  });

  it('not to one who declined the meeting', () => {
    const meeting = aMeeting({
      id: 'm',
      startsAt: ago(1),
      organizer: avery,
      required: [dana, theo],
      responses: { [theo]: 'declined' },
    });
    expect(recordsOf(meeting)).not.toContain('contact:theo');
  });

  it('to everybody who shares the address', () => {
    const contacts = ['dana', 'rosa'].map((id) => aContact({ id, emails: ['desk@ridge.example'] }));
    expect(recordsOf(email({ to: ['desk@ridge.example'] }), { contacts })).toEqual(
      expect.arrayContaining(['contact:dana', 'contact:rosa']),
    );
  });

  it('not to one whose address is a user’s as well: it is the user’s alone', () => {
    const users = [
      aUser({ id: 'avery', emails: [avery] }),
      aUser({ id: 'kai', emails: [kai, dana] }),
    ];
    expect(recordsOf(email({ from: theo }), { users })).toEqual(['contact:theo']);
  });

  it('to none who opted out, who appears nowhere in the ledger', () => {
    const contacts = company().contacts.map((contact) => ({
      ...contact,
      analyticsOptOut: contact.id === 'dana',
    }));
    const about = email({ cc: [rosa], regarding: { type: 'contact', id: 'dana' } });
    expect(recordsOf(about, { contacts })).not.toContain('contact:dana');
    expect(recordsOf(about, { contacts })).toContain('contact:rosa');
  });
});

describe('an activity belongs to an account', () => {
  it('through a contact of the account', () =>
    expect(recordsOf(email({ from: kai }))).toEqual(['account:ridge', 'contact:dana']));

  it('through its primary contact, wherever that one works', () => {
    const accounts = [anAccount({ id: 'ridge', primaryContactId: 'theo' })];
    expect(recordsOf(email({ from: kai, to: [theo] }), { accounts })).toEqual([
      'account:ridge',
      'contact:theo',
    ]);
  });

  it('through an opportunity of the account', () => {
    const regarding = { type: 'opportunity', id: 'deal' } as const;
    expect(recordsOf(email({ to: [theo], regarding }))).toEqual([
      'account:ridge',
      'contact:theo',
      'opportunity:deal',
    ]);
  });

  it('not because it is regarding a contact of the account', () =>
    expect(
      recordsOf(email({ from: kai, to: [theo], regarding: { type: 'contact', id: 'dana' } })),
    ).toEqual(['contact:dana', 'contact:theo']));
});

describe('an activity belongs to an opportunity', () => {
  it('when its owner or team and its contact or a stakeholder take part', () => {
    for (const from of [avery, morgan]) {
      for (const to of [dana, rosa]) {
        expect(recordsOf(email({ from, to: [to] }))).toContain('opportunity:deal');
      }
    }
  });

  it('not when a colleague outside its team talks to its people: a hidden helper is not counted', () => {
    expect(recordsOf(email({ from: kai, to: [dana] }))).not.toContain('opportunity:deal');
    expect(recordsOf(email({ from: kai, to: [dana], cc: [morgan] }))).toContain('opportunity:deal');
  });

  it('not when its team talks to others of the account', () => {
    const contacts = [
      ...company().contacts,
      aContact({ id: 'ida', emails: ['ida@ridge.example'], accountId: 'ridge' }),
    ];
    expect(recordsOf(email({ to: ['ida@ridge.example'] }), { contacts })).toEqual([
      'account:ridge',
      'contact:ida',
    ]);
  });

  it('not through the account’s primary contact alone', () => {
    const accounts = [anAccount({ id: 'ridge', primaryContactId: 'theo' })];
    expect(recordsOf(email({ to: [theo] }), { accounts })).not.toContain('opportunity:deal');
  });

  it('between its creation and its closing, both included', () => {
    const opportunities = [
      theDeal({ createdAt: Date.parse(ago(20)), closedAt: Date.parse(ago(10)), status: 'won' }),
    ];
    const on = (startsAt: string) =>
      recordsOf(email({ startsAt }), { opportunities }).includes('opportunity:deal');
    expect([ago(21), ago(20), ago(15), ago(10), ago(9)].map(on)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('not when it is regarding some other opportunity or a lead, known or not', () => {
    const about = (type: 'opportunity' | 'lead' | 'account' | 'contact', id: string) =>
      recordsOf(email({ regarding: { type, id } })).includes('opportunity:deal');
    expect(about('opportunity', 'nobody')).toBe(false);
    expect(about('lead', 'liam')).toBe(false);
    expect(about('account', 'ridge')).toBe(true);
    expect(about('contact', 'nobody')).toBe(true);
  });

  it('to each of several that share people', () => {
    const opportunities = [theDeal(), theDeal({ id: 'next' })];
    expect(recordsOf(email(), { opportunities })).toEqual([
      'account:ridge',
      'contact:dana',
      'opportunity:deal',
      'opportunity:next',
    ]);
  });

  it('not through people who opted out', () => {
    const users = company().users.map((user) => ({
      ...user,
      analyticsOptOut: user.id === 'avery',
    }));
    expect(recordsOf(email({ cc: [kai] }), { users })).not.toContain('opportunity:deal');
  });
});

describe('an activity belongs to a lead', () => {
  it('when its owner and the lead or a stakeholder take part', () => {
    expect(recordsOf(email({ to: [liam] }))).toEqual(['lead:liam']);
    expect(recordsOf(email({ to: [theo] }))).toEqual(['contact:theo', 'lead:liam']);
    expect(recordsOf(email({ from: kai, to: [liam] }))).toEqual([]);
  });

  it('between its creation and its closing, and not when it is regarding a deal', () => {
    const leads = [
      aLead({
        id: 'liam',
        emails: [liam],
        ownerId: 'avery',
        createdAt: Date.parse(ago(20)),
        closedAt: Date.parse(ago(10)),
      }),
    ];
    const on = (startsAt: string) => recordsOf(email({ startsAt, to: [liam] }), { leads });
    expect(on(ago(21))).toEqual([]);
    expect(on(ago(10))).toEqual(['lead:liam']);
    expect(on(ago(9))).toEqual([]);
    const regarding = { type: 'opportunity', id: 'nobody' } as const;
    expect(recordsOf(email({ to: [liam], regarding }))).toEqual([]);
  });

  it('not when the lead opted out', () => {
    const leads = [
      aLead({
        id: 'liam',
        emails: [liam],
        ownerId: 'avery',
        stakeholderIds: ['theo'],
        analyticsOptOut: true,
      }),
    ];
    expect(recordsOf(email({ to: [theo] }), { leads })).toEqual(['contact:theo']);
    const regarding = { type: 'lead', id: 'liam' } as const;
    expect(recordsOf(email({ to: [theo], regarding }), { leads })).toEqual(['contact:theo']);
  });
});

describe('direction', () => {
  const initiated = (activity: Parameters<typeof figures>[1][number]) => {
    const { initiatedByUs, initiatedByThem } = figures('contact:dana', [activity]).lifetime;
    return [initiatedByUs, initiatedByThem];
  };

  it('is whoever sent, organised or called', () => {
    expect(initiated(email())).toEqual([1, 0]);
    expect(initiated(email({ from: dana, to: [avery] }))).toEqual([0, 1]);
    const meeting = { id: 'm', startsAt: ago(1), required: [avery, dana] };
    expect(initiated(aMeeting({ ...meeting, organizer: kai }))).toEqual([1, 0]);
    expect(initiated(aMeeting({ ...meeting, organizer: theo }))).toEqual([0, 1]);
    expect(initiated(aMeeting(meeting))).toEqual([0, 1]);
  });

  it('of a phone call is what the call says, before who called', () => {
    const call = { id: 'p', startsAt: ago(1), from: avery, to: [dana] };
    expect(initiated(aPhoneCall(call))).toEqual([1, 0]);
    expect(initiated(aPhoneCall({ ...call, direction: 'incoming' }))).toEqual([0, 1]);
  });
});
