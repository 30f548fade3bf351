import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useFormats } from '../../app/formats.tsx';
import { type Lane, type Look, looks } from './deal.ts';
import { lookWords } from './deal-words.ts';

const useStyles = makeStyles({
  summary: {
    maxWidth: '90ch',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
    textWrap: 'pretty',
  },
});

type Props = {
  readonly id: string;
  readonly looks: Readonly<Record<Look, number>>;
  readonly lanes: Readonly<Record<Lane, number>>;
};

/** The chart in two sentences. */
export function Summary({ id, looks: byLook, lanes }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const all = lanes.past + lanes.dated + lanes.undated;
  const parts = looks
    .filter((look) => byLook[look] > 0)
    .map((look) => `${i18n._(lookWords[look])} ${formats.count(byLook[look])}`)
    .join(', ');
  return (
    <p id={id} className={styles.summary}>
      <Plural value={all} one="# opportunity" other="# opportunities" />
      {all > 0 && `: ${parts}. `}
      {lanes.past > 0 && (
        <>
          <Plural
            value={lanes.past}
            one="# is past its close date."
            other="# are past their close date."
          />{' '}
        </>
      )}
      {lanes.undated > 0 && (
        <Plural value={lanes.undated} one="# has no close date." other="# have no close date." />
      )}
      {all > 0 && lanes.past + lanes.undated === 0 && (
        <Trans>All of them have a close date ahead.</Trans>
      )}
    </p>
  );
}
