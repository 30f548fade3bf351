import { z } from 'zod';
import { filledText, instant } from './wire.ts';

/** What the audit log holds and what /api/v1/audit answers. Browser-safe. */

/** Everything that is written down. */
const auditActions = [
  'set_up',
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'session_ended',
  'password_changed',
  'second_factor_changed',
  'token_made',
  'token_revoked',
  'invited',
  'invitation_withdrawn',
  'invitation_accepted',
  'link_made',
  'roles_changed',
  'deactivated',
  'reactivated',
  'figures_read',
  'record_shared',
  'activated',
  'notice_read',
  'person_told',
  'settings_changed',
  'source_changed',
  'imported',
  'overruled',
  'exported',
  'erased',
  'opted_out',
  'handed_over',
  'retention_ran',
  'introduction_asked',
  'introduction_answered',
  'introduction_withdrawn',
  'feed_changed',
  'news_rejected',
  'news_restored',
  'backed_up',
  'restored',
  'key_rotated',
  'audit_exported',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who did it when nobody had signed in: the program itself, whoever has the machine, or an unknown visitor. */
export const auditActors = ['system', 'command line', 'nobody'] as const;

export const auditQuerySchema = z.strictObject({
  actor: filledText.max(64).optional().meta({
    description: 'A pseudonym, or `system`, `command line`, `nobody`',
  }),
  action: z.enum(auditActions).optional(),
  object: filledText.max(400).optional().meta({
    description: 'An id or a pseudonym, as `object.id` of an entry says',
  }),
  from: instant.optional(),
  until: instant.optional(),
  cursor: z.string().max(40).optional().meta({ description: '`next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const name = z.string().nullable().meta({
  description: 'As the person is called now; null: it is none, or was erased',
});

const auditEntrySchema = z
  .object({
    number: z.number().int().meta({ description: 'Counted from 1, without gaps' }),
    at: z.string(),
    actor: z
      .object({
        id: z.string().meta({
          description: 'A pseudonym, or `system`, `command line`, `nobody`',
        }),
        name,
      })
      .meta({ description: 'Who did it' }),
    action: z.string(),
    object: z
      .object({
        type: z.string(),
        id: z.string().meta({ description: 'A pseudonym for people, else the id' }),
        name,
      })
      .nullable()
      .meta({ description: 'To whom or what it was done' }),
    details: z.record(z.string(), z.unknown()).meta({
      description: 'What more is known of it: names and counts, nothing that people wrote',
    }),
  })
  .meta({ id: 'AuditEntry' });

export const auditSchema = z
  .object({ entries: z.array(auditEntrySchema), next: z.string().nullable() })
  .meta({ id: 'Audit' });

const link = z.object({ number: z.number().int(), hash: z.string() }).nullable().meta({
  description:
    'The last entry: its number and its hash (hexadecimal). Noted elsewhere, it proves later that nothing up to it was changed.',
});

export const auditVerificationSchema = z
  .object({
    entries: z.number().int(),
    head: link,
    broken: z
      .object({
        number: z.number().int(),
        because: z.enum(['missing', 'changed', 'not_as_noted']),
      })
      .nullable()
      .meta({ description: 'The first entry that is not as it was written; null: all are' }),
  })
  .meta({ id: 'AuditVerification' });

export const auditVerificationQuerySchema = z.strictObject({
  noted: z
    .string()
    .regex(/^[1-9]\d{0,15}:[0-9a-f]{64}$/, { error: 'a number and a hash, as 12:ab…' })
    .optional()
    .meta({ description: 'A head that was noted before, as number:hash' }),
});

export const looksSchema = z
  .object({
    looks: z.array(
      z.object({
        on: z.string().meta({ description: 'When, once a day at most' }),
        by: z.string().nullable().meta({ description: 'Who looked; null: somebody since erased' }),
        record: z
          .object({ type: z.string(), id: z.string(), name: z.string() })
          .nullable()
          .meta({ description: 'Whose figures; null: a list of records, yours among them' }),
        list: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Looks' });

export type AuditQuery = z.output<typeof auditQuerySchema>;
export type AuditEntryAnswer = z.output<typeof auditEntrySchema>;
export type AuditVerification = z.output<typeof auditVerificationSchema>;
export type Looks = z.output<typeof looksSchema>;
