import { describe, expect, it } from 'vitest';
import type { Activity } from '../model/activity.ts';
import { defaultSettings } from '../model/entities.ts';
import type { ExclusionReason } from '../model/vocabulary.ts';
import {
  ago,
  answer,
  avery,
  company,
  dana,
  kai,
  now,
  reasonOf,
  rosa,
  theo,
} from './testing/cast.ts';
import { aContact, aMeeting, anEmail, aPhoneCall, aTask, aUser } from './testing/seeds.ts';

const [sent, received] = [
  { id: 'e', startsAt: ago(1), from: avery, to: [dana] },
  { id: 'e', startsAt: ago(1), from: dana, to: [avery] },
] as const;
const met = { id: 'm', startsAt: ago(1), organizer: avery, required: [dana] } as const;
const called = { id: 'p', startsAt: ago(1), from: avery, to: [dana] } as const;

const withHeader = (name: string, value: string) =>
  reasonOf(anEmail({ ...received, headers: { [name]: value } }));
const excluding = (rule: Partial<typeof defaultSettings.exclusions>) => ({
  settings: { exclusions: { ...defaultSettings.exclusions, ...rule } },
});

describe('an activity counts', () => {
  it('when an email, meeting or call joins one of us and one of them', () => {
    expect(reasonOf(anEmail(sent))).toBeNull();
    expect(reasonOf(aMeeting(met))).toBeNull();
    expect(reasonOf(aPhoneCall(called))).toBeNull();
  });

  it('when a task is done, whoever it is with', () =>
    expect(reasonOf(aTask({ id: 't', startsAt: ago(1), from: avery }))).toBeNull());
});

describe('canceled', () => {
  it('an activity with that status does not count', () =>
    expect(reasonOf(aMeeting({ ...met, status: 'canceled' }))).toBe('canceled'));
});

describe('not_completed', () => {
  it('a meeting counts from its end on, whatever its status', () => {
    const meeting = { ...met, startsAt: ago(0, 1), status: 'scheduled' };
    expect(reasonOf(aMeeting({ ...meeting, endsAt: now }))).toBeNull();
    expect(reasonOf(aMeeting({ ...meeting, endsAt: ago(0, -0.001) }))).toBe('not_completed');
    expect(reasonOf(aMeeting({ ...meeting, durationMinutes: 61 }))).toBe('not_completed');
    expect(reasonOf(aMeeting({ ...meeting, durationMinutes: null }))).toBeNull();
  });

  it('a draft and an email of tomorrow do not count', () => {
    expect(reasonOf(anEmail({ ...sent, status: 'draft' }))).toBe('not_completed');
    expect(reasonOf(anEmail({ ...sent, startsAt: ago(-1) }))).toBe('not_completed');
    expect(reasonOf(anEmail({ ...sent, startsAt: now }))).toBeNull();
  });
});

describe('duplicate', () => {
  it('the later of two emails with one message id does not count, whatever its kind', () => {
    const first = anEmail({ ...sent, id: 'a' });
    const copy = { ...first, id: 'b', startsAt: first.startsAt + 60_000 };
    expect(reasonOf([first, copy])).toBe('duplicate');
    expect(reasonOf([copy, first])).toBeNull();
    const call = aPhoneCall({ ...called, id: 'c', startsAt: ago(0), messageId: first.messageId });
    expect(reasonOf([first, call])).toBe('duplicate');
  });

  it('of two at the same instant the one whose id comes later by code unit does not count', () => {
    const first = anEmail({ ...sent, id: 'Z' });
    expect(reasonOf([{ ...first, id: 'a' }, first])).toBeNull();
    expect(reasonOf([first, { ...first, id: 'a' }])).toBe('duplicate');
  });

  it('a meeting is known by its calendar id and start, so that another occurrence counts', () => {
    const meeting = aMeeting({ ...met, icalUid: 'weekly' });
    expect(reasonOf([meeting, { ...meeting, id: 'n' }])).toBe('duplicate');
    expect(
      reasonOf([meeting, aMeeting({ ...met, id: 'n', startsAt: ago(0, 2), icalUid: 'weekly' })]),
    ).toBeNull();
  });

  it('a message id goes before the calendar id', () => {
    const meeting = aMeeting({ ...met, icalUid: 'weekly' });
    expect(reasonOf([meeting, { ...meeting, id: 'n', messageId: '<own@us.example>' }])).toBeNull();
    expect(
      reasonOf([
        { ...meeting, messageId: '<own@us.example>' },
        { ...meeting, id: 'n' },
      ]),
    ).toBe('duplicate');
  });

  it('a canceled or unfinished one does not take the place of a later copy', () => {
    const first = anEmail({ ...sent, id: 'a' });
    expect(
      reasonOf([
        { ...first, status: 'canceled' },
        { ...first, id: 'b' },
      ]),
    ).toBeNull();
    expect(
      reasonOf([
        { ...first, status: 'draft' },
        { ...first, id: 'b' },
      ]),
    ).toBeNull();
  });

  it('a canceled meeting does not either, though it has ended', () => {
    const meeting = aMeeting({ ...met, icalUid: 'weekly', status: 'canceled' });
    expect(reasonOf([meeting, { ...meeting, id: 'n', status: 'scheduled' }])).toBeNull();
  });

  it('an excluded one does', () => {
    const first = anEmail({ ...sent, id: 'a', override: 'exclude' });
    expect(reasonOf([first, { ...first, id: 'b', override: null }])).toBe('duplicate');
  });
});

