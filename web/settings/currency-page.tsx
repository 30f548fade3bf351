import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Card } from '../parts/card.tsx';
import { FormFoot, useFieldProblem } from '../parts/form.tsx';
import { phone } from '../parts/layout.ts';
import { Nothing } from '../parts/nothing.tsx';
import { PageFrame } from './page-frame.tsx';
import { type Draft, useDraft } from './use-draft.ts';

const useStyles = makeStyles({
  short: { maxWidth: '180px' },
  input: { minWidth: 0, width: '100%' },
  rows: { display: 'grid', gap: '8px' },
  rate: {
    display: 'grid',
    gridTemplateColumns: '100px 130px 160px auto 1fr',
    alignItems: 'end',
    gap: '10px',
    [phone]: {
      gridTemplateColumns: '64px minmax(0, 1fr) minmax(0, 1.6fr) auto',
      gap: '8px',
      paddingBottom: '10px',
    },
  },
  problem: { color: tokens.colorPaletteRedForeground1 },
});

/** In which currency sums are shown, and at which rates. */
export function CurrencyPage() {
  const styles = useStyles();
  const { t } = useLingui();
  const draft = useDraft();
  const problem = useFieldProblem(draft.error);
  return (
    <PageFrame
      title={t`Currency`}
      lead={
        <Trans>
          Deals keep the currency that they have. Sums, and the sizes of bubbles, are in one
          currency, at the rates given here; a deal in a currency without a rate is left out of sums
          and counted as left out.
        </Trans>
      }
      draft={draft}
      fields={['currency', 'rates']}
    >
      <Card title={t`Currency of sums`} caption={t`As ISO 4217 writes it`}>
        <Field label={t`Currency`} className={styles.short} {...problem('currency')}>
          <Input
            value={draft.values.currency ?? ''}
            placeholder="EUR"
            maxLength={3}
            onChange={(_event, { value }) =>
              draft.set({ currency: value === '' ? null : value.toUpperCase() })
            }
          />
        </Field>
      </Card>
      <Rates draft={draft} />
    </PageFrame>
  );
}

function Rates({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t } = useLingui();
  const problem = useFieldProblem(draft.error)('rates');
  const { rates, currency } = draft.values;
  const sumCurrency = currency ?? t`the currency of sums`;
  const set = (place: number, change: Partial<(typeof rates)[number]>) =>
    draft.set({
      rates: rates.map((one, index) => (index === place ? { ...one, ...change } : one)),
    });
  return (
    <Card
      title={t`Rates`}
      caption={t`What one unit of a currency is worth in ${sumCurrency}; without a day, always`}
    >
      {rates.length === 0 && (
        <Nothing>
          <Trans>None yet.</Trans>
        </Nothing>
      )}
      <ul className={styles.rows}>
        {rates.map((rate, place) => {
          const number = place + 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rate has no other identity while it is edited.
            <li key={place} className={styles.rate}>
              <Field label={t`Currency`}>
                <Input
                  className={styles.input}
                  value={rate.currency}
                  placeholder="USD"
                  maxLength={3}
                  onChange={(_event, { value }) => set(place, { currency: value.toUpperCase() })}
                />
              </Field>
              <RateField value={rate.rate} onChange={(value) => set(place, { rate: value })} />
              <Field label={t`Valid from`}>
                <Input
                  type="date"
                  className={styles.input}
                  value={rate.from ?? ''}
                  onChange={(_event, { value }) =>
                    set(place, { from: value === '' ? null : value })
                  }
                />
              </Field>
              <Button
                appearance="subtle"
                icon={<DeleteRegular />}
                aria-label={t`Remove rate ${number}`}
                onClick={() => draft.set({ rates: rates.filter((_one, index) => index !== place) })}
              />
            </li>
          );
        })}
      </ul>
      {problem.validationMessage !== undefined && (
        <p role="alert" className={styles.problem}>
          {problem.validationMessage}
        </p>
      )}
      <FormFoot>
        <Button
          icon={<AddRegular />}
          onClick={() => draft.set({ rates: [...rates, { currency: '', rate: 1, from: null }] })}
        >
          <Trans>Add a rate</Trans>
        </Button>
      </FormFoot>
    </Card>
  );
}

type RateProps = { readonly value: number; readonly onChange: (value: number) => void };

/** A number with a decimal comma or point; while it is none, the last one stays. */
function RateField({ value, onChange }: RateProps) {
  const { t } = useLingui();
  const styles = useStyles();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field label={t`Rate`}>
      <Input
        className={styles.input}
        inputMode="decimal"
        value={typed ?? String(value)}
        onBlur={() => setTyped(null)}
        onChange={(_event, { value: text }) => {
          setTyped(text);
          const number = Number(text.replace(',', '.'));
          if (text.trim() !== '' && Number.isFinite(number)) onChange(number);
        }}
      />
    </Field>
  );
}
