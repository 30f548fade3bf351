import { describe, expect, it } from 'vitest';
import { inOrder } from './tables.ts';

const table = (name: string, ...refersTo: readonly string[]) => ({ table: name, refersTo });
const names = (tables: readonly { readonly table: string }[]) => tables.map(({ table }) => table);

describe('the order of tables', () => {
  it('has each after those that it refers to, and otherwise as they came', () => {
    const tables = [table('c', 'b', 'c'), table('a'), table('b', 'd'), table('d', 'elsewhere')];
    expect(names(inOrder(tables))).toEqual(['a', 'd', 'b', 'c']);
  });

  it('does not exist when tables refer to each other in a circle, which it names', () => {
    expect(() => inOrder([table('a'), table('b', 'c'), table('c', 'b')])).toThrow(
      expect.objectContaining({ code: 'tables_in_a_circle', value: 'b, c' }),
    );
  });
});
