import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kpiCatalogue } from '../src/model/kpis.ts';
import { type Source, source, sources } from './support/sources.ts';

/**
 * How the house is built, as rules that fail. Each takes sources and answers with the places that break it; at the end
 * every rule is shown a small bad sample, because a rule that sees nothing holds always.
 */

type Rule = (files: readonly Source[]) => readonly string[];

const isTest = ({ path }: Source) => /\.test\.tsx?$|\/testing\//.test(path);
const product = sources('src/**/*.ts').filter((file) => !isTest(file));
const everything = sources('{src,web,demo,bench,scripts,test}/**/*.{ts,tsx}');
const written = sources(
  '{src,web,demo,bench,scripts,test,docs}/**/*.{ts,tsx,mjs,sql,css,md,json,po,html}',
)
  .filter(({ path }) => !path.startsWith('test/goldens/'))
  .concat(sources('*.{md,json,ts}'));

/** Which folders of src a folder may import; the files of src itself and cli compose everything. */
const layers: Readonly<Record<string, readonly string[]>> = {
  model: [],
  analytics: ['model'],
  contract: ['model'],
  files: ['model'],
  db: ['files', 'model'],
  backup: ['db', 'files', 'model'],
  facts: ['analytics', 'db', 'model'],
  cards: ['analytics', 'db', 'facts', 'model', 'news'],
  mail: ['model'],
  digest: ['analytics', 'cards', 'db', 'facts', 'mail', 'model'],
  connectors: ['contract', 'model'],
  settings: ['analytics', 'audit', 'contract', 'db', 'facts', 'model'],
  ingest: ['analytics', 'audit', 'db', 'facts', 'model', 'settings'],
  refresh: ['analytics', 'db', 'facts', 'model'],
  secrets: ['db', 'files', 'model'],
  audit: ['contract', 'db', 'model'],
  access: ['audit', 'contract', 'db', 'facts', 'model', 'secrets', 'settings'],
  rights: ['analytics', 'audit', 'contract', 'db', 'facts', 'files', 'ingest', 'model', 'settings'],
  people: ['audit', 'contract', 'db', 'facts', 'ingest', 'model'],
  retention: ['access', 'analytics', 'audit', 'cards', 'db', 'facts', 'model', 'rights'],
  news: ['audit', 'contract', 'db', 'facts', 'model'],
  api: [
    'access',
    'analytics',
    'audit',
    'cards',
    'contract',
    'db',
    'digest',
    'facts',
    'model',
    'news',
    'people',
    'rights',
    'settings',
  ],
};
const composers = ['cli'];

