import { z } from 'zod';
import { roles, scopes } from '../model/vocabulary.ts';
import { filledText, oneOf, text } from './wire.ts';

/**
 * What signing in, setting up and one's own account take and give under /api/v1. Browser-safe: the web page imports the
 * same schemas. Administration of logins and invitations stands in logins.ts.
 */

export const passwordLimits = { min: 12, max: 256 } as const;
const tokenDays = { min: 1, max: 365 } as const;
/** As whom one can look at the demo company. */
export const demoPeople = ['seller', 'manager', 'administrator'] as const;

export const rolesSchema = z
  .array(oneOf(roles), { error: 'a list of roles' })
  .max(roles.length)
  .transform((list) => roles.filter((role) => list.includes(role)));

/** Compared and kept in one form: composed, in small letters, without spaces around it. */
export const emailSchema = filledText
  .max(320, { error: 'an address of at most 320 characters' })
  .transform((given) => given.trim().normalize('NFC').toLowerCase())
  .refine((given) => /^[^\s@]+@[^\s@]+$/.test(given), {
    error: 'an address like name@example.com',
  });

export const nameSchema = filledText
  .max(200, { error: 'a name of at most 200 characters' })
  .transform((given) => given.trim());

/** Only its size: what a new password has to be is said by `password_unfit` (422) with the reason as hint. */
export const passwordSchema = text
  .min(1, { error: 'a password' })
  .max(1024, { error: 'a password' });
const linkToken = text.min(1, { error: 'the part of the link after #' }).max(200);
const key = z.number().int();
const instant = z.string().meta({ format: 'date-time' });

export const meSchema = z
  .object({
    email: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roles)),
    userId: z.string().nullable().meta({ description: 'The person of the CRM that one is' }),
    via: z.enum(['session', 'token']),
    scopes: z.array(z.enum(scopes)),
    secondFactor: z.boolean().meta({ description: 'Whether a code is asked for at sign-in' }),
    hasPassword: z.boolean().meta({ description: 'false: signs in through the provider alone' }),
    demo: z.boolean().meta({ description: 'One of the people of the demo' }),
  })
  .meta({ id: 'Me' });

/** GET /session, for everybody. */
export const sessionSchema = z.object({
  me: meSchema.nullable(),
  ways: z.object({
    password: z.literal(true),
    openId: z.object({ name: z.string() }).nullable(),
    demo: z.array(z.enum(demoPeople)).nullable().meta({
      description: 'As whom one can sign in by one click; null: not a demo, or not any more',
    }),
  }),
  setUpNeeded: z.boolean().meta({ description: 'No administrator can sign in yet' }),
  demo: z.boolean().meta({ description: 'The data are those of the demo company' }),
});

/** The answer to every way of signing in; the session itself is in the cookie. */
export const signedInSchema = z.object({ me: meSchema });

/** POST /session. 401 `sign_in_failed`, `second_factor_needed`, `second_factor_wrong`; 429 `too_many_attempts`. */
export const signInSchema = z.strictObject({
  email: text.max(320).transform((given) => given.trim().normalize('NFC').toLowerCase()),
  password: passwordSchema,
  code: text
    .max(64)
    .optional()
    .meta({ description: 'Of the authenticator app, or a recovery code' }),
});

/** POST /session/demo. 409 `demo_over`. */
export const demoSignInSchema = z.strictObject({ as: oneOf(demoPeople) });

/** POST /set-up with what stands after # in the link. 404 `link_over`. */
export const setUpSchema = z.strictObject({
  token: linkToken,
  email: emailSchema,
  name: nameSchema,
  password: passwordSchema,
});

/** POST /invitations/look, for who holds the link. 404 `link_over`. */
export const invitationLookSchema = z.strictObject({ token: linkToken });
export const invitationSeenSchema = z.object({
  email: z.string(),
  name: z.string().nullable(),
  organization: z.string(),
  purpose: z.enum(['join', 'password']).meta({
    description: 'join: a new login. password: a new password for one that is there',
  }),
});

/** POST /invitations/accept. `name` is not looked at when the link is for a new password. 404 `link_over`. */
export const invitationAcceptSchema = z.strictObject({
  token: linkToken,
  name: nameSchema.optional(),
  password: passwordSchema,
});
/** `me` null: the password is set, and a second factor is asked for at sign-in. */
export const invitationAcceptedSchema = z.object({ me: meSchema.nullable() });

/** GET /me/sessions. */
export const ownSessionsSchema = z.object({
  sessions: z.array(
    z.object({
      key,
      client: z.string().nullable().meta({ description: 'What the browser says of itself' }),
      beganAt: instant,
      seenAt: instant,
      expiresAt: instant,
      current: z.boolean(),
    }),
  ),
});
/** DELETE /me/sessions: how many others were ended. */
export const sessionsEndedSchema = z.object({ ended: z.number().int() });

/** POST /me/password. 403 `password_wrong` (field `current`), 422 `password_unfit` (field `next`). */
export const passwordChangeSchema = z.strictObject({
  current: passwordSchema,
  next: passwordSchema,
});

/** POST and DELETE /me/second-factor, with the password once more. 403 `password_wrong`, 409 `second_factor_on`, `password_none`. */
export const passwordAgainSchema = z.strictObject({ password: passwordSchema });
/** Pending until confirmed: for a QR code, and as text to type. */
export const secondFactorBegunSchema = z.object({
  secret: z.string().meta({ description: 'Base32' }),
  uri: z.string().meta({ description: 'otpauth://…' }),
});
/** PUT /me/second-factor. 403 `code_wrong`, 409 `second_factor_not_begun`. */
export const secondFactorConfirmSchema = z.strictObject({ code: text.min(6).max(64) });
/** Shown once: each takes the place of a code one time. */
export const secondFactorConfirmedSchema = z.object({ recoveryCodes: z.array(z.string()) });

/** GET /me/tokens. */
export const tokensSchema = z.object({
  tokens: z.array(
    z.object({
      key,
      name: z.string(),
      scopes: z.array(z.enum(scopes)),
      madeAt: instant,
      expiresAt: instant,
      usedAt: instant.nullable(),
    }),
  ),
  scopes: z
    .array(z.enum(scopes))
    .meta({ description: 'Those that a token of this person can have' }),
});
/** POST /me/tokens. 403 `not_allowed` for a scope beyond the person's roles. */
export const tokenMakeSchema = z.strictObject({
  name: nameSchema,
  scopes: z
    .array(oneOf(scopes))
    .min(1, { error: 'at least one scope' })
    .max(scopes.length)
    .transform((list) => scopes.filter((scope) => list.includes(scope))),
  days: z
    .number({ error: 'days from 1 to 365' })
    .int({ error: 'whole days' })
    .min(tokenDays.min, { error: 'days from 1 to 365' })
    .max(tokenDays.max, { error: 'days from 1 to 365' }),
});
export const tokenMadeSchema = z.object({
  key,
  token: z.string().meta({ description: 'Shown this once: rapport_…' }),
  expiresAt: instant,
});

export type Me = z.output<typeof meSchema>;
export type SessionAnswer = z.output<typeof sessionSchema>;
export type DemoPerson = (typeof demoPeople)[number];
