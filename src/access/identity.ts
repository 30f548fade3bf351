/** Who asks, and what they may ask for. */

import type { roles, scopes } from '../model/vocabulary.ts';

export type Role = (typeof roles)[number];
export type Scope = (typeof scopes)[number];

/** Somebody who has signed in, or a program that acts for them. */
export type Identity = {
  /** Key of the login: what the database is told. */
  readonly login: number;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The person of the CRM whose records and mail are theirs; null for those who only administer. */
  readonly user: { readonly key: number; readonly id: string } | null;
  /** By what they are known: the session of a browser or a token, and its key. */
  readonly by: { readonly kind: 'session' | 'token'; readonly key: number };
  readonly scopes: readonly Scope[];
};
