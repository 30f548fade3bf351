import { describe, expect, it } from 'vitest';
import type { Bundle } from '../model/bundle.ts';
import { directoryOf } from './directory.ts';
import { keyedBundle } from './keyed.ts';
import { participantsOf } from './participants.ts';
import { ago, avery, company, dana, kai, rosa } from './testing/cast.ts';
import { aContact, aLead, aMeeting, anEmail, aUser } from './testing/seeds.ts';

/** Who takes part, as `role side: owners (addresses)`. */
function taking(activity: Parameters<typeof participantsOf>[0], bundle: Bundle = company()) {
  return participantsOf(activity, directoryOf(keyedBundle(bundle).contents)).map(
    ({ role, internal, owners, addresses }) =>
      `${role} ${internal ? 'us' : 'them'}: ${owners.map(({ id }) => id).join('+')} (${addresses.join(' ')})`,
  );
}
const isInternal = (address: string, bundle: Bundle) =>
  directoryOf(keyedBundle(bundle).contents).isInternal(address);

describe('an address is ours', () => {
  it('when a user has it, whatever its domain, in any case and with spaces around', () => {
    const bundle = company({ users: [aUser({ id: 'avery', emails: [' Avery@HOME.example '] })] });
    expect(isInternal('avery@home.example', bundle)).toBe(true);
  });

  it('when nobody has it and its domain is exactly one of ours', () => {
    expect(isInternal('intern@us.example', company())).toBe(true);
    expect(isInternal('intern@mail.us.example', company())).toBe(false);
    expect(isInternal('us.example', company())).toBe(false);
  });

  it('not when a contact or lead has it, although the domain is ours', () => {
    const contacts = [aContact({ id: 'dana', emails: ['dana@us.example'] })];
    const leads = [aLead({ id: 'liam', emails: ['liam@us.example'] })];
    expect(isInternal('dana@us.example', company({ contacts }))).toBe(false);
    expect(isInternal('liam@us.example', company({ leads }))).toBe(false);
  });

  it('when both a user and a contact have it', () => {
    const contacts = [aContact({ id: 'dana', emails: [avery] })];
    expect(isInternal(avery, company({ contacts }))).toBe(true);
    expect(
      taking(anEmail({ id: 'e', startsAt: ago(1), from: avery }), company({ contacts })),
    ).toEqual([`from us: avery (${avery})`]);
  });
});

describe('a shared mailbox', () => {
  const info = 'info@help.example';
  const contents = {
    ...keyedBundle(
      company({
        users: [aUser({ id: 'avery', emails: [avery, info] })],
        contacts: [aContact({ id: 'dana', emails: [dana, info] })],
      }),
    ).contents,
    sharedMailboxes: [' Info@HELP.example'],
  };

  it('is ours and nobody’s, whatever its domain and whoever is said to have it', () => {
    const directory = directoryOf(contents);
    expect([directory.isInternal(info), directory.owners(info)]).toEqual([true, []]);
    const [from, to] = participantsOf(
      anEmail({ id: 'e', startsAt: ago(1), from: info, to: [dana] }),
      directory,
    );
    expect([from?.internal, from?.owners, to?.owners.map(({ id }) => id)]).toEqual([
      true,
      [],
      ['dana'],
    ]);
  });
});

describe('participants', () => {
  it('are one for all addresses with the same first owner, in the first role', () => {
    const contacts = [aContact({ id: 'dana', emails: [dana, 'd@home.example'] })];
    const email = anEmail({
      id: 'e',
      startsAt: ago(1),
      from: avery,
      to: [dana],
      cc: ['d@home.example', dana],
    });
    expect(taking(email, company({ contacts }))).toEqual([
      `from us: avery (${avery})`,
      `to them: dana (${dana} d@home.example)`,
    ]);
  });

  it('are owned by all owners of their addresses', () => {
    const contacts = [
      aContact({ id: 'dana', emails: [dana, 'desk@ridge.example'] }),
      aContact({ id: 'rosa', emails: ['desk@ridge.example'] }),
    ];
    const email = anEmail({ id: 'e', startsAt: ago(1), from: dana, to: ['desk@ridge.example'] });
    expect(taking(email, company({ contacts }))).toEqual([
      `from them: dana+rosa (${dana} desk@ridge.example)`,
    ]);
  });

  it('are two when an address is shared by a first owner and another one is the second’s own', () => {
    const contacts = [
      aContact({ id: 'dana', emails: ['desk@ridge.example'] }),
      aContact({ id: 'rosa', emails: ['desk@ridge.example', rosa] }),
    ];
    const email = anEmail({ id: 'e', startsAt: ago(1), to: ['desk@ridge.example', rosa] });
    expect(taking(email, company({ contacts }))).toEqual([
      'to them: dana+rosa (desk@ridge.example)',
      `to them: rosa (${rosa})`,
    ]);
  });

  it('without an owner are one for each address', () => {
    const email = anEmail({
      id: 'e',
      startsAt: ago(1),
      to: ['a@x.example', 'b@x.example'],
      bcc: ['a@x.example'],
    });
    expect(taking(email)).toEqual(['to them:  (a@x.example)', 'to them:  (b@x.example)']);
  });

  it('of a meeting are not the attendees who declined', () => {
    const meeting = aMeeting({
      id: 'm',
      startsAt: ago(1),
      organizer: avery,
      required: [dana, rosa, kai],
      responses: { [dana]: 'declined', [kai]: 'declined', [rosa]: 'tentative' },
    });
    expect(taking(meeting)).toEqual([
      `organizer us: avery (${avery})`,
      `required them: rosa (${rosa})`,
    ]);
  });

  it('of a meeting are its organizer even after declining, also when invited', () => {
    const meeting = aMeeting({
      id: 'm',
      startsAt: ago(1),
      organizer: dana,
      required: [dana, avery],
      responses: { [dana]: 'declined' },
    });
    expect(taking(meeting)).toEqual([
      `organizer them: dana (${dana})`,
      `required us: avery (${avery})`,
    ]);
  });
});
