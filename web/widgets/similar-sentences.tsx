import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans } from '@lingui/react/macro';
import type { Similar } from '../../src/contract/similar.ts';
import { leastSimilar } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';

const useStyles = makeStyles({
  sentences: {
    display: 'grid',
    gap: '4px',
    fontSize: '15px',
    lineHeight: '22px',
    listStyle: 'none',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Where the deal stands out, in words; that it does not, when it does not. */
export function SimilarSentences({ similar }: { readonly similar: Similar }) {
  const styles = useStyles();
  if (similar.state === 'standIn') {
    return (
      <p>
        <Plural
          value={similar.won.length}
          one="No deal is like this one: it is beside the latest won deal."
          other="No deal is like this one: it is beside the # latest won deals."
        />
      </p>
    );
  }
  if (similar.measures.every(({ n }) => n < leastSimilar)) {
    return (
      <p>
        <Plural
          value={similar.won.length}
          one={`One similar won deal is too few to say what stands out: from ${leastSimilar} on it is said.`}
          other={`# similar won deals are too few to say what stands out: from ${leastSimilar} on it is said.`}
        />
      </p>
    );
  }
  if (similar.standsOut.length === 0) {
    return (
      <p>
        <Trans>Nothing stands out beside similar won deals at this age.</Trans>
      </p>
    );
  }
  return (
    <ul className={styles.sentences}>
      {similar.standsOut.map((one) => (
        <li key={one.measure}>
          <Sentence {...one} />{' '}
          <span className={styles.quiet}>
            (<Plural value={one.n} one="# deal" other="# deals" />)
          </span>
        </li>
      ))}
    </ul>
  );
}

function Sentence({ measure, difference }: Similar['standsOut'][number]) {
  const formats = useFormats();
  const by = Math.abs(difference);
  const isMore = difference > 0;
  const value = Math.round(by);
  if (measure === 'meetings')
    return isMore ? (
      <Plural
        value={value}
        one="# meeting more than similar won deals at this age"
        other="# meetings more than similar won deals at this age"
      />
    ) : (
      <Plural
        value={value}
        one="# meeting fewer than similar won deals at this age"
        other="# meetings fewer than similar won deals at this age"
      />
    );
  if (measure === 'phoneCalls')
    return isMore ? (
      <Plural
        value={value}
        one="# phone call more than similar won deals at this age"
        other="# phone calls more than similar won deals at this age"
      />
    ) : (
      <Plural
        value={value}
        one="# phone call fewer than similar won deals at this age"
        other="# phone calls fewer than similar won deals at this age"
      />
    );
  if (measure === 'emails')
    return isMore ? (
      <Plural
        value={value}
        one="# email more than similar won deals at this age"
        other="# emails more than similar won deals at this age"
      />
    ) : (
      <Plural
        value={value}
        one="# email fewer than similar won deals at this age"
        other="# emails fewer than similar won deals at this age"
      />
    );
  const hours = formats.hours(by);
  if (measure === 'responseByUs.medianHours')
    return isMore ? (
      <Trans>We answer {hours} later than in similar won deals at this age</Trans>
    ) : (
      <Trans>We answer {hours} sooner than in similar won deals at this age</Trans>
    );
  return isMore ? (
    <Trans>They answer {hours} later than in similar won deals at this age</Trans>
  ) : (
    <Trans>They answer {hours} sooner than in similar won deals at this age</Trans>
  );
}
