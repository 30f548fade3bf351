import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { singleThreadedBelow } from '../src/analytics/coverage.ts';
import { mostEngaged } from '../src/analytics/engagement.ts';
import {
  baseValues,
  factorPoints,
  frequencyDays,
  healthDays,
  trendDays,
  trendStep,
} from '../src/analytics/health.ts';
import { emailMinutes } from '../src/analytics/kpis.ts';
import { mostCards, ranking } from '../src/api/queries/home.ts';
import type { HomeReason } from '../src/contract/home.ts';
import {
  defaultOrganizationSettings,
  defaultSettings,
  type Settings,
} from '../src/model/entities.ts';
import { factorDefinitions, kpiCatalogue } from '../src/model/kpis.ts';
import {
  activityKinds,
  communicationFrequencies,
  type ExclusionReason,
  exclusionReasons,
  healthFactors,
  type RecordType,
} from '../src/model/vocabulary.ts';

/** docs/kpis.md: what every number means, from the catalogue and the constants that the core computes with. */

const file = join(import.meta.dirname, '..', 'docs', 'kpis.md');

/** The text of the file. A KPI, reason, factor or setting without a sentence is an error of types. */
export function kpisText(): string {
  return `# What every number means

Made by \`npm run docs\` from the sources; do not edit. The same input gives the same number on every machine: all of this
is computed in \`src/analytics\`, which knows neither clock nor database.

## KPIs

For each account, contact, lead and opportunity, over its lifetime and over the last N calendar days of the
organisation's time zone, up to and including the day that is asked for. Only activities that count (see below).

${table(
  ['KPI', 'unit', 'definition'],
  kpiCatalogue.map(({ name, unit, definition }) => [`\`${name}\``, unit, definition]),
)}

An email is *by us* when its sender is one of us, a meeting when its organizer is, a phone call by its direction, else by
who called; without a sender or organizer it is by them. A task is ours. An email takes ${emailMinutes.writing} minutes to
write and ${emailMinutes.reading} to read.

**Response times.** Emails form conversations: by the thread id of their source, else by Message-ID, In-Reply-To and
References. In a record's part of a conversation, a *turn* is a run of emails by one side. The first email of the next
turn answers it; the time runs from the first email of the turn. A last turn of one single email that itself answers
one is *closing* (“thanks”) and needs no answer. Any other last turn is *unanswered* once its first email is older than
the grace period. A turn belongs to the window in which it starts.

The KPIs count elapsed hours. Beside them stand, elapsed and in working hours: mean, median, 90th percentile, and the
Kaplan–Meier median, the time after which half of all turns are answered when unanswered and pending ones are censored.
Working hours are those of whoever answers: their time zone and hours, else the organisation's, without its holidays.

Beside the KPIs: the last interaction (tasks included) and the next one that is scheduled, the last inbound and outbound
one (meetings and calls are both), the ${mostEngaged} people most contacted and by whom, and the counts of each day.

## What counts

The first reason that holds is kept and shown. A person who may edit the record can exclude an activity, or include it
again where the reason is marked °.

${table(
  ['reason', 'holds when'],
  exclusionReasons.map((reason) => [`\`${reason}\``, reasons[reason]]),
)}

## Whose an activity is

${table(
  ['record', 'an activity belongs to it when'],
  [['any', 'it is regarding the record, whenever it happened'], ...Object.entries(belongs)],
)}

A colleague outside of owner and team who talks to the deal's people is a hidden helper: shown, but not counted in it.

## Health

For contacts, open leads and open opportunities, from the counted activities of the last ${healthDays} days of 24 hours; at
least two are needed. The score is the sum of the points, rounded half up.

${table(
  ['factor', 'points', 'value from 0 to 1'],
  healthFactors.map((factor) => [factor, String(factorPoints[factor]), factorDefinitions[factor]]),
)}

- **P** is the period of the communication frequency: ${communicationFrequencies
    .map((name) => `${name} ${frequencyDays[name]}`)
    .join(', ')} days. **H** = 4P.
- The **value** of an activity is ${activityKinds
    .map((kind) => `${baseValues[kind]} (${kind})`)
    .join(
      ', ',
    )}, times the influence of its kind ÷ the mean of the four influences, times ½ when the key contact did not
  take part. The key contact of an opportunity is its contact; a contact and a lead are their own.
- **D(weight)** sums, over calendar days, the largest weight of the day's activities · 2^(−k/H), k days ago: ten emails on
  a day are one day of contact.
- *Inbound* are meetings, calls and emails by them; *outbound* are meetings, calls and emails by us.

**Trend**: the score less the score ${trendDays} days earlier: from +${trendStep} on improving, from −${trendStep} on declining,
else steady. **Grade**: from ${defaultSettings.grades.good} on good, from ${defaultSettings.grades.fair} on fair, else poor; excellent from a
threshold of its own where one is set.

**Accounts**: the mean of two parts that exist, rounded half up. Contacts: the mean of their scores, weighted by their counted activities
of ${healthDays} days. Opportunities: the mean of the open ones' scores, weighted by estimated value.

## Who carries a record

**Coverage** of accounts, leads and opportunities: over the counted activities of the last ${healthDays} days of 24 hours, without
tasks, the effective number of people 1/Σp² on either side, p being a person's share of all participations of that side.
On their side stand contacts, and of leads the one that the record is. Below ${singleThreadedBelow} a side is *single-threaded*.

