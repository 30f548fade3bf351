import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { cutRows, type Row } from './rows.ts';

const dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', skipLines: 0 };
const rowsIn = (text: string) => cutRows(text, { line: 1, last: true, dialect }).rows;
const cellsOf = (rows: readonly Row[]) => rows.map((row) => ('cells' in row ? row.cells : null));

/** The rows of a text that comes in pieces. */
function inPieces(pieces: readonly string[]): readonly Row[] {
  const rows: Row[] = [];
  let state = { rest: '', line: 1 };
  for (const piece of pieces) {
    const cut = cutRows(state.rest + piece, { line: state.line, last: false, dialect });
    rows.push(...cut.rows);
    state = cut;
  }
  return [...rows, ...cutRows(state.rest, { line: state.line, last: true, dialect }).rows];
}

describe('the rows of a CSV text', () => {
  it('begin on the line that an editor shows, whatever their cells hold', () => {
    expect(rowsIn('a,b\n"1\n2","x"\n\n3,"say ""hi"", twice"\n,,\n4,5')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1\n2', 'x'] },
      { line: 5, cells: ['3', 'say "hi", twice'] },
      { line: 7, cells: ['4', '5'] },
    ]);
  });

  it('lose only the line on which a quote is opened and never closed', () => {
    const rows = rowsIn('a,b\n"1,2\n3,4\n5,"6"\n7,8');
    expect(cellsOf(rows)).toEqual([['a', 'b'], null, ['3', '4'], ['5', '6'], ['7', '8']]);
    expect(rows[1]).toMatchObject({ line: 2, misfits: [{ value: '"1,2' }] });
    expect(cellsOf(rowsIn('a\n1\n"2'))).toEqual([['a'], ['1'], null]);
  });

  it('keep a quote in the middle of a cell, and refuse a line with text behind a closing one', () => {
    expect(cellsOf(rowsIn('a,b\n5" pipe,x\n"1"2,y\n6,z'))).toEqual([
      ['a', 'b'],
      ['5" pipe', 'x'],
      null,
      ['6', 'z'],
    ]);
  });

  it('do not wait for a quote to be closed until the memory is full', () => {
    const many = `${'x,y\n'.repeat(400_000)}`;
    const cut = cutRows(`a,b\n"1,2\n${many}`, { line: 1, last: false, dialect });
    expect(cut.rows.length).toBe(400_002);
    expect(cut.rows[1]).toMatchObject({ line: 2, misfits: [{ field: '(row)' }] });
  });

  it('are the same however the text is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' '), maxLength: 5 });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.array(fc.nat(12), { maxLength: 8 }), (table, sizes) => {
        const text = Papa.unparse(table, { newline: '\n', quotes: true });
        const pieces: string[] = [];
        let from = 0;
        for (const size of sizes) {
          pieces.push(text.slice(from, from + size));
          from += size;
        }
        const whole = rowsIn(text);
        expect(inPieces([...pieces, text.slice(from)])).toEqual(whole);
        const filled = table.filter((cells) => cells.some((one) => one.trim() !== ''));
        expect(cellsOf(whole)).toEqual(filled);
      }),
    );
  });

  it('are the same for broken texts too, however they are cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' '), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.nat(40), (broken, at) => {
        expect(inPieces([broken.slice(0, at), broken.slice(at)])).toEqual(rowsIn(broken));
      }),
      { numRuns: 300 },
    );
  });
});
