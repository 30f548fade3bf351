import { afterAll, describe, expect, it } from 'vitest';
import { createTrial, imported } from './trial.ts';

const { folder, close } = createTrial();
afterAll(close);

describe('values that are looked up in another file', () => {
  const files = {
    'products.csv': 'product,price\nRoof Pro,100\nRoof Basic,50\n',
    'people.csv':
      'id,name,email\nu1,Ann,ann@us.example\nu2,Bob,bob@us.example\nu3,Bob,bob2@us.example\n',
    'members.csv': 'deal,person\nd1,u1\nd1,u2\nd9,u3\n',
    'deals.csv': 'id,product,owner\nd1,RoofPro,Ann\nd2,RoofPro,Bob\nd3,Roof Basic,Zoe\n',
  };
  const product = {
    from: 'product',
    lookup: { file: 'products.csv', key: 'product', value: 'price' },
  };
  const mapped = (fields: object) => ({
    timeZone: 'UTC',
    tables: [{ file: 'deals.csv', type: 'opportunity', fields: { id: 'id', ...fields } }],
  });

  it('match exactly or by an alias, never by likeness; what fails is told once, with its count and what is near', async () => {
    const path = await folder(files);
    const exact = await imported(path, mapped({ estimatedValue: product }));
    expect(exact.values).toMatchObject([
      { estimatedValue: null },
      { estimatedValue: null },
      { estimatedValue: 50 },
    ]);
    expect(exact.rejects).toEqual([
      {
        place: 'deals.csv',
        field: 'estimatedValue (product)',
        value: 'RoofPro',
        expected: expect.stringMatching(/"Roof Pro" is near.*left out of 2 rows, first line 2/),
      },
    ]);
    const lookup = { ...product.lookup, aliases: { RoofPro: 'Roof Pro' } };
    const aliased = await imported(path, mapped({ estimatedValue: { ...product, lookup } }));
    expect(aliased.rejects).toEqual([]);
    expect(aliased.values).toMatchObject([
      { estimatedValue: 100 },
      { estimatedValue: 100 },
      { estimatedValue: 50 },
    ]);
  });

  it('reject the row, or are left out in silence, when the mapping says so', async () => {
    const path = await folder(files);
    const strict = { ...product, lookup: { ...product.lookup, unmatched: 'reject' } };
    const { values, rejects } = await imported(path, mapped({ estimatedValue: strict }));
    expect(values).toHaveLength(1);
    expect(rejects.map(({ place }) => place)).toEqual(['deals.csv line 2', 'deals.csv line 3']);
    const silent = { ...product, lookup: { ...product.lookup, unmatched: 'ignore' } };
    expect((await imported(path, mapped({ estimatedValue: silent }))).rejects).toEqual([]);
  });

  it('do not choose one of two rows of the same name', async () => {
    const path = await folder(files);
    const owner = { from: 'owner', lookup: { file: 'people.csv', key: 'name', value: 'id' } };
    const { values, rejects } = await imported(path, mapped({ ownerId: owner }));
    expect(values).toMatchObject([{ ownerId: 'u1' }, { ownerId: null }, { ownerId: null }]);
    expect(rejects.map(({ value }) => value)).toEqual(['Bob: u2, u3', 'Zoe']);
  });

  it('go through a table of pairs to a list, and on to a third file', async () => {
    const path = await folder(files);
    const step = { file: 'members.csv', key: 'deal', value: 'person', unmatched: 'ignore' };
    const teamIds = { from: 'id', lookup: step };
    expect((await imported(path, mapped({ teamIds }))).values).toMatchObject([
      { teamIds: ['u1', 'u2'] },
      { teamIds: [] },
      {},
    ]);
    const activities = {
      timeZone: 'UTC',
      tables: [
        {
          file: 'deals.csv',
          type: 'activity',
          fields: {
            id: 'id',
            kind: { constant: 'appointment' },
            startsAt: { constant: '2026-01-01' },
            required: {
              from: 'id',
              lookup: [step, { file: 'people.csv', key: 'id', value: 'email' }],
            },
          },
        },
      ],
    };
    expect((await imported(path, activities)).values[0]).toMatchObject({
      required: ['ann@us.example', 'bob@us.example'],
    });
  });
});
