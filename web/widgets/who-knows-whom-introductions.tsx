import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Introduction } from '../../src/contract/introductions.ts';
import { useFormats } from '../app/formats.tsx';
import type { RecordAsOf } from '../data/record.ts';
import { introductionsQuery, useIntroductionChanges } from '../data/ties.ts';
import { Failure } from '../parts/failure.tsx';
import { FormProblem } from '../parts/form.tsx';
import { outcomeWords } from './tie-words.ts';

const useStyles = makeStyles({
  part: {
    display: 'grid',
    gap: '12px',
    paddingTop: '14px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  head: { fontSize: '14px', fontWeight: 600 },
  list: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '14px' },
  one: { display: 'grid', gap: '4px', minWidth: 0, overflowWrap: 'anywhere' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px' },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  text: {
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    paddingTop: '6px',
    maxWidth: '70ch',
    lineHeight: '20px',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '4px', marginLeft: '-8px' },
});

const colours = {
  asked: 'informative',
  accepted: 'success',
  declined: 'warning',
  lapsed: 'subtle',
} as const;

/** Who asked whom about the people of a record; nothing while nobody did. */
export function IntroductionsOfRecord({ record }: { readonly record: RecordAsOf }) {
  const styles = useStyles();
  const { t } = useLingui();
  const { data, error, isError, refetch } = useQuery(introductionsQuery(record));
  if (isError && data === undefined) return <Failure error={error} onRetry={() => refetch()} />;
  if (data === undefined || data.introductions.length === 0) return null;
  return (
    <section className={styles.part} aria-label={t`Introductions`}>
      <h3 className={styles.head}>
        <Trans>Introductions</Trans>
      </h3>
      <IntroductionList introductions={data.introductions} />
    </section>
  );
}

/** Requests with what came of them; the two between whom one is write it down here. */
export function IntroductionList({
  introductions,
}: {
  readonly introductions: readonly Introduction[];
}) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {introductions.map((introduction) => (
        <One key={introduction.key} introduction={introduction} />
      ))}
    </ul>
  );
}

function One({ introduction }: { readonly introduction: Introduction }) {
  const styles = useStyles();
  const { i18n, t } = useLingui();
  const formats = useFormats();
  const { answer, withdraw } = useIntroductionChanges();
  const { key, person, via, asker, asked, askedAt, answeredAt, outcome, part, text } = introduction;
  const over = via?.name ?? '';
  const isOpen = outcome === 'asked' || outcome === 'lapsed';
  const about = t`${asked.name}, ${person.name}`;
  return (
    <li className={styles.one}>
      <div className={styles.line}>
        <span>
          {part === 'asker' ? (
            <Trans>
              You asked <strong>{asked.name}</strong> to introduce you to {person.name}
            </Trans>
          ) : part === 'asked' ? (
            <Trans>
              <strong>{asker.name}</strong> asked you for an introduction to {person.name}
            </Trans>
          ) : (
            <Trans>
              {asker.name} asked <strong>{asked.name}</strong> for an introduction to {person.name}
            </Trans>
          )}
          {via !== null && (
            <>
              {' '}
              <Trans>over {over}</Trans>
            </>
          )}
        </span>
        <Badge appearance="tint" color={colours[outcome]}>
          {i18n._(outcomeWords[outcome])}
        </Badge>
        <span className={styles.quiet}>{formats.instantDay(answeredAt ?? askedAt)}</span>
      </div>
      {text !== null && (
        <details className={styles.quiet}>
          <summary>
            <Trans>Text</Trans>
          </summary>
          <p className={styles.text}>{text}</p>
        </details>
      )}
      {part !== null && (
        <div className={styles.actions}>
          {outcome !== 'accepted' && (
            <Button
              size="small"
              appearance="subtle"
              aria-label={t`Introduced: ${about}`}
              onClick={() => answer.mutate({ key, outcome: 'accepted' })}
            >
              <Trans>Introduced</Trans>
            </Button>
          )}
          {outcome !== 'declined' && (
            <Button
              size="small"
              appearance="subtle"
              aria-label={t`Declined: ${about}`}
              onClick={() => answer.mutate({ key, outcome: 'declined' })}
            >
              <Trans context="introduction">Declined</Trans>
            </Button>
          )}
          {part === 'asker' && isOpen && (
            <Button
              size="small"
              appearance="subtle"
              aria-label={t`Take back: ${about}`}
              onClick={() => withdraw.mutate(key)}
            >
              <Trans>Take back</Trans>
            </Button>
          )}
        </div>
      )}
      <FormProblem error={answer.error ?? withdraw.error} />
    </li>
  );
}
