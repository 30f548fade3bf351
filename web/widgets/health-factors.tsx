import { makeStyles, tokens } from '@fluentui/react-components';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Analytics } from '../../src/contract/api.ts';
import { type HealthFactor, healthFactors } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { Bar } from '../charts/bar.tsx';
import { addDays, dayOf } from '../days.ts';
import { Card } from '../parts/card.tsx';
import { gradeColours } from '../parts/grade-shape.tsx';
import { type LedgerFilter, LedgerLink } from '../parts/ledger-link.tsx';
import { factorWords } from '../words.ts';
import { places } from './places.ts';

type Scored = Extract<Analytics['figures']['health'], { readonly factors: unknown }>;

const useStyles = makeStyles({
  list: { display: 'grid', gap: '20px' },
  factor: { display: 'grid', gap: '6px' },
  line: { display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', gap: '12px' },
  name: { fontSize: '14px', fontWeight: 600 },
  points: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  most: { color: tokens.colorNeutralForeground3 },
  text: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
    maxWidth: '92ch',
    textWrap: 'pretty',
  },
  streak: { color: tokens.colorNeutralForeground1, fontWeight: 600 },
});

const texts: Readonly<Record<HealthFactor, MessageDescriptor>> = {
  recency: msg`How long ago they last wrote, met or called, and the key contact among them. Contact from them lifts it at once, every quiet day lowers it; our own emails hardly count.`,
  frequency: msg`On how many days they are in touch, recent weeks first; ten emails in a day are one day. One inbound day in each period of the communication frequency gives about three quarters.`,
  engagement: msg`How much comes from them compared with what comes from us. Emails to the key contact that stay unanswered lower it, their next answer lifts it again.`,
  mix: msg`Whether emails, meetings and phone calls are all in use. A meeting or a call beside the emails lifts it.`,
};

type Props = {
  readonly analytics: Analytics;
  readonly health: Scored;
  readonly className?: string | undefined;
};

/** The four factors of a score: points of how many, what each measures and what moves it. */
export function HealthFactorsWidget({ analytics, health, className }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const to = dayOf(Date.parse(analytics.asOf), analytics.timeZone);
  const lookedAt: LedgerFilter = { from: addDays(to, -180), to, counted: 'yes' };
  const filters: Readonly<Record<HealthFactor, LedgerFilter>> = {
    recency: { ...lookedAt, side: 'them' },
    frequency: { ...lookedAt, side: 'them' },
    engagement: lookedAt,
    mix: lookedAt,
  };
  const sum = formats.points(health.exactScore);
  return (
    <Card
      id={places.factors}
      title={t`What the score is made of`}
      className={className}
      caption={t`Points of each factor; together ${sum} of 100. The points open the activities behind them.`}
      how={
        <Trans>
          Activities are weighed by kind: meetings most, then phone calls, emails and tasks, times
          the influence that the administrator gave them; half when the key contact takes no part.
          Their weight halves with every four periods of the communication frequency.
        </Trans>
      }
    >
      <ul className={styles.list}>
        {healthFactors.map((name) => {
          const { points, max, value } = health.factors[name];
          const [pointsText, maxText] = [formats.points(points), formats.count(max)];
          const title = i18n._(factorWords[name]);
          return (
            <li key={name} className={styles.factor}>
              <div className={styles.line}>
                <h3 className={styles.name}>{title}</h3>
                <span className={styles.points}>
                  <LedgerLink
                    filter={filters[name]}
                    label={t`${title}: ${pointsText} of ${maxText} points; show the activities`}
                  >
                    <strong>{pointsText}</strong>
                  </LedgerLink>{' '}
                  <span className={styles.most}>
                    <Trans>of {maxText}</Trans>
                  </span>
                </span>
              </div>
              <Bar share={value} fill={colourOf(value)} />
              <p className={styles.text}>
                {i18n._(texts[name])}{' '}
                {name === 'engagement' && health.unansweredStreak > 0 && (
                  <span className={styles.streak}>
                    <Plural
                      value={health.unansweredStreak}
                      one="Now # email to the key contact is unanswered."
                      other="Now # emails in a row to the key contact are unanswered."
                    />
                  </span>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** How full a factor is, in the colours of the grades. */
function colourOf(value: number): string {
  if (value >= 0.6) return gradeColours.good;
  return value >= 0.4 ? gradeColours.fair : gradeColours.poor;
}
