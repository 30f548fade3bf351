import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The project's own sources as text, for rules that are about how the house is built. */

export type Source = {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly text: string;
  /** The text without comments, and with nothing in its strings, patterns and templates: lines stay where they are. */
  readonly code: string;
  /** Paths within the project, or names of modules. */
  readonly imports: readonly string[];
};

const root = join(import.meta.dirname, '..', '..');

/** The files that match a pattern, without what is installed or built. */
export function sources(pattern: string): readonly Source[] {
  return globSync(pattern, { cwd: root, exclude: ['**/node_modules/**', 'dist/**', 'data/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => source(path, readFileSync(join(root, path), 'utf8')));
}

/** A text as a source, as if it stood at the path. */
export function source(path: string, text: string): Source {
  return { path, text, code: stripped(text, 'nothing'), imports: importsOf(path, text) };
}

function importsOf(path: string, text: string): readonly string[] {
  const code = stripped(text, 'strings');
  const patterns = [
    /\sfrom\s+['"]([^'"\n]+)['"]/g,
    /(?<!['"])\bimport\s*\(?\s*['"]([^'"\n]+)['"]/g,
  ];
  return patterns.flatMap((pattern) =>
    [...code.matchAll(pattern)].map(([, name = '']) =>
      name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
    ),
  );
}

/**
 * TypeScript without its comments and, unless strings are kept, without what stands in strings, patterns and templates;
 * the code between `${` and `}` stays. A light reading: it goes by what the text looks like, not by a grammar.
 */
export function stripped(text: string, keep: 'strings' | 'nothing'): string {
  let out = '';
  let at = 0;
  /** Depth of braces at which each open template goes on. */
  const templates: number[] = [];
  let depth = 0;

  const blank = (end: number, isKept: boolean) => {
    const piece = text.slice(at, end);
    out += isKept ? piece : piece.replace(/[^\n]/g, ' ');
    at = end;
  };
  const template = (start: number) => {
    const stop = /(?:[^\\`$]|\\[\s\S]|\$(?!\{))*(`|\$\{|$)/y;
    stop.lastIndex = start;
    const end = stop.exec(text)?.[1] ?? '';
    blank(stop.lastIndex || text.length, keep === 'strings');
    if (end === '${') {
      templates.push(depth);
      depth += 1;
    }
  };

  while (at < text.length) {
    const plain = matching(text, at, /[^'"`/{}]+/y);
    blank(plain, true);
    const rest = matching(text, at, /\/\/[^\n]*|\/\*[\s\S]*?\*\//y);
    if (rest > at) {
      blank(rest, false);
      continue;
    }
    const quoted = matching(text, at, /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y);
    if (quoted > at) {
      out += text.charAt(at);
      at += 1;
      blank(quoted - 1, keep === 'strings');
      out += text.charAt(at);
      at += 1;
      continue;
    }
    const pattern = canBeginPattern(out)
      ? matching(text, at, /\/(?![*/>])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y)
      : at;
    if (pattern > at) {
      blank(pattern, false);
      continue;
    }
    const letter = text.charAt(at);
    if (letter === '`') {
      template(at + 1);
      continue;
    }
    if (letter === '{') depth += 1;
    if (letter === '}') {
      depth -= 1;
      if (templates.at(-1) === depth) {
        templates.pop();
        template(at + 1);
        continue;
      }
    }
    out += letter;
    at += 1;
  }
  return out;
}

/** Where a match that begins here ends; `at` when there is none. */
function matching(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** A slash divides after a value and begins a pattern elsewhere; after `<` it closes a tag. */
function canBeginPattern(before: string): boolean {
  return /(?:^|[([{},;=:!&|?+\-*%>~^\n]|=>|\b(?:return|typeof|case|in|of|do|else|void|await|yield))\s*$/.test(
    before.slice(-20),
  );
}
