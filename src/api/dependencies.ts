import type { Limits } from '../access/limits.ts';
import type { OpenId } from '../access/oidc.ts';
import type { Passwords } from '../access/passwords.ts';
import type { ReadAs } from '../access/reading.ts';
import type { SignInTools } from '../access/sign-in.ts';
import type { NoteLook } from '../audit/looks.ts';
import type { ImportReport } from '../contract/api.ts';
import type { Database } from '../db/pool.ts';
import type { KnownDeals } from '../facts/deals.ts';
import type { NewsWorker } from '../news/worker.ts';
import type { ErasedFile } from '../rights/erased-file.ts';
import type { Door } from './origin.ts';

/** What the routes work with; the composition root passes it in. */
export type ApiDependencies = {
  /** Sees everything: for what the program does on its own account, and for who asks. */
  readonly database: Database;
  /** What people are answered from. */
  readonly readAs: ReadAs;
  /** All deals, for what is like what. */
  readonly deals: KnownDeals;
  readonly clock: () => number;
  /** Where requests may come in. */
  readonly door: Door;
  readonly passwords: Passwords;
  /** How often what may be tried; counts in memory. */
  readonly limits: Limits;
  /** Where the key for secrets is. */
  readonly keys: SignInTools['keys'];
  /** The organisation's own sign-in; null: there is none. */
  readonly openId: OpenId | null;
  /** Who digests are from; null: no mail server is set. */
  readonly mailFrom: string | null;
  /** Notes who reads whose figures. */
  readonly noteLook: NoteLook;
  /** Who was erased, as it is kept outside of the database. */
  readonly erased: ErasedFile;
  /** Fetches a news feed at once. */
  readonly fetchFeed: NewsWorker['fetchNow'];
  /** Imports what a connector gives, as the command does. */
  readonly importFile: ImportFile;
  /** Aborted when the server stops, so that open streams end. */
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
};

export type ImportFile = (file: {
  readonly path: string;
  readonly name: string;
  readonly options: {
    /** For CSV: a mapping as JSON text, or the name of a preset. */
    readonly mapping: string | null;
    /** null: as it is set for the source. */
    readonly bulkRule: boolean | null;
    readonly newContacts: boolean;
    readonly ourDomain: string | null;
    readonly continues: string | null;
  };
}) => Promise<ImportReport>;
