import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertFit, unfitBecause } from './password-rules.ts';

const owner = { email: 'berta.klein@northwind.example', organization: 'Fernhollow Dairy' };
const because = (password: string) => unfitBecause(password, owner);

describe('a new password', () => {
  it.each([
    'correct horse battery staple',
    'vier Kraniche am See',
    'x7#kQp-2mZv!',
    'ждём снега до утра',
    '合言葉は夜の海に浮かぶ月影',
    'tr0ub4dor & frogs',
    `${'long and longer '.repeat(15)}end`,
  ])('can be %s', (password) => {
    expect(because(password)).toBeNull();
  });

  it('has 12 to 256 characters, as people count them', () => {
    expect(because('x7#kQp-2mZv')).toContain('at least 12');
    expect(because('🦊🐻🦉🐝🌵⛵🎻🧭🪁🧶🍄')).toContain('at least 12');
    expect(because('🦊🐻🦉🐝🌵⛵🎻🧭🪁🧶🍄🛶')).not.toContain('at least 12');
    expect(because(`x7#kQp-2mZv!${'é'.repeat(244)}`)).toBeNull();
    expect(because(`x7#kQp-2mZv!${'é'.repeat(245)}`)).toContain('at most 256');
  });

  it.each([
    ['the address', 'berta.klein@northwind.example'],
    ['the name in it', 'Berta.Klein likes foxes'],
    ['the name without what parts it', 'xx-BertaKlein-yy-zz'],
    ['the domain', 'visit northwind.example'],
    ['the organisation', 'my Fernhollow Dairy job'],
    ['the program', 'rapport of foxes'],
  ])('has nothing of what is known of its owner: %s', (_, password) => {
    expect(because(password)).toMatch(/address|organisation/);
  });

  it.each([
    '123456789012',
    '111111111111',
    'abcabcabcabc',
    'passwordpassword',
    'Password1234!',
    'P@ssw0rd2024',
    'Passwort123456',
    'qwertyuiop123',
    'qwertzuiopü12',
    'asdfghjkl;1234',
    'iloveyou1234',
    'letmein123456',
    'Welcome2025!!',
    'administrator1',
    'Sommer2026!!!!',
    '1qaz2wsx3edc4rfv',
    'abcdefghijklmnop',
    '0987654321098',
    'changeme2026!',
    'Superman12345',
    'liverpool2019!',
    '            ',
  ])('is not what everybody tries first: %s', (password) => {
    expect(because(password)).toContain('tries first');
  });

  it('made by chance is always fine', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_'];
    const letter = fc.constantFrom(...letters);
    fc.assert(
      fc.property(fc.array(letter, { minLength: 22, maxLength: 22 }), (chosen) => {
        // What chance leaves of 22 letters holds at least four that differ, or it is no chance.
        fc.pre(new Set(chosen.filter((one) => /[a-z]/i.test(one))).size > 8);
        expect(because(chosen.join(''))).toBeNull();
      }),
    );
  });

  it('is refused with the reason, and is not in the message', () => {
    const refused = () => assertFit('Password1234!', owner, 'next');
    expect(refused).toThrow(
      expect.objectContaining({ code: 'password_unfit', field: 'next', value: null }),
    );
    expect(() => assertFit('vier Kraniche am See', owner, 'next')).not.toThrow();
  });
});
