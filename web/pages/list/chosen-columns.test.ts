import { describe, expect, it } from 'vitest';
import { collections } from '../../../src/contract/api.ts';
import { kpiCatalogue } from '../../../src/model/kpis.ts';
import { collectionNames } from '../../data/collections.ts';
import {
  columnIds,
  columnsShown,
  moved,
  placed,
  readWidths,
  writeWidths,
  writtenColumns,
} from './chosen-columns.ts';
import { columnsOf, usualColumns } from './columns.ts';

const all = { widths: {}, showsHealth: true };

describe('the columns of a list', () => {
  it('are there for every figure of the catalogue, of the window and of all time', () => {
    expect(collectionNames.toSorted()).toEqual(Object.keys(collections).toSorted());
    for (const collection of collectionNames) {
      const ids = columnsOf(collection).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { name } of kpiCatalogue) {
        expect(ids).toContain(`window.${name}`);
        expect(ids).toContain(`lifetime.${name}`);
      }
      for (const id of usualColumns(collection)) expect(ids).toContain(id);
    }
  });

  it('begin with the name and leave out what nobody knows', () => {
    expect(columnIds('leads', 'owner,nonsense,status,owner')).toEqual(['name', 'owner', 'status']);
    expect(columnIds('leads', 'nonsense')).toEqual(usualColumns('leads'));
    expect(columnIds('leads', null)).toEqual(usualColumns('leads'));
  });

  it('are written down only when they are not the usual ones', () => {
    expect(writtenColumns('leads', usualColumns('leads'))).toBeNull();
    expect(writtenColumns('leads', ['name', 'owner'])).toBe('name,owner');
  });

  it('go to the left and to the right, never before the name', () => {
    const ids = ['name', 'a', 'b', 'c'];
    expect(moved(ids, 'b', -1)).toEqual(['name', 'b', 'a', 'c']);
    expect(moved(ids, 'a', -1)).toEqual(ids);
    expect(moved(ids, 'c', 1)).toEqual(ids);
    expect(placed(ids, 'c', 1)).toEqual(['name', 'c', 'a', 'b']);
    expect(placed(ids, 'name', 2)).toEqual(ids);
  });

  it('are as wide as somebody made them, within limits', () => {
    const widths = readWidths('name:300,owner:3,x,stage:wide');
    expect(widths).toEqual({ name: 300, owner: 44 });
    expect(writeWidths(widths)).toBe('name:300,owner:44');
    expect(writeWidths({})).toBeNull();
    const [name] = columnsShown('leads', ['name'], { ...all, widths });
    expect(name?.width).toBe(300);
  });

  it('say nothing of health where it is hidden', () => {
    const ids = columnIds('opportunities', null);
    const shown = columnsShown('opportunities', ids, { ...all, showsHealth: false });
    expect(shown.map(({ id }) => id)).not.toContain('health.score');
    expect(shown.length).toBe(ids.length - 2);
  });
});
