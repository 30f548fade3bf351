import type { PeopleOfRecord } from '../../src/contract/engagement.ts';
import { partQuery, type RecordAsOf } from './record.ts';

/** Who a record is carried by. */
export function recordPeopleQuery(record: RecordAsOf) {
  return partQuery<PeopleOfRecord>('people', record);
}
