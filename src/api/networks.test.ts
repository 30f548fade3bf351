import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAmong, isLoopback, networkOf } from './networks.ts';

const among = (address: string, ...networks: readonly string[]) =>
  isAmong(
    address,
    networks.flatMap((text) => networkOf(text) ?? []),
  );

describe('a network', () => {
  it.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['192.168.7.9', '192.168.7.8/31', true],
    ['192.168.7.10', '192.168.7.8/31', false],
    ['172.18.0.2', '172.18.0.2', true],
    ['::ffff:172.18.0.2', '172.18.0.2', true],
    ['::ffff:ac12:2', '172.18.0.0/16', true],
    ['fd00:1::7', 'fd00::/8', true],
    ['FD00:0001:0:0:0:0:0:7', 'fd00:1::7', true],
    ['fe00::7', 'fd00::/8', false],
    ['::1', '::1', true],
    ['0.0.0.1', '::1', false],
    ['10.0.0.1', '::/0', true],
    ['evil.example', '0.0.0.0/0', false],
    ['', '0.0.0.0/0', false],
    ['10.0.0.1:80', '0.0.0.0/0', false],
    ['unknown', '::/0', false],
  ])('%s in %s: %s', (address, network, expected) => {
    expect(among(address, network)).toBe(expected);
  });

  it.each([
    'localhost',
    '10.0.0.0/33',
    '10.0.0.1/8',
    'fd00::/129',
    '10.0.0/8',
    '256.0.0.1',
    '1:2',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '',
    '::1]/@[::2',
  ])('is not made of %s', (text) => {
    expect(networkOf(text)).toBeNull();
  });

  it('holds an address exactly when their first bits are the same', () => {
    const part = fc.nat(255);
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), fc.nat(32), fc.nat(31), (parts, bits, flip) => {
        const number = parts.reduce((all, one) => all * 256 + one, 0);
        const start = Math.floor(number / 2 ** (32 - bits)) * 2 ** (32 - bits);
        const other = (number ^ (1 << flip)) >>> 0;
        const network = `${dotted(start)}/${bits}`;
        expect(among(dotted(number), network)).toBe(true);
        expect(among(dotted(other), network)).toBe(32 - flip > bits);
      }),
    );
  });

  it('of this machine alone is loopback', () => {
    for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
      expect(isLoopback(address), address).toBe(true);
    for (const address of ['0.0.0.0', '::', '10.0.0.1', '128.0.0.1', '::ffff:10.0.0.1'])
      expect(isLoopback(address), address).toBe(false);
  });
});

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}