describe('overruled', () => {
  it('a person took it out', () =>
    expect(reasonOf(anEmail({ ...sent, override: 'exclude' }))).toBe('overruled'));
});

describe('private', () => {
  it('any sensitivity but normal', () => {
    expect(reasonOf(aMeeting({ ...met, sensitivity: 'private' }))).toBe('private');
    expect(reasonOf(aMeeting({ ...met, sensitivity: 'confidential' }))).toBe('private');
  });
});

describe('excluded_by_rule', () => {
  it('an address of a participant, on either side', () => {
    expect(reasonOf(anEmail(sent), excluding({ addresses: [dana] }))).toBe('excluded_by_rule');
    expect(reasonOf(anEmail(sent), excluding({ addresses: [avery] }))).toBe('excluded_by_rule');
    expect(reasonOf(anEmail(sent), excluding({ addresses: [rosa] }))).toBeNull();
  });

  it('any address of a participant who has several on the activity', () => {
    const contacts = [aContact({ id: 'dana', emails: [dana, 'd@home.example'] })];
    const email = anEmail({ ...sent, cc: ['d@home.example'] });
    expect(reasonOf(email, { contacts, ...excluding({ addresses: ['d@home.example'] }) })).toBe(
      'excluded_by_rule',
    );
  });

  it('also the address of somebody who opted out', () => {
    const contacts = [
      aContact({ id: 'dana', emails: [dana], analyticsOptOut: true }),
      aContact({ id: 'rosa', emails: [rosa] }),
    ];
    const email = anEmail({ ...sent, cc: [rosa] });
    expect(reasonOf(email, { contacts, ...excluding({ addresses: [dana] }) })).toBe(
      'excluded_by_rule',
    );
    expect(reasonOf(email, { contacts })).toBeNull();
  });

  it('exactly a domain, not the domains below it', () => {
    const email = anEmail({ ...sent, to: ['x@mail.ridge.example'] });
    expect(reasonOf(email, excluding({ domains: ['mail.ridge.example'] }))).toBe(
      'excluded_by_rule',
    );
    expect(reasonOf(email, excluding({ domains: ['ridge.example'] }))).toBeNull();
  });

  it('a text within the subject, in upper or lower case', () => {
    const email = anEmail({ ...sent, subject: 'Re: SALARY review' });
    expect(reasonOf(email, excluding({ subjects: ['Salary'] }))).toBe('excluded_by_rule');
  });

  it('an attendee who declined is no participant, so their address excludes nothing', () => {
    const meeting = aMeeting({ ...met, required: [dana, rosa], responses: { [rosa]: 'declined' } });
    expect(reasonOf(meeting, excluding({ addresses: [rosa] }))).toBeNull();
  });
});

describe('bounce', () => {
  it('a delivery status report, however its type is written', () => {
    expect(
      withHeader('content-type', 'multipart/report; Report-Type="delivery-status"; boundary=x'),
    ).toBe('bounce');
    expect(withHeader('content-type', 'multipart/report; report-type = delivery-status')).toBe(
      'bounce',
    );
    expect(withHeader('content-type', 'multipart/report; report-type=disposition')).toBeNull();
  });

  it('mail from the mail system', () => {
    for (const from of ['mailer-daemon@ridge.example', 'postmaster@ridge.example']) {
      expect(reasonOf(anEmail({ ...received, from }))).toBe('bounce');
    }
    expect(reasonOf(anEmail({ ...received, from: 'postmaster-office@ridge.example' }))).toBeNull();
  });
});

describe('calendar_response', () => {
  it('a calendar reply, not an invitation', () => {
    expect(withHeader('content-type', 'Text/Calendar; charset="utf-8"; method="REPLY"')).toBe(
      'calendar_response',
    );
    expect(withHeader('content-type', 'text/calendar; method=REQUEST')).toBeNull();
    expect(withHeader('content-type', 'multipart/mixed; method=reply')).toBeNull();
  });
});

