/** Passwords as they are kept: argon2id, and nothing that could be turned back. */

import { hash, parseOptions, verify } from '@node-rs/argon2';
import { newToken } from './credentials.ts';

/** What one guess costs: memory in KiB, passes over it, threads. */
export type PasswordCost = {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
};

/** https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id */
export const usualCost: PasswordCost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

export type Passwords = {
  /** The hash to keep, with its own salt. */
  readonly hash: (password: string) => Promise<string>;
  /**
   * Whether it is the password behind a hash. Without a hash (nobody is there, or has no password) it never is, and
   * finding that out takes as long.
   */
  readonly matches: (stored: string | null, password: string) => Promise<boolean>;
  /** Whether a hash was made at another cost than is usual now. */
  readonly isOutdated: (stored: string) => boolean;
};

/** Passwords at this cost. NOTE: a hash of another cost takes its own time, until its owner has signed in again. */
export function passwordsOf(cost: PasswordCost): Passwords {
  let nobodys: Promise<string> | null = null;
  return {
    hash: (password) => hash(typed(password), cost),
    async matches(stored, password) {
      nobodys ??= hash(newToken(), cost);
      const instead = await nobodys;
      const isRight = await verify(stored ?? instead, typed(password));
      return isRight && stored !== null;
    },
    isOutdated(stored) {
      const { memoryCost, timeCost, parallelism } = parseOptions(stored);
      return (
        memoryCost !== cost.memoryCost ||
        timeCost !== cost.timeCost ||
        parallelism !== cost.parallelism
      );
    },
  };
}

/**
 * The same characters, however the keyboard puts them together: ü as one, or as u and its dots. NFC and not NFKC, which
 * would also take characters for others that people typed on purpose (ASVS 5, 6.2.8).
 */
function typed(password: string): string {
  return password.normalize('NFC');
}
