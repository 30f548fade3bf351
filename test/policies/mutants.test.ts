import { expect, it } from 'vitest';
import { withoutOne } from './mutants.ts';

it('a condition loses each operand once, however deep it stands', () => {
  const texts = withoutOne(
    "((a = 'x OR y') OR (b AND (EXISTS ( SELECT FROM t WHERE ((c) AND (d))))))",
  );
  expect(texts.map(({ text }) => text)).toEqual([
    "((a = 'x OR y') OR (b AND (EXISTS ( SELECT FROM t WHERE ((d))))))",
    "((a = 'x OR y') OR (b AND (EXISTS ( SELECT FROM t WHERE ((c))))))",
    "((a = 'x OR y') OR ((EXISTS ( SELECT FROM t WHERE ((c) AND (d))))))",
    "((a = 'x OR y') OR (b))",
    '((b AND (EXISTS ( SELECT FROM t WHERE ((c) AND (d))))))',
    "((a = 'x OR y'))",
  ]);
});
