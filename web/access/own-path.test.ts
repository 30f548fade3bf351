import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOutside, ownPath } from './own-path.ts';

const origin = 'https://rapport.example';

describe('where one goes on after signing in', () => {
  it('is a path of the page, with all that it says', () => {
    expect(ownPath('/leads?sort=name#top', origin)).toBe('/leads?sort=name#top');
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/..//evil.example',
    'javascript:alert(1)',
    'leads',
    17,
    undefined,
  ])('is never elsewhere: %s', (address) => {
    expect(ownPath(address, origin)).toBeUndefined();
  });

  it('is not the page that asks to sign in', () => {
    expect(ownPath('/sign-in?to=%2Fleads', origin)).toBeUndefined();
    expect(isOutside('/set-up/')).toBe(true);
    expect(isOutside('/settings')).toBe(false);
  });

  it('stays on this page whatever is written into the link', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '..',
      '.',
      '?',
      '#',
      '@',
      ':',
      '\n',
      'evil.example',
      'a',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const path = ownPath(`/${parts.join('')}`, origin);
        return path === undefined || new URL(path, origin).origin === origin;
      }),
    );
  });
});