const rules = {
  'nothing imports itself, by whatever detour': (files) => {
    const byPath = new Map(files.map((file) => [file.path, file.imports]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      const from = trail.indexOf(path);
      if (from >= 0) cycles.push([...trail.slice(from), path].join(' → '));
      if (from >= 0 || done.has(path)) return;
      for (const next of byPath.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    return cycles;
  },

  'folders import only what lies below them; stages do not know each other': (files) =>
    files.flatMap(({ path, imports }) => {
      const folder = folderOf(path);
      if (folder === null || composers.includes(folder)) return [];
      const allowed = layers[folder];
      if (allowed === undefined) return [`${path}: src/${folder} has no place in the layers yet`];
      return imports
        .filter((name) => /^[\w.]+\//.test(name) && name.endsWith('.ts'))
        .filter((name) => ![...allowed, folder].includes(folderOf(name) ?? '(a composer)'))
        .map((name) => `${path} imports ${name}`);
    }),

  'model and analytics import nothing from outside': (files) =>
    files
      .filter(({ path }) => /^src\/(model|analytics)\//.test(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter((name) => !/^src\/(model|analytics)\//.test(name))
          .map((name) => `${path} imports ${name}`),
      ),

  'model and analytics depend on nothing but their arguments': (files) =>
    found(
      files.filter(({ path }) => /^src\/(model|analytics)\//.test(path)),
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bprocess\b|\bperformance\b|\bglobalThis\b/,
    ),

  'the clock is read in src/clock.ts alone': (files) =>
    found(except(files, 'src/clock.ts'), /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/),

  'the environment is read in src/config.ts alone': (files) =>
    found(except(files, 'src/config.ts'), /\bprocess\.env\b/),

  'the driver of PostgreSQL is imported in src/db/ alone': (files) =>
    except(files, 'src/db/pool.ts', 'src/db/listen.ts').flatMap(({ path, imports }) =>
      imports.filter((name) => /^pg(-.*)?$/.test(name)).map((name) => `${path} imports ${name}`),
    ),

  'each way into the network is taken in one file': (files) => {
    const ways = [
      ...new Set(files.flatMap(({ imports }) => imports).filter((name) => network.test(name))),
    ];
    const users = ways.map((way) => [way, files.filter(({ imports }) => imports.includes(way))]);
    const calls = files.filter(({ code }) => /(?<![.\w])fetch\(|\bnew WebSocket\(/.test(code));
    return [...users, ['fetch', calls] as const].flatMap(([way, list]) =>
      typeof list === 'string' || list.length <= 1
        ? []
        : [`${String(way)} in ${Array.from(list, (file) => pathOf(file)).join(', ')}`],
    );
  },

  'nothing of schemas gets into the page': (files) => {
    const loaded = files.map(({ path, text }) =>
      source(path, text.replace(/^import type [^;]*;/gm, '')),
    );
    const schemas = new Set(
      loaded.flatMap(({ path, imports }) => (imports.includes('zod') ? [path] : [])),
    );
    return loaded
      .filter(({ path }) => /^web\/(?!.*\.test\.)/.test(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter((name) => name === 'zod' || schemas.has(name))
          .map((name) => `${path} imports more than types of ${name}`),
      );
  },

  'types are not overruled: no any, no as but as const, no !': (files) =>
    files.flatMap((file) => [
      ...found([file], /(?<![.\w])any\b(?!\s*[:(]| more\b)/, file.path.endsWith('x')),
      ...found([file], /[\w)\]]!(?=[.,;)\]\s[(]|$)(?!=)/m, file.path.endsWith('x')),
      ...found(
        [{ ...file, code: withoutImports(file.code) }],
        file.path.endsWith('x')
          ? /\bas\s+(?!const\b)(?:[A-Z]\w*\s*[<;,)\]}\n]|unknown\b|never\b|string\b|number\b)/
          : /(?<!\.)\bas\b(?!\s*(?:const\b|[?:=,)}]))/,
      ),
    ]),

  'no enum, no namespace, no default export, no barrel': (files) => [
    ...found(files, /\b(?:enum|namespace)\s+\w+\s*\{/),
    ...found(
      files.filter(({ path }) => !path.endsWith('.config.ts')),
      /\bexport\s+default\b/,
    ),
    ...found(files, /\bexport\s*(?:type\s*)?(?:\*|\{[^}]*\})\s*(?:as\s+\w+\s*)?from\b/),
    ...files.map(({ path }) => path).filter((path) => /(?:^|\/)index\.tsx?$/.test(path)),
  ],

  'no file is longer than 300 lines': (files) =>
    files
      .filter((file) => !isTest(file))
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 300)
      .map(({ path, lines }) => `${path}: ${lines} lines`),

  'no folder or file is named for nothing in particular': (files) =>
    files
      .map(({ path }) => path)
      .filter((path) =>
        /(?:^|[/-])(?:utils?|helpers?|common|services?|managers?|misc)(?=[./-])/.test(path),
      ),

  'every exported function says what it answers': (files) =>
    files.flatMap(({ path, text, code }) => {
      const lines = text.split('\n');
      return code.split('\n').flatMap((line, at) => {
        const name = exportedFunction(line);
        if (name === null || exportedFunction(lines[at - 1] ?? '') === name) return [];
        return lines[at - 1]?.trimEnd().endsWith('*/') ? [] : [`${path}:${at + 1} ${name}`];
      });
    }),

  'nothing is left to do later, and no machine is spoken of': (files) =>
    files.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, at) => {
        const word = unwanted.exec(line)?.[0];
        return word === undefined ? [] : [`${path}:${at + 1} ${word}`];
      }),
    ),
} as const satisfies Readonly<Record<string, Rule>>;

const network =
  /^(?:node:)?(?:net|tls|http|https|http2|dgram|dns|dns\/promises)$|^(?:undici|ws|axios|nodemailer|openid-client|@hono\/node-server)$/;
const unwanted = new RegExp(
  [
    '\\bTO' + 'DO\\b',
    '\\bFIX' + 'ME\\b',
    '(?<![\\w.~}])/wo' + 'rk/',
    '/tmp/ba' + 'sh',
    'goldens fr' + 'om',
    '\\.\\./sha' + 'red',
  ].join('|'),
);