describe('automatic_reply', () => {
  it('by any of the headers that say so', () => {
    expect(withHeader('auto-submitted', 'auto-replied; owner-email="x"')).toBe('automatic_reply');
    expect(withHeader('x-autoreply', 'yes')).toBe('automatic_reply');
    expect(withHeader('x-autorespond', '')).toBe('automatic_reply');
    expect(withHeader('precedence', 'Auto_Reply')).toBe('automatic_reply');
    expect(withHeader('return-path', '<>')).toBe('automatic_reply');
  });

  it('not when Auto-Submitted says no, or the return path names somebody', () => {
    expect(withHeader('auto-submitted', 'No; reason=x')).toBeNull();
    expect(withHeader('return-path', `<${dana}>`)).toBeNull();
  });
});

describe('bulk', () => {
  it('by a list header or its precedence', () => {
    expect(withHeader('list-id', '<news.ridge.example>')).toBe('bulk');
    expect(withHeader('list-unsubscribe', '<mailto:off@ridge.example>')).toBe('bulk');
    for (const precedence of ['bulk', 'List', 'junk']) {
      expect(withHeader('precedence', precedence)).toBe('bulk');
    }
    expect(withHeader('precedence', 'first-class')).toBeNull();
  });

  it('is about emails: no header excludes a phone call', () =>
    expect(reasonOf(aPhoneCall({ ...called, headers: { precedence: 'bulk' } }))).toBeNull());
});

describe('all_day', () => {
  it('a meeting for the whole day or for 24 hours or longer', () => {
    const early = { ...met, startsAt: ago(3) };
    expect(reasonOf(aMeeting({ ...met, allDay: true }))).toBe('all_day');
    expect(reasonOf(aMeeting({ ...early, durationMinutes: 1440 }))).toBe('all_day');
    expect(reasonOf(aMeeting({ ...early, durationMinutes: 1439 }))).toBeNull();
    expect(reasonOf(aMeeting({ ...early, durationMinutes: null, endsAt: ago(2) }))).toBe('all_day');
  });

  it('goes by the duration in minutes where the end says something else', () =>
    expect(
      reasonOf(aMeeting({ ...met, startsAt: ago(3), durationMinutes: 60, endsAt: ago(1) })),
    ).toBeNull());
});

describe('declined', () => {
  it('a meeting that every one of them declined', () => {
    const both = { ...met, required: [dana, rosa] };
    const one = { [dana]: 'declined', [rosa]: 'accepted' } as const;
    const all = { [dana]: 'declined', [rosa]: 'declined' } as const;
    expect(reasonOf(aMeeting({ ...both, responses: one }))).toBeNull();
    expect(reasonOf(aMeeting({ ...both, responses: all }))).toBe('declined');
  });

  it('their organizer is one of them', () => {
    const theirs = { ...met, organizer: dana, required: [avery, rosa] };
    expect(reasonOf(aMeeting({ ...theirs, responses: { [rosa]: 'declined' } }))).toBeNull();
    const all = { [dana]: 'declined', [rosa]: 'declined' } as const;
    expect(reasonOf(aMeeting({ ...theirs, responses: all }))).toBe('declined');
  });

  it('without any of them it is internal, not declined', () =>
    expect(reasonOf(aMeeting({ ...met, required: [kai], responses: { [kai]: 'declined' } }))).toBe(
      'internal_only',
    ));
});

describe('opted_out', () => {
  const contacts = company().contacts.map((contact) => ({
    ...contact,
    analyticsOptOut: contact.id === 'dana',
  }));
  const users = company().users.map((user) => ({ ...user, analyticsOptOut: user.id === 'avery' }));

  it('nobody is left on their side without the one who opted out', () => {
    expect(reasonOf(anEmail(sent), { contacts })).toBe('opted_out');
    expect(reasonOf(anEmail({ ...sent, cc: [rosa] }), { contacts })).toBeNull();
  });

  it('nobody is left on ours', () => {
    expect(reasonOf(anEmail(sent), { users })).toBe('opted_out');
    expect(reasonOf(anEmail({ ...sent, cc: [kai] }), { users })).toBeNull();
  });

  it('an address that somebody shares with a person who opted out is nobody’s', () => {
    const shared = [
      aContact({ id: 'dana', emails: ['desk@ridge.example'] }),
      aContact({ id: 'rosa', emails: ['desk@ridge.example'], analyticsOptOut: true }),
    ];
    const email = anEmail({ ...sent, to: ['desk@ridge.example'] });
    expect(reasonOf(email, { contacts: shared })).toBe('opted_out');
  });

  it('does not hold a task back', () =>
    expect(reasonOf(aTask({ id: 't', startsAt: ago(1), from: avery }), { users })).toBeNull());
});

