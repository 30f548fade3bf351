/** What the environment sets, each with its default. The only place that reads it. */

import { resolve } from 'node:path';
import { z } from 'zod';
import { type OpenIdSettings, openIdSettings } from './access/oidc-settings.ts';
import { type DoorConfig, doorConfig } from './config-door.ts';
import { type MailSettings, mailSettings } from './mail/settings.ts';
import { Problem } from './model/problem.ts';

const environment = z.object({
  /** Folder of the embedded database and of what the program remembers. */
  RAPPORT_DATA: z.string().min(1).default('data'),
  /** A PostgreSQL of your own (15 or later) in place of the embedded one. */
  DATABASE_URL: z.string().min(1).optional(),
  /** The address that is listened on; `0.0.0.0` for all, which needs TLS or a trusted proxy. */
  RAPPORT_HOST: z.string().min(1).default('127.0.0.1'),
  RAPPORT_PORT: z.coerce.number().int().min(0).max(65_535).default(4400),
  /** Where people open the page, such as https://rapport.example: needed wherever others than this machine are let in. */
  RAPPORT_URL: z.string().min(1).optional(),
  /** PEM file with the certificate and those above it. Read again when it changes. */
  RAPPORT_TLS_CERT: z.string().min(1).optional(),
  /** PEM file with the key of the certificate. */
  RAPPORT_TLS_KEY: z.string().min(1).optional(),
  /** Addresses and ranges of proxies that take https and say so in X-Forwarded-*; nobody else's are believed. */
  RAPPORT_TRUSTED_PROXIES: z.string().min(1).optional(),
  /** The organisation's sign-in (OpenID Connect), as it calls itself. Without it people have passwords here. */
  RAPPORT_OIDC_ISSUER: z.string().min(1).optional(),
  /** What the issuer knows this program by. */
  RAPPORT_OIDC_CLIENT_ID: z.string().min(1).optional(),
  /** The secret that the issuer gave; without one this is a public client. */
  RAPPORT_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** What the button on the sign-in page says; without it the issuer's host. */
  RAPPORT_OIDC_NAME: z.string().min(1).optional(),
  /** What is asked of the issuer; some give groups only for a scope of that name. */
  RAPPORT_OIDC_SCOPE: z.string().min(1).default('openid email profile'),
  /** The claim that lists somebody's groups. */
  RAPPORT_OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
  /** Which groups give which roles: `sales=seller,leads=manager,crm-admins=administrator`. */
  RAPPORT_OIDC_GROUP_ROLES: z.string().min(1).optional(),
  /** `on`: users of the CRM, and those whose groups give a role, need no invitation. */
  RAPPORT_OIDC_NEW: z.enum(['on', 'off']).default('off'),
  /** The server that takes mail, for the digest: `smtp://user:password@mail.example.com:587`, or `smtps://…:465`. */
  RAPPORT_SMTP_URL: z.string().min(1).optional(),
  /** Who mail is from: `Rapport <rapport@example.com>`. */
  RAPPORT_MAIL_FROM: z.string().min(1).optional(),
  /** Language of the demo company: en or de. */
  RAPPORT_DEMO_LANGUAGE: z.enum(['en', 'de']).default('en'),
  /** `off`: start without the demo company. */
  RAPPORT_DEMO: z.enum(['on', 'off']).default('on'),
  /** The key that seals the secrets of connectors, base64 of 32 bytes; without it there is a file in the data folder. */
  RAPPORT_KEY: z.string().optional(),
  /** What was RAPPORT_KEY until now, while `rotate-key` changes it. */
  RAPPORT_KEY_BEFORE: z.string().optional(),
});

export type Config = {
  readonly dataFolder: string;
  /** null: the embedded server. */
  readonly databaseUrl: string | null;
  readonly port: number;
  readonly door: DoorConfig;
  /** The organisation's own sign-in; null: there is none. */
  readonly openId: OpenIdSettings | null;
  /** How mail leaves the house; null: it does not. */
  readonly mail: MailSettings | null;
  readonly demo: 'en' | 'de' | null;
};

type Variables = Readonly<Record<string, string | undefined>>;

/** The configuration of this process. Throws a Problem that names the variable, its value and what was expected. */
export function loadConfig(variables: Variables = process.env): Config {
  const data = read(variables);
  return {
    dataFolder: resolve(data.RAPPORT_DATA),
    databaseUrl: data.DATABASE_URL ?? null,
    port: data.RAPPORT_PORT,
    door: doorConfig(data),
    openId: openIdSettings(data),
    mail: mailSettings(data),
    demo: data.RAPPORT_DEMO === 'off' ? null : data.RAPPORT_DEMO_LANGUAGE,
  };
}

/** Where the key for secrets is: apart from the rest, so that who needs no key has none. */
export function loadKeyPlace(variables: Variables = process.env): {
  readonly dataFolder: string;
  readonly key: string | null;
  readonly keyBefore: string | null;
} {
  const data = read(variables);
  return {
    dataFolder: resolve(data.RAPPORT_DATA),
    key: data.RAPPORT_KEY ?? null,
    keyBefore: data.RAPPORT_KEY_BEFORE ?? null,
  };
}

/** Every variable, for the documentation. */
export const variableNames: readonly string[] = Object.keys(environment.shape);

function read(variables: Variables): z.infer<typeof environment> {
  const parsed = environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? '');
  throw new Problem({
    code: 'configuration_invalid',
    message: `The environment variable ${name} does not fit: ${issue?.message}.`,
    field: name,
    value: variables[name],
    hint: 'Correct it or unset it to use the default.',
  });
}
