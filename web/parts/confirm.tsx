import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
} from '@fluentui/react-components';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { FormProblem } from './form.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', gap: '14px', lineHeight: '22px', textWrap: 'pretty' },
});

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
  const styles = useStyles();
  return (
    <Dialog
      open
      modalType="alert"
      onOpenChange={(_event, { open }) => {
        if (!open) onCancel();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {children}
            <FormProblem error={error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onCancel}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              appearance="primary"
              disabled={isBlocked}
              disabledFocusable={isBusy}
              {...(isBusy ? { icon: <Spinner size="tiny" /> } : {})}
              onClick={onConfirm}
            >
              {verb}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