describe('internal_only', () => {
  it('mail among ourselves, also with an address of ours that is nobody’s', () => {
    expect(reasonOf(anEmail({ ...sent, to: [kai] }))).toBe('internal_only');
    expect(reasonOf(anEmail({ ...sent, to: ['intern@us.example'] }))).toBe('internal_only');
  });
});

describe('no_internal', () => {
  it('mail among them', () =>
    expect(reasonOf(anEmail({ ...sent, from: theo }))).toBe('no_internal'));
});

describe('mass', () => {
  const settings = { massThreshold: 1 };

  it('more of them than the threshold; people with two addresses are one', () => {
    const contacts = [aContact({ id: 'dana', emails: [dana, 'd@home.example'] })];
    expect(reasonOf(anEmail({ ...sent, cc: [rosa] }), { settings })).toBe('mass');
    expect(reasonOf(anEmail(sent), { settings })).toBeNull();
    expect(
      reasonOf(anEmail({ ...sent, cc: ['d@home.example'] }), { settings, contacts }),
    ).toBeNull();
  });

  it('leaves out who opted out', () => {
    const contacts = [
      aContact({ id: 'dana', emails: [dana], analyticsOptOut: true }),
      aContact({ id: 'rosa', emails: [rosa] }),
    ];
    expect(reasonOf(anEmail({ ...sent, cc: [rosa] }), { settings, contacts })).toBeNull();
  });

  it('counts them only, however many of us there are', () =>
    expect(reasonOf(anEmail({ ...sent, cc: [kai, 'a@us.example'] }), { settings })).toBeNull());
});

describe('a person who includes an activity', () => {
  const liftable: readonly (readonly [ExclusionReason, Activity])[] = [
    ['bounce', anEmail({ ...received, from: 'mailer-daemon@ridge.example' })],
    [
      'calendar_response',
      anEmail({ ...received, headers: { 'content-type': 'text/calendar; method=reply' } }),
    ],
    ['automatic_reply', anEmail({ ...received, headers: { 'x-autoreply': 'yes' } })],
    ['bulk', anEmail({ ...received, headers: { 'list-id': '<news>' } })],
    ['all_day', aMeeting({ ...met, allDay: true })],
    [
      'declined',
      aMeeting({
        ...met,
        required: [dana, theo],
        responses: { [dana]: 'declined', [theo]: 'declined' },
      }),
    ],
  ];

  it.each(liftable)('lifts the reason %s', (reason, activity) => {
    expect(reasonOf(activity)).toBe(reason);
    expect(reasonOf({ ...activity, override: 'include' })).not.toBe(reason);
  });

  it('lifts the reason mass', () =>
    expect(
      reasonOf(anEmail({ ...sent, cc: [rosa], override: 'include' }), {
        settings: { massThreshold: 1 },
      }),
    ).toBeNull());

  it('lifts no other reason', () => {
    const include = { override: 'include' } as const;
    expect(reasonOf(aMeeting({ ...met, ...include, status: 'canceled' }))).toBe('canceled');
    expect(reasonOf(anEmail({ ...sent, ...include, status: 'draft' }))).toBe('not_completed');
    expect(reasonOf(anEmail({ ...sent, ...include, sensitivity: 'private' }))).toBe('private');
    expect(reasonOf(anEmail({ ...sent, ...include, to: [kai] }))).toBe('internal_only');
    expect(reasonOf(anEmail({ ...sent, ...include, from: theo }))).toBe('no_internal');
    expect(reasonOf(anEmail({ ...sent, ...include }), excluding({ addresses: [dana] }))).toBe(
      'excluded_by_rule',
    );
  });

  it('brings to light the next reason that holds', () =>
    expect(
      reasonOf(aMeeting({ ...met, responses: { [dana]: 'declined' }, override: 'include' })),
    ).toBe('internal_only'));
});

describe('the ledger', () => {
  it('keeps every activity with the first reason that holds', () => {
    const both = anEmail({ ...sent, status: 'draft', sensitivity: 'private' });
    const users = [aUser({ id: 'avery', emails: [avery] })];
    expect(answer([both], { users }).ledger).toEqual([
      {
        id: 'e',
        counted: false,
        reason: 'not_completed',
        records: ['account:ridge', 'contact:dana', 'opportunity:deal'],
      },
    ]);
  });
});
