import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sql, sql } from './sql.ts';

describe('a statement', () => {
  it('keeps its values beside its text', () => {
    const { text, values } = sql`select name from account where id = ${"a'; drop table x"}`;
    expect(text).toBe('select name from account where id = $1');
    expect(values).toEqual(["a'; drop table x"]);
  });

  it('takes other fragments in and numbers the parameters through', () => {
    const period = sql`at >= ${1} and at < ${2}`;
    const { text, values } =
      sql`select ${'x'}::text from t where ${period} or ${period} limit ${3}`;
    expect(text).toBe(
      'select $1::text from t where at >= $2 and at < $3 or at >= $4 and at < $5 limit $6',
    );
    expect(values).toEqual(['x', 1, 2, 1, 2, 3]);
  });

  it('quotes identifiers, whatever they hold', () => {
    expect(sql`select ${sql.id('t', 'a"b')} from t`.text).toBe('select "t"."a""b" from t');
  });

  it('joins fragments', () => {
    const { text, values } = sql`(${sql.join([sql`${1}`, sql`${2}`])})`;
    expect(text).toBe('($1, $2)');
    expect(values).toEqual([1, 2]);
    expect(sql.join([]).text).toBe('');
    expect(sql.join([sql`a`, sql`b`], sql` or `).text).toBe('a or b');
  });

  it('takes arrays, dates, null and JSON as values', () => {
    const at = new Date(0);
    const { text, values } = sql`${[1, 2]} ${at} ${null} ${sql.json({ a: [1] })}`;
    expect(text).toBe('$1 $2 $3 $4');
    expect(values).toEqual([[1, 2], at, null, '{"a":[1]}']);
  });

  it('is the same however it is put together', () => {
    const part = fc.oneof(
      fc.integer().map((value) => sql`${value}`),
      fc.constantFrom(sql`x`, sql``, sql`f(${1}, ${2})`),
    );
    fc.assert(
      fc.property(fc.array(part), fc.nat(), (parts, cut) => {
        const at = parts.length === 0 ? 0 : cut % parts.length;
        const whole = sql.join(parts, sql``);
        const halves = sql`${sql.join(parts.slice(0, at), sql``)}${sql.join(parts.slice(at), sql``)}`;
        expect(halves).toEqual(whole);
        expect(parameters(whole)).toEqual(whole.values.map((_, index) => index + 1));
      }),
    );
  });
});

function parameters({ text }: Sql): readonly number[] {
  return [...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
}
