import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { activityKinds, exclusionReasons, sides } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import type { RecordSearch } from '../app/search.ts';
import { notOnPaper } from '../parts/layout.ts';
import type { LedgerFilter } from '../parts/ledger-link.tsx';
import { kindWords, sideWords } from '../words.ts';
import { reasonWords } from './reasons.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '10px 14px', ...notOnPaper },
  // As narrow as its place is, however long its longest choice.
  choice: {
    flex: '1 1 130px',
    minWidth: 0,
    maxWidth: '210px',
    '& select': { width: '100%', minWidth: 0 },
  },
  span: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    minHeight: '32px',
    padding: '0 4px 0 12px',
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorBrandForeground2,
    backgroundColor: tokens.colorBrandBackground2,
    fontSize: tokens.fontSizeBase200,
  },
});

/** What narrows the ledger; figures that were opened set the same. */
export function LedgerFilters({ search }: { readonly search: RecordSearch }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const navigate = useNavigate({ from: '/$collection/$id' });
  const narrow = (part: LedgerFilter) =>
    navigate({
      search: (before) => ({ ...before, ...part }),
      replace: true,
      resetScroll: false,
    });
  const { kind, side, counted, reason, from, to } = search;
  const isNarrowed = [kind, side, counted, reason, from, to].some((part) => part !== undefined);
  return (
    <search className={styles.bar}>
      <Choice
        label={t`Kind`}
        value={kind}
        words={activityKinds.map((one) => [one, i18n._(kindWords[one])] as const)}
        onChoose={(chosen) => narrow({ kind: chosen })}
      />
      <Choice
        label={t`Side`}
        value={side}
        words={sides.map((one) => [one, i18n._(sideWords[one])] as const)}
        onChoose={(chosen) => narrow({ side: chosen })}
      />
      <Choice
        label={t`Counts`}
        value={counted}
        words={[
          ['yes', t`counted`],
          ['no', t`left out`],
        ]}
        onChoose={(chosen) =>
          narrow({ counted: chosen, ...(chosen === 'yes' ? { reason: undefined } : {}) })
        }
      />
      <Choice
        label={t`Reason`}
        value={reason}
        words={exclusionReasons.map((one) => [one, i18n._(reasonWords[one].title)] as const)}
        onChoose={(chosen) =>
          narrow({ reason: chosen, ...(chosen === undefined ? {} : { counted: undefined }) })
        }
      />
      {(from !== undefined || to !== undefined) && (
        <span className={styles.span}>
          {[...new Set([from, to])]
            .map((day) => (day === undefined ? '…' : formats.day(day)))
            .join(' – ')}
          <Button
            size="small"
            shape="circular"
            appearance="transparent"
            icon={<DismissRegular />}
            aria-label={t`All times`}
            title={t`All times`}
            onClick={() => narrow({ from: undefined, to: undefined })}
          />
        </span>
      )}
      {isNarrowed && (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          onClick={() =>
            navigate({
              search: ({ asOf, days }) => ({ asOf, days }),
              replace: true,
              resetScroll: false,
            })
          }
        >
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </search>
  );
}

type ChoiceProps<Word extends string> = {
  readonly label: string;
  readonly value: Word | undefined;
  readonly words: readonly (readonly [Word, string])[];
  readonly onChoose: (word: Word | undefined) => void;
};

function Choice<Word extends string>({ label, value, words, onChoose }: ChoiceProps<Word>) {
  const styles = useStyles();
  const { t } = useLingui();
  return (
    <Field label={label} className={styles.choice}>
      <Select
        value={value ?? ''}
        onChange={(_event, data) => onChoose(words.find(([word]) => word === data.value)?.[0])}
      >
        <option value="">{t`All`}</option>
        {words.map(([word, text]) => (
          <option key={word} value={word}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}
