import { Button, Spinner } from '@fluentui/react-components';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { FormProblem } from './form.tsx';
import { Modal } from './modal.tsx';

type Props = {
  readonly title: string;
  /** What the button does, in its own words. */
  readonly verb: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly isBlocked?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
};

/** Asks once more, and names what will happen. Is shown while it is rendered. */
export function Confirm({
  title,
  verb,
  isBusy,
  error,
  isBlocked = false,
  onConfirm,
  onCancel,
  children,
}: Props) {
  return (
    <Modal
      title={title}
      isAlert
      onClose={onCancel}
      actions={
        <>
          <Button onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            appearance="primary"
            disabled={isBlocked}
            disabledFocusable={isBusy}
            {...(isBusy ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}
            onClick={onConfirm}
          >
            {verb}
          </Button>
        </>
      }
    >
      {children}
      <FormProblem error={error} />
    </Modal>
  );
}
