/** What the environment sets, each with its default. The only place that reads it. */

import { resolve } from 'node:path';
import { z } from 'zod';
import { Problem } from './model/problem.ts';

const environment = z.object({
  /** Folder of the embedded database and of what the program remembers. */
  RAPPORT_DATA: z.string().min(1).default('data'),
  /** A PostgreSQL of your own (15 or later) in place of the embedded one. */
  DATABASE_URL: z.string().min(1).optional(),
  RAPPORT_PORT: z.coerce.number().int().min(0).max(65_535).default(4400),
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
