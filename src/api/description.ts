import { limitsOf } from '../access/limits.ts';
import { passwordsOf, usualCost } from '../access/passwords.ts';
import type { Database } from '../db/pool.ts';
import { createApi, openApiDocument } from './api.ts';
import { loopbackDoor } from './origin.ts';

/** The description of the API as the text of docs/openapi.json. Nothing is asked: the routes only describe themselves. */
export function openApiText(): string {
  const unused = (): never => {
    throw new Error('The description asks for nothing.');
  };
  const database: Database = {
    query: unused,
    run: unused,
    copyIn: unused,
    copyOut: unused,
    transaction: unused,
    listen: unused,
    close: unused,
  };
  const api = createApi({
    database,
    readAs: unused,
    deals: unused,
    clock: unused,
    door: loopbackDoor,
    passwords: passwordsOf(usualCost),
    limits: limitsOf(),
    keys: { dataFolder: '', key: null, keyBefore: null },
    openId: null,
    mailFrom: null,
    noteLook: unused,
    erased: { key: unused, keyToAdd: unused, add: unused, entries: unused },
    fetchFeed: unused,
    importFile: unused,
    signal: new AbortController().signal,
    onError: unused,
  });
  return `${JSON.stringify(openApiDocument(api), null, 2)}\n`;
}
