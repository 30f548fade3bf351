import { describe, expect, it } from 'vitest';
import { read } from './testing.ts';

const list = ['List-Id: <talk.lists.example>', 'List-Post: <mailto:talk@lists.example?subject=x>'];

describe('the author', () => {
  it('is From, the first of several, else Sender', () => {
    expect(read('From: A <a@x.example>, b@x.example').from).toBe('a@x.example');
    expect(read('From: Root', 'Sender: s@x.example').from).toBe('s@x.example');
    expect(read('From: Root').from).toBeNull();
  });

  it('is whom Reply-To names when a list has put itself into From', () => {
    const activity = read(
      'From: "\'Ada Love\' via Talk" <talk@lists.example>',
      'Reply-To: talk@lists.example, ada@us.example',
      ...list,
    );
    expect(activity.from).toBe('ada@us.example');
    expect(activity.flags).toEqual(['author_from_reply_to']);
    expect(activity.displayNames['ada@us.example']).toBe('Ada Love');
    expect(activity.displayNames['talk@lists.example']).toBeUndefined();
  });

  it('is whom Reply-To names when From is the posting address, or where the message went', () => {
    expect(
      read('From: Talk <talk@lists.example>', 'Reply-To: Ada <ada@us.example>', ...list).from,
    ).toBe('ada@us.example');
    const shared = [
      'From: Ada via Talk <talk@them.example>',
      'To: talk@them.example',
      'Reply-To: ada@us.example',
    ];
    expect(read(...shared).from).toBe('ada@us.example');
  });

  it('is whom X-Original-From names', () => {
    const activity = read(
      'From: Ada via Relay <relay@lists.example>',
      'X-Original-From: Ada <ada@us.example>',
      'Reply-To: else@us.example',
    );
    expect(activity.from).toBe('ada@us.example');
    expect(activity.flags).toEqual(['author_from_reply_to']);
    expect(read('X-Original-From: ada@us.example').flags).toEqual([]);
  });

  it('stays From when a list only directs answers to itself', () => {
    const activity = read('From: Ada <ada@us.example>', 'Reply-To: talk@lists.example', ...list);
    expect(activity.from).toBe('ada@us.example');
    expect(activity.flags).toEqual([]);
  });

  it('stays From when nothing better is known, or no list is there', () => {
    expect(
      read('From: Ada via Talk <talk@lists.example>', 'Reply-To: talk@lists.example', ...list).from,
    ).toBe('talk@lists.example');
    expect(read('From: Ada via Shop <shop@x.example>', 'Reply-To: ada@us.example').from).toBe(
      'shop@x.example',
    );
  });
});
