import { Field, type FieldProps } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { PasswordInput } from '../parts/password-input.tsx';

type Props = Pick<FieldProps, 'validationMessage' | 'validationState'> & {
  readonly label: string;
  readonly value: string;
  readonly onType: (text: string) => void;
  readonly size?: 'medium' | 'large';
};

/** A password that is being chosen, with what is asked of it. */
export function NewPassword({ label, value, onType, size = 'large', ...problem }: Props) {
  const { t } = useLingui();
  return (
    <Field
      label={label}
      hint={t`At least 12 characters. A few words that do not belong together are good, and easy to keep.`}
      {...problem}
    >
      <PasswordInput
        size={size}
        name="new-password"
        autoComplete="new-password"
        value={value}
        onType={onType}
      />
    </Field>
  );
}
