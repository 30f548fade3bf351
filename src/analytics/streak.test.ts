import { describe, expect, it } from 'vitest';
import { bundleSnapshot } from './analyze.ts';
import { streakOf } from './streak.ts';
import { ago, avery, company, dana, now, rosa } from './testing/cast.ts';
import { anEmail, at } from './testing/seeds.ts';

const view = { asOf: at(now), responseGraceHours: 72 };

function streakWith(activities: readonly ReturnType<typeof anEmail>[]) {
  const { snapshot } = bundleSnapshot(company({ activities }), at(now));
  const deal = snapshot.records.find(({ id }) => id === 'deal');
  const person = deal?.keyContact ?? -1;
  return streakOf(snapshot.facts, snapshot.factsOf(deal?.key ?? -1), { person, view });
}

const toDana = (days: number) =>
  anEmail({ id: `to ${days}`, from: avery, to: [dana], startsAt: ago(days) });
const fromDana = (days: number) =>
  anEmail({ id: `from ${days}`, from: dana, to: [avery], startsAt: ago(days) });

describe('the streak of emails without an answer', () => {
  it('began with the first one since they last wrote', () => {
    expect(streakWith([toDana(30), fromDana(25), toDana(20), toDana(9), toDana(5)])).toEqual({
      emails: 3,
      since: at(ago(20)),
    });
  });

  it('is over when they write, and has no beginning then', () => {
    expect(streakWith([toDana(20), toDana(9), fromDana(1)])).toEqual({ emails: 0, since: null });
  });

  it('goes on while others of them write, and waits for the grace', () => {
    const byRosa = anEmail({ id: 'rosa', from: rosa, to: [avery], startsAt: ago(8) });
    expect(streakWith([toDana(20), byRosa, toDana(2)])).toEqual({ emails: 1, since: at(ago(20)) });
  });
});
