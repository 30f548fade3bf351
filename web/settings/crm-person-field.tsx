import { Field, Select } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { peopleQuery } from '../data/administration.ts';
import { useFieldProblem } from '../parts/form.tsx';

type Props = {
  /** Id of the person; null: nobody. */
  readonly value: string | null;
  readonly error: unknown;
  readonly onChange: (id: string | null) => void;
};

/** Which person of the CRM a login is. */
export function CrmPersonField({ value, error, onChange }: Props) {
  const { t } = useLingui();
  const { data } = useQuery(peopleQuery);
  const problem = useFieldProblem(error);
  const people = data?.people ?? [];
  return (
    <Field
      label={t`Person of the CRM`}
      hint={t`Whose records and mail are theirs`}
      {...problem('userId')}
    >
      <Select
        value={value ?? ''}
        onChange={(_event, { value: id }) => onChange(id === '' ? null : id)}
      >
        <option value="">{t`nobody: only administers`}</option>
        {value !== null && !people.some(({ id }) => id === value) && (
          <option value={value}>{value}</option>
        )}
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
