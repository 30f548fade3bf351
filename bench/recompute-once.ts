/** One recompute in a process of its own; prints how much memory it took: `{"peakMb": …}`. */

import { z } from 'zod';
import { openPool } from '../src/db/pool.ts';
import { recompute } from '../src/refresh/recompute.ts';

const { connection, asOf, threads } = z
  .object({
    connection: z.object({
      host: z.string(),
      port: z.number(),
      user: z.string(),
      database: z.string(),
    }),
    asOf: z.number(),
    threads: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const database = await openPool(connection, { max: 4, role: 'rapport_worker' });
const { signal } = new AbortController();
await recompute(database, { target: connection, clock: () => asOf, signal, threads });
await database.close();
process.stdout.write(JSON.stringify({ peakMb: process.resourceUsage().maxRSS / 1024 }));
