import { z } from 'zod';
import { roles } from '../model/vocabulary.ts';
import { emailSchema, nameSchema, rolesSchema } from './sign-in.ts';
import { flag, id } from './wire.ts';

/** What administrators do with logins and invitations under /api/v1. Browser-safe. */

const key = z.number().int();
const instant = z.string().meta({ format: 'date-time' });
const link = z.string().meta({
  description: 'Shown this once, to be given to the person: it holds the secret after its #',
});

/** GET /invitations: those that can still be accepted. */
export const invitationsSchema = z.object({
  invitations: z.array(
    z.object({
      key,
      email: z.string(),
      name: z.string().nullable(),
      roles: z.array(z.enum(roles)),
      userId: z.string().nullable(),
      madeAt: instant,
      expiresAt: instant,
    }),
  ),
});

/** POST /invitations; an earlier one to the same address is void. 409 `login_exists`, `user_taken`; 404 `user_unknown`. */
export const inviteSchema = z.strictObject({
  email: emailSchema,
  name: nameSchema.optional(),
  roles: rolesSchema,
  userId: id.optional().meta({ description: 'The person of the CRM that they are' }),
});
/** Also the answer of POST /logins/{key}/link, which is for a new password. */
export const linkMadeSchema = z.object({ key, link, expiresAt: instant });

export const loginSchema = z
  .object({
    key,
    email: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roles)),
    userId: z.string().nullable(),
    active: z.boolean(),
    hasPassword: z.boolean(),
    secondFactor: z.boolean(),
    demo: z.boolean(),
    signedInAt: instant.nullable().meta({ description: 'Last sign-in' }),
    sessions: z.number().int(),
    tokens: z.number().int(),
    current: z.boolean().meta({ description: 'The person who asks' }),
  })
  .meta({ id: 'Login' });

/** GET /logins. */
export const loginsSchema = z.object({ logins: z.array(loginSchema) });

/**
 * PATCH /logins/{key}. 409 `last_administrator`, `user_taken`; 404 `login_unknown`, `user_unknown`. Deactivating ends
 * sessions, tokens and open links.
 */
export const loginChangeSchema = z
  .strictObject({
    roles: rolesSchema,
    active: flag,
    userId: id.nullable(),
  })
  .partial();

export type Login = z.output<typeof loginSchema>;
