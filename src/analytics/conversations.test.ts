import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationsOf, type EmailLinks } from './conversations.ts';

/** Emails by name, each with its links; answered are the names that are together. */
function together(emails: Readonly<Record<string, Partial<EmailLinks>>>): readonly string[] {
  const names = Object.keys(emails);
  const { numbers, count } = conversationsOf(
    names.map((name) => ({
      messageId: `<${name}>`,
      inReplyTo: null,
      references: [],
      threadId: null,
      ...emails[name],
    })),
  );
  return Array.from({ length: count }, (_, n) =>
    names.filter((_name, place) => numbers[place] === n).join(' '),
  );
}

describe('a conversation', () => {
  it('is an email and what answers it, in any order', () => {
    expect(together({ a: {}, b: { inReplyTo: '<a>' }, c: {} })).toEqual(['a b', 'c']);
    expect(together({ b: { inReplyTo: '<a>' }, c: {}, a: {} })).toEqual(['b a', 'c']);
  });

  it('is connected transitively by references', () =>
    expect(
      together({ a: {}, b: { references: ['<a>'] }, c: { references: ['<x>', '<b>'] } }),
    ).toEqual(['a b c']));

  it('is connected by ids of emails that are not here', () =>
    expect(together({ a: { inReplyTo: '<gone>' }, b: { references: ['<gone>'] } })).toEqual([
      'a b',
    ]));

  it('is all that have the same thread id, whatever they answer', () =>
    expect(
      together({
        a: { threadId: 't' },
        b: { threadId: 't' },
        c: {},
        d: { threadId: 't', inReplyTo: '<c>' },
      }),
    ).toEqual(['a b d', 'c']));

  it('takes in emails without a thread that answer one in it', () =>
    expect(
      together({ a: { threadId: 't' }, b: { inReplyTo: '<a>' }, c: { threadId: 't' } }),
    ).toEqual(['a b c']));

  it('joins two threads when an email without one names emails of both', () =>
    expect(
      together({ a: { threadId: 't' }, b: { threadId: 'u' }, c: { references: ['<a>', '<b>'] } }),
    ).toEqual(['a b c']));

  it('of emails without any id is each alone', () =>
    expect(together({ a: { messageId: null }, b: { messageId: null } })).toEqual(['a', 'b']));

  it('does not depend on the order of the emails', () => {
    const id = fc.constantFrom('<a>', '<b>', '<c>', '<d>', '<x>', null);
    const email = fc.record({
      messageId: id,
      inReplyTo: id,
      references: fc.array(fc.constantFrom('<a>', '<b>', '<e>'), { maxLength: 2 }),
      threadId: fc.constantFrom(null, null, 't', 'u'),
    });
    fc.assert(
      fc.property(fc.array(email, { maxLength: 12 }), (emails) => {
        const forward = conversationsOf(emails);
        const backward = conversationsOf(emails.toReversed());
        expect(backward.count).toBe(forward.count);
        const paired = new Set(
          [...forward.numbers].map(
            (n, place) => `${n} ${backward.numbers[emails.length - 1 - place]}`,
          ),
        );
        expect(paired.size).toBe(forward.count);
      }),
      { seed: 20_261_120 },
    );
  });
});
