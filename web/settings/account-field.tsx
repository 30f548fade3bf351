import { Field } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { foundQuery } from '../data/found.ts';
import { FormProblem, useFieldProblem } from '../parts/form.tsx';
import { type Choice, Picker } from '../parts/picker.tsx';

type Props = {
  readonly chosen: Choice | null;
  readonly error: unknown;
  readonly onChoose: (account: Choice | null) => void;
};

/** Which account a feed is about; none: its items are matched. Offers those that the administrator sees. */
export function AccountField({ chosen, error, onChoose }: Props) {
  const { t } = useLingui();
  const [search, setSearch] = useState('');
  const found = useQuery(foundQuery('accounts', useDeferredValue(search)));
  const problem = useFieldProblem(error);
  return (
    <>
      <Field
        label={t`Only about this account`}
        hint={t`Everything in the feed is then about it. Empty: items are matched with all accounts, by name and domain`}
        {...problem('id')}
      >
        <Picker
          chosen={chosen}
          choices={found.data ?? null}
          words={{
            waiting: t`The accounts are loading`,
            none:
              search === ''
                ? t`There is no account that you see`
                : t`No account that you see is called so`,
            empty: t`all accounts`,
          }}
          onSearch={setSearch}
          onChoose={onChoose}
        />
      </Field>
      <FormProblem error={found.error} />
    </>
  );
}
