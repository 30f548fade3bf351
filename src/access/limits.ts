/**
 * How often somebody may try. Nobody can shut another person out: failures count against who makes them – an address, an
 * account from that address, a browser that is known – and against an account as a whole they only slow strangers down.
 * In the memory of this process, which is the only one that answers.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../model/problem.ts';

/** So many within so many seconds. */
export type Limit = { readonly points: number; readonly duration: number };

const quarter = 15 * 60;

/** What may be tried how often. All but `write` count failures alone. */
export const usualLimits = {
  /** Failed sign-ins from an address (from IPv6, a network of 64 bits), into whatever account: an office has one. */
  address: { points: 100, duration: quarter },
  /** Failed sign-ins from an address into one account. */
  pair: { points: 10, duration: quarter },
  /** Failed sign-ins into an account from a browser that it knows. */
  device: { points: 10, duration: quarter },
  /** Failed sign-ins into an account from browsers that it does not know; beyond that they wait. */
  account: { points: 20, duration: 3600 },
  /** Wrong codes after right passwords from browsers that the account does not know; recovery codes are not asked. */
  code: { points: 20, duration: 3600 },
  /** Links (set-up, invitation) that were none, from an address. */
  link: { points: 20, duration: quarter },
  /** Wrong passwords and codes of somebody who is signed in, by session. */
  again: { points: 10, duration: quarter },
  /** Writes of a session, a token or else an address. */
  write: { points: 600, duration: 60 },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof usualLimits;

export type Limits = {
  /** How long who is not known waits for an answer while an account is being guessed at (ms). */
  readonly strangersWaitMs: number;
  /** Takes one try; answers how many seconds to wait when there is none left, else null. */
  readonly take: (name: LimitName, by: string) => Promise<number | null>;
  /** Gives one back: it was no failure. */
  readonly giveBack: (name: LimitName, by: string) => Promise<void>;
  readonly forget: (name: LimitName, by: string) => Promise<void>;
};

/** Counters of their own, which all begin at nothing. */
export function limitsOf(
  sizes: Readonly<Record<LimitName, Limit>> = usualLimits,
  strangersWaitMs = 1500,
): Limits {
  const limiters = {
    address: new RateLimiterMemory(sizes.address),
    pair: new RateLimiterMemory(sizes.pair),
    device: new RateLimiterMemory(sizes.device),
    account: new RateLimiterMemory(sizes.account),
    code: new RateLimiterMemory(sizes.code),
    link: new RateLimiterMemory(sizes.link),
    again: new RateLimiterMemory(sizes.again),
    write: new RateLimiterMemory(sizes.write),
  };
  return {
    strangersWaitMs,
    take: (name, by) =>
      limiters[name].consume(by).then(
        () => null,
        (refused: unknown) => {
          if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000);
          throw refused;
        },
      ),
    async giveBack(name, by) {
      // Only what was taken: after the end of its time there is nothing left to give back.
      if ((await limiters[name].get(by)) !== null) await limiters[name].reward(by);
    },
    async forget(name, by) {
      await limiters[name].delete(by);
    },
  };
}

/** Who tries to sign in: into which account (it need not exist), from where, from which known browser. */
export type Attempt = {
  readonly account: string;
  readonly address: string;
  readonly device: string | null;
};

export type Admitted = {
  /** It was no failure. */
  readonly giveBack: () => Promise<void>;
  /** It was the account's own person: earlier failures of theirs are forgotten too. */
  readonly forgive: () => Promise<void>;
};

/**
 * Counts an attempt as a failure until it is found to be none, so that many at once are not tried for the price of
 * one. Answers the seconds to wait when it is one too many.
 */
export async function admit(attempt: Attempt, limits: Limits): Promise<Admitted | number> {
  const lanes = lanesOf(attempt);
  for (const [at, { name, by }] of lanes.entries()) {
    const seconds = await limits.take(name, by);
    if (seconds === null) continue;
    // What is not looked at is no failure, so that one account that is guessed at closes no address for all.
    for (const passed of lanes.slice(0, at)) await limits.giveBack(passed.name, passed.by);
    return seconds;
  }
  if (attempt.device === null && (await limits.take('account', attempt.account)) !== null)
    await pause(limits.strangersWaitMs);
  const giveBack = async () => {
    for (const { name, by } of lanes) await limits.giveBack(name, by);
    if (attempt.device === null) await limits.giveBack('account', attempt.account);
  };
  return {
    giveBack,
    forgive: async () => {
      await giveBack();
      const [own] = lanes;
      await limits.forget(own.name, own.by);
    },
  };
}

/** Where an attempt counts, its own lane first. A known browser has one that nobody else drives in. */
function lanesOf({ account, address, device }: Attempt) {
  const network = networkOf(address);
  if (device !== null) return [{ name: 'device', by: device }] as const;
  return [
    { name: 'pair', by: `${network} ${account}` },
    { name: 'address', by: network },
  ] as const;
}

/** IPv6: the network of 64 bits, of which one customer has all addresses. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const hostname = URL.parse(`http://[${address.replace(/%.*/, '')}]`)?.hostname;
  if (hostname === undefined) return address;
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** 429, with the seconds for Retry-After. */
export function tooManyAttempts(seconds: number): Problem {
  return new Problem({
    code: 'too_many_attempts',
    message: 'Too many attempts.',
    field: 'seconds',
    value: seconds,
    hint: `Try again in ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.`,
  });
}
