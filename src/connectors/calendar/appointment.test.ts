import { describe, expect, it } from 'vitest';
import { appointmentsOf } from './appointment.ts';
import { expandCalendar } from './expansion.ts';

const bounds = {
  from: Date.UTC(2026, 0, 1),
  until: Date.UTC(2027, 0, 1),
  maxInstances: 2000,
  deadlineMs: 5000,
};

function read(lines: readonly string[], method = 'X-NONE:1') {
  const text = ['BEGIN:VCALENDAR', method, 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'];
  return appointmentsOf(expandCalendar(text.join('\n'), bounds));
}

function appointment(...lines: readonly string[]) {
  const [activity] = read(['UID:a', 'DTSTART:20260302T090000Z', ...lines]).activities;
  if (activity === undefined) throw new Error('no appointment');
  return activity;
}

describe('an appointment', () => {
  it('keeps who, when and the title, and nothing else', () => {
    const activity = appointment(
      'DTEND:20260302T100000Z',
      'SUMMARY:  Kick-off\\, part 1 ',
      'DESCRIPTION:not for us',
      'LOCATION:room 7',
      'DTSTAMP:20260301T000000Z',
      'LAST-MODIFIED:20260228T120000Z',
      'ORGANIZER;CN=Jane Roe:MAILTO:Jane.Roe@Example.com',
    );
    expect(activity).toMatchObject({
      kind: 'appointment',
      status: 'scheduled',
      subject: 'Kick-off, part 1',
      startsAt: Date.UTC(2026, 2, 2, 9),
      endsAt: Date.UTC(2026, 2, 2, 10),
      sensitivity: 'normal',
      organizer: 'jane.roe@example.com',
      required: [],
      optional: [],
      icalUid: 'a',
      allDay: false,
      displayNames: { 'jane.roe@example.com': 'Jane Roe' },
      versionAt: Date.UTC(2026, 1, 28, 12),
    });
    expect(JSON.stringify(activity)).not.toMatch(/not for us|room 7/);
  });

  it('has attendees by their part in it, without rooms and onlookers', () => {
    const activity = appointment(
      'ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:chair@example.com',
      'ATTENDEE;PARTSTAT=DECLINED;CN="Doe, John":mailto: John@Example.com ',
      'ATTENDEE;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT:mailto:new@example.com',
      'ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=tentative;CN=opt@example.com:MAILTO:opt@example.com',
      'ATTENDEE;ROLE=OPT-PARTICIPANT:mailto:chair@example.com?subject=x',
      'ATTENDEE;ROLE=NON-PARTICIPANT:mailto:fyi@example.com',
      'ATTENDEE;CUTYPE=ROOM:mailto:room@example.com',
      'ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@example.com',
      'ATTENDEE;EMAIL=Uri@example.com:urn:uuid:1',
      'ATTENDEE:invalid:nomail',
    );
    expect(activity.required).toEqual([
      'chair@example.com',
      'john@example.com',
      'new@example.com',
      'uri@example.com',
    ]);
    expect(activity.optional).toEqual(['opt@example.com']);
    expect(activity.responses).toMatchObject({
      'john@example.com': 'declined',
      'new@example.com': 'none',
      'opt@example.com': 'tentative',
    });
    expect(activity.displayNames).toEqual({ 'john@example.com': 'Doe, John' });
  });

  it.each([
    ['STATUS:CANCELLED', 'X-NONE:1', 'canceled'],
    ['STATUS:CONFIRMED', 'METHOD:CANCEL', 'canceled'],
    ['STATUS:TENTATIVE', 'METHOD:REQUEST', 'scheduled'],
  ])('with %s and %s is %s', (line, method, status) => {
    const { activities } = read(['UID:a', 'DTSTART:20260302T090000Z', line], method);
    expect(activities.map((activity) => activity.status)).toEqual([status]);
  });

  it.each([
    ['PUBLIC', 'normal'],
    ['private', 'private'],
    ['CONFIDENTIAL', 'private'],
  ])('of class %s is %s', (name, sensitivity) => {
    expect(appointment(`CLASS:${name}`).sensitivity).toBe(sensitivity);
  });

  it('is no answer to one, and no proposal', () => {
    const { activities, rejects } = read(['UID:a', 'DTSTART:20260302T090000Z'], 'METHOD:REPLY');
    expect(activities).toEqual([]);
    expect(rejects).toEqual([
      expect.objectContaining({ place: 'event 1 (line 3)', field: 'METHOD', value: 'REPLY' }),
    ]);
  });

  it('has no UID when the calendar gives none, but an id that stays the same', () => {
    const [one] = read(['DTSTART:20260302T090000Z', 'SUMMARY:x']).activities;
    const [again] = read(['SUMMARY:x', 'DTSTART:20260302T090000Z', 'STATUS:CANCELLED']).activities;
    expect(one?.icalUid).toBeNull();
    expect(one?.id).toMatch(/^cal:[0-9a-f]{32}$/);
    expect(again?.id).toBe(one?.id);
  });

  it('keeps its id when it is moved, and when days begin elsewhere', () => {
    const series = ['UID:s', 'DTSTART:20260302T090000Z', 'RRULE:FREQ=DAILY;COUNT=2'];
    const moved = ['UID:s', 'RECURRENCE-ID:20260303T090000Z', 'DTSTART:20260305T090000Z'];
    const ids = (...lines: readonly string[]) => read(lines).activities.map(({ id }) => id);
    expect(ids(...series, 'END:VEVENT', 'BEGIN:VEVENT', ...moved)).toEqual(ids(...series));
    const day = 'BEGIN:VEVENT\nUID:d\nDTSTART:20260302\nEND:VEVENT';
    const dayIds = ['UTC', 'Asia/Tokyo'].map((zone) =>
      appointmentsOf(expandCalendar(day, bounds, zone)).activities.map(({ id }) => id),
    );
    expect(dayIds[0]).toEqual(dayIds[1]);
  });

  it('is the latest version when a file has several', () => {
    const version = (sequence: number, summary: string) =>
      `BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20260302T090000Z\nSEQUENCE:${sequence}\nSUMMARY:${summary}\nEND:VEVENT\nEND:VCALENDAR\n`;
    const texts = [version(1, 'new') + version(0, 'old'), version(0, 'old') + version(1, 'new')];
    for (const text of texts) {
      const { activities } = appointmentsOf(expandCalendar(text, bounds));
      expect(activities.map(({ subject }) => subject)).toEqual(['new']);
    }
  });
});
