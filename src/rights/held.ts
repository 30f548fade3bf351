/** Everything that is held on a person, section by section: the one list that both forms of an export follow. */

import type { HeldSection } from '../contract/rights.ts';
import type { Database } from '../db/pool.ts';
import { heldActivities } from './held-activities.ts';
import { heldCards } from './held-cards.ts';
import { heldFigures } from './held-figures.ts';
import { heldNews } from './held-news.ts';
import {
  type Held,
  type HeldRow,
  heldAccess,
  heldIntroductions,
  heldLooks,
  heldPerson,
  heldRecords,
  heldRejects,
  heldSources,
} from './held-rows.ts';

/** The rows of one section as of an instant (ms), some at a time; all in memory at once but for activities. */
export async function* heldSection(
  database: Database,
  held: Held,
  { section, asOf }: { readonly section: HeldSection; readonly asOf: number },
): AsyncGenerator<readonly HeldRow[]> {
  switch (section) {
    case 'person':
      yield await heldPerson(database, held);
      return;
    case 'records':
      yield await heldRecords(database, held);
      return;
    case 'figures':
      yield await heldFigures(database, held, asOf);
      return;
    case 'activities':
      yield* heldActivities(database, held, asOf);
      return;
    case 'introductions':
      yield await heldIntroductions(database, held);
      return;
    case 'sources':
      yield await heldSources(database, held);
      return;
    case 'rejects':
      yield await heldRejects(database, held);
      return;
    case 'cards':
      yield await heldCards(database, held);
      return;
    case 'news':
      yield await heldNews(database, held);
      return;
    case 'access':
      yield await heldAccess(database, held);
      return;
    case 'looks':
      yield await heldLooks(database, held);
  }
}