**Contact engagement**: of each contact of an account, and of each person of a deal or lead, the KPIs above over those
activities of the record in which they take part, up to the instant asked for: emails, meetings, calls, last inbound and
outbound, turns answered and unanswered by either side; the unanswered streak of health with that person as key contact;
the user who takes part in most of it; and the meetings that they declined: over, not canceled, and of this record or
such as would be if they had come. Their own health stands beside it for whoever may see it.

## What to look at first

At most ${mostCards} of one's own open records, ranked by value × urgency. **Urgency** is the sum of the points of the reasons:

${table(
  ['reason', 'holds when', 'points'],
  Object.entries(homeReasons).map(([code, [when, points]]) => [`\`${code}\``, when, points]),
)}

**Value** of a deal is ${ranking.value.least} + v ÷ (v + m): v is its estimated value in the organisation's currency, m the median of the
person's open deals. A lead, whose value is yet to be known, has ${ranking.value.lead}; a deal without a value, an account and a contact ${ranking.value.least}.

## What the settings move

${table(
  ['setting', 'default', 'moves'],
  Object.entries(settings).map(([name, moves]) => [`\`${name}\``, shown(name), moves]),
)}
`;
}

const reasons: Readonly<Record<ExclusionReason, string>> = {
  canceled: 'The status is canceled.',
  not_completed:
    'A meeting that ends later, whatever its status; anything else that is not completed or starts later.',
  duplicate:
    'An earlier completed activity has the same Message-ID or, this one having none, the same calendar id and start.',
  overruled: 'A person excluded it.',
  private: 'The sensitivity is not normal.',
  excluded_by_rule:
    'An excluded address or exact domain takes part, or the subject contains an excluded text.',
  bounce: '° An email that is a delivery report, or from mailer-daemon or postmaster.',
  calendar_response: '° An email that answers an invitation.',
  automatic_reply:
    '° An email with Auto-Submitted (but not `no`), X-Autoreply, X-Autorespond, Precedence: auto_reply or an empty Return-Path.',
  bulk: '° An email with List-Id, List-Unsubscribe, or Precedence bulk, list or junk.',
  all_day: '° A meeting for the whole day, or for 24 hours or longer.',
  declined: '° A meeting that every one of them declined.',
  opted_out: 'Nobody of them, or nobody of us, is left without the people who opted out.',
  internal_only: 'Nobody of them takes part.',
  no_internal: 'Nobody of us takes part.',
  mass: '° More of them than the threshold take part.',
};

const belongs: Readonly<Record<RecordType, string>> = {
  account:
    'one of its contacts, or its primary contact, takes part on their side; or it belongs to one of its opportunities',
  contact: 'the contact takes part on their side',
  lead: 'its owner takes part, and the lead or a stakeholder; between its creation and its closing; and it is regarding no opportunity and no other lead',
  opportunity:
    'its owner or a user of its team takes part, and its contact or a stakeholder; between its creation and its closing; and it is regarding no other opportunity and no lead',
};

/** When a reason to look at a record holds, and what it weighs. */
const homeReasons: Readonly<Record<HomeReason['code'], readonly [string, string]>> = {
  closeDateMissed: [
    'the estimated close date is past',
    `${ranking.closeDateMissed}, and up to 1 more over the first ${ranking.missedDays} days`,
  ],
  closeDateNear: [
    `it is within ${ranking.nearDays} days, and the grade is fair or poor or no interaction is to come`,
    `from ${ranking.closeDateNear.first} up to ${ranking.closeDateNear.last} on the day`,
  ],
  healthDropped: [
    'the trend is declining',
    `the score lost in ${trendDays} days ÷ ${ranking.scorePerPoint}, at most ${ranking.healthDroppedMost}`,
  ],
  poorHighValue: [
    'the grade is poor, and the value at least the median of the person’s open deals',
    String(ranking.poorHighValue),
  ],
  waitingForUs: [
    'they were in touch last, and a turn of theirs of the last 60 days is unanswered',
    String(ranking.waitingForUs),
  ],
  noActivity: [
    `no activity for longer than the days of the settings (${defaultOrganizationSettings.cardDays.opportunity} by default); a lead or deal without any counts from its creation`,
    `the time ÷ those days, at most ${ranking.noActivityMost}; 1 when there is no beginning; ${ranking.quietPeople.points} for accounts and contacts, up to ${ranking.quietPeople.most} times the days`,
  ],
  noNextInteraction: [
    'a lead or deal has no interaction to come',
    String(ranking.noNextInteraction),
  ],
};

const settings: Readonly<Record<keyof Settings, string>> = {
  communicationFrequency:
    'P, and with it recency, frequency and how fast days lose weight in health.',
  activityInfluence: 'The value of each kind in health, relative to the others.',
  grades: 'Grades alone, no score.',
  massThreshold: 'The reason mass.',
  responseGraceHours: 'When an email is unanswered: response rates, and the streak in engagement.',
  exclusions: 'The reason excluded_by_rule.',
  currency: 'How opportunities weigh in the health of accounts.',
  rates:
    'How opportunities in other currencies weigh there; without a rate as one without a value.',
};

function shown(name: string): string {
  const value: unknown = Reflect.get(defaultSettings, name);
  if (value === null) return 'none';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `\`${text.replaceAll('"', '').replaceAll(',', ', ').replaceAll(':', ': ')}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

if (import.meta.main) writeFileSync(file, kpisText());
