import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Similar } from '../../src/contract/similar.ts';
import { useFormats } from '../app/formats.tsx';
import { Bar } from '../charts/bar.tsx';
import { fieldName } from './similar-words.ts';

const useStyles = makeStyles({
  weights: { display: 'grid', gap: '6px', paddingTop: '6px' },
  heading: { fontSize: '14px', fontWeight: 600 },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  bars: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(230px, 1fr))',
    gap: '6px 32px',
  },
  weight: {
    display: 'grid',
    gridTemplateColumns: '112px minmax(0, 1fr) 46px',
    alignItems: 'center',
    gap: '10px',
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  number: { textAlign: 'right' },
});

/** How much each field weighs, and where that comes from. */
export function SimilarWeights({ weights }: { readonly weights: Similar['weights'] }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const [won, lost] = [formats.count(weights.won), formats.count(weights.lost)];
  const most = Math.max(...weights.fields.map(({ weight }) => weight), 1e-9);
  const sorted = weights.fields.toSorted((a, b) => b.weight - a.weight);
  return (
    <section className={styles.weights}>
      <h3 className={styles.heading}>
        <Trans>What weighs how much</Trans>
      </h3>
      <p className={styles.quiet}>
        {weights.basis === 'learned' ? (
          <Trans>
            Learned from {won} won and {lost} lost deals of the organisation: what told them apart.
          </Trans>
        ) : weights.basis === 'tooFewDeals' ? (
          <Trans>
            All alike: {won} deals are won and {lost} lost, and from 30 of each on it is learned
            what tells them apart.
          </Trans>
        ) : weights.basis === 'nothingShared' ? (
          <Trans>
            All alike: what told won from lost deals is not known of this deal, so what is known
            counts the same.
          </Trans>
        ) : (
          <Trans>
            All alike: nothing told the {won} won deals from the {lost} lost ones.
          </Trans>
        )}
      </p>
      <ul className={styles.bars}>
        {sorted.map(({ field, weight }) => (
          <li key={field} className={styles.weight}>
            <span>{fieldName(field, i18n)}</span>
            <Bar share={weight / most} fill="var(--kindEmail)" />
            <span className={styles.number}>{formats.percentTenths(weight)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
