import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import type { ListRow } from '../../src/contract/list.ts';
import { useFormats } from '../app/formats.tsx';
import { Bar } from '../charts/bar.tsx';
import { listPageQuery } from '../data/lists.ts';
import { aboutQuery } from '../data/queries.ts';
import { Card } from '../parts/card.tsx';
import { gradeColours } from '../parts/grade-shape.tsx';
import { HealthSign } from '../parts/health-sign.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { gradeAt } from './grade-at.ts';

type Rolled = Extract<Analytics['figures']['health'], { readonly contactPart: unknown }>;

const useStyles = makeStyles({
  parts: { display: 'grid', gap: '18px' },
  line: { display: 'flex', justifyContent: 'space-between', gap: '12px', paddingBottom: '6px' },
  name: { fontWeight: 600 },
  text: {
    paddingTop: '6px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
  },
  value: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
  heading: { fontSize: '14px', fontWeight: 600 },
  behind: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
    gap: '20px 32px',
  },
  list: { display: 'grid', paddingTop: '8px' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: '4px 12px',
    padding: '9px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
});

type Props = {
  readonly analytics: Analytics;
  readonly isNow: boolean;
  readonly className?: string | undefined;
};

/** What an account's score is rolled up from: its people, and its open deals. */
export function AccountPartsWidget({ analytics, isNow, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const { health } = analytics.figures;
  const parts = 'contactPart' in health ? health : null;
  const { opportunities } = analytics;
  return (
    <Card
      title={t`What the score is made of`}
      className={className}
      caption={t`The mean of two parts, each from 0 to 100; a part that is missing is left out`}
      how={
        <Trans>
          Contacts weigh by how many activities with them count in the last 180 days; opportunities
          by their estimated value in the organisation’s currency.
        </Trans>
      }
    >
      {parts !== null && (
        <div className={styles.parts}>
          <Part
            title={t`Its contacts`}
            value={parts.contactPart}
            text={t`Mean of the contacts’ scores. More contact with one of them lifts it.`}
          />
          <Part
            title={t`Its open opportunities`}
            value={parts.opportunityPart}
            text={t`Mean of the open opportunities’ scores. The large ones move it most.`}
          />
        </div>
      )}
      <div className={styles.behind}>
        <Behind
          title={
            <Plural
              value={opportunities.length}
              _0="No open opportunity"
              one="# open opportunity"
              other="# open opportunities"
            />
          }
          collection="opportunities"
          rows={opportunities.map(({ id, name, health: own }) => ({
            id,
            name,
            health: signOf(own),
          }))}
          nothing={<Trans>Closed deals are not scored, so only the contacts make the score.</Trans>}
          more={
            analytics.hiddenOpportunities > 0 && (
              <Plural
                value={analytics.hiddenOpportunities}
                one="# more is a colleague’s; it counts in the score."
                other="# more are colleagues’; they count in the score."
              />
            )
          }
        />
        {isNow && <Contacts account={analytics.record.id} />}
      </div>
    </Card>
  );
}

/** The healthiest contacts; their list is as of now, so it is not shown for an earlier time. */
function Contacts({ account }: { readonly account: string }) {
  const { data: page } = useQuery(listPageQuery('contacts', { sort: '-health.score', account }, 0));
  if (page === undefined) return null;
  return (
    <Behind
      title={<Plural value={page.total} _0="No contact" one="# contact" other="# contacts" />}
      collection="contacts"
      rows={page.rows.slice(0, 6).map(({ record, health }) => ({ ...record, health }))}
      nothing={<Trans>Contacts whose company this is appear here.</Trans>}
    />
  );
}

type BehindProps = {
  readonly title: ReactNode;
  readonly collection: Collection;
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly health: ListRow['health'];
  }[];
  readonly nothing: ReactNode;
  readonly more?: ReactNode;
};

function Behind({ title, collection, rows, nothing, more }: BehindProps) {
  const styles = useStyles();
  return (
    <div>
      <h3 className={styles.heading}>{title}</h3>
      {rows.length === 0 ? (
        <Nothing>{nothing}</Nothing>
      ) : (
        <ul className={styles.list}>
          {rows.map(({ id, name, health }) => (
            <li key={id} className={styles.row}>
              <Link to="/$collection/$id" params={{ collection, id }} className={styles.link}>
                {name}
              </Link>
              <HealthSign health={health} isInColumn />
            </li>
          ))}
        </ul>
      )}
      {more !== undefined && more !== false && <p className={styles.text}>{more}</p>}
    </div>
  );
}

type PartProps = {
  readonly title: string;
  readonly value: Rolled['contactPart'];
  readonly text: string;
};

function Part({ title, value, text }: PartProps) {
  const styles = useStyles();
  const formats = useFormats();
  const { data: about } = useSuspenseQuery(aboutQuery);
  return (
    <div>
      <div className={styles.line}>
        <h3 className={styles.heading}>{title}</h3>
        <span className={styles.value}>{value === null ? '–' : formats.points(value)}</span>
      </div>
      <Bar
        share={(value ?? 0) / 100}
        fill={gradeColours[gradeAt(Math.round(value ?? 0), about.grades)]}
      />
      <p className={styles.text}>
        {value === null ? <Trans>None of them has a score, so this part is left out.</Trans> : text}
      </p>
    </div>
  );
}

function signOf(health: Analytics['figures']['health']) {
  return health.state === 'scored'
    ? { state: health.state, score: health.score, grade: health.grade, trend: health.trend }
    : { state: health.state, score: null, grade: null, trend: null };
}
