import { describe, expect, it } from 'vitest';
import { read } from './testing.ts';

const links = (...lines: readonly string[]) => {
  const { messageId, inReplyTo, references } = read(...lines);
  return { messageId, inReplyTo, references };
};

describe('a conversation', () => {
  it('is told by the ids of References and In-Reply-To, freed of folds and white space', () => {
    expect(
      links(
        'Message-ID: \r\n <b@x.example>',
        'In-Reply-To: <a@x.exa\r\n mple>',
        'References: <0@x.example>\r\n\t<a@x.example><a@x.example>',
      ),
    ).toEqual({
      messageId: '<b@x.example>',
      inReplyTo: '<a@x.example>',
      references: ['<0@x.example>', '<a@x.example>'],
    });
  });

  it('has one parent: further ids of In-Reply-To are references', () => {
    const { inReplyTo, references } = links('References: <0@x>', 'In-Reply-To: <a@x> <b@x>, <0@x>');
    expect(inReplyTo).toBe('<a@x>');
    expect(references).toEqual(['<0@x>', '<b@x>']);
  });

  it.each([
    ['Your message of "Wed, 1 Oct 2025" <a@x.example>', '<a@x.example>'],
    ['Message from Bo <bo@them.example> of "Wed, 1 Oct" <a@x.example>', '<a@x.example>'],
    ['<a@x.example>; from Bo <bo@them.example> on Wed', '<a@x.example>'],
    ['Your message of Wed, 1 Oct 2025', null],
    ['mail from bo@them.example', null],
    ['a@x.example', '<a@x.example>'],
    ['<>', null],
    ['', null],
  ])('finds the parent in prose, and no address: %s', (value, inReplyTo) => {
    expect(links(`In-Reply-To: ${value}`)).toMatchObject({ inReplyTo, references: [] });
  });

  it('is told also when a server encoded or stripped the ids', () => {
    expect(
      links('References: =?utf-8?Q?=3Ca=40x=3E?= =?utf-8?Q?_=3Cb=40x=3E?=').references,
    ).toEqual(['<a@x>', '<b@x>']);
    expect(links('References: a@x b@x').references).toEqual(['<a@x>', '<b@x>']);
    expect(links('Message-ID: 42 (added by a server)').messageId).toBeNull();
    expect(links('Message-ID: 42.example').messageId).toBe('<42.example>');
  });

  it('cuts an id that is longer than any line may be the same way wherever it is named', () => {
    const id = `<${'a'.repeat(2000)}@x>`;
    const { messageId, inReplyTo } = links(`Message-ID: ${id}`, `In-Reply-To: ${id}`);
    expect(messageId).toHaveLength(998);
    expect(inReplyTo).toBe(messageId);
  });
});
