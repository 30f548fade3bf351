/** Writes docs/openapi.json from the routes' schemas; a test says when it is out of date. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApiText } from '../src/api/description.ts';

await writeFile(join(import.meta.dirname, '..', 'docs', 'openapi.json'), openApiText());
