import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans } from '@lingui/react/macro';
import { useSuspenseQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { useFormats } from '../../app/formats.tsx';
import { aboutQuery } from '../../data/queries.ts';
import { type Deal, lacksRate } from './deal.ts';
import { sampleWorths } from './radius.ts';

const useStyles = makeStyles({
  key: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 12px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
  sample: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
});

type Props = {
  readonly deals: readonly Deal[];
  readonly radius: (worth: number | null) => number;
};

/** What the areas say, by two samples. */
export const SizeKey = memo(function SizeKey({ deals, radius }: Props) {
  const styles = useStyles();
  const formats = useFormats();
  const samples = sampleWorths(deals.map(({ worth }) => worth));
  const { data: about } = useSuspenseQuery(aboutQuery);
  const currencies = new Set(deals.map((deal) => deal.currency));
  // Without a currency of ours values are compared as they stand; samples of several currencies are numbers then.
  const [common = null] = currencies.size === 1 ? currencies : [];
  const currency = about.currency ?? common;
  const withoutRate = deals.filter(lacksRate).length;
  if (samples.length === 0 && withoutRate === 0) return null;
  return (
    <p className={styles.key}>
      {about.currency !== null && currencies.size > 1 ? (
        <Trans>Area: estimated value in {about.currency}</Trans>
      ) : (
        <Trans>Area: estimated value</Trans>
      )}
      {samples.map((worth) => {
        const r = radius(worth);
        const size = 2 * r + 2;
        return (
          <span key={worth} className={styles.sample}>
            <svg width={size} height={size} aria-hidden="true" focusable="false">
              <circle
                cx={size / 2}
                cy={size / 2}
                r={r}
                fill="none"
                stroke={tokens.colorNeutralForeground3}
              />
            </svg>
            {formats.money(worth, currency)}
          </span>
        );
      })}
      {withoutRate > 0 && (
        <Plural
          value={withoutRate}
          one="# opportunity is in a currency without a rate and smallest"
          other="# opportunities are in a currency without a rate and smallest"
        />
      )}
    </p>
  );
});
