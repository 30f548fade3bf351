import type { Rhythm } from '../../src/contract/rhythm.ts';
import { partQuery, type RecordAsOf } from './record.ts';

/** How often somebody gets in touch. */
export function rhythmQuery(record: RecordAsOf) {
  return partQuery<Rhythm>('rhythm', record);
}
