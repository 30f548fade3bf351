/**
 * The KPIs of one record (spec §5) over its lifetime and over a window of days, in one pass over its facts. Values are
 * written into flat arrays in the order of the catalogue; a KPI that has no value is NaN.
 */

import { kpiCatalogue } from '../model/kpis.ts';
import type { Facts, RecordFacts } from './facts.ts';
import { hourMs } from './zone.ts';

/** Minutes that an email takes: Microsoft documents the same estimate for Dynamics 365 Sales. */
export const emailMinutes = { writing: 5, reading: 2.5 } as const;

/** From where one looks: an instant, its day and the first day of the window (day numbers). */
export type View = {
  readonly asOf: number;
  readonly asOfDay: number;
  readonly firstDay: number;
  readonly responseGraceHours: number;
};

export type RecordKpis = {
  readonly lifetime: Float64Array;
  readonly window: Float64Array;
  /** Places in the columns; -1 when there is none. */
  lastInteraction: number;
  nextInteraction: number;
  lastInbound: number;
  lastOutbound: number;
  counted: number;
};

const kpiCount = kpiCatalogue.length;

/** Where the KPIs stand in a flat array: counts first, then times and ratios, then six figures per answering side. */
const minutesByUs = 8;
const responseByUs = 13;
const responseSize = 6;

/** Memory for one caller, reused from record to record: it grows to the largest and holds nothing between calls. */
export function kpiMemory(facts: Facts): KpiMemory {
  return {
    result: {
      lifetime: new Float64Array(kpiCount),
      window: new Float64Array(kpiCount),
      lastInteraction: -1,
      nextInteraction: -1,
      lastInbound: -1,
      lastOutbound: -1,
      counted: 0,
    },
    counts: new Float64Array(8),
    windowCounts: new Float64Array(8),
    turnOf: new Int32Array(facts.conversations).fill(-1),
    touched: new Int32Array(facts.conversations),
    touchedCount: 0,
    turnStart: new Float64Array(facts.conversations),
    turnInWindow: new Uint8Array(facts.conversations),
    turnEmails: new Int32Array(facts.conversations),
    turnAnswers: new Uint8Array(facts.conversations),
    responses: [lengths(), lengths()],
    windowResponses: [lengths(), lengths()],
  };
}

/** Computes every KPI of a record; the result is overwritten by the next call with the same memory. */
export function computeKpis(
  { facts, record }: { readonly facts: Facts; readonly record: RecordFacts },
  view: View,
  memory: KpiMemory,
): RecordKpis {
  const { startsAt, day, kindSide, minutes, ours, countsFrom, countsUntil } = facts;
  const { result, counts, windowCounts } = memory;
  const { asOf, firstDay } = view;
  counts.fill(0);
  windowCounts.fill(0);
  let [meetingUs, meetingThem, face] = [0, 0, 0];
  let [windowUs, windowThem, windowFace] = [0, 0, 0];
  let [last, next, inbound, outbound, counted] = [-1, -1, -1, -1, 0];

  for (let n = 0; n < record.length; n++) {
    const fact = record[n] ?? 0;
    const sort = kindSide[fact] ?? 0;
    if ((countsFrom[fact] ?? 0) > asOf) {
      if (next < 0 && sort > 1 && (startsAt[fact] ?? 0) > asOf && (countsUntil[fact] ?? 0) > asOf)
        next = fact;
      continue;
    }
    if ((countsUntil[fact] ?? 0) <= asOf) continue;

    const inWindow = (day[fact] ?? 0) >= firstDay;
    counts[sort] = (counts[sort] ?? 0) + 1;
    if (inWindow) windowCounts[sort] = (windowCounts[sort] ?? 0) + 1;
    counted += 1;
    last = fact;
    if (sort < 2) {
      if (sort === 0) outbound = fact;
      else inbound = fact;
      followTurn(facts, fact, inWindow, memory);
      continue;
    }

    const duration = minutes[fact] ?? 0;
    const isTask = sort > 5;
    const people = ours[fact] ?? 0;
    const byUs = isTask || people < 1 ? duration : duration * people;
    const byThem = isTask ? 0 : duration;
    const inMeeting = sort < 4 ? duration : 0;
    meetingUs += byUs;
    meetingThem += byThem;
    face += inMeeting;
    if (inWindow) {
      windowUs += byUs;
      windowThem += byThem;
      windowFace += inMeeting;
    }
    if (!isTask) inbound = outbound = fact;
  }

  closeTurns(view, memory);
  writeCounts(result.lifetime, counts, [meetingUs, meetingThem, face]);
  writeCounts(result.window, windowCounts, [windowUs, windowThem, windowFace]);
  for (const side of [0, 1] as const) {
    writeResponses(result.lifetime, side, memory.responses[side]);
    writeResponses(result.window, side, memory.windowResponses[side]);
  }
  result.lastInteraction = last;
  result.nextInteraction = next;
  result.lastInbound = inbound;
  result.lastOutbound = outbound;
  result.counted = counted;
  return result;
}

