import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import type { Ties } from '../../src/contract/ties.ts';
import { useFormats } from '../app/formats.tsx';
import type { RecordAsOf } from '../data/record.ts';
import { tiesQuery } from '../data/ties.ts';
import { Asked } from '../parts/asked.tsx';
import { Card } from '../parts/card.tsx';
import { Loading } from '../parts/loading.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { IntroductionsOfRecord } from './who-knows-whom-introductions.tsx';
import { AccountTies, PersonTies } from './who-knows-whom-list.tsx';
import { TiePathsPart } from './who-knows-whom-paths.tsx';

const TieGraphView = lazy(async () => ({
  default: (await import('./who-knows-whom-graph.tsx')).TieGraphView,
}));

const useStyles = makeStyles({
  summary: { maxWidth: '80ch', textWrap: 'pretty' },
  tabs: { marginLeft: '-10px' },
  people: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))',
    gap: '28px 40px',
  },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly collection: Collection;
  readonly analytics: Analytics;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
  readonly className?: string | undefined;
};

const views = ['list', 'graph', 'table'] as const;
type View = (typeof views)[number];

/** Who of ours knows the people of a record, how well, and how to be introduced by them. */
export function WhoKnowsWhomWidget({ collection, analytics, asOf, className }: Props) {
  const { t } = useLingui();
  const formats = useFormats();
  const record = { collection, id: analytics.record.id, asOf };
  const query = useQuery(tiesQuery(record));
  const day = formats.instantDay(analytics.asOf);
  return (
    <Card
      title={t`Who knows whom`}
      className={className}
      caption={t`How strong the ties of colleagues are, from 0 to 100, by what both took part in within 365 days before ${day}`}
      how={
        <Trans>
          An email weighs 1, a call 1.5, a meeting 2, a task 0.5; half of it after 90 days, and less
          the more people took part. Strength grows with the sum of the weights, and is largest
          where contact goes both ways: 100 · (1 − 2^(−Σw/3)) · (¼ + ¾ · (2 · the smaller direction
          + ½) / (both directions + 1)). Strong from 60, fair from 25. Knowing an account is knowing
          at least one of its contacts: 1 − the product of all (1 − strength/100). Colleagues who
          left or opted out are not shown, nor are customers who opted out.
        </Trans>
      }
    >
      <Asked query={query} waiting={t`Ties are looked up`}>
        {(data) => <Known ties={data} record={record} />}
      </Asked>
    </Card>
  );
}

function Known({ ties, record }: { readonly ties: Ties; readonly record: RecordAsOf }) {
  const styles = useStyles();
  const { t } = useLingui();
  const [view, setView] = useState<View>('list');
  const isKnown = ties.people.some(({ ties: known }) => known.length > 0);
  const isPerson = record.collection === 'contacts' || record.collection === 'leads';
  const words = { list: t`List`, graph: t`Graph`, table: t`Table` };
  return (
    <>
      <Summary ties={ties} />
      {isKnown && (
        <TabList
          size="small"
          className={styles.tabs}
          selectedValue={view}
          onTabSelect={(_event, { value }) => setView(views.find((one) => one === value) ?? 'list')}
          aria-label={t`Show ties as`}
        >
          {views.map((one) => (
            <Tab key={one} value={one}>
              {words[one]}
            </Tab>
          ))}
        </TabList>
      )}
      {view !== 'list' && isKnown ? (
        <Suspense fallback={<Loading label={t`The graph is drawn`} />}>
          <TieGraphView ties={ties} record={record} isTable={view === 'table'} />
        </Suspense>
      ) : ties.account !== null ? (
        <AccountTies ties={ties.account} asOf={ties.asOf} record={record} />
      ) : (
        <div className={styles.people}>
          {ties.people.map((person) => (
            <PersonTies
              key={`${person.type}:${person.id}`}
              person={person}
              isNamed={!isPerson}
              asOf={ties.asOf}
              record={record}
            />
          ))}
          {ties.people.length < ties.total && (
            <p className={styles.quiet}>
              <Plural
                value={ties.total - ties.people.length}
                one="# more is not shown."
                other="# more are not shown."
              />
            </p>
          )}
        </div>
      )}
      {isPerson && <TiePathsPart record={record} person={ties.people[0]} />}
      {record.asOf === null && <IntroductionsOfRecord record={record} />}
    </>
  );
}

/** The one or two things that matter, in a sentence. */
function Summary({ ties: { people, account, total } }: { readonly ties: Ties }) {
  const styles = useStyles();
  const formats = useFormats();
  if (people.every(({ hidden }) => hidden) && people.length > 0)
    return (
      <Nothing>
        <Trans>Who knows these people is for those who work on them.</Trans>
      </Nothing>
    );
  if (total === 0 && account === null)
    return (
      <Nothing>
        <Trans>
          No contact stands on this record. Name its contact or stakeholders in the CRM, and whoever
          knows them is shown here.
        </Trans>
      </Nothing>
    );
  const best = people
    .flatMap(({ name, ties }) => ties.slice(0, 1).map((tie) => ({ name, tie })))
    .toSorted((a, b) => b.tie.strength - a.tie.strength)[0];
  if (best === undefined)
    return (
      <Nothing>
        <Trans>
          Nobody of ours has had contact that counts with them in these 365 days. Import the
          mailboxes of more colleagues, or write to them, and ties appear here.
        </Trans>
      </Nothing>
    );
  const others = new Set(people.flatMap(({ ties }) => ties.map(({ user }) => user.id))).size - 1;
  const { name: customer, tie } = best;
  const colleague = tie.user.name;
  const strength = formats.count(Math.round(tie.strength));
  return (
    <p className={styles.summary}>
      <Trans>
        <strong>{colleague}</strong> knows {customer} best ({strength} of 100).
      </Trans>{' '}
      {others > 0 && (
        <Plural
          value={others}
          one="# other colleague is in touch as well."
          other="# other colleagues are in touch as well."
        />
      )}
    </p>
  );
}
