/** Policies with one thing wrong: dropped, open to all, or without one of their conditions. */

import type { Session } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';

export type Mutant = {
  readonly name: string;
  /** Makes the policy wrong, within a transaction that is rolled back. */
  readonly apply: (session: Session) => Promise<void>;
};

/** All mutants of all policies that readers and workers have. */
export async function mutantsOf(session: Session): Promise<readonly Mutant[]> {
  const policies = await session.query<{ table: string; name: string; condition: string }>(sql`
    select tablename as table, policyname as name, coalesce(qual, with_check) as condition from pg_policies
    where schemaname = 'public' order by tablename, policyname`);
  return policies.flatMap(({ table, name, condition }) => {
    const policy = sql`${sql.id(name)} on ${sql.id(table)}`;
    const becoming = (how: string, text: string): Mutant => ({
      name: `${table}.${name}: ${how}`,
      apply: async (at) => {
        // The text comes from the database itself.
        await at.run(sql`alter policy ${policy} using (${sql.file(text)})`);
      },
    });
    const dropped: Mutant = {
      name: `${table}.${name}: dropped`,
      apply: async (at) => {
        await at.run(sql`drop policy ${policy}`);
      },
    };
    if (condition === 'true') return [dropped];
    return [
      dropped,
      becoming('made true', 'true'),
      ...withoutOne(condition).map(({ without, text }) => becoming(`without ${without}`, text)),
    ];
  });
}

/** The condition without one operand of an AND or OR, wherever it stands in it, once for each. */
export function withoutOne(
  condition: string,
): readonly { readonly without: string; readonly text: string }[] {
  return groupsOf(condition).flatMap(({ from, to }) => {
    const { operands, operator } = parted(condition.slice(from, to));
    if (operands.length < 2) return [];
    return operands.map((without, place) => ({
      without,
      text:
        condition.slice(0, from) +
        operands.filter((_, other) => other !== place).join(operator) +
        condition.slice(to),
    }));
  });
}

/** The insides of all pairs of parentheses, and the conditions of subqueries up to the parenthesis that ends them. */
function groupsOf(text: string): readonly { readonly from: number; readonly to: number }[] {
  const open: number[] = [];
  const groups: { readonly from: number; readonly to: number }[] = [];
  walk(text, (place, letter) => {
    if (letter === '(') open.push(place + 1);
    if (letter === ')') groups.push({ from: open.pop() ?? 0, to: place });
  });
  return groups;
}

function parted(text: string): { readonly operands: readonly string[]; readonly operator: string } {
  for (const operator of [' OR ', ' AND ']) {
    const cuts: number[] = [];
    let depth = 0;
    walk(text, (place, letter) => {
      if (letter === '(') depth += 1;
      if (letter === ')') depth -= 1;
      if (depth === 0 && text.startsWith(operator, place)) cuts.push(place);
    });
    if (cuts.length === 0) continue;
    const starts = [0, ...cuts.map((cut) => cut + operator.length)];
    return { operator, operands: starts.map((start, n) => text.slice(start, cuts[n])) };
  }
  return { operands: [text], operator: '' };
}

/** Every character outside of quotes. */
function walk(text: string, visit: (place: number, letter: string) => void): void {
  let quoted = false;
  for (let place = 0; place < text.length; place++) {
    const letter = text[place] ?? '';
    if (letter === "'") quoted = !quoted;
    else if (!quoted) visit(place, letter);
  }
}
