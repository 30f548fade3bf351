import { z } from 'zod';

/** What the process of the product is told: where the database is, and how far its clock is ahead of this machine's. */
export const appOptions = z.object({
  connection: z.object({
    host: z.string(),
    port: z.number(),
    user: z.string(),
    database: z.string(),
  }),
  dataFolder: z.string(),
  aheadMs: z.number(),
});
