import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Activation } from '../../src/contract/activation.ts';
import type { AuditVerification, auditSchema } from '../../src/contract/audit.ts';
import type { Digests } from '../../src/contract/cards.ts';
import type { invitationsSchema, loginsSchema } from '../../src/contract/logins.ts';
import type { People } from '../../src/contract/people.ts';
import type { SettingsChange } from '../../src/contract/settings.ts';
import type { SettingsAnswer, SettingsPreview } from '../../src/contract/settings-answers.ts';
import type { sourcesSchema } from '../../src/contract/sources.ts';
import { fetched, queryOf, sent } from './client.ts';

/** What administrators ask for. */

export type Invitations = z.output<typeof invitationsSchema>;
export type Logins = z.output<typeof loginsSchema>;

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => fetched<SettingsAnswer>('settings', signal),
});

/** How many records go from which grade to which with a change. */
export function previewQuery(change: SettingsChange) {
  return queryOptions({
    queryKey: ['settings-preview', change],
    queryFn: () => sent<SettingsPreview>('POST', 'settings/preview', change),
    placeholderData: (previous) => previous,
    retry: false,
    gcTime: 60_000,
  });
}

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => fetched<z.output<typeof sourcesSchema>>('sources', signal),
});

export const loginsQuery = queryOptions({
  queryKey: ['logins'],
  queryFn: ({ signal }) => fetched<Logins>('logins', signal),
});

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => fetched<Invitations>('invitations', signal),
});

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => fetched<People>('people', signal),
});

export const activationQuery = queryOptions({
  queryKey: ['activation'],
  queryFn: ({ signal }) => fetched<Activation>('activation', signal),
});

export type AuditQuestion = {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly object?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

/** Pages of the audit log, latest first. Grows with every request, so it is asked for anew whenever it is opened. */
export function auditQuery(question: AuditQuestion) {
  return infiniteQueryOptions({
    queryKey: ['audit', question],
    queryFn: ({ signal, pageParam }) =>
      fetched<z.output<typeof auditSchema>>(
        `audit${queryOf({ ...question, limit: 100, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: noCursor,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
}

export const auditVerificationQuery = queryOptions({
  queryKey: ['audit-verification'],
  queryFn: ({ signal }) => fetched<AuditVerification>('audit/verification', signal),
  staleTime: 0,
});

const noCursor: string | null = null;

/** Whether digests go out, and which did not. */
export const digestsQuery = queryOptions({
  queryKey: ['digests'],
  queryFn: ({ signal }) => fetched<Digests>('digests', signal),
});
