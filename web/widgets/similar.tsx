import { Button, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Analytics } from '../../src/contract/api.ts';
import type { Similar, SimilarDeal } from '../../src/contract/similar.ts';
import { useFormats } from '../app/formats.tsx';
import { Bar } from '../charts/bar.tsx';
import { aboutQuery } from '../data/queries.ts';
import { similarQuery } from '../data/similar.ts';
import { Asked } from '../parts/asked.tsx';
import { Card } from '../parts/card.tsx';
import { phone } from '../parts/layout.ts';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { SimilarWeights } from './similar-weights.tsx';
import { fieldName, likeness, measureText, valueText } from './similar-words.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '10px', minWidth: 0 },
  note: { color: tokens.colorNeutralForeground2, maxWidth: '80ch', textWrap: 'pretty' },
  deal: { display: 'grid', gap: '2px', minWidth: '150px', maxWidth: '280px' },
  link: {
    fontWeight: 600,
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    overflowWrap: 'anywhere',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { textDecoration: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  near: { display: 'grid', gap: '4px', width: '72px' },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px',
    minWidth: '220px',
    maxWidth: '380px',
    [phone]: { minWidth: 0 },
  },
  chip: {
    padding: '1px 8px',
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    backgroundColor: tokens.colorNeutralBackground6,
    overflowWrap: 'anywhere',
  },
  other: { flexBasis: '100%' },
  plain: { whiteSpace: 'nowrap' },
});

type Props = {
  readonly analytics: Analytics;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
  readonly className?: string | undefined;
};

/** The won deals most like this one, the lost ones beside them, and what makes them alike. */
export function SimilarWidget({ analytics, asOf, className }: Props) {
  const { t } = useLingui();
  const formats = useFormats();
  const query = useQuery(similarQuery({ id: analytics.record.id, asOf }));
  const day = formats.instantDay(analytics.asOf);
  return (
    <Card
      title={t`Similar won deals`}
      className={className}
      caption={
        query.data?.state === 'standIn'
          ? t`The deals won last before ${day}, among those that you may see; their figures are of when they were as old as this deal is then`
          : t`The deals closed before ${day} that are most like this one, among those that you may see; their figures are of when they were as old as this deal is then`
      }
      how={
        <Trans>
          Deals are compared field by field: words are alike or not, numbers are apart by their
          difference out of the whole range. Only what is known while a deal is open takes part. How
          much a field weighs is what it told about won and lost in closed deals; below 30 won or 30
          lost all weigh the same. Response times are medians until the answer, in elapsed time.
        </Trans>
      }
    >
      <Asked query={query} waiting={t`Similar deals are looked up`} rows={4} rowHeight={76}>
        {(data) =>
          data.state === 'notOpen' ? (
            <Nothing>
              <Trans>
                This deal was closed by then. Look at it as of a day on which it was open to see
                which deals were like it.
              </Trans>
            </Nothing>
          ) : data.state === 'none' ? (
            <Nothing>
              <Trans>
                No deal that you may see was won before. As soon as one is, those most like this
                deal are listed here.
              </Trans>
            </Nothing>
          ) : (
            <Found similar={data} />
          )
        }
      </Asked>
    </Card>
  );
}

const shownAtFirst = 10;