describe('the house', () => {
  const subjects: Readonly<Record<keyof typeof rules, readonly Source[]>> = {
    'nothing imports itself, by whatever detour': [
      ...product,
      ...sources('{web,demo}/**/*.{ts,tsx}'),
    ],
    'folders import only what lies below them; stages do not know each other': product,
    'model and analytics import nothing from outside': product,
    'model and analytics depend on nothing but their arguments': product,
    'the clock is read in src/clock.ts alone': product,
    'the environment is read in src/config.ts alone': product,
    'the driver of PostgreSQL is imported in src/db/ alone': product,
    'each way into the network is taken in one file': product,
    'nothing of schemas gets into the page': everything,
    'types are not overruled: no any, no as but as const, no !': everything,
    'no enum, no namespace, no default export, no barrel': everything,
    'no file is longer than 300 lines': everything,
    'no folder or file is named for nothing in particular': everything,
    'every exported function says what it answers': everything.filter((file) => !isTest(file)),
    'nothing is left to do later, and no machine is spoken of': written,
  };
  it.each(Object.entries(rules))('%s', (name, rule) => {
    const files = Object.entries(subjects).find(([known]) => known === name)?.[1] ?? [];
    expect(files.length).toBeGreaterThan(10);
    expect(rule(files)).toEqual([]);
  });

  it('shows every KPI of the catalogue in a test and in docs/kpis.md', () => {
    const tests = sources('src/analytics/*.test.ts').map(({ text }) => text);
    const docs = readFileSync(new URL('../docs/kpis.md', import.meta.url), 'utf8');
    const names = kpiCatalogue.map(({ name }) => name);
    expect(names.filter((name) => !tests.some((text) => text.includes(name)))).toEqual([]);
    expect(names.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  const map = readFileSync(new URL('../ARCHITECTURE.md', import.meta.url), 'utf8');

  it('draws every folder of src, and every layer has its folder', () => {
    const folders = new Set(product.flatMap(({ path }) => folderOf(path) ?? []));
    expect([...folders].filter((name) => !new RegExp(`\\b${name}/`).test(map))).toEqual([]);
    expect(Object.keys(layers).filter((name) => !folders.has(name))).toEqual([]);
  });

  it('names every table, and none that is gone', () => {
    const migrations = sources('src/db/migrations/*.sql')
      .map(({ text }) => text)
      .join('\n');
    const namesAfter = (words: string) =>
      [...migrations.matchAll(new RegExp(`^${words} (\\w+)`, 'gm'))].map(([, name = '']) => name);
    const gone = new Set(namesAfter('drop table'));
    const tables = namesAfter('create (?:unlogged )?table').filter((name) => !gone.has(name));
    const named = [...map.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, row = '']) =>
      [...row.matchAll(/\w+/g)].map(([name]) => name),
    );
    expect(tables.length).toBeGreaterThan(40);
    expect(named.toSorted()).toEqual(tables.toSorted());
  });

  it('says where numbers are computed in files that are there', () => {
    const paths = new Set(product.map(({ path }) => path.slice('src/'.length)));
    const rows = /## Where a number is computed\n([\s\S]*?)\n## /.exec(map)?.[1] ?? '';
    const cells = rows.split('\n').flatMap((row) => {
      const [, number = '', analytics = '', facts = '', api = ''] = row.split('|');
      if (number.trim() === 'number') return [];
      const named = (cell: string, folder: string) =>
        [...cell.matchAll(/`([\w/-]+)`/g)].map(([, name = '']) => `${folder}${name}.ts`);
      return [
        ...named(analytics, 'analytics/'),
        ...named(facts, '').filter((name) => name.startsWith('facts/')),
        ...named(api, 'api/'),
      ];
    });
    expect(cells.length).toBeGreaterThan(20);
    expect(cells.filter((path) => !paths.has(path))).toEqual([]);
  });
});

describe('the rules themselves', () => {
  const bad: Readonly<Record<keyof typeof rules, readonly (readonly [string, string])[]>> = {
    'nothing imports itself, by whatever detour': [
      ['src/a.ts', "import type { B } from './b.ts';"],
      ['src/b.ts', "import { c } from './c.ts';"],
      ['src/c.ts', "export const c = await import('./a.ts');"],
    ],
    'folders import only what lies below them; stages do not know each other': [
      ['src/api/routes.ts', "import { runImport } from '../ingest/import.ts';"],
    ],
    'model and analytics import nothing from outside': [
      ['src/analytics/kpis.ts', "import { readFileSync } from 'node:fs';"],
    ],
    'model and analytics depend on nothing but their arguments': [
      ['src/analytics/kpis.ts', 'const now = new Date();'],
    ],
    'the clock is read in src/clock.ts alone': [['src/api/routes.ts', 'const now = Date.now();']],
    'the environment is read in src/config.ts alone': [
      ['src/db/pool.ts', 'const url = process.env.DATABASE_URL;'],
    ],
    'the driver of PostgreSQL is imported in src/db/ alone': [
      ['src/facts/columns.ts', "import { to } from 'pg-copy-streams';"],
    ],
    'each way into the network is taken in one file': [
      ['src/news/feed.ts', 'await fetch(url);'],
      ['src/api/proxy.ts', 'await fetch(url);'],
    ],
    'nothing of schemas gets into the page': [
      ['src/contract/a.ts', "import { z } from 'zod';"],
      ['web/b.ts', "import { limits } from '../src/contract/a.ts';"],
      ['web/c.ts', "import type { Limits } from '../src/contract/a.ts';"],
    ],
    'types are not overruled: no any, no as but as const, no !': [
      ['src/a.ts', 'const a = b as Account;'],
      ['src/b.ts', 'const a: any = 1;'],
      ['src/c.ts', 'const a = list[0]!.id;'],
      ['web/d.tsx', 'const a = b as Account;'],
    ],
    'no enum, no namespace, no default export, no barrel': [
      ['src/a.ts', 'enum Grade { good }'],
      ['src/b.ts', 'export default 1;'],
      ['src/c.ts', "export { a } from './a.ts';"],
      ['src/d.ts', "export * from './a.ts';"],
      ['src/kpis/index.ts', ''],
    ],
    'no file is longer than 300 lines': [['src/a.ts', 'const a = 1;\n'.repeat(301)]],
    'no folder or file is named for nothing in particular': [
      ['src/utils/a.ts', ''],
      ['src/api/date-helpers.ts', ''],
    ],
    'every exported function says what it answers': [
      ['src/a.ts', 'export function a() {}'],
      ['src/b.ts', 'export const b = (c: number) => c;'],
    ],
    'nothing is left to do later, and no machine is spoken of': [
      ['src/a.ts', `// TO${'DO'}: later`],
      ['docs/b.md', `see /wo${'rk/main'}`],
    ],
  };
  it.each(Object.entries(rules))('see what breaks them: %s', (name, rule) => {
    const samples = Object.entries(bad).find(([known]) => known === name)?.[1] ?? [];
    const together = ['nothing imports', 'each way', 'nothing of schemas'].some((begin) =>
      name.startsWith(begin),
    );
    const groups = together ? [samples] : samples.map((sample) => [sample]);
    expect(groups.length).toBeGreaterThan(0);
    for (const group of groups) {
      expect(rule(group.map(([path, text]) => source(path, text))), group[0]?.[0]).toHaveLength(1);
    }
  });

  it('do not take for code what stands in a comment, a string, a pattern or a template', () => {
    const open = '$' + '{';
    const text = [
      '// const a: any = b as C;',
      "const text = 'b as C; it\\'s any!';",
      'const pattern = /b as C["\'`]/g;',
      'const half = whole / 2 / 1;',
      `const template = \`b as C ${open}\`and ${open}inner} any\`} as D\`;`,
      'const last = rest as const;',
      "import { from as copyFrom } from 'pg-copy-streams';",
    ].join('\n');
    expect(
      rules['types are not overruled: no any, no as but as const, no !']([
        source('src/a.ts', text),
      ]),
    ).toEqual([]);
    expect(source('src/a.ts', `const t = \`x ${open}b as C}\`;`).code).toContain('b as C');
  });
});

/** Lines whose code matches, as `path:line code`. */
function found(files: readonly Source[], pattern: RegExp, isMarkup = false): readonly string[] {
  return files.flatMap(({ path, code }) =>
    (isMarkup ? withoutMarkupText(code) : code)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
  );
}

function except(files: readonly Source[], ...paths: readonly string[]): readonly Source[] {
  return files.filter((file) => !paths.includes(file.path));
}

function pathOf(file: Source | string): string {
  return typeof file === 'string' ? file : file.path;
}

/** The folder of src that a file stands in; null for the files of src itself and for what is outside of it. */
function folderOf(path: string): string | null {
  return /^src\/([\w-]+)\//.exec(path)?.[1] ?? null;
}

function withoutImports(code: string): string {
  return code.replace(/^(?:import|export)\s[^;]*?\sfrom\s+'/gm, (all) =>
    all.replace(/[^\n]/g, ' '),
  );
}

/** Text between tags is language, not code. */
function withoutMarkupText(code: string): string {
  return code.replace(/(?<![=-])>[^<>{}();=]*(?=[<{])/g, (all) => all.replace(/[^\n]/g, ' '));
}

/** The name of a function that begins on the line and is exported; also `export const name = (…) =>`. */
function exportedFunction(line: string): string | null {
  const match =
    /^export (?:async )?function\*? ?(\w+)/.exec(line) ??
    /^export const (\w+)(?:: [^=]+)? = (?:async )?(?:\([^)]*\)|\w+)(?:: [^=]+)? =>/.exec(line);
  return match?.[1] ?? null;
}
