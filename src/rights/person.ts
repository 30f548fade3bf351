/** Finding the person whose rights are meant. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';

export type PersonRef = { readonly type: 'user' | 'contact' | 'lead'; readonly id: string };

/** The key of somebody of whom more is known than the id. Throws `record_unknown` for anybody else. */
export async function personKey(session: Session, { type, id }: PersonRef): Promise<number> {
  const table = sql.id(type === 'user' ? 'app_user' : type);
  const [row] = await session.query<{ key: number }>(sql`
    select key from entity join ${table} using (key) where type = ${type} and id = ${id}`);
  if (row !== undefined) return row.key;
  throw new Problem({
    code: 'record_unknown',
    message: `There is no ${type} with this id.`,
    field: 'id',
    value: id,
    hint: 'It may not have been imported yet, or was erased.',
  });
}
