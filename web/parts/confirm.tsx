import type { ReactNode } from 'react';
import { FormProblem } from './form.tsx';
import { Modal, ModalActions } from './modal.tsx';

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
        <ModalActions
          verb={verb}
          isBlocked={isBlocked}
          isBusy={isBusy}
          onConfirm={onConfirm}
          onCancel={onCancel}
        />
      }
    >
      {children}
      <FormProblem error={error} />
    </Modal>
  );
}
