import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Attempt,
  admit,
  limitsOf,
  networkOf,
  tooManyAttempts,
  usualLimits,
} from './limits.ts';

const attacker = { account: 'victim@ours.example', address: '198.51.100.7', device: null };
const { pair, address, account, device } = usualLimits;

describe('failed sign-ins', () => {
  let limits = limitsOf();
  beforeEach(() => {
    limits = limitsOf();
    // Strangers wait when an account is being guessed at; here nobody has the time.
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'], now: 0 });
  });
  afterEach(() => vi.useRealTimers());

  /** Fails so often; answers how many of these were looked at. */
  async function failing(attempt: Attempt, times: number): Promise<number> {
    let looked = 0;
    for (let n = 0; n < times; n += 1) {
      if (typeof (await admit(attempt, limits)) !== 'number') looked += 1;
    }
    return looked;
  }

  it('end after a few from one address into one account, and go on after a while', async () => {
    expect(await failing(attacker, 50)).toBe(pair.points);
    expect(await admit(attacker, limits)).toBe(pair.duration);
    vi.setSystemTime(pair.duration * 1000 - 500);
    expect(await admit(attacker, limits)).toBe(1);
    vi.setSystemTime(pair.duration * 1000 + 1);
    expect(await admit(attacker, limits)).toBeTypeOf('object');
  });

  it('from one address do not keep the account out that signs in from another', async () => {
    await failing(attacker, 1000);
    expect(await admit(attacker, limits)).toBeTypeOf('number');
    expect(await admit({ ...attacker, address: '203.0.113.9' }, limits)).toBeTypeOf('object');
  });

  it('from an address do not keep out a browser there that the account knows', async () => {
    await failing(attacker, 1000);
    for (let n = 0; n < 300; n += 1) await admit({ ...attacker, account: `a${n}` }, limits);
    expect(await admit({ ...attacker, account: 'another' }, limits)).toBeTypeOf('number');
    expect(await admit({ ...attacker, device: 'victims browser' }, limits)).toBeTypeOf('object');
  });

  it('into one account close an address for nobody else there', async () => {
    await failing(attacker, 1000);
    expect(await admit({ ...attacker, account: 'colleague' }, limits)).toBeTypeOf('object');
  });

  it('from a known browser count for that browser alone', async () => {
    const known = { ...attacker, device: 'stolen browser' };
    expect(await failing(known, 50)).toBe(device.points);
    expect(await admit({ ...attacker, device: 'another' }, limits)).toBeTypeOf('object');
    expect(await admit(attacker, limits)).toBeTypeOf('object');
  });

  it('into many accounts from one address end too', async () => {
    let looked = 0;
    for (let n = 0; n < 500; n += 1)
      looked += await failing({ ...attacker, account: `somebody${n}` }, 1);
    expect(looked).toBe(address.points);
  });

  it('from one network of IPv6 count together', async () => {
    for (let n = 0; n < 50; n += 1)
      await admit({ ...attacker, address: `2001:db8:1:2::${n.toString(16)}` }, limits);
    expect(await admit({ ...attacker, address: '2001:db8:1:2:ffff::1' }, limits)).toBeTypeOf(
      'number',
    );
    expect(await admit({ ...attacker, address: '2001:db8:1:3::1' }, limits)).toBeTypeOf('object');
  });

  it('from everywhere into one account make strangers wait, and refuse nobody', async () => {
    for (let n = 0; n < account.points; n += 1)
      await admit({ ...attacker, address: `198.51.100.${n}` }, limits);
    const stranger = admit({ ...attacker, address: '203.0.113.9' }, limits);
    const own = await admit({ ...attacker, address: '203.0.113.9', device: 'own' }, limits);
    expect(own).toBeTypeOf('object');
    const isDone = vi.fn();
    void stranger.then(isDone);
    await vi.advanceTimersByTimeAsync(1400);
    expect(isDone).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(await stranger).toBeTypeOf('object');
  });

  it('are counted before they are known to have failed, so that many at once are not tried for one', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => admit(attacker, limits)));
    expect(all.filter((one) => typeof one === 'object')).toHaveLength(pair.points);
  });

  it('are forgotten for the account and its address when its own person signs in, not for others there', async () => {
    await failing(attacker, pair.points - 1);
    const right = await admit(attacker, limits);
    if (typeof right === 'number') throw new Error('not admitted');
    await right.forgive();
    expect(await failing(attacker, 50)).toBe(pair.points);
    // Whoever has an account may not guess at those of others for ever by signing in in between.
    const colleague = { ...attacker, account: 'colleague@ours.example' };
    let looked = 2 * pair.points - 1;
    for (let n = 0; n < 500; n += 1) {
      looked += await failing({ ...attacker, account: `somebody${n}` }, 1);
      const own = await admit(colleague, limits);
      if (typeof own === 'object') await own.forgive();
    }
    expect(looked).toBe(address.points);
  });

  it('that were none do not count', async () => {
    for (let n = 0; n < 100; n += 1) {
      const admitted = await admit(attacker, limits);
      if (typeof admitted === 'number') throw new Error(`refused after ${n}`);
      await admitted.giveBack();
    }
  });
});

describe('addresses', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['not:an:address', 'not:an:address'],
  ])('%s counts as %s', (given, network) => {
    expect(networkOf(given)).toBe(network);
  });
});

it('says how long to wait', () => {
  expect(tooManyAttempts(61)).toMatchObject({ value: '61', hint: 'Try again in 61 seconds.' });
  expect(tooManyAttempts(900).hint).toBe('Try again in 15 minutes.');
});
