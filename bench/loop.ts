/**
 * The yardstick of the core: the KPIs of every record by one hand-written loop over the same columns, with everything
 * in place and nothing to read it by. It computes what `computeKpis` does (counts, times, ratios, response times, last
 * and next, over the lifetime and a window) and neither health nor who is most contacted.
 */

import type { View } from '../src/analytics/kpis.ts';
import type { OrderedFacts } from '../src/facts/order.ts';

export type LoopResult = {
  /** 25 figures of the lifetime and 25 of the window, record after record. */
  readonly figures: Float64Array;
  /** Places of the last and next interaction and of the last inbound and outbound activity. */
  readonly places: Int32Array;
};

/** Figures of all records by key; what has no value is NaN. */
export function loopOver(
  { facts, recordStart, recordFacts }: OrderedFacts,
  { asOf, firstDay, responseGraceHours }: View,
): LoopResult {
  const { startsAt, day, kindSide, minutes, ours, countsFrom, countsUntil, conversation } = facts;
  const records = recordStart.length - 1;
  const figures = new Float64Array(records * 50);
  const places = new Int32Array(records * 4).fill(-1);
  const overdueBefore = asOf - responseGraceHours * 3_600_000;
  const turn = new Int8Array(facts.conversations).fill(-1);
  const turnStart = new Float64Array(facts.conversations);
  const turnRecent = new Uint8Array(facts.conversations);
  const turnEmails = new Int32Array(facts.conversations);
  const turnAnswers = new Uint8Array(facts.conversations);
  const open = new Int32Array(facts.conversations);
  let longest = 0;
  for (let record = 0; record < records; record++)
    longest = Math.max(longest, (recordStart[record + 1] ?? 0) - (recordStart[record] ?? 0));
  const times = [0, 1, 2, 3].map(() => new Float64Array(longest));
  const answered = new Int32Array(4);
  const unanswered = new Int32Array(4);
  const closing = new Int32Array(4);
  const counts = new Int32Array(16);

  for (let record = 0; record < records; record++) {
    const end = recordStart[record + 1] ?? 0;
    let opened = 0;
    let us = 0;
    let them = 0;
    let face = 0;
    let recentUs = 0;
    let recentThem = 0;
    let recentFace = 0;
    let last = -1;
    let next = -1;
    let inbound = -1;
    let outbound = -1;
    counts.fill(0);
    answered.fill(0);
    unanswered.fill(0);
    closing.fill(0);
    for (let n = recordStart[record] ?? 0; n < end; n++) {
      const fact = recordFacts[n] ?? 0;
      const sort = kindSide[fact] ?? 0;
      if ((countsFrom[fact] ?? 0) > asOf) {
        if (next < 0 && sort > 1 && (startsAt[fact] ?? 0) > asOf && (countsUntil[fact] ?? 0) > asOf)
          next = fact;
        continue;
      }
      if ((countsUntil[fact] ?? 0) <= asOf) continue;
      const recent = (day[fact] ?? 0) >= firstDay ? 1 : 0;
      counts[sort] = (counts[sort] ?? 0) + 1;
      if (recent === 1) counts[sort + 8] = (counts[sort + 8] ?? 0) + 1;
      last = fact;
      if (sort < 2) {
        if (sort === 0) outbound = fact;
        else inbound = fact;
        const talk = conversation[fact] ?? 0;
        const before = turn[talk] ?? -1;
        if (before === sort) {
          turnEmails[talk] = (turnEmails[talk] ?? 0) + 1;
          continue;
        }
        const at = startsAt[fact] ?? 0;
        if (before < 0) {
          open[opened] = talk;
          opened += 1;
        } else {
          const time = at - (turnStart[talk] ?? 0);
          const all = times[sort];
          if (all !== undefined) all[answered[sort] ?? 0] = time;
          answered[sort] = (answered[sort] ?? 0) + 1;
          if (turnRecent[talk] === 1) {
            const some = times[sort + 2];
            if (some !== undefined) some[answered[sort + 2] ?? 0] = time;
            answered[sort + 2] = (answered[sort + 2] ?? 0) + 1;
          }
        }
        turn[talk] = sort;
        turnStart[talk] = at;
        turnRecent[talk] = recent;
        turnEmails[talk] = 1;
        turnAnswers[talk] = before < 0 ? 0 : 1;
        continue;
      }
      const duration = minutes[fact] ?? 0;
      if (sort > 5) {
        us += duration;
        if (recent === 1) recentUs += duration;
        continue;
      }
      inbound = fact;
      outbound = fact;
      const people = ours[fact] ?? 0;
      const byUs = people < 1 ? duration : duration * people;
      us += byUs;
      them += duration;
      if (sort < 4) face += duration;
      if (recent === 1) {
        recentUs += byUs;
        recentThem += duration;
        if (sort < 4) recentFace += duration;
      }
    }

    for (let n = 0; n < opened; n++) {
      const talk = open[n] ?? 0;
      const answering = turn[talk] === 0 ? 1 : 0;
      const isClosing = turnEmails[talk] === 1 && turnAnswers[talk] === 1;
      turn[talk] = -1;
      if (!isClosing && (turnStart[talk] ?? 0) >= overdueBefore) continue;
      const counter = isClosing ? closing : unanswered;
      counter[answering] = (counter[answering] ?? 0) + 1;
      if (turnRecent[talk] === 1) counter[answering + 2] = (counter[answering + 2] ?? 0) + 1;
    }

    for (let span = 0; span < 2; span++) {
      const to = record * 50 + span * 25;
      const from = span * 8;
      const sent = counts[from] ?? 0;
      const received = counts[from + 1] ?? 0;
      for (let n = 0; n < 6; n++) figures[to + n] = counts[from + n] ?? 0;
      figures[to + 6] = sent + (counts[from + 2] ?? 0) + (counts[from + 4] ?? 0);
      figures[to + 7] = received + (counts[from + 3] ?? 0) + (counts[from + 5] ?? 0);
      figures[to + 8] = (span === 0 ? us : recentUs) + sent * 5 + received * 2.5;
      figures[to + 9] = (span === 0 ? them : recentThem) + received * 5 + sent * 2.5;
      figures[to + 10] = span === 0 ? face : recentFace;
      figures[to + 11] = received === 0 ? Number.NaN : sent / received;
      figures[to + 12] = sent === 0 ? Number.NaN : received / sent;
      for (let side = 0; side < 2; side++) {
        const which = span * 2 + side;
        const at = to + 13 + side * 6;
        const count = answered[which] ?? 0;
        let mean = Number.NaN;
        let median = Number.NaN;
        if (count > 0) {
          const all = (times[which] ?? turnStart).subarray(0, count);
          let sum = 0;
          for (let n = 0; n < count; n++) sum += all[n] ?? 0;
          mean = sum / count / 3_600_000;
          if (count > 1) all.sort();
          const upper = all[count >> 1] ?? 0;
          median =
            (count % 2 === 1 ? upper : ((all[(count >> 1) - 1] ?? 0) + upper) / 2) / 3_600_000;
        }
        const late = unanswered[which] ?? 0;
        figures[at] = mean;
        figures[at + 1] = median;
        figures[at + 2] = count;
        figures[at + 3] = late;
        figures[at + 4] = closing[which] ?? 0;
        figures[at + 5] = count + late === 0 ? Number.NaN : count / (count + late);
      }
    }
    places[record * 4] = last;
    places[record * 4 + 1] = next;
    places[record * 4 + 2] = inbound;
    places[record * 4 + 3] = outbound;
  }
  return { figures, places };
}