export type KpiMemory = {
  readonly result: RecordKpis;
  /** By kind and side, as in `kindSide`. */
  readonly counts: Float64Array;
  readonly windowCounts: Float64Array;
  /** Side of the running turn of each conversation; -1: the record has no email of it so far. */
  readonly turnOf: Int32Array;
  /** The conversations with a running turn, `touchedCount` of them. */
  readonly touched: Int32Array;
  touchedCount: number;
  readonly turnStart: Float64Array;
  readonly turnInWindow: Uint8Array;
  readonly turnEmails: Int32Array;
  readonly turnAnswers: Uint8Array;
  /** By answering side: us, them. */
  readonly responses: readonly [Responses, Responses];
  readonly windowResponses: readonly [Responses, Responses];
};

type Responses = {
  /** Response times in ms, unordered; `answered` of them are in use. */
  times: Float64Array;
  answered: number;
  unanswered: number;
  closing: number;
};

/** Takes the next email of a conversation into its running turn, or lets it answer that turn and begin the next. */
function followTurn(facts: Facts, email: number, inWindow: boolean, memory: KpiMemory): void {
  const conversation = facts.conversation[email] ?? 0;
  const side = (facts.kindSide[email] ?? 0) & 1;
  const before = memory.turnOf[conversation] ?? -1;
  if (before === side) {
    memory.turnEmails[conversation] = (memory.turnEmails[conversation] ?? 0) + 1;
    return;
  }
  const startsAt = facts.startsAt[email] ?? 0;
  if (before < 0) {
    memory.touched[memory.touchedCount] = conversation;
    memory.touchedCount += 1;
  } else {
    const time = startsAt - (memory.turnStart[conversation] ?? 0);
    answer(memory.responses[side === 0 ? 0 : 1], time);
    if (memory.turnInWindow[conversation] === 1)
      answer(memory.windowResponses[side === 0 ? 0 : 1], time);
  }
  memory.turnOf[conversation] = side;
  memory.turnStart[conversation] = startsAt;
  memory.turnInWindow[conversation] = inWindow ? 1 : 0;
  memory.turnEmails[conversation] = 1;
  memory.turnAnswers[conversation] = before < 0 ? 0 : 1;
}

/** Decides what the last turn of every conversation is, and forgets the conversations. */
function closeTurns(view: View, memory: KpiMemory): void {
  const overdueBefore = view.asOf - view.responseGraceHours * hourMs;
  for (let n = 0; n < memory.touchedCount; n++) {
    const conversation = memory.touched[n] ?? 0;
    const answering = memory.turnOf[conversation] === 0 ? 1 : 0;
    memory.turnOf[conversation] = -1;
    const isClosing =
      memory.turnEmails[conversation] === 1 && memory.turnAnswers[conversation] === 1;
    if (!isClosing && (memory.turnStart[conversation] ?? 0) >= overdueBefore) continue;
    const spans = [memory.responses[answering], memory.windowResponses[answering]] as const;
    for (const responses of memory.turnInWindow[conversation] === 1 ? spans : [spans[0]]) {
      if (isClosing) responses.closing += 1;
      else responses.unanswered += 1;
    }
  }
  memory.touchedCount = 0;
}

function answer(responses: Responses, time: number): void {
  if (responses.answered === responses.times.length) {
    const larger = new Float64Array(responses.times.length * 2);
    larger.set(responses.times);
    responses.times = larger;
  }
  responses.times[responses.answered] = time;
  responses.answered += 1;
}

function writeCounts(
  into: Float64Array,
  counts: Float64Array,
  [byUs, byThem, face]: readonly [number, number, number],
): void {
  const [sent = 0, received = 0, meetingsSent = 0, meetingsReceived = 0, made = 0, taken = 0] =
    counts;
  into.set(counts.subarray(0, 6));
  into[6] = sent + meetingsSent + made;
  into[7] = received + meetingsReceived + taken;
  into[minutesByUs] = byUs + sent * emailMinutes.writing + received * emailMinutes.reading;
  into[9] = byThem + received * emailMinutes.writing + sent * emailMinutes.reading;
  into[10] = face;
  into[11] = received === 0 ? Number.NaN : sent / received;
  into[12] = sent === 0 ? Number.NaN : received / sent;
}

/** Writes one side's response figures and empties them. */
function writeResponses(into: Float64Array, side: 0 | 1, responses: Responses): void {
  const { answered, unanswered, closing } = responses;
  const place = responseByUs + side * responseSize;
  const times = responses.times.subarray(0, answered);
  let sum = 0;
  for (let n = 0; n < answered; n++) sum += times[n] ?? 0;
  into[place] = answered === 0 ? Number.NaN : sum / answered / hourMs;
  into[place + 1] = answered === 0 ? Number.NaN : medianOf(times) / hourMs;
  into[place + 2] = answered;
  into[place + 3] = unanswered;
  into[place + 4] = closing;
  into[place + 5] = answered + unanswered === 0 ? Number.NaN : answered / (answered + unanswered);
  responses.answered = 0;
  responses.unanswered = 0;
  responses.closing = 0;
}

/** The middle value, or the mean of the two; sorts in place. */
function medianOf(times: Float64Array): number {
  if (times.length > 1) times.sort();
  const middle = times.length >> 1;
  const upper = times[middle] ?? 0;
  return times.length % 2 === 1 ? upper : ((times[middle - 1] ?? 0) + upper) / 2;
}

function lengths(): Responses {
  return { times: new Float64Array(64), answered: 0, unanswered: 0, closing: 0 };
}
