import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
} from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode, SubmitEvent } from 'react';
import { fieldText, problemText } from '../problem-words.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: '16px', minWidth: 0 },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '10px' },
  bar: { borderRadius: '8px' },
  text: { paddingBlock: '8px', whiteSpace: 'normal' },
});

type FormProps = {
  readonly onSubmit: () => void;
  readonly label?: string;
  readonly children: ReactNode;
};

/** Fields one below the other. The browser's own checks are off: the server's say more, and in the viewer's language. */
export function Form({ onSubmit, label, children }: FormProps) {
  const styles = useStyles();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={label}>
      {children}
    </form>
  );
}

type SubmitProps = {
  readonly isBusy: boolean;
  readonly disabled?: boolean;
  readonly size?: 'medium' | 'large';
  readonly children: ReactNode;
};

/** The button that sends a form; while that is under way it says so, and does not send it twice. */
export function Submit({ isBusy, disabled = false, size = 'medium', children }: SubmitProps) {
  return (
    <Button
      type="submit"
      appearance="primary"
      size={size}
      disabled={disabled}
      disabledFocusable={isBusy}
      {...(isBusy ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}
    >
      {children}
    </Button>
  );
}

/** The buttons below a form. */
export function FormFoot({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().foot}>{children}</div>;
}

type ProblemProps = {
  readonly error: unknown;
  /** Fields that show what is wrong with them themselves. */
  readonly fields?: readonly string[];
};

/** What went wrong with a form and belongs to none of its fields; nothing when nothing did. */
export function FormProblem({ error, fields = [] }: ProblemProps) {
  const styles = useStyles();
  const { i18n } = useLingui();
  if (error === null || error === undefined) return null;
  if (fields.some((field) => fieldText(error, field, i18n) !== undefined)) return null;
  return (
    <MessageBar intent="error" className={styles.bar} layout="multiline">
      <MessageBarBody className={styles.text}>{problemText(error, i18n)}</MessageBarBody>
    </MessageBar>
  );
}

/** Props of Fluent's Field that tell what is wrong with it; none when nothing is. */
export function useFieldProblem(error: unknown) {
  const { i18n } = useLingui();
  return (field: string) => {
    const message = fieldText(error, field, i18n);
    return message === undefined
      ? {}
      : ({ validationState: 'error', validationMessage: message } as const);
  };
}
