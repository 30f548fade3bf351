import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStream } from './stream.ts';

const setConnection = vi.hoisted(() => vi.fn());
vi.mock(import('./connection.ts'), () => ({ setConnection }));

/** What a browser's stream does, when the test says so. */
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static readonly OPEN = 1;
  static opened: Source[] = [];
  readyState = 0;
  constructor() {
    super();
    Source.opened.push(this);
  }
  open() {
    this.readyState = Source.OPEN;
    this.dispatchEvent(new Event('open'));
  }
  fail(readyState = 0) {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
  close() {
    this.readyState = Source.CLOSED;
  }
}

const window = new EventTarget();
const onReturn = vi.fn();
const onRefused = vi.fn();
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  Source.opened = [];
  for (const mock of [setConnection, onReturn, onRefused]) mock.mockClear();
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  stop = openStream('/events', { heard: {}, onReturn, onRefused });
  latest().open();
  setConnection.mockClear();
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a short break is not worth a word, but what was missed is asked for', () => {
  latest().fail();
  vi.advanceTimersByTime(1000);
  latest().open();
  vi.advanceTimersByTime(10_000);
  expect(lostSince()).toEqual([null]);
  expect(onReturn).toHaveBeenCalledTimes(1);
});

test('a lasting one is told with the moment of the last word, until it is over', () => {
  const heardAt = Date.now();
  vi.advanceTimersByTime(5000);
  for (let time = 0; time < 60; time += 1) {
    latest().fail();
    vi.advanceTimersByTime(500);
  }
  expect(new Set(lostSince())).toEqual(new Set([heardAt]));
  expect(Source.opened.length).toBeLessThan(12);
  vi.advanceTimersByTime(20_000);
  latest().open();
  expect(lostSince().at(-1)).toBeNull();
});

test('silence is taken for a stream that died without a word', () => {
  vi.advanceTimersByTime(30_000);
  latest().dispatchEvent(new Event('alive'));
  vi.advanceTimersByTime(30_000);
  expect(Source.opened).toHaveLength(1);
  vi.advanceTimersByTime(20_000);
  expect(Source.opened.length).toBeGreaterThan(1);
});

test('who goes offline is not asked in the same moment, when an answer may still come', () => {
  window.dispatchEvent(new Event('offline'));
  vi.advanceTimersByTime(500);
  expect(Source.opened).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  expect(Source.opened).toHaveLength(2);
  window.dispatchEvent(new Event('online'));
  expect(Source.opened).toHaveLength(3);
});

test('an answer that is no stream is a refusal, an answer that does not come is none', () => {
  latest().fail();
  expect(onRefused).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  latest().fail(Source.CLOSED);
  expect(onRefused).toHaveBeenCalledTimes(1);
});

function latest(): Source {
  const source = Source.opened.at(-1);
  if (source === undefined) throw new Error('no stream was opened');
  return source;
}

function lostSince(): readonly unknown[] {
  return setConnection.mock.calls.map(([part]) => part.lostSince);
}
