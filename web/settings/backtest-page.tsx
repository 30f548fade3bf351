import { Button, makeStyles, ProgressBar, Tab, TabList, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BacktestAnswer, BacktestReport } from '../../src/contract/backtest.ts';
import { useFormats } from '../app/formats.tsx';
import { TableSwitch } from '../charts/table-switch.tsx';
import { askBacktest, backtestQuery } from '../data/backtest.ts';
import { aboutQuery } from '../data/queries.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { JudgedFigures } from './backtest-judged.tsx';
import { PageFrame } from './page-frame.tsx';

const useStyles = makeStyles({
  run: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '12px 16px' },
  progress: { flex: '1 1 180px', maxWidth: '360px' },
  ages: { flexWrap: 'wrap' },
  failed: { color: tokens.colorPaletteRedForeground1 },
});

/** On the organisation's own history: how well health told what came, beside simple rules. */
export function BacktestPage() {
  const { t } = useLingui();
  const { shown } = useSuspenseQuery(aboutQuery).data;
  return (
    <PageFrame
      title={t`Does the score tell anything?`}
      lead={
        <Trans>
          On your own history: how well health told which deals were won and which contacts got in
          touch, beside rules that need no score. Nothing here is about a person, and nothing was
          fitted on the time it is judged by.
        </Trans>
      }
    >
      {shown.health && shown.figures ? <Backtest /> : <NotShown isOff={!shown.figures} />}
    </PageFrame>
  );
}

function NotShown({ isOff }: { readonly isOff: boolean }) {
  const { t } = useLingui();
  return (
    <Card title={t`Not shown`} caption={t`As it is set under Analytics`}>
      <Nothing>
        {isOff ? (
          <Trans>Relationship analytics are off, so there is no health to look back at.</Trans>
        ) : (
          <Trans>
            The health score is hidden in this organisation, and this page would show it. Show it
            under Analytics to look back.
          </Trans>
        )}
      </Nothing>
    </Card>
  );
}

function Backtest() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(backtestQuery);
  if (error !== null && data === undefined)
    return <Failure error={error} onRetry={() => refetch()} />;
  if (data === undefined) return <Loading label={t`The last answer is loading`} isTitled />;
  return (
    <>
      <Run answer={data} />
      {data.report !== null && <Report report={data.report} />}
    </>
  );
}

/** When it was computed, how far a new run has come, and the button that asks for one. */
function Run({ answer }: { readonly answer: BacktestAnswer }) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: askBacktest,
    onSuccess: (asked) => queries.setQueryData(backtestQuery.queryKey, asked),
  });
  const { state, computedAt, progress, report } = answer;
  const isRunning = state === 'running';
  const share = progress === null ? undefined : progress.done / progress.total;
  const percent = share === undefined ? null : formats.percent(share);
  const at = computedAt === null ? null : formats.instant(computedAt);
  const upTo = report === null ? null : formats.instantDay(report.asOf);
  return (
    <Card
      title={t`Look back`}
      caption={
        at === null || upTo === null
          ? t`It has not been computed yet`
          : t`Computed on ${at}, from what is known up to ${upTo}`
      }
    >
      <div className={styles.run} aria-busy={isRunning}>
        <Button
          appearance={report === null ? 'primary' : 'secondary'}
          disabled={isRunning || ask.isPending}
          onClick={() => ask.mutate()}
        >
          {report === null ? <Trans>Compute it</Trans> : <Trans>Compute it anew</Trans>}
        </Button>
        {isRunning && (
          <>
            <ProgressBar
              className={styles.progress}
              {...(share === undefined ? {} : { value: share })}
              aria-label={t`Looking back`}
            />
            <span role="status">
              {percent === null ? <Trans>It waits for its turn</Trans> : percent}
            </span>
          </>
        )}
        {state === 'failed' && (
          <p role="alert" className={styles.failed}>
            <Trans>The last run failed; the log of the program says why. Try it again.</Trans>
          </p>
        )}
      </div>
      {ask.error !== null && <Failure error={ask.error} onRetry={() => ask.mutate()} />}
    </Card>
  );
}

function Report({ report }: { readonly report: BacktestReport }) {
  const { t } = useLingui();
  const formats = useFormats();
  const [isTable, setTable] = useState(false);
  const { contacts, sampled } = report;
  const [cases, cameTrue, clusters] = [contacts.cases, contacts.cameTrue, contacts.clusters].map(
    (number) => formats.count(number),
  );
  const [looked, all] = [sampled.contacts.looked, sampled.contacts.of].map((number) =>
    formats.count(number),
  );
  return (
    <>
      <Card
        title={t`Contacts: do they get in touch within 30 days?`}
        caption={t`Every 30 days over two years, contacts that had a score then: ${cases} cases of ${clusters} contacts; it came true in ${cameTrue}`}
        how={
          <Trans>
            Getting in touch is an email by them, a meeting or a call. ROC AUC is the share of pairs
            of cases that are ranked rightly. Intervals come from drawing contacts 1,000 times with
            replacement, all cases of one together. Chances are made of the score by what was known
            at the beginning of the thirty days in question. “Better” is only said when the interval
            of the difference lies above zero for every rule. Looked at: {looked} of {all} contacts.
          </Trans>
        }
        actions={<TableSwitch isTable={isTable} onSwitch={setTable} />}
      >
        <JudgedFigures judged={contacts} isTable={isTable} />
      </Card>
      <Deals report={report} />
    </>
  );
}

function Deals({ report: { deals, sampled } }: { readonly report: BacktestReport }) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const [age, setAge] = useState<number | null>(null);
  const [isTable, setTable] = useState(false);
  const chosen = deals.find(({ ageDays }) => ageDays === age) ?? deals[1] ?? deals[0];
  if (chosen === undefined) return null;
  const [cases, won] = [chosen.cases, chosen.cameTrue].map((number) => formats.count(number));
  const [looked, all] = [sampled.deals.looked, sampled.deals.of].map((number) =>
    formats.count(number),
  );
  return (
    <Card
      title={t`Deals: are they won?`}
      caption={t`Deals that were won or lost, as they stood at an age, while open and with a score: ${cases} cases, ${won} won`}
      how={
        <Trans>
          Deals of one contact are drawn together. An account or a stage is not asked about: only
          what was said in mail, meetings and calls. Looked at: {looked} of {all} closed deals.
        </Trans>
      }
      actions={<TableSwitch isTable={isTable} onSwitch={setTable} />}
    >
      <TabList
        selectedValue={chosen.ageDays}
        onTabSelect={(_event, { value }) => setAge(Number(value))}
        className={styles.ages}
        aria-label={t`Age of the deals`}
      >
        {deals.map(({ ageDays }) => (
          <Tab key={ageDays} value={ageDays}>
            <Plural value={ageDays} one="# day old" other="# days old" />
          </Tab>
        ))}
      </TabList>
      <JudgedFigures judged={chosen} isTable={isTable} />
    </Card>
  );
}
