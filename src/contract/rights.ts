import { z } from 'zod';

/** What people may ask of what is held on them, and what administrators do for them. Browser-safe. */

/** The collection in a path, and the type of person in it. */
export const peopleCollections = { contacts: 'contact', leads: 'lead', users: 'user' } as const;
export const peopleCollectionSchema = z.enum(['contacts', 'leads', 'users']);

const personRef = z.object({ type: z.enum(['user', 'contact', 'lead']), id: z.string() });

/** POST /api/v1/{contacts|leads|users}/{id}/erasure. */
export const erasureSchema = z.object({
  confirm: z.string().meta({ description: 'The id once more, as it is not to be undone' }),
});

export const erasedSchema = z
  .object({
    person: personRef.meta({ description: 'As it was; it is stored nowhere any more' }),
    removed: z.object({
      addresses: z.number().int(),
      activities: z.number().int().meta({ description: 'That had nobody left on one side' }),
      participations: z
        .number()
        .int()
        .meta({ description: 'Activities that stay, without the person and their subject' }),
      logins: z.number().int(),
      mentions: z
        .number()
        .int()
        .meta({ description: 'Rows in which an address or the name stood besides' }),
    }),
    sharedWith: z.array(personRef).meta({
      description:
        'Others who have one of the addresses: it stays theirs. When they are the same person, they are to be erased as well',
    }),
  })
  .meta({ id: 'Erased' });

/** PUT /api/v1/{contacts|leads|users}/{id}/opt-out and /api/v1/me/opt-out. */
export const optOutSchema = z.object({ optedOut: z.boolean() });

export const optedOutSchema = z
  .object({
    optedOut: z.boolean(),
    here: z.boolean().meta({ description: 'Set in Rapport' }),
    bySource: z
      .boolean()
      .meta({ description: 'Said by the source; only the source takes it back' }),
  })
  .meta({ id: 'OptedOut' });

/** The parts of an export; each is a table when it is asked for as CSV. */
export const heldSections = [
  'person',
  'records',
  'figures',
  'activities',
  'introductions',
  'sources',
  'rejects',
  'cards',
  'news',
  'access',
  'looks',
] as const;
export type HeldSection = (typeof heldSections)[number];

/** GET …/export.csv. */
export const heldCsvQuerySchema = z.object({ section: z.enum(heldSections) });

/** GET and PUT /api/v1/me/never: activities with both me and one of these do not count (excluded_by_rule). */
export const neverSchema = z
  .object({ addresses: z.array(z.string().trim().toLowerCase().min(1).max(320)).max(1000) })
  .meta({ id: 'Never' });

/** POST /api/v1/me/private: an activity in which I take part, or all of its conversation, becomes private. */
export const privateSchema = z.object({
  activity: z.string().meta({ description: 'Id of the activity' }),
  whole: z.enum(['activity', 'conversation']).default('activity'),
  private: z.boolean().default(true).meta({ description: 'False takes it back' }),
});
export const madePrivateSchema = z
  .object({ activities: z.number().int().meta({ description: 'That changed' }) })
  .meta({ id: 'MadePrivate' });

export type Erased = z.infer<typeof erasedSchema>;
export type OptedOut = z.infer<typeof optedOutSchema>;
