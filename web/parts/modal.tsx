import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { phone } from './layout.ts';

const useStyles = makeStyles({
  dialog: {
    width: 'min(600px, calc(100vw - 32px))',
    maxHeight: 'calc(100dvh - 48px)',
    boxSizing: 'border-box',
    padding: '24px 28px 24px',
    border: 'none',
    borderRadius: tokens.borderRadiusXLarge,
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: tokens.shadow64,
    overflow: 'auto',
    '::backdrop': { backgroundColor: tokens.colorBackgroundOverlay },
    [phone]: { padding: '20px' },
  },
  wide: { width: 'min(960px, calc(100vw - 32px))' },
  title: {
    fontSize: '20px',
    lineHeight: '28px',
    fontWeight: 650,
    letterSpacing: '-0.01em',
    textWrap: 'balance',
  },
  content: {
    display: 'grid',
    gap: '14px',
    padding: '12px 0 22px',
    lineHeight: '22px',
    textWrap: 'pretty',
  },
  actions: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: '8px' },
});

type Props = {
  readonly title: ReactNode;
  /** It holds a table. */
  readonly isWide?: boolean;
  /** What has to be answered. */
  readonly isAlert?: boolean;
  /** Escape; left out, only an action closes it. */
  readonly onClose?: () => void;
  readonly actions: ReactNode;
  readonly children: ReactNode;
};

/**
 * A dialog that is open while it is rendered. The browser's own: it makes the rest of the page inert, and gives the
 * focus back to what it was opened from.
 */
export function Modal({ title, isWide, isAlert = false, onClose, actions, children }: Props) {
  const styles = useStyles();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the element is taken out of the page: only a dialog that is closed gives the focus back.
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      role={isAlert ? 'alertdialog' : 'dialog'}
      aria-labelledby={id}
      className={mergeClasses(styles.dialog, isWide === true && styles.wide)}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClose={({ currentTarget }) => {
        // Some browsers close it on a second Escape, whatever the page says.
        if (onClose !== undefined) onClose();
        else if (currentTarget.isConnected && !currentTarget.open) currentTarget.showModal();
      }}
    >
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <div className={styles.content}>{children}</div>
      <div className={styles.actions}>{actions}</div>
    </dialog>
  );
}

type ActionsProps = {
  /** What the button does, in its own words. */
  readonly verb: ReactNode;
  readonly isBusy?: boolean;
  readonly isBlocked?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

/** The two ways out of a dialog that asks for something. */
export function ModalActions(props: ActionsProps) {
  const { verb, isBusy = false, isBlocked = false, onConfirm, onCancel } = props;
  return (
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
  );
}