function Found({ similar }: { readonly similar: Similar }) {
  const styles = useStyles();
  const { t } = useLingui();
  const [outcome, setOutcome] = useState<'won' | 'lost'>('won');
  const [isAll, setAll] = useState(false);
  const deals = similar[outcome];
  const shown = isAll ? deals : deals.slice(0, shownAtFirst);
  const [won, lost] = [similar.won.length, similar.lost.length];
  return (
    <>
      <div className={styles.list}>
        {similar.state === 'standIn' && (
          <p className={styles.note}>
            <Plural
              value={won}
              one="Nothing of this deal can be compared with others, so the latest won deal stands in. Fill in value, industry, source or type in the CRM to find similar ones."
              other="Nothing of this deal can be compared with others, so the # latest won deals stand in. Fill in value, industry, source or type in the CRM to find similar ones."
            />
          </p>
        )}
        <TabList
          selectedValue={outcome}
          onTabSelect={(_event, { value }) => setOutcome(value === 'lost' ? 'lost' : 'won')}
        >
          <Tab value="won">{t`Won (${won})`}</Tab>
          <Tab value="lost">{t`Lost (${lost})`}</Tab>
        </TabList>
        {deals.length === 0 ? (
          <Nothing>
            {outcome === 'lost' ? (
              <Trans>No lost deal that you may see shares anything with this one.</Trans>
            ) : (
              <Trans>No won deal that you may see shares anything with this one.</Trans>
            )}
          </Nothing>
        ) : (
          <Deals
            deals={shown}
            label={outcome === 'won' ? t`Similar won deals` : t`Similar lost deals`}
          />
        )}
        {deals.length > shown.length && (
          <div>
            <Button onClick={() => setAll(true)}>
              <Plural value={deals.length} one="Show # deal" other="Show all # deals" />
            </Button>
          </div>
        )}
      </div>
      <SimilarWeights weights={similar.weights} />
    </>
  );
}

function Deals({
  deals,
  label,
}: {
  readonly deals: readonly SimilarDeal[];
  readonly label: string;
}) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const isCompared = deals.some(({ distance }) => distance !== null);
  const heads = [
    t`Deal`,
    ...(isCompared ? [t`Alike`, t`Why`] : []),
    t`Activities`,
    t`Time spent`,
    t`We answer in`,
    t`They answer in`,
    t`They answer`,
  ];
  return (
    <PlainTable
      label={label}
      heads={heads}
      rows={deals.map((deal) => {
        const { sameAge, distance } = deal;
        const alike = formats.percent(1 - (distance ?? 1));
        const figure = (
          value: number | null | undefined,
          unit: 'count' | 'minutes' | 'hours' | 'percent',
        ) => (
          <span key={unit} className={styles.plain}>
            {measureText(value ?? null, unit, formats)}
          </span>
        );
        const cells: readonly ReactNode[] = [
          <DealName key="name" deal={deal} />,
          ...(isCompared
            ? [
                <span key="near" className={styles.near}>
                  {alike}
                  <Bar share={1 - (distance ?? 1)} fill="var(--kindEmail)" />
                </span>,
                <Why key="why" deal={deal} />,
              ]
            : []),
          figure(sameAge?.activities, 'count'),
          figure(sameAge?.minutesByUs, 'minutes'),
          figure(sameAge?.responseHoursByUs, 'hours'),
          figure(sameAge?.responseHoursByThem, 'hours'),
          figure(sameAge?.responseRateByThem, 'percent'),
        ];
        return { key: deal.id, cells };
      })}
    />
  );
}

function DealName({ deal }: { readonly deal: SimilarDeal }) {
  const styles = useStyles();
  const formats = useFormats();
  const { id, name, account, estimatedValue, currency, closedAt } = deal;
  const closed = formats.instantDay(closedAt);
  return (
    <span className={styles.deal}>
      <Link
        to="/$collection/$id"
        params={{ collection: 'opportunities', id }}
        className={styles.link}
      >
        {name}
      </Link>
      <span className={styles.quiet}>
        {[account?.name, estimatedValue === null ? null : formats.money(estimatedValue, currency)]
          .filter((part) => part !== null && part !== undefined)
          .join(' · ')}
      </span>
      <span className={styles.quiet}>
        <Trans>closed {closed}</Trans>
      </span>
    </span>
  );
}

/** What both share as chips; what they do not share in small. */
function Why({ deal }: { readonly deal: SimilarDeal }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const text = (field: string, value: number | readonly string[]) =>
    valueText(field, value, { formats, currency: about.currency });
  const { alike, different } = likeness(deal);
  const others = different.map(({ field }) => fieldName(field, i18n)).join(', ');
  return (
    <span className={styles.chips}>
      {alike.map(({ field, own, its }) => (
        <span
          key={field}
          className={styles.chip}
          title={`${text(field, own)} ↔ ${text(field, its)}`}
        >
          {fieldName(field, i18n)}: {text(field, its)}
        </span>
      ))}
      {others !== '' && (
        <span className={`${styles.quiet} ${styles.other}`}>
          <Trans>Not alike: {others}</Trans>
        </span>
      )}
    </span>
  );
}
