import { z } from 'zod';
import { roles } from '../model/vocabulary.ts';
import { filledText } from './wire.ts';

/** People of ours for administrators: who they are, whether they can sign in, and whose records they hand over. */

export const peopleSchema = z
  .object({
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        active: z.boolean().meta({ description: 'As the CRM says' }),
        optedOut: z.boolean(),
        manager: z.object({ id: z.string(), name: z.string() }).nullable(),
        login: z
          .object({
            key: z.number().int(),
            active: z.boolean(),
            roles: z.array(z.enum(roles)),
            toldAt: z.string().nullable().meta({ description: 'When they read the notice' }),
          })
          .nullable(),
        holds: z
          .boolean()
          .meta({ description: 'Whether they own a record or are on the team of a deal' }),
      }),
    ),
  })
  .meta({ id: 'People' });

/** POST /api/v1/people/{id}/hand-over. */
export const handOverSchema = z.strictObject({
  to: filledText.max(400).meta({ description: 'Id of the user who takes over' }),
  what: z.enum(['all', 'open']).default('all').meta({
    description: 'open: accounts, contacts, and leads and opportunities that are open',
  }),
});
export const handedOverSchema = z
  .object({
    accounts: z.number().int(),
    contacts: z.number().int(),
    leads: z.number().int(),
    opportunities: z.number().int(),
    teams: z.number().int().meta({ description: 'Deals on whose team the person was' }),
  })
  .meta({
    id: 'HandedOver',
    description:
      'The CRM stays the master: when it sends a record again that it gives another owner, that holds',
  });

export type People = z.output<typeof peopleSchema>;
export type HandedOver = z.output<typeof handedOverSchema>;
