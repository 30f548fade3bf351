import { ownPath } from './own-path.ts';

export type SignInSearch = {
  /** Where to go on; left out: the start. */
  readonly to?: string | undefined;
  /** The session ended by itself. */
  readonly over?: true | undefined;
  /** What became of signing in with the organisation's account. */
  readonly problem?: string | undefined;
};

/** The sign-in page's part of an address. */
export function signInSearch(raw: Readonly<Record<string, unknown>>): SignInSearch {
  return {
    to: ownPath(raw.to, location.origin),
    over: raw.over === true ? true : undefined,
    problem: typeof raw.problem === 'string' ? raw.problem : undefined,
  };
}
