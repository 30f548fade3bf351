import { useState } from 'react';
import { Problem } from '../../src/model/problem.ts';
import { grades, trends } from '../../src/model/vocabulary.ts';
import { Asked } from '../parts/asked.tsx';
import { Card } from '../parts/card.tsx';
import { Entries } from '../parts/entries.tsx';
import { Failure, Notice } from '../parts/failure.tsx';
import { GradeShape } from '../parts/grade-shape.tsx';
import { HealthSign } from '../parts/health-sign.tsx';
import { Hidden } from '../parts/hidden.tsx';
import { LedgerLink } from '../parts/ledger-link.tsx';
import { Loading } from '../parts/loading.tsx';
import { Logo } from '../parts/logo.tsx';
import { MissingPart } from '../parts/missing-part.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { RecordName } from '../parts/record-name.tsx';
import { Segments } from '../parts/segments.tsx';
import { TrendSign } from '../parts/trend-sign.tsx';
import { Waiting } from '../parts/waiting.tsx';
import type { Exhibit } from './case.ts';
import { headOf, healths, longName, rightToLeftName } from './samples.ts';

const nothing = () => {};
const problem = (code: string) =>
  new Problem({ code, message: 'There is no opportunity opp-9', hint: 'Open the list.' });

const asked = (data: string | undefined) => ({
  ...{ data, isError: false, error: null },
  refetch: nothing,
});

function Chosen({ isSmall = false }: { readonly isSmall?: boolean }) {
  const [days, setDays] = useState(60);
  const options = [30, 60, 365].map((value) => ({ value, text: `${value} days` }));
  return (
    <Segments label="Window" options={options} chosen={days} onChoose={setDays} isSmall={isSmall} />
  );
}

export const partExhibits: readonly Exhibit[] = [
  {
    title: 'Card',
    cases: [
      {
        name: 'with how it is counted',
        show: (
          <Card title="Time invested" caption="Hours, 60 days" how="An email takes five minutes.">
            <p>4 hrs 16 mins</p>
          </Card>
        ),
      },
      {
        name: 'long',
        show: (
          <Card title={longName} caption={longName}>
            <p style={{ overflowWrap: 'anywhere' }}>{longName}</p>
          </Card>
        ),
      },
      {
        name: 'right to left',
        isRightToLeft: true,
        show: (
          <Card title={rightToLeftName} caption="60 days">
            <p>{rightToLeftName}</p>
          </Card>
        ),
      },
    ],
  },
  {
    title: 'Health sign',
    cases: Object.entries(healths).flatMap(([name, health]) => [
      { name, width: 200, show: <HealthSign health={health} /> },
      { name: `${name}, in a column`, width: 200, show: <HealthSign health={health} isInColumn /> },
    ]),
  },
  {
    title: 'Grade shape',
    cases: [
      {
        name: 'all, and none',
        width: 200,
        show: [...grades, null].map((grade) => (
          <GradeShape key={grade ?? 'none'} grade={grade} size={24} />
        )),
      },
    ],
  },
  {
    title: 'Trend sign',
    cases: trends.map((trend) => ({
      name: trend,
      width: 140,
      show: <TrendSign trend={trend} withWord />,
    })),
  },
  {
    title: 'Record name',
    cases: [
      { name: 'an opportunity', show: <RecordName record={headOf({})} /> },
      {
        name: 'without an account',
        show: <RecordName record={headOf({ account: null, stage: null })} />,
      },
      { name: 'long', width: 200, show: <RecordName record={headOf({ name: longName })} /> },
      {
        name: 'right to left',
        width: 200,
        isRightToLeft: true,
        show: <RecordName record={headOf({ name: rightToLeftName })} />,
      },
    ],
  },
  {
    title: 'Words',
    cases: [
      { name: 'title', show: <PageTitle title="Opportunities" /> },
      { name: 'long title', width: 280, show: <PageTitle title={longName} /> },
      { name: 'nothing', show: <Nothing>No email counted in this window.</Nothing> },
      {
        name: 'for screen readers only',
        show: (
          <p>
            Seen <Hidden>and heard</Hidden>
          </p>
        ),
      },
      {
        name: 'a figure that opens',
        show: (
          <LedgerLink filter={{ kind: 'email' }} label="16 emails: open them">
            16 emails
          </LedgerLink>
        ),
      },
      { name: 'logo', width: 80, show: <Logo size={48} /> },
    ],
  },
  {
    title: 'Segments',
    cases: [
      { name: 'of a page', width: 480, show: <Chosen /> },
      { name: 'of a card', show: <Chosen isSmall /> },
    ],
  },
  {
    title: 'Waiting and failing',
    cases: [
      {
        name: 'asked, and answered',
        show: (
          <Asked query={asked('Three deals')} waiting="Deals are looked up">
            {(answer) => <p>{answer}</p>}
          </Asked>
        ),
      },
      {
        name: 'asked, on its way',
        show: (
          <Asked query={asked(undefined)} waiting="Deals are looked up">
            {(answer) => <p>{answer}</p>}
          </Asked>
        ),
      },
      { name: 'loading', width: 480, show: <Loading label="The page is loading" /> },
      {
        name: 'a problem',
        width: 480,
        show: <Failure error={problem('not_found')} onRetry={nothing} />,
      },
      {
        name: 'no server',
        width: 480,
        show: <Failure error={problem('unreachable')} onRetry={nothing} />,
      },
      { name: 'anything else', width: 320, show: <Failure error={longName} onRetry={nothing} /> },
      {
        name: 'not for this role',
        width: 480,
        show: <Failure error={problem('not_allowed')} onRetry={nothing} />,
      },
      {
        name: 'something that asks for attention',
        width: 480,
        show: (
          <Notice title={longName} action={false}>
            {longName}
          </Notice>
        ),
      },
      { name: 'a part of the page that is gone', width: 480, show: <MissingPart /> },
      {
        name: 'rows that are about to come',
        width: 480,
        show: <Waiting label="The ledger is loading" rows={4} />,
      },
    ],
  },
  {
    title: 'Entries',
    cases: [
      {
        name: 'of a table, on a phone',
        width: 326,
        show: (
          <Entries
            label="Sources"
            heads={['Source', 'Last read', 'Consent', '']}
            rows={[
              {
                key: 'one',
                cells: ['imogen.tarrant.ics', '22 Nov 2026, 12:48', 'of 4 Nov 2026', 'Withdraw'],
              },
              { key: 'long', cells: [longName, '–', longName, ''] },
            ]}
          />
        ),
      },
      {
        name: 'right to left',
        isRightToLeft: true,
        show: (
          <Entries
            label="People"
            heads={['Person', 'Role']}
            rows={[{ key: 'one', cells: [rightToLeftName, rightToLeftName] }]}
          />
        ),
      },
    ],
  },
];
