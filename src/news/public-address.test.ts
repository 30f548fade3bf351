import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address.ts';
import { insideAddresses } from './testing/hostile.ts';

describe('a public address', () => {
  it.each([
    '1.1.1.1',
    '93.184.215.14',
    '223.255.255.254',
    '2606:4700::1111',
    '2a00:1450:4001:80b::200e',
  ])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(insideAddresses)('is not “%s”', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('hides no IPv4 address that is not public, whichever it is', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0] = address.split('.').map(Number);
        const isKnownInside =
          [0, 10, 127].includes(a) ||
          a >= 224 ||
          (a === 100 && b >= 64 && b < 128) ||
          (a === 169 && b === 254) ||
          (a === 172 && b >= 16 && b < 32) ||
          (a === 192 && b === 168) ||
          (a === 192 && b === 0 && (c === 0 || c === 2)) ||
          (a === 198 && (b === 18 || b === 19));
        if (isKnownInside) expect(isPublicAddress(address)).toBe(false);
        for (const around of ['::ffff:', '::', '64:ff9b::']) {
          expect(isPublicAddress(`${around}${address}`)).toBe(false);
        }
      }),
    );
  });
});
