import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Analytics } from '../../src/contract/api.ts';
import type { Similar } from '../../src/contract/similar.ts';
import { useFormats } from '../app/formats.tsx';
import { QuartilePlot } from '../charts/quartile-plot.tsx';
import { similarQuery } from '../data/similar.ts';
import { kpiWords } from '../pages/list/kpi-columns.ts';
import { Asked } from '../parts/asked.tsx';
import { Card } from '../parts/card.tsx';
import { phone } from '../parts/layout.ts';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { places } from './places.ts';
import { SimilarCurve } from './similar-curve.tsx';
import { SimilarSentences } from './similar-sentences.tsx';
import { firstMeasures, measureText, type Unit } from './similar-words.ts';

const useStyles = makeStyles({
  parts: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '28px' },
  part: { display: 'grid', gap: '10px', minWidth: 0 },
  plot: { display: 'block', width: '150px', [phone]: { width: '96px' } },
  plain: { whiteSpace: 'nowrap' },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 18px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  key: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
});

type Props = {
  readonly analytics: Analytics;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
  readonly className?: string | undefined;
};

/** Every figure of the deal beside the similar won ones when they were as old. */
export function SimilarComparisonWidget({ analytics, asOf, className }: Props) {
  const { t } = useLingui();
  const formats = useFormats();
  const query = useQuery(similarQuery({ id: analytics.record.id, asOf }));
  const day = formats.instantDay(analytics.asOf);
  return (
    <Card
      id={places.similar}
      title={t`Beside similar won deals at the same age`}
      className={className}
      caption={t`Since each deal’s creation up to the same number of days after it; this deal as of ${day}`}
      how={
        <Trans>
          Each figure is counted as it stood when the other deal was as old as this one is. The
          median has as many deals below as above it; the middle half lies between the quartiles.
          Health is that of deals that were still open at that age.
        </Trans>
      }
    >
      <Asked query={query} waiting={t`The deals are compared`} rows={11} rowHeight={40}>
        {(data) => <Compared similar={data} analytics={analytics} />}
      </Asked>
    </Card>
  );
}

function Compared({
  similar,
  analytics,
}: {
  readonly similar: Similar;
  readonly analytics: Analytics;
}) {
  const styles = useStyles();
  if (similar.state === 'notOpen' || similar.state === 'none') {
    return (
      <Nothing>
        <Trans>There is nothing to compare with: see Similar won deals.</Trans>
      </Nothing>
    );
  }
  if (similar.ageDays === null) {
    return (
      <Nothing>
        <Trans>
          When this deal was created is not known, so it has no age at which others could be looked
          at. Fill in its creation in the CRM.
        </Trans>
      </Nothing>
    );
  }
  if (similar.won.length === 0) {
    return (
      <Nothing>
        <Trans>No won deal that you may see is there to compare with.</Trans>
      </Nothing>
    );
  }
  return (
    <>
      <SimilarSentences similar={similar} />
      <div className={styles.parts}>
        <Measures similar={similar} />
        <SimilarCurve similar={similar} analytics={analytics} />
      </div>
    </>
  );
}

function Measures({ similar }: { readonly similar: Similar }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const [isAll, setAll] = useState(false);
  const byName = new Map(similar.measures.map((one) => [one.measure, one]));
  const first = firstMeasures.map(({ measure, name, unit }) => ({
    measure,
    name: i18n._(name),
    unit,
  }));
  const listed = new Set(first.map(({ measure }) => measure));
  const more = [...kpiWords]
    .filter(([measure]) => !listed.has(measure))
    .map(([measure, { name, unit }]) => ({ measure, name: i18n._(name), unit }));
  const rows = [...first, ...(isAll ? more : [])].flatMap(({ measure, name, unit }) => {
    const one = byName.get(measure);
    if (one === undefined) return [];
    const text = (value: number | null) => measureText(value, unit, formats);
    const plain = (value: string) => <span className={styles.plain}>{value}</span>;
    const [from, to] = [text(one.lowerQuartile), text(one.upperQuartile)];
    return {
      key: measure,
      cells: [
        name,
        plain(text(one.own)),
        <span key="plot" className={styles.plot}>
          <QuartilePlot {...one} {...ends(unit)} />
        </span>,
        plain(text(one.median)),
        one.n === 0 ? '–' : t`${from} to ${to}`,
        formats.count(one.n),
      ],
    };
  });
  return (
    <div className={styles.part}>
      <div className={styles.legend}>
        <span className={styles.key}>
          <Diamond />
          <Trans>this deal</Trans>
        </span>
        <span className={styles.key}>
          <Half />
          <Trans>middle half of the won deals, with the median</Trans>
        </span>
      </div>
      <PlainTable
        label={t`Figures at the same age`}
        heads={[t`Figure`, t`This deal`, t`Drawn`, t`Median`, t`Middle half`, t`Deals`]}
        rows={rows}
      />
      <div>
        <Button aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? <Trans>Show fewer figures</Trans> : <Trans>Show all figures</Trans>}
        </Button>
      </div>
    </div>
  );
}

function ends(unit: Unit): { readonly most?: number } {
  if (unit === 'percent') return { most: 1 };
  return unit === 'score' ? { most: 100 } : {};
}

function Diamond() {
  return (
    <svg width="12" height="12" aria-hidden="true" focusable="false">
      <path d="M6 0 12 6 6 12 0 6Z" fill="var(--gradeFair)" />
    </svg>
  );
}

function Half() {
  return (
    <svg width="20" height="12" aria-hidden="true" focusable="false">
      <rect
        x="0.5"
        y="1"
        width="19"
        height="10"
        rx="2.6"
        fill="var(--kindEmailSoft)"
        stroke="var(--kindEmail)"
      />
      <line x1="11" x2="11" y1="0" y2="12" stroke="var(--kindEmail)" strokeWidth="2" />
    </svg>
  );
}
