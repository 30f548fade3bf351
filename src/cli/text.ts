import cliProgress from 'cli-progress';
import { InvalidArgumentError } from 'commander';
import type { Problem } from '../model/problem.ts';

/** A problem for the terminal: what is wrong, with what, and what to do. */
export function problemText({ message, field, value, hint }: Problem): string {
  const stood = value === null ? null : `${field ?? 'value'}: ${value}`;
  return [message, stood, hint].filter((line) => line !== null).join('\n  ');
}

/** `2 imported`, `1,234 known`: numbers as people read them. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

export type Progress = {
  readonly show: (done: number, total: number | null) => void;
  readonly end: () => void;
};

/** A bar on a terminal; elsewhere a line now and then. On standard error, so that results can be piped. */
export function progressBar(title: string): Progress {
  return process.stderr.isTTY ? terminalBar(title) : plainLines(title);
}

function terminalBar(title: string): Progress {
  const bar = new cliProgress.SingleBar({
    format: `${title} {bar} {percentage} % · {eta_formatted} left`,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  let isShown = false;
  return {
    show: (done, total) => {
      if (total === null || total === 0) return;
      if (!isShown) bar.start(total, done);
      else bar.update(done);
      isShown = true;
    },
    end: () => {
      if (isShown) bar.stop();
    },
  };
}

function plainLines(title: string): Progress {
  let shownTenth = 0;
  return {
    show: (done, total) => {
      const tenth = total === null || total === 0 ? 0 : Math.floor((done / total) * 10);
      if (tenth <= shownTenth) return;
      shownTenth = tenth;
      process.stderr.write(`${title}: ${tenth * 10} %\n`);
    },
    end: () => {},
  };
}

/** Rows under heads, each column as wide as its widest cell; the first is aligned to the left, others to the right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, place) =>
    Math.max(head.length, ...rows.map((row) => row[place]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    widths
      .map((width, place) => {
        const cell = cells[place] ?? '';
        return place === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [heads, ...rows].map(line).join('\n');
}

/** Reads an option that is a whole number. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 1_000_000) return number;
  throw new InvalidArgumentError('Expected a whole number from 1 on.');
}
