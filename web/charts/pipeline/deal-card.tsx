import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useFormats } from '../../app/formats.tsx';
import { GradeShape } from '../../parts/grade-shape.tsx';
import { TrendSign } from '../../parts/trend-sign.tsx';
import { cardPlace, cardWidth } from './card-place.ts';
import { lookOf } from './deal.ts';
import { useDealWords } from './deal-words.ts';
import type { Frame } from './frame.ts';
import type { Placed } from './place.ts';

const useStyles = makeStyles({
  card: {
    position: 'absolute',
    zIndex: 3,
    display: 'grid',
    gap: '8px',
    boxSizing: 'border-box',
    width: `${cardWidth}px`,
    maxWidth: '100%',
    padding: '12px 14px',
    borderRadius: tokens.borderRadiusLarge,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    pointerEvents: 'none',
    '@media print': { display: 'none' },
  },
  name: {
    display: '-webkit-box',
    overflow: 'hidden',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: '2',
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase300,
    fontWeight: 600,
  },
  quiet: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground3,
  },
  health: { display: 'flex', alignItems: 'center', gap: '7px', fontWeight: 600 },
  figures: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '2px 14px',
    '& dt': { color: tokens.colorNeutralForeground3 },
    '& dd': { textAlign: 'right' },
  },
});

type Props = { readonly placed: Placed; readonly frame: Frame; readonly today: string };

/** The deal that is pointed at, with its figures, beside its bubble and inside the chart. */
export function DealCard({ placed, frame, today }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const words = useDealWords(today);
  const { deal } = placed.bubble;
  const look = lookOf(deal.health);
  const relative = (at: string | null) =>
    // From noon of the day: a day is told, not an hour.
    at === null ? '–' : formats.relative(at, `${today}T12:00:00Z`);
  const closes =
    deal.estimatedCloseDate === null ? t`No close date` : formats.day(deal.estimatedCloseDate);
  return (
    <div className={styles.card} style={cardPlace(placed, frame)} aria-hidden="true">
      <div>
        <p className={styles.name}>{deal.name}</p>
        <p className={styles.quiet}>
          {[deal.account, deal.owner].filter((one) => one !== null).join(' · ')}
        </p>
      </div>
      <p className={styles.health}>
        <GradeShape grade={look === 'pending' || look === 'none' ? null : look} />
        {words.health(deal)}
        {look !== 'none' && <TrendSign trend={deal.health.trend} />}
      </p>
      <dl className={styles.figures}>
        <dt>
          <Trans>Value</Trans>
        </dt>
        <dd>{words.value(deal) ?? '–'}</dd>
        <dt>
          <Trans>Closes</Trans>
        </dt>
        <dd>{closes}</dd>
        <dt>
          <Trans>Last contact</Trans>
        </dt>
        <dd>{relative(deal.lastInteractionAt)}</dd>
        <dt>
          <Trans>Next contact</Trans>
        </dt>
        <dd>{relative(deal.nextInteractionAt)}</dd>
      </dl>
    </div>
  );
}
