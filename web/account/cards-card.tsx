import { Field, Input, makeStyles, Select, Switch, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CardPreferences, OwnCards } from '../../src/contract/cards.ts';
import { type RecordType, recordTypes } from '../../src/model/vocabulary.ts';
import { languages } from '../app/language.tsx';
import { cardKindLooks } from '../cards/kinds.ts';
import { ownCardsQuery } from '../data/cards.ts';
import { sent } from '../data/client.ts';
import { collectionOf } from '../data/collections.ts';
import { Card } from '../parts/card.tsx';
import { Done } from '../parts/done.tsx';
import { Failure } from '../parts/failure.tsx';
import { Form, FormFoot, FormProblem, Submit, useFieldProblem } from '../parts/form.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { collectionWords } from '../words.ts';

const useStyles = makeStyles({
  group: { display: 'grid', gap: '2px', margin: '0 -8px', padding: 0, border: 'none', minWidth: 0 },
  legend: { padding: '0 8px 4px', fontWeight: 600 },
  days: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(110px, 1fr))',
    alignItems: 'end',
    gap: '12px',
  },
  note: {
    padding: '0 8px 4px',
    color: tokens.colorNeutralForeground2,
    lineHeight: '20px',
    textWrap: 'pretty',
  },
  language: { padding: '0 8px', maxWidth: '240px' },
  text: { color: tokens.colorNeutralForeground2, lineHeight: '20px', textWrap: 'pretty' },
});

/** Which cards one gets, how many a day, and whether they come by email as well. */
export function CardsCard() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(ownCardsQuery);
  return (
    <Card
      id="cards"
      title={t`Cards`}
      caption={t`What asks for you on the records that you own or work on, on the home page`}
    >
      {error !== null && data === undefined && <Failure error={error} onRetry={() => refetch()} />}
      {data === undefined && error === null && (
        <Waiting label={t`Your cards are loading`} rows={4} />
      )}
      {data !== undefined && <Preferences own={data} />}
    </Card>
  );
}

/** The preferences in a form. */
export function Preferences({ own }: { readonly own: OwnCards }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const queries = useQueryClient();
  const [edits, setEdits] = useState<Partial<CardPreferences>>({});
  const { kindsOff, days, most, digest, digestLanguage } = { ...own, ...edits };
  const saving = useMutation({
    mutationFn: () =>
      sent<OwnCards>('PUT', 'me/cards', { kindsOff, days, most, digest, digestLanguage }),
    onSuccess: (answer) => {
      queries.setQueryData(ownCardsQuery.queryKey, answer);
      queries.invalidateQueries({ queryKey: ['list', 'cards'] });
      setEdits({});
    },
  });
  const problem = useFieldProblem(saving.error);
  const set = (part: Partial<CardPreferences>) => {
    if (!saving.isIdle) saving.reset();
    setEdits((before) => ({ ...before, ...part }));
  };
  const setDays = (type: RecordType, value: string) =>
    set({ days: { ...days, [type]: value === '' ? null : Number(value) } });
  return (
    <Form onSubmit={() => saving.mutate()} label={t`Cards`}>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>
          <Trans>Kinds</Trans>
        </legend>
        {own.kinds.map((kind) => (
          <Switch
            key={kind}
            label={i18n._(cardKindLooks[kind].name)}
            checked={!kindsOff.includes(kind)}
            onChange={(_event, { checked }) =>
              set({
                kindsOff: checked ? kindsOff.filter((one) => one !== kind) : [...kindsOff, kind],
              })
            }
          />
        ))}
      </fieldset>
      <Field label={t`Cards a day, at most`} {...problem('most')}>
        <Input
          type="number"
          min={1}
          max={20}
          value={String(most)}
          onChange={(_event, { value }) => set({ most: Number(value) })}
        />
      </Field>
      <div>
        <p className={styles.text}>
          <Trans>
            Days without activity before there is a card; empty: as the organisation has it
          </Trans>
        </p>
        <div className={styles.days}>
          {recordTypes.map((type) => (
            <Field
              key={type}
              label={i18n._(collectionWords[collectionOf[type]])}
              {...problem(`days.${type}`)}
            >
              <Input
                type="number"
                min={1}
                max={365}
                value={days[type] === null ? '' : String(days[type])}
                placeholder={String(own.organizationDays[type])}
                onChange={(_event, { value }) => setDays(type, value)}
              />
            </Field>
          ))}
        </div>
      </div>
      <Digest own={own} digest={digest} language={digestLanguage} onChange={set} />
      <FormProblem
        error={saving.error}
        fields={['most', ...recordTypes.map((type) => `days.${type}`)]}
      />
      <FormFoot>
        <Submit isBusy={saving.isPending} disabled={Object.keys(edits).length === 0}>
          <Trans>Save</Trans>
        </Submit>
        {saving.isSuccess && (
          <Done>
            <Trans>Saved</Trans>
          </Done>
        )}
      </FormFoot>
    </Form>
  );
}

type DigestProps = {
  readonly own: OwnCards;
  readonly digest: boolean;
  readonly language: CardPreferences['digestLanguage'];
  readonly onChange: (part: Partial<CardPreferences>) => void;
};

/** The cards by email, in the morning of working days. */
function Digest({ own, digest, language, onChange }: DigestProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const zone = own.timeZone;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>
        <Trans>By email</Trans>
      </legend>
      <Switch
        label={t`An email with my cards at 7:00 on working days`}
        checked={digest}
        disabled={own.mail !== 'ready' && !digest}
        onChange={(_event, { checked }) => onChange({ digest: checked })}
      />
      <p className={styles.note}>
        {own.mail === 'notSet' ? (
          <Trans>
            No mail server is set, so nothing can be sent. Whoever runs Rapport sets
            RAPPORT_SMTP_URL and RAPPORT_MAIL_FROM.
          </Trans>
        ) : own.mail === 'demo' ? (
          <Trans>The demo company sends no email.</Trans>
        ) : (
          <Trans>In your time zone, {zone}; none on a day without cards.</Trans>
        )}
      </p>
      {own.mail === 'ready' && (
        <Field label={t`Language of the email`} className={styles.language}>
          <Select
            value={language}
            onChange={(_event, { value }) =>
              onChange({ digestLanguage: value === 'de' ? 'de' : 'en' })
            }
          >
            {Object.entries(languages).map(([name, word]) => (
              <option key={name} value={name}>
                {word}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </fieldset>
  );
}
