import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../parts/card.tsx';
import { FormFoot, useFieldProblem } from '../parts/form.tsx';
import { filledIn } from '../widgets/introduction-text.ts';
import { introductionMarks, useIntroductionTemplate } from '../widgets/tie-words.ts';
import { PageFrame } from './page-frame.tsx';
import { useDraft } from './use-draft.ts';

const useStyles = makeStyles({
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxWidth: '70ch', lineHeight: '22px' },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

/** With which words people ask a colleague for an introduction. */
export function IntroductionsPage() {
  const styles = useStyles();
  const { t } = useLingui();
  const draft = useDraft();
  const problem = useFieldProblem(draft.error);
  const { introductionTemplate: own } = draft.values;
  const words = useIntroductionTemplate(own);
  const [colleague, person, activities, me] = introductionMarks;
  const example = filledIn(words, {
    colleague: 'Kai Brandt',
    person: 'Rosa Diaz',
    activities: t`3 meetings, 12 emails`,
    me: 'Avery Lane',
  });
  return (
    <PageFrame
      title={t`Introductions`}
      lead={
        <Trans>
          The text with which people ask a colleague to introduce them to a customer. Everybody may
          change it before they ask; Rapport keeps the request and sends nothing.
        </Trans>
      }
      draft={draft}
      fields={['introductionTemplate']}
    >
      <Card title={t`Text`} caption={t`What a request begins with, for the whole organisation`}>
        <Field
          label={t`Text`}
          hint={t`${colleague}, ${person}, ${activities} and ${me} stand for the colleague, the customer, what both did together, and who asks.`}
          {...problem('introductionTemplate')}
        >
          <Textarea
            value={words}
            rows={8}
            resize="vertical"
            onChange={(_event, { value }) =>
              draft.set({ introductionTemplate: value.trim() === '' ? null : value })
            }
          />
        </Field>
        <FormFoot>
          <Button disabled={own === null} onClick={() => draft.set({ introductionTemplate: null })}>
            <Trans>Use the words that come with Rapport</Trans>
          </Button>
          <span className={styles.quiet}>
            {own === null && <Trans>These are: in the language of whoever asks.</Trans>}
          </span>
        </FormFoot>
      </Card>
      <Card title={t`Example`} caption={t`How a request would begin; the people are made up`}>
        <p className={styles.text}>{example}</p>
      </Card>
    </PageFrame>
  );
}
