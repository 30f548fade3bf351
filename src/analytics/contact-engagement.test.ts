import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleSnapshot } from './analyze.ts';
import { contactEngagements } from './contact-engagement.ts';
import { healthOf, viewOf } from './snapshot.ts';
import { ago, avery, company, dana, kai, morgan, now, rosa } from './testing/cast.ts';
import { engagementIn } from './testing/oracle-engagement.ts';
import { momentAt } from './testing/oracle-moment.ts';
import { worldOf } from './testing/oracle-people.ts';
import { cases, type RandomCase } from './testing/random.ts';
import { aMeeting, anEmail, at } from './testing/seeds.ts';

// `npm run fuzz` tries thousands of others; here they are always the same, so that a red test is red again.
const seed = 20_261_122;
const records = ['account', 'lead', 'opportunity'] as const;

/** Everybody's engagement in every record but contacts, as the core has it. */
function everybody({ bundle, question }: RandomCase) {
  const { snapshot, keyed } = bundleSnapshot(bundle, question.asOf);
  const asked = {
    ...question,
    timeZone: bundle.organization.timeZone,
    settings: bundle.settings,
  };
  const people = [...keyed.contents.contacts, ...keyed.contents.leads];
  return snapshot.records
    .filter(({ type }) => records.some((one) => one === type))
    .flatMap((record) =>
      contactEngagements(snapshot, record.key, {
        people: people.map(({ key }) => key),
        view: viewOf(asked),
      }).map(({ person, ...figures }) => ({
        record: `${record.type}:${record.id}`,
        person: keyed.reference(person),
        figures,
      })),
    );
}

describe('the engagement of a contact in a record', () => {
  it('is what a second reading of the text finds in random bundles', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(cases(40), (given) => {
        const { bundle, question } = given;
        const world = worldOf(bundle);
        const moment = momentAt(world, question.asOf);
        for (const { record, person, figures } of everybody(given)) {
          expect(figures, `${person} in ${record}`).toEqual(
            engagementIn(world, moment, { record, person }),
          );
          if (figures.unansweredStreak > 1) met.add('streak');
          if (figures.byThem.answered > 0) met.add('answered by them');
          if (figures.byThem.unanswered > 0) met.add('unanswered by them');
          if (figures.byUs.answered > 0) met.add('answered by us');
          if (figures.byUs.unanswered > 0) met.add('unanswered by us');
          if (figures.meetings > 0) met.add('meetings');
        }
      }),
      { seed, numRuns: 120 },
    );
    expect(met.size).toBe(6);
  });

  it('has the streak that health takes points for, where the contact is the key contact', () => {
    let compared = 0;
    fc.assert(
      fc.property(cases(40), ({ bundle, question }) => {
        const { snapshot } = bundleSnapshot(bundle, question.asOf);
        const asked = {
          ...question,
          timeZone: bundle.organization.timeZone,
          settings: bundle.settings,
        };
        for (const record of snapshot.records) {
          if (record.type === 'account' || record.keyContact === null) continue;
          const health = healthOf(snapshot, asked, record).detail;
          if (health === null) continue;
          const [own] = contactEngagements(snapshot, record.key, {
            people: [record.keyContact],
            view: viewOf(asked),
          });
          expect(own?.unansweredStreak).toBe(health.unansweredStreak);
          if (health.unansweredStreak > 0) compared += 1;
        }
      }),
      { seed, numRuns: 120 },
    );
    expect(compared).toBeGreaterThan(20);
  });

  it('counts of the record’s activities those with the contact, and nothing of other records', () => {
    const activities = [
      anEmail({ id: 'to dana', startsAt: ago(20), from: avery, to: [dana] }),
      anEmail({ id: 'to both', startsAt: ago(19), from: morgan, to: [dana, rosa] }),
      anEmail({ id: 'to rosa', startsAt: ago(18), from: avery, to: [rosa] }),
      aMeeting({ id: 'with rosa', startsAt: ago(10), organizer: morgan, required: [rosa] }),
      // Kai is not on the deal's team: this is Rosa's and the account's alone.
      anEmail({ id: 'by a helper', startsAt: ago(2), from: kai, to: [rosa] }),
    ];
    const { snapshot, keyed } = bundleSnapshot(company({ activities }), at(now));
    const deal = snapshot.records.find(({ id }) => id === 'deal')?.key ?? -1;
    const keyOf = (id: string) =>
      keyed.contents.contacts.find((contact) => contact.id === id)?.key ?? -1;
    const { settings, organization } = company();
    const view = viewOf({ asOf: at(now), days: 60, timeZone: organization.timeZone, settings });
    const found = contactEngagements(snapshot, deal, {
      people: [keyOf('rosa'), keyOf('dana')],
      view,
    });
    expect(found).toMatchObject([
      { emails: 2, meetings: 1, unansweredStreak: 0, lastInboundAt: at(ago(10)) },
      { emails: 2, meetings: 0, unansweredStreak: 2, lastInboundAt: null },
    ]);
  });
});
