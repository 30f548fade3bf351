import { describe, expect, it } from 'vitest';
import { ago, avery, dana, figures, kai, liam, morgan, rosa } from './testing/cast.ts';
import { aContact, aLead, aMeeting, anEmail, aPhoneCall, aTask } from './testing/seeds.ts';

let number = 0;
const sent = (to: string, startsAt: string, from = avery) =>
  anEmail({ id: `x${++number}`, startsAt, from, to: [to] });
const about = { regarding: { type: 'account', id: 'ridge' } } as const;

describe('most contacted', () => {
  it('are the contacts and leads with the most activities, split by kind, with the latest time', () => {
    const activities = [
      sent(dana, ago(9)),
      sent(dana, ago(8)),
      aMeeting({ id: 'm', startsAt: ago(7), organizer: dana, required: [avery, rosa] }),
      aPhoneCall({ id: 'p', startsAt: ago(3), from: avery, to: [rosa] }),
    ];
    expect(figures('account:ridge', activities).mostContacted).toEqual([
      {
        type: 'contact',
        id: 'dana',
        emails: 2,
        meetings: 1,
        phoneCalls: 0,
        lastAt: '2026-11-13T12:00:00Z',
      },
      {
        type: 'contact',
        id: 'rosa',
        emails: 0,
        meetings: 1,
        phoneCalls: 1,
        lastAt: '2026-11-17T12:00:00Z',
      },
    ]);
  });

  it('by whom: the users', () => {
    const activities = [sent(dana, ago(9), kai), sent(dana, ago(8), kai), sent(dana, ago(1))];
    const names = figures('account:ridge', activities).mostContactedBy.map(({ id }) => id);
    expect(names).toEqual(['kai', 'avery']);
  });

  it('leave out tasks, and what does not count', () => {
    const task = aTask({ id: 't', startsAt: ago(1), from: morgan, to: [dana] });
    const bulk = { ...sent(dana, ago(1), kai), headers: { 'list-id': '<x>' } };
    const found = figures('account:ridge', [task, bulk, sent(dana, ago(2))]);
    expect(found.mostContactedBy.map(({ id }) => id)).toEqual(['avery']);
  });

  it('look at the whole lifetime, whatever the window', () =>
    expect(
      figures('contact:dana', [sent(dana, ago(300))], { days: 30 }).mostContacted,
    ).toHaveLength(1));

  it('are three at most; of equals the more recent first, then contacts before leads, then by id', () => {
    const leads = [aLead({ id: 'aaron', emails: [liam] })];
    const contacts = ['zoe', 'Yan', 'xenia'].map((id) =>
      aContact({ id, emails: [`${id}@ridge.example`.toLowerCase()] }),
    );
    const to = [liam, ...contacts.flatMap(({ emails }) => emails)];
    const email = anEmail({ id: 'e', startsAt: ago(2), from: avery, to, ...about });
    const names = (activities: Parameters<typeof figures>[1]) =>
      figures('account:ridge', activities, { contacts, leads }).mostContacted.map(({ id }) => id);
    expect(names([email])).toEqual(['Yan', 'xenia', 'zoe']);
    const [only] = [anEmail({ id: 'f', startsAt: ago(1), from: avery, to: [liam], ...about })];
    const old = anEmail({ id: 'g', startsAt: ago(3), from: avery, to: to.slice(1, 2), ...about });
    expect(names([email, only, old])).toEqual(['aaron', 'zoe', 'Yan']);
  });

  it('count somebody with two addresses on an email once, and all owners of a shared one', () => {
    const contacts = [
      aContact({ id: 'dana', emails: [dana, 'desk@ridge.example'], accountId: 'ridge' }),
      aContact({ id: 'rosa', emails: ['desk@ridge.example'], accountId: 'ridge' }),
    ];
    const email = anEmail({
      id: 'e',
      startsAt: ago(1),
      from: avery,
      to: [dana, 'desk@ridge.example'],
    });
    expect(figures('account:ridge', [email], { contacts }).mostContacted).toMatchObject([
      { id: 'dana', emails: 1 },
      { id: 'rosa', emails: 1 },
    ]);
  });
});
