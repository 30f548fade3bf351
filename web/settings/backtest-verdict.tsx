import { makeStyles, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  type FluentIcon,
  QuestionCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Judged } from '../../src/contract/backtest.ts';
import { useFormats } from '../app/formats.tsx';
import { predictorWords } from './backtest-words.ts';

const useStyles = makeStyles({
  verdict: { display: 'grid', gap: '6px' },
  title: { display: 'flex', gap: '8px', alignItems: 'center', fontSize: '16px', fontWeight: 650 },
  icon: { flexShrink: 0 },
  list: { display: 'grid', gap: '4px', maxWidth: '76ch', color: tokens.colorNeutralForeground2 },
});

const icons: Readonly<Record<'better' | 'alike' | 'worse' | 'unknown', FluentIcon>> = {
  better: CheckmarkCircleRegular,
  alike: WarningRegular,
  worse: WarningRegular,
  unknown: QuestionCircleRegular,
};

/** Whether health beats the simple rules, in sentences; when it does not, that it does not. */
export function Verdict({ judged }: { readonly judged: Judged }) {
  const styles = useStyles();
  const formats = useFormats();
  const { verdict, against, results } = judged;
  const Icon = icons[verdict ?? 'unknown'];
  const [health] = results;
  const area = health?.area ?? null;
  const [low, high] = health?.interval ?? [0, 0];
  const of100 = (share: number) => formats.count(Math.round(share * 100));
  const [right, least, most] = [of100(area ?? 0), of100(low), of100(high)];
  return (
    <div className={styles.verdict}>
      <p className={styles.title}>
        <Icon fontSize={22} className={styles.icon} aria-hidden />
        {verdict === 'better' && <Trans>Health tells more than every simple rule beside it</Trans>}
        {verdict === 'alike' && <Trans>Health does not beat every simple rule beside it</Trans>}
        {verdict === 'worse' && <Trans>Health tells less than a simple rule beside it</Trans>}
        {verdict === null && <Trans>Too little has happened to say</Trans>}
      </p>
      {area !== null && (
        <ul className={styles.list}>
          <li>
            <Trans>
              Of two cases, one of which came true, health ranks the right one higher {right} times
              in 100 (95 %: {least} to {most}); a coin 50 times.
            </Trans>
          </li>
          {against.map((one) => (
            <Comparison key={one.baseline} {...one} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Comparison({ baseline, difference, interval, verdict }: Judged['against'][number]) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const name = i18n._(predictorWords[baseline]);
  const signed = (value: number) =>
    `${value < 0 ? '−' : '+'}${formats.points(Math.abs(value * 100))}`;
  const [by, low, high] = [signed(difference), signed(interval[0]), signed(interval[1])];
  if (verdict === 'better') {
    return (
      <li>
        <Trans>
          It beats “{name}”: by {by} in 100 (95 %: {low} to {high}).
        </Trans>
      </li>
    );
  }
  return (
    <li>
      {verdict === 'alike' ? (
        <Trans>
          It does not beat “{name}”: the difference is {by} in 100 (95 %: {low} to {high}), which
          may be chance.
        </Trans>
      ) : (
        <Trans>
          “{name}” alone tells more: the difference is {by} in 100 (95 %: {low} to {high}).
        </Trans>
      )}
    </li>
  );
}
