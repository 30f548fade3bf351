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
});

export type Config = {
  readonly dataFolder: string;
  /** null: the embedded server. */
  readonly databaseUrl: string | null;
  readonly port: number;
  readonly demo: 'en' | 'de' | null;
};

/** The configuration of this process. Throws a Problem that names the variable, its value and what was expected. */
export function loadConfig(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
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
  const { data } = parsed;
  return {
    dataFolder: resolve(data.RAPPORT_DATA),
    databaseUrl: data.DATABASE_URL ?? null,
    port: data.RAPPORT_PORT,
    demo: data.RAPPORT_DEMO === 'off' ? null : data.RAPPORT_DEMO_LANGUAGE,
  };
}
