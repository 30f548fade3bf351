import { Field, type FieldProps, Input, type InputProps } from '@fluentui/react-components';

type Props = Pick<FieldProps, 'hint' | 'validationMessage' | 'validationState'> &
  Pick<InputProps, 'type' | 'autoFocus'> & {
    readonly label: string;
    /** What the form calls it, and what the browser fills in there (the HTML standard's autofill field names). */
    readonly name: string;
    readonly autoComplete: 'name' | 'username' | 'one-time-code';
    readonly value: string;
    readonly onType: (text: string) => void;
  };

/** A line of text in a form before the door; passwords have fields of their own. */
export function EntranceField(props: Props) {
  const { label, hint, validationMessage, validationState, onType, ...input } = props;
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(validationMessage === undefined ? {} : { validationMessage })}
      {...(validationState === undefined ? {} : { validationState })}
    >
      <Input size="large" {...input} onChange={(_event, { value }) => onType(value)} />
    </Field>
  );
}
