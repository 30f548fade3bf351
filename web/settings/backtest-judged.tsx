import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Judged } from '../../src/contract/backtest.ts';
import { useFormats } from '../app/formats.tsx';
import { CalibrationPlot } from '../charts/calibration-plot.tsx';
import { IntervalRows } from '../charts/interval-rows.tsx';
import { predictorLooks } from '../charts/predictor-looks.ts';
import { RocCurves } from '../charts/roc-curves.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { Verdict } from './backtest-verdict.tsx';
import { predictorWords } from './backtest-words.ts';

const useStyles = makeStyles({
  judged: { display: 'grid', gap: '20px', minWidth: 0 },
  plots: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: '24px',
  },
  plot: { display: 'grid', alignContent: 'start', gap: '8px', margin: 0 },
  heading: { fontSize: '14px', fontWeight: 600 },
  text: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
    textWrap: 'pretty',
  },
});

type Props = { readonly judged: Judged; readonly isTable: boolean };

/** How well health and the simple rules told one thing: as sentences, and as charts or tables. */
export function JudgedFigures({ judged, isTable }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const rows = judged.results.flatMap(({ predictor, area, interval }) => {
    if (area === null || interval === null) return [];
    const [low, high] = interval.map((end) => formats.hundredths(end));
    return {
      key: predictor,
      name: i18n._(predictorWords[predictor]),
      look: predictorLooks[predictor],
      value: area,
      interval,
      text: formats.hundredths(area),
      range: `${low} – ${high}`,
    };
  });
  return (
    <div className={styles.judged}>
      <Verdict judged={judged} />
      {rows.length > 0 &&
        (isTable ? (
          <Tables judged={judged} />
        ) : (
          <>
            <IntervalRows rows={rows} />
            <Plots judged={judged} />
          </>
        ))}
    </div>
  );
}

function Plots({ judged: { results } }: { readonly judged: Judged }) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const [health] = results;
  const groups = health?.calibration ?? [];
  const [brier, foretold] = [health?.brier ?? null, formats.count(health?.foretold ?? 0)];
  const brierText = brier === null ? '–' : formats.hundredths(brier);
  return (
    <div className={styles.plots}>
      <figure className={styles.plot}>
        <figcaption>
          <h3 className={styles.heading}>
            <Trans>Found, for what is called wrongly</Trans>
          </h3>
          <p className={styles.text}>
            <Trans>The further a line is from the diagonal, the more it tells.</Trans>
          </p>
        </figcaption>
        <RocCurves
          results={results}
          xTitle={t`called wrongly`}
          yTitle={t`found`}
          percent={formats.percent}
        />
      </figure>
      <figure className={styles.plot}>
        <figcaption>
          <h3 className={styles.heading}>
            <Trans>Chances made of the score, and what came true</Trans>
          </h3>
          <p className={styles.text}>
            {groups.length === 0 ? (
              <Trans>
                Before no case was enough known to make chances of the score: it takes twenty
                earlier cases of either outcome.
              </Trans>
            ) : (
              <Trans>
                On the diagonal they are right. Over {foretold} cases the Brier score is {brierText}
                ; 0 is perfect, a coin has 0.25.
              </Trans>
            )}
          </p>
        </figcaption>
        {groups.length > 0 && (
          <CalibrationPlot
            groups={groups}
            xTitle={t`chance foretold`}
            yTitle={t`came true`}
            percent={formats.percent}
          />
        )}
      </figure>
    </div>
  );
}

function Tables({ judged: { results } }: { readonly judged: Judged }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const ratio = (value: number | null) => (value === null ? '–' : formats.hundredths(value));
  const groups = results[0]?.calibration ?? [];
  return (
    <>
      <PlainTable
        label={t`What tells how much`}
        heads={[t`Told by`, t`ROC AUC`, t`95 %`, t`Brier score`, t`Cases with a chance`]}
        rows={results.map(({ predictor, area, interval, brier, foretold }) => ({
          key: predictor,
          cells: [
            i18n._(predictorWords[predictor]),
            ratio(area),
            interval === null ? '–' : `${ratio(interval[0])} – ${ratio(interval[1])}`,
            ratio(brier),
            formats.count(foretold),
          ],
        }))}
      />
      {groups.length > 0 && (
        <PlainTable
          label={t`Chances made of the score, and what came true`}
          heads={[t`Chance foretold`, t`Came true`, t`Cases`]}
          rows={groups.map(({ n, foretold, cameTrue }) => ({
            key: String(foretold),
            cells: [formats.percent(foretold), formats.percent(cameTrue), formats.count(n)],
          }))}
        />
      )}
    </>
  );
}
