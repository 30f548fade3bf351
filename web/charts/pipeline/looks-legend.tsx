import { makeStyles, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { memo } from 'react';
import { useFormats } from '../../app/formats.tsx';
import { GradeShape } from '../../parts/grade-shape.tsx';
import { LegendEntry } from '../legend.tsx';
import { type Look, looks } from './deal.ts';
import { lookWords } from './deal-words.ts';
import { lookColours, lookDashes } from './paint.ts';

const useStyles = makeStyles({
  legend: { display: 'flex', flexWrap: 'wrap', gap: '0 4px', marginLeft: '-8px' },
  count: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
});

type Props = {
  readonly counts: Readonly<Record<Look, number>>;
  readonly hidden: ReadonlySet<Look>;
  readonly onToggle: (look: Look) => void;
};

/** What the looks mean, how many there are of each, and which of them are shown. */
export const LooksLegend = memo(function LooksLegend({ counts, hidden, onToggle }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  return (
    <div className={styles.legend}>
      {looks.map((look) =>
        counts[look] === 0 ? null : (
          <LegendEntry key={look} isOff={hidden.has(look)} onToggle={() => onToggle(look)}>
            <LookSign look={look} />
            {i18n._(lookWords[look])}
            <span className={styles.count}>{formats.count(counts[look])}</span>
          </LegendEntry>
        ),
      )}
    </div>
  );
});

function LookSign({ look }: { readonly look: Look }) {
  if (look !== 'pending' && look !== 'none') return <GradeShape grade={look} />;
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <circle
        cx="6"
        cy="6"
        r="4.8"
        fill="none"
        stroke={lookColours[look]}
        strokeWidth="1.4"
        strokeDasharray={lookDashes[look].join(' ')}
      />
    </svg>
  );
}
